/**
 * The charts' points: once a second in memory for the last quarter of an hour; in the store for ever every five seconds of
 * a round's first quarter of an hour, every ten after that.
 *
 * A point holds the cumulative counts of each operator; sums and rates are made when it is shown, so that an engineer
 * can be shown one operator's alone. A process that starts anew begins with what the store has. Where several serve, each takes the
 * points that any of them has taken.
 */

import type { DirectiveTally, Purpose } from '../../directive/documents.ts'
import { intervalMs } from './intervals.ts'
import type { Sample } from './model.ts'
import type { Counts, RoundsReading, StoredDirective } from './store.ts'
import { throttledIn } from './throttled.ts'

const SECOND = 1000
export const STORED_EVERY_MS = 10_000
const STORED_FIRST_EVERY_MS = 5_000
const KEPT_MS = 15 * 60 * SECOND
const RATE_OVER_MS = 15 * SECOND
/** Rounds whose points are in memory: with thirty operators one of them takes up to four megabytes. */
const ROUNDS_MAX = 8
/** Intervals of the store that are shown: as many as charts divide the longest round into, and more. */
const STORED_SHOWN_MAX = 720

interface Point {
  readonly at: number
  readonly counts: Counts
}

/** What this process remembers of a round. */
interface Recent {
  readonly began: number
  readonly points: Point[]
}

export interface Taken {
  readonly point: Point
  /** Whether the store wants it. */
  readonly isStored: boolean
  readonly sample: Sample
  readonly byOperator: Readonly<Record<string, Sample>>
}

export class Samples {
  readonly #recent = new Map<string, Recent>()

  /** Whether this second has none yet: whoever would have to fetch the directives asks first. */
  isDue(of: { readonly round: string; readonly purpose: Purpose }, now: number): boolean {
    const last = this.#recent.get(keyOf(of))?.points.at(-1)
    return last === undefined || last.at < secondOf(now)
  }

  /** Null where this second has one already. */
  take(
    of: { readonly round: string; readonly purpose: Purpose },
    directives: readonly StoredDirective[],
    now: number,
  ): Taken | null {
    const at = secondOf(now)
    this.#forgetBefore(at - KEPT_MS)
    const { began, points } = this.#of(of, at)
    const last = points.at(-1)
    if (last !== undefined && last.at >= at) return null
    const point = { at, counts: countsOf(directives) }
    points.push(point)
    const everyMs = at - began < KEPT_MS ? STORED_FIRST_EVERY_MS : STORED_EVERY_MS
    const pair = last === undefined ? [point] : [last, point]
    const of1 = (operator: string | null) => shown(pair, operator).at(-1) as Sample
    return {
      point,
      isStored: last === undefined || Math.floor(last.at / everyMs) < Math.floor(at / everyMs),
      sample: of1(null),
      byOperator: Object.fromEntries(Object.keys(point.counts).map(id => [id, of1(id)])),
    }
  }

  /** Segments a second over the last moments; null: nothing was told in them. `operator`: its part alone. */
  rate(of: { readonly round: string; readonly purpose: Purpose }, operator: string | null, now: number): number | null {
    const points = (this.#recent.get(keyOf(of))?.points ?? []).filter(({ at }) => at >= now - RATE_OVER_MS)
    const [first, last] = [points[0], points.at(-1)]
    if (last === undefined || first === last) return null
    return shown([first, last], operator).at(-1)?.rate ?? null
  }

  /** Oldest first. `operator`: its part alone. */
  async show(
    rows: Pick<RoundsReading, 'samples' | 'sampleSpan'>,
    of: { readonly round: string; readonly purpose: Purpose },
    operator: string | null,
  ): Promise<readonly Sample[]> {
    const recent = this.#recent.get(keyOf(of))?.points ?? []
    const span = await rows.sampleSpan(of.round, of.purpose)
    if (span === null) return shown(recent, operator)
    const lengthMs = intervalMs(span.to - span.from, STORED_SHOWN_MAX)
    const stored = await rows.samples(of.round, of.purpose, lengthMs)
    const from = recent[0]?.at ?? Number.POSITIVE_INFINITY
    return shown([...stored.filter(({ at }) => at < from), ...recent], operator)
  }

  #forgetBefore(time: number): void {
    for (const [key, { points }] of this.#recent) {
      while (points.length > 0 && points[0].at < time) points.shift()
      if (points.length === 0) this.#recent.delete(key)
    }
  }

  #of(of: { readonly round: string; readonly purpose: Purpose }, now: number): Recent {
    const key = keyOf(of)
    const recent = this.#recent.get(key) ?? { began: now, points: [] }
    this.#recent.delete(key)
    this.#recent.set(key, recent)
    if (this.#recent.size > ROUNDS_MAX) {
      const [oldest] = this.#recent.keys()
      this.#recent.delete(oldest)
    }
    return recent
  }
}

function secondOf(now: number): number {
  return Math.floor(now / SECOND) * SECOND
}

function keyOf({ round, purpose }: { readonly round: string; readonly purpose: Purpose }): string {
  return `${round} ${purpose}`
}

const NAMES = ['submitted', 'accepted', 'delivered', 'failed', 'expired', 'uncertain', 'unsent', 'throttled'] as const
type Name = (typeof NAMES)[number]

function countsOf(directives: readonly StoredDirective[]): Counts {
  const counts: Record<string, number[]> = {}
  for (const { operator, tally } of directives) {
    if (tally === null) continue
    const into = counts[operator] ?? NAMES.map(() => 0)
    counts[operator] = into
    ofTally(tally).forEach((value, i) => {
      into[i] += value
    })
  }
  return counts
}

/** In the order of NAMES; what 0.1.0 has stored is without the last. */
function ofTally({ segments, turns, statuses }: DirectiveTally): readonly number[] {
  const { accepted, delivered, failed, expired, uncertain, unsent, sending } = turns
  const outcomes = [accepted, delivered, failed, expired, uncertain, unsent + sending]
  return [segments.submitted, ...outcomes, throttledIn(statuses)]
}

function shown(points: readonly Point[], operator: string | null): readonly Sample[] {
  return points.map(({ at, counts }, i) => {
    const before = points[i - 1]
    const ids = Object.keys(counts).filter(id => operator === null || id === operator)
    const rates = ids.map(id => [id, rateOf(id, before, { at, counts })] as const)
    const of = (id: string, name: Name) => counts[id][NAMES.indexOf(name)] ?? 0
    const sum = (name: Name) => ids.reduce((whole, id) => whole + of(id, name), 0)
    return {
      at: new Date(at).toISOString(),
      submitted: sum('submitted'),
      accepted: sum('accepted'),
      delivered: sum('delivered'),
      failed: sum('failed'),
      expired: sum('expired'),
      uncertain: sum('uncertain'),
      unsent: sum('unsent'),
      rate: rates.reduce((whole, [, rate]) => whole + rate, 0),
      byOperator: Object.fromEntries(rates),
      counts: Object.fromEntries(
        ids.map(id => [id, { submitted: of(id, 'submitted'), throttled: of(id, 'throttled') }]),
      ),
    }
  })
}

/** Segments a second since the point before. An operator's first count says nothing of a rate. */
function rateOf(id: string, before: Point | undefined, now: Point): number {
  const earlier = before?.counts[id]
  if (before === undefined || earlier === undefined) return 0
  return Math.max(0, ((now.counts[id][0] - earlier[0]) * SECOND) / (now.at - before.at))
}
