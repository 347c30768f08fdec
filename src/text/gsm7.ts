/**
 * The GSM 7 bit default alphabet and its extension table, as data: letter <-> septets.
 *
 * Source: 3GPP TS 23.038, section 6.2.1 (default alphabet) and 6.2.1.1 (extension table). National language shift
 * tables (section 6.2.1.2) are not used: few phones have them.
 *
 * Knows letters, not messages. A letter that is not here has no septets: nothing is ever replaced by `?` or `@`.
 * Where tables in use differ: 0x09 is Ç (not ç); U+00A0 and U+001B are not letters, though 0x1B may be shown as a space.
 */

/** Escapes to the extension table: the next septet is looked up there. */
export const ESCAPE = 0x1b

/** Row n holds the letters of codes 0xn0 to 0xnF. The escape's own place is held by U+001B, which is taken out below. */
const DEFAULT_ALPHABET = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('')

const EXTENSION: ReadonlyMap<string, number> = new Map([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
])

const CODES: ReadonlyMap<string, number> = new Map(
  [...DEFAULT_ALPHABET].map((letter, code) => [letter, code] as const).filter(([, c]) => c !== ESCAPE),
)

/** How many septets a letter (one code point) takes: 1, 2 with the escape, 0 where the alphabet lacks it. */
export function septets(letter: string): 0 | 1 | 2 {
  if (CODES.has(letter)) return 1
  return EXTENSION.has(letter) ? 2 : 0
}

export function isGsm7(text: string): boolean {
  for (const letter of text) if (septets(letter) === 0) return false
  return true
}

/**
 * Writes one septet per octet (unpacked, bit 8 clear) from `offset` on; returns the offset after the last.
 * `text` has only letters of the alphabet and `into` has room: anything else is a bug of the caller.
 */
export function writeGsm7(text: string, into: Uint8Array, offset: number): number {
  let at = offset
  for (const letter of text) {
    const code = CODES.get(letter)
    if (code !== undefined) {
      into[at++] = code
      continue
    }
    const extended = EXTENSION.get(letter)
    if (extended === undefined) throw new RangeError('a letter outside the GSM alphabet')
    into[at++] = ESCAPE
    into[at++] = extended
  }
  return at
}
