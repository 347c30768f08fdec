/** Days and hours of briefings: those of the authority's clocks, wherever the reader is. Pure but for the time now, an argument. */

import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { dateName } from '../../../report/months.ts'
import { spelledOut } from '../../../web/local-time.ts'
import type { Language } from '../../../web/words/both.ts'

const DAY_MS = 86_400_000

/** `05/12/2026`, `5 December 2026`. */
export function shownDay(day: string, language: Language): string {
  return dateName(day)[language]
}

/** `07:30 thứ Sáu, 27/11/2026`. */
export function shownStart(at: string, language: Language): string {
  return spelledOut(at, TIME_ZONE, language)
}

export function today(nowMs: number): string {
  return wallDate(nowMs, TIME_ZONE)
}

/** From that day to the other; below 0: the other was before. */
export function daysBetween(day: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(day)) / DAY_MS)
}
