/**
 * A time zone as a table: which offset its clocks have from when to when, so that SQL can turn local times into instants
 * and instants into days without guessing.
 *
 *   instants   ├──── +01:00 ────┼──── +02:00 ────┼──── +01:00 ────
 *   local      ├─────────────┤░░├─────────────┤▓▓├────────────────
 *                            skipped        twice: such a local time is two instants, and is never guessed
 *
 * Pure; the offsets are those of `base/wall-time.ts`, whose gaps and folds are here what is skipped and what comes twice.
 */
import assert from 'node:assert/strict'
import { offsetMs } from '../base/wall-time.ts'

const DAY_MS = 86_400_000

/** In milliseconds, [from, until); an instant plus `offset` is what the clock shows. */
export interface OffsetSpan {
  readonly from: number
  readonly until: number
  readonly offset: number
}

export interface LocalSpan {
  /** What the clock shows, as if it were UTC. */
  readonly from: number
  readonly until: number
  /** Null where that local time is skipped, or comes twice. */
  readonly offset: number | null
  readonly is: 'one' | 'skipped' | 'twice'
}

/** Offsets between two instants, without a gap. No zone changes more than once a day. */
export function offsetSpans(zone: string, from: number, until: number): readonly OffsetSpan[] {
  const offset = (at: number) => offsetMs(at, zone)
  const spans: OffsetSpan[] = []
  let begin = from
  let own = offset(from)
  for (let at = from; at < until; ) {
    const next = Math.min(at + DAY_MS, until)
    const then = offset(next)
    if (then !== own) {
      const change = changeBetween(offset, at, next)
      spans.push({ from: begin, until: change, offset: own })
      begin = change
      own = then
    }
    at = next
  }
  if (begin < until) spans.push({ from: begin, until, offset: own })
  return spans
}

/** Local times of those spans, in order and without a gap. */
export function localSpans(spans: readonly OffsetSpan[]): readonly LocalSpan[] {
  const local: LocalSpan[] = []
  let begin = spans[0] === undefined ? 0 : spans[0].from + spans[0].offset
  for (const [at, { until, offset }] of spans.entries()) {
    const next = spans[at + 1]
    const [before, after] = [until + offset, next === undefined ? null : until + next.offset]
    const end = after === null ? before : Math.min(before, after)
    assert.ok(begin < end, 'a zone changed twice within an hour')
    local.push({ from: begin, until: end, offset, is: 'one' })
    if (after !== null && after !== before)
      local.push({ from: end, until: Math.max(before, after), offset: null, is: after > before ? 'skipped' : 'twice' })
    begin = after === null ? end : Math.max(before, after)
  }
  return local
}

/**
 * The value of the span that `at` lies in, as SQL: halving, so that it takes few comparisons however many spans there are. Null
 * outside of all. `at` should be a column, for it is looked at several times.
 */
export function spanLookup<Span extends { from: number; until: number }>(
  at: string,
  spans: readonly Span[],
  valueIn: (span: Span) => string,
): string {
  const [first, last] = [spans[0], spans[spans.length - 1]]
  const halved = (from: number, until: number): string => {
    if (until - from === 1) return valueIn(spans[from])
    const middle = Math.floor((from + until) / 2)
    return `CASE WHEN ${at} < ${spans[middle].from} THEN ${halved(from, middle)} ELSE ${halved(middle, until)} END`
  }
  return `CASE WHEN ${at} >= ${first.from} AND ${at} < ${last.until} THEN ${halved(0, spans.length)} END`
}

/** The first instant that has the later offset. */
function changeBetween(offset: (at: number) => number, early: number, late: number): number {
  let [low, high] = [early, late]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offset(middle) === offset(early)) low = middle
    else high = middle
  }
  return high
}
