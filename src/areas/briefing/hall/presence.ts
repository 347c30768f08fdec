/**
 * Who was there: intervals of evidence, and what the roll says of each site that was expected.
 *
 *   first packet or heartbeat ──► opened ──┬── evidence ──┬── … ──┐ last evidence
 *                                          └──────────────┴──────►┴ closed: left, dropped, removed, ended
 *
 * Evidence is a log that only grows. Who comes back within the time that a line is given is not said to have gone. Pure;
 * instants are milliseconds since 1970.
 */

/** Why an interval ended. dropped: nothing more was heard, and nobody said anything. */
export type Closing = 'left' | 'dropped' | 'removed' | 'ended'

export interface Evidence {
  readonly site: string
  readonly atMs: number
  /** heard: there was a packet or a heartbeat. */
  readonly is: 'heard' | Closing
}

export interface Interval {
  readonly fromMs: number
  /** Of the last evidence; nobody is said to have been there longer than was heard. */
  readonly untilMs: number
  /** Null: it goes on. */
  readonly closed: Closing | null
}

/** Without evidence for so long a site has dropped. */
export const DROPPED_MS = 10_000

/** What is known of one site so far: intervals that are over, and the one that is not. */
export interface Presence {
  readonly closed: readonly Interval[]
  readonly open: { readonly fromMs: number; readonly untilMs: number } | null
}

export const NEVER_HEARD: Presence = { closed: [], open: null }

/** One piece of evidence more, in the order of time. */
export function attended(before: Presence, { atMs, is }: Omit<Evidence, 'site'>): Presence {
  const { closed, open } = dropped(before, atMs)
  if (is === 'heard') return { closed, open: { fromMs: open?.fromMs ?? atMs, untilMs: atMs } }
  if (open === null) return { closed, open }
  // That the server closes it is no evidence that the site was there until then.
  const untilMs = is === 'left' ? atMs : open.untilMs
  return { closed: [...closed, { ...open, untilMs, closed: is }], open: null }
}

/** Where nothing was heard for too long, the interval ended with the last that was. */
function dropped({ closed, open }: Presence, nowMs: number): Presence {
  if (open === null || nowMs - open.untilMs < DROPPED_MS) return { closed, open }
  return { closed: [...closed, { ...open, closed: 'dropped' }], open: null }
}

/** `nowMs`: how far the log reaches. */
export function intervalsIn(presence: Presence, nowMs: number): readonly Interval[] {
  const { closed, open } = dropped(presence, nowMs)
  return open === null ? closed : [...closed, { ...open, closed: null }]
}

/** Of one site. `nowMs`: how far the log reaches. */
export function intervalsOf(log: readonly Evidence[], nowMs: number): readonly Interval[] {
  const inOrder = log.toSorted((a, b) => a.atMs - b.atMs)
  return intervalsIn(inOrder.reduce(attended, NEVER_HEARD), nowMs)
}

/** Who comes later than that after the beginning is late. */
export const LATE_MS = 5 * 60_000
/** Who is gone for longer than that before the end has not been there to the end. */
export const EARLY_MS = 5 * 60_000

/** When it began, and when it ended; null: not yet. */
export interface Span {
  readonly fromMs: number
  readonly untilMs: number | null
}

export type Attendance =
  /** It goes on or has not begun, and nothing was heard yet. */
  'awaited' | 'present' | 'late' | 'left-early' | 'dropped' | 'removed' | 'absent-with-reason' | 'absent'

export interface Attended {
  readonly is: Attendance
  /** First evidence within the briefing; null: none. */
  readonly cameMs: number | null
  /** Last evidence; null: none. */
  readonly goneMs: number | null
  readonly wasLate: boolean
  /** How often the line broke. */
  readonly drops: number
  /** There, in milliseconds. */
  readonly presentMs: number
}

/** `reason`: that the secretary was given for an absence; null: none. What was heard before the beginning is of the lobby. */
export function attendanceOf(
  intervals: readonly Interval[],
  span: Span,
  { reason, nowMs }: { readonly reason: string | null; readonly nowMs: number },
): Attended {
  const { fromMs } = span
  const endMs = span.untilMs ?? nowMs
  const within = intervals
    .filter(each => each.untilMs >= fromMs && each.fromMs <= endMs)
    .map(each => ({ ...each, fromMs: Math.max(each.fromMs, fromMs), untilMs: Math.min(each.untilMs, endMs) }))
  const last = within.at(-1)
  if (last === undefined) return { ...NEVER, is: awaited(span, reason, nowMs) }
  const cameMs = within[0].fromMs
  const wasLate = cameMs - fromMs > LATE_MS
  return {
    is: gone(last, span, nowMs) ?? (wasLate ? 'late' : 'present'),
    cameMs,
    goneMs: last.untilMs,
    wasLate,
    drops: within.filter(({ closed }) => closed === 'dropped').length,
    presentMs: within.reduce((sum, each) => sum + each.untilMs - each.fromMs, 0),
  }
}

const NEVER = { cameMs: null, goneMs: null, wasLate: false, drops: 0, presentMs: 0 } as const

function awaited({ fromMs, untilMs }: Span, reason: string | null, nowMs: number): Attendance {
  if (reason !== null) return 'absent-with-reason'
  return untilMs === null && nowMs - fromMs <= LATE_MS ? 'awaited' : 'absent'
}

/** How it was gone before the end; null: it is there, or was to the end. */
function gone({ untilMs, closed }: Interval, span: Span, nowMs: number): Attendance | null {
  if (closed === null || closed === 'ended') return null
  const isOver = span.untilMs !== null
  if (isOver && span.untilMs - untilMs <= EARLY_MS && closed !== 'removed') return null
  if (!isOver && closed !== 'removed' && nowMs - untilMs <= 0) return null
  return closed === 'left' ? 'left-early' : closed
}
