/** The room of a briefing lives in one process: whoever comes to another is sent on to it, and it is opened anew where it passes to. */
import assert from 'node:assert/strict'
import { after, before, describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type PostgresServer, startPostgres, withoutPostgres } from '../postgres/server.ts'
import { planned, ROOM, type Site } from './briefing-site.ts'
import { dataFolderLike, isProblem, Person, serveHere, staffOf } from './stage.ts'

const WITHIN_MS = 120_000

describe('two processes', { skip: withoutPostgres() }, () => {
  let postgres: PostgresServer
  before(async () => {
    postgres = await startPostgres()
  })
  after(async () => await postgres?.stop())

  async function twoServers(t: TestContext) {
    const place = { url: await postgres.createDatabase() }
    const databases = { kind: 'postgres', place: async () => place } as never
    const one = await serveHere(t, databases)
    const other = await serveHere(t, databases, { data: dataFolderLike(t, one.data) })
    const { editor } = await staffOf({ url: one.url, setupLink: other.setupLink })
    const { id, enter } = await planned(one.url, editor)
    return { one, other, editor, id, chair: await enter(0), hue: await enter(3) }
  }

  test('sites that come to different processes are in one room, and are in it still when the process that had it is stopped', async t => {
    const { one, other, chair: anywhere, hue } = await twoServers(t)
    const [here, there] = [hue.at(one.url), hue.at(other.url)]
    const chair = anywhere.at(other.url, one.url)
    const stream = await there.watch()
    assert.equal((await stream.next())?.name, 'room')
    await chair.well('POST', '/beat')
    assert.equal((await chair.well('POST', '/begin')).state, 'open')
    await stream.until(({ data }) => data.state === 'open')
    await here.well('POST', '/floor', { do: 'ask' })
    const floorOf = ({ sites }: { sites: { site: string; floor: string }[] }) =>
      sites.find(({ site }) => site === hue.id)?.floor
    assert.equal(floorOf((await chair.well('GET', '')).room), 'pending')
    stream.close()
    await one.stop()
    const again = await answered(chair)
    assert.deepEqual([again.room.state, floorOf(again.room)], ['open', 'pending'])
    const chairNow = chair.at(other.url)
    await chairNow.well('POST', '/beat')
    assert.equal((await chairNow.well('POST', '/end')).state, 'ended')
  })

  test('the room is what the office of another process makes of it: whoever was put out there is out here', async t => {
    const { one, other, editor, id, hue } = await twoServers(t)
    const stream = await hue.at(other.url).watch()
    await stream.next()
    await newLink(editor, id, hue)
    await stream.ended()
    isProblem(await hue.at(one.url).ask('GET', ''), 401, 'placeUnknown')
    isProblem(await hue.at(other.url).ask('GET', ''), 401, 'placeUnknown')
  })

  test('a process that listens on all addresses says that others do not reach it, where nobody told it by which', async t => {
    const place = { url: await postgres.createDatabase() }
    const databases = { kind: 'postgres', place: async () => place } as never
    const isSaid = ({ log }: { readonly log: readonly string[] }) => log.some(line => line.includes('--process-url'))
    const silent = await serveHere(t, databases, { host: '0.0.0.0' })
    assert.ok(isSaid(silent), silent.log.join(''))
    const data = dataFolderLike(t, silent.data)
    const processUrl = 'http://10.0.0.1:8080'
    assert.ok(!isSaid(await serveHere(t, databases, { data, host: '0.0.0.0', processUrl })))
  })

  test('what says that it was sent on is not sent on again, so that a wrong address is no circle; who pretends to be a process is anybody', async t => {
    const { one, other, hue } = await twoServers(t)
    const headers = { authorization: `Bearer ${hue.token}`, 'loa-process': 'of nobody here' }
    const asked = async (url: string) => await new Person(url).get(ROOM, headers)
    isProblem(await asked(other.url), 503, 'shiftMoved')
    assert.equal((await asked(one.url)).status, 200)
  })
})

async function newLink(editor: Person, briefing: string, { id }: Site): Promise<void> {
  await editor.well('POST', `/api/v1/briefings/${briefing}/places/${id}/link`, { mail: false })
}

/** Once the room has passed to another process. */
async function answered(site: Site) {
  for (const until = performance.now() + WITHIN_MS; performance.now() < until; await wait(50)) {
    const answer = await site.ask('GET', '')
    if (answer.status === 200) return answer.body
    assert.equal(answer.status, 503, answer.text)
  }
  throw new Error('the room did not pass to the other process')
}
