/**
 * Files of the command line's making: whole and synced, or not there at all.
 *
 * `writeNew` never overwrites: for keys and what is signed. `writeOver` takes the place of what was there in one step,
 * so that who reads it sees the old or the new one: for what can be made again.
 */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure, reason } from '../base/failure.ts'

/** Fails with fileThere or fileUnwritable. */
export function writeNew(file: string, text: string, { mode }: { mode: number }): void {
  const draft = drafted(file, text, mode)
  try {
    linkSync(draft, file)
    syncFolder(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new Failure('fileThere', { file })
    throw new Failure('fileUnwritable', { file, why: reason(error) })
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Fails with fileUnwritable. */
export function writeOver(file: string, text: string): void {
  const draft = drafted(file, text, 0o644)
  try {
    renameSync(draft, file)
    syncFolder(file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new Failure('fileUnwritable', { file, why: reason(error) })
  }
}

function drafted(file: string, text: string, mode: number): string {
  const draft = join(
    dirname(resolve(file)),
    `.${basename(file)}.${randomBytes(6).toString('hex')}.draft`,
  )
  try {
    const fd = openSync(draft, 'wx', mode)
    try {
      writeFileSync(fd, text)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    return draft
  } catch (error) {
    rmSync(draft, { force: true })
    throw new Failure('fileUnwritable', { file, why: reason(error) })
  }
}

function syncFolder(file: string): void {
  const fd = openSync(dirname(resolve(file)), 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
