/**
 * What the reports of months need of a store: an area's rows of `authority/store.ts`, with its promises. A published
 * edition never changes: the database refuses it.
 */

import type { Writer } from '../../authority/actor.ts'
import { rowsOf } from '../../authority/store.ts'
import type { Report } from '../../report/document.ts'
import type { EditionSignatures, ReportHeading, ReportState, WorkItemContent } from './model.ts'

export const monthRows = rowsOf<MonthReading, MonthWriting>('months')

export interface MonthReading {
  /** Months that have an item or an edition, newest first. */
  months(limit: number): Promise<readonly { readonly month: string; readonly items: number }[]>
  items(month: string): Promise<readonly StoredItem[]>
  item(id: string): Promise<StoredItem | null>
  /** Oldest first, without their reports. */
  editions(month: string): Promise<readonly StoredEdition[]>
  reportOf(month: string, edition: number): Promise<Report | null>
  /** Of the newest edition of any month. */
  lastHeading(): Promise<ReportHeading | null>
}

export interface MonthWriting extends MonthReading {
  putItem(item: StoredItem): Promise<void>
  removeItem(id: string): Promise<void>
  insertEdition(edition: StoredEdition & { readonly report: Report }): Promise<void>
  updateEdition(edition: StoredEdition): Promise<void>
}

export interface StoredItem {
  readonly id: string
  readonly month: string
  readonly version: number
  readonly content: WorkItemContent
  readonly updatedAt: number
  readonly updatedBy: Writer
}

export interface StoredEdition {
  readonly month: string
  readonly edition: number
  /** `returned`: it was sent back, and the report is a draft again. */
  readonly state: Exclude<ReportState, 'draft'> | 'returned'
  readonly sha256: string
  readonly reviewedBy: Writer
  readonly signedBy: Writer | null
  readonly signatures: EditionSignatures | null
  readonly publishedAt: number | null
  readonly updatedAt: number
}
