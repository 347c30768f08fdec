/**
 * The packets of a source that may be asked for again: those of the last 1.5 s, by extended number, and at most so many octets.
 * One a source, not a slot: whoever asks gets a copy of its own, numbered as its slot has it (`slot.ts`).
 *
 *   number      1000  1001  1002  1003  …
 *   place        232   233   234   235      the low bits; an older number's place is taken over
 *
 * `Resends` is one a slot: when which packet was sent again, so that nobody gets it twice within half a round trip, however
 * often they ask: who asks once a round trip is heard less than that apart where the line is uneven, and each may be the one
 * whose answer comes through. Keeps octets as they are, without a copy: they must not change.
 */
import type { Millis } from '../base/clock.ts'

const KEEP_MS = 1500
/** A power of two: more than a source sends in KEEP_MS. */
const PLACES = 2048
const RESENDS_MAX = 512
/** At the least, whatever the round trip. */
const RESEND_AGAIN_MS = 10

export class PacketHistory {
  readonly #octetsMax: number
  readonly #numbers = new Float64Array(PLACES).fill(Number.NaN)
  readonly #at = new Float64Array(PLACES)
  readonly #packets: (Buffer | undefined)[] = new Array<Buffer | undefined>(PLACES).fill(undefined)
  #octets = 0
  /** Nothing is kept of what is before it. */
  #oldest = 0
  #highest = Number.NEGATIVE_INFINITY

  constructor(options: { readonly octetsMax: number }) {
    this.#octetsMax = options.octetsMax
  }

  get octets(): number {
    return this.#octets
  }

  put(extended: number, packet: Buffer, now: Millis): void {
    if (extended > this.#highest + PLACES) this.#clear(extended)
    if (extended <= this.#highest - PLACES) return
    if (extended < this.#oldest) this.#oldest = extended
    const place = extended & (PLACES - 1)
    this.#drop(place)
    this.#numbers[place] = extended
    this.#at[place] = now
    this.#packets[place] = packet
    this.#octets += packet.length
    if (extended > this.#highest) this.#highest = extended
    this.#forget(now)
  }

  /** Null where it never came or is too old. */
  get(extended: number, now: Millis): Buffer | null {
    const place = extended & (PLACES - 1)
    if (this.#numbers[place] !== extended || now - this.#at[place] > KEEP_MS) return null
    return this.#packets[place] ?? null
  }

  #forget(now: Millis): void {
    if (this.#oldest <= this.#highest - PLACES) this.#oldest = this.#highest - PLACES + 1
    while (this.#oldest < this.#highest) {
      const place = this.#oldest & (PLACES - 1)
      const isKept = this.#numbers[place] === this.#oldest
      if (isKept && this.#octets <= this.#octetsMax && now - this.#at[place] <= KEEP_MS) return
      if (isKept) this.#drop(place)
      this.#oldest += 1
    }
  }

  #drop(place: number): void {
    this.#octets -= this.#packets[place]?.length ?? 0
    this.#packets[place] = undefined
    this.#numbers[place] = Number.NaN
  }

  /** The first packet, or one after a restart. */
  #clear(extended: number): void {
    for (let place = 0; place < PLACES; place++) this.#drop(place)
    this.#oldest = extended
  }
}

export class Resends {
  /** Sequence numbers of the slot, the last sent at the end. */
  readonly #at = new Map<number, Millis>()

  /** Whether it may be sent again now; then it counts as sent. */
  allow(sequence: number, now: Millis, rttMs: number): boolean {
    const before = this.#at.get(sequence)
    if (before !== undefined && now - before < Math.max(RESEND_AGAIN_MS, rttMs / 2)) return false
    this.#at.delete(sequence)
    this.#at.set(sequence, now)
    if (this.#at.size > RESENDS_MAX) {
      const [oldest] = this.#at.keys()
      this.#at.delete(oldest)
    }
    return true
  }
}
