/**
 * What a change does to what runs: the difference of effects, and what people should know before they approve it. `effects.ts` makes it,
 * `applied` there carries it out. Shapes alone; runs in a browser too.
 */
import type { Purpose } from '../directive/documents.ts'
import type { AreaId } from './areas.ts'
import type { Effect } from './effect.ts'

/** An area goes from one level to another. Null: it was, or is, at none. */
export interface Step {
  readonly area: AreaId
  readonly before: string | null
  readonly level: string | null
  /** The change by which it does; null: there is no decision any more. */
  readonly change: string | null
  readonly goes: 'up' | 'down'
  /** Its new level is its own, or the country's. */
  readonly isInherited: boolean
}

/**
 * `level`: the area is at another level. `plan`: the plan no longer has this action. `merged`: the area is there no more. `overtaken`: it
 * was not over yet.
 */
export type StopReason = 'level' | 'plan' | 'merged' | 'overtaken'

export interface Stop<Of extends Purpose = Purpose> {
  readonly effect: Effect<Of>
  readonly why: StopReason
}

export interface Replacement<Of extends Purpose = Purpose> {
  readonly before: Effect<Of>
  readonly after: Effect<Of>
}

export interface Diff<Of extends Purpose = Purpose> {
  readonly purpose: Of
  readonly at: number
  readonly steps: readonly Step[]
  /** In the order of their first minutes. */
  readonly starts: readonly Effect<Of>[]
  readonly stops: readonly Stop<Of>[]
  readonly replaced: readonly Replacement<Of>[]
  readonly stays: readonly Effect<Of>[]
  readonly remarks: readonly Remark[]
}

/** What people should know of a diff; the sentences are in remark-words.ts. */
export type RemarkCode =
  /** Once it is done it stays done: what it means is the action's own text. */
  | 'cannot-be-undone'
  /** It runs, is stopped, and what it has said by then stays said. */
  | 'half-done'
  /** People finish its content first. */
  | 'needs-content'
  /** People do it. */
  | 'needs-people'
  /** Its first minute would have been before the approval. */
  | 'late'
  /** Two of them tell one area about different levels by one channel within the same hour. */
  | 'contradicts'
  /** Who borders on the area is not known, so nobody is told. */
  | 'neighbours-unknown'
  /** A level is lowered, and no message says so. */
  | 'no-leave-message'

export interface Remark {
  readonly code: RemarkCode
  /** Keys of effects; none where it is about an area. */
  readonly effects: readonly string[]
  readonly areas: readonly AreaId[]
}

/** What an area counts. Null: nobody said. */
export interface AreaFigures {
  readonly population: number | null
  readonly subscribers: number | null
  /** Of those, who get English. */
  readonly english: number
  /** Clusters of loudspeakers. */
  readonly clusters: number | null
}

/** What one effect costs, once; of one that is repeated, each time. */
export interface Cost {
  readonly population: number | null
  readonly subscribers: number | null
  /** Of a text in Vietnamese and in English; null: no short message. */
  readonly segments: { readonly vi: number; readonly en: number } | null
  /** Ordinary SMS; null: it sends some, to nobody knows how many. */
  readonly sms: number | null
  /** Of all clusters a day, by how long the text takes to say; null: nobody said how many there are. */
  readonly loudspeakerMinutes: number | null
  readonly clusters: number | null
}
