/**
 * The heard tag: what half a second of sound after an item says, so that a microphone anywhere can tell that it was heard.
 *
 *   LOA1,00001-3,9f86d081,42,1D0F\n      cluster, item, counter of the start, CRC of all before the last comma
 *
 * A tag is our own and means nothing to anybody's receiver: it is no header and no tone of an alert system. It is no proof that
 * somebody has signed (a recording can be played again): that it was heard here, when this was recorded. Pure.
 */
import { createHash } from 'node:crypto'

export interface HeardTag {
  readonly cluster: string
  /** shortItem of its id. */
  readonly item: string
  /** Of the receipt that says it started. */
  readonly counter: number
}

const LINE = /^LOA1,([0-9A-Za-z][0-9A-Za-z-]{0,19}),([0-9a-f]{8}),(\d{1,10}),([0-9A-F]{4})\n$/
export const TAG_PREFIX = 'LOA1,'
/** Of a tag's line, in octets. */
export const TAG_OCTETS_MAX = 51

/** Ids of items may be long: the first 32 bits of their SHA-256. */
export function shortItem(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 8)
}

export function tagLine({ cluster, item, counter }: HeardTag): string {
  const said = `${TAG_PREFIX}${cluster},${item},${counter}`
  return `${said},${checkOf(said)}\n`
}

/** Null: it is no tag, or not whole. */
export function readTagLine(line: string): HeardTag | null {
  const match = LINE.exec(line)
  if (match === null) return null
  const [, cluster, item, counter, check] = match
  const said = line.slice(0, line.lastIndexOf(','))
  return check === checkOf(said) ? { cluster, item, counter: Number(counter) } : null
}

/** CRC-16/IBM-3740, as four hexadecimal digits. */
function checkOf(text: string): string {
  let crc = 0xffff
  for (const octet of Buffer.from(text, 'latin1')) {
    crc ^= octet << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
