/**
 * What a month's report is made of: the records of one month, as whoever keeps them gives them. Parsed at the edge,
 * since they may come from a file.
 *
 * Counts are cumulative over the whole round; a round belongs to the month in which its first message was sent. Holds
 * no number of a subscriber. Knows no database.
 */
import { z } from 'zod'
import { channelsRecord } from './channel-records.ts'
import { month, sectionId } from './document.ts'
import { both, citation } from './figure.ts'
import { plansRecord } from './plan-records.ts'
import { UNIT_IDS, type UnitId } from './units.ts'

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const instant = z.iso.datetime({ offset: true })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const line = z.string().min(1).max(200)

/** One operator's part of a round, from its signed return or, before that, from its last progress. */
export const operatorPart = z.strictObject({
  directive: z.uuid(),
  operator: line,
  name: line,
  /** Of the signed return; null: it has not come, and the figures are so far. */
  returnSha256: sha256.nullable(),
  heardAt: instant.nullable(),
  subscribers: count,
  /** Ordinary SMS. */
  segments: z.strictObject({ submitted: count, accepted: count, delivered: count }),
  /** Subscribers times messages, by outcome. */
  turns: z.strictObject({
    delivered: count,
    accepted: count,
    failed: count,
    expired: count,
    uncertain: count,
    unsent: count,
  }),
  /** What did not add up when the return was reconciled. */
  flags: z.array(z.strictObject({ code: line, expected: line, found: line })).max(50),
})
export type OperatorPart = z.infer<typeof operatorPart>

export const roundRecord = z.strictObject({
  id: z.uuid(),
  title: line,
  campaign: line,
  startedAt: instant,
  /** Null: it has not ended. */
  endedAt: instant.nullable(),
  parts: z.array(operatorPart).max(500),
})
export type RoundRecord = z.infer<typeof roundRecord>

/** A service of the list of what is free, with its free time within the month. */
export const freeServiceRecord = z.strictObject({
  kind: z.enum(['hotline', 'short-code', 'page']),
  id: line,
  title: line,
  owner: line,
  listVersion: count,
  /** Those in which it was free in the month for a minute at least. */
  free: z.array(z.strictObject({ from: instant, until: instant.nullable() })).max(100),
  /** Days of the month that are over and on which it was free from 00:00 to 24:00; of records of before, on which it was free at some time. */
  days: count,
  /** Missing in records of before. */
  isWholeDays: z.literal(true).optional(),
})
export type FreeServiceRecord = z.infer<typeof freeServiceRecord>

/** Counts of the month. Null: so few that they could point at somebody. */
export const screeningRecord = z.strictObject({
  doors: count,
  days: count,
  readings: count.nullable(),
  above: count.nullable(),
  /** The last day that `above` counts, where later ones are too few to be told; null: all are counted. */
  aboveUntil: z.iso.date().nullable().default(null),
  /** The month is not over. */
  isSoFar: z.boolean(),
})

/** A briefing that began in the month, by its roll. The chair is not among the sites. */
export const briefingHeld = z.strictObject({
  id: z.uuid(),
  title: line,
  beganAt: instant,
  /** Null: it goes on. */
  endedAt: instant.nullable(),
  /** Its minutes never change any more. */
  isClosed: z.boolean(),
  expected: count,
  came: count,
  /** Of those who came. */
  late: count,
  dropped: count,
  absentWithReason: count,
  absent: count,
})
export type BriefingHeld = z.infer<typeof briefingHeld>

/** An instruction that was issued to a site in the month. */
export const instructionIssued = z.strictObject({
  id: z.uuid(),
  site: line,
  /** Of what the site was told. */
  sha256,
  doneAt: instant.nullable(),
  isWithdrawn: z.boolean(),
  /** Neither done nor withdrawn when its day was over. */
  isOverdue: z.boolean(),
})
export type InstructionIssued = z.infer<typeof instructionIssued>

export const briefingRecord = z.strictObject({
  held: z.array(briefingHeld).max(1000),
  issued: z.array(instructionIssued).max(10_000),
})

const paragraph = z.string().trim().max(4000)

/** What Loa cannot count: entered by people during the month. */
export const workItem = z.strictObject({
  id: z.uuid(),
  section: sectionId,
  /** Null: without a date, which the report says. */
  date: z.iso.date().nullable(),
  unit: line,
  title: line,
  result: paragraph,
  nextStep: paragraph.nullable(),
  /** The same in English, where somebody has written it. */
  english: z.strictObject({ title: line, result: paragraph, nextStep: paragraph.nullable() }).nullable(),
})
export type WorkItem = z.infer<typeof workItem>

/** A figure of somebody else, with all its sources. */
export const citedFact = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/),
  section: sectionId,
  label: both,
  unit: z.enum(UNIT_IDS as [UnitId, ...UnitId[]]),
  citations: z.array(citation).min(1).max(20),
})
export type CitedFact = z.infer<typeof citedFact>

export const monthRecords = z.strictObject({
  month,
  timeZone: z.string().min(1).max(64),
  asOf: instant,
  rounds: z.array(roundRecord).max(1000),
  /** Rounds that are exercises for good, which went to test numbers alone. Of no sum of the others. */
  exercises: z.array(roundRecord).max(1000).default([]),
  freeServices: z.array(freeServiceRecord).max(1000),
  /** Null: nobody is screened here. */
  screenings: screeningRecord.nullable(),
  /** Null: no briefing was ever held here. */
  briefings: briefingRecord.nullable().default(null),
  /** Null: no bulletin was ever released here. */
  channels: channelsRecord.nullable().default(null),
  /** Null: no level was ever decided by a plan here. */
  plans: plansRecord.nullable().default(null),
  workItems: z.array(workItem).max(2000),
  citedFacts: z.array(citedFact).max(200),
  /** What a reader must know of the records as a whole, such as that they are of a rehearsal. */
  caveats: z.array(both).max(20),
})
export type MonthRecords = z.infer<typeof monthRecords>
