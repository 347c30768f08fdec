/** The trail in the console's frame. */

import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, pageOf } from '../../../web/frame-route.ts'
import type { trailContract } from '../contract.ts'
import { trailSearch } from './trail-search.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly trail: typeof trailContract
  }
}

export const trailPages: AreaPages = {
  sections: [
    {
      path: '/trail',
      title: { vi: 'Nhật ký', en: 'Trail' },
      roles: ['administrator', 'auditor'],
      place: 80,
      isFirstFor: ['auditor'],
    },
  ],
  trail: () => import('../words-trail.ts'),
}

const trailPage = pageOf(() => import('./trail-page.tsx'), 'TrailPage')

export const trailRoutes = [
  createRoute({
    getParentRoute: () => frame,
    path: '/trail',
    validateSearch: trailSearch,
    // Before the page is drawn: one that waits in its middle is shown by React 300 ms later, whenever the words come. Where they do not
    // come, the page says so.
    ...trailPage,
    loader: async opened => {
      const words = async () => (await import('./written.ts')).readWritten(opened.context.areas)
      await Promise.all([words().catch(() => undefined), trailPage.loader(opened)])
    },
  }),
]
