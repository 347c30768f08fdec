/**
 * The records of a month of communication plans: at which level areas were from which day to which, and each change of level that two people
 * decided, with what it was to begin and to end and what was carried out of it. Exercises are among the changes and say so.
 */
import { z } from 'zod'
import { both } from './figure.ts'

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const line = z.string().min(1).max(200)

/** An area at one level, by the days of the month on which it was at the end of the day. */
export const levelRecord = z.strictObject({ area: line, level: both, from: day, until: day })
export type LevelRecord = z.infer<typeof levelRecord>

/** `begin` and `end` of each effect that it decided; planned + failed + done + asked + dropped are all of them. */
export const deedsRecord = z.strictObject({
  planned: count,
  failed: count,
  done: count,
  /** A person has still to stop what is out. */
  asked: count,
  /** The level was left before it began. */
  dropped: count,
})
export type DeedsRecord = z.infer<typeof deedsRecord>

export const levelChangeRecord = z.strictObject({
  id: z.uuid(),
  /** Of what two people signed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  purpose: z.enum(['live', 'exercise']),
  /** Of the plan. */
  version: z.int().min(1),
  from: instant,
  approvedAt: instant,
  proposedBy: line,
  approvedBy: line,
  isTakenBack: z.boolean(),
  /** Null: none of its own any more. */
  decisions: z.array(z.strictObject({ area: line, level: both.nullable() })).max(128),
  /** Effects, as it was approved. */
  begins: count,
  ends: count,
  deeds: deedsRecord,
})
export type LevelChangeRecord = z.infer<typeof levelChangeRecord>

export const planRecord = z.strictObject({
  plan: line,
  title: both,
  levels: z.array(levelRecord).max(2000),
  /** In the order in which they were approved. */
  changes: z.array(levelChangeRecord).max(2000),
})
export type PlanRecord = z.infer<typeof planRecord>
