/** The reports of months: what people enter, and editions, of which a published one never changes. */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const months: Migration = { name: '006-months', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [...TABLES, ...FROZEN[kind]]) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table work_item (
    id text primary key,
    month text not null,
    version bigint not null,
    content text not null,
    updated_at bigint not null,
    updated_by text not null,
    updated_by_name text not null
  )`,
  `create index work_item_of_month on work_item (month)`,

  `create table month_report (
    month text not null,
    edition bigint not null,
    state text not null,
    report text not null,
    sha256 text not null,
    reviewed_by text not null,
    reviewed_by_name text not null,
    signed_by text,
    signed_by_name text,
    published_at bigint,
    updated_at bigint not null,
    primary key (month, edition)
  )`,
]

const SENTENCE = 'a published report never changes'

const FROZEN: Readonly<Record<DatabaseKind, readonly string[]>> = {
  sqlite: ['update', 'delete'].map(
    verb =>
      `create trigger month_report_no_${verb} before ${verb} on month_report
       when old.state = 'published'
       begin select raise(abort, '${SENTENCE}'); end`,
  ),
  postgres: [
    `create function month_report_refuse() returns trigger language plpgsql as
     $$ begin raise exception '${SENTENCE}'; end $$`,
    `create trigger month_report_no_change before update or delete on month_report
     for each row when (old.state = 'published') execute function month_report_refuse()`,
  ],
}
