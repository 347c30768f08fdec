/** The live room of a briefing over real HTTP: four sites with their links, streams, the lamp, a cheat, and a server that is killed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import type { MediaEvent } from '../../src/media/server.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { FakeMedia, type Step } from '../simulation/hall.ts'
import { planned, ROOM, Site } from './briefing-site.ts'
import { dataFolder, Person, serveHere, serveProcess, staffOf } from './stage.ts'

async function stageOf(t: TestContext) {
  const steps: Step[] = []
  const media = new FakeMedia(steps)
  let hear: (event: MediaEvent) => void = () => {}
  const server = await serveHere(t, onlySqlite(), {
    media: {
      open: given => {
        hear = given
        return media
      },
      iceServers: ({ site }) => [{ urls: ['turn:bo.example'], username: site, credential: 'x' }],
      recovered: async () => [],
    },
  })
  const { editor } = await staffOf(server)
  const { id, sites, enter } = await planned(server.url, editor)
  const [chair, deputy, choRay, hue] = [await enter(0), await enter(1), await enter(2), await enter(3)]
  const told = (event: MediaEvent) => hear(event)
  return { server, editor, media, id, sites, enter, chair, deputy, choRay, hue, told }
}

const changed = (what: (data: Record<string, unknown>) => boolean) => (event: { data: unknown }) =>
  what(event.data as Record<string, unknown>)

test('four sites hold a briefing: asked, given, heard, revoked, the deputy in the chair, the roll, the end', async t => {
  const { editor, media, id, chair, deputy, choRay, hue, told } = await stageOf(t)
  const streams = await Promise.all([chair, deputy, choRay, hue].map(async site => await site.watch()))
  t.after(() => {
    for (const stream of streams) stream.close()
  })
  for (const stream of streams) assert.equal((await stream.next())?.name, 'room')
  assert.equal((await chair.well('POST', '/begin')).state, 'open')

  const offer = await choRay.well('POST', '/media')
  assert.deepEqual(offer.iceServers[0].username, choRay.id)
  assert.equal(await hue.answer(offer.join), 404)
  assert.equal(await choRay.answer(offer.join), 204)
  told({ is: 'connected', room: id, site: choRay.id, replaced: false, atMs: Date.now() })

  await choRay.well('POST', '/floor', { do: 'ask' })
  await chair.well('POST', '/floor', { do: 'accept', site: choRay.id })
  const given = await chair.well('POST', '/floor', { do: 'give', site: choRay.id })
  assert.deepEqual(given.heard, [choRay.id, chair.id])
  told({ is: 'lamp', room: id, site: choRay.id, isLit: true })
  await streams[3].until(
    changed(({ sites }) => (sites as { isHeard: boolean }[] | undefined)?.some(({ isHeard }) => isHeard) ?? false),
  )
  await chair.well('POST', '/floor', { do: 'revoke', site: choRay.id })
  assert.deepEqual(media.rooms.get(id)?.heard, [chair.id])

  await hue.well('POST', '/beat')
  await chair.well('POST', '/leave')
  const left = await deputy.well('GET', '')
  assert.equal(left.room.chair, deputy.id)
  const called = await deputy.well('POST', '/roll')
  assert.deepEqual(
    called.roll.places.map(({ is }: { is: string }) => is),
    ['present', 'present', 'present'],
  )
  assert.equal((await deputy.well('POST', '/end')).state, 'ended')
  await streams[3].until(changed(({ state }) => state === 'ended'))
  const whole = await editor.well('GET', `/api/v1/briefings/${id}`)
  assert.deepEqual(
    [whole.state, whole.turns.length, whole.turns[0].ended, whole.rolls.length],
    ['ended', 1, 'revoked', 1],
  )
})

test('a site that acts as the chair, and one with the token of another briefing, change nothing', async t => {
  const { server, editor, id, chair, choRay, hue } = await stageOf(t)
  const roster = [{ site: hue.id, role: 'chair', language: null }]
  const second = await editor.well('POST', '/api/v1/briefings', {
    title: 'Giao ban khác',
    startsAt: new Date().toISOString(),
    minutes: 30,
    agenda: [],
    roster,
    isQueueOpen: false,
    grantedMax: 1,
    isRecorded: false,
  })
  const link = await editor.well('POST', `/api/v1/briefings/${second.id}/places/${hue.id}/link`)
  const entered = await new Person(server.url).well('POST', `${ROOM}/enter`, { key: new URL(link.url).hash.slice(1) })
  const elsewhere = new Site(server.url, { id: hue.id, token: entered.token })
  await chair.well('POST', '/beat')
  await chair.well('POST', '/begin')
  await choRay.refused('/floor', { do: 'give', site: choRay.id }, 'notChair')
  await choRay.refused('/chair', { do: 'take' }, 'notChair')
  await choRay.refused('/end', {}, 'notChair')
  // It is the chair of its own briefing, and sees and ends no other.
  await elsewhere.well('POST', '/beat')
  assert.equal((await elsewhere.well('POST', '/begin')).briefing, second.id)
  assert.equal((await elsewhere.well('POST', '/end')).briefing, second.id)
  const { room } = await chair.well('GET', '')
  assert.deepEqual([room.briefing, room.state, room.heard], [id, 'open', [chair.id]])
})

test('a link that is replaced in the middle ends the stream of who came by the one before, and its deeds', async t => {
  const { media, chair, choRay, enter } = await stageOf(t)
  await chair.well('POST', '/beat')
  await chair.well('POST', '/begin')
  const stream = await choRay.watch()
  assert.equal((await stream.next())?.name, 'room')
  const again = await enter(2)
  await stream.ended()
  assert.ok(media.removed.includes(choRay.id))
  assert.equal((await choRay.ask('POST', '/floor', { do: 'ask' })).status, 401)
  assert.equal((await choRay.watch()).status, 401)
  const room = await again.well('POST', '/floor', { do: 'ask' })
  assert.equal(room.sites[2].floor, 'pending')
})

test('what was begun with a link before it was replaced and ends after it does nothing', async t => {
  const { chair, enter } = await stageOf(t)
  await chair.well('POST', '/beat')
  await chair.well('POST', '/begin')
  const end = chair.slowly('/end', {})
  await new Promise(later => setTimeout(later, 600))
  const again = await enter(0)
  assert.equal(JSON.parse(await end.go()).code, 'placeUnknown')
  assert.equal((await again.well('GET', '')).room.state, 'open')
})

test('who leaves and comes back without end is told to wait before much of it is written down', async t => {
  const { editor, id, hue } = await stageOf(t)
  const statuses = new Set<number>()
  for (let times = 0; times < 60 && !statuses.has(429); times++) {
    await hue.well('POST', '/beat')
    statuses.add((await hue.ask('POST', '/leave', {})).status)
  }
  assert.deepEqual([...statuses], [204, 429])
  const { places } = await editor.well('GET', `/api/v1/briefings/${id}`)
  const { intervals } = places.find((place: { site: string }) => place.site === hue.id)
  assert.ok(intervals.length <= 21, `${intervals.length} intervals`)
})

test('two computers of one site are one site, and two who press at the same time are one after the other', async t => {
  const { chair, choRay, hue } = await stageOf(t)
  const streams = [await choRay.watch(), await choRay.watch()]
  for (const stream of streams) assert.equal((await stream.next())?.name, 'room')
  await hue.well('POST', '/beat')
  await chair.well('POST', '/beat')
  await chair.well('POST', '/begin')
  await Promise.all([1, 2].map(async () => await choRay.well('POST', '/floor', { do: 'ask' })))
  const answers = await Promise.all(
    [choRay, hue].map(async ({ id: site }) => await chair.ask('POST', '/floor', { do: 'give', site })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  const { room } = await chair.well('GET', '')
  assert.equal(room.heard.length, 2)
  for (const stream of streams) stream.close()
})

test('a page that presses without end is told to wait, and others go on', async t => {
  const { chair, choRay, hue } = await stageOf(t)
  for (const site of [chair, choRay, hue]) await site.well('POST', '/beat')
  await chair.well('POST', '/begin')
  const statuses = new Set<number>()
  for (let times = 0; times < 300 && !statuses.has(429); times++) {
    const { status } = await choRay.ask('POST', '/floor', { do: times % 2 ? 'withdraw' : 'ask' })
    statuses.add(status)
  }
  assert.deepEqual([...statuses], [200, 429])
  await hue.well('POST', '/floor', { do: 'ask' })
})

test('a question in writing of any size but a question’s is refused, one site’s do not go on for ever, and who is no site asks nothing', async t => {
  const { server, editor, id, chair, choRay, hue } = await stageOf(t)
  const write = (text: string) => ({ do: 'write', id: randomUUID(), text })
  await choRay.refused('/questions', write('Sớm quá?'), 'briefingNotOpen')
  for (const site of [chair, choRay, hue]) await site.well('POST', '/beat')
  await chair.well('POST', '/begin')
  for (const [text, status] of [
    ['', 422],
    ['x'.repeat(501), 422],
    ['x'.repeat(1024 * 1024), 413],
  ] as const)
    assert.equal((await choRay.ask('POST', '/questions', write(text))).status, status)
  const codes: (string | undefined)[] = []
  for (let times = 0; times < 14; times++)
    codes.push((await choRay.ask('POST', '/questions', write('Khi nào có thuốc?'))).body.code)
  assert.deepEqual(codes.slice(0, 5), Array(5).fill(undefined))
  assert.equal(codes[5], 'questionsWaiting')
  assert.equal(codes.at(-1), 'tooManyRequests')
  // Another site goes on.
  await hue.well('POST', '/questions', write('Ai chuyển bệnh nhân?'))
  const { status } = await new Person(server.url).ask('GET', `${ROOM}/questions`)
  assert.equal(status, 401)
  assert.equal((await chair.well('GET', '/questions')).length, 6)
  const [own, ...others] = await hue.well('GET', '/questions')
  assert.deepEqual([own.text, own.state, others], ['Ai chuyển bệnh nhân?', 'waiting', []])
  await chair.well('POST', '/floor', { do: 'give', site: hue.id, questionId: own.id })
  assert.equal((await hue.well('GET', '/questions'))[0].state, 'answered')
  const whole = await editor.well('GET', `/api/v1/briefings/${id}`)
  assert.equal(whole.questions.length, 6)
})

test('a server that is killed in the middle goes on where it was: the chair, the floor, the queue, the questions, the roll', async t => {
  const data = dataFolder(t)
  const flags = ['--data', data]
  const first = await serveProcess(t, flags)
  const { editor } = await staffOf(first)
  const { id, enter } = await planned(first.url, editor)
  const [chair, deputy, choRay, hue] = [await enter(0), await enter(1), await enter(2), await enter(3)]
  for (const site of [chair, deputy, choRay, hue]) await site.well('POST', '/beat')
  await chair.well('POST', '/begin')
  await chair.well('POST', '/floor', { do: 'give', site: choRay.id })
  await hue.well('POST', '/floor', { do: 'ask' })
  const question = { do: 'write', id: randomUUID(), text: 'Khi nào có thuốc?' }
  await hue.well('POST', '/questions', question)
  const asked = await chair.well('GET', '/questions')
  const before = await chair.well('POST', '/roll')
  assert.equal((await choRay.ask('POST', '/media', {})).body.code, 'mediaOff')
  await first.kill()

  const second = await serveProcess(t, flags)
  const { room } = await chair.at(second.url).well('GET', '')
  // But for who is there: a site of which nothing is heard for as long as a busy machine takes to start a server has dropped. What is told is
  // counted anew, and a page begins with the whole room.
  const withoutPresence = ({ sites, revision: _, ...rest }: typeof room) => ({
    ...rest,
    sites: sites.map((site: object) => ({ ...site, is: null })),
  })
  assert.deepEqual(withoutPresence(room), withoutPresence(before))
  assert.deepEqual(await chair.at(second.url).well('GET', '/questions'), asked)
  // Sent again by a page that did not hear that it had arrived.
  await hue.at(second.url).well('POST', '/questions', question)
  assert.deepEqual(await chair.at(second.url).well('GET', '/questions'), asked)
  const revoked = await chair.at(second.url).well('POST', '/floor', { do: 'revoke', site: choRay.id })
  assert.deepEqual([revoked.briefing, revoked.heard], [id, [chair.id]])
})
