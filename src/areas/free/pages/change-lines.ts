/**
 * A change of a field as lines that were taken out and put in: of lists only what differs, of the rest the whole. Pure.
 */
import type { FieldChange } from '../../../zerorating/changes.ts'

export interface ChangeLines {
  readonly removed: readonly unknown[]
  readonly added: readonly unknown[]
}

export function changeLines({ before, after }: FieldChange): ChangeLines {
  const [was, is] = [itemsOf(before), itemsOf(after)]
  const only = (these: readonly unknown[], those: readonly unknown[]) => {
    const known = new Set(those.map(item => JSON.stringify(item)))
    return these.filter(item => !known.has(JSON.stringify(item)))
  }
  const [removed, added] = [only(was, is), only(is, was)]
  // The same things in another order: whoever agrees sees both orders.
  return removed.length + added.length === 0 ? { removed: was, added: is } : { removed, added }
}

function itemsOf(value: unknown): readonly unknown[] {
  if (value === null) return []
  return Array.isArray(value) ? value : [value]
}
