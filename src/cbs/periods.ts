/**
 * A period in one octet, finer for short ones.
 *
 *   1 … 10     by 1 s        21 … 38    35 s to 120 s, by 5 s         87 … 186   630 s to 1 h, by 30 s
 *   11 … 20    by 2 s        39 … 86    130 s to 10 min, by 10 s
 *
 * Source: 3GPP TS 48.049 section 8.2.25; section 8.2.26 (keep alive) allows 1 s to 120 s.
 */

const STEPS = [
  { upToS: 10, first: 0, fromS: 0, byS: 1 },
  { upToS: 30, first: 10, fromS: 10, byS: 2 },
  { upToS: 120, first: 20, fromS: 30, byS: 5 },
] as const

/** The longest that a keep-alive can say. */
const KEEP_ALIVE_MAX_S = 120

/** Rounded up to what the octet can say, between 1 s and 120 s. */
export function keepAlivePeriod(ms: number): number {
  const seconds = Math.min(KEEP_ALIVE_MAX_S, Math.max(1, Math.ceil(ms / 1000)))
  const step = STEPS.find(({ upToS }) => seconds <= upToS) ?? STEPS[STEPS.length - 1]
  return step.first + Math.ceil((seconds - step.fromS) / step.byS)
}
