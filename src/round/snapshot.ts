/** What is said of a round at one instant: kept in each group of the ledger, sent to whoever asks, turned into a tally. */
import type { Meta } from './journal.ts'

export type RoundState =
  | 'running'
  | 'paused'
  | 'stopped'
  | 'interrupted'
  | 'waiting'
  | 'finished'
  /** Looks for the round's replicated log, or for its own place in it: it neither sends nor could take over yet. */
  | 'joining'
  /** Keeps a ledger of a round that another process sends. */
  | 'following'
  /** Another process took the round over from this one. */
  | 'fenced'

export interface LaneCount {
  readonly smsc: string
  readonly bound?: boolean
  readonly submitted: number
  readonly throttled: number
  readonly rebinds: number
  /** Of the bind that there is: segments that may be in flight, and a second; null: no pace. */
  readonly window?: number
  readonly pace?: number | null
}

export interface Fenced {
  /** Its name; null: not known. */
  readonly by: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Snapshot {
  readonly state: RoundState
  /** What was wished last, also where it is interrupted: who takes it over begins nobody. */
  readonly isPaused: boolean
  /** The next subscriber to begin. */
  readonly walk: number
  /** Subscribers before it may have been written. */
  readonly intent: number
  readonly canaryDone: boolean
  /** Milliseconds since 1970; null before the first run. */
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** Why it ended, in its last group; null before. */
  readonly ending: string | null
  /** That another process took the round over, and which, in the last group of the one before; all else is from before that. */
  readonly fenced: Fenced | null
  /** Something is to be written, and its hours do not let it: milliseconds since 1970. Never kept: hours are asked anew. */
  readonly waitsUntil: number | null
  /** How long the round was free to write, in all its runs. */
  readonly sendingMs: number
  /** By the places of `ledger.ts`. */
  readonly counters: readonly number[]
  /** command_status and how often it was answered. */
  readonly statuses: readonly (readonly [number, number])[]
  readonly otherStatuses: number
  readonly lanes: readonly LaneCount[]
}

export const FRESH: Snapshot = {
  state: 'interrupted',
  isPaused: false,
  walk: 0,
  intent: 0,
  canaryDone: false,
  startedAt: null,
  endedAt: null,
  ending: null,
  fenced: null,
  waitsUntil: null,
  sendingMs: 0,
  counters: [],
  statuses: [],
  otherStatuses: 0,
  lanes: [],
}

/** A group's meta; its checksum was right, so it is what a sender wrote. */
export function snapshotOf(meta: Meta): Snapshot {
  return { ...FRESH, ...(meta as Partial<Snapshot>) }
}

export function metaOf(snapshot: Snapshot): Meta {
  const { waitsUntil: _waitsUntil, ...kept } = snapshot
  return kept
}
