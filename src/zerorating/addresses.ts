/**
 * IP addresses and prefixes as values: four 32-bit words for IPv6, one for IPv4 (RFC 4291, RFC 4632). Pure; runs in a
 * browser too, so nothing of node:net.
 */
export interface Address {
  readonly family: 4 | 6
  /** One word for IPv4, four for IPv6; unsigned. */
  readonly words: readonly number[]
}

export interface Prefix extends Address {
  readonly length: number
}

const WORD_BITS = 32

/** Null where it is no address in the standard notation. An IPv4 address mapped into IPv6 is that IPv4 address. */
export function addressOf(text: string): Address | null {
  const word = ipv4Of(text, 0, text.length)
  if (word !== null) return { family: 4, words: [word] }
  const words = text.includes(':') ? ipv6Of(text) : null
  if (words === null) return null
  const isMapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff
  return isMapped ? { family: 4, words: [words[3]] } : { family: 6, words }
}

/** Null where it is no prefix, or has bits set behind its length. */
export function prefixOf(text: string): Prefix | null {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text)
  if (match === null) return null
  const address = addressOf(match[1])
  const length = Number(match[2])
  if (address === null || length > address.words.length * WORD_BITS) return null
  if (address.family === 4 && match[1].includes(':')) return null
  const prefix = { ...address, length }
  return firstOf(prefix).every((word, at) => word === address.words[at]) ? prefix : null
}

export function contains(prefix: Prefix, address: Address): boolean {
  if (prefix.family !== address.family) return false
  return maskedWords(address.words, prefix.length).every((word, at) => word === prefix.words[at])
}

export function overlap(one: Prefix, other: Prefix): boolean {
  return one.length <= other.length ? contains(one, other) : contains(other, one)
}

/** First and last address, inclusive. */
export function firstOf(prefix: Prefix): readonly number[] {
  return maskedWords(prefix.words, prefix.length)
}

export function lastOf(prefix: Prefix): readonly number[] {
  return prefix.words.map((word, at) => (word | ~maskOf(prefix.length - at * WORD_BITS)) >>> 0)
}

/** Below zero, zero, above zero, as numbers are compared. Of one family. */
export function compareWords(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return one[at] - other[at]
  return 0
}

function maskedWords(words: readonly number[], length: number): readonly number[] {
  return words.map((word, at) => (word & maskOf(length - at * WORD_BITS)) >>> 0)
}

/** Of a word with that many leading ones; fewer than none is none, more than all is all. */
function maskOf(bits: number): number {
  if (bits <= 0) return 0
  return bits >= WORD_BITS ? 0xffff_ffff : ~(0xffff_ffff >>> bits) >>> 0
}

/** Dotted decimal without leading zeros (some read those as octal), without a regular expression: it is looked up often. */
function ipv4Of(text: string, from: number, to: number): number | null {
  if (to - from < 7 || to - from > 15) return null
  let word = 0
  let octet = -1
  let dots = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x2e) {
      if (octet < 0) return null
      word = word * 256 + octet
      octet = -1
      dots++
    } else {
      if (code < 0x30 || code > 0x39 || octet === 0) return null
      octet = octet < 0 ? code - 0x30 : octet * 10 + code - 0x30
      if (octet > 255) return null
    }
  }
  return dots === 3 && octet >= 0 ? word * 256 + octet : null
}

function ipv6Of(text: string): readonly number[] | null {
  if (text.length > 45) return null
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map(half => (half === '' ? [] : groupsOf(half)))
  if (head === null || tail === null) return null
  const groups = tail === undefined ? head : filled(head, tail)
  if (groups?.length !== 8) return null
  return [0, 2, 4, 6].map(at => groups[at] * 0x1_0000 + groups[at + 1])
}

function groupsOf(half: string): number[] | null {
  const groups: number[] = []
  const parts = half.split(':')
  for (const [at, part] of parts.entries()) {
    if (part.includes('.') && at === parts.length - 1) {
      const word = ipv4Of(part, 0, part.length)
      if (word === null) return null
      groups.push(Math.floor(word / 0x1_0000), word % 0x1_0000)
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else return null
  }
  return groups
}

/** `::` stands for at least one group of zeros. */
function filled(head: readonly number[], tail: readonly number[]): number[] | null {
  const missing = 8 - head.length - tail.length
  return missing < 1 ? null : [...head, ...new Array<number>(missing).fill(0), ...tail]
}

/**
 * Addresses that no public page is served from: RFC 6890 and the IANA special-purpose registries that followed it,
 * multicast (RFC 5771, RFC 4291) included.
 */
export const SPECIAL_PREFIXES: readonly Prefix[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map(text => prefixOf(text) as Prefix)
