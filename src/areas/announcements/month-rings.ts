/**
 * What a month's report counts of announcements before the ring: those of the bulletins that were released in it, operator by operator,
 * with the calls that each operator has counted. Reads only.
 */

import type { Reading } from '../../authority/store.ts'
import type { ReleaseRecord, RingRecord } from '../../report/channel-records.ts'
import { operatorRows } from '../operators/store.ts'
import { announcementState } from './model.ts'
import { announcementRows } from './store.ts'

export async function ringsOfMonth(
  store: Reading,
  releases: readonly Pick<ReleaseRecord, 'bulletin' | 'purpose'>[],
): Promise<readonly RingRecord[]> {
  const purposes = new Map(releases.map(({ bulletin, purpose }) => [bulletin, purpose]))
  const names = new Map((await operatorRows(store).operators()).map(({ id, name }) => [id, name]))
  const rings: RingRecord[] = []
  for (const [bulletin, purpose] of purposes)
    for (const each of await announcementRows(store).ofBulletin(bulletin)) {
      const { id: directive, sha256, operator, calls, isFinal } = each
      const state = announcementState.parse(each.state)
      const name = names.get(operator) ?? operator
      rings.push({ directive, sha256, bulletin, purpose, operator, name, state, calls, isFinal })
    }
  return rings
}
