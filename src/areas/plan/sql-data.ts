/** Data, how many live where, and proposals, on a database. */
import { setImmediate as turnOver } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { newestFirst } from '../../sql/pages.ts'
import { all, one, put } from '../../sql/record.ts'
import { ROWS_AT_ONCE } from './sql-effects.ts'
import { nextSerial } from './sql-plans.ts'
import type { PlanWriting } from './store.ts'
import { importOf, mapping, type PlanTables, population, proposal } from './tables.ts'

type DataRows = Pick<
  PlanWriting,
  | 'imports'
  | 'importBySha256'
  | 'values'
  | 'countValues'
  | 'mapping'
  | 'populations'
  | 'insertImport'
  | 'insertMapping'
  | 'insertPopulations'
  | 'proposal'
  | 'proposals'
  | 'openProposals'
  | 'proposalsOf'
  | 'lastDecided'
  | 'putProposal'
>

export function dataOn(db: Kysely<PlanTables>): DataRows {
  const imports = (plan: string) => db.selectFrom('plan_import').selectAll().where('plan', '=', plan)
  const proposals = () => db.selectFrom('plan_proposal').selectAll()
  return {
    imports: async (plan, limit) => await all(imports(plan).orderBy('serial', 'desc').limit(limit), importOf.of),
    importBySha256: async (plan, sha256) => await one(imports(plan).where('sha256', '=', sha256).limit(1), importOf.of),
    values: async ({ plan, serial }, area) =>
      await db
        .selectFrom('plan_value')
        .select(['area', 'day', 'input', 'import', 'value'])
        .where('plan', '=', plan)
        .where('area', '=', area)
        .where('import', '<=', serial)
        .orderBy('input')
        .orderBy('day')
        .orderBy('import')
        .execute(),
    countValues: async plan => {
      const { count } = await db
        .selectFrom('plan_value')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('plan', '=', plan)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    mapping: async plan =>
      await one(
        db.selectFrom('plan_mapping').selectAll().where('plan', '=', plan).orderBy('serial', 'desc').limit(1),
        row => mapping.of(row).content,
      ),
    populations: async () =>
      await all(
        db
          .selectFrom('plan_population as given')
          .selectAll()
          .where(({ eb, selectFrom }) =>
            eb(
              'serial',
              '=',
              selectFrom('plan_population as newest')
                .select(({ fn }) => fn.max('newest.serial').as('last'))
                .whereRef('newest.area', '=', 'given.area'),
            ),
          )
          .orderBy('area'),
        population.of,
      ),

    insertImport: async (given, values) => {
      const serial = await nextSerial(db, 'plan_import')
      const { plan } = given
      await db
        .insertInto('plan_import')
        .values(importOf.row({ ...given, serial }))
        .execute()
      for (let at = 0; at < values.length; at += ROWS_AT_ONCE) {
        await turnOver()
        await db
          .insertInto('plan_value')
          .values(
            values
              .slice(at, at + ROWS_AT_ONCE)
              .map(({ area, day, input, value }) => ({ plan, area, day, input, value, import: serial })),
          )
          .execute()
      }
      return { serial, ...given }
    },
    insertMapping: async (plan, content, { at, by }) => {
      const serial = await nextSerial(db, 'plan_mapping')
      await db
        .insertInto('plan_mapping')
        .values({ serial, ...mapping.row({ plan, content, at, by }) })
        .execute()
    },
    insertPopulations: async given => {
      const first = await nextSerial(db, 'plan_population')
      const rows = given.map((each, at) => ({ serial: first + at, ...population.row(each) }))
      if (rows.length > 0) await db.insertInto('plan_population').values(rows).execute()
    },

    proposal: async id => await one(proposals().where('id', '=', id), proposal.of),
    proposals: async ({ plan, state, ...query }) => {
      let rows = proposals().where('plan', '=', plan)
      if (state !== null) rows = rows.where('state', '=', state)
      return await newestFirst(rows, query, { at: 'created_at', item: proposal.of })
    },
    openProposals: async plan =>
      await all(proposals().where('plan', '=', plan).where('state', '=', 'open').orderBy('area'), proposal.of),
    proposalsOf: async change => await all(proposals().where('change_id', '=', change).orderBy('area'), proposal.of),
    lastDecided: async plan => {
      const newest = db
        .selectFrom('plan_proposal')
        .select('id')
        .select(sql<number>`row_number() over (partition by area order by created_at desc, id desc)`.as('place'))
        .where('plan', '=', plan)
        .where('state', '<>', 'open')
        .where('evidence', 'is not', null)
        .as('newest')
      const last = db.selectFrom(newest).select('newest.id').where('place', '=', 1)
      return await all(proposals().where('id', 'in', last), proposal.of)
    },
    putProposal: async given => {
      await put(db, 'plan_proposal', proposal.row(given), { key: ['id'], stay: MADE })
    },
  }
}

const MADE = [
  ...(['plan', 'area', 'level', 'reason', 'came_from', 'evidence'] as const),
  ...(['created_at', 'by_id', 'by_name'] as const),
]
