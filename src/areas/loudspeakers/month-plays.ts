/**
 * What a month's report counts of loudspeakers: what devices told of each item on the days of the month, with the bulletin that it was.
 * Days are those of the communes' clocks. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import type { PlayRecord } from '../../report/channel-records.ts'
import { monthAfter } from '../../report/months.ts'
import type { Released } from '../bulletins/channel.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { bulletinOfItem, itemIdOf } from './agenda.ts'
import { countsOf } from './counts.ts'
import { dayOf } from './day.ts'
import { loudspeakerRows } from './store.ts'

/** Null: there are no loudspeakers here. */
export async function playsOfMonth(
  store: Reading,
  month: string,
): Promise<{ readonly clusters: number; readonly plays: readonly PlayRecord[] } | null> {
  const rows = loudspeakerRows(store)
  if ((await rows.clusterCount()) === 0) return null
  const last = dayOf(Date.parse(`${monthAfter(month)}-01T00:00:00Z`) - DAY_MS)
  const plays: PlayRecord[] = []
  const known = new Map<string, readonly Released[]>()
  for (const tally of await rows.talliesOfDays(`${month}-01`, last)) {
    const { item } = tally
    const { played, cut, refused, missed, unknown, open, heard } = countsOf(tally)
    const bulletin = bulletinOfItem(item)?.bulletin ?? null
    if (bulletin !== null && !known.has(bulletin)) known.set(bulletin, await releasesOf(store).of(bulletin))
    const of = bulletin === null ? null : spokenOf(item, known.get(bulletin) ?? [])
    plays.push({ item, of, played, cut, refused, missed, unknown, open, heard })
  }
  return { clusters: await rows.clustersOfDays(`${month}-01`, last), plays }
}

const DAY_MS = 86_400_000

/** Null: no release has ever said it. */
function spokenOf(item: string, releases: readonly Released[]): PlayRecord['of'] {
  for (const { bulletin, version, kind, content } of releases) {
    const { page, loudspeakers } = kind === 'publish' ? content.renditions : content.correction
    for (const { language, sound } of kind === 'cancel' ? [] : loudspeakers)
      if (itemIdOf({ bulletin, version, kind }, language) === item)
        return { bulletin, title: page[0].title, purpose: content.purpose, milliseconds: sound.milliseconds }
  }
  return null
}
