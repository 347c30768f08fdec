/**
 * The file of a built audience: docs/internals/audience-file.md has the picture.
 *
 * A head of 104 octets with the counts and two digests, then the set as digest.ts lays it out. Written beside its
 * place and renamed when it is whole and synced, so a reader never sees half of it. Read in large pieces straight
 * into the array it will be used from.
 *
 * Invariant: what `readAudience` returns has the digest it says and ascends; any flipped or missing octet fails.
 */

import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises'
import { draftOf, syncFolder } from '../base/durable-files.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { isPipe } from '../base/pipe.ts'
import { AUDIENCE_SIZE_MAX, type Audience, type NumberSet, runEnd } from './audience.ts'
import { CHUNK_SIZE, octetsOf, parseRuns, parseSetHead, RUN_SIZE, SET_HEAD_SIZE, setHead } from './digest.ts'
import { audienceFailure } from './failures.ts'
import { fill, type OctetReader, openOctets, unreadable } from './octets.ts'

/** CR LF at its end: a copy that "corrects" line ends is found out at once. */
export const MAGIC = Buffer.from('LOAAUD\r\n', 'latin1')
export const VERSION = 1
export const HEAD_SIZE = 104

/** Where the digest of the set lies, and the digest of all before it in the head. */
const SET_DIGEST_AT = 40
const HEAD_DIGEST_AT = 72

/** Numbers of subscribers are for their operator's eyes: no group, no others. */
const MODE = 0o600

/** How the audience came to be, beside the set itself. */
export interface Provenance {
  /** Rows whose number was there already. */
  readonly duplicates: number
  /** Rows that are no mobile number. */
  readonly rejected: number
}

export type BuiltAudience = Audience & Provenance

/** Whether the file begins as a built audience does. False for what cannot be read, or not twice: pipes and `-`. */
export async function isAudienceFile(path: string): Promise<boolean> {
  if (path === '-' || isPipe(path)) return false
  let reader: OctetReader | undefined
  try {
    reader = await openOctets(path)
    if (reader.size === null) return false
    const octets = Buffer.alloc(MAGIC.length)
    return (await fill(reader, octets)) === MAGIC.length && octets.equals(MAGIC)
  } catch {
    return false
  } finally {
    await reader?.close()
  }
}

/**
 * Loads and verifies a built audience; `-` is standard input. `shared` puts the numbers on a SharedArrayBuffer.
 * Fails with fileMissing, fileIsFolder, fileUnreadable, audienceForeign, audienceVersion, audienceCut or
 * audienceDamaged.
 */
export async function readAudience(path: string, options: { shared?: boolean } = {}): Promise<BuiltAudience> {
  const reader = await openOctets(path)
  try {
    return await load(reader, options.shared ?? false)
  } catch (error) {
    throw unreadable(reader.name, error)
  } finally {
    await reader.close()
  }
}

async function load(reader: OctetReader, shared: boolean): Promise<BuiltAudience> {
  const file = reader.name
  const head = await readHead(reader)
  const octets = Number(head.readBigUInt64LE(32))
  if (reader.size !== null && reader.size < HEAD_SIZE + octets) throw audienceFailure('audienceCut', { file })
  const digest = createHash('sha256')
  const set = await readSetHead(reader, { digest, octets })
  const low = new Uint32Array(shared ? new SharedArrayBuffer(set.size * 4) : new ArrayBuffer(set.size * 4))
  await fillHashed(reader, octetsOf(low), digest)
  const sum = digest.digest()
  const whole: NumberSet = { ...set, low }
  const more = await fill(reader, Buffer.alloc(1))
  if (more > 0 || !sum.equals(head.subarray(SET_DIGEST_AT, HEAD_DIGEST_AT)) || !ascends(whole))
    throw audienceFailure('audienceDamaged', { file })
  return {
    ...whole,
    sha256: sum.toString('hex'),
    duplicates: Number(head.readBigUInt64LE(16)),
    rejected: Number(head.readBigUInt64LE(24)),
  }
}

async function readHead(reader: OctetReader): Promise<Buffer> {
  const file = reader.name
  const head = Buffer.alloc(HEAD_SIZE)
  const got = await fill(reader, head)
  const known = Math.min(got, MAGIC.length)
  if (got === 0 || !head.subarray(0, known).equals(MAGIC.subarray(0, known)))
    throw audienceFailure('audienceForeign', { file })
  if (got < HEAD_SIZE) throw audienceFailure('audienceCut', { file })
  if (!sha256(head.subarray(0, HEAD_DIGEST_AT)).equals(head.subarray(HEAD_DIGEST_AT)))
    throw audienceFailure('audienceDamaged', { file })
  if (head.readUInt32LE(8) !== VERSION)
    throw audienceFailure('audienceVersion', { file, version: head.readUInt32LE(8) })
  return head
}

/** Reads what comes before the numbers; nothing in it is believed further than its bounds until the digest agrees. */
async function readSetHead(
  reader: OctetReader,
  { digest, octets }: { digest: Hash; octets: number },
): Promise<Omit<NumberSet, 'low'>> {
  const file = reader.name
  const fixed = Buffer.alloc(SET_HEAD_SIZE)
  if ((await fill(reader, fixed)) < SET_HEAD_SIZE) throw audienceFailure('audienceCut', { file })
  const parsed = parseSetHead(fixed)
  const size = parsed === null ? -1 : SET_HEAD_SIZE + RUN_SIZE * parsed.runs + 4 * parsed.size
  if (parsed === null || size !== octets || parsed.size > AUDIENCE_SIZE_MAX)
    throw audienceFailure('audienceDamaged', { file })
  const table = Buffer.alloc(parsed.runs * RUN_SIZE)
  if ((await fill(reader, table)) < table.length) throw audienceFailure('audienceCut', { file })
  const runs = parseRuns(table, parsed.size)
  if (runs === null) throw audienceFailure('audienceDamaged', { file })
  digest.update(fixed).update(table)
  return { ...parsed, runs }
}

/** Fills `into`; the disk reads a piece while the one before is hashed. */
async function fillHashed(reader: OctetReader, into: Uint8Array, digest: Hash): Promise<void> {
  const piece = (from: number) => {
    const size = Math.min(CHUNK_SIZE, into.length - from)
    return size === 0 ? null : reader.read(into, from, size)
  }
  let done = 0
  let next = piece(0)
  while (next !== null) {
    const count = await next
    if (count === 0) throw audienceFailure('audienceCut', { file: reader.name })
    const from = done
    done += count
    next = piece(done)
    digest.update(into.subarray(from, done))
  }
}

function ascends(set: NumberSet): boolean {
  const { low } = set
  for (let k = 0; k < set.runs.length; k++) {
    const end = runEnd(set, k)
    for (let rank = set.runs[k].from + 1; rank < end; rank++) if (low[rank - 1] >= low[rank]) return false
  }
  return true
}

/** Fails with outTaken when something lies there that is no built audience: a list named by mistake must survive. */
export async function refuseTaken(path: string): Promise<void> {
  const there = await lstat(path).catch(() => null)
  if (there !== null && !(await isAudienceFile(path))) throw audienceFailure('outTaken', { file: path })
}

/** Puts the audience in its place, whole or not at all; what was there is replaced. Fails with fileUnwritable. */
export async function writeAudience(
  path: string,
  audience: Audience,
  provenance: Provenance = { duplicates: 0, rejected: 0 },
): Promise<void> {
  const draft = draftOf(path)
  try {
    const handle = await open(draft, 'wx', MODE)
    try {
      await writeAll(handle, audience, provenance)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, path)
    await syncFolder(path)
  } catch (error) {
    await rm(draft, { force: true })
    throw baseFailure('fileUnwritable', { file: path, why: reason(error) })
  }
}

async function writeAll(handle: FileHandle, audience: Audience, provenance: Provenance) {
  const head = Buffer.alloc(HEAD_SIZE)
  MAGIC.copy(head, 0)
  head.writeUInt32LE(VERSION, 8)
  head.writeBigUInt64LE(BigInt(provenance.duplicates), 16)
  head.writeBigUInt64LE(BigInt(provenance.rejected), 24)
  const setBegin = setHead(audience)
  head.writeBigUInt64LE(BigInt(setBegin.length + audience.low.byteLength), 32)
  head.write(audience.sha256, SET_DIGEST_AT, 'hex')
  sha256(head.subarray(0, HEAD_DIGEST_AT)).copy(head, HEAD_DIGEST_AT)
  await writeFully(handle, head)
  await writeFully(handle, setBegin)
  await writeFully(handle, octetsOf(audience.low))
}

async function writeFully(handle: FileHandle, octets: Uint8Array): Promise<void> {
  for (let at = 0; at < octets.length; ) {
    const size = Math.min(CHUNK_SIZE, octets.length - at)
    at += (await handle.write(octets, at, size)).bytesWritten
  }
}

function sha256(octets: Uint8Array): Buffer {
  return createHash('sha256').update(octets).digest()
}
