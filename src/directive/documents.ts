/**
 * What authority and operators write to each other: the shapes, parsed at the edge and trusted inside.
 *
 *   authority                                   operator's node
 *      │ ── directive (signed) ───────────────────► │  carry out this round
 *      │ ── order (signed) ───────────────────────► │  run, pause, stop: the latest sequence counts
 *      │ ◄─ acknowledgement (signed) ────────────── │  accepted with so many subscribers, or refused and why
 *      │ ◄─ progress ────────────────────────────── │  cumulative, once a second: a lost or doubled one harms nothing
 *      │ ◄─ return (signed) ─────────────────────── │  the final tally
 *      │ ── list directive, list (both signed) ───► │  hold this version of what is free (src/zerorating)
 *      │ ◄─ list acknowledgement (signed) ───────── │  held, by its digest, or refused and why
 *
 * Announcements before the ring are in announcement.ts, cell broadcasts in broadcast.ts; what further kinds have in common in signed-job.ts.
 *
 * Knows no signatures (signing.ts), no transport and no store. Holds no number of a subscriber, and no field that could.
 * Counts are whole numbers; instants are ISO 8601 with an offset; segments are ordinary SMS.
 */
import { z } from 'zod'
import { signedRoster } from './roster.ts'
import { attestation, heldRoster } from './statement.ts'
import { COUNT_MAX, count, instant, languageTag, listName, operatorId, sha256, uuid } from './values.ts'

export {
  count,
  instant,
  languageTag,
  operatorId,
  sha256,
  uuid,
} from './values.ts'

export const MESSAGES_MAX = 10
export const VARIANTS_MAX = 8
export const PROVINCES_MAX = 64
export const EXCLUDES_MAX = 32
export const OPERATORS_MAX = 200
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const purpose = z.enum(['live', 'exercise'])
export type Purpose = z.infer<typeof purpose>

/** Of a round, part of what two people sign. There is no other word: without it a round is live. */
export const roundPurpose = z.literal('exercise')
export type RoundPurpose = z.infer<typeof roundPurpose>

/** A message in one language, with what the one splitter made of it when it was approved. */
export const directedVariant = z.strictObject({
  language: languageTag,
  text: z.string().min(1).max(160_000),
  encoding: z.enum(['gsm7', 'ucs2']),
  units: count,
  segments: z.int().min(1).max(255),
  /** Of the octets of all segments without their headers: octetsSha256. */
  sha256,
})
export type DirectedVariant = z.infer<typeof directedVariant>

/** Several variants: the first is for everyone whose language no other variant is for. */
export const directedMessage = z.strictObject({ variants: z.array(directedVariant).min(1).max(VARIANTS_MAX) })

/** A province of a list that is dated: codes name different provinces before and after a reform. */
export const provinceRef = z.strictObject({ code: z.string().regex(/^\d{2}$/), asOf: z.iso.date() })

/** Whom, in words that each operator turns into numbers on its own node. Null: all provinces. */
export const audienceTerms = z.strictObject({
  provinces: z.array(provinceRef).min(1).max(PROVINCES_MAX).nullable(),
  excludes: z.array(listName).max(EXCLUDES_MAX),
})
export type AudienceTerms = z.infer<typeof audienceTerms>

export const sendingWindow = z.strictObject({
  notBefore: instant.nullable(),
  notAfter: instant.nullable(),
  daily: z.strictObject({ from: clockTime, to: clockTime }).nullable(),
  timeZone: z.string().min(1).max(64),
})
export type SendingWindow = z.infer<typeof sendingWindow>

export const sendingTerms = z.strictObject({
  receipts: z.enum(['last', 'all', 'none']),
  /** From the last response. */
  receiptWaitSeconds: z.int().min(0).max(1_000_000),
  uncertain: z.enum(['hold', 'resend']),
  /** Asked of the centre; null is the centre's own. */
  validitySeconds: z.int().min(1).max(38_000_000).nullable(),
  /** Each operator pauses by itself after its first so many subscribers; 0 is none. */
  canary: z.int().min(0).max(10_000_000),
  /** Of each operator; 0 is its own capacity. */
  segmentsPerSecondMax: z.int().min(0).max(100_000_000),
})

/** Signed by people, each with a key of their own (two-people.ts). */
export const roundApproval = z.strictObject({
  submitted: attestation,
  approved: attestation,
  /** Null: of an exercise. */
  scheduled: attestation.nullable(),
})
export type RoundApproval = z.infer<typeof roundApproval>

/** How long the authority's trail was, and the hash of its last entry, when this was signed. */
export const trailHead = z.strictObject({ entries: count, hash: sha256 })
export type TrailHead = z.infer<typeof trailHead>

const directiveOfAny = z.strictObject({
  directive: uuid,
  /** One more than the last of this operator. */
  serial: z.int().min(1).max(COUNT_MAX),
  operator: operatorId,
  round: uuid,
  /** Of the round's content that was approved. */
  version: z.int().min(1).max(COUNT_MAX),
  title: z.string().min(1).max(200),
  issuedAt: instant,
  /** A node that has not begun by then refuses it. */
  expiresAt: instant,
  messages: z.array(directedMessage).min(1).max(MESSAGES_MAX),
  source: z.string().min(1).max(20),
  audience: audienceTerms,
  window: sendingWindow,
  sending: sendingTerms,
  /** All that the round goes to; what is approved says so. Missing in those of version 0.1.0, as is what follows. */
  operators: z.array(operatorId).max(OPERATORS_MAX).optional(),
  exerciseFirst: z.boolean().optional(),
  approval: roundApproval.optional(),
  trail: trailHead.optional(),
})

/** A round that is an exercise for good has no live directive: there is no shape for one. */
export const directiveBody = z.discriminatedUnion('purpose', [
  directiveOfAny.extend({ purpose: z.literal('live') }),
  directiveOfAny.extend({
    purpose: z.literal('exercise'),
    /** Missing: the exercise of a round that goes out for real. */
    roundPurpose: roundPurpose.optional(),
  }),
])
export type DirectiveBody = z.infer<typeof directiveBody>

export const wish = z.enum(['run', 'pause', 'stop'])
export type Wish = z.infer<typeof wish>

/** What the authority wants of a directive now. The highest sequence counts; `stop` is for good. */
export const orderBody = z.strictObject({
  directive: uuid,
  operator: operatorId,
  sequence: z.int().min(1).max(COUNT_MAX),
  wish,
  at: instant,
  /** Where it lets go on what was paused: who signed that. */
  resume: attestation.optional(),
  trail: trailHead.optional(),
})
export type OrderBody = z.infer<typeof orderBody>

/** What a node says no with; the sentences for people are the console's. */
export const refusalReason = z.enum([
  'expired',
  'replayed',
  'digest-differs',
  'no-exercise-lane',
  'no-audience',
  'unknown-province',
  'unknown-list',
  'bad-source',
  'needs-two-people',
  'malformed',
])
export type RefusalReason = z.infer<typeof refusalReason>

/** What the operator calls one of its machines: no name of a host. */
export const machineName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/)

export const acknowledgementBody = z.strictObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  /** Of the directive's JWS as it was received. */
  sha256,
  at: instant,
  verdict: z.discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('accepted'),
      subscribers: count,
      /** Of the audience, as `audience info` prints it. */
      audienceSha256: sha256,
      /** Over all messages and variants: what must be accepted if nobody fails. */
      segmentsExpected: count,
    }),
    z.strictObject({ is: z.literal('refused'), why: refusalReason }),
  ]),
  /** Of an operator that has several. What one of them refuses another may have accepted. */
  machine: machineName.optional(),
})
export type AcknowledgementBody = z.infer<typeof acknowledgementBody>

/** Sums over all messages and variants of a directive. `turns` are subscribers times messages. */
/** A ledger tells 253 apart, and the rest as one. */
const STATUS_NAMES_MAX = 256

export const directiveTally = z.strictObject({
  turns: z.strictObject({
    audience: count,
    unsent: count,
    sending: count,
    accepted: count,
    delivered: count,
    failed: count,
    expired: count,
    uncertain: count,
    resent: count,
  }),
  segments: z.strictObject({
    expected: count,
    submitted: count,
    accepted: count,
    refused: count,
    retried: count,
    unanswered: count,
    delivered: count,
  }),
  receipts: z.strictObject({
    matched: count,
    early: count,
    intermediate: count,
    duplicate: count,
    unmatched: count,
    odd: count,
  }),
  /** Responses other than ESME_ROK by their name. */
  statuses: z
    .record(z.string().regex(/^[A-Za-z0-9_]{1,40}$/), count)
    .refine(named => Object.keys(named).length <= STATUS_NAMES_MAX),
  lanes: z.strictObject({ bound: count, all: count, throttled: count, rebinds: count }),
  /** Over the time in which it was free to write. */
  segmentsPerSecond: z.number().min(0).max(1e12),
})
export type DirectiveTally = z.infer<typeof directiveTally>

export const directiveState = z.enum([
  'waiting-to-start',
  'running',
  'paused',
  'waiting-for-receipts',
  'interrupted',
  'finished',
  'stopped',
  'window-over',
  'failed',
])
export type DirectiveState = z.infer<typeof directiveState>

/** The last sequence that the node has obeyed is told with it, so that a stop can be seen to have arrived. */
export const progressBody = z.strictObject({
  directive: uuid,
  state: directiveState,
  /** Why it is paused by itself, or what the lanes complain of; for engineers. */
  note: z.enum(['canary', 'not-bound', 'throttled', 'disk', 'log-away', 'lane-stopped', 'outside-hours']).nullable(),
  orderSequence: count,
  at: instant,
  tally: directiveTally,
  /** Of an operator that has several: which of them says it, and what it does for the directive. Missing: there is one, or none has begun. */
  machine: z.strictObject({ name: machineName, does: z.enum(['sends', 'follows', 'apart']) }).optional(),
})
export type ProgressBody = z.infer<typeof progressBody>

export const returnBody = z.strictObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  round: uuid,
  purpose,
  /** Of the directive's JWS. */
  sha256,
  state: z.enum(['finished', 'stopped', 'window-over', 'failed']),
  subscribers: count,
  audienceSha256: sha256,
  startedAt: instant.nullable(),
  endedAt: instant,
  tally: directiveTally,
  /** One for each message and variant that had anyone to go to. */
  legs: z
    .array(
      z.strictObject({
        message: z.int().min(1).max(MESSAGES_MAX),
        language: languageTag,
        subscribers: count,
        segmentsEach: z.int().min(1).max(255),
        segments: z.strictObject({ submitted: count, accepted: count, delivered: count }),
      }),
    )
    .max(MESSAGES_MAX * VARIANTS_MAX),
})
export type ReturnBody = z.infer<typeof returnBody>

// What is free ---------------------------------------------------------------------------------------------------

/** Of a signed list, in characters. */
export const LIST_SIZE_MAX = 500_000
/** Of one agenda; the rest follow once these are acknowledged. */
export const LISTS_MAX = 20
export const ROSTERS_MAX = 20
/** Of one agenda: newer ones follow once these are over. */
export const ANNOUNCEMENTS_MAX = 10
export const BROADCASTS_MAX = 10
export const JOBS_MAX = 50
/** Of one hello: the newest. No operator has so many on the air at a time. */
export const ON_AIR_MAX = 100
const ANNOUNCEMENT_BASE64_MAX = 700_000

/** That an operator is to hold this version. Serials are of one row with those of rounds. */
export const listDirectiveBody = z.strictObject({
  directive: uuid,
  serial: z.int().min(1).max(COUNT_MAX),
  operator: operatorId,
  version: z.int().min(1).max(COUNT_MAX),
  /** Of the list's JWS, which goes beside it. */
  listSha256: sha256,
  issuedAt: instant,
  /** A node that has not taken it by then refuses it; the authority then issues another. */
  expiresAt: instant,
  /** By two people, over the list but for when it was issued (src/zerorating/approved.ts). */
  approval: z.strictObject({ submitted: attestation, approved: attestation }).optional(),
  /** What they approved is in force at once, whenever that is. */
  isAtOnce: z.boolean().optional(),
  trail: trailHead.optional(),
})
export type ListDirectiveBody = z.infer<typeof listDirectiveBody>

/** `chain-broken`: it does not follow the version that the node holds. */
export const listRefusalReason = z.enum([
  'expired',
  'replayed',
  'digest-differs',
  'chain-broken',
  'needs-two-people',
  'malformed',
])
export type ListRefusalReason = z.infer<typeof listRefusalReason>

export const listAcknowledgementBody = z.strictObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  version: z.int().min(1),
  /** Of the list directive's JWS and of the list's, as they were received. */
  sha256,
  listSha256: sha256,
  at: instant,
  verdict: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('held') }),
    z.strictObject({ is: z.literal('refused'), why: listRefusalReason }),
  ]),
})
export type ListAcknowledgementBody = z.infer<typeof listAcknowledgementBody>

/** The newest version that a node holds; 0 and null: none. */
export const heldList = z.strictObject({ version: count, sha256: sha256.nullable() })
export type HeldList = z.infer<typeof heldList>

/** Of a kind of signed jobs that is declared (signed-job.ts). */
export const jobKind = z.string().regex(/^[a-z]{1,20}$/)
const JOB_KINDS_MAX = 50

/** More than any operator has: what it declares is multiplied by messages and added up over operators. */
export const SUBSCRIBERS_MAX = 10_000_000_000
const subscribers = count.max(SUBSCRIBERS_MAX)

/** What a node says of itself when it connects and whenever it changes. Names of centres and hosts stay at home. */
export const helloBody = z.strictObject({
  version: z.string().max(40),
  clock: instant,
  subscribers,
  audienceSha256: sha256,
  /** Subscribers of each province list it has. */
  provinces: z.array(z.strictObject({ code: z.string().regex(/^\d{2}$/), asOf: z.iso.date(), subscribers })).max(128),
  excludes: z.array(z.strictObject({ name: listName, subscribers })).max(EXCLUDES_MAX),
  languages: z.array(z.strictObject({ language: languageTag, subscribers })).max(VARIANTS_MAX),
  /** Null: it has no test numbers or no exercise lane, and refuses exercises. */
  exercise: z.strictObject({ subscribers }).nullable(),
  lanes: z.int().min(0).max(10_000),
  /** What the operator says its centres bear; 0 is unlimited. */
  segmentsPerSecond: z.int().min(0).max(100_000_000),
  /** The highest serial it has ever carried out or refused: an authority restored from a backup may know less. */
  serialMax: count,
  /** Missing: the node knows nothing of lists of what is free, and is given none. */
  freeList: heldList.optional(),
  /** The newest roster that it holds; null: none was pinned. Missing: it asks for no people's signatures. */
  roster: heldRoster.nullable().optional(),
  /** It takes announcements before the ring. Missing: it knows nothing of them, or nobody there plays them. */
  announcements: z.literal(true).optional(),
  /** It puts cell broadcasts on the air. Missing: it knows nothing of them, or has no cells. */
  broadcasts: z.literal(true).optional(),
  /** Kinds of declared jobs that it carries out. Missing where there are none. */
  jobs: z.array(jobKind).min(1).max(JOB_KINDS_MAX).optional(),
  /**
   * Cell broadcasts that may be on the air there, newest first, by the digest of their directive and the newest order that was obeyed: an
   * authority restored from a backup may know less. Missing where there are none.
   */
  onAir: z
    .array(z.strictObject({ directive: uuid, sha256, sequence: z.int().min(1).max(COUNT_MAX) }))
    .max(ON_AIR_MAX)
    .optional(),
  /** Of an operator that has several machines: which one says it. */
  machine: machineName.optional(),
  /** It goes on without the log that it has in common with the others: a person has said that they are dead. */
  alone: z.literal(true).optional(),
})
export type HelloBody = z.infer<typeof helloBody>

/** What the authority pushes: the whole of what it wants of this node. Later ones replace earlier ones. */
export const agenda = z.strictObject({
  items: z.array(z.strictObject({ directive: z.string().max(2_000_000), order: z.string().max(20_000) })).max(1000),
  /** Rosters after the one that it holds, oldest first; missing where there are none. They go before everything else. */
  rosters: z.array(signedRoster).max(ROSTERS_MAX).optional(),
  /** Lists that it does not hold yet, oldest first; missing where there are none. */
  lists: z
    .array(z.strictObject({ directive: z.string().max(10_000), list: z.string().max(LIST_SIZE_MAX) }))
    .max(LISTS_MAX)
    .optional(),
  /** Announcements before the ring; missing where there are none. */
  announcements: z
    .array(
      z.strictObject({
        directive: z.string().max(2_000_000),
        order: z.string().max(20_000),
        /** The WAV file in base64, until the node has said that it holds it. */
        sound: z.base64().max(ANNOUNCEMENT_BASE64_MAX).optional(),
      }),
    )
    .max(ANNOUNCEMENTS_MAX)
    .optional(),
  /** Cell broadcasts; missing where there are none. */
  broadcasts: z
    .array(z.strictObject({ directive: z.string().max(2_000_000), order: z.string().max(20_000) }))
    .max(BROADCASTS_MAX)
    .optional(),
  /** Of declared kinds, all together; missing where there are none. */
  jobs: z
    .array(z.strictObject({ kind: jobKind, directive: z.string().max(2_000_000) }))
    .max(JOBS_MAX)
    .optional(),
})
export type Agenda = z.infer<typeof agenda>

export function sumTallies(tallies: readonly DirectiveTally[]): DirectiveTally {
  const sum = structuredClone(NOTHING)
  // Names come from elsewhere, and some are those of what every object has.
  const statuses = new Map<string, number>()
  for (const tally of tallies) {
    for (const group of ['turns', 'segments', 'receipts', 'lanes'] as const) {
      const into = sum[group] as Record<string, number>
      for (const [name, value] of Object.entries(tally[group])) into[name] += value
    }
    for (const [name, value] of Object.entries(tally.statuses)) statuses.set(name, (statuses.get(name) ?? 0) + value)
    sum.segmentsPerSecond += tally.segmentsPerSecond
  }
  return { ...sum, statuses: Object.fromEntries(statuses) }
}

export const NOTHING: DirectiveTally = {
  turns: {
    audience: 0,
    unsent: 0,
    sending: 0,
    accepted: 0,
    delivered: 0,
    failed: 0,
    expired: 0,
    uncertain: 0,
    resent: 0,
  },
  segments: { expected: 0, submitted: 0, accepted: 0, refused: 0, retried: 0, unanswered: 0, delivered: 0 },
  receipts: { matched: 0, early: 0, intermediate: 0, duplicate: 0, unmatched: 0, odd: 0 },
  statuses: {},
  lanes: { bound: 0, all: 0, throttled: 0, rebinds: 0 },
  segmentsPerSecond: 0,
}
