/** What remarks and templates need of a store: an area's rows of `authority/store.ts`, with its promises. */
import { rowsOf } from '../../authority/store.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { ApprovedText, DraftKind, InsertedText } from './model.ts'

export interface Subject {
  readonly kind: DraftKind
  readonly id: string
}

export interface StoredRemark {
  readonly id: string
  readonly subject: Subject
  readonly version: number
  readonly text: string
  readonly at: number
  readonly by: { readonly id: string; readonly name: string }
  readonly settled: { readonly at: number; readonly by: string } | null
}

/** Without what another draft begins with, which is long. */
export interface StoredTemplate {
  readonly id: string
  readonly kind: DraftKind
  readonly name: string
  readonly note: string
  readonly purpose: Purpose
  readonly texts: readonly ApprovedText[]
  readonly sourceId: string
  readonly sourceTitle: string
  readonly version: number
  readonly digest: string
  readonly approvedAt: number
  readonly approvedBy: string
  readonly madeAt: number
  readonly madeBy: string
}

export interface DraftingReading {
  /** Oldest first, all of them: there are REMARKS_MAX at the most. */
  remarks(of: Subject): Promise<readonly StoredRemark[]>
  remark(id: string): Promise<StoredRemark | null>
  /** Newest first, all of them: there are TEMPLATES_MAX at the most. */
  templates(kind: DraftKind | null): Promise<readonly StoredTemplate[]>
  template(id: string): Promise<(StoredTemplate & { readonly content: unknown }) | null>
  countTemplates(): Promise<number>
  inserted(of: Subject): Promise<readonly InsertedText[]>
}

export interface DraftingWriting extends DraftingReading {
  insertRemark(remark: StoredRemark): Promise<void>
  settleRemark(id: string, settled: StoredRemark['settled']): Promise<void>
  dropRemarks(of: Subject): Promise<void>
  insertTemplate(template: StoredTemplate & { readonly content: unknown }): Promise<void>
  dropTemplate(id: string): Promise<void>
  keepInserted(of: Subject, texts: readonly InsertedText[]): Promise<void>
}

export const draftingRows = rowsOf<DraftingReading, DraftingWriting>('drafting')

/** With a draft that is deleted go its remarks, and what was not read again of it; what the trail says of them stays. */
export async function forgetRemarks({ store, publish }: Transaction, of: Subject): Promise<void> {
  await draftingRows(store).dropRemarks(of)
  await draftingRows(store).keepInserted(of, [])
  publish({ is: 'remark', of: of.kind, subject: of.id })
}
