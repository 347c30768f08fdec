/**
 * A briefing with its real media process: who sends without the floor is heard by nobody, and who was given it is, and is shown so,
 * until it is taken. A test call, over the same path, is alone with itself.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomChange, RoomSite } from '../../src/areas/briefing/model.ts'
import { Crowd } from '../../town/bots/crowd.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { planned, type Site } from './briefing-site.ts'
import { type Events, serveHere, staffOf } from './stage.ts'

const MEDIA = { port: 0, bind: '127.0.0.1', announced: [], turn: null }

/** Until a site is shown so. */
async function shown(stream: Events, of: Site, isIt: (row: RoomSite) => boolean): Promise<void> {
  await stream.until(({ data }) => ((data as RoomChange).sites ?? []).some(row => row.site === of.id && isIt(row)))
}

test('who sends all the time is heard from when the floor is given until it is taken, by the real media process', {
  timeout: 60_000,
}, async t => {
  const server = await serveHere(t, onlySqlite(), { media: MEDIA })
  const { editor } = await staffOf(server)
  const { enter } = await planned(server.url, editor)
  const [chair, choRay] = [await enter(0), await enter(2)]
  const stream = await chair.watch()
  const crowd = new Crowd()
  t.after(async () => {
    stream.close()
    await crowd.end()
  })
  const connect = async (of: Site, number: number, isTest: boolean) => {
    const media = {
      join: async () => await of.well('POST', '/media', { test: isTest }),
      answer: async (join: string, sdp: string) => assert.equal(await of.answer(join, sdp), 204),
    }
    assert.ok((await crowd.join(media, { room: '', site: of.id, number })) !== null)
    await crowd.sends(number, ['audio'])
  }

  await chair.well('POST', '/begin')
  await connect(chair, 0, false)
  await connect(choRay, 2, false)
  await shown(stream, choRay, ({ line, isHeard }) => line !== null && !isHeard)
  await chair.well('POST', '/floor', { do: 'give', site: choRay.id })
  await shown(stream, choRay, ({ isHeard }) => isHeard)
  await chair.well('POST', '/floor', { do: 'revoke', site: choRay.id })
  await shown(stream, choRay, ({ isHeard, floor }) => !isHeard && floor === null)

  await connect(choRay, 3, true)
  const ended = await choRay.ask('POST', '/test/end', { microphone: 'works', camera: 'works' })
  assert.equal(ended.body.code, 'testTooShort')
  const { room } = await chair.well('GET', '')
  assert.equal(room.sites.find(({ site }: RoomSite) => site === choRay.id).is, 'present')
})
