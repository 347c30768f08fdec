/**
 * What a month's report counts of loudspeakers: plays of the days of the month by outcome, and their minutes by the lengths that two
 * people approved; exercises apart. A play is of the day on which it began. What no release ever named is not counted. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { Released } from '../bulletins/channel.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { bulletinOfItem, itemIdOf, spokenOf } from './agenda.ts'
import { added, countsOf, NOTHING } from './counts.ts'
import type { PlayCounts } from './model.ts'
import { loudspeakerRows } from './store.ts'

export interface LoudspeakerCounts {
  /** Clusters that told of any play. */
  readonly clusters: number
  readonly bulletins: number
  readonly plays: PlayCounts
  readonly scheduledMs: number
  /** Of plays that were played whole. */
  readonly playedMs: number
}

export type LoudspeakerRecord = Readonly<Record<Purpose, LoudspeakerCounts>>

/** `month`: `2020-02`. Null: no cluster has a device. */
export async function monthRecordOf(
  store: Reading,
  { month }: { readonly month: string },
): Promise<LoudspeakerRecord | null> {
  const rows = loudspeakerRows(store)
  if ((await rows.clusterCount()) === 0) return null
  const [from, until] = [`${month}-01`, `${month}-31`]
  const items = await itemsOf(store, await rows.talliesOfDays(from, until))
  const counts = async (purpose: Purpose): Promise<LoudspeakerCounts> => {
    const own = items.filter(item => item.release.content.purpose === purpose)
    const sum = (of: (item: Item) => number) => own.reduce((total, item) => total + of(item), 0)
    return {
      clusters: await rows.clustersOfDays(from, until, purpose),
      bulletins: new Set(own.map(({ release }) => release.bulletin)).size,
      plays: own.reduce((total, { plays }) => added(total, plays), NOTHING),
      scheduledMs: sum(({ plays, milliseconds }) => plays.scheduled * milliseconds),
      playedMs: sum(({ plays, milliseconds }) => plays.played * milliseconds),
    }
  }
  return { live: await counts('live'), exercise: await counts('exercise') }
}

interface Item {
  readonly release: Released
  readonly plays: PlayCounts
  readonly milliseconds: number
}

async function itemsOf(
  store: Reading,
  tallies: Awaited<ReturnType<ReturnType<typeof loudspeakerRows>['talliesOfDays']>>,
): Promise<readonly Item[]> {
  const known = new Map<string, readonly Released[]>()
  const items: Item[] = []
  for (const tally of tallies) {
    const named = bulletinOfItem(tally.item)
    if (named === null) continue
    const releases = known.get(named.bulletin) ?? (await releasesOf(store).of(named.bulletin))
    known.set(named.bulletin, releases)
    const release = releases.find(
      ({ version, kind }) => version === named.version && kind === named.kind,
    )
    if (release === undefined) continue
    const spoken = spokenOf(release).find(
      ({ language }) => itemIdOf(release, language) === tally.item,
    )
    if (spoken === undefined) continue
    items.push({ release, plays: countsOf(tally), milliseconds: spoken.sound.milliseconds })
  }
  return items
}
