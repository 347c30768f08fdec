/**
 * Makes `flash-and-beep.dump`: four seconds of Opus and VP8 in the very RTP packets that ffmpeg sends, each at its time by its own
 * timestamp, as over a line without any delay. Once a second the picture is white and a tone sounds, both for 100 ms.
 *
 *   node test/peers/recordings/make.ts
 */
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { DUMP_RATES, type Dumped, type DumpKind, encodeDump } from '../dump.ts'

const SECONDS = 4
const HEADER = 12
const came: { kind: DumpKind; octets: Buffer }[] = []

/** A port of our own. Reports go to the next one, and nowhere. */
async function listen(kind: DumpKind): Promise<number> {
  const socket = createSocket('udp4')
  socket.on('message', octets => {
    if (octets.length > HEADER) came.push({ kind, octets })
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket.address().port
}

const voice = await listen('voice')
const picture = await listen('picture')
const ON = 'lt(mod(t,1),0.1)'
const PICTURE = `testsrc2=s=320x180:r=20,drawbox=c=white:t=fill:enable='${ON}'`
const VOICE = `aevalsrc='0.5*sin(880*2*PI*t)*${ON}':s=48000`
const VP8 = ['-c:v', 'libvpx', '-b:v', '150k', '-g', '20', '-deadline', 'realtime']
const OPUS = ['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip']
const rtp = (port: number) => `rtp://127.0.0.1:${port}?pkt_size=1200`
const ffmpeg = spawn(
  'ffmpeg',
  [
    ...['-v', 'error', '-f', 'lavfi', '-i', PICTURE, '-f', 'lavfi', '-i', VOICE],
    ...['-t', `${SECONDS}`, '-map', '0:v', ...VP8, '-f', 'rtp', '-payload_type', '96', rtp(picture)],
    ...['-t', `${SECONDS}`, '-map', '1:a', ...OPUS, '-f', 'rtp', '-payload_type', '111', rtp(voice)],
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
const [status] = await once(ffmpeg, 'exit')
if (status !== 0) throw new Error(`ffmpeg ended with ${status}`)

const timestampOf = (octets: Buffer) => octets.readUInt32BE(4)
const dumped = came.map(({ kind, octets }): Dumped => {
  const first = came.find(one => one.kind === kind)?.octets ?? octets
  const ticks = (timestampOf(octets) - timestampOf(first)) >>> 0
  return { kind, atMs: Math.round((ticks * 1000) / DUMP_RATES[kind]), octets }
})
const file = new URL('flash-and-beep.dump', import.meta.url)
writeFileSync(file, encodeDump(dumped.toSorted((a, b) => a.atMs - b.atMs)))
console.log(`${dumped.length} packets`)
process.exit()
