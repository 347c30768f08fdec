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
import { type Encoding, fillPieces, prepared, unitsIn } from './pieces.ts'
import { type Remark, remarkSentence } from './remarks.ts'

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

/** Fails with `textEmpty`, `textTooLong`, `textLoneSurrogate` or, under forced GSM-7, `letterNotInGsm7`. */
export function split(given: string, options: SplitOptions = {}): Split {
  if (given.length > TEXT_UNITS_MAX)
    throw textFailure('textTooLong', { segments: `> ${SEGMENTS_MAX}`, max: SEGMENTS_MAX })
  const { text, encoding, remarks } = prepared(given, options.encoding ?? 'auto')
  const reference = options.reference ?? 8
  const { pieces, parts, unitsLeft } = cut(text, encoding, reference)
  if (parts.length > SEGMENTS_MAX) throw textFailure('textTooLong', { segments: parts.length, max: SEGMENTS_MAX })
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

function cut(
  text: string,
  encoding: Encoding,
  reference: ReferenceBits,
): Pick<Split, 'pieces' | 'parts' | 'unitsLeft'> {
  const { single, part: limits } = LIMITS[encoding]
  const total = unitsIn(text, encoding)
  if (total <= single) return { pieces: [text], parts: [total], unitsLeft: single - total }
  const room = limits[reference]
  const { pieces, parts } = fillPieces(text, { encoding, room })
  return { pieces, parts, unitsLeft: room - (parts.at(-1) ?? 0) }
}
