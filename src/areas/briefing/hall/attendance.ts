/**
 * Who was there: of each site its intervals and what the roll says of it, folded from the log. The same while a briefing goes on and
 * years later. Pure; instants are milliseconds since 1970.
 */
import { courseOf } from './course.ts'
import type { LogEntry, LogKind } from './log.ts'
import { type Attended, attendanceOf, type Interval, intervalsIn, NEVER_HEARD } from './presence.ts'

/** Kinds of the log that tell who was there, and why others were not. */
export const PRESENCE_KINDS: readonly LogKind[] = ['joined', 'heard', 'left', 'removed', 'ended', 'reason']

export interface SitePresence {
  readonly intervals: readonly Interval[]
  readonly attended: Attended
  /** The last one that was given; null: none. */
  readonly reason: string | null
}

export interface When {
  /** Null: it has not begun. */
  readonly beganAt: number | null
  readonly endedAt: number | null
  readonly nowMs: number
}

/** Of each of the sites. */
export function presencesOf(
  log: readonly LogEntry[],
  sites: readonly string[],
  when: When,
): ReadonlyMap<string, SitePresence> {
  const { presence, reasons } = courseOf(log)
  return new Map(
    sites.map(site => {
      const intervals = intervalsIn(presence.get(site) ?? NEVER_HEARD, when.nowMs)
      const reason = reasons.get(site) ?? null
      return [site, { intervals, attended: attendedOf(intervals, reason, when), reason }]
    }),
  )
}

/** Who was there before the beginning is in the lobby: nobody is late or absent yet. */
function attendedOf(
  intervals: readonly Interval[],
  reason: string | null,
  { beganAt, endedAt, nowMs }: When,
): Attended {
  if (beganAt !== null) return attendanceOf(intervals, { fromMs: beganAt, untilMs: endedAt }, { reason, nowMs })
  const isThere = intervals.at(-1)?.closed === null
  const is = isThere ? 'present' : reason === null ? 'awaited' : 'absent-with-reason'
  return { is, cameMs: null, goneMs: null, wasLate: false, drops: 0, presentMs: 0 }
}
