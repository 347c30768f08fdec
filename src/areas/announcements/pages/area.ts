/** Announcements before the ring in the console: what they write into the trail. Who has one stands on the page of its bulletin. */
import type { AreaPages } from '../../../web/area-pages.ts'
import type { announcementContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly announcements: typeof announcementContract
  }
}

export const announcementPages: AreaPages = { sections: [], touches: {}, trail: () => import('../words-trail.ts') }
