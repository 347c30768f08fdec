/**
 * The summary of an audit: sums without any subscriber, for the authority. The shape, parsed wherever it is read.
 *
 * Amounts are whole numbers of 10^-amountDecimals of the currency's unit. Seconds are of what the sum is about: of wrong
 * charges the seconds that should have been free, of claims those that are not free by the list.
 *
 * Pure; runs in a browser too.
 */
import { z } from 'zod'
import { REASONS } from './reasons.ts'

/** A number of subscribers that is told is never smaller. */
export const SUBSCRIBERS_MIN = 5

const count = z.int().min(0)
const day = z.iso.date()
/** Null where they are fewer than SUBSCRIBERS_MIN. */
const subscribers = z.int().min(SUBSCRIBERS_MIN).nullable()

const sums = { records: count, seconds: z.number().min(0), octets: count, charged: count }

const cell = z.strictObject({
  service: z.string().nullable(),
  operator: z.string().nullable(),
  /** In the list's time zone; null: all days of this service and operator with fewer subscribers than may be told. */
  day: day.nullable(),
  ...sums,
  refund: count,
  subscribers,
})
export type SummaryCell = z.infer<typeof cell>

const section = { ...sums, subscribers, cells: z.array(cell) }

export const auditSummary = z.strictObject({
  audit: z.literal(1),
  madeBy: z.string(),
  list: z.strictObject({
    versions: z.array(
      z.strictObject({
        version: z.int(),
        sha256: z.string().nullable(),
        trust: z.enum(['verified', 'unverified', 'draft']),
      }),
    ),
    timeZone: z.string(),
  }),
  currency: z.string(),
  amountDecimals: z.int().min(0),
  /** Days of the first and the last record that was judged; null where none was. */
  days: z.strictObject({ first: day, last: day }).nullable(),
  files: z.strictObject({ read: count, damaged: count }),
  /** in = judged + duplicates + rejected + notConcerned. Of damaged files not one row is in any figure. */
  rows: z.strictObject({ in: count, judged: count, duplicates: count, rejected: count, notConcerned: count }),
  /** judged = right + wrong + claimed + unproved + undecided. */
  judged: z.strictObject({ right: count, wrong: count, claimed: count, unproved: count, undecided: count }),
  /** Charged, and should have been free. */
  wrong: z.strictObject({
    ...section,
    refund: count,
    /** Cut at an edge: of these, `proportional` ones had no tariff to go by. */
    cut: count,
    proportional: count,
  }),
  /** Claimed as free, and not free by the list; null where the records say nothing of the kind. */
  claimed: z
    .strictObject({ ...section, why: z.array(z.strictObject({ why: z.string(), records: count, charged: count })) })
    .nullable(),
  /** What the sums leave out. */
  leftOut: z.strictObject({
    rejected: z.array(z.strictObject({ why: z.enum(REASONS), rows: count })),
    unproved: z.array(z.strictObject({ why: z.string(), records: count, octets: count, refundMost: count })),
    undecided: z.array(z.strictObject({ why: z.string(), records: count, refundMost: count })),
  }),
})
export type AuditSummary = z.infer<typeof auditSummary>
