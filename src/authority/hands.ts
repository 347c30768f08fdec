/**
 * In whose hands a thing is in each of its states. Every kind of thing that people decide about says so of every state, in a table that
 * does not compile where a state is left out; what is closed says `nobody` itself. Whatever a decision leaves to people follows from it:
 * what waits for whom (waiting.ts), and what is open and in nobody's hands (areas/notices/adrift.ts). Pure; runs in a browser too.
 */
import type { Role } from './actor.ts'
import type { Reading } from './store.ts'

/** What is left to be done of what was decided: a draft made of it, something approved, a stop, what failed, what people do themselves. */
export type LeftDeed =
  | 'finish'
  | 'issue'
  | 'hold'
  | 'resume'
  | 'publish'
  | 'prepare'
  | 'stop'
  | 'retry'
  | 'do'
  | FoundDeed

/** What nobody's step leaves, but time, a node or a key that is missing: see `Found` in waiting.ts. */
export const FOUND_DEEDS = ['release', 'uphold', 'remind', 'key', 'lanes', 'roster'] as const
export type FoundDeed = (typeof FOUND_DEEDS)[number]

export type Hands =
  /** It is closed: nothing is left to be done about it. */
  | 'nobody'
  /** It goes on by itself: at nodes and sites, or when its hour comes. */
  | 'itself'
  /** A second person's: of those who may approve it, and have no part in it. */
  | 'second'
  /** It is written. What a person began is that person's; what a decision began is everybody's who may write it, until it is submitted. */
  | { readonly writers: readonly Role[] }
  /** Decided, and these go on with it. */
  | { readonly roles: readonly Role[]; readonly does: LeftDeed }

export type HandsOf<State extends string> = Readonly<Record<State, Hands>>

/** A thing that is open, and in hands that are neither nobody's nor its own. */
export interface OpenThing {
  readonly subject: { readonly kind: string; readonly id: string }
  readonly hands: Exclude<Hands, 'nobody' | 'itself'>
  /** A decision began it: also while it is written it waits for all who may. */
  readonly isLeft?: boolean
  /** Of the console, where one goes on with it. */
  readonly page: string
  readonly dueAt?: number | null
}

/** A kind of thing that people decide about. */
export interface KindHands {
  readonly states: HandsOf<string>
  /** The newest that are open. */
  open(store: Reading): Promise<readonly OpenThing[]>
}

/**
 * Every kind of thing of which an area tells the trail, and every other that waits for people. Null: it has no states; what is said of it is
 * done when it is said.
 */
export type AreaHands = Readonly<Record<string, KindHands | null>>

/** Of a kind that is looked at at once. */
export const OPEN_MAX = 2000

/** What its state leaves to people; nothing where it is closed or goes on by itself. */
export function openIn(hands: Hands, thing: Omit<OpenThing, 'hands'>): readonly OpenThing[] {
  return hands === 'nobody' || hands === 'itself' ? [] : [{ ...thing, hands }]
}
