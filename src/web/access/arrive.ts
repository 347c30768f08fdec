/** After a sign-in: who it is now, and on to the page that was wanted. */
import type { AnyRouter } from '@tanstack/react-router'
import { meQuery, queries } from '../session.ts'

export async function arrive(
  router: Pick<AnyRouter, 'history'>,
  to: string | undefined,
): Promise<void> {
  queries.removeQueries({ predicate: query => query.queryKey[0] !== 'instance' })
  await queries.fetchQuery({ ...meQuery, staleTime: 0 })
  router.history.push(to ?? '/rounds')
}
