/**
 * The trail: every change with who made it, each entry hashed over the one before, so that none can be altered, removed
 * or moved without being seen; the head is kept beside it, so that a trail cut short is seen too.
 */

import { canonicalJson } from '../base/canonical.ts'
import { sha256Of } from '../directive/signing.ts'
import type { Actor } from './actor.ts'
import type { Reading, TrailHead, Writing } from './store.ts'
import type { TrailEntry, TrailVerification } from './trail-entry.ts'

export type TrailActor = TrailEntry['actor']

export const SYSTEM: TrailActor = { kind: 'system', id: 'system', name: 'system' }

export function trailActor(actor: Actor): TrailActor {
  return { kind: actor.kind, id: actor.id, name: actor.name }
}

export interface Deed {
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly details: Readonly<Record<string, unknown>>
}

export async function append(
  writing: Writing,
  at: number,
  actor: TrailActor,
  { action, subject, details }: Deed,
): Promise<void> {
  const head = await writing.trailHead()
  const entry = {
    sequence: head.entries + 1,
    at: new Date(at).toISOString(),
    actor,
    action,
    subject,
    details: JSON.parse(canonicalJson(details)) as Record<string, unknown>,
    previous: head.hash,
  }
  await writing.appendTrail({ ...entry, hash: hashOf(entry) })
}

export function hashOf(entry: Omit<TrailEntry, 'hash'>): string {
  const { sequence, at, actor, action, subject, details, previous } = entry
  return sha256Of(`${previous}\n${canonicalJson({ sequence, at, actor, action, subject, details })}`)
}

const PAGE = 1000
const NO_HASH = '0'.repeat(64)

/**
 * Reads all of it, a page at a time. Entries that come meanwhile are not looked at. `heads` were noted elsewhere, as operators'
 * nodes do: a trail that was hashed anew or cut short is whole in itself, but no longer has them.
 */
export async function verifyTrail(store: Reading, heads: readonly TrailHead[] = []): Promise<TrailVerification> {
  const head = await store.trailHead()
  let sequence = 0
  let previous = NO_HASH
  const noted = new Map(heads.map(({ entries, hash }) => [entries, hash]))
  const broken = (at: number, why: string): TrailVerification => ({
    is: 'broken',
    entries: head.entries,
    sequence: at,
    why,
  })
  while (sequence < head.entries) {
    const entries = await store.trailAfter(sequence, Math.min(PAGE, head.entries - sequence))
    if (entries.length === 0) return broken(sequence + 1, 'missing')
    for (const entry of entries) {
      if (entry.sequence !== sequence + 1) return broken(sequence + 1, 'missing')
      if (entry.previous !== previous) return broken(entry.sequence, 'previous differs')
      if (hashOf(entry) !== entry.hash) return broken(entry.sequence, 'hash differs')
      if ((noted.get(entry.sequence) ?? entry.hash) !== entry.hash)
        return broken(entry.sequence, 'the noted head differs')
      previous = entry.hash
      sequence = entry.sequence
    }
  }
  if (previous !== head.hash) return broken(sequence, 'head differs')
  const [beyond] = await store.trailAfter(sequence, 1)
  if (beyond !== undefined && (await store.trailHead()).entries === head.entries)
    return broken(beyond.sequence, 'beyond the head')
  const beyondEnd = heads.find(({ entries }) => entries > head.entries)
  if (beyondEnd !== undefined) return broken(beyondEnd.entries, 'the noted head is beyond the end')
  return { is: 'whole', entries: head.entries, head: head.hash }
}
