/** What is carried out of effects, and the tasks that some became, on a database. */
import type { Kysely, Selectable } from 'kysely'
import type { Purpose } from '../../directive/documents.ts'
import { newestFirst } from '../../sql/pages.ts'
import { type DeedState, deedState, type TaskContent, type ThingKind } from './model.ts'
import { ROWS_AT_ONCE } from './sql-effects.ts'
import { writerOf } from './sql-plans.ts'
import type { DeedCounts, KeptFailure, PlanWriting, StoredDeed, StoredTask } from './store.ts'
import type { PlanTables } from './tables.ts'

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
  const all = () => db.selectFrom('plan_deed').selectAll('plan_deed')
  return {
    deed: async id => {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : deedOf(row)
    },
    deedsOf: async effect =>
      (await all().where('effect', '=', effect).orderBy('serial').execute()).map(deedOf),
    deedsDue: async (atMs, limit) =>
      (
        await all()
          .where('state', '=', 'planned')
          .where('due_at', '<=', atMs)
          .orderBy('serial')
          .limit(limit)
          .execute()
      ).map(deedOf),
    deedsIn: async (state, limit) =>
      (await all().where('state', '=', state).orderBy('serial').limit(limit).execute()).map(deedOf),
    deedsMade: async limit =>
      (
        await all()
          .where('state', '=', 'done')
          .where('does', '=', 'begin')
          .where('thing_is', 'in', ['bulletin', 'round'])
          .orderBy('serial', 'desc')
          .limit(limit)
          .execute()
      ).map(deedOf),
    openDeed: async ({ plan, purpose }, atMs) => {
      const row = await all()
        .innerJoin('plan_effect', 'plan_effect.id', 'plan_deed.effect')
        .where('plan_effect.plan', '=', plan)
        .where('plan_effect.purpose', '=', purpose)
        .where('plan_deed.state', '=', 'planned')
        .where('plan_deed.due_at', '<=', atMs)
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : deedOf(row)
    },
    deedsByChange: async (change, { after, limit, states }) => {
      let rows = all()
        .where('change_id', '=', change)
        .where('serial', '>', after)
        .orderBy('serial')
        .limit(limit)
      if (states !== null) rows = rows.where('state', 'in', states.length > 0 ? states : [''])
      return (await rows.execute()).map(deedOf)
    },
    deedCounts: async changes => {
      const rows = await db
        .selectFrom('plan_deed')
        .select(({ fn }) => ['change_id', 'state', fn.countAll().as('count')])
        .where('change_id', 'in', changes.length > 0 ? changes : [''])
        .groupBy(['change_id', 'state'])
        .execute()
      const counts = new Map<string, DeedCounts>()
      for (const { change_id, state, count } of rows)
        counts.set(change_id, { ...(counts.get(change_id) ?? NONE), [state]: Number(count) })
      return counts
    },
    insertDeeds: async deeds => {
      const { last } = await db
        .selectFrom('plan_deed')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      const first = Number(last ?? 0) + 1
      const rows = deeds.map(({ id, change, effect, does, occurrence, dueAt, thing }, at) => ({
        ...{ id, effect, does, occurrence, serial: first + at, state: 'planned', tries: 0 },
        ...{ change_id: change, due_at: dueAt, failure: null, done_at: null },
        ...{ thing_is: thing?.is ?? null, thing_id: thing?.id ?? null },
      }))
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await db
          .insertInto('plan_deed')
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .execute()
    },
    putDeed: async ({ id, state, dueAt, tries, failure, thing, doneAt }) => {
      await db
        .updateTable('plan_deed')
        .set({
          ...{ state, tries, due_at: dueAt, done_at: doneAt },
          failure: failure === null ? null : JSON.stringify(failure),
          ...{ thing_is: thing?.is ?? null, thing_id: thing?.id ?? null },
        })
        .where('id', '=', id)
        .execute()
    },

    task: async id => {
      const row = await db
        .selectFrom('plan_task')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? null : taskOf(row)
    },
    tasks: async ({ plan, isOpen, ...query }) => {
      let rows = db.selectFrom('plan_task').selectAll().where('plan', '=', plan)
      if (isOpen !== null) rows = rows.where('state', isOpen ? '=' : '!=', 'open')
      return await newestFirst(rows, query, { at: 'created_at', item: taskOf })
    },
    putTask: async task => {
      const columns = {
        ...{ state: task.state, note: task.note, done_at: task.doneAt },
        ...{ done_by: task.doneBy?.id ?? null, done_by_name: task.doneBy?.name ?? null },
      }
      const { id, deed, plan, purpose } = task
      await db
        .insertInto('plan_task')
        .values({
          ...{ id, deed, plan, purpose },
          content: JSON.stringify(task.content),
          deadline_at: task.deadlineAt,
          created_at: task.createdAt,
          ...columns,
        })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
  }
}

const NONE = Object.fromEntries(deedState.options.map(state => [state, 0])) as DeedCounts

function deedOf(row: Selectable<PlanTables['plan_deed']>): StoredDeed {
  const { id, serial, effect, occurrence, tries, thing_is, thing_id } = row
  return {
    ...{ id, serial, effect, occurrence, tries },
    change: row.change_id,
    does: row.does as StoredDeed['does'],
    state: row.state as DeedState,
    dueAt: row.due_at,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as KeptFailure),
    thing:
      thing_is === null || thing_id === null ? null : { is: thing_is as ThingKind, id: thing_id },
    doneAt: row.done_at,
  }
}

function taskOf(row: Selectable<PlanTables['plan_task']>): StoredTask {
  const { id, deed, plan, note } = row
  return {
    ...{ id, deed, plan, note },
    purpose: row.purpose as Purpose,
    content: JSON.parse(row.content) as TaskContent,
    deadlineAt: row.deadline_at,
    state: row.state as StoredTask['state'],
    doneBy: writerOf(row.done_by, row.done_by_name),
    doneAt: row.done_at,
    createdAt: row.created_at,
  }
}
