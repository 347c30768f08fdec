/**
 * Files that are whole or not there at all, and stay after a power cut: written beside their place as a draft, synced,
 * renamed, and the folder synced. Knows no content, and makes no failure: what the system says is thrown as it comes.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Where a file lies until it is whole: beside its place, so that the rename stays on one disk. Another name each time,
 * for what a crash left behind must not be in the way, and in a container every process has the same id.
 */
export function draftOf(path: string): string {
  const name = `.${basename(path)}.${randomBytes(6).toString('hex')}.draft`
  return join(dirname(resolve(path)), name)
}

/** Of a file: its octets. Of a folder: which names it has, so that a rename in it survives. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** The folder that this file lies in, for whoever must not stand still meanwhile. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(resolve(path)))
  await folder.sync().finally(() => folder.close())
}

/** The same, at once. */
export function syncFolderNow(path: string): void {
  syncPath(dirname(resolve(path)))
}
