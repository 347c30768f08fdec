/**
 * Two counts of one turn side by side: what the sender's ledger says, and what the centre counted by itself.
 *
 * Each figure of one side has its like on the other, and must be exactly equal:
 *
 *   figure     sender                                    centre
 *   numbers    subscribers of the audience               different destinations that came
 *   received   submitted - unanswered                    submit_sm that came - second copies
 *   accepted   accepted                                  different (number, segment) accepted
 *   refused    refused                                   answered with a final error
 *   temporary  retried                                   answered ESME_RTHROTTLED
 *   delivered  ordinary SMS on the phone, by receipts    receipts DELIVRD that were taken, less those of second
 *                                                        copies, each for as many segments as it stands for
 *   failed     subscribers failed                        destinations of which nothing was accepted + those of
 *                                                        which a receipt says UNDELIV
 *
 * `unanswered` is what the sender counts as put on the wire, or may have put there before it was killed, and nobody
 * answered nor proved by a receipt: the centre never saw it. *Second copies* are what the policy `resend` costs: copies
 * of a segment that the centre has accepted before.
 *
 * Pure. Knows no process and no file. mishaps.ts says why this holds in turns with mishaps too.
 */

import type { DirectiveTally } from '../src/directive/documents.ts'
import type { Count } from '../tools/smsc/count.ts'

/** What one side counted. All are whole numbers; `numbers` and `failed` are subscribers, the rest ordinary SMS. */
export interface Side {
  readonly numbers: number
  readonly received: number
  readonly accepted: number
  readonly refused: number
  readonly temporary: number
  readonly delivered: number
  readonly failed: number
}

export const FIGURES = [
  'numbers',
  'received',
  'accepted',
  'refused',
  'temporary',
  'delivered',
  'failed',
] as const satisfies readonly (keyof Side)[]

export type Outcomes = Omit<DirectiveTally['turns'], 'audience'>

/** One turn, or many added up. */
export interface Account {
  readonly sender: Side
  readonly centre: Side
  /** By the sender: submit_sm put on the wire, and those of them that nobody answered nor proved. */
  readonly submitted: number
  readonly unanswered: number
  /** By the centre: accepted copies beyond the first of each segment. */
  readonly secondCopies: number
  readonly outcomes: Outcomes
}

/** `each`: segments of the message, and for how many of them a receipt was asked. */
export function accountOf(tally: DirectiveTally, count: Count, each: { segments: number; receipts: number }): Account {
  const { turns, segments } = tally
  const { audience, ...outcomes } = turns
  // A receipt of the last segment stands for the whole message.
  const standsFor = each.segments / each.receipts
  return {
    sender: {
      numbers: audience,
      received: segments.submitted - segments.unanswered,
      accepted: segments.accepted,
      refused: segments.refused,
      temporary: segments.retried,
      delivered: segments.delivered,
      failed: turns.failed,
    },
    centre: {
      numbers: count.subscribers,
      received: count.submits - count.duplicates,
      accepted: count.segments,
      refused: count.refused,
      temporary: count.throttled,
      delivered: (count.receipts.delivered - count.duplicates) * standsFor,
      failed: count.subscribers - count.reached + count.receipts.unreachable,
    },
    submitted: segments.submitted,
    unanswered: segments.unanswered,
    secondCopies: count.duplicates,
    outcomes,
  }
}

const NO_SIDE: Side = { numbers: 0, received: 0, accepted: 0, refused: 0, temporary: 0, delivered: 0, failed: 0 }

const NOTHING: Account = {
  sender: NO_SIDE,
  centre: NO_SIDE,
  submitted: 0,
  unanswered: 0,
  secondCopies: 0,
  outcomes: { unsent: 0, sending: 0, accepted: 0, delivered: 0, failed: 0, expired: 0, uncertain: 0, resent: 0 },
}

export function sumOf(accounts: readonly Account[]): Account {
  return accounts.reduce(
    (sum, each) => ({
      sender: added(sum.sender, each.sender),
      centre: added(sum.centre, each.centre),
      submitted: sum.submitted + each.submitted,
      unanswered: sum.unanswered + each.unanswered,
      secondCopies: sum.secondCopies + each.secondCopies,
      outcomes: added(sum.outcomes, each.outcomes),
    }),
    NOTHING,
  )
}

function added<Figures extends object>(a: Figures, b: Figures): Figures {
  const names = Object.keys(a) as (keyof Figures)[]
  return Object.fromEntries(names.map(name => [name, Number(a[name]) + Number(b[name])])) as unknown as Figures
}

/** Every figure of one side is the other's. */
export function isEqual({ sender, centre }: Pick<Account, 'sender' | 'centre'>): boolean {
  return FIGURES.every(figure => sender[figure] === centre[figure])
}

/** Every subscriber has exactly one outcome. `resent` is a mark beside it. */
export function outcomesSum({ outcomes }: Pick<Account, 'outcomes'>): number {
  const { resent, ...each } = outcomes
  return Object.values(each).reduce((sum, count) => sum + count, 0)
}
