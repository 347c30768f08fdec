/**
 * What waits for a second person, and what was sent back to those who wrote it: one row a thing, kept by the very step that moved
 * it, so that a new area has it without a word of its own. Whoever tells people of it reads it from here.
 *
 *   submit ─► waits ─┬─ approve, withdraw ─► no row
 *                    └─ return, with a reason ─► sentBack ─ submit, save ─► waits, or no row
 *
 * Knows no SQL: whoever keeps the rows is the area of notices.
 */
import type { Role } from './actor.ts'
import { rowsOf } from './store.ts'
import type { Changing } from './unit-of-work.ts'

export interface Subject {
  readonly kind: string
  readonly id: string
}

export interface Standing {
  /**
   * `waits`: for one of `roles` who is none of `people`. `sentBack`: to `people`, who wrote it. `proposed`: to `roles` but `people`,
   * who may make something of it.
   */
  readonly is: 'waits' | 'sentBack' | 'proposed'
  readonly roles: readonly Role[]
  readonly people: readonly string[]
  /** Who submitted it, sent it back or proposed it, by name; of what data proposed, empty. */
  readonly by: string
  /** Of the console, where one decides. */
  readonly page: string
  /** It does not wait for the morning. */
  readonly isUrgent: boolean
}

interface StandingWriting {
  /** In place of what stood of it; null: nothing does. */
  setStanding(subject: Subject, standing: Standing | null, nowMs: number): Promise<void>
}

const waitingRows = rowsOf<object, StandingWriting>('waiting')

export async function setStanding(
  { store, now }: Changing,
  subject: Subject,
  standing: Standing | null,
): Promise<void> {
  await waitingRows(store).setStanding(subject, standing, now)
}
