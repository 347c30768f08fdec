/**
 * The letters of a text that a person should look at before it goes out, each with its place: letters that alone force
 * UCS-2, letters of another script that look Latin, letters that cannot be seen, damaged ones.
 *
 * Knows no screen. Replaces nothing: a mark says what would stand there instead where everyone would agree, and a
 * person decides. Offsets are UTF-16 units of the text as it was given, so that a text field can select them.
 */
import { isGsm7 } from '../../text/gsm7.ts'
import { letterName } from '../../text/remarks.ts'
import type { Split } from '../../text/split.ts'
import { unaccented } from '../../text/vietnamese.ts'

/** number: a subscriber's, which the authority refused; that is not found here. */
export type MarkKind = 'forcesUcs2' | 'lookAlike' | 'invisible' | 'control' | 'lost' | 'number'

export interface Mark {
  readonly kind: MarkKind
  readonly from: number
  readonly to: number
  readonly letter: string
  /** `“ (U+201C)`; the code alone where there is nothing to see. */
  readonly name: string
  /** What people mean by it, '' where it should simply go; null where only a person can say. */
  readonly replacement: string | null
}

/** Marks of a longer text are cut off: nobody reads more, and the first ones show what is the matter. */
export const MARKS_MAX = 500

/** A letter is a stray where at least so many that GSM-7 has stand for each of them. */
const LETTERS_PER_STRAY = 10

/** Letters of other scripts that look like Latin ones, and the Latin ones. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  (
    [
      // Cyrillic
      ['АВЕЅІЈКМНОРСТУХҮ', 'ABESIJKMHOPCTYXY'],
      ['аеѕіјорсухԁһ', 'aesijopcyxdh'],
      // Greek
      ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
      ['ονι', 'ovi'],
      // Latin letters of other languages that are typed for Vietnamese ones
      ['ÐðƉ', 'ĐđĐ'],
      ['ıɑɡɩ', 'iagi'],
      // Armenian
      ['օսհո', 'ouhn'],
    ] as const
  ).flatMap(([letters, latin]) => {
    const as = [...latin]
    return [...letters].map((letter, i) => [letter, as[i]] as const)
  }),
)

/** Full-width forms of ASCII: U+FF01 to U+FF5E. */
const FULL_WIDTH = { first: 0xff01, last: 0xff5e, shift: 0xfee0 }

/** Scripts whose letters are taken for Latin ones. */
const ALIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u
const LATIN = /\p{Script=Latin}/u

/** Superscripts, fractions and the like are written on purpose: m², ½, ª. */
const ON_PURPOSE = /[\p{No}\p{Lm}ªº]/u

/** Spaces that are not the space bar's, and what has no width at all; a joiner within an emoji is part of it. */
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/u
const WIDTHLESS =
  /\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/u
/** What joins or varies an emoji, behind one. */
const OF_EMOJI = /^[\u200d\ufe0f\u{e0020}-\u{e007f}]$/u
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}#*0-9]|\u200d|\ufe0f|[\u{e0020}-\u{e007f}]/u

/** In the order of the text, `max` at most. `split` is what the splitter made of the same text. */
export function marksIn(given: string, split: Split, max = MARKS_MAX): readonly Mark[] {
  const of = { isStray: isNearlyGsm7(split), isLatin: latinPrevails(given) }
  const mixed = mixedWords(given)
  const marks: Mark[] = []
  let at = 0
  let before = ''
  for (const letter of given) {
    const from = at
    at += letter.length
    while (mixed.length > 0 && mixed[0].to <= from) mixed.shift()
    const isMixed = mixed.length > 0 && mixed[0].from <= from
    const found = judge(letter, { ...of, before, isMixed })
    before = letter
    if (found === null) continue
    marks.push({ ...found, from, to: at, letter, name: letterName(letter) })
    if (marks.length === max) break
  }
  return marks
}

interface Around {
  readonly isStray: boolean
  readonly isLatin: boolean
  /** Its word has Latin letters and letters that are taken for them. */
  readonly isMixed: boolean
  readonly before: string
}

function judge(
  letter: string,
  { isStray, isLatin, isMixed, before }: Around,
): (Pick<Mark, 'replacement'> & { readonly kind: Exclude<MarkKind, 'number'> }) | null {
  if (letter === '\ufffd') return { kind: 'lost', replacement: null }
  if (WIDTHLESS.test(letter)) {
    const isOfEmoji = OF_EMOJI.test(letter) && EMOJI.test(before)
    return isOfEmoji ? null : { kind: 'invisible', replacement: '' }
  }
  if (BLANKS.test(letter)) return { kind: 'invisible', replacement: ' ' }
  if (/[^\P{Cc}\n\r\f\t]/u.test(letter)) return { kind: 'control', replacement: '' }
  const latin = isLatin || isMixed ? latinOf(letter) : null
  if (latin !== null) return { kind: 'lookAlike', replacement: latin }
  if (isMixed && ALIKE.test(letter)) return { kind: 'lookAlike', replacement: null }
  if (isStray && !isGsm7(letter)) {
    const plain = unaccented(letter)
    return { kind: 'forcesUcs2', replacement: isGsm7(plain) ? plain : null }
  }
  return null
}

/** Whether a text is UCS-2 for a few letters only; in a Vietnamese text they are the text. */
function isNearlyGsm7({ text, encoding }: Split): boolean {
  if (encoding === 'gsm7') return false
  let letters = 0
  let foreign = 0
  for (const letter of text) {
    letters += 1
    if (!isGsm7(letter)) foreign += 1
  }
  return letters - foreign >= foreign * LETTERS_PER_STRAY
}

function latinOf(letter: string): string | null {
  const like = LOOK_ALIKES.get(letter)
  if (like !== undefined) return like
  const code = letter.codePointAt(0) ?? 0
  if (code >= FULL_WIDTH.first && code <= FULL_WIDTH.last) return String.fromCodePoint(code - FULL_WIDTH.shift)
  const plain = letter.normalize('NFKC')
  const isStyled = plain !== letter && /^[A-Za-z0-9]$/.test(plain) && !ON_PURPOSE.test(letter)
  return isStyled ? plain : null
}

/** A word of a Russian text that has a Latin letter in it, and a host that has a Cyrillic one. */
function mixedWords(text: string): { readonly from: number; readonly to: number }[] {
  if (!ALIKE.test(text)) return []
  return [...text.matchAll(/[^\s\p{Z}]+/gu)].flatMap(({ 0: word, index: from }) =>
    LATIN.test(word) && ALIKE.test(word) ? [{ from, to: from + word.length }] : [],
  )
}

/** A Russian or Greek text is no text full of look-alikes. */
function latinPrevails(text: string): boolean {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  const others = text.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0
  return latin > others
}

/** The text with one kind of mark replaced wherever a replacement is agreed; for a button that says so. */
export function replaceMarks(given: string, marks: readonly Mark[], which: (mark: Mark) => boolean): string {
  let out = ''
  let at = 0
  for (const mark of marks) {
    if (mark.replacement === null || !which(mark)) continue
    out += given.slice(at, mark.from) + mark.replacement
    at = mark.to
  }
  return out + given.slice(at)
}

/** The text cut at its marks, for showing them in place: pieces joined are the text. */
export function piecesByMark(
  given: string,
  marks: readonly Mark[],
): readonly { readonly text: string; readonly mark: Mark | null }[] {
  const pieces: { text: string; mark: Mark | null }[] = []
  let at = 0
  for (const mark of marks) {
    if (mark.from > at) pieces.push({ text: given.slice(at, mark.from), mark: null })
    pieces.push({ text: given.slice(mark.from, mark.to), mark })
    at = mark.to
  }
  if (at < given.length) pieces.push({ text: given.slice(at), mark: null })
  return pieces
}
