/** Directives of cell broadcasts, what operators' nodes answered, and the message codes that were drawn. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const broadcasts: Migration = { name: '023-broadcasts', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table broadcast (
    id text primary key,
    serial bigint not null,
    operator_id text not null references operator (id),
    bulletin text not null,
    version bigint not null,
    sha256 text not null,
    document text not null,
    order_document text not null,
    sequence bigint not null,
    wish text not null,
    state text not null,
    refusal text,
    issued_at bigint not null,
    expires_at bigint not null,
    ends_at bigint not null,
    answered_at bigint,
    acknowledgement text,
    code bigint not null,
    obeyed bigint not null,
    cells bigint,
    counts text not null,
    message_count_document text,
    correction_count_document text
  )`,
  `create index broadcast_of on broadcast (bulletin, operator_id)`,
  `create index broadcast_at on broadcast (operator_id, state)`,
  `create table broadcast_code (
    bulletin text not null,
    version bigint not null,
    code bigint not null,
    free_at bigint not null,
    primary key (bulletin, version)
  )`,
]
