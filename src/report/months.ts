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
  const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
  return {
    vi: `tháng ${number}/${year}`,
    en: `${english.format(Date.UTC(Number(year), Number(number) - 1, 1))} ${year}`,
  }
}

/** `07:00 ngày 03/02/2020`, `3 February 2020, 07:00`, in that time zone. */
export function instantName(instant: string, timeZone: string): Both {
  const at = partsOf(instant, timeZone)
  const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone })
  return {
    vi: `${at.hour}:${at.minute} ngày ${at.day}/${at.month}/${at.year}`,
    en: `${Number(at.day)} ${english.format(new Date(instant))} ${at.year}, ${at.hour}:${at.minute}`,
  }
}

/** `03/02/2020`, `3 February 2020`; of a date without a time. */
export function dateName(date: string): Both {
  const [year, month, day] = date.split('-')
  const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
  return {
    vi: `${day}/${month}/${year}`,
    en: `${Number(day)} ${english.format(Date.parse(date))} ${year}`,
  }
}

/** The month of an instant in a time zone: `2020-02`. */
export function monthOf(instant: string, timeZone: string): string {
  const { year, month } = partsOf(instant, timeZone)
  return `${year}-${month}`
}

function partsOf(instant: string, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  )
}
