/**
 * What came of a whole line, and when: transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1),
 * off octets and onto them. The sender numbers every packet of the line; its receiver says of each number when it came.
 *
 *   | base sequence | statuses | reference time, 64 ms | count |      behind sender and media
 *   | 0 | symbol |     run     |  or  | 1 | 0 |  14 symbols of one bit |  or  | 1 | 1 |  7 symbols of two |
 *   | delta | delta …                                                  1 octet, or 2 with a sign, of 250 µs, for what came
 *
 * A run of what is missing costs nothing, however long; what came has octets of its own. So any octets are read in time by their
 * number. A symbol that is reserved, and fewer octets than symbols ask for, are a fault.
 */
import assert from 'node:assert/strict'
import type { TransportFeedback } from './rtcp.ts'

const HEAD_SIZE = 8
const MISSING = 0
const SMALL = 1
const LARGE = 2
const RUN_MAX = 0x1fff
const SMALL_MAX = 0xff
const LARGE_MIN = -0x8000
const LARGE_MAX = 0x7fff
/** The least chunk that is a vector, and one of two bits. */
const VECTOR = 0x8000
const VECTOR_OF_PAIRS = 0xc000
/** Symbols of a vector of one bit, and of two. */
const BITS = 14
const PAIRS = 7

type Body = Omit<TransportFeedback, 'type' | 'sender' | 'media'>

/** Null: cut short, or of a symbol that is none. */
export function unpackTransport(bytes: Buffer, from: number, to: number): Body | null {
  if (from + HEAD_SIZE > to) return null
  const base = bytes.readUInt16BE(from)
  const statuses = bytes.readUInt16BE(from + 2)
  const reference = bytes.readIntBE(from + 4, 3)
  const chunksAt = from + HEAD_SIZE
  const deltasAt = behindChunks(bytes, { at: chunksAt, to, statuses })
  if (deltasAt === null) return null
  const deltas = new Deltas(bytes, deltasAt, to)
  for (let offset = 0, at = chunksAt; offset < statuses; at += 2) {
    const chunk = bytes.readUInt16BE(at)
    const length = Math.min(lengthOf(chunk), statuses - offset)
    if (chunk < VECTOR) {
      if (!deltas.take(chunk >> 13, { offset, count: length })) return null
    } else {
      for (let i = 0; i < length; i++)
        if (!deltas.take(symbolOf(chunk, i), { offset: offset + i, count: 1 })) return null
    }
    offset += length
  }
  return { base, statuses, reference, count: bytes[from + 7], arrivals: deltas.arrivals }
}

/** Null: there are fewer than statuses. */
function behindChunks(
  bytes: Buffer,
  { at, to, statuses }: { at: number; readonly to: number; readonly statuses: number },
): number | null {
  for (let told = 0; told < statuses; at += 2) {
    if (at + 2 > to) return null
    told += lengthOf(bytes.readUInt16BE(at))
  }
  return at
}

function lengthOf(chunk: number): number {
  if (chunk < VECTOR) return chunk & RUN_MAX
  return chunk < VECTOR_OF_PAIRS ? BITS : PAIRS
}

function symbolOf(chunk: number, at: number): number {
  return chunk < VECTOR_OF_PAIRS ? (chunk >> (BITS - 1 - at)) & 1 : (chunk >> (2 * (PAIRS - 1 - at))) & 3
}

/** What came, by its deltas one after the other. */
class Deltas {
  readonly arrivals: { offset: number; ticks: number }[] = []
  readonly #bytes: Buffer
  readonly #to: number
  #at: number
  #ticks = 0

  constructor(bytes: Buffer, at: number, to: number) {
    this.#bytes = bytes
    this.#at = at
    this.#to = to
  }

  /** So many of one symbol from an offset on. False: there are fewer, or it is none. */
  take(symbol: number, { offset, count }: { readonly offset: number; readonly count: number }): boolean {
    if (symbol === MISSING) return true
    if (symbol > LARGE || this.#at + symbol * count > this.#to) return false
    for (let i = 0; i < count; i++, this.#at += symbol) {
      const bytes = this.#bytes
      this.#ticks += symbol === SMALL ? bytes[this.#at] : bytes.readInt16BE(this.#at)
      this.arrivals.push({ offset: offset + i, ticks: this.#ticks })
    }
    return true
  }
}

/** Behind sender and media, without padding. Two that came more than 8 s apart are not in one. */
export function packTransport(feedback: Body): Buffer {
  const { base, statuses, reference, count, arrivals } = feedback
  const symbols = new Array<number>(statuses).fill(MISSING)
  const deltas: number[] = []
  let before = 0
  for (const { offset, ticks } of arrivals) {
    const delta = ticks - before
    before = ticks
    assert(delta >= LARGE_MIN && delta <= LARGE_MAX, 'a delta has 16 bits')
    assert(offset < statuses && symbols[offset] === MISSING, 'what came has a status, and one')
    symbols[offset] = delta >= 0 && delta <= SMALL_MAX ? SMALL : LARGE
    if (symbols[offset] === SMALL) deltas.push(delta)
    else deltas.push((delta >> 8) & 0xff, delta & 0xff)
  }
  const head = Buffer.alloc(HEAD_SIZE)
  head.writeUInt16BE(base, 0)
  head.writeUInt16BE(statuses, 2)
  head.writeIntBE(reference, 4, 3)
  head[7] = count
  const chunks = chunksOf(symbols).flatMap(chunk => [chunk >> 8, chunk & 0xff])
  return Buffer.from([...head, ...chunks, ...deltas])
}

/** A run where it is longer than a vector. */
function chunksOf(symbols: readonly number[]): number[] {
  const chunks: number[] = []
  for (let at = 0; at < symbols.length; ) {
    const symbol = symbols[at]
    let end = at + 1
    while (end < symbols.length && symbols[end] === symbol && end - at < RUN_MAX) end += 1
    const isPairs = symbols.slice(at, at + BITS).includes(LARGE)
    const fits = isPairs ? PAIRS : BITS
    if (end - at >= fits || end === symbols.length) {
      chunks.push((symbol << 13) | (end - at))
      at = end
      continue
    }
    let chunk = isPairs ? VECTOR_OF_PAIRS : VECTOR
    for (let i = 0; i < fits; i++) {
      const place = fits - 1 - i
      chunk |= (symbols[at + i] ?? MISSING) << (isPairs ? 2 * place : place)
    }
    chunks.push(chunk)
    at += fits
  }
  return chunks
}
