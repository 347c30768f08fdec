/**
 * Campaigns, rounds, directives: what is kept and shown. Shapes only.
 *
 * The schemas validate what comes in, describe the API and type the console; they run in a browser too.
 * Holds no number of a subscriber and no field that could. Ids are UUIDs, instants ISO 8601 in UTC, counts whole numbers.
 */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { historyEntry } from '../../authority/trail-entry.ts'
import { toldLane, toldSending } from '../../directive/condition.ts'
import {
  audienceTerms,
  count,
  directiveState,
  directiveTally,
  instant,
  languageTag,
  MESSAGES_MAX,
  machineName,
  operatorId,
  PROVINCES_MAX,
  type Purpose,
  provinceRef,
  purpose,
  refusalReason,
  roundPurpose,
  sendingTerms,
  sendingWindow,
  sha256,
  uuid,
  VARIANTS_MAX,
  wish,
} from '../../directive/documents.ts'
import { written } from '../../text/written.ts'
import { flag } from '../operators/model.ts'

// Campaigns and rounds -------------------------------------------------------------------------------------------

export const campaign = z.strictObject({
  id: uuid,
  title: line,
  note: paragraph,
  rounds: count,
  createdAt: instant,
  createdBy: z.string(),
  /** Put away: lists do not show it nor its rounds, unless they are asked to. */
  isArchived: z.boolean(),
})
export type Campaign = z.infer<typeof campaign>

export const messageText = z.string().overwrite(written).max(40_000)

/** What an editor writes. The first variant of a message is for everyone whose language no other variant is for. */
export const roundContent = z.strictObject({
  title: line,
  messages: z
    .array(
      z.strictObject({
        variants: z
          .array(z.strictObject({ language: languageTag, text: messageText }))
          .min(1)
          .max(VARIANTS_MAX),
      }),
    )
    .min(1)
    .max(MESSAGES_MAX),
  source: z.string().min(1).max(20),
  operators: z.array(operatorId).max(200),
  /** Of a draft: no province chosen yet is a fault, and never the whole country. */
  audience: audienceTerms.extend({ provinces: z.array(provinceRef).max(PROVINCES_MAX).nullable() }),
  window: sendingWindow,
  sending: sendingTerms,
  /** The live round cannot start before an exercise has ended well at every operator that can hold one. */
  exerciseFirst: z.boolean(),
  /** From the first version on, and never another; missing: live. */
  purpose: roundPurpose.optional(),
})
export type RoundContent = z.infer<typeof roundContent>

/** What alone can go out for real. */
export type LiveContent = Omit<RoundContent, 'purpose'> & { readonly purpose?: never }

export function purposeOf({ purpose }: Pick<RoundContent, 'purpose'>): Purpose {
  return purpose ?? 'live'
}

/** Null: it is an exercise. */
export function liveContent({ purpose, ...content }: RoundContent): LiveContent | null {
  return purpose === undefined ? content : null
}

/**
 *   draft ──submit──► submitted ──approve──► approved ──schedule──► scheduled ─► running ⇄ paused ─► finished
 *     ▲  ▲               │  │                   │                       │           │        │
 *     │  └──withdraw─────┘  └─return► returned  │                       └───────────┴─stop───┴────► stopped
 *     └────────── save (a change needs a new approval) ──────────┘
 */
export const roundState = z.enum([
  'draft',
  'submitted',
  'returned',
  'approved',
  'scheduled',
  'running',
  'paused',
  'finished',
  'stopped',
])
export type RoundState = z.infer<typeof roundState>

/** With what it was made of, by which bulletin or by which plan. */
export const takenBack = z.strictObject({
  at: instant,
  by: z.strictObject({ is: z.enum(['bulletin', 'plan']), id: z.string() }),
  reason: z.string(),
})
/** As it is kept: instants are milliseconds since 1970. */
export type TakenBack = Omit<z.infer<typeof takenBack>, 'at'> & { readonly at: number }

export const roundSummary = z.strictObject({
  id: uuid,
  campaign: uuid,
  campaignTitle: line,
  /** Within its campaign, from 1. */
  number: z.int().min(1),
  title: line,
  purpose,
  state: roundState,
  /** Of the content; rises by one with each save. */
  version: z.int().min(1),
  /** Subscribers of the target operators as they declare them, and ordinary SMS of the content for all of them. */
  subscribers: count,
  segments: count,
  updatedAt: instant,
  updatedBy: z.string(),
  /** Put away: lists do not show it, unless they are asked to. */
  isArchived: z.boolean(),
  /** What it was made of was taken back, and so was it. */
  takenBack: takenBack.nullable(),
})
export type RoundSummary = z.infer<typeof roundSummary>

/** What one operator's part comes to, from what the operator declares. */
export const operatorEstimate = z.strictObject({
  operator: operatorId,
  name: line,
  /** Before exclusions, which only the operator can count. Null: it has never told. */
  subscribers: count.nullable(),
  segments: count,
  /** Seconds of sending at its capacity, without the hours in which it may not; null: no limit is declared. */
  seconds: z.number().nullable(),
})
export type OperatorEstimate = z.infer<typeof operatorEstimate>

export const estimate = z.strictObject({ subscribers: count, segments: count, operators: z.array(operatorEstimate) })
export type Estimate = z.infer<typeof estimate>

export const roundDetail = roundSummary.extend({
  content: roundContent,
  estimate,
  /** SHA-256 of the messages' octets digests, source, audience, window and sending: what an approver approves. */
  digest: sha256,
  /** What keeps it from being submitted, by a path in the content; empty when nothing does. */
  faults: z.array(z.strictObject({ path: z.string(), code: z.string(), vi: z.string(), en: z.string() })),
  /** Letters that look like others, cannot be seen or are damaged: an approver looks at each. */
  doubts: count,
  approvedVersion: z.int().nullable(),
  /** The sequence of the order by which it would go on: what an approver signs to resume it. */
  nextOrder: z.int().min(1),
  /** Names of those who wrote since the last approval: none of them may approve. */
  authors: z.array(z.string()),
  exercise: z.enum(['none', 'running', 'well', 'failed']),
  history: z.array(historyEntry),
  /** Of which round it began as a copy, as that was called then. */
  copyOf: z.strictObject({ id: uuid, version: z.int().min(1), title: line }).nullable(),
  /** What this reader may do now. */
  actions: z.array(
    z.enum([
      'save',
      'submit',
      'withdraw',
      'approve',
      'return',
      'exercise',
      'schedule',
      'pause',
      'resume',
      'stop',
      'archive',
      'unarchive',
      'delete',
    ]),
  ),
})
export type RoundDetail = z.infer<typeof roundDetail>
export type RoundAction = RoundDetail['actions'][number]

/** What somebody has used last: a new round begins with it. What to do with those that are uncertain is chosen anew each time. */
export const lastRound = z.strictObject({
  round: uuid,
  number: z.int().min(1),
  title: line,
  source: roundContent.shape.source,
  sending: sendingTerms.omit({ uncertain: true }),
})
export type LastRound = z.infer<typeof lastRound>

export const roundVersion = z.strictObject({
  version: z.int().min(1),
  content: roundContent,
  at: instant,
  by: z.string(),
  isApproved: z.boolean(),
})
export type RoundVersion = z.infer<typeof roundVersion>

// Directives -----------------------------------------------------------------------------------------------------

export const directiveSummary = z.strictObject({
  id: uuid,
  serial: z.int().min(1),
  round: uuid,
  operator: operatorId,
  operatorName: line,
  purpose,
  issuedAt: instant,
  expiresAt: instant,
  /** issued: not yet acknowledged. Otherwise as the node said last, or how it ended. */
  state: z.union([z.enum(['issued', 'refused', 'acknowledged', 'returned']), directiveState]),
  refusal: refusalReason.nullable(),
  note: z.string().nullable(),
  wish,
  orderSequence: count,
  /** The last sequence that the node has obeyed. */
  obeyedSequence: count,
  /** As the node counted it when it acknowledged. */
  subscribers: count.nullable(),
  tally: directiveTally.nullable(),
  /** Which of the operator's machines sends it, as that machine told last. Missing: it has one, or none has begun. */
  machine: machineName.optional(),
  heardAt: instant.nullable(),
  returnedAt: instant.nullable(),
  flags: z.array(flag),
})
export type DirectiveSummary = z.infer<typeof directiveSummary>

/**
 * One point of the charts; sums over the operators of a round, `byOperator` the rate of each. The outcomes are of turns
 * and sum to the turns of the round: `unsent` are all that are not through yet, those being sent among them.
 */
export const sample = z.strictObject({
  at: instant,
  /** Segments. */
  submitted: count,
  delivered: count,
  accepted: count,
  failed: count,
  expired: count,
  uncertain: count,
  unsent: count,
  /** Segments per second since the sample before. */
  rate: z.number(),
  byOperator: z.record(z.string(), z.number()),
  /** Of each operator, from the beginning: segments, and answers that ask for fewer. Differences of them are the charts. */
  counts: z.record(z.string(), z.strictObject({ submitted: count, throttled: count })),
})
export type Sample = z.infer<typeof sample>

export const roundLive = z.strictObject({
  round: roundSummary,
  purpose,
  directives: z.array(directiveSummary),
  sum: directiveTally,
  /** Until nothing is unsent anywhere, at each operator's rate of the last minute; null while that cannot be told. */
  secondsLeft: z.number().nullable(),
  /** When any node of it was last heard. */
  heardAt: instant.nullable(),
  samples: z.array(sample),
  at: instant,
})
export type RoundLive = z.infer<typeof roundLive>

/** A directive with its round as the operator was given it. */
export const directedRound = z.strictObject({
  directive: directiveSummary,
  round: z.strictObject({ id: uuid, number: z.int().min(1), title: line, campaignTitle: line }),
  /** Whether its lanes were told over time; nodes of before tell nothing of them. */
  hasLanes: z.boolean(),
})
export type DirectedRound = z.infer<typeof directedRound>

/** Cumulative counts: differences of them are the charts. */
export const lanePoint = z.strictObject({ at: instant, lanes: z.array(toldLane), statuses: toldSending.shape.statuses })
export type LanePoint = z.infer<typeof lanePoint>

export const laneCourse = directedRound.extend({ points: z.array(lanePoint) })
export type LaneCourse = z.infer<typeof laneCourse>

// Changes --------------------------------------------------------------------------------------------------------

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    campaign: { readonly campaign: string }
    round: { readonly round: string; readonly state: RoundState; readonly version: number }
    directive: { readonly round: string; readonly directive: DirectiveSummary }
    /** At most one a second and round. `byOperator`: the part of each, for those who see only their own. */
    sample: {
      readonly round: string
      readonly purpose: Purpose
      readonly sample: Sample
      readonly byOperator: Readonly<Record<string, Sample>>
    }
    /** A point of its lanes was told. */
    lanes: { readonly operator: string; readonly directive: string }
  }
}
