/** What subscriptions need of a store: an area's rows of `authority/store.ts`, with its promises. */
import { rowsOf } from '../../authority/store.ts'
import type { ReleaseKind } from '../../directive/bulletin.ts'
import type { Choices, Lane, LetterState, SubscriptionChannel, Turn } from './model.ts'

export interface StoredSubscription extends Choices {
  readonly id: string
  readonly channel: SubscriptionChannel
  readonly state: 'asked' | 'on'
  /** HMAC of the address or endpoint. */
  readonly mark: string
  readonly sealed: string
  readonly peer: string
  /** What waits for a confirmation. */
  readonly wanted: Choices | null
  readonly askedAt: number
  readonly asks: number
  readonly lastAskedAt: number
  readonly bounces: number
}

export interface StoredLetter {
  readonly id: string
  readonly lane: Lane
  readonly subscription: string | null
  readonly bulletin: string | null
  /** 0: it asks for a confirmation. */
  readonly serial: number
  readonly kind: ReleaseKind | 'confirm'
  readonly turn: number
  readonly state: LetterState
  readonly peer: string
  readonly tries: number
  readonly tryAt: number
  readonly untilAt: number
  readonly resent: number
  readonly why: string | null
  readonly changedAt: number
}

export interface LogPlace {
  readonly serial: number
  /** Of the release after it: the last subscription that has its letter; empty: none has. */
  readonly afterId: string
  /** The database was made of a backup: what its log holds may have gone out. */
  readonly isRestored: boolean
}

export interface LetterCount {
  readonly kind: StoredLetter['kind']
  readonly state: LetterState
  readonly count: number
  readonly changedAt: number
}

export interface Due {
  readonly max: number
  readonly nowMs: number
  readonly except: readonly string[]
}

/** Whoever gets one: what decides it, and no address. */
export type Recipient = Pick<StoredSubscription, 'id' | 'peer' | keyof Choices>

export interface SubscriptionReading {
  subscription(id: string): Promise<StoredSubscription | null>
  withMark(channel: SubscriptionChannel, mark: string): Promise<StoredSubscription | null>
  /** Confirmed ones, by id. */
  recipients(
    channel: SubscriptionChannel,
    page: { readonly afterId: string; readonly max: number },
  ): Promise<readonly Recipient[]>
  /** Of them, those to whom something of the bulletin may have gone out. */
  reached(bulletin: string, lane: Lane, subscriptions: readonly string[]): Promise<ReadonlySet<string>>
  place(channel: SubscriptionChannel): Promise<LogPlace>
  letter(id: string): Promise<StoredLetter | null>
  /** Those that may go out now, in their turn. */
  due(lane: Lane, due: Due): Promise<readonly StoredLetter[]>
  letterCounts(bulletin: string, lane: Lane): Promise<readonly LetterCount[]>
  countLetters(of: {
    readonly lane: Lane
    readonly states: readonly LetterState[]
    readonly serial?: number
  }): Promise<number>
  countSubscriptions(channel: SubscriptionChannel, state: StoredSubscription['state']): Promise<number>
  /** How many of each before that day, since ever. */
  turnsBefore(channel: SubscriptionChannel, day: string): Promise<Readonly<Record<Turn, number>>>
  acceptedBetween(lane: Lane, fromMs: number, untilMs: number): Promise<number>
}

export interface SubscriptionWriting extends SubscriptionReading {
  putSubscription(row: StoredSubscription): Promise<void>
  /** With what waits for it; what went out stays, and nobody can tell to whom. */
  dropSubscription(id: string): Promise<void>
  /** Never confirmed ones that were asked for before that, at most so many. How many. */
  dropUnconfirmed(beforeMs: number, max: number): Promise<number>
  putPlace(channel: SubscriptionChannel, place: LogPlace): Promise<void>
  addLetters(letters: readonly StoredLetter[]): Promise<void>
  /** `from`: only those that are in that state. */
  updateLetters(
    ids: readonly string[],
    change: Partial<Pick<StoredLetter, 'state' | 'tries' | 'tryAt' | 'why' | 'changedAt'>>,
    from?: LetterState,
  ): Promise<void>
  /** Of a lane: those that a crash left under way. How many. */
  settle(lane: Lane, nowMs: number): Promise<number>
  /** Of a bulletin, what waits and belongs to a release before that one. */
  supersede(bulletin: string, lane: Lane, before: number, nowMs: number): Promise<void>
  /** Unknown ones of a release, marked as sent once more. How many. */
  resend(serial: number, lane: Lane, nowMs: number): Promise<number>
  /** Of letters that are long over, at most so many: nobody can tell whose they were. How many. */
  unlink(beforeMs: number, max: number): Promise<number>
  /** One more on that day. */
  countTurn(channel: SubscriptionChannel, day: string, turn: Turn): Promise<void>
}

export const subscriptionRows = rowsOf<SubscriptionReading, SubscriptionWriting>('subscriptions')
