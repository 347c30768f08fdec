/** The reports of months in the console's frame. */

import { createRoute, notFound } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, page, pageOf } from '../../../web/frame-route.ts'
import type { monthsContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly months: typeof monthsContract
  }
}

export const monthsPages: AreaPages = {
  sections: [
    {
      path: '/reports',
      title: { vi: 'Báo cáo', en: 'Reports' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 60,
      isFirstFor: ['auditor'],
    },
  ],
  touches: { month: ({ month }) => [['months'], ['month', month]] },
  trail: () => import('../words-trail.ts'),
}

/** Which figure of a report is shown with what it was counted from. */
export interface FigureSearch {
  figure?: string
}

function figureSearch({ figure }: Record<string, unknown>): FigureSearch {
  return typeof figure === 'string' && figure !== '' ? { figure } : {}
}

/** An address that names no month is none, as one of the server that names no record. */
const ofMonth = {
  // Unknown: else the router took the types of a page's address from here.
  beforeLoad: (opened: unknown) => {
    const { month } = (opened as { readonly params: { readonly month: string } }).params
    if (!/^20\d\d-(?:0[1-9]|1[0-2])$/.test(month)) throw notFound()
  },
}

export const monthsRoutes = [
  page('/reports', () => import('./months-page.tsx'), 'MonthsPage'),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month',
    validateSearch: figureSearch,
    ...ofMonth,
    ...pageOf(() => import('./month-page.tsx'), 'MonthPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/review',
    validateSearch: figureSearch,
    ...ofMonth,
    ...pageOf(() => import('./review-page.tsx'), 'ReviewPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/decide',
    validateSearch: figureSearch,
    ...ofMonth,
    ...pageOf(() => import('./decide-page.tsx'), 'DecidePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/items',
    ...ofMonth,
    ...pageOf(() => import('./items-page.tsx'), 'ItemsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/items/$item',
    ...ofMonth,
    ...pageOf(() => import('./item-page.tsx'), 'ItemPage'),
  }),
]
