/** The server's own rows: changes as they come, probes, the API's document. */
import { changesRoom } from './changes-feed.ts'
import { serverContract } from './contract.ts'
import { BEAT, watcherOf } from './hub.ts'
import { type Route, routesOf } from './route.ts'
import type { Services } from './services.ts'

/** `document`: of all routes, these among them. */
export function serverRoutes({ hub, metrics, ping }: Services, document: () => string): readonly Route[] {
  return routesOf(serverContract, {
    watchChanges: async ({ actor, caller, cut }) =>
      await hub.open(changesRoom(actor), { ...watcherOf(caller), cut }, async () => BEAT),
    getHealth: async () => new Response('ok\n', { headers: PLAIN }),
    getReadiness: async () => {
      await ping()
      return new Response('ready\n', { headers: PLAIN })
    },
    getMetrics: async () =>
      new Response(await metrics.text(), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } }),
    getOpenApi: async () => new Response(document(), { headers: { 'content-type': 'application/json' } }),
  })
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' }
