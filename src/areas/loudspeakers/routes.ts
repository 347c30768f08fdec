/** Loudspeakers: each row of the contract to its use case. */
import { createHash } from 'node:crypto'
import { notFound } from '../../authority/failures.ts'
import { askedOf } from '../../authority/range.ts'
import type { PublicJwk } from '../../directive/public-key.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { CommuneUseCases } from './communes.ts'
import { loudspeakerContract } from './contract.ts'
import type { DeviceUseCases } from './devices.ts'
import type { SpeakerStreams } from './feed.ts'
import type { HearingThread } from './hearing-thread.ts'
import { streamed } from './kept-sounds.ts'
import type { PlayUseCases } from './plays.ts'

export function loudspeakerRoutes(needs: {
  readonly communes: CommuneUseCases
  readonly devices: DeviceUseCases
  readonly plays: PlayUseCases
  readonly streams: SpeakerStreams
  readonly hearing: Pick<HearingThread, 'tagsIn'>
  readonly publicKey: PublicJwk
  readonly onConnection: (cluster: string, is: 'joined' | 'left') => void
}): Route[] {
  const { communes, devices, plays, streams, hearing, publicKey, onConnection } = needs
  return routesOf(loudspeakerContract, {
    listProvincesOfLoudspeakers: async () => [...(await plays.provinces())],
    listCommunes: async ({ query }) => [...(await plays.communes(query.province ?? null))],
    getCommune: async ({ params }) => await plays.commune(params.code),
    saveCommunes: async ({ actor, body }) => await communes.saveCommunes(actor, body.communes),
    addClusters: async ({ actor, body }) => await communes.addClusters(actor, body.clusters),
    issueSpeakerCode: async ({ actor, params }) => await communes.issueCode(actor, params.id),
    revokeSpeaker: async ({ actor, params }) => await communes.revoke(actor, params.id),
    listPlays: async ({ params }) => [...(await plays.plays(params.id))],
    proveHeard: async ({ actor, body }) => {
      const sha256 = createHash('sha256').update(body).digest('hex')
      return await plays.hear(actor, sha256, await hearing.tagsIn(body))
    },

    getSpeakerAuthority: async () => ({ publicKey }),
    enrolSpeaker: async ({ body }) => await communes.enrol(body),
    sayHelloAsSpeaker: async ({ cluster, body }) => ({ counter: await devices.hello(cluster, body) }),
    watchSpeakerAgenda: async ({ cluster, cut }) => {
      onConnection(cluster.cluster, 'joined')
      return await streams.open(cluster, cut, () => onConnection(cluster.cluster, 'left'))
    },
    getSpeakerAudio: async ({ cluster, params, request }) => {
      const octets = await devices.audio(cluster, params.sha256)
      if (octets === null) throw notFound('sound')
      return soundAnswer(octets, params.sha256, request.headers)
    },
    giveReceipts: async ({ cluster, body }) => ({ counter: await devices.receive(cluster, body.document) }),
  })
}

/** The whole, or the part that is asked for (RFC 9110, 14). */
function soundAnswer(octets: Buffer, sha256: string, headers: Headers): Response {
  const size = octets.length
  const etag = `"${sha256}"`
  const asked = askedOf({ range: headers.get('range'), ifRange: headers.get('if-range') }, { size, etag })
  const shared = { 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream', etag }
  if (asked.is === 'outside')
    return new Response(null, { status: 416, headers: { ...shared, 'content-range': `bytes */${size}` } })
  if (asked.is === 'whole')
    return new Response(streamed(octets), { headers: { ...shared, 'content-length': String(size) } })
  const { from, to } = asked
  return new Response(streamed(octets.subarray(from, to + 1)), {
    status: 206,
    headers: { ...shared, 'content-length': String(to - from + 1), 'content-range': `bytes ${from}-${to}/${size}` },
  })
}
