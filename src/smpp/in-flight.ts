/**
 * The requests we have sent and not yet heard about, by sequence_number (SMPP 3.4, section 5.1.4).
 *
 * Invariants: a request that enters leaves exactly once: settled, expired or drained; numbers go from 1 to 0x7FFFFFFF
 * and round again, never onto one that is in flight; no more than `size` requests and CONTROL_ROOM control PDUs
 * (enquire_link, unbind) are in flight.
 *
 * A Map keeps insertion order, which is the order of sending, so the oldest is always first and expiry stops early.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../base/clock.ts'
import type { AnsweredName } from './pdus.ts'

export const SEQUENCE_MAX = 0x7fffffff
/** A full window must not keep us from asking whether the link is alive, or from leaving. */
export const CONTROL_ROOM = 8

interface Entry<Context> {
  readonly command: AnsweredName
  readonly context: Context
  readonly at: Millis
}

export class InFlight<Context> {
  readonly #sent = new Map<number, Entry<Context>>()
  readonly #size: number
  readonly #last: number
  #next: number

  /** `lastSequence` below SEQUENCE_MAX is for tests, which cannot wait for two thousand million requests. */
  constructor(options: { size: number; firstSequence?: number; lastSequence?: number }) {
    this.#size = options.size
    this.#next = options.firstSequence ?? 1
    this.#last = options.lastSequence ?? SEQUENCE_MAX
    assert(
      this.#next >= 1 && this.#next <= SEQUENCE_MAX,
      'a sequence number is from 1 to 0x7FFFFFFF',
    )
    assert(this.#size + CONTROL_ROOM < this.#last, 'there are more numbers than requests in flight')
  }

  get count(): number {
    return this.#sent.size
  }

  get full(): boolean {
    return this.#sent.size >= this.#size
  }

  /** Its sequence_number, or null when there is no room: the caller keeps the request. */
  enter(command: AnsweredName, context: Context, now: Millis): number | null {
    const control = command === 'enquire_link' || command === 'unbind'
    if (this.#sent.size >= this.#size + (control ? CONTROL_ROOM : 0)) return null
    const sequence = this.number()
    this.#sent.set(sequence, { command, context, at: now })
    return sequence
  }

  /** The next free number, for what goes out without waiting for an answer. */
  number(): number {
    while (this.#sent.has(this.#next)) this.#next = this.#after(this.#next)
    const sequence = this.#next
    this.#next = this.#after(sequence)
    return sequence
  }

  /** What was asked under this number; undefined for an answer to nothing, or too late. */
  asked(sequence: number): AnsweredName | undefined {
    return this.#sent.get(sequence)?.command
  }

  /** Takes it out. Only for a number that `asked` knows. */
  settle(sequence: number): Context {
    const entry = this.#sent.get(sequence)
    assert(entry !== undefined, 'only what is in flight is settled')
    this.#sent.delete(sequence)
    return entry.context
  }

  /** Takes out what was sent more than `answerMs` ago. */
  expire(
    now: Millis,
    answerMs: number,
    each: (context: Context, command: AnsweredName) => void,
  ): void {
    for (const [sequence, { command, context, at }] of this.#sent) {
      if (now - at <= answerMs) return
      this.#sent.delete(sequence)
      each(context, command)
    }
  }

  /** The link died: everything in flight is in doubt. */
  drain(each: (context: Context, command: AnsweredName) => void): void {
    const entries = [...this.#sent.values()]
    this.#sent.clear()
    for (const { command, context } of entries) each(context, command)
  }

  #after(sequence: number): number {
    return sequence === this.#last ? 1 : sequence + 1
  }
}
