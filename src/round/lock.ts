/**
 * One process for one round: a lock that the system takes back when its holder dies, even by kill -9.
 *
 * Node has no call for file locks; SQLite takes a real one (POSIX, byte range) on a file of ours.
 */
import { join } from 'node:path'
import { Failure } from '../base/failure.ts'

export interface Lock {
  release(): void
}

/** Null when another process holds it. */
export async function takeLock(directory: string): Promise<Lock | null> {
  const { DatabaseSync } = await sqlite()
  const database = new DatabaseSync(join(directory, 'lock'))
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    // SQLite, result codes: SQLITE_BUSY.
    if ((error as { errcode?: number }).errcode === 5) return null
    throw new Failure('fileUnwritable', { file: join(directory, 'lock'), why: String(error) })
  }
}

async function sqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch {
    throw new Failure('nodeTooOld', { version: process.version })
  }
}
