/**
 * Files of recordings in the data directory, each as it was when it was finished: with the SHA-256 that was kept of it, or none.
 *
 *   briefings/<briefing>/<file>        the name is the one that was kept, and never one that a caller says
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { notFound } from '../../../authority/failures.ts'
import type { Reading } from '../../../authority/store.ts'
import { briefingFailure } from '../failures.ts'
import { briefingRows, type StoredRecording } from '../store.ts'

/** A name with no way to anywhere else. */
const FILE = /^\w[\w-]*(?:\.[\w-]+)*$/

/** Where what is recorded of a briefing is kept. */
export function recordingFolder(directory: string, briefing: string): string {
  return join(directory, 'briefings', briefing)
}

export interface OpenRecording {
  readonly recording: StoredRecording
  /** Whoever opened it closes it. */
  readonly handle: FileHandle
}

/** Fails with notFound, recordingGone. */
export async function openRecording(
  { store, directory }: { readonly store: Reading; readonly directory: string },
  briefing: string,
  number: number,
): Promise<OpenRecording> {
  const all = await briefingRows(store).recordings(briefing)
  const recording = all.find(each => each.number === number)
  if (recording === undefined) throw notFound('recording')
  if (!FILE.test(recording.file)) throw briefingFailure('recordingGone')
  const handle = await opened(join(recordingFolder(directory, briefing), recording.file))
  try {
    const { size } = await handle.stat()
    if (size === recording.octets && (await digestNow(handle)) === recording.sha256) return { recording, handle }
    throw briefingFailure('recordingGone')
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Of files as they were when they were read through: one that is written to again has another time of change. */
const digests = new Map<string, Promise<string>>()
const DIGESTS_MAX = 500

async function digestNow(handle: FileHandle): Promise<string> {
  const { dev, ino, size, ctimeNs } = await handle.stat({ bigint: true })
  const file = [dev, ino, size, ctimeNs].join()
  const digest = digests.get(file) ?? digestOf(handle)
  if (digests.size >= DIGESTS_MAX) digests.clear()
  digests.set(file, digest)
  digest.catch(() => digests.delete(file))
  return await digest
}

async function digestOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  for await (const octets of handle.createReadStream({ start: 0, autoClose: false })) hash.update(octets)
  return hash.digest('hex')
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch {
    throw briefingFailure('recordingGone')
  }
}
