/**
 * Digits into octets without strings: tables of ready-made ASCII, four digits at a time.
 *
 * smsc.bench.ts pays for the odd code here.
 */

/** '0000' to 'FFFF', big-endian. */
const HEX4 = table(65_536, 16)
/** '0000' to '9999', big-endian. */
const DECIMAL4 = table(10_000, 10)

function table(size: number, base: number): Int32Array {
  const words = new Int32Array(size)
  const ascii = Buffer.alloc(4)
  for (let value = 0; value < size; value += 1) {
    ascii.write(value.toString(base).toUpperCase().padStart(4, '0'), 'latin1')
    words[value] = ascii.readInt32BE(0)
  }
  return words
}

/** Eight hexadecimal digits. */
export function writeHex(view: DataView, at: number, value: number): void {
  view.setInt32(at, HEX4[value >>> 16])
  view.setInt32(at + 4, HEX4[value & 0xffff])
}

/** Nine decimal digits of a number below 1,000,000,000. */
export function writeNine(view: DataView, at: number, value: number): void {
  const upper = (value / 10_000) | 0
  const first = (upper / 10_000) | 0
  view.setUint8(at, 48 + first)
  view.setInt32(at + 1, DECIMAL4[upper - first * 10_000])
  view.setInt32(at + 5, DECIMAL4[value - upper * 10_000])
}
