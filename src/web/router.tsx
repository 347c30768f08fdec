/**
 * The console's addresses, and who is let in. Each page comes when it is opened.
 *
 * Two frames: `door` for those who are not signed in (sign-in, first setup, invitation), `frame` for the rest. The guard
 * keeps the address that was wanted, so that a clerk lands there after signing in.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { arriving } from './page-code.ts'
import { Announcer } from './parts/announcer.tsx'
import { instanceQuery, meQuery, queries } from './session.ts'
import { Door } from './shell/door.tsx'
import { Frame } from './shell/frame.tsx'
import { Broken, Missing } from './shell/missing.tsx'

function pageOf<Code extends Record<string, unknown>, Name extends keyof Code & string>(
  load: () => Promise<Code>,
  name: Name,
) {
  return lazyRouteComponent(arriving(load), name)
}

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Announcer />
    </>
  ),
})

const door = createRoute({
  getParentRoute: () => root,
  id: 'door',
  component: Door,
  errorComponent: Broken,
})
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  errorComponent: Broken,
  beforeLoad: async ({ location }) => {
    if ((await queries.ensureQueryData(meQuery)) !== null) return
    const instance = await queries.ensureQueryData(instanceQuery)
    if (instance.needsSetup) throw redirect({ to: '/setup' })
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
  },
})

export interface SignInSearch {
  /** Where to go afterwards: a path of the console. */
  to?: string
  /** Why the sign-in is shown. */
  notice?: 'provider' | 'ended'
}

function signInSearch({ to, notice }: Record<string, unknown>): SignInSearch {
  return {
    ...(typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {}),
    ...(notice === 'provider' || notice === 'ended' ? { notice } : {}),
  }
}

const doors = [
  createRoute({
    getParentRoute: () => door,
    path: '/sign-in',
    validateSearch: signInSearch,
    component: pageOf(() => import('../areas/access/pages/door/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => door,
    path: '/setup',
    component: pageOf(() => import('../areas/access/pages/door/setup-page.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: () => door,
    path: '/invitation',
    component: pageOf(
      () => import('../areas/access/pages/door/invitation-page.tsx'),
      'InvitationPage',
    ),
  }),
]

/** What the trail is looked at for; empty: all of it. */
export interface TrailSearch {
  action?: string
  /** A name or an id. */
  actor?: string
  /** An id. */
  subject?: string
}

function trailSearch(search: Record<string, unknown>): TrailSearch {
  const found: TrailSearch = {}
  for (const name of ['action', 'actor', 'subject'] as const) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  return found
}

/** Which figure of a report is shown with what it was counted from. */
export interface FigureSearch {
  figure?: string
}

function figureSearch({ figure }: Record<string, unknown>): FigureSearch {
  return typeof figure === 'string' && figure !== '' ? { figure } : {}
}

const pages = [
  createRoute({
    getParentRoute: () => frame,
    path: '/',
    beforeLoad: async () => {
      const me = await queries.ensureQueryData(meQuery)
      throw redirect({ to: me?.role === 'duty' ? '/screening' : '/rounds' })
    },
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/rounds',
    component: pageOf(() => import('../areas/rounds/pages/rounds-page.tsx'), 'RoundsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/rounds/$id',
    component: pageOf(() => import('../areas/rounds/pages/round-page.tsx'), 'RoundPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/rounds/$id/compose',
    component: pageOf(() => import('../areas/rounds/pages/compose-page.tsx'), 'ComposePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/rounds/$id/approve',
    component: pageOf(() => import('../areas/rounds/pages/approve-page.tsx'), 'ApprovePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/rounds/$id/live',
    component: pageOf(() => import('../areas/rounds/pages/live/live-page.tsx'), 'LivePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/campaigns',
    component: pageOf(() => import('../areas/rounds/pages/campaigns-page.tsx'), 'CampaignsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/campaigns/$id',
    component: pageOf(() => import('../areas/rounds/pages/campaign-page.tsx'), 'CampaignPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/zero-rating',
    component: pageOf(() => import('../areas/free/pages/free-page.tsx'), 'FreePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/zero-rating/lists/$version',
    component: pageOf(() => import('../areas/free/pages/version-page.tsx'), 'VersionPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/zero-rating/draft',
    component: pageOf(() => import('../areas/free/pages/draft-page.tsx'), 'DraftPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/zero-rating/draft/$service',
    component: pageOf(() => import('../areas/free/pages/service-page.tsx'), 'ServicePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/zero-rating/audits/$id',
    component: pageOf(() => import('../areas/free/pages/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/zero-rating/check',
    component: pageOf(() => import('../areas/free/pages/check-page.tsx'), 'CheckPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/operators',
    component: pageOf(
      () => import('../areas/rounds/pages/operators/operators-page.tsx'),
      'OperatorsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/operators/$id',
    component: pageOf(
      () => import('../areas/rounds/pages/operators/operator-page.tsx'),
      'OperatorPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/screening',
    component: lazyRouteComponent(
      arriving(() => import('../areas/screening/pages/screening-page.tsx')),
      'ScreeningPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports',
    component: pageOf(() => import('../areas/months/pages/months-page.tsx'), 'MonthsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month',
    validateSearch: figureSearch,
    component: pageOf(() => import('../areas/months/pages/month-page.tsx'), 'MonthPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/review',
    validateSearch: figureSearch,
    component: pageOf(() => import('../areas/months/pages/review-page.tsx'), 'ReviewPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/decide',
    validateSearch: figureSearch,
    component: pageOf(() => import('../areas/months/pages/decide-page.tsx'), 'DecidePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/items',
    component: pageOf(() => import('../areas/months/pages/items-page.tsx'), 'ItemsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/reports/$month/items/$item',
    component: pageOf(() => import('../areas/months/pages/item-page.tsx'), 'ItemPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/people',
    component: pageOf(() => import('../areas/access/pages/people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/trail',
    validateSearch: trailSearch,
    component: pageOf(() => import('../areas/trail/pages/trail-page.tsx'), 'TrailPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/keys',
    component: pageOf(() => import('../areas/access/pages/keys/keys-page.tsx'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/account',
    component: pageOf(
      () => import('../areas/access/pages/account/account-page.tsx'),
      'AccountPage',
    ),
  }),
  // Any other address: within the frame, so that there is a way on.
  createRoute({ getParentRoute: () => frame, path: '$', component: Missing }),
]

export const router = createRouter({
  routeTree: root.addChildren([door.addChildren(doors), frame.addChildren(pages)]),
  defaultNotFoundComponent: Missing,
  defaultErrorComponent: Broken,
  defaultPreload: 'intent',
  // The page of another round is another page: what was typed, opened or last announced stays with the first.
  defaultRemountDeps: ({ params }) => params,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
