/**
 * A page of a real browser that joins a briefing's media, as small as it can be: a tone for a voice, noise for a camera, sent
 * twice. Knows nothing of the console.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'

/** Loopback is a way, and known by its number; nobody has to click. */
export const MEDIA_FLAGS = [
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
]

/** What came in a slot, and what a decoder made of it. */
export interface SlotSeen {
  readonly packets: number
  readonly frames: number
  readonly keyFrames: number
  readonly width: number
  readonly nacks: number
  /** Of sound: by its samples so far, squared. */
  readonly energy: number
}

/** What is sent of a track, and what was asked for. */
export interface SentSeen {
  readonly packets: number
  readonly nacks: number
  readonly plis: number
}

/** An address of this machine is a secure context: it may use what a camera would. */
export async function mediaPages(browser: Browser) {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').end('<!doctype html><title>Loa</title>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    open: async () => {
      const page = await browser.newPage()
      await page.goto(`http://127.0.0.1:${port}/`)
      await page.evaluate(inPage)
      return new MediaPage(page)
    },
    close: async () => {
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export class MediaPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Its answer. `hertz`: of its voice. Once more: a new connection, as after a break. */
  async answer(offer: string, hertz: number): Promise<string> {
    return await this.page.evaluate(async told => await window.site.answer(told), { offer, hertz })
  }

  async connected(): Promise<void> {
    await this.page.waitForFunction(() => window.site.state() === 'connected', null, { polling: 10 })
  }

  /** By slot: audio, main, thumbnail pictures. */
  async slots(): Promise<SlotSeen[]> {
    return await this.page.evaluate(async () => await window.site.slots())
  }

  /** Audio, main picture, thumbnail. */
  async sent(): Promise<SentSeen[]> {
    return await this.page.evaluate(async () => await window.site.sent())
  }

  /** Until so many more pictures of a slot were decoded. */
  async decodes(slot: number, more: number): Promise<void> {
    await this.page.evaluate(async told => await window.site.decodes(told), { slot, more })
  }

  /** Until a slot sounds. */
  async hears(slot: number): Promise<void> {
    await this.page.evaluate(async told => await window.site.hears(told), slot)
  }

  /** What a browser thinks that it may send, bits a second; null: not known. */
  async estimate(): Promise<number | null> {
    return await this.page.evaluate(async () => await window.site.estimate())
  }
}

interface PageSite {
  answer(told: { offer: string; hertz: number }): Promise<string>
  state(): RTCPeerConnectionState
  slots(): Promise<SlotSeen[]>
  sent(): Promise<SentSeen[]>
  decodes(told: { slot: number; more: number }): Promise<void>
  hears(slot: number): Promise<void>
  estimate(): Promise<number | null>
}

declare global {
  interface Window {
    site: PageSite
  }
}

/** Runs in the page, and knows nothing outside of itself. */
function inPage(): void {
  /** Of 50 ms of a tone. */
  const HEARD_ENERGY = 0.02
  let connection = new RTCPeerConnection()
  const sound = new AudioContext()

  const noise = () => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('a canvas can be drawn on')
    let turn = 0
    // Coarse noise that moves over a still ground: a film that does not compress to nothing.
    setInterval(() => {
      turn += 1
      context.fillStyle = '#345'
      context.fillRect(0, 0, 640, 360)
      for (let i = 0; i < 120; i++) {
        context.fillStyle = `hsl(${(i * 47 + turn * 3) % 360} 60% ${30 + ((i * 13 + turn) % 40)}%)`
        context.fillRect((i * 83 + turn * 4) % 640, (i * 59 + turn) % 360, 36, 24)
      }
    }, 50)
    return canvas.captureStream(20).getVideoTracks()[0]
  }

  const tone = (hertz: number) => {
    const oscillator = sound.createOscillator()
    oscillator.frequency.value = hertz
    const out = sound.createMediaStreamDestination()
    oscillator.connect(out)
    oscillator.start()
    return out.stream.getAudioTracks()[0]
  }

  const send = async (transceiver: RTCRtpTransceiver, track: MediaStreamTrack, limits: RTCRtpEncodingParameters) => {
    transceiver.direction = 'sendonly'
    await transceiver.sender.replaceTrack(track)
    const parameters = transceiver.sender.getParameters()
    parameters.encodings = parameters.encodings.map(one => ({ ...one, ...limits }))
    await transceiver.sender.setParameters(parameters)
  }

  const statsOf = async (type: string) => {
    const all = [...(await connection.getStats()).values()] as Record<string, number & string>[]
    return all.filter(one => one.type === type)
  }

  const until = async (slot: number, holds: (seen: SlotSeen) => boolean) => {
    while (!holds((await window.site.slots())[slot])) await new Promise(resolve => setTimeout(resolve, 10))
  }

  window.site = {
    answer: async ({ offer, hertz }) => {
      connection.close()
      connection = new RTCPeerConnection()
      await connection.setRemoteDescription({ type: 'offer', sdp: offer })
      // Nothing is decoded that nobody plays.
      for (const { receiver } of connection.getTransceivers().slice(4)) {
        const element = document.createElement(receiver.track.kind === 'video' ? 'video' : 'audio')
        element.autoplay = true
        element.srcObject = new MediaStream([receiver.track])
        document.body.append(element)
      }
      const [audio, main, thumbnail] = connection.getTransceivers()
      const camera = noise()
      await send(audio, tone(hertz), {})
      await send(main, camera, { maxBitrate: 600_000, maxFramerate: 20 })
      await send(thumbnail, camera.clone(), { maxBitrate: 80_000, maxFramerate: 7, scaleResolutionDownBy: 4 })
      await sound.resume()
      await connection.setLocalDescription()
      return connection.localDescription?.sdp ?? ''
    },
    state: () => connection.connectionState,
    slots: async () => {
      const inbound = await statsOf('inbound-rtp')
      return connection
        .getTransceivers()
        .slice(4)
        .map(({ mid }) => {
          const one = inbound.find(stats => stats.mid === mid)
          return {
            packets: one?.packetsReceived ?? 0,
            frames: one?.framesDecoded ?? 0,
            keyFrames: one?.keyFramesDecoded ?? 0,
            width: one?.frameWidth ?? 0,
            nacks: one?.nackCount ?? 0,
            energy: one?.totalAudioEnergy ?? 0,
          }
        })
    },
    sent: async () => {
      const outbound = await statsOf('outbound-rtp')
      return connection
        .getTransceivers()
        .slice(0, 3)
        .map(({ mid }) => {
          const one = outbound.find(stats => stats.mid === mid)
          return { packets: one?.packetsSent ?? 0, nacks: one?.nackCount ?? 0, plis: one?.pliCount ?? 0 }
        })
    },
    decodes: async ({ slot, more }) => {
      const { frames } = (await window.site.slots())[slot]
      await until(slot, seen => seen.frames >= frames + more)
    },
    hears: async slot => {
      const { energy } = (await window.site.slots())[slot]
      await until(slot, seen => seen.energy > energy + HEARD_ENERGY)
    },
    estimate: async () => {
      const [pair] = (await statsOf('candidate-pair')).filter(one => one.state === 'succeeded')
      return pair?.availableOutgoingBitrate ?? null
    },
  }
}
