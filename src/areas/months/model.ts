/**
 * A month's report at the authority: work items that people enter, and the editions of the report on their way to being
 * published. Shapes only; runs in a browser too.
 *
 *   draft ──review──► reviewed ──sign──► signed ──publish──► published
 *     ▲                  │                 │                     │
 *     └──────return──────┴─────────────────┘        a later edition corrects it
 *
 * A draft is counted anew each time it is looked at. A review freezes it with all its derivations: what is signed and
 * published is what was reviewed, octet for octet.
 */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { historyEntry } from '../../authority/trail-entry.ts'
import { count, instant, sha256 } from '../../directive/documents.ts'
import { attestation } from '../../directive/statement.ts'
import { month, report } from '../../report/document.ts'
import { workItem } from '../../report/records.ts'

export const WORK_ITEMS_MAX = 500

const said = z.strictObject({ title: line, result: paragraph, nextStep: paragraph.nullable() })

/** As people enter it. */
export const workItemContent = workItem
  .omit({ id: true })
  .extend({ unit: line, ...said.shape, english: said.nullable() })
export type WorkItemContent = z.infer<typeof workItemContent>

export const monthItem = z.strictObject({
  id: z.uuid(),
  month,
  version: z.int().min(1),
  content: workItemContent,
  updatedAt: instant,
  updatedBy: z.string(),
})
export type MonthItem = z.infer<typeof monthItem>

export const reportState = z.enum(['draft', 'reviewed', 'signed', 'published'])
export type ReportState = z.infer<typeof reportState>

export const reportAction = z.enum(['review', 'sign', 'publish', 'return'])
export type ReportAction = z.infer<typeof reportAction>

export const reportHeading = report.shape.heading
export type ReportHeading = z.infer<typeof reportHeading>

/** What a person signed, with the name that they had then. */
const editionSignature = attestation.extend({ name: z.string() })
export type EditionSignature = z.infer<typeof editionSignature>

/** By whose own keys an edition was reviewed and signed: whoever has the roster can look at both without the server. */
export const editionSignatures = z.strictObject({
  submitted: editionSignature,
  /** Null: not signed yet. */
  approved: editionSignature.nullable(),
  /** By which both were looked at when it was published; null: it was not yet. */
  roster: z.strictObject({ number: z.int().min(1), sha256 }).nullable(),
})
export type EditionSignatures = z.infer<typeof editionSignatures>

export const monthReport = z.strictObject({
  month,
  /** From 1; a published one is corrected by the next. */
  edition: z.int().min(1),
  state: reportState,
  report,
  /** Of the report in canonical JSON: what is signed. */
  sha256,
  reviewedBy: z.string().nullable(),
  signedBy: z.string().nullable(),
  publishedAt: instant.nullable(),
  /** Null: there was no roster then, or it is older than signing. */
  signatures: editionSignatures.nullable(),
  /** Editions that were published before. */
  published: z.array(z.strictObject({ edition: z.int().min(1), at: instant, sha256 })),
  /** `title`: of the work item that it was done to. */
  history: z.array(historyEntry.extend({ title: z.string().nullable() })),
  /** What this reader may do now. */
  actions: z.array(reportAction),
})
export type MonthReport = z.infer<typeof monthReport>

export const monthSummary = z.strictObject({
  month,
  edition: z.int().min(1),
  state: reportState,
  items: count,
  updatedAt: instant.nullable(),
})
export type MonthSummary = z.infer<typeof monthSummary>

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** The report of a month, or what people entered for it. */
    month: { readonly month: string }
  }
}
