/**
 * The requests we have sent and not yet heard about, by sequence_number (SMPP 3.4, section 5.1.4).
 *
 * Invariants: a request that enters leaves exactly once: settled, expired or drained; numbers go from 1 to 0x7FFFFFFF
 * and round again, never onto one that is in flight; no more than `size` requests and CONTROL_ROOM control PDUs
 * (enquire_link, unbind) are in flight.
 *
 *   sequence_number  ... 4094  4095  4096  4097 ...
 *   place            ...   14    15     0     1 ...      the low bits; a number whose place is taken is passed over
 *
 * Numbers follow each other, so an array with twice as many places as there can be requests serves as the table: a Map
 * would be rehashed with every window's worth of requests, which cost a third of the time of `bench/submit.bench.ts`.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../base/clock.ts'
import type { AnsweredName } from './pdus.ts'

export const SEQUENCE_MAX = 0x7fffffff
/** A full window must not keep us from asking whether the link is alive, or from leaving. */
export const CONTROL_ROOM = 8

interface Entry<Context> {
  readonly sequence: number
  readonly command: AnsweredName
  readonly context: Context
  readonly at: Millis
}

export class InFlight<Context> {
  readonly #places: (Entry<Context> | undefined)[]
  readonly #mask: number
  readonly #size: number
  readonly #last: number
  #count = 0
  #next: number

  /** `lastSequence` below SEQUENCE_MAX is for tests, which cannot wait for two thousand million requests. */
  constructor(options: { size: number; firstSequence?: number; lastSequence?: number }) {
    this.#size = options.size
    this.#next = options.firstSequence ?? 1
    this.#last = options.lastSequence ?? SEQUENCE_MAX
    assert(this.#next >= 1 && this.#next <= this.#last, 'a sequence number is from 1 to the last')
    let places = 1
    while (places < 2 * (this.#size + CONTROL_ROOM)) places *= 2
    assert(places <= this.#last, 'there are more numbers than places')
    this.#mask = places - 1
    this.#places = new Array<Entry<Context> | undefined>(places).fill(undefined)
  }

  get count(): number {
    return this.#count
  }

  /** Its sequence_number, or null when there is no room: the caller keeps the request. */
  enter(command: AnsweredName, context: Context, now: Millis): number | null {
    const control = command === 'enquire_link' || command === 'unbind'
    if (this.#count >= this.#size + (control ? CONTROL_ROOM : 0)) return null
    const sequence = this.number()
    this.#places[sequence & this.#mask] = { sequence, command, context, at: now }
    this.#count += 1
    return sequence
  }

  /** The next free number, for what goes out without waiting for an answer. */
  number(): number {
    let sequence = this.#next
    while (this.#places[sequence & this.#mask] !== undefined) sequence = this.#after(sequence)
    this.#next = this.#after(sequence)
    return sequence
  }

  /** What was asked under this number; undefined for an answer to nothing, or too late. */
  asked(sequence: number): AnsweredName | undefined {
    const entry = this.#places[sequence & this.#mask]
    return entry?.sequence === sequence ? entry.command : undefined
  }

  /** Takes it out. Only for a number that `asked` knows. */
  settle(sequence: number): Context {
    const entry = this.#places[sequence & this.#mask]
    assert(entry !== undefined && entry.sequence === sequence, 'only what is in flight is settled')
    this.#remove(entry)
    return entry.context
  }

  /** Takes out what was sent more than `answerMs` ago, oldest first. */
  expire(now: Millis, answerMs: number, each: (context: Context, command: AnsweredName) => void): void {
    this.#takeOut(entry => now - entry.at > answerMs, each)
  }

  /** The link died: everything in flight is in doubt. Oldest first. */
  drain(each: (context: Context, command: AnsweredName) => void): void {
    this.#takeOut(() => true, each)
  }

  #takeOut(which: (entry: Entry<Context>) => boolean, each: (context: Context, command: AnsweredName) => void): void {
    if (this.#count === 0) return
    const out: Entry<Context>[] = []
    for (const entry of this.#places) if (entry !== undefined && which(entry)) out.push(entry)
    // Of the same instant, by distance from the number to be given next: it is furthest from the latest one.
    const age = ({ sequence }: Entry<Context>) => (this.#next - sequence + this.#last) % this.#last
    out.sort((a, b) => a.at - b.at || age(b) - age(a))
    for (const entry of out) this.#remove(entry)
    for (const { command, context } of out) each(context, command)
  }

  #remove(entry: Entry<Context>): void {
    this.#places[entry.sequence & this.#mask] = undefined
    this.#count -= 1
  }

  #after(sequence: number): number {
    return sequence === this.#last ? 1 : sequence + 1
  }
}
