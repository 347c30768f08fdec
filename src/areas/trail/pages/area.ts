/** The trail in the console's frame. */

import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, pageOf } from '../../../web/frame-route.ts'
import { trailSearch } from './trail-search.ts'

export const trailPages: AreaPages = {
  sections: [
    {
      path: '/trail',
      title: { vi: 'Nhật ký', en: 'Trail' },
      roles: ['administrator', 'auditor'],
      place: 80,
    },
  ],
}

export const trailRoutes = [
  createRoute({
    getParentRoute: () => frame,
    path: '/trail',
    validateSearch: trailSearch,
    component: pageOf(() => import('./trail-page.tsx'), 'TrailPage'),
  }),
]
