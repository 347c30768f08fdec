/** What was done, as each area says it in the trail, by the names of actions: so that an entry is found by those words. */
import { trailWords as access } from '../areas/access/words-trail.ts'
import { trailWords as announcements } from '../areas/announcements/words-trail.ts'
import { trailWords as briefing } from '../areas/briefing/words-trail.ts'
import { trailWords as broadcasts } from '../areas/broadcasts/words-trail.ts'
import { trailWords as bulletins } from '../areas/bulletins/words-trail.ts'
import { trailWords as drafting } from '../areas/drafting/words-trail.ts'
import { trailWords as free } from '../areas/free/words-trail.ts'
import { trailWords as loudspeakers } from '../areas/loudspeakers/words-trail.ts'
import { trailWords as months } from '../areas/months/words-trail.ts'
import { trailWords as notices } from '../areas/notices/words-trail.ts'
import { trailWords as operators } from '../areas/operators/words-trail.ts'
import { trailWords as overview } from '../areas/overview/words-trail.ts'
import { trailWords as plan } from '../areas/plan/words-trail.ts'
import { trailWords as rounds } from '../areas/rounds/words-trail.ts'
import { trailWords as screening } from '../areas/screening/words-trail.ts'
import { trailWords as signers } from '../areas/signers/words-trail.ts'
import { trailWords as subscriptions } from '../areas/subscriptions/words-trail.ts'
import type { ActionNames } from '../areas/trail/looked-for.ts'
import { trailWords as trail } from '../areas/trail/words-trail.ts'
import type { Both } from '../web/words/both.ts'

const ALL = [
  access,
  announcements,
  briefing,
  broadcasts,
  bulletins,
  drafting,
  free,
  loudspeakers,
  months,
  notices,
  operators,
  overview,
  plan,
  rounds,
  screening,
  signers,
  subscriptions,
  trail,
]

const TRAIL = 'trail.'

export function actionNames(): ActionNames {
  return new Map(
    ALL.flatMap(words => Object.entries<Both>(words))
      .filter(([key]) => !key.startsWith('trail.kind.') && !key.startsWith('trail.detail.'))
      .map(([key, names]) => [key.slice(TRAIL.length), names]),
  )
}
