/** Operators as a reader sees them. Changes nothing. */

import type { Reading } from '../../authority/store.ts'
import type { Flag, OperatorSummary } from './model.ts'
import { operatorAlarms } from './operator-alarms.ts'
import { operatorRows, type StoredOperator } from './store.ts'
import type { OperatorsWork } from './work.ts'

export function shownState(
  { state, code }: Pick<StoredOperator, 'state' | 'code'>,
  now: number,
): OperatorSummary['state'] {
  return state !== 'enrolled' && code !== null && code.expiresAt > now ? 'enrolling' : state
}

export async function operatorSummaries(
  store: Reading,
  { presence, heard, rounds, now: clock }: OperatorsWork,
): Promise<readonly OperatorSummary[]> {
  const now = clock()
  const operators = await operatorRows(store).operators()
  const directed = await rounds.directed(store)
  const conditions = await operatorRows(store).conditions()
  const connected = await presence('node').all(store)
  return operators.map(operator => {
    const since = connected.get(operator.id) ?? null
    const heardAt = later(heard.of(operator.id), operator.heardAt)
    const { openDirectives = 0, lastReturn = null } = directed.get(operator.id) ?? {}
    return {
      id: operator.id,
      name: operator.name,
      state: shownState(operator, now),
      isConnected: since !== null,
      connectedSince: instant(since),
      heardAt: instant(heardAt),
      keyId: operator.key?.id ?? null,
      hello: operator.hello,
      clockSkewMs: operator.clockSkewMs,
      lastReturn,
      openDirectives,
      flags: [...operator.flags],
      alarms: [
        ...operatorAlarms({
          operator,
          isConnected: since !== null,
          heardAt,
          conditions: conditions.filter(condition => condition.operator === operator.id),
          now,
        }),
      ],
    }
  })
}

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** One flag of a kind: the newest. */
export function withFlag(flags: readonly Flag[], flag: Flag): readonly Flag[] {
  return [...flags.filter(({ code }) => code !== flag.code), flag]
}
