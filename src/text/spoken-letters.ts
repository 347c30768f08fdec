/**
 * A text as given → the letters that can be read, each with its place in the text as given. Knows nothing of words.
 *
 * What was typed apart is put together (NFC), what was typed wide, fine or black (ＡＢ, ﬁ, 𝐀) is plain, digits of every script
 * are 0 to 9, and what nobody can see or say (direction marks, joiners, emoji, marks on nothing) is gone: in its place, where it
 * was seen, is a blank.
 *
 *   given    T ổ \u200b n g   ５ \ufe0f   😀        units of UTF-16: `at` is where a letter begins, `end` where it is over
 *   letters  T ổ        n g _ 5          _
 *
 * Invariant: a letter's text is one code point, or a letter with marks that have no code point together; NFC.
 */

export type LetterKind =
  | 'letter'
  | 'digit'
  /** A small digit above the line, as in m²; or below it, as in CO₂. */
  | 'raised'
  | 'lowered'
  /** One character that is a number or a unit by itself: ½, ①, ㎡. Its text is what it stands for: `1/2`, `1`, `m²`. */
  | 'whole'
  /** A character that is a Roman numeral by itself (Ⅳ); its text is in plain letters. */
  | 'roman'
  | 'blank'
  | 'line'
  | 'sign'

export interface Letter {
  readonly is: LetterKind
  readonly text: string
  readonly at: number
  readonly end: number
}

interface Place {
  readonly at: number
  readonly end: number
}

export function lettersOf(given: string): readonly Letter[] {
  const letters: Letter[] = []
  for (const { text, at, end } of clusters(given)) letters.push(...read(text, { at, end }))
  return letters
}

const LINE = /^[\n\r\v\f\u0085\u2028\u2029]$/
const BLANK = /^[\p{Zs}\t]$/u
const UNSEEN = /^[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Me}]$/u
const MARK = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]$/u
/** U+FFFD and private letters stand for letters that were lost: the word that they are in cannot be read. */
const LETTER = /^[\p{L}\p{Co}\ufffd]/u
const NUMERAL = /^\p{No}$/u
const DIGIT = /^\p{Nd}$/u
const RAISED = /^[⁰¹²³⁴-⁹]$/u
const LOWERED = /^[₀-₉]$/u

/** A code point with the marks that follow it (or the parts of one Hangul syllable), without what cannot be seen. */
function clusters(given: string): Letter[] {
  const all: { text: string; at: number; end: number }[] = []
  let at = 0
  for (const point of given) {
    const end = at + point.length
    const last = all.at(-1)
    if (MARK.test(point) && !UNSEEN.test(point) && last !== undefined) {
      last.text += point
      last.end = end
    } else if (!UNSEEN.test(point)) all.push({ text: point, at, end })
    at = end
  }
  return all.map(({ text, ...place }) => ({ is: 'sign', text: text.normalize('NFC'), ...place }))
}

function read(text: string, place: Place): Letter[] {
  const [base = ''] = text
  const one = (is: LetterKind, as: string = base): Letter[] => [{ is, text: as, ...place }]
  if (base >= '0' && base <= '9') return one('digit')
  if (LINE.test(base)) return one('line')
  if (BLANK.test(base)) return one('blank')
  const whole = WHOLES.get(base)
  if (whole !== undefined) return one('whole', whole)
  const sign = SIGNS.get(base)
  if (sign !== undefined) return one('sign', sign)
  if (LETTER.test(base)) return plainLetters(text).map(letter => ({ is: 'letter', text: letter, ...place }))
  if (DIGIT.test(base)) return one('digit', `${digitValue(base)}`)
  if (RAISED.test(base)) return one('raised', base.normalize('NFKC'))
  if (LOWERED.test(base)) return one('lowered', base.normalize('NFKC'))
  if (ROMAN.test(base)) return one('roman', base.normalize('NFKC').toUpperCase())
  if (NUMERAL.test(base)) {
    const figure = numeral(base)
    return figure === null ? one('blank', ' ') : one('whole', figure)
  }
  // Emoji, ornaments and what has no meaning (\p{Cn}, \p{Cs}): nobody says them, but they part words.
  if (!/^[\p{P}\p{Sm}\p{Sc}]$/u.test(base)) return one('blank', ' ')
  return one('sign')
}

const ROMAN = /^[\u2160-\u217f]$/

/** Wide, fine and ornamental letters as plain ones; a letter that stands for more than letters (ﷺ) stays. */
function plainLetters(text: string): string[] {
  const plain = text.normalize('NFKC')
  return /^[\p{L}\p{M}\p{Co}\ufffd]+$/u.test(plain) && LETTER.test(plain)
    ? (plain.match(/[^\p{M}]\p{M}*/gu) ?? [text])
    : [text]
}

/** Digits of a script stand in tens, 0 first; several tens may follow each other (the mathematical ones). */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (first > 0 && DIGIT.test(String.fromCodePoint(first - 1))) first--
  return (code - first) % 10
}

/** ½ ① ⑴ ⒈; what stands for no Arabic number (𐄇) cannot be said and is gone: null. */
function numeral(sign: string): string | null {
  const [figure] = sign.normalize('NFKC').match(/\d+(\u2044\d+)?/) ?? []
  return figure?.replace('\u2044', '/') ?? null
}

const WHOLES: ReadonlyMap<string, string> = new Map([
  ['㎡', 'm²'],
  ['㎥', 'm³'],
  ['㎢', 'km²'],
  ['㎜', 'mm'],
  ['㎝', 'cm'],
  ['㎞', 'km'],
  ['㎏', 'kg'],
  ['㎎', 'mg'],
  ['㎖', 'ml'],
  ['℃', '°C'],
  ['℉', '°F'],
  ['№', 'số'],
  ['〇', '0'],
  // Black, sans-serif and double circles have no compatibility with a digit (Unicode, Dingbats and Enclosed Alphanumerics).
  ...circles(0x2776, 1, 10),
  ...circles(0x2780, 1, 10),
  ...circles(0x278a, 1, 10),
  ...circles(0x24f5, 1, 10),
  ...circles(0x24eb, 11, 20),
  ...circles(0x24ff, 0, 0),
])

function circles(from: number, first: number, last: number): [string, string][] {
  return Array.from({ length: last - first + 1 }, (_, i) => [String.fromCodePoint(from + i), `${first + i}`])
}

/** Signs that are others in another dress. */
const SIGNS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['-', '\u2010\u2011\u2012﹣－'],
      ['−', '−'],
      ['–', '–―'],
      ['/', '\u2044\u2215／'],
      ['~', '～〜∼'],
      ['°', '°º˚'],
      ['.', '。．｡'],
      [',', '、，､﹐'],
      [';', '；﹔'],
      [':', '：﹕∶'],
      ['!', '！﹗'],
      ['?', '？﹖'],
      ['(', '（﹙'],
      [')', '）﹚'],
      ['%', '％﹪'],
      ['&', '＆﹠'],
      ['+', '＋﹢'],
      ['=', '＝﹦'],
      ['<', '＜﹤'],
      ['>', '＞﹥'],
      ['@', '＠﹫'],
      ['#', '＃﹟'],
      ['*', '＊﹡∗'],
      ['$', '＄﹩'],
      ['_', '＿'],
      ['"', '＂″'],
      ["'", '＇′'],
    ] as const
  ).flatMap(([by, signs]) => [...signs].map(sign => [sign, by] as const)),
)
