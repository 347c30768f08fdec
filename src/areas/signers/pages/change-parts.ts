/** What a roster would change of one person, part by part. Knows no screen. */
import type { SignerRole, SigningKey } from '../../../directive/roster.ts'
import type { RosterChange } from '../model.ts'

export type ChangePart =
  | { readonly is: 'role'; readonly role: SignerRole }
  | { readonly is: 'role-changed'; readonly before: SignerRole; readonly after: SignerRole }
  | { readonly is: 'renamed'; readonly before: string; readonly after: string }
  | { readonly is: 'key-on' | 'key-off'; readonly key: SigningKey }

export function changeParts({ before, after }: Pick<RosterChange, 'before' | 'after'>) {
  const parts: ChangePart[] = []
  const only = before === null ? after : after === null ? before : null
  if (only !== null) parts.push({ is: 'role', role: only.role })
  if (before !== null && after !== null) {
    if (before.role !== after.role) parts.push({ is: 'role-changed', before: before.role, after: after.role })
    if (before.name !== after.name) parts.push({ is: 'renamed', before: before.name, after: after.name })
  }
  for (const key of lacking(after?.keys, before?.keys)) parts.push({ is: 'key-on', key })
  for (const key of lacking(before?.keys, after?.keys)) parts.push({ is: 'key-off', key })
  return parts as readonly ChangePart[]
}

/** What people tell keys apart by. */
export function shortKey(id: string): string {
  return `${id.slice(0, KEY_SHORT)}…`
}

const KEY_SHORT = 10

/** A key whose public part is another is another key. */
function lacking(of: readonly SigningKey[] = [], others: readonly SigningKey[] = []) {
  const named = (key: SigningKey) => JSON.stringify([key.is, key.id, key.publicKey])
  const known = new Set(others.map(named))
  return of.filter(key => !known.has(named(key)))
}
