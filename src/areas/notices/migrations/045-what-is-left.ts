/** What is left to be done of what was decided, by when and of which operator; and what a decision wants of a thing, whoever has it. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const whatIsLeft: Migration = { name: '045-what-is-left', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table notice_thing add column does text`,
  `alter table notice_thing add column due_at bigint`,
  `alter table notice_thing add column operator text`,
  `alter table notice_thing add column obliged text`,
]
