/** Operators and nodes: each row of the contract to its use case. Engineers see their own operator. */

import { ownOperator } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import type { PublicJwk } from '../../directive/public-key.ts'
import { event, type Hub } from '../../http/hub.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { operatorsContract } from './contract.ts'
import { agendaRoom, nodeName } from './feed.ts'
import type { OperatorsUseCases } from './use-cases.ts'

export function operatorsRoutes(needs: {
  readonly operators: OperatorsUseCases
  readonly hub: Hub
  /** The authority's own key, which nodes pin, and its name. */
  readonly authority: { readonly publicKey: PublicJwk; readonly keyId: string; readonly name: string }
  readonly nowMs: () => number
}): Route[] {
  const { operators, hub, authority, nowMs } = needs
  const now = () => new Date(nowMs()).toISOString()
  const { publicKey, keyId, name } = authority
  return routesOf(operatorsContract, {
    listOperators: async ({ actor }) => {
      const own = ownOperator(actor)
      const all = await operators.operators()
      return own === null ? all : all.filter(({ id }) => id === own)
    },
    createOperator: async ({ actor, body }) => await operators.createOperator(actor, body),
    getOperator: async ({ actor, params }) => {
      const own = ownOperator(actor)
      if (own !== null && params.id !== own) throw notFound('operator')
      return await operators.operator(params.id)
    },
    issueEnrolmentCode: async ({ actor, params }) => await operators.issueEnrolmentCode(actor, params.id),
    revokeOperator: async ({ actor, params }) => await operators.revokeOperator(actor, params.id),
    getAuthority: async () => ({ publicKey, keyId, name, now: now() }),
    enrolNode: async ({ body }) => ({ ...(await operators.enrol(body)), authority: { publicKey, keyId } }),
    rotateNodeKey: async ({ node, body }) => await operators.rotateKey(node, body.rotation),
    sayHello: async ({ node, body }) => {
      const more = await operators.hello(node, body)
      return { now: now(), ...more }
    },
    watchAgenda: async ({ node, cut }) => {
      const disconnected = await operators.connected(node)
      return await hub.open(
        agendaRoom(node.operator),
        { kind: 'machine', who: nodeName(node), session: null, cut },
        async () => event('agenda', await operators.agenda(node)),
        disconnected,
      )
    },
    tellCondition: async ({ node, body }) => await operators.condition(node, body),
  })
}
