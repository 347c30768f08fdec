/**
 * How long a round will still take: as long as the operator that needs longest, each at its own rate of the last minute.
 * Pure; runs in a browser too.
 */
import type { DirectiveTally } from '../../directive/documents.ts'
import type { Sample } from './model.ts'

const RATE_MS = 60_000

/** One operator's part in the round. */
export interface Part {
  readonly operator: string
  /** Neither refused nor returned. */
  readonly isOpen: boolean
  readonly tally: DirectiveTally | null
}

/**
 * Seconds; 0 when nothing is unsent. Null while it cannot be told: an operator has said nothing, or has something to
 * send and sends nothing.
 */
export function secondsLeft(parts: readonly Part[], samples: readonly Sample[], nowMs: number): number | null {
  if (parts.length === 0) return null
  let longest = 0
  for (const { operator, isOpen, tally } of parts) {
    if (!isOpen) continue
    if (tally === null) return null
    const left = segmentsLeft(tally)
    if (left === 0) continue
    const rate = rateOf(operator, samples, nowMs)
    if (rate <= 0) return null
    longest = Math.max(longest, left / rate)
  }
  return longest
}

/** Of those unsent, at what a turn takes on average. */
function segmentsLeft({ turns, segments }: DirectiveTally): number {
  return turns.audience === 0 ? 0 : (turns.unsent * segments.expected) / turns.audience
}

/** Segments a second over the last minute. An operator's first sample says nothing of its rate. */
function rateOf(operator: string, samples: readonly Sample[], nowMs: number): number {
  let segments = 0
  let spanMs = 0
  for (let i = samples.length - 1; i > 0; i--) {
    const [before, sample] = [samples[i - 1], samples[i]]
    const rate = sample.byOperator[operator]
    if (Date.parse(sample.at) < nowMs - RATE_MS) break
    if (rate === undefined || before.byOperator[operator] === undefined) break
    const stepMs = Date.parse(sample.at) - Date.parse(before.at)
    segments += rate * stepMs
    spanMs += stepMs
  }
  return spanMs === 0 ? 0 : segments / spanMs
}
