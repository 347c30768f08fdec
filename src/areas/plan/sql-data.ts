/** Data, how many live where, and proposals, on a database. */
import { setImmediate as turnOver } from 'node:timers/promises'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { DhisMapping } from '../../plan/data.ts'
import type { Proposal } from '../../plan/proposal.ts'
import { newestFirst } from '../../sql/pages.ts'
import type { ProposalState } from './model.ts'
import { ROWS_AT_ONCE } from './sql-effects.ts'
import { writerOf } from './sql-plans.ts'
import type { PlanWriting, StoredImport, StoredProposal } from './store.ts'
import type { PlanTables } from './tables.ts'

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
  const imports = (plan: string) =>
    db.selectFrom('plan_import').selectAll().where('plan', '=', plan)
  const proposals = () => db.selectFrom('plan_proposal').selectAll()
  return {
    imports: async (plan, limit) =>
      (await imports(plan).orderBy('serial', 'desc').limit(limit).execute()).map(importOf),
    importBySha256: async (plan, sha256) => {
      const row = await imports(plan).where('sha256', '=', sha256).limit(1).executeTakeFirst()
      return row === undefined ? null : importOf(row)
    },
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
    mapping: async plan => {
      const row = await db
        .selectFrom('plan_mapping')
        .select('content')
        .where('plan', '=', plan)
        .orderBy('serial', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : (JSON.parse(row.content) as DhisMapping)
    },
    populations: async () => {
      const rows = await db
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
        .orderBy('area')
        .execute()
      return rows.map(({ area, population, source, at, by_id, by_name }) => ({
        ...{ area, population, source, at },
        by: { id: by_id, name: by_name },
      }))
    },

    insertImport: async ({ plan, form, sha256, rows, taken, rejected, ...given }, values) => {
      const { last } = await db
        .selectFrom('plan_import')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      const serial = Number(last ?? 0) + 1
      await db
        .insertInto('plan_import')
        .values({
          ...{ serial, plan, form, sha256, taken, rejected, rows_read: rows, at: given.at },
          ...{ from_day: given.from, until_day: given.until },
          ...{ by_id: given.by.id, by_name: given.by.name },
        })
        .execute()
      for (let at = 0; at < values.length; at += ROWS_AT_ONCE) {
        await turnOver()
        await db
          .insertInto('plan_value')
          .values(
            values.slice(at, at + ROWS_AT_ONCE).map(({ area, day, input, value }) => ({
              ...{ plan, area, day, input, value, import: serial },
            })),
          )
          .execute()
      }
      return { serial, plan, form, sha256, rows, taken, rejected, ...given }
    },
    insertMapping: async (plan, mapping, { at, by }) => {
      const { last } = await db
        .selectFrom('plan_mapping')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      await db
        .insertInto('plan_mapping')
        .values({
          ...{ serial: Number(last ?? 0) + 1, plan, content: JSON.stringify(mapping), at },
          ...{ by_id: by.id, by_name: by.name },
        })
        .execute()
    },
    insertPopulations: async populations => {
      const { last } = await db
        .selectFrom('plan_population')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      const first = Number(last ?? 0) + 1
      const rows = populations.map(({ area, population, source, at, by }, place) => ({
        ...{ serial: first + place, area, population, source, at },
        ...{ by_id: by.id, by_name: by.name },
      }))
      if (rows.length > 0) await db.insertInto('plan_population').values(rows).execute()
    },

    proposal: async id => {
      const row = await proposals().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : proposalOf(row)
    },
    proposals: async ({ plan, state, ...query }) => {
      let rows = proposals().where('plan', '=', plan)
      if (state !== null) rows = rows.where('state', '=', state)
      return await newestFirst(rows, query, { at: 'created_at', item: proposalOf })
    },
    openProposals: async plan =>
      (
        await proposals()
          .where('plan', '=', plan)
          .where('state', '=', 'open')
          .orderBy('area')
          .execute()
      ).map(proposalOf),
    proposalsOf: async change =>
      (await proposals().where('change_id', '=', change).orderBy('area').execute()).map(proposalOf),
    lastDecided: async plan => {
      const newest = db
        .selectFrom('plan_proposal')
        .select('id')
        .select(
          sql<number>`row_number() over (partition by area order by created_at desc, id desc)`.as(
            'place',
          ),
        )
        .where('plan', '=', plan)
        .where('state', '<>', 'open')
        .where('evidence', 'is not', null)
        .as('newest')
      const rows = await proposals()
        .where('id', 'in', db.selectFrom(newest).select('newest.id').where('place', '=', 1))
        .execute()
      return rows.map(proposalOf)
    },
    putProposal: async proposal => {
      const columns = {
        ...{ state: proposal.state, change_id: proposal.change, decision: proposal.decision },
        ...{ decided_at: proposal.decidedAt, decided_by_name: proposal.decidedBy },
      }
      const { id, plan, area, level, reason } = proposal
      await db
        .insertInto('plan_proposal')
        .values({
          ...{ id, plan, area, level, reason, came_from: proposal.from },
          evidence: proposal.evidence === null ? null : JSON.stringify(proposal.evidence),
          created_at: proposal.createdAt,
          ...{ by_id: proposal.by?.id ?? null, by_name: proposal.by?.name ?? null },
          ...columns,
        })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
  }
}

function importOf(row: Selectable<PlanTables['plan_import']>): StoredImport {
  const { serial, plan, sha256, taken, rejected, at } = row
  return {
    ...{ serial, plan, sha256, taken, rejected, at },
    form: row.form as StoredImport['form'],
    rows: row.rows_read,
    from: row.from_day,
    until: row.until_day,
    by: { id: row.by_id, name: row.by_name },
  }
}

function proposalOf(row: Selectable<PlanTables['plan_proposal']>): StoredProposal {
  const { id, plan, area, level, reason, decision } = row
  return {
    ...{ id, plan, area, level, reason, decision },
    from: row.came_from as StoredProposal['from'],
    // Written by putProposal from the same type.
    evidence: row.evidence === null ? null : (JSON.parse(row.evidence) as Proposal),
    state: row.state as ProposalState,
    change: row.change_id,
    createdAt: row.created_at,
    by: writerOf(row.by_id, row.by_name),
    decidedAt: row.decided_at,
    decidedBy: row.decided_by_name,
  }
}
