/** When an instruction is overdue, and when its site is reminded: by days of the authority's clock. Pure; runs in a browser too. */
import { compatibleInstant, wallDate } from '../../../base/wall-time.ts'

const DAY_MS = 24 * 3_600_000
/** How many days before its due day a site is reminded. */
export const REMIND_DAYS = 3

/** `2026-03-01` two days after `2026-02-27`. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The instant at which that day is over. */
export function endOfDay(day: string, timeZone: string): number {
  const at = compatibleInstant(`${dayAfter(day)}T00:00`, timeZone)
  if (at === null) throw new RangeError(`${day} is no day`)
  return at
}

export interface Course {
  readonly due: string
  readonly issuedAt: number | null
  readonly done: { readonly at: number } | null
  readonly withdrawnAt: number | null
}

/** It was issued, and neither done nor withdrawn when its day was over. */
export function isOverdue({ due, issuedAt, done, withdrawnAt }: Course, at: Clock): boolean {
  if (issuedAt === null) return false
  return (done?.at ?? withdrawnAt ?? at.now) >= endOfDay(due, at.timeZone)
}

export interface Clock {
  readonly now: number
  readonly timeZone: string
}

/** `told`: the day of the last letter about it; null: none. At most one letter a day, and none before its time. */
export function reminderOn(course: Course, told: string | null, at: Clock): 'soon' | 'overdue' | null {
  const { due, issuedAt, done, withdrawnAt } = course
  if (issuedAt === null || done !== null || withdrawnAt !== null) return null
  const today = wallDate(at.now, at.timeZone)
  if (told === today) return null
  if (today > due) return 'overdue'
  const from = dayAfter(due, -REMIND_DAYS)
  // Who was told of it in these days was reminded.
  const since = told ?? wallDate(issuedAt, at.timeZone)
  return today >= from && since < from ? 'soon' : null
}
