/**
 * What kind of source address a text is: its type of number and numbering plan (SMPP 3.4, sections 5.2.5 and 5.2.6).
 *
 * Never alters the text: what is none of the kinds is refused, so that nobody sees another sender than was approved.
 */

export interface SourceAddress {
  readonly addr: string
  readonly ton: number
  readonly npi: number
}

export const TON_INTERNATIONAL = 1
export const TON_NETWORK_SPECIFIC = 3
export const TON_ALPHANUMERIC = 5
export const NPI_UNKNOWN = 0
export const NPI_ISDN = 1

/** source_addr has room for 20 characters and its NUL. */
const DIGITS = /^\d{9,20}$/
const SHORT_CODE = /^\d{3,8}$/
/** 3GPP TS 23.040, 9.1.2.5: 11 characters of seven bits fit the address field. */
const ALPHANUMERIC = /^[A-Za-z0-9 ._-]{1,11}$/
const BLANK = /^ +$/

/**
 * A short code of 3 to 8 digits, longer digits (an international number), or an alphanumeric sender of 1 to 11 ASCII
 * letters, digits, spaces, `-`, `_` and `.`; one or two digits are no short code and thus alphanumeric.
 * Null for everything else, spaces alone included.
 */
export function sourceAddress(text: string): SourceAddress | null {
  if (SHORT_CODE.test(text)) return { addr: text, ton: TON_NETWORK_SPECIFIC, npi: NPI_UNKNOWN }
  if (DIGITS.test(text)) return { addr: text, ton: TON_INTERNATIONAL, npi: NPI_ISDN }
  if (ALPHANUMERIC.test(text) && !BLANK.test(text)) return { addr: text, ton: TON_ALPHANUMERIC, npi: NPI_UNKNOWN }
  return null
}
