/**
 * What of a bulletin contradicts itself: its level, its terms of CAP and its cell broadcast, by the one table (src/directive/broadcast-level.ts).
 * No fault: who submits and who approves tick each of them, and their signatures name it. Of an exercise nothing is asked, since it rings
 * nobody's phone. Pure; runs in a browser too.
 */
import { type LevelMismatch, levelMismatches } from '../../directive/broadcast-level.ts'
import type { BulletinDraft } from './model.ts'

export type BulletinDoubt = LevelMismatch

type Of = Pick<BulletinDraft, 'purpose' | 'priority'> & {
  readonly renditions: Pick<BulletinDraft['renditions'], 'cap' | 'broadcast'>
}

export function doubtsOf({ purpose, priority, renditions }: Of): readonly BulletinDoubt[] {
  if (purpose === 'exercise') return []
  const { cap, broadcast = null } = renditions
  return levelMismatches({ priority, cap, broadcast })
}

/** In whatever order they were ticked. */
export function isSeen(doubts: readonly BulletinDoubt[], seen: readonly string[]): boolean {
  return doubts.length === new Set(seen).size && doubts.every(doubt => seen.includes(doubt))
}
