/**
 * Where one lane is in the message that it writes: the subscriber, and the next segment. The only owner of that place.
 *
 *   resting --begin--> at a subscriber --next, segment after segment--> resting
 *                      at a subscriber --drop: it ends; rest: another lane writes it--> resting
 *
 * Knows no ledger and no octets.
 */
export class Cursor {
  readonly #segments: number
  /** -1: resting. */
  #rank = -1
  #segment = 0

  /** `segments`: of each message. */
  constructor(segments: number) {
    this.#segments = segments
  }

  get isResting(): boolean {
    return this.#rank < 0
  }

  /** The subscriber whose segment is `next`; -1 when it rests. */
  get rank(): number {
    return this.#rank
  }

  /** The segment that `next` gives; the first one when it rests. */
  get segment(): number {
    return this.#rank < 0 ? 0 : this.#segment
  }

  begin(rank: number): void {
    this.#rank = rank
    this.#segment = 0
  }

  /** The segment to write now. Behind the last one it rests. */
  next(): number {
    const segment = this.#segment++
    if (this.#segment === this.#segments) this.#rank = -1
    return segment
  }

  /** Segments of this subscriber that are still to come from here. */
  unwrittenOf(rank: number): number {
    return rank >= 0 && this.#rank === rank ? this.#segments - this.#segment : 0
  }

  /** No further segment of this subscriber is to be written. */
  drop(rank: number): void {
    if (this.#rank === rank) this.#rank = -1
  }

  /** What was begun here and is not written, for another lane; null when that is nothing. */
  rest(): Unwritten | null {
    if (this.#rank < 0) return null
    const unwritten = { rank: this.#rank, from: this.#segment }
    this.#rank = -1
    return unwritten
  }
}

/** The segments of a subscriber from this one on. */
export interface Unwritten {
  readonly rank: number
  readonly from: number
}
