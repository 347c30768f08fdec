/**
 * In whose hands a thing is in each of its states. Every kind of thing that people decide about says so of every state, in a table that
 * does not compile where a state is left out; what is closed says `nobody` itself. Whatever a decision leaves to people follows from it:
 * what waits for whom (waiting.ts), and what is open and in nobody's hands (adrift.ts). Pure; runs in a browser too.
 */
import type { Role } from './actor.ts'

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
