/** Changes of level, and the situation that they make, on a database. */
import type { Kysely, Selectable } from 'kysely'
import type { Purpose } from '../../directive/documents.ts'
import type { ChangeContent } from '../../plan/situation.ts'
import { newestFirst } from '../../sql/pages.ts'
import type { ChangeState, DiffView } from './model.ts'
import { writerOf } from './sql-plans.ts'
import type { PlanWriting, Signatures, StoredChange, StoredSituation } from './store.ts'
import type { PlanTables } from './tables.ts'

type ChangeRows = Pick<
  PlanWriting,
  | 'change'
  | 'changes'
  | 'situation'
  | 'approvedBetween'
  | 'hasSituation'
  | 'putChange'
  | 'insertSituation'
>

/** A page of a list reads nothing of what they do. */
const LISTED = [
  ...(['id', 'plan', 'version', 'purpose', 'state', 'content', 'sha256', 'from_at'] as const),
  ...(['reason', 'refusal', 'proposed_by', 'proposed_by_name', 'submitted_by'] as const),
  ...(['submitted_by_name', 'approved_by', 'approved_by_name', 'approved_at'] as const),
  ...(['taken_back_by', 'created_at', 'updated_at'] as const),
]
type ListedRow = Omit<Selectable<PlanTables['plan_change']>, 'diff'>

export function changesOn(db: Kysely<PlanTables>): ChangeRows {
  return {
    change: async id => {
      const row = await db
        .selectFrom('plan_change')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return null
      const diff = row.diff === null ? null : (JSON.parse(row.diff) as DiffView)
      return { ...listedOf(row), diff }
    },
    changes: async ({ plan, purpose, states, ...query }) => {
      let rows = db.selectFrom('plan_change').select(LISTED).where('plan', '=', plan)
      if (purpose !== null) rows = rows.where('purpose', '=', purpose)
      if (states !== null) rows = rows.where('state', 'in', states.length > 0 ? states : [''])
      return await newestFirst(rows, query, { at: 'created_at', item: listedOf })
    },
    situation: async ({ plan, purpose }) =>
      (
        await db
          .selectFrom('plan_situation')
          .selectAll()
          .where('plan', '=', plan)
          .where('purpose', '=', purpose)
          .orderBy('serial')
          .execute()
      ).map(situationOf),
    approvedBetween: async (fromMs, untilMs) =>
      (
        await db
          .selectFrom('plan_change')
          .select(LISTED)
          .where('state', '=', 'approved')
          .where('approved_at', '>=', fromMs)
          .where('approved_at', '<', untilMs)
          .orderBy('approved_at')
          .orderBy('id')
          .execute()
      ).map(listedOf),
    hasSituation: async () =>
      (await db.selectFrom('plan_situation').select('serial').limit(1).executeTakeFirst()) !==
      undefined,
    putChange: async change => {
      const columns = {
        state: change.state,
        refusal: change.refusal,
        submitted_by: change.submittedBy?.id ?? null,
        submitted_by_name: change.submittedBy?.name ?? null,
        approved_by: change.approvedBy?.id ?? null,
        approved_by_name: change.approvedBy?.name ?? null,
        approved_at: change.approvedAt,
        taken_back_by: change.takenBackBy,
        diff: change.diff === null ? null : JSON.stringify(change.diff),
        updated_at: change.updatedAt,
      }
      const { id, plan, version, purpose, sha256, reason } = change
      await db
        .insertInto('plan_change')
        .values({
          ...{ id, plan, version, purpose, sha256, reason },
          content: JSON.stringify(change.content),
          from_at: change.from,
          proposed_by: change.proposedBy.id,
          proposed_by_name: change.proposedBy.name,
          created_at: change.createdAt,
          ...columns,
        })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
    insertSituation: async ({ change, content, approval, submittedBy, approvedBy, ...of }) => {
      const { last } = await db
        .selectFrom('plan_situation')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      await db
        .insertInto('plan_situation')
        .values({
          ...of,
          serial: Number(last ?? 0) + 1,
          change_id: change,
          content: JSON.stringify(content),
          submitted_by: submittedBy,
          approved_by: approvedBy,
          approval: approval === null ? null : JSON.stringify(approval),
        })
        .execute()
    },
  }
}

function listedOf(row: ListedRow): StoredChange {
  const { id, plan, version, sha256, reason, refusal } = row
  return {
    ...{ id, plan, version, sha256, reason, refusal },
    purpose: row.purpose as Purpose,
    state: row.state as ChangeState,
    // Written by putChange from the same types, as is all JSON here.
    content: JSON.parse(row.content) as ChangeContent,
    from: row.from_at,
    proposedBy: { id: row.proposed_by, name: row.proposed_by_name },
    submittedBy: writerOf(row.submitted_by, row.submitted_by_name),
    approvedBy: writerOf(row.approved_by, row.approved_by_name),
    approvedAt: row.approved_at,
    takenBackBy: row.taken_back_by,
    diff: null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function situationOf(row: Selectable<PlanTables['plan_situation']>): StoredSituation {
  const { serial, plan, sha256, at } = row
  return {
    ...{ serial, plan, sha256, at },
    change: row.change_id,
    purpose: row.purpose as Purpose,
    content: JSON.parse(row.content) as ChangeContent,
    submittedBy: row.submitted_by,
    approvedBy: row.approved_by,
    approval: row.approval === null ? null : (JSON.parse(row.approval) as Signatures),
  }
}
