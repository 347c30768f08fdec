/**
 * The number in a Called-Party-Address, which is a SIP or TEL URI or plain digits (TS 32.299, section 7.2.33).
 *
 *   tel:19003228;phone-context=+84       19003228
 *   sip:+8419003228@ims.example;user=phone   +8419003228
 *
 * Whether two spellings are one number is the list's to know.
 */

const LENGTH_MAX = 128

/** Digits, with the + if there is one; null for an address that is no number. */
export function numberOf(address: string): string | null {
  if (PLAIN.test(address)) return address
  if (address.length > LENGTH_MAX) return null
  const match = /^(?:(?:sips?|tel):)?([^;@?]+)/i.exec(address)
  if (match === null) return null
  // RFC 3966, section 5.1.1: visual separators mean nothing. A user part may be percent-encoded.
  const number = match[1].replace(/%2b/i, '+').replace(/[-.() ]/g, '')
  return PLAIN.test(number) ? number : null
}

const PLAIN = /^\+?\d{2,32}$/
