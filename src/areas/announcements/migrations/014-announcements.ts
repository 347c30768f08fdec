/** Directives of announcements before the ring, and what operators' nodes answered. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const announcements: Migration = { name: '014-announcements', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table announcement (
    id text primary key,
    serial bigint not null,
    operator_id text not null references operator (id),
    bulletin text not null,
    version bigint not null,
    sha256 text not null,
    document text not null,
    sound text not null,
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
    calls bigint,
    counted_at bigint,
    is_final bigint not null,
    count_document text
  )`,
  `create index announcement_of on announcement (bulletin, operator_id)`,
  `create index announcement_at on announcement (operator_id, state)`,
]
