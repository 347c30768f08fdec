/**
 * With how much padding a test call's line is filled, so that it is tried by what class A is given, however little its own
 * pictures need: what comes back never shows more than what was sent.
 *
 *   second      1     2     3     4      5      6      7       all that it is sent, kbit/s
 *   good line   150   300   600   1000   1400   1800   2200    up to what its class is given
 *   1 Mbit/s    150   300   600   1000   1400 ↘ 470    …       a third as soon as packets are missed or wait: what came through
 *                                                              before; from then on below its estimate
 *
 * A browser estimates nothing in its first five seconds, and then what it got: so it is by what is missed, which is asked for at
 * once, that a poor line is found out before it was flooded. An estimate is asked for no more than 1.5 times of it, for it is never
 * farther above what was sent. A line that loses a little, however little it is sent, can be B at the best, and is filled as one.
 *
 * Padding goes into one slot that shows nobody, for within a source numbers are its own: there is none between them.
 */
import type { Millis } from '../base/clock.ts'
import { BITRATES, type LineClass, LOSS_BAD, LOSS_GOOD } from '../rtp/downlink.ts'
import { Pacing } from './pacing.ts'
import { AUDIO_SLOTS, MAIN_SLOTS } from './transport.ts'

/** The last main one. */
export const FILLED_SLOT = AUDIO_SLOTS + MAIN_SLOTS - 1

/** Bits a second. */
const BEGINS_WITH = 150_000
const GROWS_BY = { times: 2, most: 400_000 }
/** What waits is known when it has grown once more. */
const SHRINKS_BY = 3
const ABOVE_ESTIMATE = 1.5
const BELOW_ESTIMATE = 0.9
/** Over so long a share is told from a few packets: and not from fewer. */
const WINDOW_MS = 200
const MISSED_MIN = 10
/** Longer than the quickest there and back: what was sent waits in a queue. */
const QUEUED_MS = 150

export interface FilledLine {
  readonly is: LineClass
  /** Bits a second; null: none came yet. */
  readonly estimate: number | null
  /** Share of what was sent in the last second, 0 to 1. */
  readonly loss: number
  /** How long what is sent waits on its way. */
  readonly queuedMs: number
}

export class Filling {
  #bitrate: number
  #most = BITRATES.A
  /** Its end was found: it grows by its estimate alone. */
  #isFull = false
  /** In this second; in the one before it. */
  #hasShrunk = false
  #hadShrunk = false
  readonly #pacing: Pacing
  #window: { readonly since: Millis; packets: number; missed: number }

  constructor(is: LineClass, now: Millis) {
    this.#bitrate = Math.min(BEGINS_WITH, BITRATES[is])
    this.#pacing = new Pacing(now)
    this.#window = { since: now, packets: 0, missed: 0 }
  }

  /** Padding or not. */
  sent(octets: number): void {
    this.#pacing.sent(octets)
    this.#window.packets += 1
  }

  /** Packets that were asked for, each for the first time. */
  missed(count: number): void {
    this.#window.missed += count
    const { packets, missed } = this.#window
    if (missed >= MISSED_MIN && missed >= LOSS_BAD * packets) this.#shrink()
  }

  /** Whether there is room for a packet of so many octets. */
  hasRoom(octets: number, now: Millis): boolean {
    if (now - this.#window.since >= WINDOW_MS) this.#window = { since: now, packets: 0, missed: 0 }
    return this.#pacing.hasRoom(octets, { bitrate: this.#bitrate, now })
  }

  /** About once a second. */
  reported({ is, estimate, loss, queuedMs }: FilledLine): void {
    // What was lost of before it shrank is reported later.
    if (!this.#hadShrunk && (queuedMs >= QUEUED_MS || loss >= LOSS_BAD)) this.#shrink()
    if (loss >= LOSS_GOOD) this.#most = BITRATES.B
    const growth = Math.min(GROWS_BY.most, this.#bitrate * (GROWS_BY.times - 1))
    const grown = this.#bitrate + (this.#hasShrunk ? 0 : growth)
    this.#bitrate = Math.min(this.#most, BITRATES[is], grown, this.#byEstimate(estimate))
    this.#hadShrunk = this.#hasShrunk
    this.#hasShrunk = false
  }

  #byEstimate(estimate: number | null): number {
    if (estimate !== null) return estimate * (this.#isFull ? BELOW_ESTIMATE : ABOVE_ESTIMATE)
    return this.#isFull ? this.#bitrate : Number.POSITIVE_INFINITY
  }

  #shrink(): void {
    this.#isFull = true
    if (this.#hasShrunk) return
    this.#hasShrunk = true
    this.#bitrate /= SHRINKS_BY
  }
}
