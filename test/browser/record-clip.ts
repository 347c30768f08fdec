/**
 * Makes town/bots/clip.rtp anew: `npx node test/browser/record-clip.ts`. A page sends a tone and noise, its camera twice; three
 * seconds are kept as they came, from a key frame on.
 */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { MediaRoom } from '../../src/media/room.ts'
import { clockRateOf, isVideo, KINDS, type Kind } from '../../src/media/transport.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { ticksToMs } from '../../src/rtp/times.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'
import { readAnswer } from '../../src/sfu/answer.ts'
import { makeCertificate } from '../../src/sfu/certificate.ts'
import { Peer } from '../../src/sfu/peer.ts'
import { offerOf } from '../../src/sfu/session.ts'
import { type ClipPacket, writeClip } from '../../town/bots/clip.ts'
import { launch } from './chromium.ts'
import { MEDIA_FLAGS, mediaPages } from './media-page.ts'

const FILE = join(import.meta.dirname, '../../town/bots/clip.rtp')
const SECONDS = 3
/** Until the browser trusts its line. */
const WARM_UP_MS = 6000
const PORT = 47_811
const BIND = '127.0.0.1'
const RECORDED: readonly Kind[] = ['audio', 'main', 'thumbnail']

const now = () => performance.now() as Millis
const pause = async (ms: number) => await new Promise(resolve => setTimeout(resolve, ms))

/** What comes of one kind, from its first key frame on. */
class Recording {
  readonly kind: Kind
  readonly packets: ClipPacket[] = []
  ssrc = 0
  isOn = false
  #from: number | null = null
  readonly #rtp = new RtpPacket()
  readonly #vp8 = new Vp8Payload()

  constructor(kind: Kind) {
    this.kind = kind
  }

  came(octets: Buffer): void {
    const packet = this.#rtp
    if (packet.read(octets) !== null) return
    this.ssrc = packet.ssrc
    if (!this.isOn || packet.payloadAt === packet.payloadEnd) return
    if (this.#from === null && isVideo(this.kind)) {
      const isRead = this.#vp8.read(octets, packet.payloadAt, packet.payloadEnd) === null
      if (!isRead || !this.#vp8.beginsKeyFrame) return
    }
    this.#from ??= packet.timestamp
    const atMs = ticksToMs((packet.timestamp - this.#from) >>> 0, clockRateOf(this.kind))
    if (atMs >= SECONDS * 1000) return
    const payload = octets.subarray(packet.payloadAt, packet.payloadEnd)
    this.packets.push({ kind: this.kind, marker: packet.marker, atMs, payload })
  }
}

const browser = await launch(MEDIA_FLAGS)
const pages = await mediaPages(browser)
const certificate = makeCertificate({ serial: randomBytes(8), nowMs: Date.now() })
const [ufrag, pwd] = ['clip', randomBytes(24).toString('base64')]
const room = new MediaRoom({ random: seeded(1), epochMs: Date.now() - now() })
const peer = new Peer({ name: 'clip', port: PORT, bind: BIND, certificate, ufrag, pwd, now, ssrcs: () => ssrcs })
const { ssrcs, told } = room.join('site', { transport: peer, line: 'A', now: now() })
const recordings = new Map(RECORDED.map(kind => [kind, new Recording(kind)]))
peer.tell({
  ...told,
  rtp: (track, octets, at) => {
    recordings.get(KINDS[track])?.came(octets)
    told.rtp(track, octets, at)
  },
})
room.heard(['site'])
room.shows({ thumbnails: ['site'], screen: null })
const ticks = setInterval(() => room.tick(now()), 10)
const page = await pages.open()
const answer = readAnswer(
  await page.answer(
    offerOf({
      ufrag,
      pwd,
      ssrcs,
      setup: 'actpass',
      fingerprint: `sha-256 ${certificate.fingerprint}`,
      candidates: [`candidate:1 1 udp 2130706431 ${BIND} ${PORT} typ host`],
    }),
    440,
  ),
)
if (typeof answer === 'string') throw new Error(answer)
peer.answer(answer)
await page.connected()
await pause(WARM_UP_MS)
for (const [kind, recording] of recordings) {
  recording.isOn = true
  const track = KINDS.indexOf(kind)
  if (isVideo(kind)) peer.sendRtcp(track, encodeRtcp([{ type: 'PLI', sender: 1, media: recording.ssrc }]))
}
await pause((SECONDS + 1) * 1000)
clearInterval(ticks)
await browser.close()
await pages.close()
// In the order of their times, whole frames together.
const packets = [...recordings.values()].flatMap(one => one.packets).toSorted((a, b) => a.atMs - b.atMs)
const octets = writeClip(packets)
writeFileSync(FILE, octets)
for (const { kind, packets: all } of recordings.values()) process.stdout.write(`${kind}: ${all.length} packets\n`)
process.stdout.write(`${octets.length} octets\n`)
process.exit(0)
