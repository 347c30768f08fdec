/**
 * What a receiver says of a source in its reports (RFC 3550, section 6.4.1, appendices A.3 and A.8).
 *
 * Jitter is taken of packets in order alone: one that was asked for again comes late by the asking, and says nothing of the
 * line. Duplicates count as received, so that what is lost may be below 0. A restart of the source begins anew.
 */
import type { Millis } from '../base/clock.ts'
import { timestampDelta } from './sequences.ts'
import type { Placed } from './source-sequence.ts'
import { msToTicks, ticksToMs } from './times.ts'

const LOST_MIN = -0x800000
const LOST_MAX = 0x7fffff

/** The part of a report block that comes of the packets. */
export interface Received {
  /** 1/256 since the last report. */
  readonly fractionLost: number
  /** Signed, 24 bits. */
  readonly cumulativeLost: number
  readonly highestSequence: number
  /** Ticks. */
  readonly jitter: number
}

export class Reception {
  readonly #clockRate: number
  #base: number | null = null
  #highest = 0
  #received = 0
  #expectedBefore = 0
  #receivedBefore = 0
  /** Arrival minus timestamp, in ticks of 32 bits. */
  #transit: number | null = null
  #jitter = 0
  /** Packets between the last two reports. Below 0: more came than went missing then. */
  since = { expected: 0, lost: 0 }

  constructor(clockRate: number) {
    this.#clockRate = clockRate
  }

  get jitterMs(): number {
    return ticksToMs(this.#jitter, this.#clockRate)
  }

  /** Of every packet, as `SourceSequence` placed it. */
  arrived(placed: Placed, packet: { extended: number; timestamp: number }, now: Millis): void {
    if (placed === 'suspect') return
    const { extended, timestamp } = packet
    if (this.#base === null || placed === 'restarted') this.#begin(extended)
    this.#received += 1
    if (placed === 'late' || placed === 'duplicate') return
    this.#highest = extended
    const transit = timestampDelta(timestamp, msToTicks(now, this.#clockRate))
    if (this.#transit !== null) {
      const change = Math.abs(timestampDelta(this.#transit, transit))
      this.#jitter += (change - this.#jitter) / 16
    }
    this.#transit = transit
  }

  #begin(extended: number): void {
    this.#base = extended
    this.#received = 0
    this.#expectedBefore = 0
    this.#receivedBefore = 0
    this.#transit = null
  }

  /** For the next report: the fraction is of the time since the last call. Null where nothing came yet. */
  report(): Received | null {
    if (this.#base === null) return null
    const expected = this.#highest - this.#base + 1
    const lost = expected - this.#received
    const expectedNow = expected - this.#expectedBefore
    const lostNow = expectedNow - (this.#received - this.#receivedBefore)
    this.#expectedBefore = expected
    this.#receivedBefore = this.#received
    this.since = { expected: expectedNow, lost: lostNow }
    return {
      fractionLost: expectedNow <= 0 || lostNow <= 0 ? 0 : fraction(lostNow, expectedNow),
      cumulativeLost: Math.max(LOST_MIN, Math.min(LOST_MAX, lost)),
      highestSequence: this.#highest >>> 0,
      jitter: Math.floor(this.#jitter),
    }
  }
}

/** All lost is 256 of 256, which does not fit. */
function fraction(lost: number, expected: number): number {
  return Math.min(0xff, Math.floor((lost * 256) / expected))
}
