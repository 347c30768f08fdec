/**
 * What a month's report counts of bulletins: the entries of the log of releases that are of the month, live ones and exercises, and where
 * people have seen those bulletins. Months begin and end by the clock of that time zone. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import type { PlacementRecord, ReleaseRecord } from '../../report/channel-records.ts'
import { monthAfter } from '../../report/months.ts'
import { bulletinRows, type StoredRelease } from './store.ts'

export interface BulletinRecord {
  readonly releases: readonly ReleaseRecord[]
  /** Recorded and not withdrawn, whenever, of bulletins that are among the releases. */
  readonly placements: readonly PlacementRecord[]
}

/** Null: no bulletin was ever released. */
export async function monthRecordOf(
  store: Reading,
  { month, timeZone }: { readonly month: string; readonly timeZone: string },
): Promise<BulletinRecord | null> {
  const rows = bulletinRows(store)
  if (!(await rows.hasReleases())) return null
  const [from, until] = [month, monthAfter(month)].map(each => firstInstant(each, timeZone))
  const listed = await rows.releasedBetween(from, until)
  const releases: ReleaseRecord[] = []
  const placements: PlacementRecord[] = []
  for (const bulletin of new Set(listed.map(each => each.bulletin))) {
    const own = (await rows.releasesOf(bulletin)).filter(({ at }) => from <= at && at < until)
    releases.push(...own.map(releaseRecordOf))
    const { purpose } = own[0]
    for (const { id, entry, withdrawn } of await rows.placementsOf(bulletin))
      if (withdrawn === null) placements.push({ id, bulletin, purpose, kind: entry.kind, outlet: entry.outlet })
  }
  return { releases: releases.toSorted((a, b) => a.serial - b.serial), placements }
}

/** By the title in the first language of its page. */
function titleOf({ content }: Pick<StoredRelease, 'content'>): string {
  return content.renditions.page[0].title
}

function releaseRecordOf(release: StoredRelease): ReleaseRecord {
  const { serial, bulletin, version, purpose, priority, kind, channels, sha256, at } = release
  return {
    serial,
    bulletin,
    version,
    purpose,
    priority,
    kind,
    sha256,
    title: titleOf(release),
    channels: [...channels],
    at: new Date(at).toISOString(),
  }
}

function firstInstant(month: string, timeZone: string): number {
  const at = compatibleInstant(`${month}-01T00:00`, timeZone)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}
