/** What effects of plans become, all together. */
import type { Carriers } from '../../areas/plan/carrier.ts'
import { type BriefingNeeds, briefingCarrier } from './briefings.ts'
import { type BulletinNeeds, bulletinCarrier } from './bulletins.ts'
import { freeListCarrier } from './free-list.ts'
import { roundCarrier } from './rounds.ts'

/** All but tasks, which are the plan's own. */
export function planThings(needs: BulletinNeeds & BriefingNeeds): Omit<Carriers, 'task'> {
  const { work, rounds } = needs
  return {
    bulletin: bulletinCarrier(needs),
    round: roundCarrier(work, rounds),
    'free-list': freeListCarrier(work),
    briefing: briefingCarrier(needs),
  }
}
