/**
 * What the authority keeps and shows of the list of what is free (src/zerorating): its draft, its versions, who holds
 * which, and what citizens are told. Schemas, also for the API and the console. Runs in a browser too.
 *
 *   none ──save──► draft ──submit──► submitted ──approve──► none, and the next version is signed and goes out
 *                   ▲ ▲                 │  │
 *                   │ └────withdraw─────┘  └─return─► returned ──save──► draft
 *
 * There is one list, so there is one draft: of the version that comes next.
 */
import { z } from 'zod'
import { auditSummary } from '../../audit/summary.ts'
import { historyEntry } from '../../authority/trail-entry.ts'
import { count, instant, listRefusalReason, operatorId, sha256, uuid } from '../../directive/documents.ts'
import { FAULT_CODES } from '../../zerorating/faults.ts'
import { period, service, serviceId, zeroRatingList } from '../../zerorating/list.ts'

/** What an editor writes: a list without its place in the chain. `inForceFrom` null: from the moment it is signed. */
export const freeContent = zeroRatingList
  .omit({ version: true, previousSha256: true, issuedAt: true })
  .extend({ inForceFrom: instant.nullable() })
export type FreeContent = z.infer<typeof freeContent>

export const freeState = z.enum(['none', 'draft', 'submitted', 'returned'])
export type FreeState = z.infer<typeof freeState>

export const freeAction = z.enum(['save', 'submit', 'withdraw', 'approve', 'return'])
export type FreeAction = z.infer<typeof freeAction>

export const freeFault = z.strictObject({
  code: z.enum(FAULT_CODES as [(typeof FAULT_CODES)[number]]),
  severity: z.enum(['fault', 'doubt']),
  service: z.string(),
  value: z.string(),
  other: z.string(),
})

export const freeDraft = z.strictObject({
  state: freeState,
  /** Of the text; rises by one with each save, over all versions. 0: nothing was ever saved. */
  revision: count,
  /** Of the list that it becomes. */
  version: z.int().min(1),
  /** Of the signed document of the version before, which is signed with it; null: it is the first. */
  previousSha256: sha256.nullable(),
  /** Where there is no draft: the last version, to begin from. */
  content: freeContent,
  /** The last version that was signed. */
  last: zeroRatingList.nullable(),
  /** Services that it adds, changes or removes: what an approver types. */
  services: count,
  /** SHA-256 of the content and its place in the chain: what an approver approves. */
  digest: sha256,
  faults: z.array(freeFault),
  updatedAt: instant.nullable(),
  updatedBy: z.string().nullable(),
  /** Names of those who wrote since the last version, and of who submitted: none of them may approve. */
  authors: z.array(z.string()),
  history: z.array(historyEntry),
  /** What this reader may do now. */
  actions: z.array(freeAction),
})
export type FreeDraft = z.infer<typeof freeDraft>

/** `never`: replaced before its time came. */
export const freeStanding = z.enum(['coming', 'now', 'past', 'never'])
export type FreeStanding = z.infer<typeof freeStanding>

export const freeVersionSummary = z.strictObject({
  version: z.int().min(1),
  /** Of the document as it was signed. */
  sha256,
  issuedAt: instant,
  inForceFrom: instant,
  /** Null: until another one is. */
  inForceUntil: instant.nullable(),
  standing: freeStanding,
  services: count,
  /** Who approved it. Null: it came back from a node after a restore. */
  approvedBy: z.string().nullable(),
})
export type FreeVersionSummary = z.infer<typeof freeVersionSummary>

export const freeVersion = freeVersionSummary.extend({
  list: zeroRatingList,
  /** The version before it. */
  before: zeroRatingList.nullable(),
  /** Compact JWS. */
  document: z.string(),
  history: z.array(historyEntry),
})
export type FreeVersion = z.infer<typeof freeVersion>

/**
 * holds: has acknowledged the last version. waiting: not yet. late: not for longer than it should take. refused: said no.
 * unable: no node, or one that knows nothing of lists or of who signs. differs: its node tells of a version that is not ours.
 */
export const freeOperatorState = z.enum(['holds', 'waiting', 'late', 'refused', 'unable', 'differs'])

export const freeOperator = z.strictObject({
  operator: operatorId,
  name: z.string(),
  state: freeOperatorState,
  /** The newest that it has acknowledged, and since when; 0: none. */
  version: count,
  since: instant.nullable(),
  /** Since when it is to hold the last one. */
  askedAt: instant.nullable(),
  refusal: listRefusalReason.nullable(),
})
export type FreeOperator = z.infer<typeof freeOperator>

/** A service and when it was, is and will be free: all versions together, each for its own time. */
export const freeService = z.strictObject({
  service,
  /** Whether it is on the version that is in force. */
  isListed: z.boolean(),
  isFree: z.boolean(),
  free: z.array(period),
})
export type FreeService = z.infer<typeof freeService>

export const freeOverview = z.strictObject({
  at: instant,
  timeZone: z.string(),
  /** Of the newest version. */
  currency: zeroRatingList.shape.currency,
  draft: z.strictObject({
    state: freeState,
    version: z.int().min(1),
    updatedAt: instant.nullable(),
    updatedBy: z.string().nullable(),
  }),
  /** Newest first. */
  versions: z.array(freeVersionSummary),
  services: z.array(freeService),
  operators: z.array(freeOperator),
})
export type FreeOverview = z.infer<typeof freeOverview>

// Audits ---------------------------------------------------------------------------------------------------------

/** An audit of an operator's charging records, as it was made there: sums without any subscriber. */
export const freeAuditSummary = z.strictObject({
  id: uuid,
  operator: operatorId,
  operatorName: z.string(),
  uploadedAt: instant,
  uploadedBy: z.string(),
  days: auditSummary.shape.days,
  currency: z.string(),
  amountDecimals: count,
  /** Charged, and should have been free. */
  wrong: z.strictObject({ records: count, refund: count }),
  /** Claimed as free, and not free by the list; null: the records say nothing of the kind. */
  claimed: z.strictObject({ records: count, charged: count }).nullable(),
})
export type FreeAuditSummary = z.infer<typeof freeAuditSummary>

export const freeAudit = freeAuditSummary.extend({
  summary: auditSummary,
  /** Versions that it was made with and that were not signed here, by their number. */
  foreign: z.array(z.int()),
})
export type FreeAudit = z.infer<typeof freeAudit>

// For everyone ---------------------------------------------------------------------------------------------------

/** One service as citizens are told of it. `until` null: no end is known. */
export const freeNowService = z.strictObject({
  id: serviceId,
  kind: z.enum(['hotline', 'short-code', 'page']),
  title: z.string(),
  /** Whose service it is. */
  owner: z.string(),
  /** What is dialled. */
  numbers: z.array(z.string()),
  /** Names of the pages. */
  hosts: z.array(z.string()),
  speedKilobitsPerSecond: z.int().nullable(),
  from: instant,
  until: instant.nullable(),
})
export type FreeNowService = z.infer<typeof freeNowService>

export const freeNow = z.strictObject({
  /** When it was looked at, to the minute; later in that minute where something has changed in it. */
  asOf: instant,
  /** The version of the list that is in force; null: there is none. */
  list: z
    .strictObject({ version: z.int().min(1), sha256, inForceFrom: instant, country: z.string(), timeZone: z.string() })
    .nullable(),
  free: z.array(freeNowService),
  /** Not free now, and with a period to come, by this version or one that comes into force then. */
  coming: z.array(freeNowService),
  /** Operators that have confirmed that version. */
  operators: z.array(z.strictObject({ id: operatorId, name: z.string() })),
  /** When the next period begins or ends, or the next version comes into force; null: nothing is known to change. */
  changesAt: instant.nullable(),
})
export type FreeNow = z.infer<typeof freeNow>

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** The list of what is free, its draft, or who holds it. */
    free: object
  }
}
