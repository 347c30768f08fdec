/**
 * What the ledger keeps of a message_id: 32 bits that say whether a receipt's id is the same one.
 *
 *   31           8 7        0
 *   +-------------+----------+
 *   |    loose    |  exact   |
 *   +-------------+----------+
 *
 * loose: a hash of the id without leading zeros and without regard to letter case. exact: a hash of its octets.
 * Centres answer in hexadecimal and report in decimal, or the reverse; `otherForms` gives the loose hashes of both.
 */

/** Ids longer than this many digits are compared as text only. SMPP 3.4, 5.2.23: a message_id has at most 64 octets. */
export const ID_OCTETS_MAX = 64

export function fingerprint(bytes: Uint8Array, from: number, to: number): number {
  let exact = 0x2f
  let loose = 0x811c9dc5 | 0
  let leading = true
  for (let i = from; i < to; i++) {
    let octet = bytes[i]
    exact = (Math.imul(exact, 31) + octet) | 0
    if (leading) {
      if (octet === 0x30) continue
      leading = false
    }
    if (octet >= 0x41 && octet <= 0x5a) octet |= 0x20
    loose = Math.imul(loose ^ octet, 0x01000193)
  }
  loose ^= loose >>> 15
  loose = Math.imul(loose, 0x2c1b3c6d)
  loose ^= loose >>> 12
  return ((loose << 8) | ((exact ^ (exact >>> 8) ^ (exact >>> 16)) & 0xff)) >>> 0
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
  if (/^[0-9a-f]+$/i.test(id)) forms.push(fingerprintOf(BigInt(`0x${id}`).toString(10)))
  if (/^[0-9]+$/.test(id)) forms.push(fingerprintOf(BigInt(id).toString(16)))
  return forms
}
