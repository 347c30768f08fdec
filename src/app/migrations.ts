/** All steps in the order in which they are applied. A new one goes to the end; a released one is never changed. */

import { signIn } from '../areas/access/migrations/002-sign-in.ts'
import { free } from '../areas/free/migrations/004-free.ts'
import { freeAudits } from '../areas/free/migrations/007-free-audits.ts'
import { months } from '../areas/months/migrations/006-months.ts'
import { screening } from '../areas/screening/migrations/005-screening.ts'
import type { Migration } from '../sql/migration.ts'
import { authority } from '../sql/migrations/001-authority.ts'
import { trailLists } from '../sql/migrations/003-trail-lists.ts'

export const MIGRATIONS: readonly Migration[] = [
  authority,
  signIn,
  trailLists,
  free,
  screening,
  months,
  freeAudits,
]
