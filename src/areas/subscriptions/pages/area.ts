/** Subscriptions in the console's frame: no page of their own; what they write into the trail has its words. */
import type { AreaPages } from '../../../web/area-pages.ts'
import type { subscriptionContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly subscriptions: typeof subscriptionContract
  }
}

export const subscriptionPages: AreaPages = {
  sections: [],
  touches: { subscriptions: () => [['subscriptions']] },
  trail: () => import('../words-trail.ts'),
}
