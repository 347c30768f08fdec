/** Plans on a database: what is worked on, and the versions that were signed. */
import type { Kysely } from 'kysely'
import { all, one, put } from '../../sql/record.ts'
import type { PlanWriting } from './store.ts'
import { draft, listedVersion, type PlanTables, version } from './tables.ts'

type PlanRows = Pick<PlanWriting, 'drafts' | 'draft' | 'newest' | 'version' | 'versions' | 'putDraft' | 'insertVersion'>

export const PLANS_MAX = 100
const VERSIONS_LISTED_MAX = 200

export function plansOn(db: Kysely<PlanTables>): PlanRows {
  const versions = (plan: string) => db.selectFrom('plan_version').where('plan', '=', plan)
  const drafts = () => db.selectFrom('plan_draft').selectAll()
  return {
    drafts: async () => await all(drafts().orderBy('id').limit(PLANS_MAX), draft.of),
    draft: async plan => await one(drafts().where('id', '=', plan), draft.of),
    newest: async plan => await one(versions(plan).selectAll().orderBy('version', 'desc').limit(1), version.of),
    version: async (plan, number) => await one(versions(plan).selectAll().where('version', '=', number), version.of),
    versions: async plan =>
      await all(
        versions(plan).select(listedVersion.columns).orderBy('version', 'desc').limit(VERSIONS_LISTED_MAX),
        listedVersion.of,
      ),
    putDraft: async given => await put(db, 'plan_draft', draft.row(given), { key: ['id'] }),
    insertVersion: async given => {
      await db.insertInto('plan_version').values(version.row(given)).execute()
    },
  }
}

export async function nextSerial(
  db: Kysely<PlanTables>,
  table: 'plan_situation' | 'plan_effect' | 'plan_deed' | 'plan_import' | 'plan_mapping' | 'plan_population',
): Promise<number> {
  const { last } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.max('serial').as('last'))
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}
