/** Effects that run or ran, on a database. */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Purpose } from '../../directive/documents.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { PlanWriting, StoredEffect } from './store.ts'
import type { PlanTables } from './tables.ts'

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
  const all = () => db.selectFrom('plan_effect').selectAll()
  return {
    running: async ({ plan, purpose }) =>
      (
        await all()
          .where('plan', '=', plan)
          .where('purpose', '=', purpose)
          .where('is_running', '=', 1)
          .orderBy('serial')
          .orderBy('id')
          .execute()
      ).map(effectOf),
    notEnded: async ({ plan, purpose }, atMs) =>
      (
        await all()
          .where('plan', '=', plan)
          .where('purpose', '=', purpose)
          .where(is => is.or([is('is_running', '=', 1), is('ended_at', '>', atMs)]))
          .orderBy('serial')
          .orderBy('id')
          .execute()
      ).map(effectOf),
    effect: async id => {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : effectOf(row)
    },
    effectsBegunBy: async change =>
      (await all().where('change_id', '=', change).orderBy('serial').execute()).map(effectOf),
    effectsEndedBy: async change =>
      (await all().where('ended_by', '=', change).orderBy('serial').execute()).map(effectOf),
    effectsDueAgain: async (atMs, limit) =>
      (
        await all()
          .where('next_at', '<=', atMs)
          .orderBy('next_at')
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(effectOf),
    insertEffects: async effects => {
      const { last } = await db
        .selectFrom('plan_effect')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      const first = Number(last ?? 0) + 1
      const rows = effects.map((effect, at) => rowOf({ ...effect, serial: first + at }))
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await db
          .insertInto('plan_effect')
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .execute()
    },
    putEffect: async effect => {
      const { occurrence, next_at, is_running, ended_by, ended_at } = rowOf(effect)
      await db
        .updateTable('plan_effect')
        .set({ occurrence, next_at, is_running, ended_by, ended_at })
        .where('id', '=', effect.id)
        .execute()
    },
  }
}

function rowOf({ document, ...effect }: StoredEffect): Insertable<PlanTables['plan_effect']> {
  const { id, plan, purpose, occurrence, serial } = effect
  return {
    ...{ id, plan, purpose, occurrence, serial },
    change_id: effect.change,
    effect_key: document.key,
    action: document.action,
    document: JSON.stringify(document),
    next_at: effect.nextAt,
    is_running: effect.isRunning ? 1 : 0,
    ended_by: effect.endedBy,
    ended_at: effect.endedAt,
  }
}

function effectOf(row: Selectable<PlanTables['plan_effect']>): StoredEffect {
  const { id, plan, occurrence, serial } = row
  return {
    ...{ id, plan, occurrence, serial },
    change: row.change_id,
    purpose: row.purpose as Purpose,
    // Written by insertEffects from the same type.
    document: JSON.parse(row.document) as EffectDocument,
    nextAt: row.next_at,
    isRunning: row.is_running === 1,
    endedBy: row.ended_by,
    endedAt: row.ended_at,
  }
}
