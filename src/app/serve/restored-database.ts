/**
 * A database that something else than `loa restore` has brought back to an earlier instant (pg_restore, recovery to a point in time,
 * a snapshot of the disk), made to say so: the first server that starts on it holds what was open and writes that into the trail,
 * since more may have happened than the database knows.
 */
import { sql } from 'kysely'
import { RESTORED } from '../../authority/restored.ts'
import type { Where } from '../../sql/database.ts'
import { keepProcessesOut } from '../../sql/living.ts'
import { RESTORED_STATEMENTS } from '../areas.ts'
import { withUnserved } from './unserved-database.ts'

/** No server may run on it. Fails as `withUnserved` does. */
export async function markRestored({ where, nowMs }: { readonly where: Where; readonly nowMs: number }): Promise<void> {
  await withUnserved(where, async database => {
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
  })
}
