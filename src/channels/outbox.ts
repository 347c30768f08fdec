/**
 * What the queue needs of whoever keeps the messages: rows in an area's own tables. Each row is one message to one recipient.
 *
 *   waits ──take──► intent ──mark──► accepted · refused · unknown · expired
 *     ▲                │                          │
 *     └─── waits ──────┘         resent: by a person, and marked as such, never by the queue
 *
 * An intent is on the disk before the message may go out. A row that a crash left with one is unknown: nobody can tell.
 */
import type { Message } from './provider.ts'
import type { Reason } from './reasons.ts'

export interface Queued<To> {
  readonly message: Message<To>
  /** As the provider's `peerOf` names it: kept beside the row, so that those of a peer that rests are passed over. */
  readonly peer: string
  /** How often it was tried before, and nothing went out. */
  readonly tries: number
  /** Milliseconds since 1970: from then on it is of no use. */
  readonly untilMs: number
}

export interface Wanted {
  readonly max: number
  readonly nowMs: number
  /** Peers that rest; at most RESTING_MAX. */
  readonly except: readonly string[]
}

export type Ending =
  | { readonly is: 'accepted' }
  | { readonly is: 'refused'; readonly isGone: boolean; readonly why: Reason }
  | { readonly is: 'unknown'; readonly why: Reason }
  /** Nothing went out. */
  | { readonly is: 'waits'; readonly tryAtMs: number; readonly why: Reason }
  | { readonly is: 'expired' }

export interface Ended {
  readonly id: string
  readonly ending: Ending
}

/** Why the queue has stopped by itself. */
export interface Brake {
  /** Of the last so many that were answered for good. */
  readonly of: number
  readonly failed: number
}

export interface Outbox<To> {
  /** Once, before anything is taken: rows with an intent that nobody answered are unknown from now on. How many. */
  settle(): Promise<number>
  /** Rows that are due, whichever waits longest first, each with an intent on the disk before this resolves. Nothing while it is paused. */
  take(wanted: Wanted): Promise<readonly Queued<To>[]>
  /** On the disk before this resolves; the intents are over. */
  mark(ended: readonly Ended[]): Promise<void>
  /** On the disk: nothing is taken until a person lets it go on. */
  pause(why: Brake): Promise<void>
}

/** So that a database bears the list. */
export const RESTING_MAX = 200
