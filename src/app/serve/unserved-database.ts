/**
 * A database that nobody serves, opened for what a command does to it, with the tables of this program. An embedded one is locked
 * meanwhile, as by a server.
 */
import { dirname } from 'node:path'
import { takeLock } from '../../base/lock.ts'
import { type Database, openDatabase, type Where } from '../../sql/database.ts'
import { mustServeNobody } from '../../sql/living.ts'
import { migrate } from '../../sql/migrate.ts'
import { whose } from '../../sql/whose.ts'
import { MIGRATIONS } from '../areas.ts'
import { appFailure } from '../failures.ts'

/** Fails with databaseServed, dataTaken, databaseEmpty, databaseNewer, databaseUnavailable. */
export async function withUnserved<Result>(
  where: Where,
  act: (database: Database) => Promise<Result>,
): Promise<Result> {
  const lock = 'file' in where ? await lockOf(dirname(where.file)) : null
  try {
    const database = await openDatabase(where)
    try {
      if ((await whose(database)).is === 'nobody') throw appFailure('databaseEmpty')
      await mustServeNobody(database)
      await migrate(database, MIGRATIONS)
      return await act(database)
    } finally {
      await database.close()
    }
  } finally {
    lock?.release()
  }
}

async function lockOf(directory: string) {
  const lock = await takeLock(directory, { to: 'write' })
  if (lock === null) throw appFailure('dataTaken', { directory })
  return lock
}
