/** Each row of the contract to its use case. */
import { type Route, routesOf } from '../../http/route.ts'
import { searchContract } from './contract.ts'
import type { SearchUseCases } from './use-cases.ts'

export function searchRoutes(useCases: SearchUseCases): Route[] {
  return routesOf(searchContract, {
    search: async ({ actor, query: { q, kind = null, cursor = null } }) =>
      await useCases.search(actor, { q, kind, cursor }),
  })
}
