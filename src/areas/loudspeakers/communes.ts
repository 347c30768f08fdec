/**
 * Communes with their hours, their clusters, and how a device becomes a cluster's:
 *
 *   new ── code (24 octets, a day, once) ──► enrolling ── told by the device with its own key ──► enrolled ── revoked: silent
 *
 * Only the digest of a code is kept. The code that a person is handed names the authority's key and the roster too, so that whoever
 * hands it over vouches for both.
 */
import { randomBytes } from 'node:crypto'
import { type Actor, line } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { SYSTEM, trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { provinceAt } from '../../country/vn/provinces.ts'
import type { Purpose } from '../../directive/documents.ts'
import { fingerprint, sha256Of } from '../../directive/signing.ts'
import { clusterId } from '../../speaker/agenda.ts'
import { type EnrolAnswer, enrolAsk } from '../../speaker/wire.ts'
import { dayBefore, dayOf } from './day.ts'
import { loudspeakerFailure } from './failures.ts'
import { type ClusterCode, type CommuneInput, communeInput, EARLIEST, hoursOf, LATEST } from './model.ts'
import { loudspeakerRows, type StoredCluster, type StoredCommune } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** Of what people see. `cluster` null: of a commune, and so of all of its clusters. */
    loudspeakers: { readonly commune: string; readonly cluster: string | null }
    /** What devices are told may be another: their agendas, or whether their keys count. */
    speaker: { readonly commune: string; readonly cluster: string | null }
  }
}

const CODE_LIFE_MS = 24 * 60 * 60 * 1000
const CODE_OCTETS = 24
export const CLUSTERS_MAX = 20_000
const DAY_FOR_EVER = '9999-12-31'

export interface NewCluster {
  readonly cluster: string
  readonly commune: string
  readonly name: string
  readonly purpose: Purpose
}

export interface CommuneUseCases {
  /** New, or in place of the one of this code. Fails with windowsWrong and provinceWrong. */
  saveCommunes(actor: Actor, communes: readonly CommuneInput[]): Promise<void>
  addClusters(actor: Actor, clusters: readonly NewCluster[]): Promise<void>
  issueCode(actor: Actor, cluster: string): Promise<ClusterCode>
  revoke(actor: Actor, cluster: string): Promise<void>
  /** Fails with speakerCodeWrong. */
  enrol(ask: unknown): Promise<EnrolAnswer>
}

export function communeUseCases(work: UnitOfWork): CommuneUseCases {
  return {
    saveCommunes: async (actor, communes) =>
      await work.transaction(async ({ store, now, record, publish }) => {
        for (const given of communes) {
          const commune = communeInput.parse(given)
          checkCommune(commune, dayOf(now))
          const rows = loudspeakerRows(store)
          const before = await rows.commune(commune.code)
          if (JSON.stringify(before) === JSON.stringify(commune)) continue
          await rows.putCommune(commune)
          await record(trailActor(actor), {
            action: 'loudspeakers.commune',
            subject: { kind: 'commune', id: commune.code },
            details: { name: commune.name, windows: commune.windows, places: commune.places },
          })
          publish({ is: 'loudspeakers', commune: commune.code, cluster: null })
          publish({ is: 'speaker', commune: commune.code, cluster: null })
        }
      }),

    addClusters: async (actor, clusters) =>
      await work.transaction(async ({ store, record, publish }) => {
        const rows = loudspeakerRows(store)
        const count = await rows.clusterCount()
        if (count + clusters.length > CLUSTERS_MAX) throw loudspeakerFailure('clustersFull', { max: CLUSTERS_MAX })
        for (const given of clusters) {
          const id = clusterId.parse(given.cluster)
          const name = line.parse(given.name)
          if ((await rows.commune(given.commune)) === null)
            throw loudspeakerFailure('communeUnknown', { commune: given.commune })
          if ((await rows.cluster({ id })) !== null) throw loudspeakerFailure('clusterTaken', { cluster: id })
          await rows.putCluster(newCluster({ ...given, cluster: id, name }))
          await record(trailActor(actor), {
            action: 'loudspeakers.cluster',
            subject: { kind: 'cluster', id },
            details: { name, commune: given.commune, purpose: given.purpose },
          })
          publish({ is: 'loudspeakers', commune: given.commune, cluster: id })
        }
      }),

    issueCode: async (actor, id) =>
      await work.transaction(async ({ store, signer, now, record, publish }) => {
        const rows = loudspeakerRows(store)
        const cluster = await clusterOf(store, id)
        // Another device takes this one's place only once a person has taken it away.
        if (cluster.key !== null) throw loudspeakerFailure('speakerEnrolled', { cluster: id })
        const secret = randomBytes(CODE_OCTETS).toString('base64url')
        const roster = await newestRoster(store)
        const expiresAt = now + CODE_LIFE_MS
        await rows.putCluster({ ...cluster, code: { sha256: sha256Of(secret), expiresAt } })
        const until = new Date(expiresAt).toISOString()
        await record(trailActor(actor), {
          action: 'loudspeakers.code',
          subject: { kind: 'cluster', id },
          details: { expiresAt: until },
        })
        publish({ is: 'loudspeakers', commune: cluster.commune, cluster: id })
        const code = [signer.keyId, secret, ...(roster === null ? [] : [roster.sha256])].join('.')
        return { cluster: id, code, expiresAt: until }
      }),

    revoke: async (actor, id) =>
      await work.transaction(async ({ store, now, record, publish }) => {
        const cluster = await clusterOf(store, id)
        await loudspeakerRows(store).putCluster({ ...cluster, key: null, code: null, revokedAt: now })
        await record(trailActor(actor), {
          action: 'loudspeakers.revoke',
          subject: { kind: 'cluster', id },
          details: { keyId: cluster.key?.id ?? null },
        })
        publish({ is: 'speaker', commune: cluster.commune, cluster: id })
        publish({ is: 'loudspeakers', commune: cluster.commune, cluster: id })
      }),

    enrol: async ask => {
      const { code, publicKey } = enrolAsk.parse(ask)
      const key = { public: publicKey, id: await fingerprint(publicKey) }
      return await work.transaction(async ({ store, signer, now, record, publish }) => {
        const rows = loudspeakerRows(store)
        const cluster = await rows.cluster({ codeSha256: sha256Of(code) })
        const isFresh = cluster?.code != null && cluster.code.expiresAt > now
        if (cluster === null || !isFresh) throw loudspeakerFailure('speakerCodeWrong')
        const isAgain = cluster.key?.id === key.id
        const holder = await rows.cluster({ keyId: key.id })
        if (!isAgain && (cluster.key !== null || holder !== null)) throw loudspeakerFailure('speakerCodeWrong')
        if (!isAgain) {
          await rows.putCluster(withDevice(cluster, key, now))
          await record(SYSTEM, {
            action: 'loudspeakers.enrol',
            subject: { kind: 'cluster', id: cluster.id },
            details: { keyId: key.id },
          })
          publish({ is: 'loudspeakers', commune: cluster.commune, cluster: cluster.id })
        }
        const { places, windows } = await communeOf(store, cluster.commune)
        const { id, name, purpose } = cluster
        const authority = { publicKey: signer.publicKey }
        return { cluster: id, name, purpose, places, hours: hoursOf(windows), authority }
      })
    },
  }
}

/** The code stays for its day: an answer that was lost on the way costs none, and it is good for this key alone. */
function withDevice(cluster: StoredCluster, key: NonNullable<StoredCluster['key']>, now: number): StoredCluster {
  return {
    ...cluster,
    key,
    enrolledAt: now,
    revokedAt: null,
    hello: null,
    heardAt: now,
    epoch: cluster.epoch + 1,
    counter: 0,
    lost: 0,
    // What the one before it said is its own.
    withheld: [],
    clockSkewMs: null,
  }
}

export async function clusterOf(store: Reading, id: string): Promise<StoredCluster> {
  const cluster = await loudspeakerRows(store).cluster({ id })
  if (cluster === null) throw notFound('cluster')
  return cluster
}

export async function communeOf(store: Reading, code: string): Promise<StoredCommune> {
  const commune = await loudspeakerRows(store).commune(code)
  if (commune === null) throw notFound('commune')
  return commune
}

function newCluster({ cluster: id, commune, name, purpose }: NewCluster): StoredCluster {
  return {
    id,
    commune,
    name,
    purpose,
    code: null,
    key: null,
    enrolledAt: null,
    revokedAt: null,
    hello: null,
    clockSkewMs: null,
    heardAt: null,
    serial: 0,
    wantedSha256: null,
    issuedAt: null,
    epoch: 0,
    counter: 0,
    lost: 0,
    withheld: [],
  }
}

/**
 * Hours are within those of the law and do not overlap; its provinces are provinces on their first and on their last day. One that has
 * no end has to be there today: a merger that nobody has entered would leave a commune without the bulletins of its new province.
 */
function checkCommune({ windows, places }: CommuneInput, today: string): void {
  const sorted = (windows ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const isWrong = sorted.some(
    ({ from, until }, at) =>
      from < EARLIEST ||
      until > LATEST ||
      until <= from ||
      (sorted[at + 1] !== undefined && until > sorted[at + 1].from),
  )
  if (isWrong) throw loudspeakerFailure('windowsWrong', { from: EARLIEST, until: LATEST })
  for (const { code, from, until } of places) {
    if ((until ?? DAY_FOR_EVER) <= from) throw loudspeakerFailure('provinceWrong', { province: code, day: from })
    const last = until === null ? today : dayBefore(until)
    for (const day of last > from ? [from, last] : [from])
      if (provinceAt(code, day) === null) throw loudspeakerFailure('provinceWrong', { province: code, day })
  }
}
