/**
 * One process that writes in a directory, or any number that look at it: a lock that the system takes back when its holder
 * dies, even by kill -9.
 *
 * Node has no call for file locks; SQLite takes real ones (POSIX, byte range) on a file of ours. It writes nothing
 * into it.
 *
 * Invariant: while one holds it `to: 'write'`, no other holds it at all.
 */

import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { reason } from './failure.ts'
import { baseFailure } from './failures.ts'

/** In that directory. Opened by SQLite alone: to close any descriptor of it gives back the process's locks. */
export const LOCK_FILE = 'lock'

/** SQLite, result codes. */
const SQLITE_BUSY = 5
const SQLITE_CANTOPEN = 14

/**
 * What may not be written SQLite opens for reading, without a word, and then BEGIN EXCLUSIVE locks out no reader. So
 * the one that writes changes something too; it is never committed, and no journal lies beside the file.
 */
const LOCKING = {
  write: 'PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version = 1',
  read: 'BEGIN; SELECT 1 FROM sqlite_schema',
} as const

export interface Lock {
  release(): void
}

/** A database that nothing refers to is collected, and its lock with it: whoever holds a lock may forget the handle. */
const held = new Set<{ close(): void }>()

/**
 * Null when another process holds it, so that this one cannot. `to: 'read'` asks for no right to write, neither to the
 * directory nor to the file system.
 */
export async function takeLock(directory: string, { to }: { to: 'read' | 'write' }): Promise<Lock | null> {
  const { DatabaseSync } = await sqlite()
  const file = join(directory, LOCK_FILE)
  let database: InstanceType<typeof DatabaseSync> | null = null
  try {
    const opened = new DatabaseSync(file)
    database = opened
    opened.exec(`PRAGMA busy_timeout = 0; ${LOCKING[to]}`)
    held.add(opened)
    return {
      release: () => {
        held.delete(opened)
        opened.close()
      },
    }
  } catch (error) {
    database?.close()
    const { errcode } = error as { errcode?: number }
    if (errcode === SQLITE_BUSY) return null
    if (to === 'read' && errcode === SQLITE_CANTOPEN && isWithoutLock(directory)) return { release: () => {} }
    const code = to === 'read' ? 'fileUnreadable' : 'fileUnwritable'
    throw baseFailure(code, { file, why: reason(error) })
  }
}

/** Nobody has run a round that has no such file, and where this process may make none, it needs none to look. */
function isWithoutLock(directory: string): boolean {
  if (existsSync(join(directory, LOCK_FILE))) return false
  try {
    accessSync(directory, constants.W_OK)
    return false
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'EACCES' || code === 'EROFS'
  }
}

async function sqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch {
    throw baseFailure('nodeTooOld', { version: process.version })
  }
}
