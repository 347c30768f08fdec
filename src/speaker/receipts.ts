/**
 * What a device tells of its plays, and the sum that reconciles:
 *
 *   scheduled = played + cut + refused + missed + unknown (+ open: what sounds now)
 *
 * A play begins as `started` and ends as `ended`, `cut` or `unknown`, which names the counter of its start; what never began is
 * `refused` or `missed`, so many plays at once. `unknown`: after a crash a play that was started and whose end was not kept; it is
 * never folded into another. Heard is another proof (heard-tag.ts) and adds to none of these.
 *
 * Counters are of one device: 1, 2, 3… without a hole, so that what was lost on the way is seen. Shapes and sums; runs in a browser too.
 */
import { z } from 'zod'
import { priority } from '../directive/bulletin.ts'
import { COUNT_MAX, count, instant, sha256 } from '../directive/values.ts'
import { itemId } from './agenda.ts'

export const PLAYS_MAX = 1_000_000
const counter = z.int().min(1).max(COUNT_MAX)
const each = { counter, at: instant }
const plays = z.int().min(1).max(PLAYS_MAX)
const notBegun = { ...each, item: itemId, plays, from: instant, until: instant }

export const cutReason = z.enum(['urgent', 'withdrawn', 'off', 'power', 'sink'])
export type CutReason = z.infer<typeof cutReason>
/**
 * `off`: the commune's own switch. `revoked`: the authority knows the device's key no more. `not-approved`: no two people of the
 * roster signed this sound for here and now. Of what is not approved or whose sound is wrong one is told for each item.
 */
export const playRefusal = z.enum(['off', 'revoked', 'not-approved', 'audio-differs', 'audio-unreadable'])
export type PlayRefusal = z.infer<typeof playRefusal>
/** `audio`: it could not be fetched in time. `sink`: nothing could be played on it. */
export const missReason = z.enum(['power', 'clock', 'disk', 'audio', 'window-full', 'sink'])
export type MissReason = z.infer<typeof missReason>
export const agendaRefusal = z.enum(['unsigned', 'malformed', 'stale', 'foreign', 'other-purpose', 'disk'])
export type AgendaRefusal = z.infer<typeof agendaRefusal>

export const receipt = z.discriminatedUnion('is', [
  z.strictObject({ ...each, is: z.literal('fetched'), sha256, octets: count }),
  z.strictObject({
    ...each,
    is: z.literal('started'),
    item: itemId,
    /** Of the agenda that it stands in. */
    serial: counter,
    sha256,
    priority,
    part: z.int().min(1),
    of: z.int().min(1),
  }),
  z.strictObject({ ...each, is: z.literal('ended'), start: counter }),
  z.strictObject({ ...each, is: z.literal('cut'), start: counter, why: cutReason }),
  z.strictObject({ ...each, is: z.literal('unknown'), start: counter }),
  z.strictObject({ ...notBegun, is: z.literal('refused'), why: playRefusal }),
  z.strictObject({ ...notBegun, is: z.literal('missed'), why: missReason }),
  /** This agenda counts from now on. */
  z.strictObject({ ...each, is: z.literal('agenda'), serial: counter, sha256 }),
  /** `sha256`: of the document, as it came. */
  z.strictObject({ ...each, is: z.literal('agenda-refused'), sha256, why: agendaRefusal }),
  /** The commune's own switch. */
  z.strictObject({ ...each, is: z.literal('switched'), off: z.boolean() }),
  /** The clock is behind what the device has seen; until it is not, nothing is played. 0: it is right again. */
  z.strictObject({ ...each, is: z.literal('clock'), behindMs: count }),
])
export type Receipt = z.infer<typeof receipt>

export interface PlaySums {
  readonly scheduled: number
  readonly played: number
  readonly cut: number
  readonly refused: number
  readonly missed: number
  readonly unknown: number
  /** Started, and no end was told yet. */
  readonly open: number
}

/** Of receipts in the order of their counters; one that was told twice counts once. */
export function sumsOf(receipts: Iterable<Receipt>): PlaySums {
  const sums = { scheduled: 0, played: 0, cut: 0, refused: 0, missed: 0, unknown: 0, open: 0 }
  const open = new Set<number>()
  let last = 0
  for (const given of receipts) {
    if (given.counter <= last) continue
    last = given.counter
    if (given.is === 'started') {
      open.add(given.counter)
      sums.scheduled++
    } else if (given.is === 'refused' || given.is === 'missed') {
      sums[given.is] += given.plays
      sums.scheduled += given.plays
    } else if (given.is === 'ended' || given.is === 'cut' || given.is === 'unknown') {
      if (!open.delete(given.start)) continue
      sums[given.is === 'ended' ? 'played' : given.is]++
    }
  }
  return { ...sums, open: open.size }
}
