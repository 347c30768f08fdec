/**
 * Files of recordings in the data directory, each as it was when it was finished: of the octets that were kept of it, or of none.
 *
 *   briefings/<briefing>/<file>        the name is the one that was kept, and never one that a caller says
 */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { authorityFailure } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { briefingFailure } from './failures.ts'
import { briefingRows, type StoredRecording } from './store.ts'

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
  if (recording === undefined) throw authorityFailure('notFound', { what: 'recording' })
  if (!FILE.test(recording.file)) throw briefingFailure('recordingGone')
  const handle = await opened(join(recordingFolder(directory, briefing), recording.file))
  const { size } = await handle.stat()
  if (size === recording.octets) return { recording, handle }
  await handle.close()
  throw briefingFailure('recordingGone')
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch {
    throw briefingFailure('recordingGone')
  }
}
