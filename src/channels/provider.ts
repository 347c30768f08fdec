/**
 * What a provider is: it takes a message for one recipient and says what became of it. Mail and push are such; an area knows
 * this file alone. It knows no area, no database and no technology.
 *
 *   message ──► provider ──► accepted    the next machine has taken it: no more is known, and never that it was read
 *                            refused     for good; `isGone`: so will every other be, forget this recipient
 *                            notNow      nothing went out: try again, not before `againMs` from now
 *                            unknown     it may have gone out: never again by itself, or somebody gets it twice
 *
 * A provider never throws for what a peer does, says within a bounded time what became of it, and keeps no address: none is in
 * an answer, and nothing is logged here.
 */
import type { Language } from '../base/failure.ts'
import type { Reason } from './reasons.ts'

/** In UTF-16 units. Longer ones are refused, not cut. */
export const TITLE_MAX = 250
export const TEXT_MAX = 50_000
export const ID_MAX = 200

export interface Message<To> {
  /**
   * Of the message to this recipient, and stays when it is sent again: whoever gets two copies can tell by it that they are one.
   * While a message is under way, the same one once more is not sent again: both get its answer.
   */
  readonly id: string
  readonly to: To
  readonly content: Content
}

export interface Content {
  readonly title: string
  /** Paragraphs are parted by an empty line. */
  readonly text: string
  readonly language: Language
  /** Where there is more to read, https (links.ts). Null: nowhere. */
  readonly link: string | null
  /** By mail, what the link says. Left out: that there is the whole text. */
  readonly linkSays?: string
  /** By mail: one POST there ends the subscription (RFC 8058), and a GET only shows. Null: nobody has subscribed to this. */
  readonly unsubscribe: string | null
  /** By push: one POST there says that whoever it was for has it. Left out: nobody asks. */
  readonly confirmAt?: string
  readonly isUrgent: boolean
  /** For so long it is of use to whoever is away now. */
  readonly lifeSeconds: number
}

export type Answer =
  | { readonly is: 'accepted' }
  | { readonly is: 'refused'; readonly isGone: boolean; readonly why: Reason }
  | { readonly is: 'notNow'; readonly againMs: number; readonly why: Reason }
  | { readonly is: 'unknown'; readonly why: Reason }

export interface Provider<To> {
  readonly channel: 'mail' | 'push'
  send(message: Message<To>): Promise<Answer>
  /** Who is behind a recipient: the domain of a mailbox, the host of a push service. What one of them bears, says and refuses is its own. */
  peerOf(to: To): string
  /** What is under way is answered first, within the time that an answer may take. */
  close(): Promise<void>
}

export const ACCEPTED: Answer = { is: 'accepted' }

/** This message, or every one to this recipient where it is gone. */
export function refused(why: Reason, { isGone = false } = {}): Answer {
  return { is: 'refused', isGone, why }
}

export function notNow(why: Reason, againMs = AGAIN_MS): Answer {
  return { is: 'notNow', againMs: Math.min(Math.max(againMs, 0), AGAIN_MAX_MS), why }
}

export function unknown(why: Reason): Answer {
  return { is: 'unknown', why }
}

/** Where the peer does not say when. */
const AGAIN_MS = 60_000
/** A peer may ask for patience, not for ever. */
const AGAIN_MAX_MS = 24 * 3_600_000
