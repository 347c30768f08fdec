/**
 * A folder in memory for the temporary files of a whole run. Tests make and remove tens of thousands of small files, and
 * ext4, when it makes one, looks past each that was removed within the last seconds: a fifteenth of all processor time.
 *
 * Nothing of what is tested needs a disk: a process that is killed loses what it had not written wherever that lies.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** On Linux, where everyone may make files, half of the memory at most. */
const PLACE = '/dev/shm'
/** statfs(2). */
const TMPFS_MAGIC = 0x01021994
/** Twice of what a whole run ever has at a time. */
const ROOM = 2 * 1024 ** 3

/** From now on `tmpdir()` is there, in this process and in its children, until it ends. Else it stays where it is. */
export function keepTemporaryFilesInMemory(): void {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return
  const folder = mkdtempSync(join(PLACE, 'loa-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  // A database server runs as somebody else.
  chmodSync(folder, 0o711)
  if (mayRunPrograms(folder)) process.env.TMPDIR = folder
}

function hasRoom(): boolean {
  try {
    accessSync(PLACE, constants.W_OK)
    const { type, bavail, bsize } = statfsSync(PLACE)
    return type === TMPFS_MAGIC && Math.min(bavail * bsize, process.availableMemory() / 2) >= ROOM
  } catch {
    return false
  }
}

/** Containers often forbid it there. */
function mayRunPrograms(folder: string): boolean {
  const program = join(folder, 'program')
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
  return spawnSync(program).status === 0
}
