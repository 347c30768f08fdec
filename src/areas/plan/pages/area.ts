/** Plans in the console: what they write into the trail. */
import type { AreaPages } from '../../../web/area-pages.ts'
import type { planContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly plan: typeof planContract
  }
}

export const planPages: AreaPages = {
  sections: [],
  touches: {},
  trail: () => import('../words-trail.ts'),
}
