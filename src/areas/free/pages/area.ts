/** What is free of charge in the console's frame. */

import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import type { freeContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly free: typeof freeContract
  }
}

export const freePages: AreaPages = {
  sections: [
    {
      path: '/zero-rating',
      title: { vi: 'Miễn cước', en: 'Free of charge' },
      roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
      place: 30,
    },
  ],
  touches: { free: () => [['free']] },
  trail: () => import('../words-trail.ts'),
}

export const freeRoutes = [
  page('/zero-rating', () => import('./free-page.tsx'), 'FreePage'),
  page('/zero-rating/lists/$version', () => import('./version-page.tsx'), 'VersionPage'),
  page('/zero-rating/draft', () => import('./draft-page.tsx'), 'DraftPage'),
  page('/zero-rating/draft/$service', () => import('./service-page.tsx'), 'ServicePage'),
  page('/zero-rating/audits/$id', () => import('./audit-page.tsx'), 'AuditPage'),
  page('/zero-rating/check', () => import('./check-page.tsx'), 'CheckPage'),
]
