/**
 * The digest of a set: SHA-256 of its octets as they stand in a file, so that two audiences with the same numbers
 * have the same digest, whatever lists they came from.
 *
 *   0          4              8        16       20     24                    24 + 16 r
 *   +----------+--------------+--------+--------+------+---------------------+--------------------
 *   | country  | calling code | size   | r runs | zero | r x (base, from)    | size x low
 *   | "VN",0,0 | u32          | u64    | u32    | u32  | r x (u64, u64)      | size x u32
 *   +----------+--------------+--------+--------+------+---------------------+--------------------
 *
 * All little endian, which is the order of the machines that Node runs on; others are refused.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import type { Audience, NumberSet, Run } from './audience.ts'

assert(endianness() === 'LE', 'an audience lies in memory as in its file, little endian')

export const SET_HEAD_SIZE = 24
export const RUN_SIZE = 16

/** Each base is a multiple of 2^32 and no number has more than 12 digits. */
export const RUNS_MAX = Math.ceil(10 ** 12 / 2 ** 32)

/** What one call hashes, reads or writes. Larger gains nothing. */
export const CHUNK_SIZE = 8 * 1024 * 1024

/** The octets of a set before its numbers. */
export function setHead(set: NumberSet): Buffer {
  assert(/^[A-Z]{2}$/.test(set.country), 'a country has two capital letters')
  assert(/^[1-9]\d{0,2}$/.test(set.callingCode), 'a calling code has 1 to 3 digits')
  const head = Buffer.alloc(SET_HEAD_SIZE + RUN_SIZE * set.runs.length)
  head.write(set.country, 0, 'latin1')
  head.writeUInt32LE(Number(set.callingCode), 4)
  head.writeBigUInt64LE(BigInt(set.size), 8)
  head.writeUInt32LE(set.runs.length, 16)
  set.runs.forEach((run, k) => {
    head.writeBigUInt64LE(BigInt(run.base), SET_HEAD_SIZE + RUN_SIZE * k)
    head.writeBigUInt64LE(BigInt(run.from), SET_HEAD_SIZE + RUN_SIZE * k + 8)
  })
  return head
}

/** The set that a head describes, its numbers still to come; null when these are no such octets. */
export function parseSetHead(
  head: Buffer,
): { country: string; callingCode: string; size: number; runs: number } | null {
  const country = head.toString('latin1', 0, 2)
  const callingCode = head.readUInt32LE(4)
  const size = Number(head.readBigUInt64LE(8))
  const runs = head.readUInt32LE(16)
  if (!/^[A-Z]{2}$/.test(country) || head.readUInt16LE(2) !== 0) return null
  if (callingCode < 1 || callingCode > 999) return null
  if (head.readUInt32LE(20) !== 0 || runs > RUNS_MAX || runs > size) return null
  return { country, callingCode: String(callingCode), size, runs }
}

/** The runs of a set of `size` numbers; null when they break an invariant. */
export function parseRuns(octets: Buffer, size: number): Run[] | null {
  const runs: Run[] = []
  for (let at = 0; at < octets.length; at += RUN_SIZE) {
    const base = Number(octets.readBigUInt64LE(at))
    const from = Number(octets.readBigUInt64LE(at + 8))
    const before = runs.at(-1)
    const follows = before === undefined ? from === 0 : base > before.base && from > before.from
    if (!follows || base % 2 ** 32 !== 0 || base > 10 ** 12 || from >= size) return null
    runs.push({ base, from })
  }
  return runs.length === 0 && size > 0 ? null : runs
}

/** The numbers of a set as octets, without a copy. */
export function octetsOf(low: Uint32Array): Uint8Array {
  return new Uint8Array(low.buffer, low.byteOffset, low.byteLength)
}

/** The set with its digest: how every audience that is not read from a file comes to be. */
export function audienceOf(set: NumberSet): Audience {
  assert(set.low.length === set.size, 'a set has as many numbers as it says')
  const hash = createHash('sha256').update(setHead(set))
  const octets = octetsOf(set.low)
  for (let at = 0; at < octets.length; at += CHUNK_SIZE) hash.update(octets.subarray(at, at + CHUNK_SIZE))
  return { ...set, sha256: hash.digest('hex') }
}
