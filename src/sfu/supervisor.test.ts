/** The media process as its server sees it, over real sockets of the loopback: who is heard, and what a death of it costs. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Crowd } from '../../town/bots/crowd.ts'
import { Failure } from '../base/failure.ts'
import { until } from '../base/until.test.ts'
import type { MediaEvent } from '../media/server.ts'
import { type MediaSupervisor, openMediaServer } from './supervisor.ts'

const ROOM = 'briefing'
const NAMES = ['hanoi', 'hue']

describe('a media process', () => {
  const events: MediaEvent[] = []
  const bots = new Crowd()
  const folder = mkdtempSync(join(tmpdir(), 'loa-media-'))
  let media: MediaSupervisor

  before(async () => {
    mkdirSync(join(folder, 'briefings'))
    media = openMediaServer({
      port: 0,
      bind: '127.0.0.1',
      announced: [],
      recordings: join(folder, 'briefings'),
      log: { warn: () => {} },
      onEvent: event => events.push(event),
    })
    media.open(ROOM, { recordTo: null, isEcho: false })
    media.heard(ROOM, ['hanoi'])
    await media.up()
  })
  after(async () => {
    await bots.end()
    await media.stop()
    rmSync(folder, { recursive: true })
  })

  /** Joins and sends all the time, whoever has the floor. */
  const enter = async (number: number, site = NAMES[number]) => {
    const ms = await bots.join(media, { room: ROOM, site, number })
    assert.ok(ms !== null, 'it is connected')
    await bots.sends(number, ['audio', 'main'])
  }
  /** `receiver source`, of what came since the last call, until something did. */
  const hearing = async (): Promise<Set<string>> => {
    for (;;) {
      const pairs = Object.keys(await bots.hearing())
      if (pairs.length > 0) return new Set(pairs.map(pair => pair.split(' ').slice(0, 2).join(' ')))
      await pause()
    }
  }
  const pidOf = () => {
    assert.ok(media.pid !== null)
    return media.pid
  }

  test('who is named is heard and seen by the others, who is not is heard by nobody, and is shown to be so', async () => {
    await enter(0)
    await enter(1)
    await until(() => events.some(event => event.is === 'lamp' && event.site === 'hanoi' && event.isLit))
    await until(() => events.some(event => event.is === 'sites' && event.sites.length === 2))
    assert.deepEqual(await hearing(), new Set(['1 0']))
    const accounts = await media.accounts(ROOM)
    const hue = accounts.find(({ site }) => site === 'hue')
    assert.ok(hue !== undefined && hue.received > 0)
    assert.equal(hue.forwarded, 0)
    assert.equal(hue.withheld['no-floor'], hue.received)
  })

  test('whose floor is taken is not forwarded any more once that was told, and whose it is now is', async () => {
    const forwarded = async () => (await media.accounts(ROOM)).find(({ site }) => site === 'hanoi')?.forwarded
    media.heard(ROOM, ['hue'])
    const then = await forwarded()
    await until(() => events.some(event => event.is === 'lamp' && event.site === 'hue'))
    // What was forwarded before is there by now.
    await hearing()
    assert.deepEqual(await hearing(), new Set(['0 1']))
    assert.equal(await forwarded(), then)
  })

  test('a process that is killed is started again, is told who is heard before anything, and who joins anew is heard', async () => {
    const before = pidOf()
    events.length = 0
    process.kill(before, 'SIGKILL')
    // Asked of the one that is dying: the next one answers.
    await enter(0)
    await enter(1)
    await hearing()
    assert.deepEqual(await hearing(), new Set(['0 1']), 'nobody who was not named')
    assert.notEqual(pidOf(), before)
    assert.deepEqual(
      events.filter(({ is }) => is === 'up' || is === 'down' || is === 'gone').map(({ is }) => is),
      ['down', 'up'],
    )
    const places = events.filter(event => event.is === 'places' && event.room === ROOM)
    const thumbnails = Array<null>(6).fill(null)
    const told = { is: 'places', room: ROOM, places: ['hue', null, null], thumbnails }
    assert.deepEqual(places.at(-1), told, 'and says where they stand')
  })

  test('a site that joins once more takes the place of its older connection', async () => {
    events.length = 0
    // Its older one is still there: a bot that joins once more closes that first.
    await enter(2, 'hanoi')
    await until(() => events.some(event => event.is === 'connected' && event.site === 'hanoi' && event.replaced))
  })

  test('what is heard is recorded by it, below the folder that it is given and nowhere else', async () => {
    const recordTo = join(folder, 'briefings', 'b-1')
    media.open('recorded', { recordTo, isEcho: false })
    media.heard('recorded', ['hanoi'])
    media.open('elsewhere', { recordTo: join(folder, 'elsewhere'), isEcho: false })
    await until(() => events.some(event => event.is === 'notRecording' && event.room === 'elsewhere'))
    const recordings = await media.close('recorded')
    assert.equal(recordings.length, 1)
    const [{ file, octets, sha256, durationMs }] = recordings
    const written = readFileSync(join(recordTo, file))
    assert.equal(written.length, octets)
    assert.equal(createHash('sha256').update(written).digest('hex'), sha256)
    assert.ok(durationMs > 0)
    assert.deepEqual(await media.close('elsewhere'), [])
    assert.equal(existsSync(join(folder, 'elsewhere')), false)
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
    log: { warn: (_, facts) => waits.push(Number(facts?.waitMs)) },
  })
  other.open(ROOM, { recordTo: null, isEcho: false })
  await until(() => waits.length === 3)
  assert.deepEqual(waits, [0, 200, 400])
  await assert.rejects(other.join(ROOM, 'hanoi', 'A'), isFailure('mediaDown'))
  await other.stop()
  await one.stop()
})

function quiet() {
  return { bind: '127.0.0.1', announced: [], recordings: null, log: { warn: () => {} }, onEvent: () => {} }
}

function isFailure(code: string) {
  return (error: unknown) => error instanceof Failure && error.code === code
}

async function pause(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 5))
}
