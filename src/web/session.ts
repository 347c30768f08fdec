/**
 * Who is signed in, and what their role may see. The server decides again at every request; this only spares people
 * doors that will not open.
 */
import { QueryClient, queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { Role } from '../authority/actor.ts'
import { ask, type Instance, type Me, whenUnknown } from './api.ts'
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

// A session that has ended is seen by whichever request comes first.
whenUnknown(() => queries.setQueryData(['me'], null))

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

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: ({ signal }): Promise<Instance> => ask('GET /api/v1/instance', { signal }),
  staleTime: 300_000,
})

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

/** Sections of the console by role, in the order of the navigation. */
export const SECTIONS = {
  '/rounds': ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
  '/campaigns': ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
  '/zero-rating': ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
  '/operators': ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
  '/screening': ['editor', 'approver', 'auditor', 'administrator', 'duty'],
  '/reports': ['editor', 'approver', 'auditor', 'administrator'],
  '/people': ['administrator', 'auditor'],
  '/trail': ['administrator', 'auditor'],
  '/keys': ['administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>
export type Section = keyof typeof SECTIONS

export function maySee(role: Role, section: Section): boolean {
  return (SECTIONS[section] as readonly Role[]).includes(role)
}
