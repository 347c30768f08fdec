/**
 * When a round may send: its window of instants and its daily hours in a time zone. Pure: the caller brings the instant.
 */
import { baseFailure } from '../base/failures.ts'
import { clockTime, isTimeZone } from '../base/wall-time.ts'

export interface Hours {
  /** Minutes since midnight; `to` is not in it. Where `to` is not above `from`, the hours run over midnight. */
  readonly from: number
  readonly to: number
  readonly timeZone: string
}

export interface SendingWindow {
  /** Milliseconds since 1970. */
  readonly notBefore: number | null
  readonly notAfter: number | null
  readonly daily: Hours | null
}

export type MaySend = { is: 'yes' } | { is: 'not-yet'; until: number } | { is: 'over' }

const MINUTE = 60_000
const DAY_MINUTES = 24 * 60
/** The next opening is looked for within this many minutes: one day, and a day with a change of clocks. */
const SEARCH_MINUTES = 26 * 60

/** `07:00-21:00`. */
export function parseHours(text: string, timeZone: string): Hours {
  const match = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text)
  if (match === null)
    throw baseFailure('usage', {
      vi: `'${text}' không phải khung giờ như 07:00-21:00`,
      en: `'${text}' is not a time range such as 07:00-21:00`,
    })
  const [from, to] = [minutes(match[1], match[2]), minutes(match[3], match[4])]
  if (from > DAY_MINUTES || to > DAY_MINUTES || from === to || from % DAY_MINUTES === to)
    throw baseFailure('usage', {
      vi: `'${text}' không phải khung giờ như 07:00-21:00`,
      en: `'${text}' is not a time range such as 07:00-21:00`,
    })
  checkTimeZone(timeZone)
  return { from: from % DAY_MINUTES, to, timeZone }
}

export function checkTimeZone(timeZone: string): void {
  if (!isTimeZone(timeZone))
    throw baseFailure('usage', {
      vi: `'${timeZone}' không phải múi giờ như Asia/Ho_Chi_Minh`,
      en: `'${timeZone}' is not a time zone such as Asia/Ho_Chi_Minh`,
    })
}

function minutes(hour: string, minute: string): number {
  return Number(hour) * 60 + Number(minute)
}

function minuteOfDay(at: number, timeZone: string): number {
  const [hour, minute] = clockTime(at, timeZone).split(':')
  return minutes(hour, minute)
}

function isWithin(hours: Hours, at: number): boolean {
  const minute = minuteOfDay(at, hours.timeZone)
  return hours.to > hours.from ? minute >= hours.from && minute < hours.to : minute >= hours.from || minute < hours.to
}

/** Whether the round may send at `wall` (milliseconds since 1970), and if not, when it should be asked again. */
export function maySend(window: SendingWindow, wall: number): MaySend {
  if (window.notAfter !== null && wall >= window.notAfter) return { is: 'over' }
  if (window.notBefore !== null && wall < window.notBefore) return { is: 'not-yet', until: window.notBefore }
  const { daily } = window
  if (daily === null || isWithin(daily, wall)) return { is: 'yes' }
  const minute = Math.floor(wall / MINUTE) * MINUTE
  for (let ahead = 1; ahead <= SEARCH_MINUTES; ahead++)
    if (isWithin(daily, minute + ahead * MINUTE)) return { is: 'not-yet', until: minute + ahead * MINUTE }
  return { is: 'not-yet', until: minute + SEARCH_MINUTES * MINUTE }
}
