/**
 * The other side of a room's connections, in a page of the same browser: offers the 16 sections of `TRACKS`, sends a tone and a
 * moving picture on the slots that it is told, and counts what comes. Forwards nothing.
 */
import type { Page } from 'playwright-core'
import { TRACKS } from '../../src/media/transport.ts'
import type { Media } from './fake-room.ts'

/** Two pages of one browser reach each other over loopback. */
const LOOPBACK = ['--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns']

/** Cameras and microphones that there are not; as many pictures a second as a real one gives. */
export const MEDIA_FLAGS = [...LOOPBACK, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

/** The same, where it is asked whether pictures come, and not how many: to encode and decode them costs more than all else. */
export const FEW_PICTURES_FLAGS = [
  ...LOOPBACK,
  '--use-fake-device-for-media-stream=fps=5',
  '--use-fake-ui-for-media-stream',
]

export interface Come {
  readonly kind: string
  readonly packets: number
  readonly octets: number
  readonly frames: number
  readonly width: number
}

interface Peers {
  offer(join: string, kinds: readonly (readonly [string, string])[]): Promise<string>
  answer(join: string, sdp: string): Promise<void>
  come(): Promise<readonly Come[]>
  close(): void
  count: number
}
type WithPeers = typeof globalThis & { peers: Peers }

export class MediaPeer implements Media {
  readonly #page: Page
  readonly answers: string[] = []

  private constructor(page: Page) {
    this.#page = page
  }

  /** In an empty page. */
  static async open(page: Page): Promise<MediaPeer> {
    await page.evaluate(install)
    return new MediaPeer(page)
  }

  async offer(join: string): Promise<string> {
    const kinds = TRACKS.map(({ kind, direction }) => [kind, direction] as const)
    return await this.#page.evaluate(async ([id, all]) => await (globalThis as WithPeers).peers.offer(id, all), [
      join,
      kinds,
    ] as const)
  }

  async answer(join: string, sdp: string): Promise<void> {
    this.answers.push(sdp)
    await this.#page.evaluate(async ([id, text]) => await (globalThis as WithPeers).peers.answer(id, text), [
      join,
      sdp,
    ] as const)
  }

  /** Of the newest connection, by its up tracks. */
  async come(): Promise<readonly Come[]> {
    return await this.#page.evaluate(async () => await (globalThis as WithPeers).peers.come())
  }

  /** How many connections were offered. */
  async count(): Promise<number> {
    return await this.#page.evaluate(() => (globalThis as WithPeers).peers.count)
  }

  /** As a process that dies: without a word. */
  async close(): Promise<void> {
    await this.#page.evaluate(() => (globalThis as WithPeers).peers.close())
  }
}

/** Runs in the page. */
function install(): void {
  const connections = new Map<string, RTCPeerConnection>()
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  const out = audio.createMediaStreamDestination()
  tone.connect(out)
  tone.start()
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 180
  const pen = canvas.getContext('2d')!
  let frame = 0
  setInterval(() => {
    pen.fillStyle = `hsl(${frame++ % 360} 60% 50%)`
    pen.fillRect(0, 0, canvas.width, canvas.height)
  }, 100)
  const picture = canvas.captureStream(10).getVideoTracks()[0]
  const newest = () => [...connections.values()].at(-1)
  const peers: Peers = {
    count: 0,
    async offer(join, kinds) {
      peers.count++
      const peer = new RTCPeerConnection()
      connections.set(join, peer)
      let mains = 0
      for (const [kind, direction] of kinds) {
        const isVoice = kind === 'audio'
        const own = isVoice ? out.stream.getAudioTracks()[0] : picture
        // A voice and a picture on the first place; the other slots are empty.
        const isSent = direction === 'down' && (isVoice || (kind === 'main' && mains++ === 0))
        peer.addTransceiver(isSent ? own : isVoice ? 'audio' : 'video', {
          direction: direction === 'up' ? 'recvonly' : 'sendonly',
        })
      }
      await peer.setLocalDescription()
      while (peer.iceGatheringState !== 'complete') await new Promise(resolve => setTimeout(resolve, 10))
      return peer.localDescription!.sdp
    },
    async answer(join, sdp) {
      await connections.get(join)!.setRemoteDescription({ type: 'answer', sdp })
    },
    async come() {
      const all = (newest()?.getTransceivers() ?? []).slice(0, 4)
      return await Promise.all(
        all.map(async ({ receiver }, at) => {
          const kind = ['audio', 'main', 'thumbnail', 'screen'][at]
          for (const one of (await receiver.getStats()).values())
            if (one.type === 'inbound-rtp')
              return {
                kind,
                packets: one.packetsReceived,
                octets: one.bytesReceived,
                frames: one.framesDecoded ?? 0,
                width: one.frameWidth ?? 0,
              }
          return { kind, packets: 0, octets: 0, frames: 0, width: 0 }
        }),
      )
    },
    close() {
      for (const peer of connections.values()) peer.close()
    },
  }
  Object.assign(globalThis, { peers })
}
