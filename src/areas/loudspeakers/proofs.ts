/**
 * What is proved of a bulletin by loudspeakers, for each of its releases: clusters that played it; of which it was heard; that missed,
 * cut or refused it and never played it; that are still to play it; and those of which nobody knows, since its time is over and
 * nothing was told. Pure.
 */
import { isFor } from '../../speaker/places.ts'
import type { Released } from '../bulletins/channel.ts'
import type { Proof, ProofKind } from '../bulletins/model.ts'
import { bulletinOfItem } from './agenda.ts'
import type { PlayTally, StoredCluster, StoredCommune } from './store.ts'

/** All that proofs of one bulletin are computed from. `now` is in milliseconds since 1970. */
export interface ProofSources {
  readonly releases: readonly Released[]
  /** By cluster and item. */
  readonly tallies: readonly (PlayTally & { readonly cluster: string; readonly item: string })[]
  readonly clusters: readonly Pick<StoredCluster, 'id' | 'commune' | 'purpose' | 'enrolledAt' | 'key' | 'heardAt'>[]
  readonly communes: ReadonlyMap<string, StoredCommune>
  readonly now: number
}

export function proofsOf(known: ProofSources): readonly Proof[] {
  return known.releases.flatMap(release => {
    const { kind, content } = release
    const spoken = kind === 'publish' ? content.renditions.loudspeakers : content.correction.loudspeakers
    if (kind === 'cancel' || content.renditions.loudspeakers.length === 0 || spoken.length === 0) return []
    return proofsOfRelease(known, release)
  })
}

function proofsOfRelease(known: ProofSources, release: Released): Proof[] {
  const { content, kind, version } = release
  const own = Map.groupBy(
    known.tallies.filter(({ item }) => {
      const of = bulletinOfItem(item)
      return of?.version === version && of.kind === kind
    }),
    ({ cluster }) => cluster,
  )
  const overAt = Math.min(Date.parse(content.window.until), replacedAt(release, known.releases))
  const counts = new Map<ProofKind, number>()
  const count = (proof: ProofKind) => counts.set(proof, (counts.get(proof) ?? 0) + 1)
  for (const cluster of known.clusters) {
    const tallies = own.get(cluster.id)
    const commune = known.communes.get(cluster.commune)
    // What a device says that it was not for proves nothing: a stolen key of anywhere would prove anything.
    const isConcerned = cluster.purpose === content.purpose && commune !== undefined && isFor(content, commune.places)
    if (!isConcerned) continue
    // Its device came when there was something left to play.
    const hasCome = (cluster.enrolledAt ?? Number.POSITIVE_INFINITY) < overAt
    if (tallies === undefined && !hasCome) continue
    count(bestOf(tallies ?? []) ?? (overAt <= known.now ? 'unknown' : 'waiting'))
    if (tallies?.some(({ heard }) => heard > 0) === true) count('heard')
  }
  const at = new Date(Math.min(known.now, lastWord(known, own, release))).toISOString()
  return [...counts].map(([proof, of]) => ({
    channel: 'loudspeakers',
    release: kind,
    kind: proof,
    count: of,
    unit: 'clusters',
    at,
  }))
}

/** Played once is played. */
function bestOf(tallies: readonly PlayTally[]): ProofKind | null {
  const any = (holds: (tally: PlayTally) => boolean) => tallies.some(holds)
  if (any(({ played }) => played > 0)) return 'played'
  // Started and not ended: nobody knows yet, or ever.
  if (any(({ started, cut, unknown }) => unknown > 0 || started > cut)) return 'unknown'
  if (any(({ cut, refused }) => cut + refused > 0)) return 'failed'
  return any(({ missed }) => missed > 0) ? 'missed' : null
}

/** When another release of the bulletin took its place. */
function replacedAt({ serial }: Released, releases: readonly Released[]): number {
  const next = releases.find(other => other.serial > serial)
  return next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next.at)
}

/** Of a cluster that told something of it, the last word of all; else of the release itself. */
function lastWord({ clusters }: ProofSources, own: ReadonlyMap<string, unknown>, { at }: Released): number {
  return clusters.reduce((last, { id, heardAt }) => (own.has(id) ? Math.max(last, heardAt ?? 0) : last), Date.parse(at))
}
