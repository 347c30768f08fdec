/**
 * One site's connection over node-datachannel: the room's `Transport` on one side, the library's peer connection and its 16 tracks
 * on the other.
 *
 *   offered ── answer ──► the library's connection is made, told of the site, then attached to the UDP port ──► connected ─► closed
 *
 * Nothing native is there before an answer, so that a join that nobody answers costs nothing. The library's callbacks come in the
 * order of the network; what happens after `close` is not told. Only this file knows the library.
 */
import nodeDataChannel, {
  type Audio,
  type Track as NativeTrack,
  type PeerConnection,
  type Video,
} from 'node-datachannel'
import type { Millis } from '../base/clock.ts'
import { SERVER_CNAME } from '../media/receiver.ts'
import {
  FIRST_DOWN,
  isVideo,
  KINDS,
  OPUS_TYPE,
  TRACKS,
  type Track,
  type Transport,
  type TransportListener,
  VP8_TYPE,
} from '../media/transport.ts'
import { kindOf } from '../rtp/demultiplex.ts'
import type { Answer } from './answer.ts'
import type { Certificate } from './certificate.ts'
import { Flood } from './flood.ts'
import { toldOf } from './session.ts'

/**
 * What the library holds of a closed connection goes when V8 collects the few objects that stand for it, and V8, which does not know
 * how much hangs on each, lets thousands lie. So it is told to, after so many: some milliseconds.
 */
const COLLECTED_EVERY = 200

let closed = 0

function peerClosed(): void {
  closed += 1
  if (closed % COLLECTED_EVERY === 0) globalThis.gc?.()
}

/** What Ethernet carries, without headers of IP and UDP over a tunnel. */
const MTU = 1280

export interface PeerOptions {
  readonly name: string
  readonly port: number
  /** Null: all addresses of this machine. */
  readonly bind: string | null
  readonly certificate: Certificate
  /** What was offered. */
  readonly ufrag: string
  readonly pwd: string
  /** By slot. Asked for with the answer. */
  readonly ssrcs: () => readonly number[]
  readonly now: () => Millis
}

export class Peer implements Transport {
  readonly #options: PeerOptions
  #told: TransportListener | null = null
  #connection: PeerConnection | null = null
  #tracks: readonly NativeTrack[] = []
  #answer: Answer | null = null
  #state: 'offered' | 'answered' | 'connected' | 'closed' = 'offered'
  readonly #flood = new Flood()

  constructor(options: PeerOptions) {
    this.#options = options
  }

  get state(): 'offered' | 'answered' | 'connected' | 'closed' {
    return this.#state
  }

  /** By the address that packets come from; null: not known. */
  get path(): 'udp' | 'relay' | null {
    if (this.#state !== 'connected') return null
    const pair = this.#connection?.getSelectedCandidatePair() ?? null
    if (pair === null) return null
    const { address, port } = pair.remote
    return this.#answer?.relays.has(`${address}:${port}`) === true ? 'relay' : 'udp'
  }

  /** Who is told what comes. Before `answer`. */
  tell(told: TransportListener): void {
    this.#told = told
  }

  /** Throws where the library does not take it. */
  answer(answer: Answer): void {
    const { name, port, bind, certificate, ufrag, pwd } = this.#options
    const ssrcs = this.#options.ssrcs()
    const connection = new nodeDataChannel.PeerConnection(name, {
      iceServers: [],
      ...(bind !== null && { bindAddress: bind }),
      enableIceUdpMux: true,
      portRangeBegin: port,
      portRangeEnd: port,
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      mtu: MTU,
      certificatePemFile: certificate.certificatePem,
      keyPemFile: certificate.keyPem,
    })
    this.#state = 'answered'
    this.#answer = answer
    this.#connection = connection
    this.#tracks = TRACKS.map((track, mid) => connection.addTrack(mediaOf(track, mid, ssrcs[mid - FIRST_DOWN] ?? null)))
    for (const [track, native] of this.#tracks.entries()) native.onMessage(octets => this.#came(track, octets))
    connection.onStateChange(state => this.#changed(state))
    connection.setRemoteDescription(toldOf(answer.ends, answer.ssrcs), 'offer')
    connection.setLocalDescription('answer', { iceUfrag: ufrag, icePwd: pwd })
  }

  #changed(state: string): void {
    if (this.#state === 'closed') return
    if (state === 'connected' && this.#state === 'answered') {
      this.#state = 'connected'
      const { ssrcs = KINDS.map(() => null), ...takes } = this.#answer ?? {}
      this.#told?.connected(ssrcs, this.#options.now(), takes)
    }
    // `disconnected` is final here: who was away joins anew.
    if (state === 'disconnected' || state === 'failed' || state === 'closed') this.#gone()
  }

  #gone(): void {
    this.#told?.gone(this.#options.now())
    this.close()
  }

  #came(track: number, octets: Buffer): void {
    if (this.#state !== 'connected') return
    const now = this.#options.now()
    if (this.#flood.is(octets.length, now)) return this.#gone()
    const kind = kindOf(octets)
    if (kind === 'rtcp') this.#told?.rtcp(track, octets, now)
    else if (kind === 'rtp') this.#told?.rtp(track, octets, now)
  }

  sendRtp(track: number, octets: Buffer): void {
    this.#send(track, octets)
  }

  sendRtcp(track: number, octets: Buffer): void {
    this.#send(track, octets)
  }

  /** A track may have closed under our feet; what cannot be sent is lost, as on any line. */
  #send(track: number, octets: Buffer): void {
    if (this.#state !== 'connected') return
    try {
      this.#tracks[track].sendMessageBinary(octets)
    } catch {}
  }

  close(): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    // The library may hold its callbacks, and by them this, for longer than the room's part of it is of use.
    this.#told = null
    const [connection, tracks] = [this.#connection, this.#tracks]
    this.#connection = null
    this.#tracks = []
    // Not within one of its own callbacks. Without the tracks closed first each connection leaks 160 kB.
    setImmediate(() => {
      for (const track of tracks) track.close()
      connection?.close()
      if (connection !== null) peerClosed()
    })
  }
}

/** The library looks at SSRCs alone: what else was offered is between the room and the site. */
function mediaOf(track: Track, mid: number, ssrc: number | null): Audio | Video {
  const direction = track.direction === 'up' ? 'RecvOnly' : 'SendOnly'
  const media = isVideo(track.kind)
    ? new nodeDataChannel.Video(`${mid}`, direction)
    : new nodeDataChannel.Audio(`${mid}`, direction)
  if ('addVP8Codec' in media) media.addVP8Codec(VP8_TYPE)
  else media.addOpusCodec(OPUS_TYPE)
  if (ssrc !== null) media.addSSRC(ssrc, SERVER_CNAME, track.kind, `${mid}`)
  return media
}
