/** Signs: which are said, which stay as punctuation, and which are silent. Figures between them are the business of others. */
import { digitWords } from './spoken-numbers.ts'
import { DASHES, isDigits, isGap, isSign, PUNCTUATION, type Read, type Reading, said } from './spoken-reading.ts'
import { SIGN_WORDS } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

const PRESSED_MOST = 6

/** *101#, phím #: pressed on a telephone. */
export function pressedAt(at: number, { tokens, voice }: Reading): Read | null {
  if (isSign(tokens[at], '*', '#') && voice.trail(1) === 'phím' && !isDigits(tokens[at + 1]))
    return said(isSign(tokens[at], '*') ? 'sao' : 'thăng', at + 1)
  if (!isSign(tokens[at], '*') || !isDigits(tokens[at + 1])) return null
  const words: string[] = []
  let next = at
  for (; isSign(tokens[next], '*') && isDigits(tokens[next + 1]); next += 2) {
    if (words.length === PRESSED_MOST) return null
    words.push(`sao ${digitWords(tokens[next + 1].text)}`)
  }
  return isSign(tokens[next], '#') ? said(`${words.join(' ')} thăng`, next + 1) : null
}

/** (+) and (-), as the result of a test is noted. */
export function resultAt(at: number, { tokens }: Reading): Read | null {
  if (!isSign(tokens[at - 1], '(') || !isSign(tokens[at + 1], ')')) return null
  if (isSign(tokens[at], '+')) return said('dương tính', at + 1)
  return isSign(tokens[at], '-', '−', '–') ? said('âm tính', at + 1) : null
}

/** -5: âm; at the beginning of a line too, unless a leading 0 (-01) says that it numbers a list. */
export function minusAt(at: number, { tokens, voice }: Reading): Read | null {
  if (!isSign(tokens[at], '-', '−') || !isDigits(tokens[at + 1])) return null
  const before = tokens[at - 1]
  if (voice.lineIsEmpty && /^0\d/.test(tokens[at + 1].text)) return null
  return isGap(before) || isSign(before, ...BEFORE_MINUS) ? said('âm', at + 1) : null
}

const BEFORE_MINUS = ['(', '[', '=', '<', '>', '≤', '≥', ':', ',', ';', '"', '“', '~', '±'] as const

/** A dash or a plus that begins a line is a bullet, and silent. */
export function bulletAt(at: number, { tokens, voice }: Reading): Read | null {
  const isBullet = isSign(tokens[at], ...DASHES) || (isSign(tokens[at], '+') && !isDigits(tokens[at + 1]))
  return voice.lineIsEmpty && isBullet ? { is: 'silent', next: at + 1 } : null
}

/** Beside a blank a pause, between words a hyphen. */
export function dashAt(at: number, { tokens }: Reading): Read | null {
  if (!isSign(tokens[at], ...DASHES)) return null
  const isPause = isGap(tokens[at - 1]) || isGap(tokens[at + 1])
  return { is: isPause ? 'dash' : 'hyphen', mark: tokens[at].text, next: at + 1 }
}

/** người/ngày: trên, in a figure; ông/bà: hoặc; và/hoặc, A/H5N1: nothing. */
export function slashAt(at: number, reading: Reading): Read | null {
  const { tokens, figureEnd } = reading
  if (!isSign(tokens[at], '/')) return null
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  if (reading.romanEnd === at && isDigits(after)) return said('năm', at + 1)
  const isFollowed = after?.is === 'word' || isDigits(after)
  const ofFigure = figureEnd === at || (before?.is === 'word' && isCountedBy(tokens, at - 1, figureEnd))
  if (ofFigure && isFollowed) return said('trên', at + 1)
  if (before?.is !== 'word' || after?.is !== 'word') return { is: 'silent', next: at + 1 }
  const isSaid = before.text.length === 1 || [before, after].some(({ text }) => /^(và|hoặc)$/i.test(text))
  return isSaid ? { is: 'silent', next: at + 1 } : said('hoặc', at + 1)
}

/** 2 lần/ngày, 50 đồng/người/ngày: back over words and slashes to the figure. */
function isCountedBy(tokens: readonly Token[], word: number, figureEnd: number): boolean {
  let first = word
  for (let i = 0; i < PER_MOST && isSign(tokens[first - 1], '/'); i++) first -= 2
  return figureEnd > 0 && (figureEnd === first || (figureEnd === first - 1 && tokens[first - 1].is === 'blank'))
}

const PER_MOST = 3

/** <= and >= are one sign each. */
export function signWordAt(at: number, { tokens }: Reading): Read | null {
  const isPair = isSign(tokens[at], '<', '>') && isSign(tokens[at + 1], '=')
  if (isPair) return said(tokens[at].text === '<' ? 'nhỏ hơn hoặc bằng' : 'lớn hơn hoặc bằng', at + 2)
  const words = SIGN_WORDS.get(tokens[at].text)
  return words === undefined ? null : said(words, at + 1)
}

export function markAt(at: number, { tokens }: Reading): Read {
  const { text } = tokens[at]
  return PUNCTUATION.has(text) ? { is: 'mark', mark: text, next: at + 1 } : { is: 'silent', next: at + 1 }
}
