/** Which rounds an operator was given: asked of each round of a list, also where an operator was given ten thousand. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const directivesOfOperator: Migration = { name: '031-directives-of-operator', up }

async function up(db: Kysely<never>): Promise<void> {
  const index = 'create index directive_of_operator on directive (operator_id, round_id)'
  await sql.raw(index).execute(db)
}
