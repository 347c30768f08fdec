/**
 * The two frames that pages are drawn in, as routes, and how a page is made: `door` for those who are not signed in,
 * `frame` for the rest. Each page comes when it is opened. Knows no page and draws nothing: router.tsx says how frames look.
 *
 * The guard keeps the address that was wanted, so that a clerk lands there after signing in.
 */
import type { FetchInfiniteQueryOptions, FetchQueryOptions } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { Me } from './api.ts'
import { type AreaPages, maySee } from './area-pages.ts'
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
      if (me.factor !== 'fine' && location.pathname !== '/account') throw redirect({ to: '/account' })
      return
    }
    const instance = await queries.ensureQueryData(instanceQuery)
    if (instance.needsSetup) throw redirect({ to: '/setup' })
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
  },
})

/** Where a page is opened. */
export interface Opened {
  readonly params: Readonly<Record<string, string>>
  /** What its address says besides. */
  readonly search: Record<string, unknown>
  /** Null: nobody is signed in. */
  readonly role: Me['role'] | null
}

/** What a page asks the server for as soon as it is drawn, whoever opens it: `SomePage.asks = …`, beside the component. */
export type Asks = (opened: Opened) => readonly (PageQuery | PagedQuery)[]

// Of whatever answer: nobody reads it here.
type PageQuery = Pick<FetchQueryOptions<never>, 'queryKey'>
type PagedQuery = PageQuery & { readonly getNextPageParam: unknown }

/** What the router tells of a route that is reached. */
interface Reached extends Pick<Opened, 'params'> {
  readonly deps: Opened['search']
  readonly context: RouterContext
  readonly location: { readonly pathname: string }
}

/** Whoever points at a link waits for less than this until the page stands; who waits for longer sees that it is on its way. */
const AWAITED_MS = 200

/**
 * Options of the route of the page `name` in a file that is loaded when the page is opened, or pointed at. What the page asks for is asked
 * then too, and is there when the page is first drawn: it is not drawn twice.
 */
export function pageOf<Code extends Record<string, unknown>, Name extends keyof Code & string>(
  load: () => Promise<Code>,
  name: Name,
) {
  return {
    component: lazyRouteComponent(arriving(load), name),
    loaderDeps: ({ search }: { search: object }): Opened['search'] => ({ ...search }),
    // Unknown: else the router took the types of a page's address from here.
    loader: async (opened: unknown) => {
      const { params, deps: search, context, location } = opened as Reached
      const role = queries.getQueryData(meQuery.queryKey)?.role ?? null
      // Whoever may not see it is told so by the page: the server need not refuse.
      if (role !== null && !maySee(context.areas, role, location.pathname)) return
      // Code that does not come is the component's to tell.
      const code = await load().catch(() => undefined)
      const { asks } = (code?.[name] ?? {}) as { asks?: Asks }
      await Promise.race([all(asks?.({ params, search, role }) ?? []), after(AWAITED_MS)])
    },
  }
}

/** What is not answered, or refused, is the page's to tell. */
async function all(asked: ReturnType<Asks>): Promise<void> {
  await Promise.all(
    asked.map(async query =>
      'getNextPageParam' in query
        ? await queries.prefetchInfiniteQuery(query as FetchInfiniteQueryOptions)
        : await queries.prefetchQuery(query as FetchQueryOptions),
    ),
  )
}

async function after(ms: number): Promise<void> {
  await new Promise(done => setTimeout(done, ms))
}

/** A page within the frame. */
export function page<const Path extends string, Code extends Record<string, unknown>, Name extends keyof Code & string>(
  path: Path,
  load: () => Promise<Code>,
  name: Name,
) {
  return createRoute({ getParentRoute: () => frame, path, ...pageOf(load, name) })
}
