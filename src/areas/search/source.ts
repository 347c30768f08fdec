/**
 * What an area's things are to the search: documents, made of the area's own rows as they stand, of whatever an entry of the trail may
 * have changed. Shapes alone.
 *
 * Whatever changes what one may read of a thing is in the trail, so that whoever follows it misses nothing; and what is read is read
 * within the very write that keeps it, so that it is not older than the entry.
 */
import type { Role } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import type { TrailEntry } from '../../authority/trail-entry.ts'
import type { FoundKind } from './model.ts'

/** A role, or those engineers alone whose operator that is. */
export type Viewer = Role | { readonly engineerOf: string }

export interface Document {
  /** Of what its page is about. */
  readonly id: string
  readonly title: string
  readonly within: string | null
  readonly state: string | null
  readonly at: number
  readonly page: string
  /** What else it is found by: its text, its id, its digest. No telephone number of a person, no address. */
  readonly text: readonly string[]
  /** Nobody else finds it. */
  readonly seenBy: readonly Viewer[]
}

export interface Source {
  readonly kind: FoundKind
  /** Ids of its things that an entry may have changed. */
  touched(entry: TrailEntry, store: Reading): readonly string[] | Promise<readonly string[]>
  /** All documents of one thing as it stands now: another for those who may read less of it. None: it is found no more. */
  documents(store: Reading, thing: string): Promise<readonly Document[]>
}

/** A kind that an area brings with itself. */
export interface OwnSource extends Source {
  /** What such things are called. */
  readonly name: { readonly vi: string; readonly en: string }
  /** Who may find anything of it at all: nobody who may not read its area. */
  readonly may: readonly Role[]
}

/** Of an area whose things are found. */
export interface Finds {
  readonly finds?: readonly OwnSource[]
}

/** Whoever reads what is written at the authority. */
export const STAFF: readonly Role[] = ['editor', 'approver', 'auditor', 'administrator']

/** The things of one kind that the trail names by their own ids. */
export function ofSubject(...kinds: readonly string[]) {
  return ({ subject }: TrailEntry): readonly string[] => (kinds.includes(subject.kind) ? [subject.id] : [])
}
