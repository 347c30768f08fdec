/** Months and instants as reports write them. Pure. */
import type { Both } from './figure.ts'

/** `2020-03` after `2020-02`. */
export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** `tháng 02/2020`, `February 2020`. */
export function monthName(month: string): Both {
  const [year, number] = month.split('-')
  const { long } = formatsOf('UTC')
  return {
    vi: `tháng ${number}/${year}`,
    en: `${long.format(Date.UTC(Number(year), Number(number) - 1, 1))} ${year}`,
  }
}

/** `07:00 ngày 03/02/2020`, `3 February 2020, 07:00`, in that time zone. */
export function instantName(instant: string, timeZone: string): Both {
  const at = partsOf(instant, timeZone)
  const { long } = formatsOf(timeZone)
  return {
    vi: `${at.hour}:${at.minute} ngày ${at.day}/${at.month}/${at.year}`,
    en: `${Number(at.day)} ${long.format(new Date(instant))} ${at.year}, ${at.hour}:${at.minute}`,
  }
}

/** `03/02/2020`, `3 February 2020`; of a date without a time. */
export function dateName(date: string): Both {
  const [year, month, day] = date.split('-')
  const { long } = formatsOf('UTC')
  return {
    vi: `${day}/${month}/${year}`,
    en: `${Number(day)} ${long.format(Date.parse(date))} ${year}`,
  }
}

/** The month of an instant in a time zone: `2020-02`. */
export function monthOf(instant: string, timeZone: string): string {
  return dateIn(instant, timeZone).slice(0, 7)
}

/** Whether the month has ended in that time zone. */
export function isMonthOver(month: string, asOf: string, timeZone: string): boolean {
  return monthOf(asOf, timeZone) > month
}

/** The day of an instant in a time zone: `2020-02-29`. */
export function dateIn(instant: string, timeZone: string): string {
  const { year, month, day } = partsOf(instant, timeZone)
  return `${year}-${month}-${day}`
}

function partsOf(instant: string, timeZone: string): Record<string, string> {
  const parts = formatsOf(timeZone).parts.formatToParts(new Date(instant))
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]))
}

interface Formats {
  readonly parts: Intl.DateTimeFormat
  /** The English name of the month. */
  readonly long: Intl.DateTimeFormat
}

/** Making one takes longer than a thousand dates; a report has thousands of dates in one or two time zones. */
const FORMATS_MAX = 8
const formats = new Map<string, Formats>()

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  if (formats.size >= FORMATS_MAX) formats.clear()
  const made = {
    parts: new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
    long: new Intl.DateTimeFormat('en', { month: 'long', timeZone }),
  }
  formats.set(timeZone, made)
  return made
}
