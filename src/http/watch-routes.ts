/** Streams of server-sent events for people, and what machines ask of the server itself. */

import { maySee, ownOperator } from '../areas/rounds/routes.ts'
import { Failure } from '../base/failure.ts'
import { changesRoom, roundRoom } from './feed.ts'
import { BEAT, event } from './hub.ts'
import { byId } from './paging.ts'
import { ANYONE, type Caller, MACHINES, READERS, type Route, route } from './route.ts'
import type { Services } from './services.ts'

export function watchRoutes({ authority, hub }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/rounds/{id}/events',
      name: 'watchRound',
      summary: 'A round as it goes: `snapshot` first, then `directive`, `sample` and `round`',
      may: READERS,
      params: byId,
      media: 'text/event-stream',
      handle: async ({ actor, caller, params, cut }) => {
        const own = ownOperator(actor)
        if (!maySee(actor, await authority.round(actor, params.id)))
          throw new Failure('notFound', { what: 'round' })
        return await hub.open(roundRoom(params.id, own), { ...watcherOf(caller), cut }, async () =>
          event('snapshot', await authority.live(params.id, own)),
        )
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/events',
      name: 'watchChanges',
      summary: 'What has changed and should be fetched again: `change`',
      may: READERS,
      media: 'text/event-stream',
      handle: async ({ actor, caller, cut }) =>
        await hub.open(
          changesRoom(ownOperator(actor)),
          { ...watcherOf(caller), cut },
          async () => BEAT,
        ),
    }),
  ]
}

export function probeRoutes({ metrics, ping }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/healthz',
      name: 'getHealth',
      summary: 'The process answers',
      may: ANYONE,
      media: 'text/plain',
      handle: async () => new Response('ok\n', { headers: PLAIN }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      name: 'getReadiness',
      summary: 'The database answers too',
      may: ANYONE,
      media: 'text/plain',
      handle: async () => {
        await ping()
        return new Response('ready\n', { headers: PLAIN })
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      name: 'getMetrics',
      summary: 'Figures for Prometheus; from this machine, or with an API key of scope read',
      may: MACHINES,
      media: 'text/plain',
      handle: async () =>
        new Response(await metrics.text(), {
          headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        }),
    }),
  ]
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' }

function watcherOf(caller: Caller): { who: string; session: string | null } {
  switch (caller.is) {
    case 'person':
      return { who: caller.actor.id, session: caller.session }
    case 'key':
      return { who: caller.key, session: `key:${caller.key}` }
    default:
      return { who: 'nobody', session: null }
  }
}
