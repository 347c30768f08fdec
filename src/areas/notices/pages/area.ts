/** Notices in the console's frame: a part of the page of one's account. */
import { lazy } from 'react'
import type { AreaPages } from '../../../web/area-pages.ts'
import { arriving } from '../../../web/page-code.ts'
import type { noticesContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly notices: typeof noticesContract
  }
}

const panel = arriving(() => import('./panel.tsx'))

export const noticePages: AreaPages = {
  sections: [],
  trail: () => import('../words-trail.ts'),
  account: {
    name: 'notices',
    roles: ['editor', 'approver', 'administrator', 'engineer'],
    Panel: lazy(async () => ({ default: (await panel()).NoticesPanel })),
  },
}
