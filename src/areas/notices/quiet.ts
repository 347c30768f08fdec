/** Hours in which somebody is not to be told of what is not urgent, by the clocks of Viet Nam. Pure. */
import { clockTime, compatibleInstant, wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { NoticeChoices } from './model.ts'

const DAY_MS = 24 * 3_600_000

type Quiet = NoticeChoices['quiet']

/** Over midnight where they begin later in the day than they end. The first minute is quiet, the last is not. */
export function isQuiet(quiet: Quiet, atMs: number): boolean {
  if (quiet === null) return false
  const { from, until } = quiet
  const time = clockTime(atMs, TIME_ZONE)
  return from < until ? from <= time && time < until : from <= time || time < until
}

/** The first instant from then on that is not quiet. */
export function endOfQuiet(quiet: Quiet, atMs: number): number {
  if (quiet === null || !isQuiet(quiet, atMs)) return atMs
  const isToday = clockTime(atMs, TIME_ZONE) < quiet.until
  const day = wallDate(isToday ? atMs : atMs + DAY_MS, TIME_ZONE)
  return compatibleInstant(`${day}T${quiet.until}`, TIME_ZONE) ?? atMs
}
