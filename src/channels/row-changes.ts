/** What becomes of rows that an area keeps as an outbox, when their messages have ended: those that ended alike at once. Pure. */
import type { Ended, Ending } from './outbox.ts'
import type { Reason } from './reasons.ts'

export interface RowChange {
  readonly state: Ending['is']
  /** Of one that waits again. */
  readonly tryAt?: number
  readonly why: Reason | null
  readonly changedAt: number
}

/** Of what was under way when a process died nobody knows whether it went out. */
export const leftUnknown = (nowMs: number) =>
  ({ state: 'unknown', why: 'stoppedMeanwhile', changed_at: nowMs }) as const

export function changesOf(ended: readonly Ended[], nowMs: number): ReadonlyMap<RowChange, readonly string[]> {
  const groups = new Map<string, { readonly change: RowChange; readonly ids: string[] }>()
  for (const { id, ending } of ended) {
    const change = changeBy(ending, nowMs)
    const key = JSON.stringify(change)
    const group = groups.get(key) ?? { change, ids: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  return new Map([...groups.values()].map(({ change, ids }) => [change, ids]))
}

function changeBy(ending: Ending, nowMs: number): RowChange {
  const change = { why: 'why' in ending ? ending.why : null, changedAt: nowMs }
  return ending.is === 'waits' ? { ...change, state: 'waits', tryAt: ending.tryAtMs } : { ...change, state: ending.is }
}
