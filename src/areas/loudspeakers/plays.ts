/**
 * What was played, as people read it: a picture of the country by province, a commune with its clusters, one cluster's plays, and what
 * a recording proves. Plays, and what was heard of them, are told apart and never added up.
 */
import type { Writer } from '../../authority/actor.ts'
import { type Actor, writerOf } from '../../authority/actor.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { type HeardTag, shortItem } from '../../speaker/heard-tag.ts'
import { areWithin } from '../../speaker/hours.ts'
import type { Proof } from '../bulletins/model.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { bulletinsOf } from './ahead.ts'
import { clusterOf, communeOf } from './communes.ts'
import { added, countsOf, NOTHING } from './counts.ts'
import { dayOf } from './day.ts'
import {
  type Cluster,
  type ClusterState,
  type Commune,
  type Hearing,
  hoursOf,
  type Play,
  type PlayCounts,
  type ProvinceOfLoudspeakers,
} from './model.ts'
import { proofsOf } from './proofs.ts'
import {
  type HeardPlay,
  loudspeakerRows,
  NO_PLAYS,
  type StoredCluster,
  type StoredCommune,
  type StoredReceipt,
} from './store.ts'

/** Of one cluster, that a page shows. */
const RECEIPTS_SHOWN_MAX = 2000
const DAY_MS = 24 * 60 * 60 * 1000
const SHOWN_DAYS = 7

export interface PlayUseCases {
  provinces(): Promise<readonly ProvinceOfLoudspeakers[]>
  /** Null: all. */
  communes(province: string | null): Promise<readonly Commune[]>
  commune(code: string): Promise<Commune>
  plays(cluster: string): Promise<readonly Play[]>
  proofs(bulletin: string): Promise<readonly Proof[]>
  hear(actor: Actor, sha256: string, tags: readonly HeardTag[]): Promise<Hearing>
}

export function playUseCases(work: UnitOfWork): PlayUseCases {
  const connected = async () => await work.presence('cluster').all(work.store)
  const rows = () => loudspeakerRows(work.store)
  const today = async () => {
    const tallies = await rows().talliesOfDay(dayOf(work.now()))
    return new Map(tallies.map(each => [each.cluster, countsOf(each)]))
  }
  const told = async (commune: StoredCommune, clusters: readonly StoredCluster[]) => {
    const now = { counts: await today(), connected: await connected() }
    const shown = clusters.map(each => shownCluster(each, commune, now))
    return { ...commune, clusters: shown }
  }
  return {
    provinces: async () => {
      const now = { counts: await today(), connected: await connected() }
      const day = dayOf(work.now())
      const communes = new Map((await rows().communes()).map(each => [each.code, each]))
      const homes = new Map([...communes].map(([code, each]) => [code, provinceOn(each, day)]))
      const all = new Map<string, ProvinceOfLoudspeakers>()
      for (const province of homes.values()) {
        const present = all.get(province) ?? emptyProvince(province)
        all.set(province, { ...present, communes: present.communes + 1 })
      }
      for (const cluster of await rows().clusters()) {
        const province = homes.get(cluster.commune) ?? ''
        const present = all.get(province) ?? emptyProvince(province)
        const shown = shownCluster(cluster, communes.get(cluster.commune), now)
        all.set(province, withCluster(present, shown))
      }
      return [...all.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
    },

    communes: async province => {
      const day = dayOf(work.now())
      const now = { counts: await today(), connected: await connected() }
      const clusters = Map.groupBy(await rows().clusters(), ({ commune }) => commune)
      return (await rows().communes())
        .filter(commune => province === null || provinceOn(commune, day) === province)
        .map(commune => ({
          ...commune,
          clusters: (clusters.get(commune.code) ?? []).map(each => shownCluster(each, commune, now)),
        }))
    },

    commune: async code => await told(await communeOf(work.store, code), await rows().clustersOf(code)),

    plays: async id => {
      await clusterOf(work.store, id)
      const of = { cluster: id, since: work.now() - SHOWN_DAYS * DAY_MS }
      const heard = new Set((await rows().heardIn(of)).map(keyOf))
      return playsOf(await rows().newestReceipts(of, RECEIPTS_SHOWN_MAX), heard).toReversed()
    },

    proofs: async bulletin =>
      proofsOf({
        releases: await releasesOf(work.store).of(bulletin),
        tallies: await rows().talliesOfBulletin(bulletin),
        clusters: await rows().clusters(),
        communes: new Map((await rows().communes()).map(each => [each.code, each])),
        now: work.now(),
      }),

    hear: async (actor, sha256, tags) =>
      await work.transaction(async ({ store, now, record, publish }) => {
        const rows = loudspeakerRows(store)
        const by: Writer = writerOf(actor)
        const known: StoredReceipt[] = []
        for (const { cluster, item, counter } of tags) {
          // A recording may be of a device that another has replaced since.
          const start = (await rows.starts(cluster, counter)).find(
            each => each.item !== null && shortItem(each.item) === item,
          )
          if (start === undefined || start.item === null) continue
          known.push(start)
          const { epoch, bulletin } = start
          const isFirst = await rows.addHeard({ cluster, epoch, counter, sha256, at: now, by })
          if (!isFirst) continue
          const day = dayOf(start.at)
          await rows.addTallies([{ ...NO_PLAYS, cluster, day, item: start.item, bulletin, heard: 1 }])
          const { commune } = await clusterOf(store, cluster)
          publish({ is: 'loudspeakers', commune, cluster })
        }
        await record(trailActor(actor), {
          action: 'loudspeakers.hear',
          subject: { kind: 'cluster', id: known[0]?.cluster ?? sha256.slice(0, 12) },
          details: { recording: sha256, tags: tags.length, known: known.length },
        })
        const heard = new Set(known.map(keyOfReceipt))
        const ends = await Promise.all(known.map(async start => await rows.endOf(start)))
        const plays = playsOf([...known, ...ends.flatMap(end => end ?? [])], heard)
        return { sha256, tags: tags.length, known: known.length, plays: [...plays] }
      }),
  }
}

export function provinceOn({ places }: StoredCommune, day: string): string {
  const found = places.find(({ from, until }) => from <= day && (until === null || day < until))
  return (found ?? places.at(-1))?.code ?? ''
}

function emptyProvince(code: string): ProvinceOfLoudspeakers {
  const none = { communes: 0, clusters: 0, enrolled: 0, connected: 0, off: 0 }
  return { code, ...none, withheld: [], today: NOTHING }
}

function withCluster(province: ProvinceOfLoudspeakers, cluster: Cluster): ProvinceOfLoudspeakers {
  return {
    ...province,
    clusters: province.clusters + 1,
    enrolled: province.enrolled + (cluster.state === 'enrolled' ? 1 : 0),
    connected: province.connected + (cluster.isConnected ? 1 : 0),
    off: province.off + (cluster.isOff === true ? 1 : 0),
    withheld: [...new Set([...province.withheld, ...cluster.withheld])],
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
  of: Pick<StoredCommune, 'places' | 'windows'> | undefined,
  {
    counts,
    connected,
  }: { readonly counts: ReadonlyMap<string, PlayCounts>; readonly connected: ReadonlyMap<string, number> },
): Cluster {
  const { id, commune, name, purpose, hello, serial } = stored
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    id,
    commune,
    name,
    purpose,
    state: stateOf(stored),
    enrolledAt: iso(stored.enrolledAt),
    heardAt: iso(stored.heardAt),
    isConnected: connected.has(id),
    isOff: hello?.off ?? null,
    clockSkewMs: stored.clockSkewMs,
    version: hello?.version ?? null,
    holds: hello?.agenda?.serial ?? 0,
    issued: serial,
    lost: stored.lost,
    withheld: [...bulletinsOf(stored.withheld)],
    knowsPlaces: hello === null || canonicalJson(hello.places) === canonicalJson(of?.places ?? []),
    hours: hello?.hours ?? null,
    hoursThere: hoursThere(hello, of),
    today: counts.get(id) ?? NOTHING,
  }
}

/** Null: it has not said. */
function hoursThere(
  hello: StoredCluster['hello'],
  of: Pick<StoredCommune, 'windows'> | undefined,
): Cluster['hoursThere'] {
  if (hello?.hours === undefined || of === undefined) return null
  if (hello.hours === null) return 'unpinned'
  return areWithin(hoursOf(of.windows), hello.hours) ? 'kept' : 'other'
}

/** Each start with its end, and what never began. In the order of the counters; `heard`: keys of starts. */
export function playsOf(receipts: readonly StoredReceipt[], heard: ReadonlySet<string>): readonly Play[] {
  const plays = new Map<string, Play>()
  for (const stored of receipts) {
    const { cluster, epoch, item, bulletin, receipt } = stored
    const key = keyOfReceipt(stored)
    const named = { cluster, counter: receipt.counter, item: item ?? '', bulletin }
    if (receipt.is === 'started')
      plays.set(key, {
        ...named,
        outcome: 'open',
        why: null,
        plays: 1,
        from: receipt.at,
        until: null,
        isHeard: heard.has(key),
      })
    else if (receipt.is === 'refused' || receipt.is === 'missed') {
      const { why, plays: count, from, until } = receipt
      plays.set(key, { ...named, outcome: receipt.is, why, plays: count, from, until, isHeard: false })
    } else if (receipt.is === 'ended' || receipt.is === 'cut' || receipt.is === 'unknown') {
      const began = stored.start === null ? null : keyOf({ cluster, epoch, counter: stored.start })
      const begun = began === null ? undefined : plays.get(began)
      if (began === null || begun === undefined) continue
      const outcome = receipt.is === 'ended' ? 'played' : receipt.is
      const why = receipt.is === 'cut' ? receipt.why : null
      plays.set(began, { ...begun, outcome, why, until: receipt.at })
    }
  }
  return [...plays.values()]
}

function keyOf({ cluster, epoch, counter }: HeardPlay): string {
  return `${cluster} ${epoch} ${counter}`
}

function keyOfReceipt({ cluster, epoch, receipt }: StoredReceipt): string {
  return keyOf({ cluster, epoch, counter: receipt.counter })
}
