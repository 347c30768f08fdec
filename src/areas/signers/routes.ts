/** Those who sign: each row of the contract to its use case. */
import { type Route, routesOf } from '../../http/route.ts'
import { signersContract } from './contract.ts'
import type { Signers } from './signers.ts'

export function signersRoutes(signers: Signers): Route[] {
  return routesOf(signersContract, {
    getSigning: async ({ actor }) => await signers.signing(actor),
    addSigningKey: async ({ actor, body }) => await signers.addKey(actor, body),
    removeSigningKey: async ({ actor, params }) => await signers.removeKey(actor, params.id),
    getRoster: async () => await signers.view(),
    prepareRoster: async ({ actor }) => await signers.prepare(actor),
    signRoster: async ({ actor, body }) => await signers.sign(actor, body),
  })
}
