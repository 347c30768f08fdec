/** What the list of what is free keeps in the database. */
import type { AreaTables } from '../../sql/store.ts'
import { free } from './migrations/004-free.ts'
import { freeAudits } from './migrations/007-free-audits.ts'
import { SqlFree } from './sql-writing.ts'
import type { FreeTables } from './tables.ts'

export const freeTables: AreaTables = {
  rows: { free: db => new SqlFree(db.withTables<FreeTables>()) },
  migrations: [free, freeAudits],
  restored: [],
}
