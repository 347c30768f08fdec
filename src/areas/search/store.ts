/** What the search needs of a store: an area's rows of `authority/store.ts`, with its promises. */
import type { Actor } from '../../authority/actor.ts'
import type { Page } from '../../authority/paging.ts'
import { rowsOf } from '../../authority/store.ts'
import type { Wanted } from './folding.ts'
import type { FoundKind } from './model.ts'
import type { Document, Viewer } from './source.ts'

export const searchRows = rowsOf<SearchReading, SearchWriting>('search')

/** But for the trail, of which there are no documents. */
export type DocumentKind = FoundKind

/** A document in the index: its words are kept beside it, and not given back. */
export type StoredDocument = Omit<Document, 'text' | 'seenBy'>

export interface IndexedDocument extends StoredDocument {
  readonly titleWords: readonly string[]
  readonly words: readonly string[]
  readonly seenBy: readonly Viewer[]
}

export interface Asking {
  readonly wanted: Wanted
  readonly cursor: string | null
  readonly limit: number
}

/** Up to which entry of the trail the index is made, and by which rules. */
export interface Place {
  readonly version: number
  readonly sequence: number
}

export interface Thing {
  readonly kind: DocumentKind
  readonly thing: string
}

export interface SearchReading {
  /** Null: there is no index yet. */
  place(): Promise<Place | null>
  /** How many things are still to be read. */
  pendingCount(): Promise<number>
  documentCount(): Promise<number>
  /** First what is called so, then what says so; of each what was changed last first. */
  documents(
    asking: Asking & { readonly kind: DocumentKind; readonly reader: Pick<Actor, 'role' | 'operator'> },
  ): Promise<Page<StoredDocument>>
  /** The first page of each of these kinds of which there is anything. */
  firstOfEach(
    asking: Omit<Asking, 'cursor'> & {
      readonly kinds: readonly DocumentKind[]
      readonly reader: Pick<Actor, 'role' | 'operator'>
    },
  ): Promise<ReadonlyMap<DocumentKind, Page<StoredDocument>>>
}

export interface SearchWriting extends SearchReading {
  setPlace(place: Place): Promise<void>
  /** Each once, however often it is added. */
  addPending(things: readonly Thing[]): Promise<void>
  /** So many of them, which are pending no more. */
  takePending(limit: number): Promise<readonly Thing[]>
  /** All that there are of one thing from now on. */
  replace(kind: DocumentKind, thing: string, documents: readonly IndexedDocument[]): Promise<void>
  clear(): Promise<void>
}
