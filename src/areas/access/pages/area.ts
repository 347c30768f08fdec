/** People, keys and one's own account in the console's frame, and the pages before it: sign-in, first setup, invitation. */

import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { door, page, pageOf } from '../../../web/frame-route.ts'
import type { accessContract } from '../contract.ts'
import { signInSearch } from './door/sign-in-search.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly access: typeof accessContract
  }
}

export const accessPages: AreaPages = {
  sections: [
    {
      path: '/people',
      title: { vi: 'Người dùng', en: 'People' },
      roles: ['administrator', 'auditor'],
      place: 70,
      isFirstFor: ['administrator'],
    },
    {
      path: '/sessions',
      title: { vi: 'Phiên đăng nhập', en: 'Sign-ins' },
      roles: ['administrator', 'auditor'],
      place: 75,
      isFirstFor: ['auditor'],
    },
    {
      path: '/keys',
      title: { vi: 'Mã API', en: 'API keys' },
      roles: ['administrator'],
      place: 90,
      isFirstFor: ['administrator'],
    },
  ],
  touches: { people: () => [['people']] },
  trail: () => import('../words-trail.ts'),
}

export const accessDoors = [
  createRoute({
    getParentRoute: () => door,
    path: '/sign-in',
    validateSearch: signInSearch,
    ...pageOf(() => import('./door/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => door,
    path: '/setup',
    ...pageOf(() => import('./door/setup-page.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: () => door,
    path: '/invitation',
    ...pageOf(() => import('./door/invitation-page.tsx'), 'InvitationPage'),
  }),
]

export const accessRoutes = [
  page('/people', () => import('./people/people-page.tsx'), 'PeoplePage'),
  page('/sessions', () => import('./sessions/sessions-page.tsx'), 'SessionsPage'),
  page('/keys', () => import('./keys/keys-page.tsx'), 'KeysPage'),
  page('/account', () => import('./account/account-page.tsx'), 'AccountPage'),
]
