/**
 * What a cluster's device asks and tells: its agenda, whole each time; the octets of a sound; what it played.
 *
 *   hello ─► what it is and holds       agenda ─► issuing.ts       sound ─► kept-sounds.ts       receipts ─► keeping.ts
 */
import type { Reading } from '../../authority/store.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { directiveFailure } from '../../directive/failures.ts'
import { CLOCK_SKEW_MAX_MS, verify } from '../../directive/signing.ts'
import { receiptsBody, type SpeakerHello, speakerHello, speakerToken } from '../../speaker/wire.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { aheadOf, bulletinsOf } from './ahead.ts'
import { loudspeakerFailure } from './failures.ts'
import { changedInOneGo, inOneGo } from './in-one-go.ts'
import { hereOf, type Issued, issueAgendas, type Only, wantedNow } from './issuing.ts'
import { type Batch, clustersOf, keepingFor, switchedBy, trailCluster } from './keeping.ts'
import { KeptSounds } from './kept-sounds.ts'
import type { ClusterIdentity } from './model.ts'
import { StandingNow } from './standing-now.ts'
import { loudspeakerRows, type StoredCluster, type StoredHello } from './store.ts'

export interface DeviceUseCases {
  /** Fails with speakerUnknown and clockSkew. */
  authenticate(token: string): Promise<ClusterIdentity>
  /** The last receipt that is kept. */
  hello(device: ClusterIdentity, given: unknown): Promise<number>
  /** Fails with speakerUnknown. */
  agenda(device: ClusterIdentity): Promise<Issued>
  /** Of so many clusters in one go, those that have a device. */
  agendas(clusters: readonly string[], only: Only): AsyncIterable<Issued>
  /** Null: there is none, or it stands in nothing that is to sound in this cluster. */
  audio(device: ClusterIdentity, sha256: string): Promise<Buffer | null>
  receive(device: ClusterIdentity, document: string): Promise<number>
}

export function deviceUseCases(work: UnitOfWork): DeviceUseCases {
  const issuing = { work, standing: new StandingNow() }
  const issuedTo = inOneGo<string, Issued | null>(async clusters => {
    const issued = new Map<string, Issued>()
    for await (const each of issueAgendas(issuing, clusters, 'all')) issued.set(each.cluster, each)
    return clusters.map(cluster => issued.get(cluster) ?? null)
  })
  const helloes = changedInOneGo<Said, number>(work, async (tx, said) => {
    const clusters = await clustersOf(tx.store, said)
    return {
      act: async ({ device, hello }) => {
        const cluster = clusters.get(device.cluster)
        // It was revoked, or another device has taken its place, while this was on its way.
        if (cluster?.key?.id !== device.keyId) throw loudspeakerFailure('speakerUnknown')
        clusters.set(cluster.id, await takeHello(tx, cluster, hello))
        return cluster.counter
      },
      end: async () => {},
    }
  })
  const kept = changedInOneGo<Batch, number>(work, keepingFor)
  const wantedBy = inOneGo(async (clusters: readonly string[]) => await wantedNow(issuing, clusters))
  const sounds = new KeptSounds(async sha256 => await releasesOf(work.store).file(sha256))
  return {
    authenticate: async token => {
      const cluster = claimedCluster(token)
      const key = await loudspeakerRows(work.store).deviceKey(cluster)
      if (key === null) throw loudspeakerFailure('speakerUnknown')
      const body = await verify(token, { type: 'speakerToken', key: key.public, schema: speakerToken }).catch(() => {
        throw loudspeakerFailure('speakerUnknown')
      })
      if (body.cluster !== cluster || body.audience !== work.signer.keyId) throw loudspeakerFailure('speakerUnknown')
      const skew = Math.abs(body.issuedAtMs - work.now())
      if (skew > CLOCK_SKEW_MAX_MS) throw directiveFailure('clockSkew', { seconds: Math.round(skew / 1000) })
      if (!(await work.store.used.use(`speaker ${cluster}`, body.id, work.now())))
        throw loudspeakerFailure('speakerUnknown')
      return { cluster, keyId: key.id, key: key.public }
    },

    hello: async (device, given) => {
      const hello = speakerHello.parse(given)
      return await helloes({ device, hello })
    },

    agenda: async ({ cluster, keyId }) => {
      const issued = await issuedTo(cluster)
      // It was revoked, or another device has taken its place, while this was on its way.
      if (issued?.keyId !== keyId) throw loudspeakerFailure('speakerUnknown')
      return issued
    },

    agendas: (clusters, only) => issueAgendas(issuing, clusters, only),

    audio: async ({ cluster }, sha256) => {
      const { items } = await wantedBy(cluster)
      const isWanted = items.some(({ audio }) => audio.sha256 === sha256)
      return isWanted ? await sounds.of(sha256) : null
    },

    receive: async (device, document) => {
      const body = await verify(document, { type: 'speakerReceipts', key: device.key, schema: receiptsBody })
      if (body.cluster !== device.cluster) throw directiveFailure('signatureWrong', { document: 'speakerReceipts' })
      return await kept({ device, receipts: body.receipts })
    },
  }
}

/** Read before its signature is checked: it only says whose key that will be checked with. */
function claimedCluster(token: string): string {
  try {
    const [, payload] = token.split('.')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return speakerToken.shape.cluster.parse((claims as { cluster?: unknown }).cluster)
  } catch {
    throw loudspeakerFailure('speakerUnknown')
  }
}

interface Said {
  readonly device: ClusterIdentity
  readonly hello: SpeakerHello
}

/** As it is from then on. */
async function takeHello(
  { store, now, record, publish }: Transaction,
  cluster: StoredCluster,
  hello: SpeakerHello,
): Promise<StoredCluster> {
  const { id, counter, lost } = cluster
  const clockSkewMs = Date.parse(hello.clock) - now
  const ahead = await aheadNow(store, cluster, hello, now)
  const rows = loudspeakerRows(store)
  const told = { hello: storedHello(hello), clockSkewMs, heardAt: now }
  if (ahead === null) await rows.setTold(id, { ...told, counter, lost })
  else await rows.putCluster({ ...cluster, ...told, ...ahead })
  if (ahead !== null)
    await record(trailCluster(cluster), {
      action: 'loudspeakers.ahead',
      subject: { kind: 'cluster', id },
      details: { holds: ahead.serial, issued: cluster.serial, withheld: [...bulletinsOf(ahead.withheld)] },
    })
  const wasOff = cluster.hello?.off ?? false
  if (wasOff !== hello.off) await record(...switchedBy(cluster, { off: hello.off, at: hello.clock }))
  publish({ is: 'loudspeakers', commune: cluster.commune, cluster: id })
  if (isToBeTold(cluster, hello)) publish({ is: 'speaker', commune: cluster.commune, cluster: id })
  return { ...cluster, ...told, ...ahead }
}

async function aheadNow(
  store: Reading,
  cluster: StoredCluster,
  hello: SpeakerHello,
  now: number,
): Promise<ReturnType<typeof aheadOf>> {
  if ((hello.agenda?.serial ?? 0) <= cluster.serial) return null
  const commune = await loudspeakerRows(store).commune(cluster.commune)
  const believed = await releasesOf(store).believed(now)
  return aheadOf(cluster, hello, { here: hereOf(cluster, commune, hello.decodes), believed })
}

/** What stands in its agenda is looked at once, and not kept. */
function storedHello({ agenda, ...hello }: SpeakerHello): StoredHello {
  return { ...hello, agenda: agenda && { serial: agenda.serial, sha256: agenda.sha256 } }
}

/** Of what it said, whether it changes what it is given. */
function isToBeTold({ hello: before, serial }: StoredCluster, hello: SpeakerHello): boolean {
  return (
    before?.roster?.sha256 !== hello.roster?.sha256 ||
    before?.decodes.join() !== hello.decodes.join() ||
    (hello.agenda?.serial ?? 0) > serial
  )
}
