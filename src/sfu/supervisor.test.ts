/** The media process as its server sees it, over real sockets of the loopback: who is heard, and what a death of it costs. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Bot, endBots } from '../app/bots/bot.ts'
import { readClip } from '../app/bots/clip.ts'
import type { Mark } from '../app/bots/mark.ts'
import type { Millis } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { MediaEvent } from '../media/server.ts'
import { type MediaSupervisor, openMediaServer } from './supervisor.ts'

const ROOM = 'briefing'
const NAMES = ['hanoi', 'hue']
const clip = readClip(readFileSync(join(import.meta.dirname, '../app/bots/clip.rtp')))
const now = () => performance.now() as Millis

describe('a media process', () => {
  const events: MediaEvent[] = []
  const heard: { readonly mark: Mark; readonly by: number }[] = []
  const bots = new Map<number, Bot>()
  let media: MediaSupervisor
  let runs = 0
  let ticks: NodeJS.Timeout

  before(async () => {
    media = openMediaServer({
      ...{ port: 0, bind: '127.0.0.1', announced: [], recordings: null, log: () => {} },
      onEvent: event => events.push(event),
    })
    media.open(ROOM, { recordTo: null, isEcho: false })
    media.heard(ROOM, ['hanoi'])
    await media.up()
    ticks = setInterval(() => {
      for (const bot of bots.values()) bot.tick(now())
    }, 5)
  })
  after(async () => {
    clearInterval(ticks)
    for (const bot of bots.values()) bot.close()
    await media.stop()
    endBots()
  })

  /** Joins and sends all the time, whoever has the floor. */
  const enter = async (site: number) => {
    const offer = await media.join(ROOM, NAMES[site], 'A')
    const onHeard = (mark: Mark) => heard.push({ mark, by: site })
    const bot = new Bot({ site, clip, isMarking: true, now, onHeard }, offer.sdp, runs++)
    bots.get(site)?.close()
    bots.set(site, bot)
    await media.answer(offer.join, bot.answer)
    assert.ok(await bot.connect(), 'it is connected')
    bot.sends(['audio', 'main'])
  }
  const hears = async (by: number, site: number) =>
    await until(() => heard.some(one => one.by === by && one.mark.site === site))
  const pidOf = () => {
    assert.ok(media.pid !== null)
    return media.pid
  }

  test('who is named is heard and seen by the others, who is not is heard by nobody, and is shown to be so', async () => {
    await enter(0)
    await enter(1)
    await until(() => heard.some(({ mark }) => mark.kind === 'main'))
    await until(() =>
      events.some(event => event.is === 'lamp' && event.site === 'hanoi' && event.isLit),
    )
    await until(() => events.some(event => event.is === 'sites' && event.sites.length === 2))
    assert.deepEqual(
      new Set(heard.map(({ mark, by }) => `${mark.site} by ${by}`)),
      new Set(['0 by 1']),
    )
    const accounts = await media.accounts(ROOM)
    const hue = accounts.find(({ site }) => site === 'hue')
    assert.ok(hue !== undefined && hue.received > 0)
    assert.equal(hue.forwarded, 0)
    assert.equal(hue.withheld['no-floor'], hue.received)
  })

  test('whose floor is taken is not heard any more from then on, and whose it is now is', async () => {
    media.heard(ROOM, ['hue'])
    await hears(0, 1)
    const accounts = await media.accounts(ROOM)
    const forwarded = accounts.find(({ site }) => site === 'hanoi')?.forwarded
    await media.accounts(ROOM)
    heard.length = 0
    await hears(0, 1)
    assert.ok(heard.every(({ mark }) => mark.site === 1))
    assert.equal(
      (await media.accounts(ROOM)).find(({ site }) => site === 'hanoi')?.forwarded,
      forwarded,
    )
  })

  test('a process that is killed is started again, is told who is heard before anything, and who joins anew is heard', async () => {
    const before = pidOf()
    events.length = 0
    process.kill(before, 'SIGKILL')
    // Asked of the one that is dying: the next one answers.
    await enter(0)
    await enter(1)
    heard.length = 0
    await hears(0, 1)
    assert.notEqual(pidOf(), before)
    assert.deepEqual(
      events.filter(({ is }) => is === 'up' || is === 'down' || is === 'gone').map(({ is }) => is),
      ['down', 'up'],
    )
    assert.ok(
      heard.every(({ mark }) => mark.site === 1),
      'nobody who was not named',
    )
  })

  test('a site that joins once more takes the place of its older connection', async () => {
    events.length = 0
    const older = bots.get(0)
    bots.delete(0)
    await enter(0)
    await until(() =>
      events.some(event => event.is === 'connected' && event.site === 'hanoi' && event.replaced),
    )
    older?.close()
  })

  test('who is removed is gone, at once', async () => {
    events.length = 0
    media.remove(ROOM, 'hanoi')
    await until(() => events.some(event => event.is === 'gone' && event.site === 'hanoi'))
  })

  test('an answer that does not fit its offer is told as faulty, and one to an offer that is gone is dropped', async () => {
    const offer = await media.join(ROOM, 'hanoi', 'D')
    await assert.rejects(media.answer(offer.join, 'v=0\r\n'), isFailure('answerFaulty'))
    await assert.rejects(media.answer(offer.join, 'x'.repeat(1 << 20)), isFailure('answerFaulty'))
    await media.answer(offer.join, 'v=0\r\n')
    await media.answer('another', 'v=0\r\n')
  })

  test('a room of 64 sites takes no 65th', async () => {
    media.open('full', { recordTo: null, isEcho: false })
    for (let n = 0; n < 64; n++) await media.join('full', `site-${n}`, 'D')
    await assert.rejects(media.join('full', 'site-64', 'D'), isFailure('mediaFull'))
    await media.join('full', 'site-63', 'D')
    await media.close('full')
    await assert.rejects(media.join('full', 'site-0', 'D'), isFailure('mediaDown'))
  })

  test('its environment has nothing of the server’s', () => {
    const environment = readFileSync(`/proc/${pidOf()}/environ`, 'latin1')
      .split('\0')
      .filter(one => one !== '')
    const names = environment.map(one => one.slice(0, one.indexOf('=')))
    assert.deepEqual(
      names.filter(name => !['PATH', 'TZ', 'NODE_COMPILE_CACHE', 'LOA_STACK'].includes(name)),
      [],
    )
  })
})

test('a media process that cannot listen is started more and more slowly, and who asks is told so', async () => {
  const one = openMediaServer({ ...quiet(), port: 0 })
  await one.up()
  assert.ok(one.port !== null)
  const waits: number[] = []
  const other = openMediaServer({
    ...quiet(),
    port: one.port,
    log: (_, facts) => waits.push(Number(facts?.waitMs)),
  })
  other.open(ROOM, { recordTo: null, isEcho: false })
  await until(() => waits.length === 3)
  assert.deepEqual(waits, [0, 200, 400])
  await assert.rejects(other.join(ROOM, 'hanoi', 'A'), isFailure('mediaDown'))
  await other.stop()
  await one.stop()
})

function quiet() {
  return { bind: '127.0.0.1', announced: [], recordings: null, log: () => {}, onEvent: () => {} }
}

function isFailure(code: string) {
  return (error: unknown) => error instanceof Failure && error.code === code
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 5))
}
