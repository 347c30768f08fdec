/**
 * The requests that a connection owes an answer for, by Hop-by-Hop Identifier (RFC 6733, sections 5.5.4 and 6.2.1).
 *
 *   Hop-by-Hop  ... 4094  4095  4096  4097 ...
 *   place       ...   14    15     0     1 ...     the low bits; a number whose place is taken is passed over
 *
 * Numbers follow each other, so an array with twice as many places as there can be requests serves as the table, and
 * the oldest is found without a search.
 *
 * Invariants: what enters leaves exactly once: settled, expired or drained; no more than `size` are in it.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../base/clock.ts'

/** What is remembered of a request until its answer. The table numbers it. */
export interface Owed {
  hopByHop: number
  at: Millis
}

const NUMBERS = 2 ** 32

export class Pending<Entry extends Owed> {
  readonly #places: (Entry | undefined)[]
  readonly #mask: number
  readonly #size: number
  #count = 0
  #next: number
  #oldest: number

  /** `first` is any number of 32 bits: one that differs from run to run keeps late answers apart. */
  constructor(options: { readonly size: number; readonly first: number }) {
    this.#size = options.size
    let places = 1
    while (places < 2 * options.size) places *= 2
    assert(places <= NUMBERS / 2, 'there are more numbers than places')
    this.#mask = places - 1
    this.#places = new Array<Entry | undefined>(places).fill(undefined)
    this.#next = options.first >>> 0
    this.#oldest = this.#next
  }

  get count(): number {
    return this.#count
  }

  get full(): boolean {
    return this.#count >= this.#size
  }

  /** Numbers it. Only while it is not full. */
  enter(entry: Entry, now: Millis): void {
    assert(!this.full, 'there is room')
    const hopByHop = this.number()
    entry.hopByHop = hopByHop
    entry.at = now
    this.#places[hopByHop & this.#mask] = entry
    this.#count += 1
  }

  /** The next free number, for what the connection itself asks: DWR, DPR. */
  number(): number {
    let number = this.#next
    while (this.#places[number & this.#mask] !== undefined) number = (number + 1) >>> 0
    this.#next = (number + 1) >>> 0
    return number
  }

  /** Undefined for an answer to nothing, or too late. */
  asked(hopByHop: number): Entry | undefined {
    const entry = this.#places[hopByHop & this.#mask]
    return entry?.hopByHop === hopByHop ? entry : undefined
  }

  /** Takes it out. Only what `asked` gave. */
  settle(entry: Entry): void {
    const place = entry.hopByHop & this.#mask
    assert(this.#places[place] === entry, 'only what is owed is settled')
    this.#places[place] = undefined
    this.#count -= 1
  }

  /** Takes out what was entered more than `answerMs` ago, oldest first. */
  expire(now: Millis, answerMs: number, each: (entry: Entry) => void): void {
    const late = this.#takeOut(entry => now - entry.at > answerMs)
    for (const entry of late) each(entry)
  }

  /** Takes out everything, oldest first. */
  drain(): Entry[] {
    return this.#takeOut(() => true)
  }

  #takeOut(which: (entry: Entry) => boolean): Entry[] {
    const out: Entry[] = []
    while (this.#count > 0 && this.#oldest !== this.#next) {
      const entry = this.asked(this.#oldest)
      if (entry !== undefined) {
        if (!which(entry)) return out
        this.settle(entry)
        out.push(entry)
      }
      this.#oldest = (this.#oldest + 1) >>> 0
    }
    if (this.#count === 0) this.#oldest = this.#next
    return out
  }
}
