/** How a directive ended: what is left to say once all is over. Pure. */
import type { DirectiveTally, ReturnBody } from '../directive/documents.ts'
import type { Tally } from '../round/tally.ts'
import type { LegEnd } from './leg.ts'
import type { LegRecord } from './memory.ts'

export type ClosingState = ReturnBody['state']

export interface Closing {
  readonly state: ClosingState
  readonly tally: DirectiveTally
  readonly startedAt: string | null
  readonly endedAt: string
  readonly legs: ReturnBody['legs']
  /** This machine sent it last, or there is no other: it returns it. */
  readonly isOurs: boolean
}

export interface EndedLeg {
  readonly record: LegRecord
  readonly end: LegEnd
  /** Null: it never began. */
  readonly tally: Tally | null
}

export function closingOf(
  legs: readonly EndedLeg[],
  { tally, endedAt, isOurs }: Pick<Closing, 'tally' | 'endedAt' | 'isOurs'>,
): Closing {
  return {
    state: stateOf(legs.map(({ end }) => end)),
    tally,
    startedAt: firstStart(legs),
    endedAt,
    isOurs,
    legs: legs.map(({ record, tally }) => ({
      message: record.message,
      language: record.language,
      subscribers: record.subscribers,
      segmentsEach: record.segmentsEach,
      segments: {
        submitted: tally?.segments.submitted ?? 0,
        accepted: tally?.segments.accepted ?? 0,
        delivered: tally?.segments.delivered ?? 0,
      },
    })),
  }
}

/** By what the legs' own ledgers say, and so the same on every machine; null: none has begun. */
export function lastEnd(legs: readonly EndedLeg[]): string | null {
  const ends = legs.flatMap(({ tally }) => (tally?.endedAt ? [Date.parse(tally.endedAt)] : []))
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString()
}

function stateOf(ends: readonly LegEnd[]): ClosingState {
  if (ends.includes('stopped')) return 'stopped'
  return ends.includes('window-over') ? 'window-over' : 'finished'
}

function firstStart(legs: readonly EndedLeg[]): string | null {
  const started = legs.flatMap(({ tally }) => (tally?.startedAt ? [tally.startedAt] : []))
  return started.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}
