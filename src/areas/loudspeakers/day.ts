/** Days by the clocks of the communes: a play is of the day on which it began. Runs in a browser too. */

import { wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'

/** `2026-02-03` */
export function dayOf(ms: number): string {
  return wallDate(ms, TIME_ZONE)
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
