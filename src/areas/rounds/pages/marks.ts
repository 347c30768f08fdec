/**
 * The letters of a text that a person should look at before it goes out, each with its place: letters that alone force
 * UCS-2, letters of another script that look Latin, letters that cannot be seen, damaged ones.
 *
 * Knows no screen. Replaces nothing: a mark says what would stand there instead where everyone would agree, and a
 * person decides. Offsets are UTF-16 units of the text as it was given, so that a text field can select them.
 */
import { isGsm7 } from '../../../text/gsm7.ts'
import { letterName } from '../../../text/remarks.ts'
import type { Split } from '../../../text/split.ts'
import { unaccented } from '../../../text/vietnamese.ts'

export type MarkKind = 'forcesUcs2' | 'lookAlike' | 'invisible' | 'control' | 'lost'

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
      ['ı', 'i'],
    ] as const
  ).flatMap(([letters, latin]) => {
    const as = [...latin]
    return [...letters].map((letter, i) => [letter, as[i]] as const)
  }),
)

/** Full-width forms of ASCII: U+FF01 to U+FF5E. */
const FULL_WIDTH = { first: 0xff01, last: 0xff5e, shift: 0xfee0 }

/** Spaces that are not the space bar's, and what has no width at all; the joiner inside an emoji is part of it. */
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u
const WIDTHLESS =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u

/** In the order of the text. `split` is what the splitter made of the same text. */
export function marksIn(given: string, split: Split): readonly Mark[] {
  const isStray = isNearlyGsm7(split)
  const isLatin = latinPrevails(given)
  const marks: Mark[] = []
  let at = 0
  for (const letter of given) {
    const from = at
    at += letter.length
    const found = judge(letter, isStray, isLatin)
    if (found === null) continue
    marks.push({ ...found, from, to: at, letter, name: letterName(letter) })
    if (marks.length === MARKS_MAX) break
  }
  return marks
}

function judge(
  letter: string,
  isStray: boolean,
  isLatin: boolean,
): Pick<Mark, 'kind' | 'replacement'> | null {
  if (letter === '\ufffd') return { kind: 'lost', replacement: null }
  if (WIDTHLESS.test(letter)) return { kind: 'invisible', replacement: '' }
  if (BLANKS.test(letter)) return { kind: 'invisible', replacement: ' ' }
  if (/[^\P{Cc}\n\r\f\t]/u.test(letter)) return { kind: 'control', replacement: '' }
  const latin = isLatin ? latinOf(letter) : null
  if (latin !== null) return { kind: 'lookAlike', replacement: latin }
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
  if (code >= FULL_WIDTH.first && code <= FULL_WIDTH.last)
    return String.fromCodePoint(code - FULL_WIDTH.shift)
  return null
}

/** A Russian or Greek text is no text full of look-alikes. */
function latinPrevails(text: string): boolean {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  const others = text.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0
  return latin > others
}

/** The text with one kind of mark replaced wherever a replacement is agreed; for a button that says so. */
export function replaceMarks(
  given: string,
  marks: readonly Mark[],
  which: (mark: Mark) => boolean,
): string {
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
