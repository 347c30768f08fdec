/**
 * The process of a crowd: many bots, one ticker, one account of all packets. Started by `crowd.ts`, ends with its parent.
 *
 * Beside the bots a pair of connections without a server carries a packet every 20 ms: what that takes is the bots' own queues,
 * encryption twice and the loopback, and not the server's.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Millis } from '../../src/base/clock.ts'
import { endProcess } from '../../src/base/signals.ts'
import { Bot, TICK_MS } from './bot.ts'
import { readClip } from './clip.ts'
import { Measures } from './measures.ts'
import { startOwnWay } from './own-way.ts'
import type { CrowdFigures, CrowdOrder } from './words.ts'

/** What was sent later may still be on its way. */
const STILL_COMING_MS = 1500

const clip = readClip(readFileSync(join(import.meta.dirname, 'clip.rtp')))
const now = () => performance.now() as Millis
const measures = new Measures()
const bots = new Map<number, Bot>()
const gone: { sent: number; received: number } = { sent: 0, received: 0 }
let runs = 0
const own = startOwnWay(now)

function answerTo({ site, sdp, tells }: CrowdOrder & { is: 'offer' }): string {
  leave(site)
  const bot = new Bot(
    {
      site,
      clip,
      now,
      isMarking: true,
      ...(tells === true && { tells }),
      onSent: (kind, packet) => measures.sent(site, kind, packet),
      onHeard: (mark, came) => measures.heard(site, mark, came),
    },
    sdp,
    runs++,
  )
  bots.set(site, bot)
  return bot.answer
}

function leave(site: number): void {
  const bot = bots.get(site)
  if (bot === undefined) return
  bots.delete(site)
  const { sent, received } = bot.packets
  gone.sent += sent
  gone.received += received
  bot.close()
}

async function carryOut(order: CrowdOrder): Promise<unknown> {
  const bot = 'site' in order ? bots.get(order.site) : undefined
  switch (order.is) {
    case 'offer':
      return answerTo(order)
    case 'connect':
      return (await bot?.connect(order.via)) ?? false
    case 'sends':
      bot?.sends(order.kinds)
      return null
    case 'first':
      return (await bot?.first()) ?? null
    case 'leave':
      leave(order.site)
      return null
    case 'hearing':
      return measures.takeHeard()
    case 'figures':
      return figures()
  }
}

function figures(): CrowdFigures {
  const all = [...bots.values()].map(({ packets }) => packets)
  return {
    delays: measures.takeDelays(),
    ownDelays: own.takeDelays(),
    ...measures.takeLost((now() - STILL_COMING_MS) as Millis),
    packetsSent: all.reduce((sum, { sent }) => sum + sent, gone.sent),
    packetsReceived: all.reduce((sum, { received }) => sum + received, gone.received),
  }
}

setInterval(() => {
  const at = now()
  for (const bot of bots.values()) bot.tick(at)
  own.tick(at)
}, TICK_MS)

process.on('message', (message: { id: number; order: CrowdOrder }) => {
  const { id, order } = message
  carryOut(order).then(
    value => process.send?.({ id, value }),
    error => process.send?.({ id, error: String(error) }),
  )
})
process.once('disconnect', () => endProcess(0))
