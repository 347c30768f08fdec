/** What operators' nodes call. They only call out: whatever the authority wants of them is on the stream they open. */
import { z } from 'zod'
import {
  heldList,
  helloBody,
  instant,
  operatorId,
  progressBody,
} from '../../directive/documents.ts'
import { publicJwk } from '../../directive/signing.ts'
import { agendaRoom, nodeName } from '../../http/feed.ts'
import { event } from '../../http/hub.ts'
import { ANYONE, NODE, type Route, route } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'

/** Directives that one node may be running at once, and then some. */
const PROGRESS_MAX = 200
const jws = z.string().min(20).max(500_000)
const signed = z.strictObject({ document: jws }).meta({ id: 'SignedDocument' })
const authorityKey = z.strictObject({ publicKey: publicJwk, keyId: z.string() })

export function nodeRoutes(services: Services): Route[] {
  const { authority, hub, nowMs } = services
  const now = () => new Date(nowMs()).toISOString()
  return [
    route({
      method: 'get',
      path: '/node/v1/authority',
      name: 'getAuthority',
      summary: 'The key that directives are signed with',
      may: ANYONE,
      answer: authorityKey.extend({ name: z.string(), now: instant }).meta({ id: 'Authority' }),
      handle: async () => ({
        publicKey: authority.publicKey,
        keyId: authority.keyId,
        name: services.name,
        now: now(),
      }),
    }),
    route({
      method: 'post',
      path: '/node/v1/enrol',
      name: 'enrolNode',
      summary: "Gives a node's public key in, with an enrolment code; once",
      may: ANYONE,
      body: z
        .strictObject({ code: z.string().min(1).max(200), publicKey: publicJwk })
        .meta({ id: 'Enrolment' }),
      answer: z
        .strictObject({ operator: operatorId, name: z.string(), authority: authorityKey })
        .meta({ id: 'Enrolled' }),
      rate: { per: 'address', max: 30, seconds: 60 },
      handle: async ({ body }) => ({
        ...(await authority.enrol(body)),
        authority: { publicKey: authority.publicKey, keyId: authority.keyId },
      }),
    }),
    route({
      method: 'post',
      path: '/node/v1/rotate',
      name: 'rotateNodeKey',
      summary: 'The present key names the next one; from then on only that one counts',
      may: NODE,
      body: z.strictObject({ rotation: jws }).meta({ id: 'Rotation' }),
      status: 204,
      handle: async ({ node, body }) => await authority.rotateKey(node, body.rotation),
    }),
    route({
      method: 'post',
      path: '/node/v1/hello',
      name: 'sayHello',
      summary: 'What a node declares of itself, when it connects and when it changes',
      may: NODE,
      body: helloBody,
      answer: z.strictObject({ now: instant, freeList: heldList }).meta({ id: 'HelloAnswer' }),
      handle: async ({ node, body }) => {
        await authority.hello(node, body)
        return { now: now(), freeList: await authority.free.last() }
      },
    }),
    route({
      method: 'get',
      path: '/node/v1/agenda',
      name: 'watchAgenda',
      summary:
        'The whole of what the authority wants of a node, at once and at each change; a beat every 5 s',
      may: NODE,
      media: 'text/event-stream',
      handle: async ({ node, cut }) => {
        const disconnected = authority.connected(node)
        return await hub.open(
          agendaRoom(node.operator),
          { who: nodeName(node), session: null, cut },
          async () => event('agenda', await authority.agenda(node)),
          disconnected,
        )
      },
    }),
    route({
      method: 'post',
      path: '/node/v1/progress',
      name: 'tellProgress',
      summary: 'Cumulative tallies, once a second; a lost or doubled one harms nothing',
      may: NODE,
      body: z
        .strictObject({ items: z.array(progressBody).max(PROGRESS_MAX) })
        .meta({ id: 'ProgressItems' }),
      status: 204,
      handle: async ({ node, body }) => await authority.progress(node, body.items),
    }),
    route({
      method: 'post',
      path: '/node/v1/acknowledgements',
      name: 'acknowledge',
      summary: 'A signed acknowledgement; the same one twice is one',
      may: NODE,
      body: signed,
      status: 204,
      handle: async ({ node, body }) => {
        await authority.acknowledge(node, body.document)
      },
    }),
    route({
      method: 'post',
      path: '/node/v1/returns',
      name: 'giveReturn',
      summary: 'A signed return; the same one twice is one',
      may: NODE,
      body: signed,
      status: 204,
      handle: async ({ node, body }) => {
        await authority.acceptReturn(node, body.document)
      },
    }),
  ]
}
