/**
 * A site that is no person: joins by an offer over node-datachannel, replays a clip, asks for what is missing, counts what comes.
 *
 * It takes no part in who may speak: `sends` says what it sends, whether it has the floor or not. One ticker drives many bots
 * (`BotCrowd`). Candidates of the offer are used only once its answer was taken, for a check that comes before costs half a second.
 */
import nodeDataChannel, { type Track as NativeTrack, type PeerConnection } from 'node-datachannel'
import type { Millis } from '../../src/base/clock.ts'
import {
  FIRST_DOWN,
  isVideo,
  KINDS,
  type Kind,
  OPUS_TYPE,
  RED_TYPE,
  TRACKS,
  TRANSPORT_NUMBER_ID,
  VP8_TYPE,
} from '../../src/media/transport.ts'
import { kindOf } from '../../src/rtp/demultiplex.ts'
import { extensionAt, transportNumberOf } from '../../src/rtp/extensions.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import type { RtcpPacket } from '../../src/rtp/rtcp.ts'
import { readRtcp } from '../../src/rtp/rtcp-reader.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { TransportArrivals } from '../../src/rtp/transport-arrivals.ts'
import { TRANSPORT_NUMBER } from '../../src/sfu/session.ts'
import type { Clip } from './clip.ts'
import { BOT_SSRC, BotListener, type Heard } from './listener.ts'
import { BotSender, type SenderOptions } from './sender.ts'

export const TICK_MS = 5
const REPORT_MS = 1000
const TELLS_MS = 100
/** What its browser thinks of its line unless it is told, bits a second. */
const ESTIMATE = 4_000_000
const LOOPBACK = '127.0.0.1'
const SSRCS_A_BOT = 16

export interface BotOptions {
  /** From 0; of all its connections. */
  readonly site: number
  readonly clip: Clip
  readonly isMarking: boolean
  readonly now: () => Millis
  readonly onHeard?: Heard
  readonly onSent?: NonNullable<SenderOptions['onSent']>
  /** Each packet that comes down, as it came. */
  readonly onCame?: (slot: number, octets: Buffer, now: Millis) => void
  /** What it says of its line, once a second, in bits a second. */
  readonly estimate?: () => number
  /** It says of each packet when it came, as browsers do, and nothing of its line. */
  readonly tells?: boolean
  /** Its own address; the loopback's where it is not told. */
  readonly bind?: string
}

export class Bot {
  readonly senders: readonly BotSender[]
  readonly #connection: PeerConnection
  readonly #options: BotOptions
  readonly #tracks: readonly NativeTrack[]
  readonly #candidates: readonly string[]
  readonly #isOfferedRed: boolean
  readonly #state: Promise<boolean>
  readonly listeners: readonly BotListener[]
  readonly #rtp = new RtpPacket()
  readonly #arrivals = new TransportArrivals()
  #reportAt = 0
  #tellAt = 0
  #isOpen = false
  #isClosed = false
  #firstAt: Millis | null = null
  readonly #whenFirst: (() => void)[] = []

  /** `run`: how many connections it had before. */
  constructor(options: BotOptions, offer: string, run = 0) {
    const { site, clip, now } = options
    this.#options = options
    this.#candidates = waysIn(offer)
    this.#isOfferedRed = offer.includes(`a=rtpmap:${RED_TYPE} red/`)
    const ssrcOf = (track: number) => 0x10_0000 + ((site * 64 + run) * SSRCS_A_BOT + track)
    const ssrcs = downSsrcs(offer)
    const connection = new nodeDataChannel.PeerConnection(`bot-${site}-${run}`, {
      iceServers: [],
      bindAddress: options.bind ?? LOOPBACK,
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    })
    this.#connection = connection
    this.#tracks = TRACKS.map(({ kind, direction }, track) => {
      const way = direction === 'up' ? 'SendOnly' : 'RecvOnly'
      const media = isVideo(kind)
        ? new nodeDataChannel.Video(`${track}`, way)
        : new nodeDataChannel.Audio(`${track}`, way)
      if ('addVP8Codec' in media) media.addVP8Codec(VP8_TYPE)
      else media.addOpusCodec(OPUS_TYPE)
      if (direction === 'up') media.addSSRC(ssrcOf(track), 'bot', 'bot', `${track}`)
      return connection.addTrack(media)
    })
    this.senders = KINDS.flatMap((kind, track) => {
      const frames = clip.frames[kind]
      if (frames === undefined) return []
      const { onSent } = options
      return new BotSender({
        kind,
        frames,
        ssrc: ssrcOf(track),
        durationMs: clip.durationMs,
        site: options.isMarking ? site : null,
        send: octets => this.#send(track, octets),
        onRoundTrip: ms => {
          for (const listener of this.listeners) listener.wentThereAndBack(ms)
        },
        ...(onSent !== undefined && { onSent }),
      })
    })
    this.listeners = TRACKS.slice(FIRST_DOWN).map(
      ({ kind }, slot) => new BotListener({ kind, ssrc: ssrcs[slot], onHeard: options.onHeard ?? (() => {}) }),
    )
    for (const [track, native] of this.#tracks.entries()) native.onMessage(octets => this.#came(track, octets, now()))
    this.#state = new Promise(resolve => {
      connection.onStateChange(state => {
        this.#isOpen = state === 'connected'
        if (state === 'connected') resolve(true)
        if (state === 'failed' || state === 'closed' || state === 'disconnected') resolve(false)
      })
    })
    // It waits for the server to begin DTLS: who begins too early waits a second.
    const text = withoutWays(offer).replaceAll('a=setup:actpass', 'a=setup:active')
    connection.setRemoteDescription(text, 'offer')
    connection.setLocalDescription('answer')
  }

  /** As of a browser that decodes repeated voices, where they are offered: its listener does; the library knows nothing of them. */
  get answer(): string {
    const sdp = withoutWays(this.#connection.localDescription()?.sdp ?? '')
    const answer = this.#isOfferedRed ? sdp.replaceAll(/^m=audio .*$/gm, line => `${line} ${RED_TYPE}`) : sdp
    return this.#options.tells === true ? numbered(answer) : answer
  }

  /** Its answer was taken. `via`: in place of the offer's addresses. Resolves to whether it is connected. */
  async connect(via?: { readonly address: string; readonly port: number }): Promise<boolean> {
    const candidates =
      via === undefined ? this.#candidates : [`candidate:1 1 UDP 2114977791 ${via.address} ${via.port} typ host`]
    for (const candidate of candidates) this.#connection.addRemoteCandidate(candidate, '0')
    return await this.#state
  }

  /** What it sends from now on, whoever has the floor. */
  sends(kinds: readonly Kind[]): void {
    for (const sender of this.senders)
      if (!kinds.includes(sender.kind)) sender.mute()
      else sender.isOn = true
  }

  /** Until the first packet of a voice comes down. */
  async first(): Promise<void> {
    if (this.#firstAt === null) await new Promise<void>(resolve => this.#whenFirst.push(resolve))
  }

  /** RTP, without repairs up. */
  get packets(): { readonly sent: number; readonly received: number } {
    return {
      sent: this.senders.reduce((sum, { packets }) => sum + packets, 0),
      received: this.listeners.reduce((sum, { packets }) => sum + packets, 0),
    }
  }

  tick(now: Millis): void {
    if (!this.#isOpen) return
    for (const sender of this.senders) sender.tick(now)
    for (const [slot, listener] of this.listeners.entries()) this.#tell(FIRST_DOWN + slot, listener.due(now))
    if (this.#options.tells === true && now >= this.#tellAt) {
      this.#tellAt = now + TELLS_MS
      const told = this.#arrivals.due({ sender: BOT_SSRC, media: this.listeners[0].ssrc })
      this.#tell(FIRST_DOWN, told === null ? [] : [told])
    }
    if (now < this.#reportAt) return
    this.#reportAt = now + REPORT_MS
    const wallMs = performance.timeOrigin + now
    for (const sender of this.senders) this.#tell(KINDS.indexOf(sender.kind), sender.report(now, wallMs) ?? [])
    for (const [slot, listener] of this.listeners.entries()) {
      const report = listener.report(now)
      if (report !== null) this.#tell(FIRST_DOWN + slot, [report])
    }
    if (this.#options.tells === true) return
    const ssrcs = this.listeners.map(({ ssrc }) => ssrc)
    const bitrate = this.#options.estimate?.() ?? ESTIMATE
    this.#tell(FIRST_DOWN, [{ type: 'REMB', sender: BOT_SSRC, bitrate, ssrcs }])
  }

  #came(track: number, octets: Buffer, now: Millis): void {
    if (kindOf(octets) === 'rtcp') return this.#rtcp(track, octets, now)
    if (this.#firstAt === null && TRACKS[track].kind === 'audio') {
      this.#firstAt = now
      for (const resolve of this.#whenFirst.splice(0)) resolve()
    }
    if (this.#options.tells === true) this.#numbered(octets, now)
    this.#options.onCame?.(track - FIRST_DOWN, octets, now)
    this.listeners[track - FIRST_DOWN]?.rtp(octets, now)
  }

  #numbered(octets: Buffer, now: Millis): void {
    const at = this.#rtp.read(octets) === null ? extensionAt(this.#rtp, TRANSPORT_NUMBER_ID) : -1
    const number = at === -1 ? null : transportNumberOf(octets, at)
    if (number !== null) this.#arrivals.came(number, now)
  }

  #rtcp(track: number, octets: Buffer, now: Millis): void {
    const read = readRtcp(octets)
    if (!read.ok) return
    const one =
      track < FIRST_DOWN ? this.senders.find(({ kind }) => kind === KINDS[track]) : this.listeners[track - FIRST_DOWN]
    for (const packet of read.packets) one?.told(packet, now)
  }

  #tell(track: number, packets: readonly RtcpPacket[]): void {
    if (packets.length > 0) this.#send(track, encodeRtcp([...packets]))
  }

  #send(track: number, octets: Buffer): void {
    if (!this.#isOpen || this.#isClosed) return
    try {
      this.#tracks[track].sendMessageBinary(octets)
    } catch {}
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#isOpen = false
    for (const track of this.#tracks) track.close()
    this.#connection.close()
  }
}

/** An answer that takes the number of the whole line down: the library knows nothing of it. */
function numbered(answer: string): string {
  return answer.replace(/^a=mid:(\d+)\r\n/gm, (line, mid) => {
    const track = TRACKS[Number(mid)]
    if (track?.direction !== 'down') return line
    const type = isVideo(track.kind) ? VP8_TYPE : OPUS_TYPE
    return `${line}a=${TRANSPORT_NUMBER}\r\na=rtcp-fb:${type} transport-cc\r\n`
  })
}

/** The candidates of a description. */
export function waysIn(sdp: string): string[] {
  return [...sdp.matchAll(/^a=(candidate:.*)\r$/gm)].map(([, one]) => one)
}

/** A description without its candidates. */
export function withoutWays(sdp: string): string {
  return sdp.replace(/^a=(?:candidate:.*|end-of-candidates)\r\n/gm, '')
}

function downSsrcs(offer: string): number[] {
  const found = [...offer.matchAll(/^a=ssrc:(\d+) cname:/gm)].map(([, ssrc]) => Number(ssrc))
  return found.slice(0, TRACKS.length - FIRST_DOWN)
}
