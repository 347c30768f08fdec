/** Health checks at the door in the console's frame. */

import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import type { screeningContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly screening: typeof screeningContract
  }
}

export const screeningPages: AreaPages = {
  sections: [
    {
      path: '/screening',
      title: { vi: 'Kiểm tra thân nhiệt', en: 'Health checks' },
      roles: ['editor', 'approver', 'auditor', 'administrator', 'duty'],
      place: 50,
    },
  ],
  touches: {
    screening: ({ what }) =>
      what === 'kiosks'
        ? [
            ['screening', 'kiosks'],
            ['screening', 'doors'],
            ['screening', 'settings'],
          ]
        : [['screening', what]],
  },
  trail: () => import('../words-trail.ts'),
}

export const screeningRoutes = [page('/screening', () => import('./screening-page.tsx'), 'ScreeningPage')]
