/** An operator and its directives as a reader sees them. Changes nothing. */

import type { Reading } from '../../authority/store.ts'
import type { RoundsHouse } from './house.ts'
import type { DirectiveSummary, Flag, OperatorSummary } from './model.ts'
import { operatorAlarms } from './operator-alarms.ts'
import type { StoredDirective, StoredOperator } from './store.ts'
import { roundRows } from './store.ts'

export function shownState(
  { state, code }: Pick<StoredOperator, 'state' | 'code'>,
  now: number,
): OperatorSummary['state'] {
  return state !== 'enrolled' && code !== null && code.expiresAt > now ? 'enrolling' : state
}

export async function operatorSummaries(
  store: Reading,
  { presence, heard }: Pick<RoundsHouse, 'presence' | 'heard'>,
  now: number,
): Promise<readonly OperatorSummary[]> {
  const operators = await roundRows(store).operators()
  const open = await roundRows(store).openDirectives()
  const returns = await roundRows(store).lastReturns()
  const conditions = await roundRows(store).conditions()
  const connected = await presence('node').all(store)
  return operators.map(operator => {
    const since = connected.get(operator.id) ?? null
    const last = returns.get(operator.id)
    const heardAt = later(heard.of(operator.id), operator.heardAt)
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
      lastReturn:
        last === undefined
          ? null
          : {
              directive: last.id,
              at: new Date(last.returnedAt ?? last.issuedAt).toISOString(),
              flags: [...last.flags],
            },
      openDirectives: open.get(operator.id) ?? 0,
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

export function directiveSummary(directive: StoredDirective, now: number): DirectiveSummary {
  return {
    id: directive.id,
    serial: directive.serial,
    round: directive.round,
    operator: directive.operator,
    operatorName: directive.operatorName,
    purpose: directive.purpose,
    issuedAt: new Date(directive.issuedAt).toISOString(),
    expiresAt: new Date(directive.expiresAt).toISOString(),
    state: directive.state,
    refusal: directive.refusal,
    note: directive.note,
    wish: directive.wish,
    orderSequence: directive.orderSequence,
    obeyedSequence: directive.obeyedSequence,
    subscribers: directive.acknowledged?.subscribers ?? null,
    tally: directive.tally,
    ...(directive.machine !== null && { machine: directive.machine }),
    heardAt: instant(directive.heardAt),
    returnedAt: instant(directive.returnedAt),
    flags: [...directive.flags, ...neverReturned(directive, now)],
  }
}

/** Open long after it should have ended, and silent. */
function neverReturned(directive: StoredDirective, now: number): readonly Flag[] {
  const { isOpen, silentAfter, heardAt } = directive
  if (!isOpen || now <= silentAfter || (heardAt ?? 0) > silentAfter) return []
  const expected = new Date(silentAfter).toISOString()
  return [{ code: 'never-returned', expected: `<= ${expected}`, found: instant(heardAt) ?? '-' }]
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
