/**
 * Files of the command line's making: whole and synced, or not there at all.
 *
 * `writeNew` never overwrites: for keys and what is signed. `writeOver` takes the place of what was there in one step,
 * so that who reads it sees the old or the new one: for what can be made again.
 */

import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { draftOf, syncFolderNow } from './durable-files.ts'
import { reason } from './failure.ts'
import { baseFailure } from './failures.ts'

/** Fails with fileThere or fileUnwritable. */
export function writeNew(file: string, text: string, { mode }: { mode: number }): void {
  const draft = drafted(file, text, mode)
  try {
    linkSync(draft, file)
    syncFolderNow(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw baseFailure('fileThere', { file })
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Fails with fileUnwritable. */
export function writeOver(
  file: string,
  content: string | Uint8Array,
  { mode = 0o644 }: { readonly mode?: number } = {},
): void {
  const draft = drafted(file, content, mode)
  try {
    renameSync(draft, file)
    syncFolderNow(file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}

function drafted(file: string, content: string | Uint8Array, mode: number): string {
  const draft = draftOf(file)
  try {
    const fd = openSync(draft, 'wx', mode)
    try {
      writeFileSync(fd, content)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    return draft
  } catch (error) {
    rmSync(draft, { force: true })
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}
