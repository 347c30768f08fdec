/**
 * How much a receiver's line carries, in four classes, from its estimate (REMB) and its loss: down fast, up slowly. Where the
 * estimate is our own (`send-estimate.ts`), as `onOwnReport` has it.
 *
 *   A  from 2.2 Mbit/s     3 main pictures, 6 thumbnails, 3 voices
 *   B  from 700 kbit/s     the speaker, 2 thumbnails, 3 voices
 *   C  from 150 kbit/s     3 voices
 *   D  below               the speaker's voice
 *
 *            bad for 1 s                         good for 10 s
 *   class ───────────────► the best one of it    ─────────────► the worst one of it may be tried ── `risen` ──► it is, on trial
 *                                                                                     └── `trialFailed`: the next wait is longer
 *
 * A receiver's estimate is never far above what it is sent (1.5 times in libwebrtc), so that a line that is given little never
 * shows that it would carry more. Hence a line counts as good where the estimate is well above what is sent: one class up. How it
 * is tried before it rises is the caller's. Then it is on trial: for 30 s the estimate need only not fall. The trial is passed when
 * the estimate has come up to what is sent, after 10 s at the least. What is sent may also rise at once, when somebody gets the
 * floor: that is a trial of the same class. One that fails doubles the wait for the next, up to 160 s; one that is passed makes it
 * 10 s again. Loss as in draft-ietf-rmcat-gcc-02, section 6: 10 % is bad, below 2 % is good.
 *
 * Of voices alone a browser estimates nothing, and says for ever what it said last. So in the classes without pictures a line is
 * good where it loses nothing, and bad where it loses or what is sent waits, whatever its estimate.
 *
 * Our own estimate falls where a queue grows or packets are lost, and for nothing else. So a class is lost only while a queue
 * stands in front of more than the line is thought to carry, or a tenth is lost. Pictures are lost, and no voice, while they let voices
 * wait, or are too many for the estimate. And a better one is had as soon as a probe has
 * shown that the line carries it: `risen`. It is on trial for ten seconds.
 *
 * Pure: the caller brings time, and calls with every report, at the least every second.
 */
import type { Millis } from '../base/clock.ts'

export type LineClass = 'A' | 'B' | 'C' | 'D'

/** The least estimate that affords it, bits a second. */
export const BITRATES: Readonly<Record<LineClass, number>> = { A: 2_200_000, B: 700_000, C: 150_000, D: 0 }
/** So long a voice does not wait for a picture: it is given up until the queue is gone. */
const LATE_MS = 300
const NAMES: readonly LineClass[] = ['A', 'B', 'C', 'D']
/** Best first. */
const CLASSES = NAMES.map(is => ({ is, bitrate: BITRATES[is] }))
const WORST = CLASSES.length - 1
const BAD_FOR_MS = 1000
export const GOOD_FOR_MS = 10_000
const TRIAL_MIN_MS = 10_000
const TRIAL_MAX_MS = 30_000
const GOOD_FOR_MAX_MS = 160_000
export const LOSS_BAD = 0.1
export const LOSS_GOOD = 0.02
/** Of what is sent, voices among it, which a browser does not count: the line is not what limits. */
const WELL_ABOVE = 1.2
/** Of what was sent on average: somebody else is seen. */
const RISEN = 1.5
const AVERAGE_OVER = 8
/** Of the estimate at the beginning of a trial: it fell. */
const FALLEN = 0.85

export interface LineReport {
  /** Bits a second; null: none came yet, and only loss counts. */
  readonly estimate: number | null
  /** Share of what was sent, 0 to 1. */
  readonly loss: number
  /** Bits a second that were sent meanwhile. */
  readonly sent: number
  /** It took much longer than is usual on this line. */
  readonly waits?: boolean
}

export interface Downlink {
  readonly is: LineClass
  /** Bad or good all the time since, and the class that it leads to. Null: neither. */
  readonly streak: { readonly since: Millis; readonly isBad: boolean; readonly to: number } | null
  /** Since it went up, or what is sent did, and the estimate then. */
  readonly trial: { readonly since: Millis; readonly estimate: number } | null
  readonly goodForMs: number
  /** It has been good for so long that it may be tried for this class; null: for none. */
  readonly mayBe: LineClass | null
  /** Bits a second on average; null: nothing was reported yet. */
  readonly sent: number | null
}

/** `is`: what the test call said of the line; D where there was none. */
export function downlinkOf(is: LineClass): Downlink {
  return { is, streak: null, trial: null, goodForMs: GOOD_FOR_MS, mayBe: null, sent: null }
}

export function onReport(before: Downlink, report: LineReport, now: Millis): Downlink {
  const line = averaged({ ...before, mayBe: null }, report, now)
  const at = CLASSES.findIndex(({ is }) => is === line.is)
  const enough = Math.min(CLASSES[at].bitrate, report.sent)
  const current = isPassed(line, report, { enough, now }) ? { ...line, trial: null, goodForMs: GOOD_FOR_MS } : line
  const isWorse = isBad(current, report, { enough, now })
  const to = isWorse ? lower(at, report) : higher(at, report)
  if (to === at) return current.streak === null ? current : { ...current, streak: null }
  return streak(current, { isBad: isWorse, to }, now)
}

export interface OwnReport {
  /** Bits a second on the wire. */
  readonly estimate: number
  readonly sent: number
  /** Share of what was sent, 0 to 1, that never came. */
  readonly loss: number
  /** A queue stands, and lets all wait so long. */
  readonly isQueued: boolean
  readonly queuedMs: number
  /** More pictures come than the estimate has room for. */
  readonly isOverflowed: boolean
}

/** With our own estimate; as often as may be. */
export function onOwnReport(before: Downlink, report: OwnReport, now: Millis): Downlink {
  const { trial } = before
  const isPast = trial !== null && now - trial.since >= TRIAL_MIN_MS
  const line = isPast ? { ...before, trial: null, goodForMs: GOOD_FOR_MS } : before
  const { estimate, sent, loss, isQueued, queuedMs, isOverflowed } = report
  const isLate = (isOverflowed || queuedMs >= LATE_MS) && !isPictureless(line.is)
  const isTooMuch = isLate || (isQueued && estimate < Math.min(BITRATES[line.is], sent))
  if (line.is === 'D' || (loss < LOSS_BAD && !isTooMuch)) return { ...line, streak: null }
  const at = CLASSES.findIndex(({ is }) => is === line.is)
  return streak(line, { isBad: true, to: lower(at, report), isOwn: true }, now)
}

/** Null: it is the best. */
export function classAbove(is: LineClass): LineClass | null {
  return NAMES[NAMES.indexOf(is) - 1] ?? null
}

/** Where more is sent at once than the estimate could know of, the line is on trial: its estimate need only not fall. */
function averaged(line: Downlink, { estimate, sent }: LineReport, now: Millis): Downlink {
  if (line.sent === null) return { ...line, sent }
  const average = line.sent + (sent - line.sent) / AVERAGE_OVER
  const isUnknown = estimate !== null && sent > estimate && sent > line.sent * RISEN
  if (!isUnknown || line.trial !== null) return { ...line, sent: average }
  return { ...line, sent: average, trial: { since: now, estimate } }
}

interface Measure {
  /** An estimate that affords what the class needs, or at least what is sent. */
  readonly enough: number
  readonly now: Millis
}

function isPassed({ is, trial }: Downlink, { estimate }: LineReport, { enough, now }: Measure) {
  if (trial === null || now - trial.since < TRIAL_MIN_MS) return false
  return isPictureless(is) || (estimate ?? 0) >= enough
}

function isPictureless(is: LineClass): boolean {
  return is === 'C' || is === 'D'
}

function isBad(
  { is, trial }: Downlink,
  { estimate, loss, waits = false }: LineReport,
  { enough, now }: Measure,
): boolean {
  if (is === 'D') return false
  if (loss >= LOSS_BAD) return true
  if (isPictureless(is)) return waits
  if (estimate === null) return false
  const isOnTrial = trial !== null && now - trial.since < TRIAL_MAX_MS
  return estimate < (isOnTrial ? Math.min(enough, trial.estimate * FALLEN) : enough)
}

/** Places in CLASSES: the class that the estimate affords, one down at the least. */
function lower(at: number, { estimate }: Pick<LineReport, 'estimate'>): number {
  return Math.max(at + 1, estimate === null ? 0 : affordedBy(estimate))
}

function higher(at: number, { estimate, loss, sent }: LineReport): number {
  if (at === 0 || loss >= LOSS_GOOD) return at
  const afforded = estimate === null ? at : affordedBy(estimate)
  if (afforded < at) return afforded
  const isWellAbove = estimate !== null && estimate >= sent * WELL_ABOVE
  return isWellAbove || isPictureless(CLASSES[at].is) ? at - 1 : at
}

function affordedBy(estimate: number): number {
  const place = CLASSES.findIndex(({ bitrate }) => estimate >= bitrate)
  return place === -1 ? WORST : place
}

function streak(
  line: Downlink,
  { isBad, to, isOwn = false }: { isBad: boolean; to: number; isOwn?: boolean },
  now: Millis,
): Downlink {
  const before = line.streak?.isBad === isBad ? line.streak : { since: now, isBad, to }
  // One report far off decides nothing: down to the best of all, up to the worst of all. Our own estimate is never far off.
  const edge = isOwn ? to : isBad ? Math.min(before.to, to) : Math.max(before.to, to)
  const lasted = now - before.since
  if (lasted < (isBad ? BAD_FOR_MS : line.goodForMs)) return { ...line, streak: { ...before, to: edge } }
  const { is } = CLASSES[edge]
  if (!isBad) return { ...line, streak: { ...before, to: edge }, mayBe: is }
  return line.trial === null ? { ...line, is, streak: null } : trialFailed(line, is)
}

/** Up to the class that it may be tried for, on trial. */
export function risen(
  line: Downlink,
  is: LineClass,
  { estimate, now }: { readonly estimate: number | null; readonly now: Millis },
): Downlink {
  return { ...line, is, streak: null, mayBe: null, trial: { since: now, estimate: estimate ?? 0 } }
}

/** Down to a class, or not up from it, and the next trial waits longer. */
export function trialFailed(line: Downlink, is: LineClass): Downlink {
  const goodForMs = Math.min(2 * line.goodForMs, GOOD_FOR_MAX_MS)
  return { ...line, is, streak: null, mayBe: null, trial: null, goodForMs }
}
