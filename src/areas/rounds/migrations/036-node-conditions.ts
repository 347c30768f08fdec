/** How nodes fare: what each machine of an operator said last, since when a clock is wrong, and the lanes of each directive over time. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const nodeConditions: Migration = { name: '036-node-conditions', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  'alter table operator add column clock_since bigint',
  // machine: empty where the operator has one.
  `create table node_condition (
    operator_id text not null references operator (id),
    machine text not null,
    told_at bigint not null,
    alarms text not null,
    primary key (operator_id, machine)
  )`,
  `create table lane_sample (
    directive_id text not null references directive (id),
    at bigint not null,
    lanes text not null,
    statuses text not null,
    primary key (directive_id, at)
  )`,
  'create index lane_sample_at on lane_sample (at)',
  'create index directive_newest_of_operator on directive (operator_id, issued_at)',
]
