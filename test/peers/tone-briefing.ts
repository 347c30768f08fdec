/**
 * Who hears whom, by ear: sites around the real media process, each humming a tone of its own, over changes of the floor. Who has not
 * the floor mutes itself, but for one, which hums all the time. What each site receives is decoded, slot by slot, and the tones in
 * it are told.
 *
 *   node test/peers/tone-briefing.ts [--sites 24] [--cheat 7] [--json]
 *
 * Prints a matrix for before, while and after each change: a row a listener, a column a source, `#` where its tone was heard.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Millis } from '../../src/base/clock.ts'
import { endProcess } from '../../src/base/signals.ts'
import { OPUS_TYPE } from '../../src/media/transport.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { openMediaServer } from '../../src/sfu/supervisor.ts'
import { Bot, TICK_MS } from '../../town/bots/bot.ts'
import type { Clip } from '../../town/bots/clip.ts'
import { FRAME_MS, humOf, tonesIn } from './tones.ts'

const ROOM = 'briefing'
/** How long each floor is held. */
const HELD_MS = 700
/** What was sent before a change is on its way for so long. */
const STILL_COMING_MS = 400
const CONNECT_MS = 10_000

export interface Phase {
  /** Who has the floor, and who had it when this began. */
  readonly floor: readonly number[]
  readonly before: readonly number[]
  readonly is: 'changing' | 'settled'
  /** By listener and source: packets in which its tone is clear. */
  readonly heard: readonly (readonly number[])[]
}

export interface ToneBriefing {
  readonly sites: number
  /** Hums whatever it is told. */
  readonly cheat: number
  readonly phases: readonly Phase[]
  /** Packets that were decoded, and those of them in which no tone is clear. */
  readonly packets: number
  readonly unclear: number
}

interface Came {
  readonly phase: number
  readonly payload: Buffer
}

const nameOf = (number: number) => `site-${number}`
const now = () => performance.now() as Millis

/** Three at the most of whom have the floor at a time; the cheat has it once, and not before. */
export function floorsOf(sites: number, cheat: number): readonly (readonly number[])[] {
  return [[0, 1, 2], [1, sites - 1, 3], [cheat, 3], []]
}

async function holdToneBriefing(sites: number, cheat: number): Promise<ToneBriefing> {
  const folder = await mkdtemp(join(tmpdir(), 'loa-tones-'))
  const media = openMediaServer({
    port: 0,
    bind: '127.0.0.1',
    announced: [],
    recordings: null,
    onEvent: () => {},
    log: { warn: () => {} },
  })
  const bots: Bot[] = []
  const ticks = setInterval(() => {
    for (const bot of bots) bot.tick(now())
  }, TICK_MS)
  try {
    const hums = await humOf(sites, folder)
    media.open(ROOM, { recordTo: null, isEcho: false })
    await media.up()
    let phase = -1
    /** By listener and slot. */
    const lines = new Map<string, Came[]>()
    const came = (listener: number, slot: number, octets: Buffer) => {
      const payload = voiceIn(octets)
      if (payload === null || phase < 0) return
      const key = `${listener} ${slot}`
      const line = lines.get(key) ?? []
      lines.set(key, line)
      line.push({ phase, payload })
    }
    const isConnected: Promise<boolean>[] = []
    for (const [site, hum] of hums.entries()) {
      const offer = await media.join(ROOM, nameOf(site), 'A')
      const onCame = (slot: number, octets: Buffer) => {
        if (bot.listeners[slot].kind === 'audio') came(site, slot, octets)
      }
      const bot: Bot = new Bot({ site, clip: clipOf(hum), now, isMarking: false, onCame }, offer.sdp)
      await media.answer(offer.join, bot.answer)
      bots.push(bot)
      isConnected.push(bot.connect())
    }
    const all = await Promise.race([Promise.all(isConnected), after(CONNECT_MS, [false])])
    if (!all.every(Boolean)) throw new Error('a site is not connected')
    bots[cheat].sends(['audio'])
    const phases: Omit<Phase, 'heard'>[] = []
    const begin = (next: Omit<Phase, 'heard'>) => {
      phase = phases.push(next) - 1
    }
    let before: readonly number[] = []
    // Before the first change nobody has it, and the cheat hums.
    begin({ floor: [], before, is: 'settled' })
    await after(HELD_MS)
    for (const floor of floorsOf(sites, cheat)) {
      begin({ floor, before, is: 'changing' })
      for (const number of floor) bots[number].sends(['audio'])
      media.heard(ROOM, floor.map(nameOf))
      // Answered behind what was told.
      await media.accounts(ROOM)
      await after(STILL_COMING_MS)
      begin({ floor, before, is: 'settled' })
      // Whoever has lost it goes on for a while, and is not heard.
      await after(STILL_COMING_MS)
      for (const number of before) if (!floor.includes(number) && number !== cheat) bots[number].sends([])
      await after(HELD_MS)
      before = floor
    }
    return await judged({ lines, phases, sites, cheat, folder })
  } finally {
    clearInterval(ticks)
    for (const bot of bots) bot.close()
    await media.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function clipOf(packets: readonly Buffer[]): Clip {
  const audio = packets.map((payload, i) => ({ atMs: i * FRAME_MS, payloads: [payload] }))
  return { durationMs: (packets.length - 1) * FRAME_MS, frames: { audio } }
}

/** Null: it is no voice, as of padding. */
function voiceIn(octets: Buffer): Buffer | null {
  const rtp = new RtpPacket()
  if (rtp.read(octets) !== null || rtp.payloadType !== OPUS_TYPE) return null
  return Buffer.from(rtp.bytes.subarray(rtp.payloadAt, rtp.payloadEnd))
}

async function judged(of: {
  readonly lines: ReadonlyMap<string, readonly Came[]>
  readonly phases: readonly Omit<Phase, 'heard'>[]
  readonly sites: number
  readonly cheat: number
  readonly folder: string
}): Promise<ToneBriefing> {
  const { lines, phases, sites, cheat, folder } = of
  const ways = [...lines]
  const tones = await tonesIn(
    ways.map(([, line]) => line.map(({ payload }) => payload)),
    { sites, folder },
  )
  const heard = phases.map(() => Array.from({ length: sites }, () => Array.from({ length: sites }, () => 0)))
  let [packets, unclear] = [0, 0]
  for (const [way, [key, line]] of ways.entries()) {
    const listener = Number(key.split(' ')[0])
    for (const [i, { phase }] of line.entries()) {
      packets += 1
      const source = tones[way][i]
      if (source === null) unclear += 1
      else heard[phase][listener][source] += 1
    }
  }
  return { sites, cheat, packets, unclear, phases: phases.map((phase, at) => ({ ...phase, heard: heard[at] })) }
}

// What is printed ----------------------------------------------------------------------------------------------------

/** Matrices side by side: before, while and after each change. */
export function drawn({ phases, sites, cheat, packets, unclear }: ToneBriefing): string {
  const title = ({ floor, before, is }: Phase) => {
    const said = (those: readonly number[]) => (those.length === 0 ? 'nobody' : those.join(', '))
    return is === 'settled' ? `floor: ${said(floor)}` : `${said(before)} → ${said(floor)}`
  }
  const pictures = phases.map(phase => {
    const rows = phase.heard.map(row => row.map(count => (count > 0 ? '#' : '.')).join(''))
    return [title(phase), ...rows]
  })
  return [
    `${sites} sites, a row a listener, a column a source; ${cheat} hums all the time`,
    ...pictures.map(lines => lines.join('\n')),
    `${packets} packets were decoded; in ${unclear} no tone is clear`,
  ].join('\n\n')
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sites: { type: 'string', default: '24' },
      cheat: { type: 'string', default: '7' },
      json: { type: 'boolean', default: false },
    },
  })
  const held = await holdToneBriefing(Number(values.sites), Number(values.cheat))
  const said = values.json ? JSON.stringify(held) : drawn(held)
  // The library's threads do not end by themselves.
  process.stdout.write(`${said}\n`, () => endProcess(0))
}

if (import.meta.main) await main()
