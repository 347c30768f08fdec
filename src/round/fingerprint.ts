/**
 * What the ledger keeps of a message_id: 32 bits that say whether a receipt's id is the same one.
 *
 *   31           8 7        0
 *   +-------------+----------+
 *   |    loose    |  exact   |
 *   +-------------+----------+
 *
 * loose: a hash of the id without leading zeros, without the `0x` of a hexadecimal number and without regard to letter
 * case. exact: a hash of its octets.
 * Centres answer in hexadecimal and report in decimal, or the reverse; `otherForms` gives the loose hashes of both.
 */

/** Ids longer than this many digits are compared as text only. SMPP 3.4, 5.2.23: a message_id has at most 64 octets. */
export const ID_OCTETS_MAX = 64

export function fingerprint(bytes: Uint8Array, from: number, to: number): number {
  let exact = 0x2f
  let loose = 0x811c9dc5 | 0
  let i = from
  if (bytes[from] === 0x30) {
    const looseFrom = hasPrefix(bytes, from, to) ? from + 2 : from
    for (; i < to && (i < looseFrom || bytes[i] === 0x30); i++) exact = (Math.imul(exact, 31) + bytes[i]) | 0
  }
  for (; i < to; i++) {
    let octet = bytes[i]
    exact = (Math.imul(exact, 31) + octet) | 0
    if (octet >= 0x41 && octet <= 0x5a) octet |= 0x20
    loose = Math.imul(loose ^ octet, 0x01000193)
  }
  loose ^= loose >>> 15
  loose = Math.imul(loose, 0x2c1b3c6d)
  loose ^= loose >>> 12
  return ((loose << 8) | ((exact ^ (exact >>> 8) ^ (exact >>> 16)) & 0xff)) >>> 0
}

/** `0x` or `0X`, and nothing but hexadecimal digits behind it. */
function hasPrefix(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 3 || bytes[from] !== 0x30 || (bytes[from + 1] | 0x20) !== 0x78) return false
  for (let i = from + 2; i < to; i++) {
    const letter = bytes[i] | 0x20
    const isDigit = bytes[i] >= 0x30 && bytes[i] <= 0x39
    if (!isDigit && (letter < 0x61 || letter > 0x66)) return false
  }
  return true
}

export function fingerprintOf(id: string): number {
  const bytes = Buffer.from(id, 'latin1')
  return fingerprint(bytes, 0, bytes.length)
}

export function sameExactly(a: number, b: number): boolean {
  return a === b
}

export function sameLoosely(a: number, b: number): boolean {
  return a >>> 8 === b >>> 8
}

/** Fingerprints (their loose part counts) of the id read as hexadecimal and written in decimal, and the reverse. */
export function otherForms(id: string): number[] {
  const forms: number[] = []
  if (id.length === 0 || id.length > ID_OCTETS_MAX) return forms
  const digits = id.replace(/^0x(?=[0-9a-f]+$)/i, '')
  if (/^[0-9a-f]+$/i.test(digits)) forms.push(fingerprintOf(BigInt(`0x${digits}`).toString(10)))
  if (/^[0-9]+$/.test(digits)) forms.push(fingerprintOf(BigInt(digits).toString(16)))
  return forms
}
