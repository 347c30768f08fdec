/**
 * What was sent on a line under transport-wide numbers, and what its receiver says came of it.
 *
 *   sent      … 65534  65535      0      1      2         time, octets, the probe that it was of
 *   feedback          └ came    lost   came ┘ not told
 *
 * A number is told as come once, and as lost once; one that came late is told as come after all. Bounded by SENT_KEPT: what is told
 * of older ones, or of those that were never sent, is not believed.
 */
import type { Millis } from '../base/clock.ts'
import type { TransportFeedback } from './rtcp.ts'
import { extendBits, extendSequence } from './sequences.ts'

/** A power of two. Two seconds of the most that a line is given. */
const SENT_KEPT = 2048
/** Feedback's reference, in ms; a tick. */
const REFERENCE_MS = 64
const REFERENCE_BITS = 24
const TICK_MS = 0.25

const PENDING = 0
const LOST = 1
const CAME = 2

export interface CamePacket {
  readonly sentAt: Millis
  /** Of the receiver's clock: only differences count. */
  readonly arrivedMs: number
  readonly octets: number
  /** 0: none. */
  readonly probe: number
}

/** What one feedback says that no earlier one did. */
export interface PacketReport {
  /** In the order of their numbers. */
  readonly came: readonly CamePacket[]
  /** Of no probe. Less those that were told as lost before, and came: below 0 where these are more. */
  readonly lost: number
}

export class SentPackets {
  readonly #at = new Float64Array(SENT_KEPT)
  readonly #octets = new Uint16Array(SENT_KEPT)
  readonly #probes = new Uint32Array(SENT_KEPT)
  readonly #states = new Uint8Array(SENT_KEPT)
  /** Extended: of the next packet. */
  #next = 0
  #reference: number | null = null

  /** Of 16 bits, of the packet that is sent next. */
  get number(): number {
    return this.#next & 0xffff
  }

  sent(octets: number, { probe, now }: { readonly probe: number; readonly now: Millis }): void {
    const place = this.#next & (SENT_KEPT - 1)
    this.#at[place] = now
    this.#octets[place] = octets
    this.#probes[place] = probe
    this.#states[place] = PENDING
    this.#next += 1
  }

  told({ base, statuses, reference, arrivals }: TransportFeedback): PacketReport {
    const first = extendSequence(this.#next - 1, base)
    const oldest = Math.max(0, this.#next - SENT_KEPT)
    const end = Math.min(first + statuses, this.#next)
    this.#reference = extendBits(this.#reference ?? reference, reference, REFERENCE_BITS)
    const referenceMs = this.#reference * REFERENCE_MS
    const came: CamePacket[] = []
    let lost = 0
    for (const { offset, ticks } of arrivals) {
      const number = first + offset
      if (number < oldest || number >= end) continue
      const place = number & (SENT_KEPT - 1)
      if (this.#states[place] === CAME) continue
      if (this.#states[place] === LOST && this.#probes[place] === 0) lost -= 1
      this.#states[place] = CAME
      came.push({
        sentAt: this.#at[place] as Millis,
        arrivedMs: referenceMs + ticks * TICK_MS,
        octets: this.#octets[place],
        probe: this.#probes[place],
      })
    }
    for (let number = Math.max(first, oldest); number < end; number++) {
      const place = number & (SENT_KEPT - 1)
      if (this.#states[place] !== PENDING) continue
      this.#states[place] = LOST
      if (this.#probes[place] === 0) lost += 1
    }
    return { came, lost }
  }
}
