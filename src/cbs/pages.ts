/**
 * A message text -> the pages of a cell broadcast. Each page is 82 octets and stands alone: a phone shows them joined.
 *
 *   GSM-7                  93 septets, packed anew in each page; 5 bits are left over
 *   UCS-2                  41 UTF-16 units, big endian
 *   UCS-2 with language    2 septets of an ISO 639-1 code and 2 bits (2 octets), then 40 units
 *
 * What a page has no letters for is CR, so that a phone that shows all 82 octets shows nothing more.
 *
 * Pure, and runs in a browser. Knows no identifier, no area and no protocol.
 *
 * Invariants: the texts of the pages joined are `text`, which is in NFC; an escape pair or a surrogate pair is never cut.
 *
 * Sources: 3GPP TS 23.041 section 9.4.2.2.4 and 9.4.2.2.5 (pages, padding), 3GPP TS 23.038 section 5 (data coding scheme)
 * and 6.1.2.2 (packing).
 */
import { Failure } from '../base/failure.ts'
import { writeGsm7 } from '../text/gsm7.ts'
import { type Encoding, fillPieces, prepared } from '../text/pieces.ts'
import { type Remark, remarkSentence } from '../text/remarks.ts'
import { cbsFailure } from './failures.ts'

export const PAGE_OCTETS = 82
/** The number of pages is 4 bits, and 0 is none. */
export const PAGES_MAX = 15

export const DCS_GSM7 = 0x0f
export const DCS_UCS2 = 0x48
export const DCS_UCS2_WITH_LANGUAGE = 0x11

const UNITS = { gsm7: 93, ucs2: 41 } as const satisfies Record<Encoding, number>
const LANGUAGE_UNITS = 1
const LANGUAGE_OCTETS = 2 * LANGUAGE_UNITS
const CR = 0x0d

/** A longer text cannot fit: normalising makes at most 4 units into one (UAX #15). In UTF-16 units of the text as given. */
export const PAGES_TEXT_UNITS_MAX = 4 * PAGES_MAX * UNITS.gsm7

export interface PagesOptions {
  /** Two letters of ISO 639-1 before each page's text: then it is UCS-2, whatever the letters. */
  readonly language?: string | undefined
}

export interface Page {
  readonly text: string
  /** Septets (an extension letter counts 2) or UTF-16 units, without those of the language. */
  readonly units: number
  /** Always PAGE_OCTETS. */
  readonly octets: Uint8Array
  /** How many of them are not padding. */
  readonly used: number
}

export interface Pages {
  /** As it will be on the air: NFC. */
  readonly text: string
  readonly encoding: Encoding
  readonly dcs: number
  readonly units: number
  /** From 1 to PAGES_MAX. */
  readonly pages: readonly Page[]
  /** Units of a whole page. */
  readonly unitsOfPage: number
  readonly remarks: readonly Remark[]
  /** The remarks in English, as `--json` gives them. */
  readonly notes: readonly string[]
}

/** Fails with `textEmpty`, `textLoneSurrogate` or `cbsTooManyPages`: never a cut. */
export function pagesOf(given: string, { language }: PagesOptions = {}): Pages {
  if (given.length > PAGES_TEXT_UNITS_MAX)
    throw cbsFailure('cbsTooManyPages', { pages: `> ${PAGES_MAX}`, max: PAGES_MAX })
  const asked = language === undefined ? 'auto' : 'ucs2'
  const { text, encoding, remarks } = prepared(given, asked)
  const unitsOfPage = UNITS[encoding] - (language === undefined ? 0 : LANGUAGE_UNITS)
  const { pieces, parts } = fillPieces(text, { encoding, room: unitsOfPage })
  if (pieces.length > PAGES_MAX) throw cbsFailure('cbsTooManyPages', { pages: pieces.length, max: PAGES_MAX })
  return {
    text,
    encoding,
    dcs: dcsOf(encoding, language),
    units: parts.reduce((sum, units) => sum + units, 0),
    pages: pieces.map((piece, i) => (encoding === 'gsm7' ? gsm7Page(piece, parts[i]) : ucs2Page(piece, language))),
    unitsOfPage,
    remarks,
    notes: remarks.map(remark => remarkSentence(remark, 'en')),
  }
}

/** How many pages a text takes, blank none. Null: more than there can be, or it is no text. */
export function pageCountOf(text: string): number | null {
  if (text.trim() === '') return 0
  try {
    return pagesOf(text).pages.length
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return null
  }
}

function dcsOf(encoding: Encoding, language: string | undefined): number {
  if (language !== undefined) return DCS_UCS2_WITH_LANGUAGE
  return encoding === 'gsm7' ? DCS_GSM7 : DCS_UCS2
}

function gsm7Page(text: string, units: number): Page {
  const septets = new Uint8Array(UNITS.gsm7).fill(CR)
  writeGsm7(text, septets, 0)
  return { text, units, octets: packed(septets, PAGE_OCTETS), used: Math.ceil((units * 7) / 8) }
}

function ucs2Page(text: string, language: string | undefined): Page {
  const octets = new Uint8Array(PAGE_OCTETS)
  const from = language === undefined ? 0 : LANGUAGE_OCTETS
  if (language !== undefined) octets.set(languageOctets(language))
  const view = new DataView(octets.buffer)
  for (let at = from, i = 0; at < PAGE_OCTETS; at += 2, i++)
    view.setUint16(at, i < text.length ? text.charCodeAt(i) : CR)
  return { text, units: text.length, octets, used: from + 2 * text.length }
}

function languageOctets(language: string): Uint8Array {
  if (!/^[a-z]{2}$/.test(language)) throw new RangeError(`'${language}' is no code of ISO 639-1`)
  const septets = new Uint8Array(2)
  writeGsm7(language, septets, 0)
  return packed(septets, LANGUAGE_OCTETS)
}

/** Seven bits to the septet, the first in the lowest bits of the first octet. Bits that are left over are 0. */
function packed(septets: Uint8Array, size: number): Uint8Array {
  const octets = new Uint8Array(size)
  for (const [i, septet] of septets.entries()) {
    const bit = 7 * i
    const shifted = septet << (bit & 7)
    octets[bit >> 3] |= shifted
    if (shifted > 0xff) octets[(bit >> 3) + 1] |= shifted >> 8
  }
  return octets
}
