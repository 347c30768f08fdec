/**
 * One receiver's line: what it is given by its class, whether voices are repeated on it, how long a packet takes there and back.
 *
 *   class   main pictures        thumbnails   voices      given up first, from the left of a row to its right:
 *     A     3, a shared screen   6            3           thumbnails, second and third main, main, second and third voice
 *     B     the speaker          2            3
 *     C     none                 none         3
 *     D     none                 none         the speaker's, which is never given up; its frames go three by three
 *
 * The class is by the receiver's reports, what came again on request counted as come. Whether the line loses is by what had
 * to be asked for besides; things are repeated there where the estimate has room for it, and not where a full queue loses. What never reached the server is no loss of this line.
 *
 * Who is given a voice alone never shows that its line would carry three, and three at once on a line that does not would cost
 * the speaker's. So a way up is tried with padding first (`climb.ts`), and only a line that carried it is given more. A test call's
 * is filled as it is (`filling.ts`).
 *
 * Where its receiver tells what came of each number, the estimate is our own: then the class is by that alone, judged ten times a
 * second, and a way up is probed (`probing.ts`); what its receiver estimates is not heard any more. Then pictures wait until the
 * estimate has room for them (`holding.ts`), and go again only within it.
 */
import type { Millis } from '../base/clock.ts'
import {
  BITRATES,
  type Downlink,
  downlinkOf,
  type LineClass,
  onOwnReport,
  onReport,
  risen,
  trialFailed,
} from '../rtp/downlink.ts'
import { PADDING_MAX } from '../rtp/packet-writer.ts'
import type { TransportFeedback } from '../rtp/rtcp.ts'
import { SendEstimate, WIRE_OVERHEAD } from '../rtp/send-estimate.ts'
import { Climb } from './climb.ts'
import { Meter } from './meter.ts'
import { Pacing } from './pacing.ts'
import { Probing } from './probing.ts'
import type { Way } from './server.ts'
import { AUDIO_SLOTS, MAIN_SLOTS, PACKET_SIZE_MAX, THUMBNAIL_SLOTS } from './transport.ts'

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
/** Bits a second: one voice of 24 kbit/s, twice, and its headers, with room to spare; each more. */
const REPEATING_MIN = { one: 96_000, more: 64_000 }
/** Longer there and back than is usual, and than so many times what it usually differs: a queue that grows. */
const WAITS_MS = 200
const DEVIATIONS = 4
/** Bits a second, of RTP: what each class sends where all that it gives is sent, padding as much as that is on the wire. */
const CLIMBS_TO: Readonly<Record<LineClass, number>> = { A: 2_000_000, B: 620_000, C: 125_000, D: 0 }
/** All that is sent together with what goes again is as much as the estimate, over so long. */
const AGAIN_CREDIT_MS = { most: 200, least: -500 }
/** Of the estimate; faster where what waits would be given up else, and no queue stands. */
const PACE = { usual: 1.1, fast: 2.5, fastFromMs: 250 }
/** What may go at once, and how long a probe or voices keep pictures back. */
const PACE_CREDIT_MS = { most: 20, least: -100 }
/** As long as a class is judged, and some more. */
const TOO_MUCH_FOR_MS = 1500
const OVERFLOWS_AGAIN_MS = 10_000
const JUDGED_EVERY_MS = 100
/** Bits a second: what is thought at first of a line of the last class. */
const LEAST = 64_000
const FIRST_RTT_MS = 100
/** A longer one is a receiver's mistake. */
const RTT_MAX_MS = 2000

/** What is reported as lost may have been sent so long before. */
const REPORTED_LATE_MS = 2000
/** Reports come each second; so long without any, and what is sent does not arrive, or its reports do not. */
const SILENT_MS = 3000

export class Line {
  #downlink: Downlink
  #estimate: number | null = null
  #rttMs = FIRST_RTT_MS
  #isRttMeasured = false
  #rttDeviationMs = 0
  #waits = false
  #lastRttMs = 0
  #leastRttMs = Number.POSITIVE_INFINITY
  #jitterMs: number | null = null
  readonly #meter = new Meter()
  #isLossy = false
  #loss = 0
  #lossyAt = Number.NEGATIVE_INFINITY
  readonly #isFilled: boolean
  /** Null: it is not tried for more. */
  #climb: Climb | null = null
  #climbsTo: LineClass = 'D'
  #own: SendEstimate | null = null
  readonly #probing: Probing
  /** Of all that is sent, where the estimate is ours: what goes again has what is left. */
  readonly #again: Pacing
  readonly #pace: Pacing
  #overflowedAt = Number.NEGATIVE_INFINITY
  #tooMuchAt = Number.NEGATIVE_INFINITY
  #judgedAt = Number.NEGATIVE_INFINITY
  /** Of the last second, 0 to 1: what never came. */
  #gone = 0
  #fellAt = Number.NEGATIVE_INFINITY
  // Since the last report.
  #since: Millis
  #packets = 0
  #octets = 0
  /** Of those, padding by which it is tried. */
  #padding = 0
  #expected = 0
  #lost = 0
  #asked = 0
  #askedBefore = 0
  /** Its receiver said anything of what it is sent. */
  #isHeard = false
  #heardAt: Millis

  /** `isFilled`: by a test call. */
  constructor(is: LineClass, now: Millis, { isFilled = false } = {}) {
    this.#downlink = downlinkOf(is)
    this.#isFilled = isFilled
    this.#probing = new Probing(now, { isFilled })
    this.#again = new Pacing(now, AGAIN_CREDIT_MS)
    this.#pace = new Pacing(now, PACE_CREDIT_MS)
    this.#since = now
    this.#heardAt = now
  }

  get is(): LineClass {
    return this.#downlink.is
  }

  get rttMs(): number {
    return this.#rttMs
  }

  /** Bits a second; null: none came yet. Our own, or of its receiver. */
  get estimate(): number | null {
    return this.#told?.bitrate ?? this.#estimate
  }

  /** Its packets are numbered from now on. */
  number(): void {
    this.#own = new SendEstimate(Math.max(LEAST, BITRATES[this.is]))
  }

  /** Of what is sent under numbers of the whole line; null: nothing is. */
  get own(): SendEstimate | null {
    return this.#own
  }

  /** Null: its receiver has not told what came of any number. */
  get #told(): SendEstimate | null {
    return this.#own?.isTold === true ? this.#own : null
  }

  /** What came of numbers of the whole line. */
  told(feedback: TransportFeedback, now: Millis): void {
    this.#isHeard = true
    this.#climb = null
    this.#own?.told(feedback, now)
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

  /** It loses, and has room: voices are repeated, and what came or goes again goes twice. */
  get repeats(): boolean {
    const { one, more } = REPEATING_MIN
    const room = one + (GIVES[this.is].voices - 1) * more
    return this.#isLossy && (this.estimate ?? 0) >= room && !this.#isFull
  }

  /** More is sent than it is thought to carry, or a queue stands. */
  get #isFull(): boolean {
    const own = this.#told
    return own !== null && (own.isQueued || own.sentBitrate(this.#judgedAt as Millis) > own.bitrate)
  }

  sent(octets: number): void {
    this.#packets += 1
    this.#octets += octets
    this.#again.sent(octets + WIRE_OVERHEAD)
    this.#pace.sent(octets + WIRE_OVERHEAD)
    this.#climb?.sent(octets)
  }

  /** Whether a packet of a picture that has waited so long may go now: pictures are spread by the estimate where it is ours. */
  mayGo(waitsMs: number, now: Millis): boolean {
    const own = this.#told
    if (own === null) return true
    // It is never known to carry much more than was sent.
    const isUnknown = !own.isQueued && own.bitrate >= BITRATES[this.is]
    const pace = isUnknown && waitsMs >= PACE.fastFromMs ? PACE.fast : PACE.usual
    return this.#pace.hasRoom(PACKET_SIZE_MAX, { bitrate: pace * own.bitrate, now })
  }

  /** More pictures waited for it than may: that of one key frame says nothing of a line that is thought to carry its class. */
  overflowed(now: Millis): void {
    const isAgain = now - this.#overflowedAt < OVERFLOWS_AGAIN_MS && this.#overflowedAt > this.#fellAt
    this.#overflowedAt = now
    if (isAgain || (this.estimate ?? 0) < BITRATES[this.is]) this.#tooMuchAt = now
  }

  /** Whether a packet of a picture may go again: on a line that is full more would be lost by it than it mends. */
  mayGoAgain(now: Millis): boolean {
    const own = this.#told
    return own === null || this.#again.hasRoom(PACKET_SIZE_MAX, { bitrate: own.bitrate, now })
  }

  /** Whether it is to be tried with a packet of padding of so many octets now. */
  hasRoom(octets: number, now: Millis): boolean {
    return this.#climb?.hasRoom(octets, now) ?? this.#told?.hasRoom(now) ?? false
  }

  /** Octets of padding of a packet with which it is tried. */
  get padding(): number {
    return this.#told === null ? PADDING_MAX : this.#probing.padding
  }

  /** Of what was sent so many octets were padding, by which it is tried. */
  padded(octets: number): void {
    this.#padding += octets
  }

  /** A receiver's estimate came, bits a second. */
  estimated(bitrate: number): void {
    this.#isHeard = true
    this.#estimate = bitrate
    this.#climb?.estimated(bitrate)
  }

  /** A report of one slot came: how many were sent of it since the one before, and how many of them did not come. */
  received(report: { readonly expected: number; readonly lost: number }): void {
    this.#isHeard = true
    this.#expected += report.expected
    this.#lost += report.lost
  }

  /** So many that had been sent were asked for, each for the first time. */
  asked(count: number): void {
    this.#asked += count
    this.#climb?.missed(count)
  }

  wentThereAndBack(ms: number): void {
    if (ms > RTT_MAX_MS) return
    this.#lastRttMs = ms
    this.#leastRttMs = Math.min(ms, this.#leastRttMs)
    this.#climb?.wentThereAndBack(ms)
    this.#waits = this.#isRttMeasured && ms - this.#rttMs > Math.max(WAITS_MS, DEVIATIONS * this.#rttDeviationMs)
    if (this.#isRttMeasured) {
      this.#rttDeviationMs += (Math.abs(ms - this.#rttMs) - this.#rttDeviationMs) / 4
      this.#rttMs += (ms - this.#rttMs) / 8
    } else this.#rttMs = ms
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
    const isTried = this.#climb !== null
    if (this.#isHeard || this.#packets === 0) this.#heardAt = now
    this.#isHeard = false
    const isSilent = !this.#isFilled && now - this.#heardAt >= SILENT_MS
    const isOfBefore = now - this.#fellAt < REPORTED_LATE_MS
    // A slot that is shown again misses what was lost when it was given up, long ago.
    const lately = this.#told === null ? lost : Math.min(lost, this.#told.loss)
    this.#gone = isSilent ? 1 : isOfBefore ? 0 : lately
    if (this.#told !== null) this.#judge(this.#told, now)
    else {
      this.#downlink = onReport(
        this.#downlink,
        {
          estimate: this.#estimate,
          // What is lost while it is tried says nothing of its class.
          loss: isSilent ? 1 : isTried ? 0 : lost,
          sent: ((this.#octets - this.#padding) * 8) / seconds,
          waits: this.#waits && !isTried,
        },
        now,
      )
      if (this.is === before) this.#rise((this.#octets * 8) / seconds, now)
      else this.#climb = null
    }
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
    this.#padding = 0
    this.#expected = 0
    this.#lost = 0
    this.#askedBefore = this.#asked
    this.#asked = 0
    return this.is !== before
  }

  /** By our own estimate, as often as may be. Whether the class is another one now. */
  judge(now: Millis): boolean {
    const told = this.#told
    if (told === null || now - this.#judgedAt < JUDGED_EVERY_MS) return false
    const before = this.is
    this.#judge(told, now)
    return this.is !== before
  }

  #judge(own: SendEstimate, now: Millis): void {
    this.#judgedAt = now
    const { is, trial } = this.#downlink
    const { bitrate: estimate, isQueued, queuedMs } = own
    const isOverflowed = now - this.#tooMuchAt < TOO_MUCH_FOR_MS
    const sent = own.sentBitrate(now)
    const report = { estimate, sent, loss: this.#gone, isQueued, queuedMs, isOverflowed }
    this.#downlink = onOwnReport(this.#downlink, report, now)
    if (this.is !== is) {
      this.#fellAt = now
      this.#tooMuchAt = Number.NEGATIVE_INFINITY
      this.#gone = 0
      own.forgetLoss()
      const waitMs = trial === null ? 0 : this.#downlink.goodForMs / 2
      return this.#probing.fell({ from: is, waitMs, now })
    }
    const carries = this.#probing.step(own, { is, loss: own.loss, now })
    if (carries !== null) this.#downlink = risen(this.#downlink, carries, { estimate, now })
  }

  /** `sent`: bits a second of all. */
  #rise(sent: number, now: Millis): void {
    const estimate = this.#estimate
    const { is, mayBe } = this.#downlink
    if (this.#climb !== null) {
      this.#climb.reported({ sent, now })
      if (this.#climb.is === 'going') return
      this.#downlink =
        this.#climb.is === 'passed'
          ? risen(this.#downlink, this.#climbsTo, { estimate, now })
          : trialFailed(this.#downlink, is)
      this.#climb = null
    } else if (mayBe !== null && this.#isKnownToCarry(mayBe))
      this.#downlink = risen(this.#downlink, mayBe, { estimate, now })
    else if (mayBe !== null) {
      const { rttMs, deviationMs } = { rttMs: this.#rttMs, deviationMs: this.#rttDeviationMs }
      const usual = this.#isRttMeasured ? { rttMs, deviationMs } : null
      this.#climbsTo = mayBe
      this.#climb = new Climb({ from: sent, to: CLIMBS_TO[mayBe], estimate, usual, now })
    }
  }

  /** Where no pictures are sent its estimate may be of another time. */
  #isKnownToCarry(is: LineClass): boolean {
    return this.#isFilled || (GIVES[this.is].mains > 0 && (this.#estimate ?? 0) >= BITRATES[is])
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
