/** Briefings in the console's frame: one line of the menu; their pages and words come when they are opened. */

import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import type { briefingContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly briefing: typeof briefingContract
  }
}

export const briefingPages: AreaPages = {
  sections: [
    {
      path: '/briefings',
      title: { vi: 'Giao ban', en: 'Briefings' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 45,
    },
  ],
}

export const briefingRoutes = [
  page('/briefings', () => import('./briefings-page.tsx'), 'BriefingsPage'),
  page('/briefings/sites', () => import('./sites-page.tsx'), 'SitesPage'),
  page('/briefings/new', () => import('./prepare-page.tsx'), 'NewPage'),
  page('/briefings/$id', () => import('./briefing-page.tsx'), 'BriefingPage'),
  page('/briefings/$id/prepare', () => import('./prepare-page.tsx'), 'PreparePage'),
  page('/briefings/$id/links', () => import('./links-page.tsx'), 'LinksPage'),
  page('/briefings/$id/live', () => import('./live/live-page.tsx'), 'LivePage'),
  page('/instructions', () => import('./instructions/instructions-page.tsx'), 'InstructionsPage'),
  page('/instructions/$id', () => import('./instructions/instruction-page.tsx'), 'InstructionPage'),
]
