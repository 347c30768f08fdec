/**
 * With how much padding a test call's line is filled, so that it is tried by what class A is given, however little its own
 * pictures need: what comes back never shows more than what was sent.
 *
 *   second      1     2     3      4      5 …          with what it is sent besides, kbit/s
 *   good line   150   300   600    1200   2200         up to what its class is given
 *   poor line   150   300   260 …                      no further than 1.5 times its estimate; once it has lost, below it
 *
 * Padding goes into one slot that shows nobody, for within a source numbers are its own: there is none between them. It is spread
 * evenly: by what went by since the last tick, and not all at once after a pause.
 */
import type { Millis } from '../base/clock.ts'
import { BITRATES, LOSS_BAD, LOSS_GOOD, type LineClass } from '../rtp/downlink.ts'
import { AUDIO_SLOTS, MAIN_SLOTS } from './transport.ts'

/** The last main one. */
export const FILLED_SLOT = AUDIO_SLOTS + MAIN_SLOTS - 1

/** Bits a second. */
const BEGINS_WITH = 150_000
const GROWS_BY = 2
/** Of the estimate, which is never far above what was sent: one that is asked for no more shows no more. */
const ABOVE_ESTIMATE = 1.5
const BELOW_ESTIMATE = 0.9
/** What a pause leaves to send at once, and a large picture to save later. */
const CREDIT_MS = { most: 30, least: -1000 }

export interface FilledLine {
  readonly is: LineClass
  /** Bits a second; null: none came yet. */
  readonly estimate: number | null
  /** Share of what was sent in the last second, 0 to 1. */
  readonly loss: number
}

export class Filling {
  #bitrate = BEGINS_WITH
  #hasLost = false
  /** Bits that may go now. */
  #credit = 0
  #at: Millis

  constructor(now: Millis) {
    this.#at = now
  }

  /** Padding or not. */
  sent(octets: number): void {
    this.#credit -= octets * 8
  }

  /** Whether there is room for a packet of so many octets. */
  hasRoom(octets: number, now: Millis): boolean {
    const perMs = this.#bitrate / 1000
    const credit = this.#credit + (now - this.#at) * perMs
    this.#credit = Math.max(CREDIT_MS.least * perMs, Math.min(CREDIT_MS.most * perMs, credit))
    this.#at = now
    return this.#credit >= octets * 8
  }

  /** About once a second. */
  reported({ is, estimate, loss }: FilledLine): void {
    this.#hasLost ||= loss >= LOSS_GOOD
    const ofEstimate = this.#hasLost ? BELOW_ESTIMATE : ABOVE_ESTIMATE
    const most = estimate === null ? BEGINS_WITH : ofEstimate * estimate
    const next = loss >= LOSS_BAD ? this.#bitrate / GROWS_BY : this.#bitrate * GROWS_BY
    this.#bitrate = Math.min(BITRATES[is], most, next)
  }
}
