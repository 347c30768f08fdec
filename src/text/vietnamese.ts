/**
 * Vietnamese written without its marks, as people type it on old phones, so that a message fits GSM-7.
 *
 * Also replaces the typographic letters that word processors put in unasked and that alone force UCS-2 (curly quotes,
 * dashes, no-break spaces, ...). Letters of other languages that GSM-7 has (ñ, ü, Ç) stay. Letters that have no
 * replacement everyone would agree to (emoji, ², ½) stay too: a figure is never rewritten.
 *
 * Invariant: the digits of a text, and their order, are those of its unaccented form.
 */

import { Failure } from '../base/failure.ts'
import { isGsm7 } from './gsm7.ts'
import type { Encoding } from './pieces.ts'
import { type Split, split } from './split.ts'

/** The same message without marks, and what it takes. */
export interface Unaccented {
  readonly text: string
  readonly encoding: Encoding
  readonly units: number
  readonly segments: number
}

/** Combining marks; Vietnamese uses eight of them. Without the strokes through a letter: ≠ must not become =. */
const MARKS = /[\u0300-\u0333\u0339-\u036f]/g

/** What stands for each of the letters before it, in turn. */
const SUBSTITUTES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['d', 'đð₫'],
      ['D', 'ĐÐƉ'],
      // The Vietnamese letters that GSM-7 has.
      ['a', 'à'],
      ['e', 'èé'],
      ['E', 'É'],
      ['i', 'ì'],
      ['o', 'ò'],
      ['u', 'ù'],
      // What word processors put in, and signs of everyday figures.
      ["'", '‘’‚‛′`´ʼ'],
      ['"', '“”„‟″«»'],
      ['-', '\u2010\u2011\u2012–—―−•'],
      ['...', '…'],
      [' ', '\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000'],
      ['\n', '\u0085\u2028\u2029'],
      ['o', '°º'],
      ['x', '×'],
      ['>=', '≥'],
      ['<=', '≤'],
      ['->', '→'],
      // Nothing to see: soft hyphen, zero width space and non-joiner, direction marks, word joiner, byte order mark.
      ['', '\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff'],
    ] as const
  ).flatMap(([by, letters]) => [...letters].map(letter => [letter, by] as const)),
)

/** The text, in NFC, without Vietnamese marks; equal to the text's NFC where there is nothing to take away. */
export function unaccented(text: string): string {
  let out = ''
  for (const letter of text.normalize('NFC')) out += plain(letter)
  return out.normalize('NFC')
}

/** Null where it would change nothing, or leave nothing to send, or not fit one message. */
export function unaccentedAlternative(of: Split): Unaccented | null {
  const text = unaccented(of.text)
  if (text === of.text || text === '') return null
  const plainSplit = splitOrNull(text, of)
  if (plainSplit === null) return null
  const { encoding, units, segments } = plainSplit
  return { text: plainSplit.text, encoding, units, segments }
}

/** An ellipsis grows to three letters: what just fitted may then no longer fit. */
function splitOrNull(text: string, like: Split): Split | null {
  try {
    return split(text, { reference: like.reference })
  } catch (error) {
    if (error instanceof Failure && error.code === 'textTooLong') return null
    throw error
  }
}

function plain(letter: string): string {
  const substitute = SUBSTITUTES.get(letter)
  if (substitute !== undefined) return substitute
  if (isGsm7(letter)) return letter
  const bare = letter.normalize('NFD').replace(MARKS, '')
  return isGsm7(bare) ? bare : letter
}
