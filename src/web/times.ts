/** Instants as people read them, in the reader's time zone. Pure but for the zone, which is an argument. */
import { wallTime } from '../base/wall-time.ts'
import { duration } from './numbers.ts'
import type { Language } from './words/both.ts'

export type Shown = 'clock' | 'minute' | 'full' | 'day'

/** clock: 09:41:07. minute: 09:41 ngày 25/11/2026. full: with seconds. day: 25/11/2026. */
export function shownTime(at: string, shown: Shown, language: Language, timeZone?: string): string {
  const instant = Date.parse(at)
  if (Number.isNaN(instant)) return at
  const [date, clock] = wallTime(instant, timeZone).split('T')
  const day = date.split('-').toReversed().join('/')
  const minute = clock.slice(0, 'HH:MM'.length)
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
