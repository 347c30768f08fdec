/**
 * One connection to the room's media: answers the server's offer, whose 16 sections are always the same (src/media/transport.ts)
 * and are never negotiated again. What is sent changes by which track a section has; what is shown, by what the server puts
 * into a slot.
 *
 *   offer ─► read: sections bound by their order ─► begin: an answer ─► connected ─► … ─► disconnected, failed, closed
 *
 * Until it is begun nothing goes out, so that it may be read long before it is known whether somebody joins.
 *
 * A missing camera or microphone leaves its section empty: it is filled when one is plugged in. Begins nothing anew by itself.
 */
import { FIRST_DOWN, type Kind, TRACKS } from '../../../media/transport.ts'
import { NO_WORK, type Work } from './computer.ts'
import type { IceState } from './rejoin.ts'
import { midsOf, type Voice, withVoice } from './sdp.ts'
import { BITRATE_MAX, MAIN_PICTURE, type Sends, THUMBNAIL_PICTURE } from './sending.ts'

export interface ConnectionNeeds {
  readonly iceServers: RTCIceServer[]
  readonly voice: Voice
  onState(state: IceState): void
  onConnected(): void
  /** Whether something comes on a down track has changed. */
  onTracks(): void
}

export type UpTracks = Readonly<Record<Kind, MediaStreamTrack | null>>

/**
 * The server learns of ways by what comes on them. Relays are told to it, where there are any, so that it knows that a way is one:
 * those that are found by then.
 */
const GATHERING_MS = 500

export class Connection {
  readonly #peer: RTCPeerConnection
  readonly #needs: ConnectionNeeds
  /** In the order of TRACKS. */
  #sections: readonly RTCRtpTransceiver[] = []
  #answer: RTCSessionDescriptionInit = { type: 'answer', sdp: '' }
  #isConnected = false
  #found = 0

  constructor(needs: ConnectionNeeds) {
    this.#needs = needs
    this.#peer = new RTCPeerConnection({ iceServers: needs.iceServers, bundlePolicy: 'max-bundle' })
    this.#peer.oniceconnectionstatechange = () => needs.onState(this.#peer.iceConnectionState)
    // The last one is nothing, which says that there are no more.
    this.#peer.onicecandidate = ({ candidate }) => {
      if (candidate !== null && candidate.candidate !== '') this.#found++
    }
    this.#peer.onconnectionstatechange = () => {
      // It carries media only when it is encrypted too.
      if (this.#peer.connectionState !== 'connected' || this.#isConnected) return
      this.#isConnected = true
      needs.onConnected()
    }
  }

  /** Ways to this computer that its browser has found. */
  get found(): number {
    return this.#found
  }

  /** What is offered; to be begun later. */
  async read(offer: string): Promise<void> {
    const peer = this.#peer
    await peer.setRemoteDescription({ type: 'offer', sdp: withVoice(offer, this.#needs.voice) })
    const byMid = new Map(peer.getTransceivers().map(one => [one.mid, one]))
    const sections = midsOf(offer).flatMap(mid => byMid.get(mid) ?? [])
    if (sections.length !== TRACKS.length) throw new Error(`${sections.length} sections are offered`)
    this.#sections = sections
    for (const [at, section] of sections.entries()) {
      section.direction = TRACKS[at].direction === 'up' ? 'sendonly' : 'recvonly'
      section.receiver.track.onmute = () => this.#needs.onTracks()
      section.receiver.track.onunmute = () => this.#needs.onTracks()
    }
    this.#answer = await peer.createAnswer()
  }

  /** The answer: from now on it looks for a way. */
  async begin(): Promise<string> {
    const peer = this.#peer
    const begun = peer.setLocalDescription(this.#answer)
    if (this.#needs.iceServers.length === 0) {
      begun.catch(() => this.#needs.onState('failed'))
      return this.#answer.sdp ?? ''
    }
    await begun
    await gathered(peer)
    return peer.localDescription?.sdp ?? ''
  }

  /** From now on. A section that is not to be sent has no track: nothing of it leaves this computer. */
  async send(tracks: UpTracks, sends: Sends): Promise<void> {
    await Promise.all(
      this.#sections.slice(0, FIRST_DOWN).map(async ({ sender }, at) => {
        const { kind } = TRACKS[at]
        const track = sends[kind] ? tracks[kind] : null
        if (sender.track === track) return
        await sender.replaceTrack(track)
        if (track !== null) await limit(sender, kind, track)
      }),
    )
  }

  /** What comes on a down track; null: nothing comes on it now. */
  track(at: number): MediaStreamTrack | null {
    const track = this.#sections[at]?.receiver.track ?? null
    return track === null || (track.muted && track.kind === 'video') ? null : track
  }

  /** How many octets have come, of whatever kind: reports too, where nobody is heard. */
  async octets(): Promise<number> {
    const [voice] = this.#sections
    if (voice === undefined) return 0
    // Of a way up, which is there whether anything comes or not; all of a connection takes a browser much longer.
    const report = await voice.sender.getStats()
    let octets = 0
    for (const stats of report.values() as Iterable<{ type: string; bytesReceived?: number }>)
      if (stats.type === 'candidate-pair' || stats.type === 'transport') octets += stats.bytesReceived ?? 0
    return octets
  }

  /** What it has made of pictures so far. */
  async work(): Promise<Work> {
    const ends = this.#sections.flatMap(({ sender, receiver }, at) => {
      const { kind, direction } = TRACKS[at]
      if (kind !== 'main') return []
      return direction === 'up' ? sender : receiver
    })
    let work = NO_WORK
    // Asked together they are one look of the browser's.
    for (const report of await Promise.all(ends.map(async end => await end.getStats())))
      for (const stats of report.values() as Iterable<VideoStats>)
        work = {
          isCpuLimited: work.isCpuLimited || stats.qualityLimitationReason === 'cpu',
          encoded: work.encoded + (stats.framesEncoded ?? 0),
          decoded: work.decoded + (stats.framesDecoded ?? 0),
          decodeMs: work.decodeMs + 1000 * (stats.totalDecodeTime ?? 0),
        }
    return work
  }

  close(): void {
    this.#peer.oniceconnectionstatechange = null
    this.#peer.onicecandidate = null
    this.#peer.onconnectionstatechange = null
    for (const { receiver } of this.#sections) {
      receiver.track.onmute = null
      receiver.track.onunmute = null
    }
    this.#peer.close()
  }
}

/** Those of a way up and of a way down (W3C webrtc-stats); not every browser tells each. */
interface VideoStats {
  readonly qualityLimitationReason?: string
  readonly framesEncoded?: number
  readonly framesDecoded?: number
  /** In seconds. */
  readonly totalDecodeTime?: number
}

async function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return
  await new Promise<void>(resolve => {
    const done = () => {
      clearTimeout(timer)
      peer.removeEventListener('icegatheringstatechange', look)
      resolve()
    }
    const look = () => peer.iceGatheringState === 'complete' && done()
    const timer = setTimeout(done, GATHERING_MS)
    peer.addEventListener('icegatheringstatechange', look)
  })
}

const PICTURES = { main: MAIN_PICTURE, thumbnail: THUMBNAIL_PICTURE }

async function limit(sender: RTCRtpSender, kind: Kind, track: MediaStreamTrack): Promise<void> {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings
  if (encoding === undefined) return
  encoding.maxBitrate = BITRATE_MAX[kind]
  if (kind === 'main' || kind === 'thumbnail') {
    const { width, rate } = PICTURES[kind]
    encoding.maxFramerate = rate
    encoding.scaleResolutionDownBy = Math.max(1, (track.getSettings().width ?? width) / width)
  }
  await sender.setParameters(parameters)
}
