/** A directive as a reader sees it. Changes nothing. */

import type { Flag } from '../operators/model.ts'
import type { DirectiveSummary } from './model.ts'
import type { StoredDirective } from './store.ts'

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

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
