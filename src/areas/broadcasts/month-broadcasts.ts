/**
 * What a month's report counts of cell broadcasts: those of the bulletins that were released in it, operator by operator, with the cells that
 * each operator's controllers told of. Reads only.
 */

import type { Reading } from '../../authority/store.ts'
import type { BroadcastRecord, ReleaseRecord } from '../../report/channel-records.ts'
import { operatorRows } from '../operators/store.ts'
import { broadcastRows } from './store.ts'

export async function broadcastsOfMonth(
  store: Reading,
  releases: readonly Pick<ReleaseRecord, 'bulletin' | 'purpose'>[],
): Promise<readonly BroadcastRecord[]> {
  const purposes = new Map(releases.map(({ bulletin, purpose }) => [bulletin, purpose]))
  const names = new Map((await operatorRows(store).operators()).map(({ id, name }) => [id, name]))
  const records: BroadcastRecord[] = []
  for (const [bulletin, purpose] of purposes)
    for (const each of await broadcastRows(store).ofBulletin(bulletin)) {
      const { id: directive, sha256, operator, state } = each
      const of = { directive, sha256, bulletin, purpose, operator, state }
      const name = names.get(operator) ?? operator
      const { message } = each.counts
      // A broadcast centre of the operator's own has accepted it: of its cells nobody has told.
      const cells = message?.cells.known === 0 ? null : (message?.cells ?? null)
      const taken = each.cells || null
      records.push({
        ...of,
        name,
        known: cells?.known ?? taken,
        unknown: cells?.unknown ?? taken,
        onAir: cells?.onAir ?? null,
        failed: cells?.failed ?? null,
        broadcasts: message?.broadcasts ?? null,
        isFinal: message?.isFinal ?? false,
      })
    }
  return records
}
