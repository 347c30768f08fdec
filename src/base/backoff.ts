/** How long to wait before the next try: doubling, jittered, with a limit. Pure: chance is an argument. */
import type { Random } from './random.ts'

export const BACKOFF_FIRST_MS = 200
export const BACKOFF_MAX_MS = 30_000

/** After so many tries in a row that failed, from 1: between half and the whole of the doubled wait. */
export function backoffMs(tries: number, random: Random): number {
  const whole = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(tries - 1, 20))
  return whole / 2 + random.below(Math.floor(whole / 2) + 1)
}
