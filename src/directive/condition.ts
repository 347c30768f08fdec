/**
 * How an operator's node fares: what is not well with its machine, and what its lanes do of the directives that it sends.
 *
 *   operator's node ── condition (unsigned) ──► authority     every ten seconds while it sends, else each minute and at each change
 *
 * For those who look after it; nothing is decided by it. The newest counts, one that is lost harms nothing, and a node that tells none is
 * one of before. Names and addresses of centres stay at home: each is a number, its place in the node's own list.
 */
import { z } from 'zod'
import { machineName } from './documents.ts'
import { COUNT_MAX, count, instant, uuid } from './values.ts'

/** Entries of one directive; of more lanes those of a centre are told together. */
export const LANES_TOLD_MAX = 64
/** Names of answers of one directive; the rest are told as one. */
export const STATUSES_TOLD_MAX = 16
export const ALARMS_TOLD_MAX = 32
/** Directives that one machine sends at a time: one of each side, and those that wait for receipts. */
export const SENDS_TOLD_MAX = 8
/** Of a node's list of centres. */
const CENTRES_MAX = 10_000
/** The name of all answers that have none of their own. */
export const OTHER_STATUSES = 'other'

/**
 * disk-low: little room where the node keeps its rounds. disk: the ledger cannot be written. log-away: the replicated log does not
 * answer. broken: the files or the log of a round cannot be used, and a person is needed. apart: this machine takes no part in what the
 * operator's others send. centre-lost: no lane is bound to a centre that a round is sent through.
 */
export const nodeAlarmName = z.enum(['disk-low', 'disk', 'log-away', 'broken', 'apart', 'centre-lost'])
export type NodeAlarmName = z.infer<typeof nodeAlarmName>

const centre = z.int().min(1).max(CENTRES_MAX)

export const toldAlarm = z.strictObject({
  is: nodeAlarmName,
  since: instant,
  /** Which centre, by its place in the node's list. */
  centre: centre.optional(),
})
export type ToldAlarm = z.infer<typeof toldAlarm>

export const toldLane = z.strictObject({
  centre,
  /** Lanes that are told together, and how many of them are bound. */
  lanes: z.int().min(1).max(CENTRES_MAX),
  bound: count,
  /** From the beginning of the directive: segments, answers that asked for fewer, binds after the first. */
  submitted: count,
  throttled: count,
  rebinds: count,
  /** Segments that may be in flight now. */
  window: count,
  /** Segments a second that it allows itself now; null: the centre bears all that comes. */
  pace: z.number().min(0).max(COUNT_MAX).nullable(),
})
export type ToldLane = z.infer<typeof toldLane>

export const toldSending = z.strictObject({
  directive: uuid,
  lanes: z.array(toldLane).max(LANES_TOLD_MAX),
  /** From the beginning of the directive: answers other than ESME_ROK by their name. */
  statuses: z
    .record(z.string().regex(/^[A-Za-z0-9_]{1,40}$/), count)
    .refine(named => Object.keys(named).length <= STATUSES_TOLD_MAX),
})
export type ToldSending = z.infer<typeof toldSending>

export const conditionBody = z.strictObject({
  at: instant,
  alarms: z.array(toldAlarm).max(ALARMS_TOLD_MAX),
  sends: z.array(toldSending).max(SENDS_TOLD_MAX),
  /** Of an operator that has several machines: which one says it. */
  machine: machineName.optional(),
})
export type ConditionBody = z.infer<typeof conditionBody>
