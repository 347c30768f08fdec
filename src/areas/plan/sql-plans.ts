/** Plans on a database: what is worked on, and the versions that were signed. */
import type { Kysely, Selectable } from 'kysely'
import type { Writer } from '../../authority/actor.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlanContent, PlanState } from './model.ts'
import type { ListedVersion, PlanWriting, Signatures, StoredDraft, StoredVersion } from './store.ts'
import type { PlanTables } from './tables.ts'

type PlanRows = Pick<
  PlanWriting,
  'drafts' | 'draft' | 'newest' | 'version' | 'versions' | 'putDraft' | 'insertVersion'
>

export const PLANS_MAX = 100
const VERSIONS_LISTED_MAX = 200

export function plansOn(db: Kysely<PlanTables>): PlanRows {
  const versions = (plan: string) => db.selectFrom('plan_version').where('plan', '=', plan)
  return {
    drafts: async () =>
      (await db.selectFrom('plan_draft').selectAll().orderBy('id').limit(PLANS_MAX).execute()).map(
        draftOf,
      ),
    draft: async plan => {
      const row = await db
        .selectFrom('plan_draft')
        .selectAll()
        .where('id', '=', plan)
        .executeTakeFirst()
      return row === undefined ? null : draftOf(row)
    },
    newest: async plan => {
      const row = await versions(plan)
        .selectAll()
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : versionOf(row)
    },
    version: async (plan, version) => {
      const row = await versions(plan).selectAll().where('version', '=', version).executeTakeFirst()
      return row === undefined ? null : versionOf(row)
    },
    versions: async plan =>
      (
        await versions(plan)
          .select([
            ...(['plan', 'version', 'sha256', 'at', 'submitted_by'] as const),
            ...(['submitted_by_name', 'approved_by', 'approved_by_name'] as const),
          ])
          .orderBy('version', 'desc')
          .limit(VERSIONS_LISTED_MAX)
          .execute()
      ).map(listedOf),
    putDraft: async draft => {
      const columns = {
        state: draft.state,
        revision: draft.revision,
        content: JSON.stringify(draft.content),
        writers: JSON.stringify(draft.writers),
        submitted_by: draft.submittedBy?.id ?? null,
        submitted_by_name: draft.submittedBy?.name ?? null,
        reason: draft.reason,
        exercise_since: draft.exerciseSince,
        updated_at: draft.updatedAt,
        updated_by: draft.updatedBy.id,
        updated_by_name: draft.updatedBy.name,
      }
      await db
        .insertInto('plan_draft')
        .values({ id: draft.id, ...columns })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
    insertVersion: async ({ submittedBy, approvedBy, content, approval, ...version }) => {
      await db
        .insertInto('plan_version')
        .values({
          ...version,
          content: JSON.stringify(content),
          submitted_by: submittedBy.id,
          submitted_by_name: submittedBy.name,
          approved_by: approvedBy.id,
          approved_by_name: approvedBy.name,
          approval: approval === null ? null : JSON.stringify(approval),
        })
        .execute()
    },
  }
}

function draftOf(row: Selectable<PlanTables['plan_draft']>): StoredDraft {
  return {
    id: row.id,
    state: row.state as PlanState,
    revision: row.revision,
    // Written by putDraft from the same types, as is all JSON here.
    content: JSON.parse(row.content) as PlanContent,
    writers: JSON.parse(row.writers) as readonly Writer[],
    submittedBy: writerOf(row.submitted_by, row.submitted_by_name),
    reason: row.reason,
    exerciseSince: row.exercise_since,
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.updated_by_name },
  }
}

export function writerOf(id: string | null, name: string | null): Writer | null {
  return id === null || name === null ? null : { id, name }
}

type ListedRow = Omit<Selectable<PlanTables['plan_version']>, 'content' | 'approval'>

function listedOf(row: ListedRow): ListedVersion {
  const { plan, version, sha256, at } = row
  return {
    ...{ plan, version, sha256, at },
    submittedBy: { id: row.submitted_by, name: row.submitted_by_name },
    approvedBy: { id: row.approved_by, name: row.approved_by_name },
  }
}

function versionOf(row: Selectable<PlanTables['plan_version']>): StoredVersion {
  return {
    ...listedOf(row),
    content: JSON.parse(row.content) as Plan,
    approval: row.approval === null ? null : (JSON.parse(row.approval) as Signatures),
  }
}
