/**
 * What joins that come to nothing leave of memory, by hand:
 *
 *   node bench/briefing/peer.bench.ts --joins 10000
 *
 * Each is offered, answered as Chromium does, and closed before it carries media: all that the library makes of a site is made and
 * ended. Runs with the media process's own flags. Prints what the process holds after each thousand, and how much each join of the
 * second half has left.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import nodeDataChannel from 'node-datachannel'
import type { Millis } from '../../src/base/clock.ts'
import { SLOTS } from '../../src/media/transport.ts'
import { type Answer, readAnswer } from '../../src/sfu/answer.ts'
import { makeCertificate } from '../../src/sfu/certificate.ts'
import { MEMORY_FLAGS } from '../../src/sfu/confinement.ts'
import { Peer } from '../../src/sfu/peer.ts'

const BIND = '127.0.0.1'
const AT_ONCE = 50
/** Until what was closed is gone. */
const CLOSED_MS = 5
const EVERY = 1000

function answerOfChromium(): Answer {
  const sdp = readFileSync(join(import.meta.dirname, '../../src/sfu/vectors/chromium-156.sdp'), 'utf8')
  const answer = readAnswer(sdp)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}

/** Octets, after each thousand. */
async function heldBy(joins: number): Promise<number[]> {
  const port = await freePort()
  const listener = new nodeDataChannel.IceUdpMuxListener(port, BIND)
  const certificate = makeCertificate({ serial: randomBytes(8), nowMs: Date.now() })
  const answer = answerOfChromium()
  const ssrcs = Array.from({ length: SLOTS }, (_, slot) => 5000 + slot)
  const peer = () =>
    new Peer({
      name: randomUUID(),
      port,
      bind: BIND,
      certificate,
      ssrcs: () => ssrcs,
      ufrag: randomBytes(9).toString('base64'),
      pwd: randomBytes(24).toString('base64'),
      now: () => performance.now() as Millis,
    })
  const held: number[] = []
  for (let done = AT_ONCE; done <= joins; done += AT_ONCE) {
    const peers = Array.from({ length: AT_ONCE }, peer)
    for (const each of peers) each.answer(answer)
    await pause()
    for (const each of peers) each.close()
    await pause()
    if (done % EVERY === 0) held.push(process.memoryUsage.rss())
  }
  listener.stop()
  return held
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>(resolve => socket.bind(0, BIND, resolve))
  const { port } = socket.address()
  await new Promise<void>(resolve => socket.close(resolve))
  return port
}

async function pause(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, CLOSED_MS))
}

if (process.argv.includes('--inside')) {
  console.log(JSON.stringify(await heldBy(Number(process.argv.at(-1)))))
  // The library's threads do not end by themselves.
  process.exit(0)
} else {
  const { values } = parseArgs({ options: { joins: { type: 'string', default: '10000' } } })
  const file = fileURLToPath(import.meta.url)
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...['--disable-warning=ExperimentalWarning', ...MEMORY_FLAGS, file], ...['--inside', values.joins]],
    { encoding: 'utf8' },
  )
  if (stdout === '') throw new Error(stderr)
  const held = JSON.parse(stdout) as number[]
  for (const [i, octets] of held.entries()) console.log(`${(i + 1) * EVERY} joins: ${(octets / 1e6).toFixed(1)} MB`)
  const half = Math.floor(held.length / 2)
  const each = (held[held.length - 1] - held[half]) / ((held.length - 1 - half) * EVERY)
  console.log(`each of the second half has left ${(each / 1000).toFixed(2)} kB`)
}
