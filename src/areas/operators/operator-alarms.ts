/**
 * What is not well with an operator's node, worst first, each with since when: as its machines said last, and as the authority sees by
 * itself. Pure.
 *
 * A machine that says nothing while its operator is connected has been put away, and what it said counts no more. Of a node that is away
 * what it said last is shown, with when that was.
 */
import type { OperatorAlarm } from './model.ts'
import type { StoredCondition, StoredOperator } from './store.ts'

/** A node tells each minute at the least; silent for so long it tells no more. */
export const CONDITION_OLD_MS = 5 * 60_000

const WORST_FIRST: readonly OperatorAlarm['is'][] = [
  ...(['away', 'broken', 'disk', 'log-away', 'centre-lost', 'clock'] as const),
  ...(['disk-low', 'apart', 'alone'] as const),
]

export function operatorAlarms(of: {
  readonly operator: Pick<StoredOperator, 'state' | 'hello' | 'clockSince' | 'flags'>
  readonly isConnected: boolean
  readonly heardAt: number | null
  readonly conditions: readonly StoredCondition[]
  readonly now: number
}): readonly OperatorAlarm[] {
  const { operator, isConnected, heardAt, conditions, now } = of
  if (operator.state !== 'enrolled') return []
  const { hello, clockSince, flags } = operator
  const alarms: OperatorAlarm[] = []
  if (!isConnected) alarms.push({ is: 'away', since: instant(heardAt), toldAt: null })
  if (flags.some(({ code }) => code === 'clock-skew'))
    alarms.push({ is: 'clock', since: instant(clockSince), toldAt: null })
  if (hello?.alone === true)
    alarms.push({
      is: 'alone',
      since: null,
      toldAt: null,
      ...(hello.machine !== undefined && { machine: hello.machine }),
    })
  for (const { machine, toldAt, alarms: told } of conditions) {
    if (isConnected && now - toldAt > CONDITION_OLD_MS) continue
    for (const { is, since, centre } of told)
      alarms.push({
        is,
        since,
        toldAt: isConnected ? null : instant(toldAt),
        ...(centre !== undefined && { centre }),
        ...(machine !== '' && { machine }),
      })
  }
  return alarms.toSorted((a, b) => WORST_FIRST.indexOf(a.is) - WORST_FIRST.indexOf(b.is))
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
