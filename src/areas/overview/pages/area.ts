/** The overview in the console's frame: where everybody lands, with how much waits for them; and the calendar. */
import { createRoute } from '@tanstack/react-router'
import { ask } from '../../../web/api.ts'
import type { AreaPages } from '../../../web/area-pages.ts'
import { COUNT_KEY } from '../../../web/area-pages.ts'
import { frame, page, pageOf } from '../../../web/frame-route.ts'
import type { overviewContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly overview: typeof overviewContract
  }
}

/** Whatever has changed may be part of it. */
const all = () => [['overview'], [COUNT_KEY], ['calendar'], ['set-up']]

export const overviewPages: AreaPages = {
  sections: [
    {
      path: '/',
      title: { vi: 'Tổng quan', en: 'Overview' },
      roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator', 'duty'],
      place: 0,
      count: async () => (await ask('GET /api/v1/me/waiting')).waits,
    },
  ],
  pages: [
    {
      path: '/calendar',
      title: { vi: 'Lịch', en: 'Calendar' },
      roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
    },
  ],
  touches: {
    // How far something is changes nothing of what waits and of what comes.
    overview: () => [['overview']],
    setUp: () => [['overview'], ['set-up']],
    people: () => [['overview'], ['set-up']],
    loudspeakers: () => [['overview']],
    broadcast: () => [['overview']],
    round: all,
    operator: all,
    bulletin: all,
    release: all,
    free: all,
    month: all,
    plan: all,
    briefing: all,
    instruction: all,
    roster: all,
    screening: all,
  },
  trail: () => import('../words-trail.ts'),
}

export const overviewRoutes = [
  page('/', () => import('./overview-page.tsx'), 'OverviewPage'),
  createRoute({
    getParentRoute: () => frame,
    path: '/calendar',
    validateSearch: (search: Record<string, unknown>): { month?: string } =>
      typeof search.month === 'string' && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(search.month)
        ? { month: search.month }
        : {},
    ...pageOf(() => import('./calendar-page.tsx'), 'CalendarPage'),
  }),
]
