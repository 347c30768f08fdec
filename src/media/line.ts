/**
 * One receiver's line: what it is given by its class, whether voices are repeated on it, how long a packet takes there and back.
 *
 *   class   main pictures        thumbnails   voices      given up first, from the left of a row to its right:
 *     A     3, a shared screen   6            3           thumbnails, second and third main, main, second and third voice
 *     B     the speaker          2            3
 *     C     none                 none         3
 *     D     none                 none         the speaker's, which is never given up
 *
 * The class is by the receiver's reports, what came again on request counted as come. Whether the line loses is by what had
 * to be asked for besides; things are repeated there where the estimate has room for it, and not where a full queue loses. What never reached the server is no loss of this line.
 *
 * Who is given a voice alone never shows that its line would carry three, and three at once on a line that does not would cost
 * the speaker's. So a way up from D begins with the speaker's voice alone, each packet with the one before it in it: more for the
 * line, and what is lost then is in the next packet. Only a line whose estimate rises meanwhile is given more.
 */
import type { Millis } from '../base/clock.ts'
import {
  BITRATES,
  type Downlink,
  downlinkOf,
  type LineClass,
  onReport,
  trialFailed,
} from '../rtp/downlink.ts'
import { Meter } from './meter.ts'
import type { Way } from './server.ts'
import { AUDIO_SLOTS, MAIN_SLOTS, THUMBNAIL_SLOTS } from './transport.ts'

export interface Gives {
  readonly mains: number
  /** A shared screen is for good lines. */
  readonly screen: boolean
  readonly thumbnails: number
  readonly voices: number
}

export const GIVES: Readonly<Record<LineClass, Gives>> = {
  A: { mains: MAIN_SLOTS, screen: true, thumbnails: THUMBNAIL_SLOTS, voices: AUDIO_SLOTS },
  B: { mains: 1, screen: false, thumbnails: 2, voices: AUDIO_SLOTS },
  C: { mains: 0, screen: false, thumbnails: 0, voices: AUDIO_SLOTS },
  D: { mains: 0, screen: false, thumbnails: 0, voices: 1 },
}

const LOSSY = 0.02
const CLEAN = 0.01
const CLEAN_FOR_MS = 10_000
/** Bits a second: one voice of 24 kbit/s, twice, and its headers, with room to spare. */
const REPEATING_MIN = 96_000
const TRIED_FOR_MS = 5000
/** Of the estimate when it began. */
const RISEN = 1.1
const FIRST_RTT_MS = 100
/** A longer one is a receiver's mistake. */
const RTT_MAX_MS = 2000

export class Line {
  #downlink: Downlink
  #estimate: number | null = null
  #rttMs = FIRST_RTT_MS
  #isRttMeasured = false
  #lastRttMs = 0
  #leastRttMs = Number.POSITIVE_INFINITY
  #jitterMs: number | null = null
  readonly #meter = new Meter()
  #isLossy = false
  #loss = 0
  #lossyAt = Number.NEGATIVE_INFINITY
  /** Since when more is tried with repeated voice alone; null: it is not. */
  #triedSince: Millis | null = null
  // Since the last report.
  #since: Millis
  #packets = 0
  #octets = 0
  #expected = 0
  #lost = 0
  #asked = 0
  #askedBefore = 0

  constructor(is: LineClass, now: Millis) {
    this.#downlink = downlinkOf(is)
    this.#since = now
  }

  get is(): LineClass {
    return this.#triedSince === null ? this.#downlink.is : 'D'
  }

  get rttMs(): number {
    return this.#rttMs
  }

  /** Of its receiver, bits a second; null: none came yet. */
  get estimate(): number | null {
    return this.#estimate
  }

  /** Of the last second, 0 to 1. */
  get loss(): number {
    return this.#loss
  }

  /** How much longer the last packet took there and back than the quickest. */
  get queuedMs(): number {
    return this.#isRttMeasured ? this.#lastRttMs - this.#leastRttMs : 0
  }

  /** Null: nobody has told yet. */
  get measuredRttMs(): number | null {
    return this.#isRttMeasured ? this.#rttMs : null
  }

  /** The way down, over the last seconds. */
  get way(): Way {
    return this.#meter.way
  }

  /** Voices go with their last packets in them. */
  get repeatsVoices(): boolean {
    return this.repeats || this.#triedSince !== null
  }

  /** It loses, and has room: voices are repeated, and what came or goes again goes twice. */
  get repeats(): boolean {
    return this.#isLossy && (this.#estimate ?? 0) >= REPEATING_MIN
  }

  sent(octets: number): void {
    this.#packets += 1
    this.#octets += octets
  }

  /** A receiver's estimate came, bits a second. */
  estimated(bitrate: number): void {
    this.#estimate = bitrate
  }

  /** A report of one slot came: how many were sent of it since the one before, and how many of them did not come. */
  received(report: { readonly expected: number; readonly lost: number }): void {
    this.#expected += report.expected
    this.#lost += report.lost
  }

  /** So many that had been sent were asked for, each for the first time. */
  asked(count: number): void {
    this.#asked += count
  }

  wentThereAndBack(ms: number): void {
    if (ms > RTT_MAX_MS) return
    this.#lastRttMs = ms
    this.#leastRttMs = Math.min(ms, this.#leastRttMs)
    if (this.#isRttMeasured) this.#rttMs += (ms - this.#rttMs) / 8
    else this.#rttMs = ms
    this.#isRttMeasured = true
  }

  /** A report of a voice says how unevenly it comes. */
  jittered(ms: number): void {
    this.#jitterMs = ms
  }

  /** About once a second. Whether the class is another one now. */
  report(now: Millis): boolean {
    const before = this.is
    const seconds = Math.max(1, now - this.#since) / 1000
    const lost = share(this.#lost, this.#expected)
    const asked = share(this.#asked, this.#packets)
    const sent = (this.#octets * 8) / seconds
    const last = this.#downlink.is
    this.#downlink = onReport(this.#downlink, { estimate: this.#estimate, loss: lost, sent }, now)
    this.#try(last, now)
    this.#loss = Math.max(lost, asked)
    this.#compare(this.#loss, now)
    this.#meter.add({
      ms: now - this.#since,
      octets: this.#octets,
      expected: this.#expected,
      // What was asked for is reported as lost up to a second later: it was lost once.
      lost: Math.max(this.#asked, this.#lost - this.#askedBefore),
      jitterMs: this.#jitterMs,
    })
    this.#since = now
    this.#packets = 0
    this.#octets = 0
    this.#expected = 0
    this.#lost = 0
    this.#askedBefore = this.#asked
    this.#asked = 0
    return this.is !== before
  }

  /** `last`: its class before this report. */
  #try(last: LineClass, now: Millis): void {
    const { is, trial } = this.#downlink
    const estimate = this.#estimate ?? 0
    if (is !== 'C' || estimate >= BITRATES.C) this.#triedSince = null
    else if (last === 'D') this.#triedSince = now
    if (this.#triedSince === null || now - this.#triedSince < TRIED_FOR_MS) return
    this.#triedSince = null
    if (trial !== null && estimate < trial.estimate * RISEN)
      this.#downlink = trialFailed(this.#downlink, 'D')
  }

  #compare(loss: number, now: Millis): void {
    if (loss >= CLEAN) this.#lossyAt = now
    if (loss >= LOSSY) this.#isLossy = true
    if (now - this.#lossyAt >= CLEAN_FOR_MS) this.#isLossy = false
  }
}

/** 0 to 1, whatever two reports that do not fit together say. */
function share(count: number, of: number): number {
  return of <= 0 ? 0 : Math.max(0, Math.min(1, count / of))
}
