/** Cell broadcasts: each row of the contract to its use case. */
import { ownOperator } from '../../authority/actor.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { broadcastContract } from './contract.ts'
import type { BroadcastUseCases } from './delivery.ts'

export function broadcastRoutes(broadcasts: BroadcastUseCases): Route[] {
  return routesOf(broadcastContract, {
    listBroadcasts: async ({ actor, params }) => [...(await broadcasts.ofBulletin(params.id, ownOperator(actor)))],
    listFoundBroadcasts: async ({ actor }) => [...(await broadcasts.found(ownOperator(actor)))],
    stopFoundBroadcast: async ({ actor, params }) => await broadcasts.stopFound(actor, params.id),
    giveBroadcastBack: async ({ node, body }) => await broadcasts.giveBack(node, body),
    acknowledgeBroadcast: async ({ node, body }) => await broadcasts.acknowledge(node, body.document),
    countBroadcast: async ({ node, body }) => await broadcasts.count(node, body.document),
  })
}
