/** Changes of level, and the situation that they make, on a database. */
import type { Kysely } from 'kysely'
import { newestFirst } from '../../sql/pages.ts'
import { all, among, one, put } from '../../sql/record.ts'
import { nextSerial } from './sql-plans.ts'
import type { PlanWriting } from './store.ts'
import { change, type PlanTables, situation } from './tables.ts'

type ChangeRows = Pick<
  PlanWriting,
  'change' | 'changes' | 'situation' | 'approvedBetween' | 'hasSituation' | 'putChange' | 'insertSituation'
>

/** A page of a list reads nothing of what they do. */
const LISTED = change.columns.filter(name => name !== 'diff')
const listed = (row: Omit<PlanTables['plan_change'], 'diff'>) => change.of({ ...row, diff: null })

export function changesOn(db: Kysely<PlanTables>): ChangeRows {
  return {
    change: async id => await one(db.selectFrom('plan_change').selectAll().where('id', '=', id), change.of),
    changes: async ({ plan, purpose, states, ...query }) => {
      let rows = db.selectFrom('plan_change').select(LISTED).where('plan', '=', plan)
      if (purpose !== null) rows = rows.where('purpose', '=', purpose)
      if (states !== null) rows = rows.where('state', 'in', among(states))
      return await newestFirst(rows, query, { at: 'created_at', item: listed })
    },
    situation: async ({ plan, purpose }) =>
      await all(
        db
          .selectFrom('plan_situation')
          .selectAll()
          .where('plan', '=', plan)
          .where('purpose', '=', purpose)
          .orderBy('serial'),
        situation.of,
      ),
    approvedBetween: async (fromMs, untilMs) =>
      await all(
        db
          .selectFrom('plan_change')
          .select(LISTED)
          .where('state', '=', 'approved')
          .where('approved_at', '>=', fromMs)
          .where('approved_at', '<', untilMs)
          .orderBy('approved_at')
          .orderBy('id'),
        listed,
      ),
    hasSituation: async () =>
      (await db.selectFrom('plan_situation').select('serial').limit(1).executeTakeFirst()) !== undefined,
    putChange: async given => {
      await put(db, 'plan_change', change.row(given), { key: ['id'], stay: PROPOSED })
    },
    insertSituation: async given => {
      const serial = await nextSerial(db, 'plan_situation')
      await db
        .insertInto('plan_situation')
        .values(situation.row({ ...given, serial }))
        .execute()
    },
  }
}

const PROPOSED = [
  ...(['plan', 'version', 'purpose', 'content', 'sha256', 'from_at', 'reason'] as const),
  ...(['proposed_by', 'proposed_by_name', 'created_at'] as const),
]
