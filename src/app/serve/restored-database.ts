/**
 * A PostgreSQL database that its own tools have brought back to an earlier instant (pg_restore, recovery to a point in time),
 * made to say so: at its next start the server holds what was open, since more may have happened than it knows.
 */
import { sql } from 'kysely'
import { RESTORED } from '../../authority/restored.ts'
import { beAlone } from '../../sql/alone.ts'
import { openDatabase } from '../../sql/database.ts'
import { whose } from '../../sql/whose.ts'
import { RESTORED_STATEMENTS } from '../areas.ts'
import { appFailure } from '../failures.ts'

/** No server may run on it. Fails with databaseTaken, databaseEmpty, databaseUnavailable. */
export async function markRestored(given: {
  readonly url: string
  readonly nowMs: number
}): Promise<void> {
  const database = await openDatabase({ url: given.url })
  try {
    const alone = await beAlone(given.url)
    try {
      if ((await whose(database)).is === 'nobody') throw appFailure('databaseEmpty')
      await database.transaction(true, async tx => {
        for (const statement of RESTORED_STATEMENTS) await sql.raw(statement).execute(tx)
        const value = new Date(given.nowMs).toISOString()
        await tx
          .insertInto('setting')
          .values({ name: RESTORED, value })
          .onConflict(conflict => conflict.column('name').doUpdateSet({ value }))
          .execute()
      })
    } finally {
      await alone.release()
    }
  } finally {
    await database.close()
  }
}
