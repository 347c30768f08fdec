/**
 * What was, is and will be free as a picture: a row a service, a bar a period, on one axis of time that begins with the
 * first period and ends a little after the last edge that is known, or after now.
 *
 * Pure; places are shares of the width from 0 to 1.
 */
import { compatibleInstant, wallDate } from '../../../base/wall-time.ts'
import type { FreeService, FreeVersionSummary } from '../model.ts'

export interface Tick {
  readonly at: number
  /** Milliseconds since 1970. */
  readonly instant: number
  readonly step: Step
}

type Step = 'day' | 'week' | 'month' | 'quarter' | 'year'

const DAY_MS = 24 * 60 * 60 * 1000
/** Of the width, after the last edge: room for what has no end. */
const AFTER = 0.08
const TICKS_MAX = 9
const YEARS_MAX = 500

/** Null: nothing was ever free. */
export function timelineOf(given: {
  readonly services: readonly FreeService[]
  readonly versions: readonly Pick<FreeVersionSummary, 'version' | 'inForceFrom' | 'standing'>[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly timeZone: string
}) {
  const { services, versions, now, timeZone } = given
  const edges = services.flatMap(({ free }) =>
    free.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])]).map(Date.parse),
  )
  if (edges.length === 0) return null
  const from = Math.min(...edges, now)
  const last = Math.max(...edges, now)
  const to = last + Math.max((last - from) * AFTER, DAY_MS)
  const place = (at: number) => (at - from) / (to - from)
  return {
    rows: services.map(service => ({
      service,
      bars: service.free.map(period => ({
        start: place(Date.parse(period.from)),
        end: period.until === null ? 1 : place(Date.parse(period.until)),
        /** No end is known: it runs off the picture. */
        isOpen: period.until === null,
      })),
    })),
    ticks: ticksOf(from, to, timeZone).map(({ instant, step }): Tick => ({ at: place(instant), instant, step })),
    now: place(now),
    /** Where a version came, or comes, into force. */
    versions: versions
      .filter(({ standing }) => standing !== 'never')
      .map(({ version, inForceFrom }) => ({ version, at: place(Date.parse(inForceFrom)) }))
      .filter(({ at }) => at >= 0 && at <= 1)
      .sort((a, b) => a.at - b.at),
  }
}

/** The finest step whose ticks do not crowd. */
function ticksOf(from: number, to: number, timeZone: string): { instant: number; step: Step }[] {
  for (const step of ['day', 'week', 'month', 'quarter', 'year'] as const) {
    const ticks = allOf(step, from, to, timeZone)
    if (ticks.length <= TICKS_MAX) return ticks.map(instant => ({ instant, step }))
  }
  const years = allOf('year', from, to, timeZone)
  const every = Math.ceil(years.length / TICKS_MAX)
  return years.filter((_, at) => at % every === 0).map(instant => ({ instant, step: 'year' }))
}

/** Midnights of that zone at which a day, a week (Monday), a month, a quarter or a year begins. */
function allOf(step: Step, from: number, to: number, timeZone: string): number[] {
  const found: number[] = []
  const first = wallDate(from, timeZone)
  let day = new Date(`${first}T00:00:00Z`)
  // Of all but years one more than fits is enough to know that they crowd.
  const most = step === 'year' ? YEARS_MAX : TICKS_MAX + 1
  while (found.length < most) {
    const wall = `${day.toISOString().slice(0, 10)}T00:00`
    const instant = compatibleInstant(wall, timeZone)
    if (instant === null || instant > to) break
    if (instant >= from && begins(step, day)) found.push(instant)
    day = next(step, day)
  }
  return found
}

function begins(step: Step, day: Date): boolean {
  const [date, month] = [day.getUTCDate(), day.getUTCMonth()]
  if (step === 'day') return true
  if (step === 'week') return day.getUTCDay() === 1
  if (date !== 1) return false
  return step === 'month' || (step === 'quarter' ? month % 3 === 0 : month === 0)
}

/** The next day that may begin one: days one by one, of months only the first. */
function next(step: Step, day: Date): Date {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()]
  return new Date(step === 'day' || step === 'week' ? Date.UTC(year, month, date + 1) : Date.UTC(year, month + 1, 1))
}
