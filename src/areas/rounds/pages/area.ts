/** Rounds in the console's frame: rounds, campaigns, operators. */

import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, page, pageOf } from '../../../web/frame-route.ts'
import type { roundsContract } from '../contract.ts'
import { campaignsSearch, roundsSearch } from './rounds-search.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly rounds: typeof roundsContract
  }
}

export const roundsPages: AreaPages = {
  sections: [
    {
      path: '/rounds',
      title: { vi: 'Đợt nhắn tin', en: 'Rounds' },
      roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
      place: 10,
    },
    {
      path: '/campaigns',
      title: { vi: 'Chiến dịch', en: 'Campaigns' },
      roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
      place: 20,
    },
    {
      path: '/operators',
      title: { vi: 'Nhà mạng', en: 'Operators' },
      roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
      place: 40,
    },
  ],
  touches: {
    campaign: ({ campaign }) => [['campaigns'], ['campaign', campaign]],
    round: ({ round }) => [['rounds'], ['round', round], ['campaigns']],
    lanes: ({ operator, directive }) => [
      ['lanes', directive],
      ['operators', operator, 'directives'],
    ],
  },
  trail: () => import('../words-trail.ts'),
}

/** In which campaign; missing: it is chosen there. */
function newRoundSearch({ campaign }: Record<string, unknown>): { campaign?: string } {
  return typeof campaign === 'string' ? { campaign } : {}
}

export const roundsRoutes = [
  createRoute({
    getParentRoute: () => frame,
    path: '/rounds',
    validateSearch: roundsSearch,
    ...pageOf(() => import('./rounds-page.tsx'), 'RoundsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/rounds/new',
    validateSearch: newRoundSearch,
    ...pageOf(() => import('./new-round-page.tsx'), 'NewRoundPage'),
  }),
  page('/rounds/$id', () => import('./round-page.tsx'), 'RoundPage'),
  page('/rounds/$id/compose', () => import('./compose-page.tsx'), 'ComposePage'),
  page('/rounds/$id/approve', () => import('./approve-page.tsx'), 'ApprovePage'),
  page('/rounds/$id/live', () => import('./live/live-page.tsx'), 'LivePage'),
  createRoute({
    getParentRoute: () => frame,
    path: '/campaigns',
    validateSearch: campaignsSearch,
    ...pageOf(() => import('./campaigns-page.tsx'), 'CampaignsPage'),
  }),
  page('/campaigns/$id', () => import('./campaign-page.tsx'), 'CampaignPage'),
  page('/operators', () => import('./operators/operators-page.tsx'), 'OperatorsPage'),
  page('/operators/$id', () => import('./operators/operator-page.tsx'), 'OperatorPage'),
  page('/operators/$id/directives/$directive', () => import('./operators/lanes-page.tsx'), 'LanesPage'),
]
