/**
 * One connection of a site: its sources once it is connected, its receiver, and what is said to both ends by RTCP.
 *
 *   up       RTP ─► source        SR ─► the source's clock            ◄─ RR, NACK, PLI; REMB on the main track
 *   down     ◄─ RTP         RR, NACK, PLI, REMB, TWCC ─► receiver     ◄─ SR
 *
 * A compound that is told on several tracks is taken apart on each: a block counts on the track whose stream it names. Which
 * packets go where is the room's.
 */
import type { Millis } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { RtcpPacket, SenderReport } from '../rtp/rtcp.ts'
import { readRtcp } from '../rtp/rtcp-reader.ts'
import { encodeRtcp } from '../rtp/rtcp-writer.ts'
import { wallMsOf } from '../rtp/times.ts'
import type { ReceiverAccount } from './accounts.ts'
import type { Filling } from './filling.ts'
import type { Line } from './line.ts'
import { Meter } from './meter.ts'
import { Receiver } from './receiver.ts'
import type { Quality } from './server.ts'
import { SERVER_SSRC, Source } from './source.ts'
import { FIRST_DOWN, KINDS, type Kind, type Site, type Transport } from './transport.ts'

const REPORT_MS = 1000
/** A site's clock that is off by more than this from what it said before was set. */
const CLOCK_SET_MS = 1000
const MAIN_TRACK = KINDS.indexOf('main')

/** Bits a second that a site is asked for at the most, for all it sends. */
const UP_BITRATE = { quiet: 150_000, heard: 900_000, screen: 1_500_000 }

export interface ConnectionOptions {
  readonly number: number
  readonly site: Site
  readonly transport: Transport
  readonly line: Line
  readonly account: ReceiverAccount
  /** Of a test call; null: it is none. */
  readonly filling: Filling | null
  readonly random: Random
  /** By slot. */
  readonly ssrcs: readonly number[]
  readonly now: Millis
}

export class Connection {
  /** A newer one has a higher number. */
  readonly number: number
  readonly site: Site
  readonly receiver: Receiver
  readonly #transport: Transport
  readonly #account: ReceiverAccount
  #sources: readonly Source[] = []
  /** The server's wall time before the site's own. */
  #aheadMs: number | null = null
  #reportAt: number
  #reportedAt: Millis
  readonly #up = new Meter()
  isClosed = false

  constructor(options: ConnectionOptions) {
    this.number = options.number
    this.site = options.site
    this.#transport = options.transport
    this.#account = options.account
    this.receiver = new Receiver(options)
    this.#reportAt = options.now + REPORT_MS
    this.#reportedAt = options.now
  }

  /** None before it is connected. */
  source(kind: Kind): Source | null {
    return this.#sources[KINDS.indexOf(kind)] ?? null
  }

  /** `ssrcs`: of its up tracks. `first`: the number of its first source. `numbered`: by slot. */
  connect(
    ssrcs: readonly (number | null)[],
    { first, numbered }: { readonly first: number; readonly numbered: readonly boolean[] },
  ): void {
    this.receiver.number(numbered)
    this.#sources = KINDS.map((kind, track) => new Source({ kind, number: first + track, ssrc: ssrcs[track] ?? null }))
  }

  /** Nothing is sent after it. */
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#transport.close()
  }

  /** Whether it was RTCP. */
  told(track: number, octets: Buffer, at: { now: Millis; wallMs: number }): boolean {
    const read = readRtcp(octets)
    if (!read.ok) {
      this.#account.malformed += 1
      return false
    }
    for (const packet of read.packets)
      if (track >= FIRST_DOWN) this.receiver.told(track - FIRST_DOWN, packet, at)
      else this.#fromSource(track, packet, at)
    return true
  }

  #fromSource(track: number, packet: RtcpPacket, at: { now: Millis; wallMs: number }): void {
    const source = this.#sources[track]
    if (packet.type !== 'SR' || source === undefined || packet.ssrc !== source.ssrc) return
    source.clock.reported(packet, at.now)
    this.#compare(packet, at.wallMs)
  }

  /** A site has one clock: one difference for all its sources, so that its voice and its picture stay together. */
  #compare({ ntp }: SenderReport, wallMs: number): void {
    const aheadMs = wallMs - wallMsOf(ntp)
    if (this.#aheadMs === null || Math.abs(aheadMs - this.#aheadMs) > CLOCK_SET_MS) this.#aheadMs = aheadMs
    for (const source of this.#sources) source.aheadMs = this.#aheadMs
  }

  /** Asks sources for what is missing. */
  ask(now: Millis): void {
    for (const [track, source] of this.#sources.entries()) {
      const asked = source.due(now, this.receiver.line.rttMs)
      if (asked.length > 0) this.#transport.sendRtcp(track, encodeRtcp(asked))
    }
  }

  /** Once a second: whether it is time. */
  isReportDue(now: Millis): boolean {
    if (now < this.#reportAt) return false
    this.#reportAt = now + REPORT_MS
    return true
  }

  /** Whether its line's class is another one now. */
  report(at: { now: Millis; wallMs: number }): boolean {
    for (const [track, source] of this.#sources.entries()) {
      const block = source.report(at.now)
      const report = { type: 'RR' as const, ssrc: SERVER_SSRC, blocks: block === null ? [] : [block] }
      const limit = track === MAIN_TRACK ? this.#limit() : []
      if (block !== null || limit.length > 0) this.#transport.sendRtcp(track, encodeRtcp([report, ...limit]))
    }
    this.#measure(at.now)
    this.receiver.report(at.wallMs, 'all')
    return this.receiver.judge(at.now)
  }

  #measure(now: Millis): void {
    const sum = (of: (source: Source) => number) => this.#sources.reduce((all, source) => all + of(source), 0)
    const voice = this.source('audio')
    this.#up.add({
      ms: now - this.#reportedAt,
      octets: sum(({ since }) => since.octets),
      expected: sum(({ since }) => since.expected),
      lost: sum(({ since }) => since.lost),
      jitterMs: voice === null || voice.since.expected <= 0 ? null : voice.jitterMs,
    })
    this.#reportedAt = now
  }

  /** Both ways over the last seconds. What the way is through, the transport knows. */
  get quality(): Omit<Quality, 'path'> {
    const { line } = this.receiver
    return { up: this.#up.way, down: line.way, rttMs: line.measuredRttMs }
  }

  /** What all its sources together may send: not more than somebody is to see. */
  #limit(): RtcpPacket[] {
    const ssrcs = this.#sources.flatMap(({ kind, ssrc }) => (kind === 'audio' || ssrc === null ? [] : [ssrc]))
    if (ssrcs.length === 0) return []
    const may = (kind: Kind) => this.source(kind)?.isAllowed === true
    const screen = may('screen') ? UP_BITRATE.screen : 0
    const bitrate = (may('main') ? UP_BITRATE.heard : UP_BITRATE.quiet) + screen
    return [{ type: 'REMB', sender: SERVER_SSRC, bitrate, ssrcs }]
  }
}
