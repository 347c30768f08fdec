/**
 * A copy of the embedded database while it runs, and a database made of such a copy.
 *
 * A backup is one file, whole or absent: it gets its name after it was read through and is on the disk. A restored
 * database says that it is one, so that nothing goes out of it before people have looked (src/authority/restored.ts),
 * and nobody is signed in to it. API keys come back as they were, also one that was revoked since: look through them.
 * A PostgreSQL server has its own ways.
 */

import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { RESTORED } from '../authority/restored.ts'
import { syncFolderNow, syncPath } from '../base/durable-files.ts'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { sqlFailure } from './failures.ts'
import type { Migration } from './migration.ts'

/** All pages in one step: between two steps a writer would make it begin anew, again and again. */
const PAGES_A_STEP = 2 ** 30

/** Octets of the copy. Fails with fileUnreadable, fileUnwritable. */
export async function backUp(given: {
  readonly file: string
  readonly to: string
}): Promise<{ readonly octets: number }> {
  const { file, to } = given
  if (existsSync(to)) throw baseFailure('fileUnwritable', { file: to, why: 'file already exists' })
  const source = open(file, error => baseFailure('fileUnreadable', { file, why: reason(error) }))
  const part = `${to}.part`
  try {
    rmSync(part, { force: true })
    await backup(source, part, { rate: PAGES_A_STEP })
    const copy = new DatabaseSync(part)
    try {
      // Without a log beside it, the copy is one file.
      copy.exec('pragma journal_mode = delete')
      checkWhole(copy)
    } finally {
      copy.close()
    }
    // It holds what people sign in with.
    chmodSync(part, 0o600)
    moveDurably(part, to)
    return { octets: statSync(to).size }
  } catch (error) {
    rmSync(part, { force: true })
    if (error instanceof Failure) throw error
    throw baseFailure('fileUnwritable', { file: to, why: reason(error) })
  } finally {
    source.close()
  }
}

/** Fails with backupUnreadable, databaseNewer, restoreOverLive, fileUnwritable. The backup stays as it is. */
export function restore(given: {
  readonly backup: string
  /** Of the database that is made. */
  readonly file: string
  readonly now: number
  /** All that this program knows. */
  readonly migrations: readonly Migration[]
  /** What areas do to a restored database. */
  readonly restored: readonly string[]
}): void {
  const { backup: from, file, now } = given
  // A log of another database beside it would be taken for its own.
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`])
    if (existsSync(name)) throw sqlFailure('restoreOverLive', { file: name })
  checkBackup(from, given.migrations)
  const part = `${file}.part`
  try {
    copyFileSync(from, part)
    const copy = new DatabaseSync(part)
    try {
      makeRestored(copy, now, given.restored)
    } finally {
      copy.close()
    }
    moveDurably(part, file)
  } catch (error) {
    rmSync(part, { force: true })
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}

function makeRestored(sqlite: DatabaseSync, now: number, statements: readonly string[]): void {
  sqlite.exec('begin')
  const isThere = sqlite.prepare("select 1 from sqlite_master where type = 'table' and name = ?")
  for (const statement of statements) if (isThere.get(tableOf(statement))) sqlite.exec(statement)
  sqlite
    .prepare('insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
    .run(RESTORED, new Date(now).toISOString())
  sqlite.exec('commit')
}

function open(file: string, failure: (error: unknown) => Failure): DatabaseSync {
  try {
    const sqlite = new DatabaseSync(file, { readOnly: true })
    sqlite.prepare('select count(*) from sqlite_master').get()
    return sqlite
  } catch (error) {
    throw failure(error)
  }
}

/** A backup of an earlier version may lack it. */
function tableOf(statement: string): string {
  return /(?:from|update)\s+(\w+)/.exec(statement)?.[1] ?? ''
}

function checkBackup(file: string, migrations: readonly Migration[]): void {
  const unreadable = (error: unknown) => sqlFailure('backupUnreadable', { file, why: reason(error) })
  const sqlite = open(file, unreadable)
  try {
    checkWhole(sqlite)
    const known = new Set(migrations.map(({ name }) => name))
    const steps = sqlite.prepare('select name from loa_migration').all() as { name: string }[]
    const newer = steps.find(({ name }) => !known.has(name))
    if (newer !== undefined) throw sqlFailure('databaseNewer', { step: newer.name })
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(error)
  } finally {
    sqlite.close()
  }
}

function checkWhole(sqlite: DatabaseSync): void {
  const [row] = sqlite.prepare('pragma integrity_check(1)').all()
  const said = String(Object.values(row)[0])
  if (said !== 'ok') throw new Error(said)
}

function moveDurably(from: string, to: string): void {
  syncPath(from)
  renameSync(from, to)
  syncFolderNow(to)
}
