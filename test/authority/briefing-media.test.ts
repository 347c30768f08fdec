/**
 * A briefing with its real media process: who sends without the floor is shown as heard by nobody, and who was given it is, until
 * it is taken. A test call, over the same path, is alone with itself.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Bot, endBots } from '../../src/app/bots/bot.ts'
import { readClip } from '../../src/app/bots/clip.ts'
import type { RoomChange } from '../../src/areas/briefing/model.ts'
import type { Millis } from '../../src/base/clock.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { planned, type Site } from './briefing-site.ts'
import { type Events, houseOf, serveHere } from './stage.ts'

const clip = readClip(readFileSync(join(import.meta.dirname, '../../src/app/bots/clip.rtp')))
const now = () => performance.now() as Millis

after(() => endBots())

/** Until a site is shown so. */
async function shown(stream: Events, of: Site, isIt: (row: Row) => boolean): Promise<void> {
  await stream.until(({ data }) =>
    ((data as RoomChange).sites ?? []).some(row => row.site === of.id && isIt(row)),
  )
}
type Row = NonNullable<RoomChange['sites']>[number]

test('who sends all the time is heard from when the floor is given until it is taken, by the real media process', {
  timeout: 30_000,
}, async t => {
  const server = await serveHere(t, onlySqlite(), {
    media: { port: 0, bind: '127.0.0.1', announced: [], turn: null },
  })
  const { editor } = await houseOf(server)
  const { enter } = await planned(server.url, editor)
  const [chair, choRay] = [await enter(0), await enter(2)]
  const stream = await chair.watch()
  const bots: Bot[] = []
  const ticks = setInterval(() => {
    for (const bot of bots) bot.tick(now())
  }, 5)
  t.after(() => {
    stream.close()
    clearInterval(ticks)
    for (const bot of bots) bot.close()
  })
  const connect = async (site: Site, number: number, test: boolean) => {
    const offer = await site.well('POST', '/media', { test })
    const bot = new Bot({ site: number, clip, isMarking: true, now }, offer.sdp, bots.length)
    bots.push(bot)
    assert.equal(await site.answer(offer.join, bot.answer), 204)
    assert.ok(await bot.connect())
    bot.sends(['audio'])
  }

  await chair.well('POST', '/begin')
  // Who is heard by nobody is not heard.
  await connect(chair, 0, false)
  await connect(choRay, 2, false)
  await shown(stream, choRay, ({ line, isHeard }) => line !== null && !isHeard)
  await chair.well('POST', '/floor', { do: 'give', site: choRay.id })
  await shown(stream, choRay, ({ isHeard }) => isHeard)
  await chair.well('POST', '/floor', { do: 'revoke', site: choRay.id })
  await shown(stream, choRay, ({ isHeard, floor }) => !isHeard && floor === null)

  await connect(choRay, 2, true)
  const ended = await choRay.ask('POST', '/test/end', { microphone: 'works', camera: 'works' })
  assert.equal(ended.body.code, 'testTooShort')
  const { room } = await chair.well('GET', '')
  assert.equal(room.sites.find(({ site }: Row) => site === choRay.id).is, 'present')
})
