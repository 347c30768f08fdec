/** What is carried out of effects, and the tasks that some became, on a database. */
import type { Kysely } from 'kysely'
import { newestFirst } from '../../sql/pages.ts'
import { all, among, one, put } from '../../sql/record.ts'
import { deedState } from './model.ts'
import { ROWS_AT_ONCE } from './sql-effects.ts'
import { nextSerial } from './sql-plans.ts'
import type { DeedCounts, PlanWriting } from './store.ts'
import { deed, type PlanTables, task } from './tables.ts'

type DeedRows = Pick<
  PlanWriting,
  | 'deed'
  | 'deedsOf'
  | 'deedsDue'
  | 'deedsIn'
  | 'deedsMade'
  | 'openDeed'
  | 'deedsByChange'
  | 'deedCounts'
  | 'insertDeeds'
  | 'putDeed'
  | 'task'
  | 'tasks'
  | 'putTask'
>

export function deedsOn(db: Kysely<PlanTables>): DeedRows {
  const deeds = () => db.selectFrom('plan_deed').selectAll('plan_deed')
  const tasks = () => db.selectFrom('plan_task').selectAll()
  return {
    deed: async id => await one(deeds().where('id', '=', id), deed.of),
    deedsOf: async effect => await all(deeds().where('effect', '=', effect).orderBy('serial'), deed.of),
    deedsDue: async (atMs, limit) =>
      await all(
        deeds().where('state', '=', 'planned').where('due_at', '<=', atMs).orderBy('serial').limit(limit),
        deed.of,
      ),
    deedsIn: async (state, limit) =>
      await all(deeds().where('state', '=', state).orderBy('serial').limit(limit), deed.of),
    deedsMade: async limit =>
      await all(
        deeds()
          .where('state', '=', 'done')
          .where('does', '=', 'begin')
          .where('thing_is', 'in', ['bulletin', 'round'])
          .orderBy('serial', 'desc')
          .limit(limit),
        deed.of,
      ),
    openDeed: async ({ plan, purpose }, atMs) =>
      await one(
        deeds()
          .innerJoin('plan_effect', 'plan_effect.id', 'plan_deed.effect')
          .where('plan_effect.plan', '=', plan)
          .where('plan_effect.purpose', '=', purpose)
          .where('plan_deed.state', '=', 'planned')
          .where('plan_deed.due_at', '<=', atMs)
          .limit(1),
        deed.of,
      ),
    deedsByChange: async (change, { after, limit, states }) => {
      let rows = deeds().where('change_id', '=', change).where('serial', '>', after).orderBy('serial').limit(limit)
      if (states !== null) rows = rows.where('state', 'in', among(states))
      return await all(rows, deed.of)
    },
    deedCounts: async changes => {
      const rows = await db
        .selectFrom('plan_deed')
        .select(({ fn }) => ['change_id', 'state', fn.countAll().as('count')])
        .where('change_id', 'in', among(changes))
        .groupBy(['change_id', 'state'])
        .execute()
      const counts = new Map<string, DeedCounts>()
      for (const { change_id, state, count } of rows)
        counts.set(change_id, { ...(counts.get(change_id) ?? NONE), [state]: Number(count) })
      return counts
    },
    insertDeeds: async given => {
      const first = await nextSerial(db, 'plan_deed')
      const planned = { state: 'planned', tries: 0, failure: null, thing: null, doneAt: null } as const
      const rows = given.map((each, at) => deed.row({ ...planned, ...each, serial: first + at }))
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await db
          .insertInto('plan_deed')
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .execute()
    },
    putDeed: async ({ id, state, dueAt, tries, failure, thing, doneAt }) => {
      await db
        .updateTable('plan_deed')
        .set(deed.changes({ state, dueAt, tries, failure, thing, doneAt }))
        .where('id', '=', id)
        .execute()
    },

    task: async id => await one(tasks().where('id', '=', id), task.of),
    tasks: async ({ plan, isOpen, ...query }) => {
      let rows = tasks().where('plan', '=', plan)
      if (isOpen !== null) rows = rows.where('state', isOpen ? '=' : '!=', 'open')
      return await newestFirst(rows, query, { at: 'created_at', item: task.of })
    },
    putTask: async given => {
      await put(db, 'plan_task', task.row(given), { key: ['id'], stay: ASKED })
    },
  }
}

const ASKED = ['deed', 'plan', 'purpose', 'content', 'deadline_at', 'created_at'] as const
const NONE = Object.fromEntries(deedState.options.map(state => [state, 0])) as DeedCounts
