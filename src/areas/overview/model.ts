/** The overview as a reader gets it, and the calendar. Shapes; run in a browser too. */
import { z } from 'zod'
import { monthFigure, overviewItem, runningItem } from '../../authority/overview.ts'
import { OPTIONAL_NAMES, SET_UP_NAMES } from '../../authority/set-up.ts'
import { instant } from '../../directive/values.ts'
import { STRIP_DAYS } from './clock.ts'

/** Of each list but what comes. */
export const SHOWN_MAX = 30
/** A calendar shows so much of a month. */
export const CALENDAR_MAX = 400

/** `total`: those that are not named too. */
function listOf<Of extends z.ZodType>(of: Of, max: number) {
  return z.strictObject({ items: z.array(of).max(max), total: z.int().min(0) })
}

export const overview = z
  .strictObject({
    at: instant,
    waits: listOf(overviewItem, SHOWN_MAX),
    runs: listOf(runningItem, SHOWN_MAX),
    /** Today and the days after it. */
    days: z.array(z.iso.date()).length(STRIP_DAYS),
    comes: listOf(overviewItem, CALENDAR_MAX),
    unwell: listOf(overviewItem, SHOWN_MAX),
    /** A live round could go out now: where it could not, nothing is well. */
    isReady: z.boolean(),
    /** `2020-02` */
    month: z.string(),
    figures: z.array(monthFigure).max(20),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof overview>

export const calendar = z
  .strictObject({ month: z.string(), today: z.iso.date(), comes: listOf(overviewItem, CALENDAR_MAX) })
  .meta({ id: 'Calendar' })
export type Calendar = z.infer<typeof calendar>

const both = z.strictObject({ vi: z.string(), en: z.string() })

export const setUpName = z.enum(SET_UP_NAMES)
export const optionalName = z.enum(OPTIONAL_NAMES)

export const shownSetUp = z
  .strictObject({
    lines: z.array(
      z.strictObject({
        name: setUpName,
        what: both,
        is: z.enum(['done', 'waits', 'unknown']),
        /** What is so, or what to do. */
        says: both,
        /** Who has to act; null: nobody, or nobody knows. */
        by: both.nullable(),
        /** The reader can do something about it. */
        isMine: z.boolean(),
        isMust: z.boolean(),
        /** Of the console; null: it is done elsewhere. */
        page: z.string().nullable(),
        asideBy: z.string().nullable(),
      }),
    ),
    next: setUpName.nullable(),
    isDone: z.boolean(),
    /** In place of the overview. */
    isWhole: z.boolean(),
    isReady: z.boolean(),
  })
  .meta({ id: 'SetUp' })
export type ShownSetUp = z.infer<typeof shownSetUp>

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** How far something is that runs: told every few seconds at the most. */
    overview: object
    /** What no area tells of: a line that was put aside, a backup that was made. */
    setUp: object
  }
}
