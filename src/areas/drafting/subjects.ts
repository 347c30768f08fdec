/** What a kind of draft tells of itself: the areas of rounds and of bulletins give one each, and src/app joins them. */
import type { Reading } from '../../authority/store.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { ApprovedText, DraftKind } from './model.ts'

export interface DraftSubject {
  /** Null: there is none. `isOpen`: it is a draft, or waits for its second person. */
  now(store: Reading, id: string): Promise<{ readonly version: number; readonly isOpen: boolean } | null>
  /** What two people approved of it last; null: nothing. Fails where what is there is no longer that. */
  approved(store: Reading, id: string): Promise<ApprovedDraft | null>
}

export interface ApprovedDraft {
  readonly title: string
  readonly purpose: Purpose
  readonly version: number
  readonly digest: string
  readonly at: number
  readonly by: string
  readonly texts: readonly ApprovedText[]
  /** What another draft may begin with: JSON. */
  readonly content: unknown
}

export type DraftSubjects = Readonly<Record<DraftKind, DraftSubject>>
