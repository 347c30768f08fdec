/** Siren orders in the console's frame. */
import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import type { sirensContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly sirens: typeof sirensContract
  }
}

export const sirensPages: AreaPages = {
  sections: [
    {
      path: '/sirens',
      title: { vi: 'Còi báo động', en: 'Sirens' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 91,
    },
  ],
  touches: { siren: () => [['sirens']] },
  trail: () => import('../words-trail.ts'),
}

export const sirensRoutes = [page('/sirens', () => import('./sirens-page.tsx'), 'SirensPage')]
