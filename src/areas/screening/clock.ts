/**
 * When something was measured, by a clock that may be wrong: the device says when, and what its clock shows as it sends.
 *
 *   device   at ────────────── sentAt
 *   server                        receivedAt        skew = sentAt − receivedAt
 *
 * Up to two minutes apart the device is believed; beyond, its instants are moved by the skew and marked. What it said is
 * kept beside. Nothing is ever measured in the future. Pure.
 */
export const SKEW_MAX_MS = 120_000

export interface Instants {
  /** Null: the device says nothing, so it was measured when it came. */
  readonly atMs: number | null
  readonly sentAtMs: number | null
  readonly receivedAtMs: number
}

export function settle({ atMs, sentAtMs, receivedAtMs }: Instants): {
  readonly atMs: number
  readonly skewMs: number | null
  readonly isClockWrong: boolean
} {
  const skewMs = sentAtMs === null ? null : sentAtMs - receivedAtMs
  if (atMs === null) return { atMs: receivedAtMs, skewMs, isClockWrong: false }
  const isSkewed = skewMs !== null && Math.abs(skewMs) > SKEW_MAX_MS
  const moved = isSkewed ? atMs - skewMs : atMs
  // The clock was put right between measuring and sending, or nobody said what it shows.
  const isAhead = moved > receivedAtMs + SKEW_MAX_MS
  return { atMs: Math.min(moved, receivedAtMs), skewMs, isClockWrong: isSkewed || isAhead }
}
