/**
 * Who is signed in, and what their role may see. The server decides again at every request; this only spares people
 * doors that will not open.
 */
import { QueryClient, queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type Answer, ask, type Given, type Instance, type Me, type Route, whenUnknown } from './api.ts'
import { asProblem } from './problem.ts'

/** Retries help only where no answer came: the server's word is its word. */
const RETRIES_MAX = 2

export const queries: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      networkMode: 'always',
      retry: (failures, error) => asProblem(error).status === 0 && failures < RETRIES_MAX,
      retryDelay: attempt => 500 * 2 ** attempt,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** Null: nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await ask('GET /api/v1/me', { signal })
    } catch (error) {
      if (asProblem(error).status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
})

/**
 * Asks again who is signed in, where the server did not know who asked. A session that has ended is seen by whichever request
 * comes first; one that was replaced meanwhile, as when a password is changed, is refused to requests that were on their way.
 */
export async function askWhoAgain(): Promise<Me | null> {
  return await queries.fetchQuery({ ...meQuery, staleTime: 0 })
}

whenUnknown(route => {
  if (route !== 'GET /api/v1/me') askWhoAgain().catch(() => undefined)
})

export const instanceQuery = { ...getQuery(['instance'], 'GET /api/v1/instance'), staleTime: 300_000 }

/** Only below the guard of router.tsx, which has let nobody in without it. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery)
  if (data === null) throw new SignedOut()
  return data
}

export function useInstance(): Instance | undefined {
  return useQuery(instanceQuery).data
}

/** Thrown where a page is drawn after the session has ended; the router's error page sends to the sign-in. */
export class SignedOut extends Error {}

/** After a sign-in: who it is now; nothing that was asked before is kept. */
export async function arrive(): Promise<void> {
  queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'instance' && name !== 'me' })
  await queries.fetchQuery({ ...meQuery, staleTime: 0 })
}

/** What the server is asked for by GET, under the key that an area's `touches` marks as old. */
export function getQuery<Of extends Route & `GET ${string}`>(
  queryKey: readonly unknown[],
  route: Of,
  ...[given]: Record<string, never> extends Parts<Of> ? [Parts<Of>?] : [Parts<Of>]
) {
  return queryOptions({
    queryKey,
    // `given` is what this very route takes; here only the signal is added.
    queryFn: ({ signal }) => (ask as Plain)(route, { ...given, signal }) as Promise<Answer<Of>>,
  })
}

type Parts<Of extends Route> = Omit<Given<Of>, 'signal' | 'once'>
type Plain = (route: Route, given: object) => Promise<unknown>
