/**
 * What happened in a briefing, in order: a log that only grows, kept before anybody is told of it. Everything that is shown of
 * a briefing's course is folded from it, while it goes on and years later. Shapes alone; instants are milliseconds since 1970.
 */

import type { LineClass, PlaceRole } from '../model.ts'
import type { FloorEntry } from './floor.ts'
import type { Attendance } from './presence.ts'
import type { QuestionEntry } from './questions.ts'

/** Who did it: a site, a person with an account, or nobody but the server. */
export type By =
  | { readonly is: 'site'; readonly site: string; readonly name: string }
  | { readonly is: 'person'; readonly id: string; readonly name: string }
  | null

export interface LogDetails {
  began: { readonly by: By }
  ended: { readonly by: By }
  /** A connection that carries media; `replaced`: the older one of the same site is closed. */
  joined: { readonly replaced: boolean; readonly role: PlaceRole }
  line: { readonly line: LineClass }
  /** Evidence, a few seconds of it at once: when each site was last heard of. */
  heard: { readonly sites: Readonly<Record<string, number>> }
  left: object
  removed: { readonly by: By; readonly reason: string }
  floor: FloorEntry
  /** In writing, to the chair. */
  question: QuestionEntry
  /** Who has the chair from now on; by: null, by the rule. */
  chair: { readonly acting: string | null; readonly by: By }
  roll: { readonly by: By; readonly places: readonly { readonly site: string; readonly is: Attendance }[] }
  /** Why a site is not there. */
  reason: { readonly reason: string; readonly by: By }
  caption: { readonly language: string; readonly text: string }
  slide: { readonly document: string; readonly page: number } | { readonly document: null }
  screen: { readonly isShown: boolean }
  /** What a site hears: an interpreter's language; null: the floor. */
  listens: { readonly language: string | null }
  /** The process that forwards media. */
  media: { readonly is: 'up' | 'down' }
}
export type LogKind = keyof LogDetails

/** `site`: whom it is of; null: of the whole room. */
export type LogEntry = {
  [Kind in LogKind]: {
    readonly sequence: number
    readonly atMs: number
    readonly kind: Kind
    readonly site: string | null
    readonly details: LogDetails[Kind]
  }
}[LogKind]

export type NewEntry = LogEntry extends infer Entry ? (Entry extends LogEntry ? Omit<Entry, 'sequence'> : never) : never
