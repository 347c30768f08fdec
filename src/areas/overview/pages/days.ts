/** Days as a calendar lays them out: weeks from Monday on, and which days something is on. Pure. */
import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'

const DAY_MS = 86_400_000
const DATE = '2020-02-03'.length

/** 0: Sunday. */
export function weekdayOf(day: string): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  return new Date(`${day}T00:00:00Z`).getUTCDay() as 0 | 1 | 2 | 3 | 4 | 5 | 6
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, DATE)
}

/** `2020-03` for `2020-02`; with -1 `2020-01`. */
export function monthAfter(month: string, months = 1): string {
  const [year, number] = month.split('-').map(Number)
  const whole = year * 12 + number - 1 + months
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, '0')}`
}

/** Whole weeks from Monday on, with days of the months beside it as null. */
export function weeksOf(month: string): readonly (readonly (string | null)[])[] {
  const first = `${month}-01`
  const begin = dayAfter(first, -((weekdayOf(first) + 6) % 7))
  const weeks: (string | null)[][] = []
  for (let monday = begin; monday < `${monthAfter(month)}-01`; monday = dayAfter(monday, 7))
    weeks.push(
      Array.from({ length: 7 }, (_, at) => dayAfter(monday, at)).map(day => (day.startsWith(month) ? day : null)),
    )
  return weeks
}

export interface Lasting {
  readonly from: string | null
  readonly until: string | null
}

/** The first and the last day of it by the authority's clock; null: it has no time. An end at midnight is of the day before. */
export function daysOf({ from, until }: Lasting): { first: string; last: string | null } | null {
  if (from === null) return null
  const begins = Date.parse(from)
  const first = wallDate(begins, TIME_ZONE)
  if (until === null) return { first, last: null }
  return { first, last: wallDate(Math.max(begins, Date.parse(until) - 1), TIME_ZONE) }
}

/** Of these days, the first and the last on which it is, from 0; null: on none. */
export function columnsOf(
  lasting: Lasting,
  days: readonly string[],
): { readonly at: number; readonly until: number } | null {
  const own = daysOf(lasting)
  if (own === null) return null
  const end = own.last ?? days[days.length - 1]
  const on = days.flatMap((day, at) => (own.first <= day && day <= end ? [at] : []))
  return on.length === 0 ? null : { at: on[0], until: on[on.length - 1] }
}

/** What stands of something on a day of a calendar. */
export type OnDay = 'named' | 'goes on' | 'none'

/**
 * Named on its first day, and on the first of a month where it began before. What has no end goes on until today: nobody knows of the days
 * to come.
 */
export function onDay(
  day: string,
  of: { readonly first: string; readonly last: string | null; readonly today: string },
): OnDay {
  const { first, last, today } = of
  if (day === first) return 'named'
  const isOn = first < day && day <= (last ?? today)
  if (!isOn) return 'none'
  return day.endsWith('-01') ? 'named' : 'goes on'
}

/** `03/02` */
export function shortDay(day: string): string {
  return day.split('-').slice(1).toReversed().join('/')
}

/** `02/2020` */
export function shownMonth(month: string): string {
  return month.split('-').toReversed().join('/')
}
