/**
 * A device that holds a newer agenda than was ever issued to its cluster here: this database was set back, and the device knows better.
 *
 *   released before its agenda was issued, and not in it  ─► taken back since: withheld from this cluster
 *   all else                                              ─► issued, under a serial that is above the device's
 *
 * What a device says of itself can only take from its own cluster: a stolen key silences one cluster until it is revoked, and never
 * makes anything sound. Pure.
 */
import type { SpeakerHello } from '../../speaker/wire.ts'
import type { CurrentRelease } from '../bulletins/channel.ts'
import { bulletinOfItem, type Here, releasedItems } from './agenda.ts'
import type { StoredCluster } from './store.ts'

/** More agendas than a cluster is issued between two backups: what is further ahead than that is no agenda of this authority. */
export const AHEAD_MAX = 1_000_000

/** Null: it is not ahead. `believed`: what the database takes for standing, doubted or not. */
export function aheadOf(
  { serial, withheld: before }: Pick<StoredCluster, 'serial' | 'withheld'>,
  { agenda }: Pick<SpeakerHello, 'agenda'>,
  { here, believed }: { readonly here: Here; readonly believed: readonly CurrentRelease[] },
): Pick<StoredCluster, 'serial' | 'wantedSha256' | 'withheld'> | null {
  if (agenda === null || agenda.serial <= serial || agenda.serial > serial + AHEAD_MAX) return null
  const issuedAt = Date.parse(agenda.issuedAt)
  const held = new Set(agenda.itemIds)
  const all = releasedItems({ ...here, withheld: [] }, believed)
  const withheld = all
    .filter(({ id, at }) => before.includes(id) || (Date.parse(at) < issuedAt && !held.has(id)))
    .map(({ id }) => id)
  return { serial: agenda.serial, wantedSha256: null, withheld }
}

/** Bulletins, each once. */
export function bulletinsOf(items: readonly string[]): readonly string[] {
  return [...new Set(items.flatMap(item => bulletinOfItem(item)?.bulletin ?? []))]
}
