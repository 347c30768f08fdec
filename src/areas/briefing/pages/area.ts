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
  pages: [
    {
      path: '/instructions',
      title: { vi: 'Nhiệm vụ được giao', en: 'Instructions' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
    },
  ],
  touches: {
    briefing: ({ briefing }) => (briefing === null ? [['briefing-sites']] : [['briefings'], ['briefing', briefing]]),
    instruction: ({ instruction, briefing }) => [
      ['instructions'],
      ['instruction', instruction],
      ['briefing', briefing],
    ],
  },
  trail: () => import('../words-trail.ts'),
}

/** In one file: the console's first page would else name each. */
const pages = () => import('./every-page.ts')

export const briefingRoutes = [
  page('/briefings', pages, 'BriefingsPage'),
  page('/briefings/sites', pages, 'SitesPage'),
  page('/briefings/new', pages, 'NewPage'),
  page('/briefings/$id', pages, 'BriefingPage'),
  page('/briefings/$id/prepare', pages, 'PreparePage'),
  page('/briefings/$id/links', pages, 'LinksPage'),
  page('/briefings/$id/live', pages, 'LivePage'),
  page('/instructions', pages, 'InstructionsPage'),
  page('/instructions/$id', pages, 'InstructionPage'),
]
