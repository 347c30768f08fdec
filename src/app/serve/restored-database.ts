/**
 * A database that something else than `loa restore` has brought back to an earlier instant (pg_restore, recovery to a point in time,
 * a snapshot of the disk), made to say so: the first server that starts on it holds what was open and writes that into the trail,
 * since more may have happened than the database knows.
 */
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { RESTORED } from '../../authority/restored.ts'
import { takeLock } from '../../base/lock.ts'
import { openDatabase, type Where } from '../../sql/database.ts'
import { keepProcessesOut, mustServeNobody } from '../../sql/living.ts'
import { migrate } from '../../sql/migrate.ts'
import { whose } from '../../sql/whose.ts'
import { MIGRATIONS, RESTORED_STATEMENTS } from '../areas.ts'
import { appFailure } from '../failures.ts'

/** No server may run on it. Fails with databaseServed, dataTaken, databaseEmpty, databaseNewer, databaseUnavailable. */
export async function markRestored({
  where,
  nowMs,
}: {
  readonly where: Where
  readonly nowMs: number
}): Promise<void> {
  const lock = 'file' in where ? await lockOf(dirname(where.file)) : null
  try {
    const database = await openDatabase(where)
    try {
      if ((await whose(database)).is === 'nobody') throw appFailure('databaseEmpty')
      await mustServeNobody(database)
      // What areas have to do is said of the tables of this program.
      await migrate(database, MIGRATIONS)
      await database.transaction(true, async tx => {
        await keepProcessesOut(tx, database)
        for (const statement of RESTORED_STATEMENTS) await sql.raw(statement).execute(tx)
        const value = new Date(nowMs).toISOString()
        await tx
          .insertInto('setting')
          .values({ name: RESTORED, value })
          .onConflict(conflict => conflict.column('name').doUpdateSet({ value }))
          .execute()
      })
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
