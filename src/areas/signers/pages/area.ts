/** Those who sign in the console's frame: the roster, and one's own keys on the page of one's account. */
import { lazy } from 'react'
import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import { arriving } from '../../../web/page-code.ts'
import type { signersContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly signers: typeof signersContract
  }
}

const keysPanel = arriving(() => import('./keys-panel.tsx'))

export const signersPages: AreaPages = {
  sections: [
    {
      path: '/signers',
      title: { vi: 'Người ký', en: 'Signers' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 75,
    },
  ],
  touches: { roster: () => [['people', 'roster'], ['signing']] },
  trail: () => import('../words-trail.ts'),
  account: {
    name: 'signing keys',
    roles: ['editor', 'approver', 'administrator'],
    Panel: lazy(async () => ({ default: (await keysPanel()).KeysPanel })),
  },
}

export const signersRoutes = [page('/signers', () => import('./signers-page.tsx'), 'SignersPage')]
