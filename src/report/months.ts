/** Months and instants as reports write them. Pure. */
import { clockTime, wallDate } from '../base/wall-time.ts'
import type { Both } from './figure.ts'

/** `2020-03` after `2020-02`. */
export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** `tháng 02/2020`, `February 2020`. */
export function monthName(month: string): Both {
  const [year, number] = month.split('-')
  return { vi: `tháng ${number}/${year}`, en: `${englishMonth(month)} ${year}` }
}

/** `07:00 ngày 03/02/2020`, `3 February 2020, 07:00`, in that time zone. */
export function instantName(instant: string, timeZone: string): Both {
  const at = Date.parse(instant)
  const [date, clock] = [dateName(wallDate(at, timeZone)), clockTime(at, timeZone)]
  return { vi: `${clock} ngày ${date.vi}`, en: `${date.en}, ${clock}` }
}

/** `03/02/2020`, `3 February 2020`; of a date without a time. */
export function dateName(date: string): Both {
  const [year, month, day] = date.split('-')
  return { vi: `${day}/${month}/${year}`, en: `${Number(day)} ${englishMonth(date)} ${year}` }
}

/** The month of an instant in a time zone: `2020-02`. */
export function monthOf(instant: string, timeZone: string): string {
  return wallDate(Date.parse(instant), timeZone).slice(0, '2020-02'.length)
}

/** Whether the month has ended in that time zone. */
export function isMonthOver(month: string, asOf: string, timeZone: string): boolean {
  return monthOf(asOf, timeZone) > month
}

/** Making one takes longer than a thousand names; a report has thousands of dates. */
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })

/** `February`, of a month or a date in it. */
function englishMonth(date: string): string {
  return MONTH.format(Date.parse(date))
}
