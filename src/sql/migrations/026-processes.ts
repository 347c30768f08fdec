/** The processes that serve one database (`../processes.ts`): who lives, who holds what only one may do, who is connected to which. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const processes: Migration = { name: '026-processes', up }

/** Without references to each other: a row whose process is gone is worth nothing, and whoever finds it removes it. */
const TABLES = [
  `create table process (
    id text primary key,
    address text not null,
    started_at bigint not null,
    beat_at bigint not null
  )`,
  `create table lease (
    name text primary key,
    process_id text not null,
    taken_at bigint not null
  )`,
  `create table presence (
    kind text not null,
    subject text not null,
    process_id text not null,
    since bigint not null,
    primary key (kind, subject, process_id)
  )`,
  `create index presence_of_process on presence (process_id)`,
]

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}
