/**
 * What one measurement is, given what came before it: a person's first, their second, or the same once more.
 *
 *   36,6                       first ─► pass
 *   37,8 ─ wait ─ 36,9         first, second ─► pass
 *   37,8 ─ wait ─ 37,6         first, second ─► the duty officer is told
 *   36,6 ─ 20 s ─ 36,6         the same badge within a minute is one entry
 *   36,6 ─ 20 s ─ 37,9         one entry too, and it takes the higher: a quick second try never washes a fever away
 *
 * Pure; runs in a browser too. Instants are milliseconds since 1970.
 */
export const SAME_WITHIN_MS = 60_000

export interface Earlier {
  readonly id: string
  readonly atMs: number
  readonly tenths: number
  readonly isHigh: boolean
  readonly isSecond: boolean
  /** Somebody's second measurement has come for it. */
  readonly hasSecond: boolean
}

export interface Measured {
  readonly atMs: number
  readonly tenths: number
}

export interface CourseRules {
  readonly waitMs: number
  readonly secondWithinMs: number
}

export type Course =
  | { readonly is: 'first' }
  | { readonly is: 'second'; readonly of: string }
  | { readonly is: 'same'; readonly as: string; readonly isHigher: boolean }

export function isHigh(tenths: number, thresholdTenths: number): boolean {
  return tenths >= thresholdTenths
}

/** A clock that was set a little between the two measurements. */
const WAIT_SLACK_MS = 5_000

/**
 * `followed`: what the kiosk says that it is the second measurement of. `lately`: the last of the same badge; null for a
 * visitor, or where there is none. Before the wait is over nothing is a second measurement.
 */
export function courseOf(
  measured: Measured,
  followed: Earlier | null,
  lately: Earlier | null,
  rules: CourseRules,
): Course {
  if (followed !== null && isSecondOf(measured, followed, rules)) return { is: 'second', of: followed.id }
  if (lately === null) return { is: 'first' }
  if (Math.abs(measured.atMs - lately.atMs) <= SAME_WITHIN_MS)
    return { is: 'same', as: lately.id, isHigher: measured.tenths > lately.tenths }
  return isSecondOf(measured, lately, rules) ? { is: 'second', of: lately.id } : { is: 'first' }
}

function isSecondOf({ atMs }: Measured, first: Earlier, rules: CourseRules): boolean {
  const passedMs = atMs - first.atMs
  return (
    first.isHigh &&
    !first.isSecond &&
    !first.hasSecond &&
    passedMs >= rules.waitMs - WAIT_SLACK_MS &&
    passedMs <= rules.secondWithinMs
  )
}
