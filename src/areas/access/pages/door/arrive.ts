/** After a sign-in: who it is now; nothing that was asked before is kept. */
import { meQuery, queries } from '../../../../web/session.ts'

export async function arrive(): Promise<void> {
  queries.removeQueries({
    predicate: ({ queryKey: [name] }) => name !== 'instance' && name !== 'me',
  })
  await queries.fetchQuery({ ...meQuery, staleTime: 0 })
}
