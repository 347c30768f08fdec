/**
 * The two frames that pages are drawn in, as routes, and how a page is made: `door` for those who are not signed in,
 * `frame` for the rest. Each page comes when it is opened. Knows no page and draws nothing: router.tsx says how frames look.
 *
 * The guard keeps the address that was wanted, so that a clerk lands there after signing in.
 */
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { AreaPages } from './area-pages.ts'
import { arriving } from './page-code.ts'
import { instanceQuery, meQuery, queries } from './session.ts'

export interface RouterContext {
  readonly areas: readonly AreaPages[]
}

export const root = createRootRouteWithContext<RouterContext>()()

export const door = createRoute({ getParentRoute: () => root, id: 'door' })

export const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: async ({ location }) => {
    const me = await queries.ensureQueryData(meQuery)
    if (me !== null) {
      // The only page that is something without the second factor, for whom must have one.
      if (me.factor !== 'fine' && location.pathname !== '/account')
        throw redirect({ to: '/account' })
      return
    }
    const instance = await queries.ensureQueryData(instanceQuery)
    if (instance.needsSetup) throw redirect({ to: '/setup' })
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
  },
})

/** The component `name` of a file that is loaded when the page is opened. */
export function pageOf<Code extends Record<string, unknown>, Name extends keyof Code & string>(
  load: () => Promise<Code>,
  name: Name,
) {
  return lazyRouteComponent(arriving(load), name)
}

/** A page within the frame. */
export function page<
  const Path extends string,
  Code extends Record<string, unknown>,
  Name extends keyof Code & string,
>(path: Path, load: () => Promise<Code>, name: Name) {
  return createRoute({ getParentRoute: () => frame, path, component: pageOf(load, name) })
}
