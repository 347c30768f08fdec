/** Which addresses of the authority this node was started with: a change of them is told, and stands in the journal. */
import type { Timekeeper } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import type { Log } from '../base/log.ts'

export interface AddressesEntry {
  readonly is: 'addresses'
  readonly at: string
  readonly urls: readonly string[]
}

export function isAddressesEntry(entry: object): entry is AddressesEntry {
  return (entry as { is?: unknown }).is === 'addresses'
}

/** `enrolled`: those that count where none was ever written down. A disk that is full holds nothing up. */
export async function noteAddresses(
  urls: readonly string[],
  o: {
    readonly enrolled: readonly string[]
    readonly entries: readonly AddressesEntry[]
    readonly journal: Pick<Journal, 'append'>
    readonly clock: Timekeeper
    readonly log: Log
  },
): Promise<void> {
  const before = o.entries.at(-1)?.urls ?? o.enrolled
  if (JSON.stringify(before) === JSON.stringify(urls)) return
  o.log.warn('authority addresses changed', { before: before.join(' '), now: urls.join(' ') })
  const at = new Date(o.clock.wall()).toISOString()
  try {
    await o.journal.append({ is: 'addresses', at, urls } satisfies AddressesEntry)
  } catch (error) {
    o.log.error('journal write failed', { why: reason(error) })
  }
}
