/** Loudspeakers in the console's frame; their pages and words come when they are opened. */
import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import type { loudspeakerContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly loudspeakers: typeof loudspeakerContract
  }
}

export const loudspeakerPages: AreaPages = {
  sections: [
    {
      path: '/loudspeakers',
      title: { vi: 'Loa truyền thanh', en: 'Loudspeakers' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 17,
    },
  ],
  touches: {
    // What was played proves something of a bulletin; of which one nothing is told.
    loudspeakers: ({ commune }) => [['loudspeakers'], ['communes'], ['commune', commune], ['proofs']],
    release: () => [['loudspeakers'], ['communes'], ['commune']],
  },
  trail: () => import('../words-trail.ts'),
}

const pages = () => import('./every-page.ts')

export const loudspeakerRoutes = [
  page('/loudspeakers', pages, 'LoudspeakersPage'),
  page('/loudspeakers/$code', pages, 'CommunePage'),
]
