/** Effects that run or ran, on a database. */
import type { Kysely } from 'kysely'
import { all, one } from '../../sql/record.ts'
import { nextSerial } from './sql-plans.ts'
import type { PlanAndPurpose, PlanWriting } from './store.ts'
import { effect, type PlanTables } from './tables.ts'

type EffectRows = Pick<
  PlanWriting,
  | 'running'
  | 'notEnded'
  | 'effect'
  | 'effectsBegunBy'
  | 'effectsEndedBy'
  | 'effectsDueAgain'
  | 'insertEffects'
  | 'putEffect'
>

/** PostgreSQL takes some sixty thousand values in one statement, SQLite some thirty thousand. */
export const ROWS_AT_ONCE = 1000

export function effectsOn(db: Kysely<PlanTables>): EffectRows {
  const effects = () => db.selectFrom('plan_effect').selectAll()
  const of = ({ plan, purpose }: PlanAndPurpose) => effects().where('plan', '=', plan).where('purpose', '=', purpose)
  return {
    running: async given => await all(of(given).where('is_running', '=', 1).orderBy('serial').orderBy('id'), effect.of),
    notEnded: async (given, atMs) =>
      await all(
        of(given)
          .where(is => is.or([is('is_running', '=', 1), is('ended_at', '>', atMs)]))
          .orderBy('serial')
          .orderBy('id'),
        effect.of,
      ),
    effect: async id => await one(effects().where('id', '=', id), effect.of),
    effectsBegunBy: async change => await all(effects().where('change_id', '=', change).orderBy('serial'), effect.of),
    effectsEndedBy: async change => await all(effects().where('ended_by', '=', change).orderBy('serial'), effect.of),
    effectsDueAgain: async (atMs, limit) =>
      await all(effects().where('next_at', '<=', atMs).orderBy('next_at').orderBy('id').limit(limit), effect.of),
    insertEffects: async given => {
      const first = await nextSerial(db, 'plan_effect')
      const rows = given.map((each, at) => ({
        ...effect.row({ ...each, serial: first + at }),
        effect_key: each.document.key,
        action: each.document.action,
      }))
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await db
          .insertInto('plan_effect')
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .execute()
    },
    putEffect: async ({ id, occurrence, nextAt, isRunning, endedBy, endedAt }) => {
      await db
        .updateTable('plan_effect')
        .set(effect.changes({ occurrence, nextAt, isRunning, endedBy, endedAt }))
        .where('id', '=', id)
        .execute()
    },
  }
}
