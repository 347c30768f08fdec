/** The trail by what was done and by whom: an index in the order of each list, `src/sql/trail-page.ts`. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const trailLists: Migration = { name: '003-trail-lists', up }

const STEPS = [
  `drop index trail_actor`,
  `create index trail_actor_action on trail (actor_id, action, sequence)`,
  `create index trail_name_action on trail (actor_name, action, sequence)`,
]

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STEPS) await sql.raw(statement).execute(db)
}
