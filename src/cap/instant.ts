/**
 * CAP's moments: a date, a time to the second and an offset, never `Z` (the pattern of the schema). 24:00:00 is the midnight
 * that follows, as XML Schema has it. UTC is written -00:00 (OASIS CAP-v1.2-os, 3.3.2).
 */
export interface CapInstant {
  /** Whole seconds. */
  readonly epochMs: number
  /** Of the clock by which it is told: 420 in Vietnam. */
  readonly offsetMinutes: number
}

const OFFSET_MINUTES_MAX = 14 * 60
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-])(\d\d):(\d\d)$/
/** A moment that lacks nothing but its offset, or has one that is written in another way. */
const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?:\d\d)?)?$/i

/** The moment, or what keeps it from being one. The text is collapsed already. */
export function readInstant(text: string): CapInstant | 'time' | 'time-zone' {
  const parts = INSTANT.exec(text)
  if (parts === null) return WITHOUT_OFFSET.test(text) ? 'time-zone' : 'time'
  const [year, month, day, hours, minutes, seconds] = parts.slice(1, 7).map(Number)
  const [offsetHours, offsetRest] = [Number(parts[8]), Number(parts[9])]
  const isEndOfDay = hours === 24 && minutes === 0 && seconds === 0
  if (!isDay(year, month, day) || minutes > 59 || seconds > 59) return 'time'
  if (hours > 23 && !isEndOfDay) return 'time'
  const offset = offsetHours * 60 + offsetRest
  if (offsetRest > 59 || offset > OFFSET_MINUTES_MAX) return 'time'
  const offsetMinutes = parts[7] === '-' && offset > 0 ? -offset : offset
  const clock = new Date(0)
  clock.setUTCFullYear(year, month - 1, day)
  clock.setUTCHours(hours, minutes, seconds)
  return { epochMs: clock.getTime() - offsetMinutes * 60_000, offsetMinutes }
}

export function writeInstant({ epochMs, offsetMinutes }: CapInstant): string {
  const clock = new Date(epochMs + offsetMinutes * 60_000)
  const size = Math.abs(offsetMinutes)
  const offset = `${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`
  return `${clock.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}${offsetMinutes > 0 ? '+' : '-'}${offset}`
}

function isDay(year: number, month: number, day: number): boolean {
  if (year === 0 || month < 1 || month > 12 || day < 1) return false
  const last = new Date(0)
  last.setUTCFullYear(year, month, 0)
  return day <= last.getUTCDate()
}

const twoDigits = (value: number) => String(value).padStart(2, '0')
