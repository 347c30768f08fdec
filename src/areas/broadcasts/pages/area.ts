/** Cell broadcasts in the console: what they write into the trail. Who has one on the air stands on the page of its bulletin. */
import type { AreaPages } from '../../../web/area-pages.ts'
import type { broadcastContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly broadcasts: typeof broadcastContract
  }
}

export const broadcastPages: AreaPages = { sections: [], touches: {}, trail: () => import('../words-trail.ts') }
