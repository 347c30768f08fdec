/** All steps in the order in which they are applied. A new one goes to the end; a released one is never changed. */

import { authority } from './001-authority.ts'
import { signIn } from './002-sign-in.ts'
import { trailLists } from './003-trail-lists.ts'
import { free } from './004-free.ts'
import { screening } from './005-screening.ts'
import { months } from './006-months.ts'
import { freeAudits } from './007-free-audits.ts'
import type { Migration } from './migration.ts'

export const MIGRATIONS: readonly Migration[] = [
  authority,
  signIn,
  trailLists,
  free,
  screening,
  months,
  freeAudits,
]
