/** The trail and its verification: each row of the contract to its use case. */
import type { Store } from '../../authority/store.ts'
import { verifyTrail } from '../../authority/trail.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { trailContract } from './contract.ts'

export function trailRoutes({ store }: { readonly store: Store }): Route[] {
  return routesOf(trailContract, {
    listTrail: async ({ query }) =>
      await store.trail({
        cursor: query.cursor ?? null,
        limit: query.limit,
        action: query.action ?? null,
        actor: query.actor ?? null,
        subject: query.subject ?? null,
      }),
    verifyTrail: async () => await verifyTrail(store),
  })
}
