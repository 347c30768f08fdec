/**
 * The one splitter: a message text -> segments. Preview, approval, pacing, sending, counting and reports use its
 * result; there is no second counter.
 *
 * Pure, and runs in a browser. Knows nothing of PDUs (`octets.ts` makes the octets), files, prices or subscribers.
 *
 * Invariants: `pieces` joined are `text`, which is in NFC; `parts[i]` are the units of `pieces[i]` and never more
 * than the limit; an escape pair or a surrogate pair is never cut; no other way to cut gives fewer segments.
 *
 * Sources: 3GPP TS 23.038 section 6.2 (alphabets), 3GPP TS 23.040 sections 9.2.3.24.1 and 9.2.3.24.8 (concatenation).
 */
import { textFailure } from './failures.ts'
import { isGsm7, septets } from './gsm7.ts'
import { letterName, type Remark, remarkSentence } from './remarks.ts'

export type Encoding = 'gsm7' | 'ucs2'
export type ReferenceBits = 8 | 16

export interface SplitOptions {
  /** Bits of the concatenation reference. 16 costs one septet or unit per part. Default 8. */
  readonly reference?: ReferenceBits
  /** `auto`: GSM-7 where every letter has it, else UCS-2. Default `auto`. */
  readonly encoding?: 'auto' | Encoding
}

export interface Split {
  /** As it will be sent: NFC. */
  readonly text: string
  readonly encoding: Encoding
  /** Septets (an extension letter counts 2) or UTF-16 units. */
  readonly units: number
  /** Ordinary SMS. From 1 to SEGMENTS_MAX. */
  readonly segments: number
  /** Units of each segment. */
  readonly parts: readonly number[]
  /** Text of each segment. */
  readonly pieces: readonly string[]
  /** Units left in the last segment before one more is needed. */
  readonly unitsLeft: number
  readonly reference: ReferenceBits
  readonly remarks: readonly Remark[]
  /** The remarks in English, as `--json` gives them. */
  readonly notes: readonly string[]
}

/** The part number is one octet. 3GPP TS 23.040 section 9.2.3.24.1. */
export const SEGMENTS_MAX = 255

/** Units of a message in one segment, and of each part of a longer one: 140 octets less the user data header. */
const LIMITS = {
  gsm7: { single: 160, part: { 8: 153, 16: 152 } },
  ucs2: { single: 70, part: { 8: 67, 16: 66 } },
} as const

/**
 * A longer text cannot fit: normalising makes at most 4 units into one (Unicode 16, UAX #15), and no letter takes
 * less than one unit. In UTF-16 units of the text as given.
 */
export const TEXT_UNITS_MAX = 4 * SEGMENTS_MAX * LIMITS.gsm7.part[8]

/** A remark names letters only where they are few: more are the text's own script. */
const REMARK_LETTERS_MAX = 3
/** A letter is a stray in a GSM-7 text where at least so many others stand for each of it. */
const LETTERS_PER_STRAY = 10

/** Fails with `textEmpty`, `textTooLong`, `textLoneSurrogate` or, under forced GSM-7, `letterNotInGsm7`. */
export function split(given: string, options: SplitOptions = {}): Split {
  if (given === '') throw textFailure('textEmpty')
  if (given.length > TEXT_UNITS_MAX)
    throw textFailure('textTooLong', { segments: `> ${SEGMENTS_MAX}`, max: SEGMENTS_MAX })
  refuseLoneSurrogate(given)
  const text = given.normalize('NFC')
  const encoding = choose(text, options.encoding ?? 'auto')
  const reference = options.reference ?? 8
  const { pieces, parts, unitsLeft } = cut(text, encoding, reference)
  if (parts.length > SEGMENTS_MAX)
    throw textFailure('textTooLong', { segments: parts.length, max: SEGMENTS_MAX })
  const remarks = remarksOn({ given, text, encoding, asked: options.encoding ?? 'auto' })
  return {
    text,
    encoding,
    units: parts.reduce((sum, units) => sum + units, 0),
    segments: parts.length,
    parts,
    pieces,
    unitsLeft,
    reference,
    remarks,
    notes: remarks.map(remark => remarkSentence(remark, 'en')),
  }
}

/** Half a surrogate pair is no letter: UTF-8 cannot hold it and phones show a box, so something broke the text before. */
function refuseLoneSurrogate(text: string): void {
  if (text.isWellFormed()) return
  let position = 0
  for (const letter of text) {
    position += 1
    if (!letter.isWellFormed())
      throw textFailure('textLoneSurrogate', { letter: letterName(letter), position })
  }
}

function choose(text: string, asked: 'auto' | Encoding): Encoding {
  if (asked === 'auto') return isGsm7(text) ? 'gsm7' : 'ucs2'
  if (asked === 'ucs2') return 'ucs2'
  let position = 0
  for (const letter of text) {
    position += 1
    if (septets(letter) === 0)
      throw textFailure('letterNotInGsm7', { letter: letterName(letter), position })
  }
  return 'gsm7'
}

/** Fills each part with as many whole letters as fit. Letters keep their order, so no other way needs fewer parts. */
function cut(
  text: string,
  encoding: Encoding,
  reference: ReferenceBits,
): Pick<Split, 'pieces' | 'parts' | 'unitsLeft'> {
  const unitsOf = encoding === 'gsm7' ? septets : (letter: string) => letter.length
  const { single, part: limits } = LIMITS[encoding]
  let total = 0
  for (const letter of text) total += unitsOf(letter)
  if (total <= single) return { pieces: [text], parts: [total], unitsLeft: single - total }

  const limit = limits[reference]
  const pieces: string[] = []
  const parts: number[] = []
  let units = 0
  let start = 0
  let end = 0
  for (const letter of text) {
    const more = unitsOf(letter)
    if (units + more > limit) {
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
  return { pieces, parts, unitsLeft: limit - units }
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
  if (controls.size > 0)
    remarks.push({ is: 'control', letters: [...controls].slice(0, REMARK_LETTERS_MAX) })
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
