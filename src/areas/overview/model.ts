/** The overview as a reader gets it, and the calendar. Shapes; run in a browser too. */
import { z } from 'zod'
import { monthFigure, overviewItem, runningItem } from '../../authority/overview.ts'
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
    /** `2020-02` */
    month: z.string(),
    figures: z.array(monthFigure).max(20),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof overview>

export const calendar = z
  .strictObject({
    month: z.string(),
    today: z.iso.date(),
    comes: listOf(overviewItem, CALENDAR_MAX),
  })
  .meta({ id: 'Calendar' })
export type Calendar = z.infer<typeof calendar>

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** How far something is that runs: told every few seconds at the most. */
    overview: object
  }
}
