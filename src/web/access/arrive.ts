/** After a sign-in: who it is now; nothing that was asked before is kept. */
import { meQuery, queries } from '../session.ts'

export async function arrive(): Promise<void> {
  queries.removeQueries({ predicate: query => query.queryKey[0] !== 'instance' })
  await queries.fetchQuery({ ...meQuery, staleTime: 0 })
}
