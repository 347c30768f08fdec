/**
 * When an administrator last made somebody a new link: their account may have been in other hands. Addresses and browsers from before
 * are told nothing more, as nothing opens the account that did. Reads the trail.
 */
import type { Reading } from '../../authority/store.ts'

/** Milliseconds since 1970; 0: never. */
export async function relinkedAt(store: Reading, person: string): Promise<number> {
  const { items } = await store.trail({ subject: person, action: 'person.link', actor: null, cursor: null, limit: 1 })
  return items.length === 0 ? 0 : Date.parse(items[0].at)
}
