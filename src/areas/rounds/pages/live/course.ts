/** How a round that is over went: from when to when, how many it reached, and who stopped it and why. Pure. */

import type { HistoryEntry } from '../../../../authority/trail-entry.ts'
import type { DirectiveTally } from '../../../../directive/documents.ts'

export interface Course {
  /** ISO 8601; null: nothing was sent. */
  readonly startedAt: string | null
  readonly endedAt: string
  readonly stop: Stop | null
}

export interface Stop {
  readonly by: string
  readonly at: string
  readonly reason: string | null
}

/** Null: it is not over. */
export function courseOf(history: readonly HistoryEntry[]): Course | null {
  const last = (action: string) => history.findLast(entry => entry.action === action)
  const end = last('round.stopped') ?? last('round.finished')
  if (end === undefined) return null
  const stop = last('round.stop')
  return {
    startedAt: history.find(({ action }) => action === 'round.running')?.at ?? null,
    endedAt: end.at,
    stop: stop === undefined ? null : { by: stop.by, at: stop.at, reason: stop.reason },
  }
}

/** Of whom it is known that the message arrived; without receipts, of whom the centre took it. */
export function reachedOf({ delivered, accepted }: DirectiveTally['turns'], receipts: 'last' | 'all' | 'none'): number {
  return receipts === 'none' ? delivered + accepted : delivered
}
