/** The store of plans on SQLite and PostgreSQL: `store.ts` says what must hold. */
import type { AreaTables } from '../../sql/store.ts'
import { planAreaFailure } from './failures.ts'
import { keptFailure } from './kept-failure.ts'
import { plan } from './migrations/021-plan.ts'
import { changesOn } from './sql-changes.ts'
import { dataOn } from './sql-data.ts'
import { deedsOn } from './sql-deeds.ts'
import { effectsOn } from './sql-effects.ts'
import { plansOn } from './sql-plans.ts'
import type { PlanWriting } from './store.ts'
import type { PlanTables } from './tables.ts'

export const planTables: AreaTables = {
  rows: {
    plan: core => {
      const db = core.withTables<PlanTables>()
      return { ...plansOn(db), ...changesOn(db), ...effectsOn(db), ...deedsOn(db), ...dataOn(db) } satisfies PlanWriting
    },
  },
  migrations: [plan],
  // What was to be carried out after the backup may have been: people look at it first.
  restored: [
    `update plan_deed set state = 'failed', failure = '${JSON.stringify(keptFailure(planAreaFailure('deedRestored'))).replaceAll("'", "''")}'
     where state = 'planned'`,
  ],
}
