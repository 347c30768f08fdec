/** Of what is released: whether people have still to say, after a restore, that it stands. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const doubtedBulletins: Migration = { name: '019-doubted-bulletins', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  'alter table bulletin add column released_doubted bigint not null default 0',
  'create index bulletin_doubted on bulletin (id) where released_doubted = 1',
]
