/**
 * What every splitter of a message needs: the text as it will be sent, in which alphabet, and its letters filled into
 * pieces of a given room. `split.ts` makes short messages of it; pages of cell broadcast are made of it too.
 *
 * Pure, and runs in a browser. Knows no channel and none of its limits.
 *
 * Invariants: `pieces` joined are the text; an escape pair or a surrogate pair is never cut; no other way to cut gives
 * fewer pieces of that room.
 */
import { textFailure } from './failures.ts'
import { isGsm7, septets } from './gsm7.ts'
import { letterName, type Remark } from './remarks.ts'

export type Encoding = 'gsm7' | 'ucs2'

export interface Prepared {
  /** As it will be sent: NFC. */
  readonly text: string
  readonly encoding: Encoding
  readonly remarks: readonly Remark[]
}

/** A remark names letters only where they are few: more are the text's own script. */
const REMARK_LETTERS_MAX = 3
/** A letter is a stray in a GSM-7 text where at least so many others stand for each of it. */
const LETTERS_PER_STRAY = 10

/** Fails with `textEmpty`, `textLoneSurrogate` or, under forced GSM-7, `letterNotInGsm7`. */
export function prepared(given: string, asked: 'auto' | Encoding): Prepared {
  if (given === '') throw textFailure('textEmpty')
  refuseLoneSurrogate(given)
  const text = given.normalize('NFC')
  const encoding = choose(text, asked)
  return { text, encoding, remarks: remarksOn({ given, text, encoding, asked }) }
}

/** Septets (an extension letter counts 2) or UTF-16 units. */
export function unitsIn(text: string, encoding: Encoding): number {
  if (encoding === 'ucs2') return text.length
  let total = 0
  for (const letter of text) total += septets(letter)
  return total
}

/** Fills each piece with as many whole letters as fit. Letters keep their order, so no other way needs fewer pieces. */
export function fillPieces(
  text: string,
  { encoding, room }: { readonly encoding: Encoding; readonly room: number },
): { readonly pieces: readonly string[]; readonly parts: readonly number[] } {
  const unitsOf = encoding === 'gsm7' ? septets : (letter: string) => letter.length
  const pieces: string[] = []
  const parts: number[] = []
  let units = 0
  let start = 0
  let end = 0
  for (const letter of text) {
    const more = unitsOf(letter)
    if (units + more > room) {
      pieces.push(text.slice(start, end))
      parts.push(units)
      start = end
      units = 0
    }
    units += more
    end += letter.length
  }
  pieces.push(text.slice(start))
  parts.push(units)
  return { pieces, parts }
}

/** Half a surrogate pair is no letter: UTF-8 cannot hold it and phones show a box, so something broke the text before. */
function refuseLoneSurrogate(text: string): void {
  if (text.isWellFormed()) return
  let position = 0
  for (const letter of text) {
    position += 1
    if (!letter.isWellFormed()) throw textFailure('textLoneSurrogate', { letter: letterName(letter), position })
  }
}

function choose(text: string, asked: 'auto' | Encoding): Encoding {
  if (asked === 'auto') return isGsm7(text) ? 'gsm7' : 'ucs2'
  if (asked === 'ucs2') return 'ucs2'
  let position = 0
  for (const letter of text) {
    position += 1
    if (septets(letter) === 0) throw textFailure('letterNotInGsm7', { letter: letterName(letter), position })
  }
  return 'gsm7'
}

function remarksOn(of: {
  given: string
  text: string
  encoding: Encoding
  asked: 'auto' | Encoding
}): readonly Remark[] {
  const remarks: Remark[] = []
  if (of.text !== of.given) remarks.push({ is: 'normalised' })
  const strays = of.asked === 'auto' && of.encoding === 'ucs2' ? straysIn(of.text) : []
  if (strays.length > 0) remarks.push({ is: 'forcesUcs2', letters: strays })
  const controls = new Set(of.text.match(/[^\P{Cc}\n\r\f\t]/gu) ?? [])
  if (controls.size > 0) remarks.push({ is: 'control', letters: [...controls].slice(0, REMARK_LETTERS_MAX) })
  const lost = of.text.split('\ufffd').length - 1
  if (lost > 0) remarks.push({ is: 'lostLetter', count: lost })
  return remarks
}

/** The few letters that keep a text out of GSM-7; none where they are many. */
function straysIn(text: string): readonly string[] {
  const strays = new Set<string>()
  let letters = 0
  let foreign = 0
  for (const letter of text) {
    letters += 1
    if (septets(letter) !== 0) continue
    foreign += 1
    strays.add(letter)
    if (strays.size > REMARK_LETTERS_MAX) return []
  }
  return letters - foreign >= foreign * LETTERS_PER_STRAY ? [...strays] : []
}
