/** Bulletins in the console's frame: one line of the menu; their pages and words come when they are opened. */

import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, page, pageOf } from '../../../web/frame-route.ts'
import { awaySearch } from '../../drafting/pages/away-search.ts'
import type { bulletinsContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly bulletins: typeof bulletinsContract
  }
}

export const bulletinPages: AreaPages = {
  sections: [
    {
      path: '/desk',
      title: { vi: 'Bản tin', en: 'Bulletins' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 15,
    },
  ],
  touches: {
    bulletin: ({ bulletin }) => [['bulletins'], ['bulletin', bulletin], ['proofs', bulletin]],
    release: ({ release: { bulletin } }) => [['bulletins'], ['bulletin', bulletin], ['proofs', bulletin]],
    announcement: ({ bulletin }) => [
      ['proofs', bulletin],
      ['announcements', bulletin],
    ],
    broadcast: ({ bulletin }) => [['proofs', bulletin], ['broadcasts', bulletin], ['found-broadcasts']],
  },
  trail: () => import('../words-trail.ts'),
}

/** In one file: the console's first page would else name each. */
const pages = () => import('./every-page.ts')

export const bulletinRoutes = [
  createRoute({
    getParentRoute: () => frame,
    path: '/desk',
    validateSearch: awaySearch,
    ...pageOf(pages, 'BulletinsPage'),
  }),
  page('/desk/new', pages, 'NewPage'),
  page('/desk/$id', pages, 'BulletinPage'),
  page('/desk/$id/write', pages, 'WritePage'),
]
