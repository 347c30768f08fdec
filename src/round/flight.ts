/**
 * The submit_sm of one lane that are in flight: sequence_number -> (rank, segment, when written), in typed arrays.
 *
 * Those given up (no answer in time) are kept aside for a while, so that a late response finds its segment.
 *
 * Invariant: a sequence_number is in flight once, and never equals one that was given up and is still kept.
 */
import assert from 'node:assert/strict'

/** SMPP 3.4, 3.2: from 1 to 0x7FFFFFFF, then from 1 again. */
export const SEQUENCE_MAX = 0x7fffffff
/** Requests given up that a late response may still answer, on one lane. The oldest are forgotten first. */
const LATE_MAX = 100_000

export interface Sent {
  readonly rank: number
  readonly segment: number
}

export class Flight {
  readonly #mask: number
  readonly sequences: Int32Array
  readonly ranks: Uint32Array
  readonly segments: Uint8Array
  /** In milliseconds. */
  readonly writtenAt: Float64Array
  readonly #late = new Map<number, Sent>()
  /** The same by segment: keyOf -> the latest sequence_number. */
  readonly #lateBySegment = new Map<number, number>()
  #next: number
  readonly #last: number
  inFlight = 0

  /** `sequences`: in tests, a shorter circle of sequence_numbers, or a later start. */
  constructor(window: number, sequences: { first?: number; last?: number } = {}) {
    this.#next = sequences.first ?? 1
    this.#last = sequences.last ?? SEQUENCE_MAX
    let size = 256
    while (size < window * 2) size *= 2
    this.#mask = size - 1
    this.sequences = new Int32Array(size)
    this.ranks = new Uint32Array(size)
    this.segments = new Uint8Array(size)
    this.writtenAt = new Float64Array(size)
  }

  /** For requests of our own that carry no segment (enquire_link, unbind). */
  takeSequence(): number {
    for (;;) {
      const sequence = this.#next
      this.#next = sequence === this.#last ? 1 : sequence + 1
      if (this.sequences[sequence & this.#mask] !== 0) continue
      if (this.#late.size > 0 && this.#late.has(sequence)) continue
      return sequence
    }
  }

  add(rank: number, segment: number, now: number): number {
    const sequence = this.takeSequence()
    const slot = sequence & this.#mask
    this.sequences[slot] = sequence
    this.ranks[slot] = rank
    this.segments[slot] = segment
    this.writtenAt[slot] = now
    this.inFlight++
    return sequence
  }

  /** The slot of a sequence_number in flight, or -1. Read `ranks` and `segments` there, then `remove`. */
  slotOf(sequence: number): number {
    const slot = sequence & this.#mask
    return this.sequences[slot] === sequence && sequence !== 0 ? slot : -1
  }

  remove(slot: number): void {
    this.sequences[slot] = 0
    this.inFlight--
  }

  takeLate(sequence: number): Sent | null {
    const sent = this.#late.get(sequence)
    if (sent === undefined) return null
    this.#forget(sequence, sent)
    return sent
  }

  /** An answer to this segment that comes after all is ignored. False when none was expected. */
  forgetLate(rank: number, segment: number): boolean {
    const sequence = this.#lateBySegment.get(keyOf(rank, segment))
    if (sequence === undefined) return false
    this.#forget(sequence, { rank, segment })
    return true
  }

  #forget(sequence: number, sent: Sent): void {
    this.#late.delete(sequence)
    const key = keyOf(sent.rank, sent.segment)
    if (this.#lateBySegment.get(key) === sequence) this.#lateBySegment.delete(key)
  }

  /** How many in flight were written before `writtenBefore`. */
  countBefore(writtenBefore: number): number {
    let count = 0
    if (this.inFlight === 0) return count
    for (let slot = 0; slot < this.sequences.length; slot++)
      if (this.sequences[slot] !== 0 && this.writtenAt[slot] <= writtenBefore) count++
    return count
  }

  /** Gives up what was written before `writtenBefore`. */
  expire(writtenBefore: number, each: (sent: Sent) => void): void {
    if (this.inFlight === 0) return
    for (let slot = 0; slot < this.sequences.length; slot++) {
      const sequence = this.sequences[slot]
      if (sequence === 0 || this.writtenAt[slot] > writtenBefore) continue
      const sent = { rank: this.ranks[slot], segment: this.segments[slot] }
      this.remove(slot)
      this.#late.set(sequence, sent)
      this.#lateBySegment.set(keyOf(sent.rank, sent.segment), sequence)
      if (this.#late.size > LATE_MAX) {
        const oldest = this.#late.entries().next()
        assert(!oldest.done)
        this.#forget(oldest.value[0], oldest.value[1])
      }
      each(sent)
    }
  }

  /** The connection is gone: nothing more can be answered on it. */
  drain(each: (sent: Sent) => void): void {
    for (let slot = 0; slot < this.sequences.length; slot++) {
      if (this.sequences[slot] === 0) continue
      const sent = { rank: this.ranks[slot], segment: this.segments[slot] }
      this.remove(slot)
      each(sent)
    }
    this.#late.clear()
    this.#lateBySegment.clear()
    this.#next = 1
  }
}

/** Segments are below 256. */
function keyOf(rank: number, segment: number): number {
  return rank * 256 + segment
}
