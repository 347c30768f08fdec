/**
 * One process for one round: a lock that the system takes back when its holder dies, even by kill -9.
 *
 * Node has no call for file locks; SQLite takes a real one (POSIX, byte range) on a file of ours.
 */
import { join } from 'node:path'
import { Failure, reason } from '../base/failure.ts'

/** SQLite, result codes. */
const SQLITE_BUSY = 5

export interface Lock {
  release(): void
}

/** Null when another process holds it. */
export async function takeLock(directory: string): Promise<Lock | null> {
  const { DatabaseSync } = await sqlite()
  const file = join(directory, 'lock')
  let database: InstanceType<typeof DatabaseSync> | null = null
  try {
    const opened = new DatabaseSync(file)
    database = opened
    opened.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
    return { release: () => opened.close() }
  } catch (error) {
    database?.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null
    throw new Failure('fileUnwritable', { file, why: reason(error) })
  }
}

async function sqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch {
    throw new Failure('nodeTooOld', { version: process.version })
  }
}
