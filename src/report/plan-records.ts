/**
 * What a month's report is made of where areas went from level to level by a communication plan: at which level each area was on which days,
 * what each change of level began and ended by its plan, and how far what two people decided has come. Exercises carry that they are.
 */
import { z } from 'zod'
import { both } from './figure.ts'

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const instant = z.iso.datetime({ offset: true })
const line = z.string().min(1).max(200)
const day = z.iso.date()

/** What an action of a plan becomes: in this order everywhere. */
export const PLAN_KINDS = ['bulletin', 'round', 'loudspeakers', 'free-list', 'briefing', 'screening', 'task'] as const
const kind = z.enum(PLAN_KINDS)
export type PlanKind = z.infer<typeof kind>

export const planLevel = z.strictObject({ id: line, name: both })

/** An area at one level on days of the month, by what was decided; the last day is of it. */
export const levelStretch = z.strictObject({ area: line, name: both, level: line, from: day, until: day })
export type LevelStretch = z.infer<typeof levelStretch>

/** Effects of one action, as the change was approved. */
export const plannedRecord = z.strictObject({
  action: line,
  title: both,
  kind,
  starts: count,
  stops: count,
  replaced: count,
  stays: count,
})
export type PlannedRecord = z.infer<typeof plannedRecord>

/** What came of it: each thing to be begun or ended is exactly one of them. */
export const deedsRecord = z.strictObject({
  action: line,
  title: both,
  kind,
  done: count,
  failed: count,
  /** Its time has not come. */
  planned: count,
  /** It is out, and waits for a person to stop it. */
  asked: count,
  /** Given up: its level was left before it began. */
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
  /** `level` null: of none of its own any more. */
  decisions: z.array(z.strictObject({ name: both, level: both.nullable() })).max(128),
  isTakenBack: z.boolean(),
  planned: z.array(plannedRecord).max(1000),
  deeds: z.array(deedsRecord).max(1000),
})
export type LevelChangeRecord = z.infer<typeof levelChangeRecord>

export const planRecord = z.strictObject({
  plan: line,
  title: both,
  /** From the lowest to the highest. */
  levels: z.array(planLevel).min(1).max(12),
  stretches: z.array(levelStretch).max(2000),
  /** In the order in which they were approved. */
  changes: z.array(levelChangeRecord).max(1000),
})
export type PlanRecord = z.infer<typeof planRecord>

export const plansRecord = z.array(planRecord).max(50)
