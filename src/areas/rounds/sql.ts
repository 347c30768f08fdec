/** What campaigns, rounds and directives keep in the database. Their first tables are the authority's own: src/sql. */
import type { AreaTables } from '../../sql/store.ts'
import { roundPurpose } from './migrations/022-round-purpose.ts'
import { directivesOfOperator } from './migrations/031-directives-of-operator.ts'
import { roundsTouched } from './migrations/035-rounds-touched.ts'
import { nodeConditions } from './migrations/036-node-conditions.ts'
import { roundsTakenBack } from './migrations/039-rounds-taken-back.ts'
import { SqlRounds } from './sql-writing.ts'
import type { RoundsTables } from './tables.ts'

export const roundsTables: AreaTables = {
  rows: { rounds: db => new SqlRounds(db.withTables<RoundsTables>()) },
  migrations: [roundPurpose, directivesOfOperator, roundsTouched, nodeConditions, roundsTakenBack],
  restored: [],
}
