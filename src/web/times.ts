/** Instants as people read them, in the reader's time zone. Pure but for the zone, which is an argument. */
import { duration } from './numbers.ts'
import type { Language } from './words/both.ts'

export type Shown = 'clock' | 'minute' | 'full' | 'day'

/** clock: 09:41:07. minute: 09:41 ngày 25/11/2026. full: with seconds. day: 25/11/2026. */
export function shownTime(at: string, shown: Shown, language: Language, timeZone?: string): string {
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return at
  const parts = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).formatToParts(instant)
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find(part => part.type === type)?.value ?? ''
  const day = `${of('day')}/${of('month')}/${of('year')}`
  const minute = `${of('hour')}:${of('minute')}`
  const clock = `${minute}:${of('second')}`
  const on = language === 'vi' ? ' ngày ' : ' on '
  if (shown === 'clock') return clock
  if (shown === 'day') return day
  return `${shown === 'minute' ? minute : clock}${on}${day}`
}

/** `3 phút trước`; an instant to come is `ngay bây giờ`: clocks differ by a little. */
export function ago(at: string, nowMs: number, language: Language): string {
  const seconds = Math.round((nowMs - new Date(at).getTime()) / 1000)
  if (seconds < 1) return language === 'vi' ? 'vừa xong' : 'just now'
  return `${duration(seconds, language)} ${language === 'vi' ? 'trước' : 'ago'}`
}
