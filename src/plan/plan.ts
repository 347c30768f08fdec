/**
 * The plan (kế hoạch truyền thông): which levels there are, when each is called for, and what is said and done on entering one,
 * while it lasts and on leaving it. The shapes, parsed at the edge and trusted inside; `check.ts` says what the shapes cannot.
 *
 *   level 1 ◄── leaving ── level 2 ── entering ──► …      an area is at one level; people decide, data only proposes
 *              │             │ while
 *              ▼             ▼
 *           bulletin     free list, loudspeakers, threshold …
 *
 * A plan is whole each time: a version replaces the one before. Whoever reads it is told everything in Vietnamese and in English, so a
 * text without one of them is no plan. Days are ISO dates; a period is from its first day to its first day that is no longer of it.
 * Knows no disease, no store and no signatures. Runs in a browser too.
 */
import { z } from 'zod'
import { canonicalJson } from '../base/canonical.ts'
import { priority, warningLevel } from '../directive/bulletin.ts'
import type { Statement } from '../directive/statement.ts'
import { areaId } from './areas.ts'

export const LEVELS_MAX = 12
export const CRITERIA_MAX = 12
export const BOXES_MAX = 12
export const MEASURES_MAX = 12
export const INPUTS_MAX = 12
export const ACTIONS_MAX = 500
export const SOURCES_MAX = 40
export const PARAMETERS_MAX = 40
export const LINE_MAX = 160
export const TEXT_MAX = 6000
export const SMS_MAX = 1000
/** Of a cell broadcast: with its parameters filled in it has room in 15 pages of 40 letters. */
export const AIR_MAX = 450
/** Of a plan as a file. */
export const PLAN_OCTETS_MAX = 2_000_000
const MINUTES_MAX = 366 * 24 * 60
/** What is said before a change, at most so long before. */
export const MINUTES_BEFORE_MAX = 7 * 24 * 60
const LIMIT_MAX = 1_000_000_000

export const planId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/)
const day = z.iso.date()
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const both = (max: number) => z.strictObject({ vi: z.string().min(1).max(max), en: z.string().min(1).max(max) })
const line = both(LINE_MAX)
const text = both(TEXT_MAX)
const sms = both(SMS_MAX)
/** Said to everyone in both languages. */
export type Both = z.infer<typeof text>

/** What it rests on. Null: its date, or a page of it, is not known. */
export const source = z.strictObject({
  id: planId,
  title: line,
  date: day.nullable(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(400)
    .nullable(),
})

// What is measured -------------------------------------------------------------------------------------------------

/** A column of the data. `count`: whole numbers of one day, which add up; `value`: what is read on a day, and adds up to nothing. */
export const input = z.strictObject({ id: name, title: line, is: z.enum(['count', 'value']) })
export type Input = z.infer<typeof input>

/**
 * `sum`: of the last `days` days, `per` so many inhabitants (null: as it is). `greatest`: in the last `days` days. `share`: of a hundred
 * of `among` in the last `days` days; where there were none, it is 0.
 */
export const measure = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('sum'),
    id: name,
    title: line,
    input: name,
    days: z.int().min(1).max(366),
    per: z.int().min(1).max(LIMIT_MAX).nullable(),
  }),
  z.strictObject({ is: z.literal('greatest'), id: name, title: line, input: name, days: z.int().min(1).max(366) }),
  z.strictObject({
    is: z.literal('share'),
    id: name,
    title: line,
    input: name,
    among: name,
    days: z.int().min(1).max(366),
  }),
])
export type Measure = z.infer<typeof measure>

/** Half-open: `atLeast` belongs to it, `below` does not; null: without a bound. No measure is below 0. */
export const interval = z.strictObject({
  measure: name,
  atLeast: z.number().min(0).max(LIMIT_MAX).nullable(),
  below: z.number().min(0).max(LIMIT_MAX).nullable(),
})

/** All of its intervals at once; a measure that none is of may be anything. */
export const box = z.strictObject({ all: z.array(interval).max(MEASURES_MAX) })
export type Box = z.infer<typeof box>

export const criterion = z.strictObject({
  from: day,
  /** The first day on which it no longer counts; null: still. */
  until: day.nullable(),
  text,
  /** Any of them; null: people judge by the text, and data proposes nothing. */
  formula: z.array(box).min(1).max(BOXES_MAX).nullable(),
  source: planId.nullable(),
})
export type Criterion = z.infer<typeof criterion>

export const level = z.strictObject({
  id: planId,
  /** A higher one is worse. */
  rank: z.int().min(0).max(1000),
  name: line,
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  criteria: z.array(criterion).min(1).max(CRITERIA_MAX),
})
export type Level = z.infer<typeof level>

// What is done -----------------------------------------------------------------------------------------------------

export const channel = z.enum([
  'page',
  'cap',
  'sms',
  'loudspeakers',
  'mail',
  'push',
  'ring',
  'broadcast',
  'placements',
  'free-list',
  'briefing',
  'screening',
  'task',
])
export type Channel = z.infer<typeof channel>
const bulletinChannel = channel.extract([
  'page',
  'cap',
  'sms',
  'loudspeakers',
  'mail',
  'push',
  'ring',
  'broadcast',
  'placements',
])

/** Relative to the instant from which an area is at the level. */
export const schedule = z.strictObject({
  /** Below 0: before it. */
  afterMinutes: z.int().min(-MINUTES_BEFORE_MAX).max(MINUTES_MAX),
  /** Then at the next such time on the clocks of the plan's zone; null: at once. */
  at: clockTime.nullable(),
  /** While it lasts, again every so many days; null: once. */
  everyDays: z.int().min(1).max(366).nullable(),
})

const common = {
  id: planId,
  levels: z.array(planId).min(1).max(LEVELS_MAX),
  /**
   * `entering`: once, when an area comes to one of the levels from a lower one or from none. `leaving`: once, when it goes from one of
   * them to a lower level. `while`: as long as it is at one of them. So a change of level says one thing of the two.
   */
  when: z.enum(['entering', 'while', 'leaving']),
  title: line,
  /** The area itself, those that border on it, or the whole country. */
  areas: z.enum(['area', 'neighbours', 'country']),
  /** Only for the levels of these areas; null: of all. */
  only: z.array(areaId).min(1).max(128).nullable(),
  schedule,
  owner: line,
  /** From its first minute; null: none. */
  deadlineMinutes: z.int().min(1).max(MINUTES_MAX).nullable(),
  /** `prepared`: what is said is approved with the plan. `draft`: people finish it first. */
  content: z.enum(['prepared', 'draft']),
  /** Whether it can be taken back, and what that means. */
  undo: z.strictObject({ can: z.boolean(), means: line }),
  /** What its template has to name, such as `area`: `parametersOf` in template.ts. */
  parameters: z.array(name).max(PARAMETERS_MAX),
  source: planId.nullable(),
}

const bulletinAction = z.strictObject({
  kind: z.literal('bulletin'),
  ...common,
  priority,
  channels: z.array(bulletinChannel).min(1).max(bulletinChannel.options.length),
  template: z.strictObject({
    title: line,
    text,
    /** Null: the channel is not used. */
    sms: sms.nullable(),
    spoken: text.nullable(),
    /**
     * To the phones of the area. Missing: the channel is not used. `level`: how loud; missing: as the action's priority has it
     * (src/directive/broadcast-level.ts).
     */
    broadcast: z.strictObject({ text: both(AIR_MAX), level: warningLevel.optional() }).optional(),
    /** What takes it back. */
    correction: text,
  }),
  /** Plays in one of a commune's hours. */
  perWindow: z.int().min(1).max(10),
})

const roundAction = z.strictObject({ kind: z.literal('round'), ...common, template: z.strictObject({ sms }) })

const loudspeakersAction = z.strictObject({
  kind: z.literal('loudspeakers'),
  ...common,
  priority,
  template: z.strictObject({ spoken: text }),
  perWindow: z.int().min(1).max(10),
})

const freeListAction = z.strictObject({
  kind: z.literal('free-list'),
  ...common,
  template: z.strictObject({ text }),
  /** Ids of the list of what is free. */
  services: z.array(planId).min(1).max(100),
})

const briefingAction = z.strictObject({
  kind: z.literal('briefing'),
  ...common,
  template: z.strictObject({ title: line, text }),
  /** Who is invited, by the names of the sites. */
  roster: z.array(line).min(1).max(100),
})

const screeningAction = z.strictObject({
  kind: z.literal('screening'),
  ...common,
  template: z.strictObject({ text }),
  /** From it on a temperature is high: tenths of a degree Celsius. */
  thresholdTenths: z.int().min(350).max(420),
})

const taskAction = z.strictObject({ kind: z.literal('task'), ...common, template: z.strictObject({ text }) })

export const action = z.discriminatedUnion('kind', [
  bulletinAction,
  roundAction,
  loudspeakersAction,
  freeListAction,
  briefingAction,
  screeningAction,
  taskAction,
])
export type Action = z.infer<typeof action>

export const plan = z.strictObject({
  format: z.literal(1),
  id: planId,
  version: z.int().min(1).max(1_000_000),
  title: line,
  text,
  timeZone: z.string().min(1).max(64),
  sources: z.array(source).max(SOURCES_MAX),
  inputs: z.array(input).max(INPUTS_MAX),
  measures: z.array(measure).max(MEASURES_MAX),
  levels: z.array(level).min(1).max(LEVELS_MAX),
  hysteresis: z.strictObject({
    /** So many days in a row by data before a higher level is proposed, and before a lower one is. */
    upAfterDays: z.int().min(1).max(90),
    downAfterDays: z.int().min(1).max(90).default(14),
    /** Data whose last day lies further back proposes nothing. */
    oldAfterDays: z.int().min(1).max(90).default(3),
  }),
  /** Said wherever a template names them, such as `hotline`. */
  parameters: z.record(name, line),
  actions: z.array(action).max(ACTIONS_MAX),
})
export type Plan = z.infer<typeof plan>

/** Its one spelling: the SHA-256 of it is the version's. */
export function planText(given: Plan): string {
  return canonicalJson(given)
}

/** What is said of it by who signs. `sha256`: of `planText`. */
export function saidOfPlan(
  { id, version }: Pick<Plan, 'id' | 'version'>,
  sha256: string,
): Pick<Statement, 'of' | 'subject' | 'version' | 'sha256'> {
  return { of: 'plan', subject: id, version, sha256 }
}
