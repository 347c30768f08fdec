/**
 * The poor end of a line, a process of its own: a site that joins by HTTP and listens, and keeps what comes of the first voice.
 *
 *   node poor-line-listener.ts <own address> <http://room>
 *
 * It says of its line what a browser says: never more than 1.5 times what came, and less than came while packets come later and
 * later (libwebrtc's receiver-side estimate, draft-alvestrand-rmcat-congestion). Prints one line of JSON at the end: `Listened`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Millis } from '../../src/base/clock.ts'
import { endProcess } from '../../src/base/signals.ts'
import { isVideo } from '../../src/media/transport.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { Bot, TICK_MS } from '../../town/bots/bot.ts'
import { readClip } from '../../town/bots/clip.ts'

export interface Listened {
  /** RTP in base64, and when it came, milliseconds since 1970. */
  readonly voice: readonly { readonly atMs: number; readonly octets: string }[]
  /** When packets of pictures came, and of padding. */
  readonly picturesMs: readonly number[]
  readonly paddingMs: readonly number[]
  /** Octets of RTP in the second before each report. */
  readonly came: readonly { readonly atMs: number; readonly octets: number; readonly bitrate: number }[]
}

const MOST = 1.5
const OVERUSED = 0.85
const LATER_MS = 100
const TICKS_A_MS = 48

const [bind, room] = process.argv.slice(2)
const now = () => performance.now() as Millis
const clip = readClip(readFileSync(join(import.meta.dirname, '../../town/bots/clip.rtp')))
const voice: Listened['voice'][number][] = []
const picturesMs: number[] = []
const paddingMs: number[] = []
const rtp = new RtpPacket()
const came: Listened['came'][number][] = []
let octetsCame = 0
let leastMs = Number.POSITIVE_INFINITY
let laterMs = 0

function estimate(): number {
  const received = octetsCame * 8
  const bitrate = Math.round(received * (laterMs > LATER_MS ? OVERUSED : MOST))
  came.push({ atMs: performance.timeOrigin + performance.now(), octets: octetsCame, bitrate })
  octetsCame = 0
  laterMs = 0
  return bitrate
}

function isPadding(octets: Buffer): boolean {
  return rtp.read(octets) === null && rtp.payloadAt === rtp.payloadEnd
}

function onCame(slot: number, octets: Buffer, at: Millis): void {
  octetsCame += octets.length
  const atMs = performance.timeOrigin + at
  const { kind } = bot.listeners[slot]
  if (isVideo(kind) && isPadding(octets)) paddingMs.push(atMs)
  else if (isVideo(kind)) picturesMs.push(atMs)
  if (slot !== 0) return
  voice.push({ atMs, octets: octets.toString('base64') })
  const behindMs = at - octets.readUInt32BE(4) / TICKS_A_MS
  leastMs = Math.min(leastMs, behindMs)
  laterMs = Math.max(laterMs, behindMs - leastMs)
}

const offer = (await (await fetch(`${room}/offer`)).json()) as { join: string; sdp: string }
const bot = new Bot({ site: 9, clip, now, isMarking: false, bind, onCame, estimate }, offer.sdp)
setInterval(() => bot.tick(now()), TICK_MS)
await fetch(`${room}/answer?join=${offer.join}`, { method: 'POST', body: bot.answer })
if (!(await bot.connect())) throw new Error('it is not connected')
await fetch(`${room}/end`)
const listened: Listened = { voice, picturesMs, paddingMs, came }
process.stdout.write(`${JSON.stringify(listened)}\n`, () => endProcess(0))
