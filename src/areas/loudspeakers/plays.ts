/**
 * What was played, as people read it: a picture of the country by province, a commune with its clusters, one cluster's plays, what is
 * proved of a bulletin. Plays, and what was heard of them, are told apart and never added up.
 */
import type { Writer } from '../../authority/actor.ts'
import { type Actor, writerOf } from '../../authority/actor.ts'
import { trailActor } from '../../authority/trail.ts'
import type { House } from '../../authority/unit-of-work.ts'
import { compatibleInstant, wallDate } from '../../base/wall-time.ts'
import { type HeardTag, shortItem } from '../../speaker/heard-tag.ts'
import type { Released } from '../bulletins/channel.ts'
import type { Proof, ProofKind } from '../bulletins/model.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { bulletinOfItem, isFor } from './agenda.ts'
import { clusterOf, communeOf } from './communes.ts'
import { TIME_ZONE } from './devices.ts'
import type {
  Cluster,
  ClusterState,
  Commune,
  Hearing,
  Play,
  PlayCounts,
  ProvinceOfLoudspeakers,
} from './model.ts'
import {
  loudspeakerRows,
  type ReceiptSums,
  type StoredCluster,
  type StoredCommune,
  type StoredReceipt,
} from './store.ts'

/** Of one cluster, that a page shows. */
const RECEIPTS_SHOWN_MAX = 2000
const DAY_MS = 24 * 60 * 60 * 1000
const SHOWN_DAYS = 7

/** A tag that was decoded from a recording: whose, and which play's (by the counter of the receipt that began it). */
export type HeardPlay = HeardTag

export interface PlayUseCases {
  provinces(): Promise<readonly ProvinceOfLoudspeakers[]>
  /** Null: all. */
  communes(province: string | null): Promise<readonly Commune[]>
  commune(code: string): Promise<Commune>
  plays(cluster: string): Promise<readonly Play[]>
  proofs(bulletin: string): Promise<readonly Proof[]>
  hear(actor: Actor, sha256: string, tags: readonly HeardPlay[]): Promise<Hearing>
}

export interface PlayNeeds {
  readonly house: House
  readonly isConnected: (cluster: string) => boolean
}

export function playUseCases({ house, isConnected }: PlayNeeds): PlayUseCases {
  const rows = () => loudspeakerRows(house.store)
  const today = async () => {
    const since = dayOf(house.now())
    const sums = await rows().sums({ since, until: since + DAY_MS })
    return new Map(sums.map(each => [each.cluster, countsOf(each)]))
  }
  const told = async (commune: StoredCommune, clusters: readonly StoredCluster[]) => {
    const counts = await today()
    const shown = clusters.map(each => shownCluster(each, counts, isConnected))
    return { ...commune, clusters: shown }
  }
  return {
    provinces: async () => {
      const counts = await today()
      const day = wallDate(house.now(), TIME_ZONE)
      const homes = new Map(
        (await rows().communes()).map(each => [each.code, provinceOn(each, day)]),
      )
      const all = new Map<string, ProvinceOfLoudspeakers>()
      for (const province of homes.values()) {
        const present = all.get(province) ?? emptyProvince(province)
        all.set(province, { ...present, communes: present.communes + 1 })
      }
      for (const cluster of await rows().clusters()) {
        const province = homes.get(cluster.commune) ?? ''
        const present = all.get(province) ?? emptyProvince(province)
        all.set(province, withCluster(present, shownCluster(cluster, counts, isConnected)))
      }
      return [...all.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
    },

    communes: async province => {
      const day = wallDate(house.now(), TIME_ZONE)
      const counts = await today()
      const clusters = Map.groupBy(await rows().clusters(), ({ commune }) => commune)
      return (await rows().communes())
        .filter(commune => province === null || provinceOn(commune, day) === province)
        .map(commune => ({
          ...commune,
          clusters: (clusters.get(commune.code) ?? []).map(each =>
            shownCluster(each, counts, isConnected),
          ),
        }))
    },

    commune: async code =>
      await told(await communeOf(house.store, code), await rows().clustersOf(code)),

    plays: async id => {
      const { epoch } = await clusterOf(house.store, id)
      const since = dayOf(house.now()) - (SHOWN_DAYS - 1) * DAY_MS
      const receipts = await rows().receipts({ cluster: id, since }, RECEIPTS_SHOWN_MAX)
      const heard = new Set<number>()
      for (const bulletin of new Set(receipts.flatMap(({ bulletin }) => bulletin ?? [])))
        for (const each of await rows().heardOf(bulletin))
          if (each.cluster === id && each.epoch === epoch) heard.add(each.counter)
      return playsOf(
        receipts.filter(each => each.epoch === epoch),
        heard,
      ).toReversed()
    },

    proofs: async bulletin => {
      const releases = await releasesOf(house.store).of(bulletin)
      const receipts = await rows().receipts({ bulletin }, Number.MAX_SAFE_INTEGER)
      const heard = await rows().heardOf(bulletin)
      const clusters = await rows().clusters()
      const communes = new Map((await rows().communes()).map(each => [each.code, each]))
      return proofsOf({ releases, receipts, heard, clusters, communes, now: house.now() })
    },

    hear: async (actor, sha256, tags) =>
      await house.change(async ({ store, now, record, tell }) => {
        const known: StoredReceipt[] = []
        for (const { cluster, item, counter } of tags) {
          const found = await loudspeakerRows(store).cluster({ id: cluster })
          if (found === null) continue
          const start = await loudspeakerRows(store).started(cluster, found.epoch, counter)
          if (start?.item == null || shortItem(start.item) !== item) continue
          known.push(start)
          const { epoch } = start
          const by: Writer = writerOf(actor)
          await loudspeakerRows(store).addHeard({ cluster, epoch, counter, sha256, at: now, by })
          tell({ is: 'loudspeakers', commune: found.commune, cluster })
        }
        await record(trailActor(actor), {
          action: 'loudspeakers.hear',
          subject: { kind: 'cluster', id: known[0]?.cluster ?? sha256.slice(0, 12) },
          details: { recording: sha256, tags: tags.length, known: known.length },
        })
        const plays = playsOf(known, new Set(known.map(({ receipt }) => receipt.counter)))
        return { sha256, tags: tags.length, known: known.length, plays: [...plays] }
      }),
  }
}

/** When the day began, by the clocks of the communes. */
function dayOf(nowMs: number): number {
  return compatibleInstant(`${wallDate(nowMs, TIME_ZONE)}T00:00`, TIME_ZONE) ?? nowMs
}

export function provinceOn({ places }: StoredCommune, day: string): string {
  const found = places.find(({ from, until }) => from <= day && (until === null || day < until))
  return (found ?? places.at(-1))?.code ?? ''
}

const NOTHING: PlayCounts = {
  scheduled: 0,
  played: 0,
  cut: 0,
  refused: 0,
  missed: 0,
  unknown: 0,
  open: 0,
  heard: 0,
}

/** scheduled = played + cut + refused + missed + unknown + open. */
export function countsOf(sums: Omit<ReceiptSums, 'cluster'>): PlayCounts {
  const { started, ended: played, cut, unknown, refused, missed, heard } = sums
  const open = Math.max(0, started - played - cut - unknown)
  const scheduled = played + cut + refused + missed + unknown + open
  return { scheduled, played, cut, refused, missed, unknown, open, heard }
}

function added(a: PlayCounts, b: PlayCounts): PlayCounts {
  const names = Object.keys(NOTHING) as (keyof PlayCounts)[]
  return Object.fromEntries(names.map(name => [name, a[name] + b[name]])) as unknown as PlayCounts
}

function emptyProvince(code: string): ProvinceOfLoudspeakers {
  return { code, communes: 0, clusters: 0, enrolled: 0, connected: 0, off: 0, today: NOTHING }
}

function withCluster(province: ProvinceOfLoudspeakers, cluster: Cluster): ProvinceOfLoudspeakers {
  return {
    ...province,
    clusters: province.clusters + 1,
    enrolled: province.enrolled + (cluster.state === 'enrolled' ? 1 : 0),
    connected: province.connected + (cluster.isConnected ? 1 : 0),
    off: province.off + (cluster.isOff === true ? 1 : 0),
    today: added(province.today, cluster.today),
  }
}

function stateOf({ key, code, revokedAt }: StoredCluster): ClusterState {
  if (key !== null) return 'enrolled'
  if (code !== null) return 'enrolling'
  return revokedAt === null ? 'new' : 'revoked'
}

function shownCluster(
  stored: StoredCluster,
  counts: ReadonlyMap<string, PlayCounts>,
  isConnected: (cluster: string) => boolean,
): Cluster {
  const { id, commune, name, purpose, hello, serial } = stored
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    ...{ id, commune, name, purpose },
    state: stateOf(stored),
    enrolledAt: iso(stored.enrolledAt),
    heardAt: iso(stored.heardAt),
    isConnected: isConnected(id),
    isOff: hello?.off ?? null,
    clockSkewMs: stored.clockSkewMs,
    version: hello?.version ?? null,
    holds: hello?.agenda?.serial ?? 0,
    issued: serial,
    today: counts.get(id) ?? NOTHING,
  }
}

/** Each start with its end, and what never began. In the order of the counters. */
export function playsOf(
  receipts: readonly StoredReceipt[],
  heard: ReadonlySet<number>,
): readonly Play[] {
  const plays = new Map<number, Play>()
  for (const { cluster, item, bulletin, receipt } of receipts) {
    const named = { cluster, item: item ?? '', bulletin }
    if (receipt.is === 'started')
      plays.set(receipt.counter, {
        ...named,
        counter: receipt.counter,
        outcome: 'open',
        why: null,
        plays: 1,
        from: receipt.at,
        until: null,
        isHeard: heard.has(receipt.counter),
      })
    else if (receipt.is === 'refused' || receipt.is === 'missed')
      plays.set(receipt.counter, {
        ...named,
        counter: receipt.counter,
        outcome: receipt.is,
        why: receipt.why,
        plays: receipt.plays,
        from: receipt.from,
        until: receipt.until,
        isHeard: false,
      })
    else if (receipt.is === 'ended' || receipt.is === 'cut' || receipt.is === 'unknown') {
      const begun = plays.get(receipt.start)
      if (begun === undefined) continue
      const outcome = receipt.is === 'ended' ? 'played' : receipt.is
      const why = receipt.is === 'cut' ? receipt.why : null
      plays.set(receipt.start, { ...begun, outcome, why, until: receipt.at })
    }
  }
  return [...plays.values()]
}

// Proofs -------------------------------------------------------------------------------------------------------------

export interface Known {
  readonly releases: readonly Released[]
  readonly receipts: readonly StoredReceipt[]
  readonly heard: readonly {
    readonly cluster: string
    readonly epoch: number
    readonly counter: number
  }[]
  readonly clusters: readonly StoredCluster[]
  readonly communes: ReadonlyMap<string, StoredCommune>
  readonly now: number
}

/**
 * By release: clusters that played it, clusters of which it was heard, those that missed or refused it and never played it, those
 * that are still to play it, and those of which nobody knows: its time is over and nothing was told.
 */
export function proofsOf(known: Known): readonly Proof[] {
  const { releases, now } = known
  return releases.flatMap(release => {
    const { kind, content } = release
    if (kind === 'cancel' || content.renditions.loudspeakers.length === 0) return []
    const own = known.receipts.filter(({ item }) => {
      const of = item === null ? null : bulletinOfItem(item)
      return of?.version === release.version && of.kind === kind
    })
    const heard = new Set(known.heard.map(keyOf))
    const outcomes = outcomesOf(own)
    const heardOf = new Set(
      own.filter(each => heard.has(keyOfReceipt(each))).map(({ cluster }) => cluster),
    )
    const isOver = Date.parse(content.window.until) <= now || isReplaced(release, releases)
    const counts = new Map<ProofKind, number>()
    const count = (proof: ProofKind) => counts.set(proof, (counts.get(proof) ?? 0) + 1)
    for (const cluster of known.clusters) {
      const commune = known.communes.get(cluster.commune)
      const isConcerned =
        commune !== undefined &&
        cluster.purpose === content.purpose &&
        isFor(content, commune.places) &&
        cluster.enrolledAt !== null
      const outcome = outcomes.get(cluster.id)
      if (!isConcerned && outcome === undefined) continue
      count(outcome ?? (isOver ? 'unknown' : 'waiting'))
      if (heardOf.has(cluster.id)) count('heard')
    }
    const at = new Date(Math.max(Date.parse(release.at), ...own.map(({ at }) => at))).toISOString()
    return [...counts].map(
      ([proof, of]): Proof => ({
        ...{ channel: 'loudspeakers', release: kind, kind: proof, count: of, unit: 'clusters' },
        at,
      }),
    )
  })
}

/** The best that is known of each cluster: played once is played. */
function outcomesOf(receipts: readonly StoredReceipt[]): ReadonlyMap<string, ProofKind> {
  const found = new Map<string, ProofKind>()
  const RANK: readonly ProofKind[] = ['missed', 'failed', 'unknown', 'played']
  const better = (cluster: string, kind: ProofKind) => {
    const before = found.get(cluster)
    if (before === undefined || RANK.indexOf(kind) > RANK.indexOf(before)) found.set(cluster, kind)
  }
  for (const { cluster, receipt } of receipts) {
    if (receipt.is === 'ended') better(cluster, 'played')
    else if (receipt.is === 'unknown' || receipt.is === 'started') better(cluster, 'unknown')
    else if (receipt.is === 'refused' || receipt.is === 'cut') better(cluster, 'failed')
    else if (receipt.is === 'missed') better(cluster, 'missed')
  }
  return found
}

function isReplaced(
  { at }: Pick<Released, 'at'>,
  releases: readonly Pick<Released, 'at'>[],
): boolean {
  return releases.some(other => Date.parse(other.at) > Date.parse(at))
}

function keyOf({ cluster, epoch, counter }: { cluster: string; epoch: number; counter: number }) {
  return `${cluster} ${epoch} ${counter}`
}

function keyOfReceipt({ cluster, epoch, receipt }: StoredReceipt): string {
  return keyOf({ cluster, epoch, counter: receipt.counter })
}
