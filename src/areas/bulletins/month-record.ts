/**
 * What a month's report counts of bulletins: those that were published in the month, by priority and channel, and what was taken back in
 * it. Exercises stand apart. Months begin and end by the clock of that time zone. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import type { Priority } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import { monthAfter } from '../../report/months.ts'
import type { ChannelName } from './model.ts'
import { bulletinRows, type ListedRelease } from './store.ts'

export interface BulletinCounts {
  /** Bulletins of which a version was published, each once. */
  readonly bulletins: number
  /** Of those, by the priority of the first that was published in the month. */
  readonly byPriority: Readonly<Record<Priority, number>>
  /** Bulletins that went out on it. */
  readonly byChannel: Readonly<Partial<Record<ChannelName, number>>>
  /** Versions published after the first of their bulletin in the month. */
  readonly updates: number
  readonly corrections: number
  readonly cancellations: number
  /** Placements of them that were recorded and not withdrawn, of whatever month. */
  readonly placements: number
  /** Of the log: whoever has it counts anew. */
  readonly serials: readonly number[]
}

export type BulletinRecord = Readonly<Record<Purpose, BulletinCounts>>

/** Null: no bulletin was ever released. */
export async function monthRecordOf(
  store: Reading,
  { month, timeZone }: { readonly month: string; readonly timeZone: string },
): Promise<BulletinRecord | null> {
  const rows = bulletinRows(store)
  if (!(await rows.hasReleases())) return null
  const [from, until] = [month, monthAfter(month)].map(each => firstInstant(each, timeZone))
  const releases = await rows.releasedBetween(from, until)
  const counts = async (purpose: Purpose) => {
    const own = releases.filter(release => release.purpose === purpose)
    let placements = 0
    for (const id of new Set(own.map(({ bulletin }) => bulletin)))
      placements += (await rows.placementsOf(id)).filter(each => each.withdrawn === null).length
    return { ...countsOf(own), placements }
  }
  return { live: await counts('live'), exercise: await counts('exercise') }
}

function countsOf(releases: readonly ListedRelease[]): Omit<BulletinCounts, 'placements'> {
  const published = releases.filter(({ kind }) => kind === 'publish')
  const firsts = new Map<string, ListedRelease>()
  for (const release of published)
    if (!firsts.has(release.bulletin)) firsts.set(release.bulletin, release)
  const byPriority = { normal: 0, priority: 0, urgent: 0 }
  for (const { priority } of firsts.values()) byPriority[priority]++
  const byChannel: Partial<Record<ChannelName, number>> = {}
  for (const id of firsts.keys()) {
    const versions = published.filter(({ bulletin }) => bulletin === id)
    for (const channel of new Set(versions.flatMap(({ channels }) => channels)))
      byChannel[channel] = (byChannel[channel] ?? 0) + 1
  }
  return {
    bulletins: firsts.size,
    ...{ byPriority, byChannel },
    updates: published.length - firsts.size,
    corrections: releases.filter(({ kind }) => kind === 'correct').length,
    cancellations: releases.filter(({ kind }) => kind === 'cancel').length,
    serials: releases.map(({ serial }) => serial),
  }
}

function firstInstant(month: string, timeZone: string): number {
  const at = compatibleInstant(`${month}-01T00:00`, timeZone)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}
