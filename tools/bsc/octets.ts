/**
 * CBSP as this witness reads and writes it, octet by octet from 3GPP TS 48.049. It shares nothing with the centre that it looks at.
 *
 *   header    type (1)  octets that follow (3)
 *   element   identifier (1), then as its identifier says: 1 octet, 2 octets, 50, 83, or a length of 16 bits and so many
 */

export const TYPES = {
  write: 0x01,
  written: 0x02,
  writeFailed: 0x03,
  kill: 0x04,
  killed: 0x05,
  killFailed: 0x06,
  load: 0x07,
  status: 0x0a,
  statusIs: 0x0b,
  statusFailed: 0x0c,
  reset: 0x10,
  resetDone: 0x11,
  restart: 0x13,
  failure: 0x14,
  error: 0x15,
  keepAlive: 0x16,
  keepAliveDone: 0x17,
} as const

/** Sizes of elements by their identifier; 0: it has a length. Section 8.2. */
const SIZES: readonly (readonly [iei: number, size: number])[] = [
  ...[0x02, 0x03, 0x06, 0x07, 0x0e, 0x10].map(iei => [iei, 2] as const),
  ...[0x05, 0x0b, 0x0c, 0x0d, 0x0f].map(iei => [iei, 1] as const),
  ...[0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18].map(iei => [iei, 1] as const),
  ...[0x04, 0x08, 0x09, 0x0a].map(iei => [iei, 0] as const),
  [0x01, 83],
  [0x11, 50],
]
const SIZE_BY_IEI = new Map(SIZES)

export interface Request {
  readonly type: number
  readonly id: number | null
  readonly newSerial: number | null
  readonly oldSerial: number | null
  /** As they were written: `452-04-100-1`; null: all of the BSC. */
  readonly cells: readonly string[] | null
  readonly period: number | null
  readonly broadcasts: number | null
  readonly dcs: number | null
  /** Of its pages, joined. */
  readonly text: string
  /** Each page's, in hexadecimal. */
  readonly octets: readonly string[]
  readonly pages: number
}

/** The messages of a stream so far, and what is left of it. */
export function cut(stream: Buffer): { readonly messages: readonly Buffer[]; readonly rest: Buffer } {
  const messages: Buffer[] = []
  let at = 0
  while (stream.length - at >= 4) {
    const end = at + 4 + ((stream[at + 1] << 16) | (stream[at + 2] << 8) | stream[at + 3])
    if (end > stream.length) break
    messages.push(stream.subarray(at, end))
    at = end
  }
  return { messages, rest: stream.subarray(at) }
}

/** Throws for what the specification does not allow: this is a witness, and bears with nothing. */
export function readRequest(message: Buffer): Request {
  const found = new Map<number, Buffer[]>()
  for (let at = 4; at < message.length; ) {
    const iei = message[at]
    const size = SIZE_BY_IEI.get(iei)
    if (size === undefined) throw new Error(`there is no element ${iei}`)
    const from = size === 0 ? at + 3 : at + 1
    const to = size === 0 ? from + message.readUInt16BE(at + 1) : from + size
    if (to > message.length) throw new Error(`element ${iei} ends beyond its message`)
    found.set(iei, [...(found.get(iei) ?? []), message.subarray(from, to)])
    at = to
  }
  const word = (iei: number) => found.get(iei)?.[0].readUInt16BE(0) ?? null
  const octet = (iei: number) => found.get(iei)?.[0][0] ?? null
  const list = found.get(0x04)?.[0]
  const pages = found.get(0x01) ?? []
  const dcs = octet(0x0c)
  if (pages.length !== (octet(0x13) ?? 0)) throw new Error('it has not as many pages as it says')
  return {
    type: message[0],
    id: word(0x0e),
    newSerial: word(0x03),
    oldSerial: word(0x02),
    cells: list === undefined ? null : readCells(list),
    period: word(0x06),
    broadcasts: word(0x07),
    dcs,
    text: pages.map(page => readPage(page, dcs ?? 0)).join(''),
    octets: pages.map(page => page.toString('hex', 1)),
    pages: pages.length,
  }
}

/** Section 8.2.6; only whole cells and all of them are ever asked for. */
function readCells(list: Buffer): readonly string[] | null {
  if (list[0] === 6) return null
  if (list[0] !== 0 || (list.length - 1) % 7 !== 0) throw new Error('it names cells otherwise')
  return Array.from({ length: (list.length - 1) / 7 }, (_, i) => {
    const digits = list.toString('hex', 1 + 7 * i, 4 + 7 * i)
    const [b, a, f, c, e, d] = digits
    const network = f === 'f' ? `${d}${e}` : `${d}${e}${f}`
    const at = 4 + 7 * i
    return `${a}${b}${c}-${network}-${list.readUInt16BE(at)}-${list.readUInt16BE(at + 2)}`
  })
}

/** 3GPP TS 23.038 section 6.1.2.2: bits as one long text, seven to the letter. Letters of ASCII alone are read. */
function readPage(page: Buffer, dcs: number): string {
  const octets = page.subarray(1)
  if (dcs === 0x48) return Buffer.from(octets).swap16().toString('utf16le').replace(/\r+$/, '')
  const bits = [...octets].map(octet => [...octet.toString(2).padStart(8, '0')].reverse().join(''))
  const sevens = bits.join('').match(/.{7}/g) ?? []
  return sevens
    .slice(0, 93)
    .map(seven => String.fromCharCode(Number.parseInt([...seven].reverse().join(''), 2)))
    .join('')
    .replace(/\r+$/, '')
}

/** How a BSC names its cells. */
export type Naming = 'cgi' | 'lac-ci' | 'ci' | 'all'

const CODES = { cgi: 0, 'lac-ci': 1, ci: 2, all: 6 } as const

function cellOctets(cell: string, naming: Naming): number[] {
  const [mcc, mnc, lac, ci] = cell.split('-')
  const word = (value: string) => [Number(value) >> 8, Number(value) & 255]
  if (naming === 'all') return []
  if (naming === 'ci') return word(ci)
  if (naming === 'lac-ci') return [...word(lac), ...word(ci)]
  const third = mnc[2] ?? 'f'
  const hex = `${mcc[1]}${mcc[0]}${third}${mcc[2]}${mnc[1]}${mnc[0]}`
  return [...Buffer.from(hex, 'hex'), ...word(lac), ...word(ci)]
}

export function message(type: number, ...elements: readonly (readonly number[])[]): Buffer {
  const body = elements.flat()
  return Buffer.from([type, body.length >> 16, (body.length >> 8) & 255, body.length & 255, ...body])
}

export const octetElement = (iei: number, value: number): readonly number[] => [iei, value]
export const wordElement = (iei: number, value: number): readonly number[] => [...[iei, value >> 8, value & 255]]

export function cellList(cells: readonly string[], naming: Naming): readonly number[] {
  return listElement(0x04, [CODES[naming], ...cells.flatMap(cell => cellOctets(cell, naming))])
}

export function failureList(
  failures: readonly (readonly [cell: string, cause: number])[],
  naming: Naming,
): readonly number[] {
  const octets = failures.flatMap(([cell, cause]) => [...[CODES[naming], ...cellOctets(cell, naming), cause]])
  return listElement(0x09, octets)
}

/** Section 8.2.10. */
export function completedList(
  counts: readonly (readonly [cell: string, count: number])[],
  naming: Naming,
): readonly number[] {
  const octets = counts.flatMap(([cell, count]) => [...[...cellOctets(cell, naming), count >> 8, count & 255, 0]])
  return listElement(0x08, [CODES[naming], ...octets])
}

function listElement(iei: number, octets: readonly number[]): readonly number[] {
  return [iei, octets.length >> 8, octets.length & 255, ...octets]
}
