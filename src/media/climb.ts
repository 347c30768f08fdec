/**
 * How a line is tried for a better class before it is given more: padding fills it up to what that class sends, some more each
 * second, and stops at the first sign that the line does not carry it.
 *
 *   kbit/s                                 ╭── 125 for two seconds: passed, voices take the place of the padding
 *   125                              ▁▂▃▄▅▆
 *    64 ─ ─ ─ ─ ─ ─ ─ ─ ─ ─▂▃ a little too much: a fifth of a second waits, failed
 *    30 ▁▁▁▁▁▁▁▁▁ ▁▂▃▄▅▆▇▇     ▁▁▁▁▁▁▁▁▁ the voice alone: what waits is sent in no time
 *
 * So the voice, which has no other way than through the same queue, waits a little and is never lost. What is a sign: packets take
 * longer than they did, in a way that is not usual on this line; the estimate falls; packets are missed. It counts as soon
 * as it is told, and not with the next report. Where an estimate affords the class, in a line that only lost for a while, each step is
 * half as much again.
 *
 * A browser estimates of pictures and padding alone, and nothing while none come: what it said before may be long out of date. So
 * what is sent may be above its estimate by all that was sent when the climb began.
 */
import type { Millis } from '../base/clock.ts'
import { Pacing } from './pacing.ts'

const GROWS_BY = 1.07
const GROWS_FAST_BY = 1.5
/** Of what was to be sent: what held it back is not the line. */
const SENT = 0.85
const ABOVE_ESTIMATE = 1.5
/** Of the highest: the line is full. */
const FALLEN = 0.85
/** Of what is sent in the end: a browser's counts no voices. */
const AFFORDED = 0.8
/** Longer than a packet's way there and back is usually, and than three times what it usually differs. */
const WAITS_MS = 60
const DEVIATIONS = 3
/** Over so long a share is told from a few packets. */
const WINDOW_MS = 500
const MISSED_MIN = 3
const MISSED = 0.1
/** What is told of it was sent before it began. */
const HOLDS_FOR = 3
const LASTS_MAX_MS = 60_000

export interface ClimbOptions {
  /** Bits a second: what is sent now, what the class sends. */
  readonly from: number
  readonly to: number
  readonly estimate: number | null
  /** Milliseconds there and back on average, and how far from it on average. Null: not known yet. */
  readonly usual: { readonly rttMs: number; readonly deviationMs: number } | null
  readonly now: Millis
}

export class Climb {
  readonly #options: ClimbOptions
  readonly #pacing: Pacing
  #is: 'going' | 'passed' | 'failed' = 'going'
  #bitrate: number
  #estimate: number | null
  #highest: number
  /** How many reports told that all of it was sent. */
  #held = 0
  #window: { readonly since: Millis; packets: number; missed: number }

  constructor(options: ClimbOptions) {
    const { from, estimate, now } = options
    this.#options = options
    this.#pacing = new Pacing(now)
    this.#bitrate = from
    this.#estimate = estimate
    this.#highest = estimate ?? 0
    this.#window = { since: now, packets: 0, missed: 0 }
  }

  get is(): 'going' | 'passed' | 'failed' {
    return this.#is
  }

  /** Padding or not. */
  sent(octets: number): void {
    this.#pacing.sent(octets)
    this.#window.packets += 1
  }

  /** Whether there is room for a packet of padding of so many octets. */
  hasRoom(octets: number, now: Millis): boolean {
    if (this.#is !== 'going') return false
    if (now - this.#window.since >= WINDOW_MS) this.#window = { since: now, packets: 0, missed: 0 }
    return this.#pacing.hasRoom(octets, { bitrate: this.#bitrate, now })
  }

  estimated(bitrate: number): void {
    this.#estimate = bitrate
    this.#highest = Math.max(this.#highest, bitrate)
    // One that is above what is sent is no sign, however it goes up and down with a few packets more or less in a second.
    if (bitrate < FALLEN * this.#highest && bitrate < this.#bitrate) this.#fail()
  }

  wentThereAndBack(ms: number): void {
    const { usual } = this.#options
    if (usual === null) return
    const { rttMs, deviationMs } = usual
    if (ms - rttMs > Math.max(WAITS_MS, DEVIATIONS * deviationMs)) this.#fail()
  }

  /** Packets that were asked for, each for the first time. */
  missed(count: number): void {
    this.#window.missed += count
    const { packets, missed } = this.#window
    if (missed >= MISSED_MIN && missed >= MISSED * packets) this.#fail()
  }

  /** About once a second. `sent`: bits a second, padding among them. */
  reported({ sent, now }: { readonly sent: number; readonly now: Millis }): void {
    if (this.#is !== 'going') return
    const { from, to } = this.#options
    const isSent = sent >= SENT * this.#bitrate
    const isAfforded = this.#estimate === null || this.#estimate >= AFFORDED * to
    this.#held = isSent && this.#bitrate >= to && isAfforded ? this.#held + 1 : 0
    if (this.#held >= HOLDS_FOR) this.#is = 'passed'
    else if (now - this.#options.now >= LASTS_MAX_MS) this.#fail()
    else if (isSent) {
      const isFast = this.#estimate !== null && this.#estimate >= to
      const grown = this.#bitrate * (isFast ? GROWS_FAST_BY : GROWS_BY)
      const most = this.#estimate === null ? to : from + ABOVE_ESTIMATE * this.#estimate
      this.#bitrate = Math.max(this.#bitrate, Math.min(to, grown, most))
    }
  }

  #fail(): void {
    if (this.#is === 'going') this.#is = 'failed'
  }
}
