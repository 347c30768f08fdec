/**
 * What the list of what is free needs of a store: an area's rows of `authority/store.ts`, with its promises.
 *
 * Versions and revisions can only grow: the database refuses the rest.
 */

import type { AuditSummary } from '../../audit/summary.ts'
import type { Writer } from '../../authority/actor.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import { rowsOf } from '../../authority/store.ts'
import type { ListRefusalReason } from '../../directive/documents.ts'
import type { FreeContent, FreeState } from './model.ts'

export const freeRows = rowsOf<FreeReading, FreeWriting>('free')

export interface FreeReading {
  /** Null: nothing was ever saved. */
  draft(): Promise<StoredFreeDraft | null>
  revision(revision: number): Promise<StoredRevision | null>
  /** Who saved a revision above this one. */
  writersAbove(revision: number): Promise<readonly Writer[]>

  /** Oldest first, without their documents. */
  lists(): Promise<readonly StoredList[]>
  lastList(): Promise<StoredList | null>
  /** Oldest first, from this version on. */
  documentsFrom(version: number): Promise<readonly ListDocument[]>

  listDirective(id: string): Promise<StoredListDirective | null>
  /** Of one version, to whomever; or to one operator, of the versions above that one. By serial. */
  listDirectives(
    of: { readonly version: number } | { readonly operator: string; readonly above: number },
  ): Promise<readonly StoredListDirective[]>
  /** What is open to this operator, by version: at most `limit`. */
  listAgenda(operator: string, limit: number): Promise<readonly { readonly directive: string; readonly list: string }[]>
  /** The newest version that each operator has acknowledged. */
  held(): Promise<ReadonlyMap<string, { readonly version: number; readonly at: number }>>

  /** Newest first, with their summaries as they came. */
  audits(query: PageQuery & { readonly operator: string | null }): Promise<Page<StoredAudit>>
  audit(by: { readonly id: string } | { readonly sha256: string }): Promise<StoredAudit | null>
}

export interface FreeWriting extends FreeReading {
  insertAudit(audit: Omit<StoredAudit, 'operatorName'>): Promise<void>
  setDraft(draft: StoredFreeDraft): Promise<void>
  insertRevision(revision: StoredRevision): Promise<void>
  insertList(list: StoredList & ListDocument): Promise<void>
  insertListDirective(directive: NewListDirective): Promise<void>
  updateListDirective(id: string, change: ListDirectiveChange): Promise<void>
}

export interface StoredFreeDraft {
  readonly state: FreeState
  readonly revision: number
  readonly submittedBy: Writer | null
  readonly updatedAt: number
  readonly updatedBy: string
}

export interface StoredRevision {
  readonly revision: number
  readonly content: FreeContent
  readonly at: number
  readonly by: Writer
}

export interface StoredList {
  readonly version: number
  /** Revisions above it are of versions to come. */
  readonly revision: number
  readonly sha256: string
  readonly issuedAt: number
  /** Null: it came back from a node after a restore. */
  readonly approvedBy: Writer | null
}

export interface ListDocument {
  readonly version: number
  /** Compact JWS. */
  readonly document: string
}

export interface StoredListDirective {
  readonly id: string
  readonly serial: number
  readonly operator: string
  readonly version: number
  readonly issuedAt: number
  readonly expiresAt: number
  readonly sha256: string
  readonly state: 'issued' | 'held' | 'refused' | 'expired'
  readonly refusal: ListRefusalReason | null
  readonly answeredAt: number | null
}
export type NewListDirective = Omit<StoredListDirective, 'state' | 'refusal' | 'answeredAt'> & {
  readonly document: string
}

export interface ListDirectiveChange {
  readonly state: Exclude<StoredListDirective['state'], 'issued'>
  readonly refusal: ListRefusalReason | null
  readonly answeredAt: number
  /** As it was signed. */
  readonly acknowledgement?: string
}

export interface StoredAudit {
  readonly id: string
  readonly operator: string
  readonly operatorName: string
  /** Of the operator and the summary, in one spelling. */
  readonly sha256: string
  readonly summary: AuditSummary
  readonly at: number
  readonly by: Writer
}
