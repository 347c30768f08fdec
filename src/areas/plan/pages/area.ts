/** Plans in the console's frame: one line of the menu; their pages and words come when they are opened. */
import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import type { planContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly plan: typeof planContract
  }
}

/** What effects have become: how far those are is shown beside what was planned. */
const deeds = () => [['plan-deeds']]

export const planPages: AreaPages = {
  sections: [
    {
      path: '/plan',
      title: { vi: 'Kế hoạch', en: 'Plan' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 13,
    },
  ],
  touches: {
    plan: ({ plan }) => [['plans'], ['plan', plan], ['plan-deeds']],
    bulletin: deeds,
    release: deeds,
    round: deeds,
    free: deeds,
    briefing: deeds,
  },
  trail: () => import('../words-trail.ts'),
}

/** In one file: the console's first page would else name each. */
const pages = () => import('./every-page.ts')

export const planRoutes = [
  page('/plan', pages, 'PlansPage'),
  page('/plan/$plan', pages, 'SituationPage'),
  page('/plan/$plan/levels', pages, 'LevelsPage'),
  page('/plan/$plan/data', pages, 'DataPage'),
  page('/plan/$plan/data/$area', pages, 'AreaPage'),
  page('/plan/$plan/tasks', pages, 'TasksPage'),
  page('/plan/$plan/proposals/$id', pages, 'ProposalPage'),
  page('/plan/$plan/propose', pages, 'ProposePage'),
  page('/plan/$plan/changes/$id', pages, 'ChangePage'),
]
