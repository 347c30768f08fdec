/**
 * A commune's hours as spans of instants: on which day they begin, over midnight, over changes of clocks.
 *
 *   05:30–06:30, 17:00–18:00 in Asia/Ho_Chi_Minh ──► [from, until) [from, until) …   in order, never overlapping
 *
 * A wall time is an instant as everywhere in Loa (docs/decisions/0020-one-wall-time.md). Where a change of clocks would make
 * two windows overlap, the later one begins when the earlier one is over. Days are kept once they were computed.
 *
 * Within other windows only what lies in one of those is left, and each span says in which one: plays are counted by it (hours.ts).
 */
import { compatibleInstant } from '../base/wall-time.ts'
import type { PlayingWindow } from './agenda.ts'

export interface Span {
  /** Milliseconds since 1970, included. */
  readonly from: number
  /** Not included. */
  readonly until: number
}

/** In which plays are counted: in `frame`, which is the window itself where it lies within no others. */
export interface Window extends Span {
  readonly frame: Span
}

const DAY_MS = 24 * 60 * 60 * 1000
/** A window that began so many days before may still be open: it lasts a day at most, and zones are a day apart at most. */
const DAYS_BEFORE = 3
const DAYS_AFTER = 2
const DAYS_KEPT_MAX = 5000

export class Windows {
  readonly #windows: readonly PlayingWindow[]
  readonly #timeZone: string
  readonly #within: Windows | null
  readonly #days = new Map<number, readonly Span[]>()

  constructor(windows: readonly PlayingWindow[], timeZone: string, within: Windows | null = null) {
    this.#windows = windows.toSorted((a, b) => (a.from < b.from ? -1 : 1))
    this.#timeZone = timeZone
    this.#within = within
  }

  /** The one that is open then, else the next one; null: there are none. */
  at(instant: number): Window | null {
    const own = this.#around(instant)
    if (this.#within === null) {
      const span = own.find(({ until }) => until > instant)
      return span === undefined ? null : { ...span, frame: span }
    }
    const frames = this.#within.#around(instant)
    for (const span of own)
      for (const frame of frames) {
        const from = Math.max(span.from, frame.from)
        const until = Math.min(span.until, frame.until)
        if (from < until && until > instant) return { from, until, frame }
      }
    return null
  }

  /** All that are open at some time of these. */
  *between(from: number, until: number): Generator<Window> {
    for (let span = this.at(from); span !== null && span.from < until; span = this.at(span.until)) yield span
  }

  #around(instant: number): Span[] {
    if (this.#windows.length === 0) return []
    const today = Math.floor(instant / DAY_MS)
    const spans: Span[] = []
    let over = Number.NEGATIVE_INFINITY
    for (let day = today - DAYS_BEFORE; day <= today + DAYS_AFTER; day++)
      for (const { from, until } of this.#day(day)) {
        const begin = Math.max(from, over)
        if (begin >= until) continue
        spans.push({ from: begin, until })
        over = until
      }
    return spans
  }

  /** Those that begin on that day of the calendar, counted from 1970. */
  #day(day: number): readonly Span[] {
    const known = this.#days.get(day)
    if (known !== undefined) return known
    const spans = this.#windows.flatMap(({ from, until }) => {
      const begin = this.#instant(day, from)
      const end = this.#instant(until <= from ? day + 1 : day, until)
      return begin === null || end === null || begin >= end ? [] : [{ from: begin, until: end }]
    })
    if (this.#days.size >= DAYS_KEPT_MAX) this.#days.clear()
    this.#days.set(day, spans)
    return spans
  }

  #instant(day: number, clock: string): number | null {
    const date = new Date(day * DAY_MS)
    if (Number.isNaN(date.getTime())) return null
    return compatibleInstant(`${date.toISOString().slice(0, 10)}T${clock}`, this.#timeZone)
  }
}
