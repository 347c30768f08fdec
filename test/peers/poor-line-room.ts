/**
 * The good end of a poor line, a process of its own: the media, a speaker who says what is in a clip, and two more who have the
 * floor too and send pictures. Who listens asks for its offer by HTTP; when it is connected, the speaker begins.
 *
 *   node poor-line-room.ts <address> <clip of the speaker>
 *
 *   GET /offer ─► {join, sdp}     POST /answer?join=… ◄─ sdp     GET /end ─► when all is said
 *
 * Prints `ready <port>`, and at the end one line of JSON: `Said`.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as after } from 'node:timers/promises'
import type { Millis } from '../../src/base/clock.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { openMediaServer } from '../../src/sfu/supervisor.ts'
import { Bot, TICK_MS } from '../../town/bots/bot.ts'
import { type Clip, readClip } from '../../town/bots/clip.ts'

export interface Said {
  /** When each packet of the speaker's voice was sent, milliseconds since 1970. */
  readonly sentMs: readonly number[]
  /** Classes of the listener's line, each with when it was told. */
  readonly lines: readonly { readonly line: LineClass; readonly atMs: number }[]
}

const ROOM = 'briefing'
const LISTENER = 'listener'
const SPEAKER = 'speaker'
const OTHERS = ['second', 'third']
/** What was said last is still on its way. */
const STILL_COMING_MS = 1500

const [bind, file] = process.argv.slice(2)
const now = () => performance.now() as Millis
const wallMs = () => performance.timeOrigin + performance.now()
const spoken = readClip(readFileSync(file))
const clip = readClip(readFileSync(join(import.meta.dirname, '../../town/bots/clip.rtp')))
const sentMs: number[] = []
const lines: Said['lines'][number][] = []
const bots: Bot[] = []
const { promise: isJoined, resolve: joined } = Promise.withResolvers<void>()

const media = openMediaServer({
  port: 0,
  bind,
  announced: [],
  recordings: null,
  log: { warn: () => {} },
  onEvent: event => {
    if (!('site' in event) || event.site !== LISTENER) return
    if (event.is === 'line') lines.push({ line: event.line, atMs: wallMs() })
    if (event.is === 'connected') joined()
  },
})
media.open(ROOM, { recordTo: null, isEcho: false })
await media.up()
setInterval(() => {
  for (const bot of bots) bot.tick(now())
}, TICK_MS)

async function site(name: string, of: Clip): Promise<Bot> {
  const offer = await media.join(ROOM, name, 'A')
  const bot = new Bot(
    {
      site: bots.length,
      clip: of,
      now,
      isMarking: false,
      bind,
      onSent: (kind, { now }) => {
        if (name === SPEAKER && kind === 'audio') sentMs.push(performance.timeOrigin + now)
      },
    },
    offer.sdp,
  )
  await media.answer(offer.join, bot.answer)
  bots.push(bot)
  if (!(await bot.connect())) throw new Error(`${name} is not connected`)
  return bot
}

const speaker = await site(SPEAKER, spoken)
for (const name of OTHERS) (await site(name, clip)).sends(['audio', 'main', 'thumbnail'])
media.heard(ROOM, [SPEAKER, ...OTHERS])
media.shows(ROOM, { thumbnails: OTHERS, screen: null })

const isOver = isJoined.then(async () => {
  speaker.sends(['audio'])
  await after(spoken.durationMs)
  speaker.sends([])
  await after(STILL_COMING_MS)
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://room')
  if (url.pathname === '/offer') return void response.end(JSON.stringify(await media.join(ROOM, LISTENER, 'A')))
  if (url.pathname === '/answer') await media.answer(url.searchParams.get('join') ?? '', await text(request))
  if (url.pathname === '/end') await isOver
  response.end()
}

const server = createServer((request, response) => void answer(request, response))
server.listen(0, bind, () => process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`))
await isOver
process.stdout.write(`${JSON.stringify({ sentMs, lines } satisfies Said)}\n`)
