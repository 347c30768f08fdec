/**
 * Frames of a voice that go to a poor line three by three: each packet has forty octets of headers and more, as many as its sound, and at
 * fifty a second they leave a line of 64 kbit/s no room for anything else.
 *
 *   source   1 2 3   4 5   ·   7   8 9       6 is late, or never comes
 *   slot     1-3     4-5 ──────────── (6) 7-9
 *            at once  once 60 ms are over      once 100 ms are over: 6 may have come by then
 *
 * Numbers wait, not octets: what goes is read out of what is kept of its source, so that nothing goes of a source that may not be forwarded
 * any more. What is no frame of 20 ms, or is silence, goes by itself. Knows no packet's octets.
 */
import type { Millis } from '../base/clock.ts'

const FRAMES = 3
/** Behind the first of them. */
const WAITS_MS = 60
/** For one that is missing before it. */
const WAITS_FOR_MISSING_MS = 100
/** Frames of one voice; more come of nobody who speaks, and each would be looked at again with every other. */
const WAITING_MAX = 12

export interface Frame {
  /** Of the source. */
  readonly extended: number
  /** Ticks, and how many of them it sounds. */
  readonly timestamp: number
  readonly ticks: number
  /** What it has in common with those that it may go with; null: it goes by itself. */
  readonly like: number | null
  readonly since: Millis
}

export class Together {
  /** In their order. */
  readonly #waiting: Frame[] = []
  /** Behind the last that went; null: none did. */
  #next: number | null = null

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  add(frame: Frame): void {
    let place = this.#waiting.length
    while (place > 0 && this.#waiting[place - 1].extended > frame.extended) place -= 1
    this.#waiting.splice(place, 0, frame)
  }

  /** Numbers that go together now, in their order; empty: none do. */
  take(now: Millis, { isAll = false } = {}): number[] {
    const frames = this.#foremost()
    if (frames.length === 0) return []
    const [{ extended }] = frames
    // Whatever came first: one that is late keeps those behind it no longer.
    const since = Math.min(...this.#waiting.map(frame => frame.since))
    const isNext = this.#next === null || extended === this.#next
    const waitsMs = now - since
    const isWhole = frames.length === FRAMES || this.#isEnd(frames)
    const isDue = isNext ? isWhole || waitsMs >= WAITS_MS : waitsMs >= WAITS_FOR_MISSING_MS
    if (!isAll && !isDue && this.#waiting.length <= WAITING_MAX) return []
    this.#waiting.splice(0, frames.length)
    this.#next = isAll && this.isEmpty ? null : extended + frames.length
    return frames.map(frame => frame.extended)
  }

  clear(): void {
    this.#waiting.length = 0
    this.#next = null
  }

  #foremost(): Frame[] {
    const waiting = this.#waiting
    let frames = 1
    while (frames < FRAMES && frames < waiting.length && isNextOf(waiting[frames - 1], waiting[frames])) frames += 1
    return waiting.slice(0, frames)
  }

  /** Nothing that could come would go with them. */
  #isEnd(frames: readonly Frame[]): boolean {
    const last = frames[frames.length - 1]
    return last.like === null || this.#waiting[frames.length]?.extended === last.extended + 1
  }
}

function isNextOf(one: Frame, other: Frame): boolean {
  const isNext = other.extended === one.extended + 1 && ((other.timestamp - one.timestamp) | 0) === one.ticks
  return isNext && one.like !== null && one.like === other.like
}
