/** The trail in the console's frame. */
import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, pageOf } from '../../../web/frame-route.ts'

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

/** What the trail is looked at for; empty: all of it. */
export interface TrailSearch {
  action?: string
  /** A name or an id. */
  actor?: string
  /** An id. */
  subject?: string
}

function trailSearch(search: Record<string, unknown>): TrailSearch {
  const found: TrailSearch = {}
  for (const name of ['action', 'actor', 'subject'] as const) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  return found
}

export const trailRoutes = [
  createRoute({
    getParentRoute: () => frame,
    path: '/trail',
    validateSearch: trailSearch,
    component: pageOf(() => import('./trail-page.tsx'), 'TrailPage'),
  }),
]
