/** The live room of a briefing, deed by deed: what is kept, what media and pages are told, and what is refused. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import type { Failure } from '../../src/base/failure.ts'
import { BEAT } from '../../src/http/hub.ts'
import { hearing, SILENT, showing } from '../../src/media/arrangement.ts'
import type { Recorded } from '../../src/media/server.ts'
import { HallStage, type Member, PERSON, tokenOf } from './hall.ts'

async function stageOf(t: TestContext, content = {}) {
  const stage = await HallStage.open(t)
  const { id, members } = await stage.briefing(
    ['chair', 'deputy', 'site', 'site', 'secretary', ['interpreter', 'en'], 'observer', 'site'],
    content,
  )
  const [chair, deputy, bachMai, choRay, secretary, interpreter, observer, hue] = members
  const hall = await stage.halls.of(id)
  const here = new Set<Member>()
  const enter = async (...who: readonly Member[]) => {
    for (const member of who) {
      here.add(member)
      await hall.heardOf(member.id)
    }
  }
  /** In steps of a second: whoever is here is heard of. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      stage.nowMs += 1000
      for (const { id: site } of here) await hall.heardOf(site)
      await stage.halls.tick()
    }
  }
  const gone = (member: Member) => void here.delete(member)
  const of = { chair, deputy, bachMai, choRay, secretary, interpreter, observer, hue }
  return { stage, id, hall, enter, pass, gone, ...of }
}

const refused = (code: string) => (error: unknown) => (error as Failure).code === code

async function opened(t: TestContext, content = {}) {
  const given = await stageOf(t, content)
  await given.enter(given.chair, given.deputy, given.bachMai, given.choRay)
  await given.hall.begin(given.chair.id)
  await given.stage.watch(given.id)
  return given
}

/** What nobody waited for is done. */
async function settledIn(stage: HallStage, id: string): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise(done => setImmediate(done))
    await (await stage.halls.of(id)).settle()
  }
}

test('before a briefing begins nobody is heard but its chair, and nobody asks for the floor', async t => {
  const { stage, id, hall, enter, chair, deputy, bachMai } = await stageOf(t)
  await enter(deputy, bachMai)
  assert.equal(hall.room().chair, deputy.id)
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [])
  await assert.rejects(hall.actOnFloor(bachMai.id, { do: 'ask' }), refused('briefingNotOpen'))
  await enter(chair)
  assert.equal(hall.room().chair, chair.id)
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [chair.id])
  assert.equal(stage.media.rooms.get(id)?.setup.recordTo, null)
})

test('a briefing begins by who has the chair alone, once, and is recorded from then on', async t => {
  const { stage, id, hall, enter, chair, bachMai } = await stageOf(t)
  await enter(chair, bachMai)
  await assert.rejects(hall.begin(bachMai.id), refused('notChair'))
  const room = await hall.begin(chair.id)
  assert.equal(room.state, 'open')
  assert.deepEqual(await hall.begin(chair.id), room)
  assert.equal(stage.media.rooms.get(id)?.setup.recordTo, `/data/briefings/${id}`)
  const kept = await briefingRows(stage.store).briefing(id)
  assert.deepEqual([kept?.state, kept?.beganAt], ['open', stage.nowMs])
  assert.equal((await stage.log(id)).filter(({ kind }) => kind === 'began').length, 1)
})

test('a briefing that was never held lets nobody in when its links are over, and one that goes on does', async t => {
  const { stage, id, chair } = await stageOf(t)
  const { content } = (await stage.halls.of(id)).facts.briefing
  const over = Date.parse(content.startsAt) + content.minutes * 60_000 + 12 * 3_600_000
  const site = { briefing: id, site: chair.id, role: 'chair' as const, tokenSha256: '' }
  stage.nowMs = over - 1
  await stage.halls.forSite(site)
  await stage.halls.joinMedia(site, false)
  stage.nowMs = over
  await assert.rejects(stage.halls.forSite(site), refused('linkExpired'))
  await assert.rejects(stage.halls.joinMedia(site, false), refused('linkExpired'))
  await assert.rejects(stage.halls.joinMedia(site, true), refused('linkExpired'))
  const hall = await stage.halls.of(id)
  await hall.begin(PERSON)
  await stage.halls.forSite({ briefing: id })
})

test('a media process that lies lights nobody who is not connected, and fills nothing with files', async t => {
  const { stage, id, hall, bachMai } = await opened(t)
  hall.hear({ is: 'lamp', room: id, site: bachMai.id, isLit: true })
  assert.deepEqual(
    hall.room().sites.filter(({ isHeard }) => isHeard),
    [],
  )
  const invented = Array.from({ length: 1100 }, (_, at) => ({
    file: `${at}.webm`,
    octets: 1,
    sha256: '0'.repeat(64),
    beganMs: stage.nowMs,
    durationMs: 1,
    gaps: [],
  }))
  await hall.keepRecorded(invented)
  await hall.keepRecorded(invented)
  assert.equal((await briefingRows(stage.store).recordings(id)).length, 1000)
})

test('a secretary begins and ends it from the console without having the chair', async t => {
  const { stage, id, hall, enter, bachMai } = await stageOf(t)
  await enter(bachMai)
  assert.equal((await hall.begin(PERSON)).state, 'open')
  const room = await hall.end(PERSON)
  assert.deepEqual([room.state, room.heard], ['ended', []])
  assert.equal(stage.media.rooms.has(id), false)
  await assert.rejects(hall.actOnFloor(bachMai.id, { do: 'ask' }), refused('briefingEnded'))
})

test('a site asks, is accepted, is given the floor, is heard, and is silent once it was revoked', async t => {
  const { stage, id, hall, chair, bachMai } = await opened(t)
  const rowOf = () => hall.room().sites.find(({ site }) => site === bachMai.id)
  await hall.actOnFloor(bachMai.id, { do: 'ask' })
  assert.equal(rowOf()?.floor, 'pending')
  await hall.actOnFloor(chair.id, { do: 'accept', site: bachMai.id })
  assert.deepEqual([rowOf()?.floor, rowOf()?.queue], ['accepted', 1])
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [bachMai.id, chair.id])
  await hall.actOnFloor(chair.id, { do: 'revoke', site: bachMai.id })
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [chair.id])
  assert.equal(rowOf()?.floor, null)
})

test('a site asks in writing, and chair, deputy and secretary see it; it is answered, also by the floor, or withdrawn, and stands in the trail', async t => {
  const { stage, id, hall, enter, chair, deputy, secretary, bachMai, choRay, hue, observer } = await opened(t)
  await enter(secretary, observer, hue)
  const write = async (of: Member, question: string) =>
    await hall.actOnQuestion(of.id, { do: 'write', id: question, text: `${question}?` })
  const seen = (of: Member) => hall.questionsFor(of.id).map(one => `${one.text} ${one.state}`)
  await write(bachMai, 'a')
  await write(choRay, 'b')
  await write(bachMai, 'c')
  await write(bachMai, 'c')
  for (const who of [chair, deputy, secretary]) assert.deepEqual(seen(who), ['a? waiting', 'b? waiting', 'c? waiting'])
  assert.deepEqual(seen(bachMai), ['a? waiting', 'c? waiting'])
  assert.deepEqual([seen(hue), seen(observer)], [[], []])
  const told = () => hall.room().sites.map(({ questions }) => questions)
  assert.deepEqual(told(), [0, 0, 2, 1, 0, 0, 0, 0])

  await assert.rejects(write(observer, 'd'), refused('asksForNothing'))
  await assert.rejects(write(chair, 'd'), refused('chairIsHeard'))
  for (const who of [bachMai, deputy, secretary])
    await assert.rejects(hall.actOnQuestion(who.id, { do: 'answer', id: 'a' }), refused('notChair'))
  const give = { do: 'give', site: choRay.id } as const
  await assert.rejects(hall.actOnFloor(chair.id, give, 'a'), refused('questionUnknown'))
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [chair.id])

  await hall.actOnFloor(chair.id, give, 'b')
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [choRay.id, chair.id])
  await hall.actOnQuestion(chair.id, { do: 'answer', id: 'a' })
  await hall.actOnQuestion(bachMai.id, { do: 'withdraw', id: 'c' })
  assert.deepEqual([seen(chair), seen(choRay)], [[], ['b? answered']])
  assert.deepEqual(seen(bachMai), ['a? answered', 'c? withdrawn'])
  assert.deepEqual(told(), [0, 0, 4, 2, 0, 0, 0, 0])
  const trail = await stage.store.trailOf(id, 10)
  assert.deepEqual(
    trail
      .filter(({ action }) => action === 'briefing.question')
      .map(({ actor, details }) => [actor.id, details.state, details.text]),
    [
      [bachMai.id, 'waiting', 'a?'],
      [choRay.id, 'waiting', 'b?'],
      [bachMai.id, 'waiting', 'c?'],
      [chair.id, 'answered', undefined],
      [chair.id, 'answered', undefined],
      [bachMai.id, 'withdrawn', undefined],
    ],
  )
  await hall.end(chair.id)
  await assert.rejects(write(hue, 'e'), refused('briefingEnded'))
})

test('an answer has the revision of what was told last, and what is told next a greater one', async t => {
  const { stage, id, hall, chair, bachMai } = await opened(t)
  const told = () => stage.streams.rooms.get(id)?.revision ?? -1
  const before = told()
  const asked = await hall.actOnFloor(bachMai.id, { do: 'ask' })
  assert.equal(asked.revision, told())
  assert.ok(asked.revision > before)
  const again = await hall.actOnFloor(bachMai.id, { do: 'ask' })
  assert.equal(again.revision, asked.revision, 'nothing was told')
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  assert.ok(told() > asked.revision)
})

test('a revoked floor is kept, then told to the media, and only then to who watches', async t => {
  const { stage, hall, chair, bachMai } = await opened(t)
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  stage.steps.length = 0
  await hall.actOnFloor(chair.id, { do: 'revoke', site: bachMai.id })
  assert.deepEqual(
    stage.steps.slice(0, 3).map(step => (step.is === 'media' ? step.told : step.is)),
    ['kept', 'heard', 'stream'],
  )
})

test('what the database refuses nobody is told of', async t => {
  const { stage, id, hall, chair, bachMai } = await opened(t)
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  const before = structuredClone(hall.room())
  stage.isDiskFull = true
  stage.steps.length = 0
  await assert.rejects(hall.actOnFloor(chair.id, { do: 'revoke', site: bachMai.id }), /disk is full/)
  assert.deepEqual([stage.steps, hall.room()], [[], before])
  stage.isDiskFull = false
  await hall.actOnFloor(chair.id, { do: 'revoke', site: bachMai.id })
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [chair.id])
})

test('a site that says it has the chair is refused each of the chair’s deeds, and nothing is kept', async t => {
  const { stage, id, hall, bachMai, choRay, hue } = await opened(t)
  const before = (await stage.log(id)).length
  // Who is not there tells a cheat nothing either.
  await assert.rejects(hall.actOnFloor(bachMai.id, { do: 'give', site: hue.id }), refused('notChair'))
  const site = choRay.id
  for (const action of ['accept', 'deny', 'give', 'revoke'] as const)
    await assert.rejects(hall.actOnFloor(bachMai.id, { do: action, site }), refused('notChair'))
  await assert.rejects(hall.moveChair(bachMai.id, 'take'), refused('notChair'))
  await assert.rejects(hall.callRoll(bachMai.id), refused('notChair'))
  await assert.rejects(hall.end(bachMai.id), refused('notChair'))
  await assert.rejects(hall.shareScreen(bachMai.id, true), refused('notSpeaking'))
  await assert.rejects(hall.showSlide(bachMai.id, null), refused('notSpeaking'))
  const caption = { language: 'vi', text: 'xin chào' }
  await assert.rejects(hall.typeCaption(bachMai.id, caption), refused('notCaptioner'))
  assert.equal((await stage.log(id)).length, before)
})

test('observers and interpreters neither ask for the floor nor are given it', async t => {
  const { hall, enter, chair, observer, interpreter } = await opened(t)
  await enter(observer, interpreter)
  for (const { id: site } of [observer, interpreter]) {
    await assert.rejects(hall.actOnFloor(site, { do: 'ask' }), refused('asksForNothing'))
    await assert.rejects(hall.actOnFloor(chair.id, { do: 'give', site }), refused('asksForNothing'))
  }
})

test('who is not there is not given the floor, and who holds it with another is one too many', async t => {
  const { hall, enter, chair, deputy, bachMai, choRay, hue } = await opened(t, { grantedMax: 1 })
  const give = async ({ id: site }: Member) => await hall.actOnFloor(chair.id, { do: 'give', site })
  await assert.rejects(give(hue), refused('siteAway'))
  await give(bachMai)
  await assert.rejects(give(choRay), refused('floorFull'))
  await assert.rejects(give(chair), refused('chairIsHeard'))
  await enter(hue)
  await hall.actOnFloor(chair.id, { do: 'revoke', site: bachMai.id })
  assert.deepEqual((await give(hue)).heard, [hue.id, chair.id])
  assert.equal(hall.room().sites.find(({ site }) => site === deputy.id)?.is, 'present')
})

test('two who press at the same time come one after the other, and one floor is given once', async t => {
  const { stage, id, hall, chair, bachMai, choRay } = await opened(t, { grantedMax: 1 })
  const give = async ({ id: site }: Member) => await hall.actOnFloor(chair.id, { do: 'give', site })
  const given = await Promise.allSettled([give(bachMai), give(choRay), give(bachMai)])
  assert.deepEqual(
    given.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [bachMai.id, chair.id])
  assert.equal((await stage.log(id)).filter(({ kind }) => kind === 'floor').length, 1)
})

test('a chair of whom nothing is heard for ten seconds is replaced by its deputy, whose own request is over', async t => {
  const { stage, id, hall, pass, gone, chair, deputy } = await opened(t)
  await pass(12)
  await hall.actOnFloor(deputy.id, { do: 'ask' })
  gone(chair)
  await pass(9)
  assert.equal(hall.room().chair, chair.id)
  await pass(1)
  assert.equal(hall.room().chair, deputy.id)
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [deputy.id])
  assert.deepEqual((await stage.course(id)).floor.pending, [])
  const [moved] = await stage.store.trailOf(id, 1)
  assert.deepEqual([moved.action, moved.actor.kind], ['briefing.chair', 'system'])
})

test('the chair that comes back takes the chair back, or gives it; two never have it', async t => {
  const { stage, id, hall, enter, pass, gone, chair, deputy } = await opened(t)
  await pass(11)
  gone(chair)
  await pass(11)
  await enter(chair)
  await pass(3)
  assert.equal(hall.room().chair, deputy.id)
  assert.equal((await hall.moveChair(chair.id, 'take')).chair, chair.id)
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [chair.id])
  assert.equal((await hall.moveChair(chair.id, 'give')).chair, deputy.id)
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [deputy.id])
})

test('where all have dropped the room stays open without a chair, and has one when either comes back', async t => {
  const { stage, id, hall, enter, pass, gone, chair, deputy, bachMai, choRay } = await opened(t)
  await pass(11)
  for (const member of [chair, deputy, bachMai, choRay]) gone(member)
  await pass(60)
  assert.deepEqual([hall.room().state, hall.room().chair], ['open', null])
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [])
  await enter(deputy)
  assert.equal(hall.room().chair, deputy.id)
})

test('a site that has gone loses what it had asked for, and its screen is shown no more', async t => {
  const { stage, id, hall, pass, gone, chair, bachMai, choRay } = await opened(t)
  await pass(11)
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  await hall.shareScreen(bachMai.id, true)
  await hall.actOnFloor(choRay.id, { do: 'ask' })
  assert.equal(stage.media.shown.screen, bachMai.id)
  gone(bachMai)
  gone(choRay)
  await pass(10)
  const course = await stage.course(id)
  assert.deepEqual([course.floor.granted, course.floor.pending, course.screen], [[], [], null])
  assert.equal(stage.media.shown.screen, null)
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [chair.id])
})

test('who leaves is gone at once, and a packet that was on its way does not bring it back', async t => {
  const { stage, id, hall, pass, gone, chair, bachMai } = await opened(t)
  stage.halls.hear({ is: 'connected', room: id, site: bachMai.id, replaced: false, atMs: stage.nowMs })
  await pass(2)
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  await hall.leave(bachMai.id)
  gone(bachMai)
  assert.deepEqual(stage.media.removed, [bachMai.id])
  const quality = { up: WAY, down: WAY, rttMs: null, path: null } as const
  const seen = { site: bachMai.id, lastMs: stage.nowMs + 20, line: 'B', quality } as const
  stage.halls.hear({ is: 'sites', room: id, sites: [seen] })
  await pass(1)
  const row = hall.room().sites.find(({ site }) => site === bachMai.id)
  assert.deepEqual([row?.is, row?.line, row?.floor], ['left-early', null, null])
})
const WAY = { kbits: 0, loss: null, jitterMs: null }

test('a server that starts again says of nobody that they are gone before it could have heard of them', async t => {
  const { stage, id, hall, pass, chair, deputy, bachMai, choRay } = await opened(t)
  await pass(3)
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  await hall.actOnFloor(choRay.id, { do: 'ask' })
  stage.kill()
  stage.nowMs += 60_000
  await stage.start()
  const again = await stage.halls.of(id)
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [bachMai.id, chair.id])
  for (let second = 0; second < 9; second++) {
    stage.nowMs += 1000
    await again.heardOf(bachMai.id)
    await again.heardOf(deputy.id)
    if (second > 5) await again.heardOf(chair.id)
    await stage.halls.tick()
    assert.deepEqual(again.room().heard, [bachMai.id, chair.id])
    assert.equal(again.course.floor.pending.length, 1)
  }
  // Who has not come back by then has lost what it had asked for.
  stage.nowMs += 1000
  await stage.halls.tick()
  assert.deepEqual(again.room().heard, [bachMai.id, chair.id])
  assert.equal(again.course.floor.pending.length, 0)
})

test('who is heard of while it ends is in the log before the end, or nowhere', async t => {
  const { stage, id, hall, chair, bachMai } = await opened(t)
  stage.nowMs += 5000
  const beats: Promise<void>[] = []
  stage.meanwhile = () => void beats.push(hall.heardOf(bachMai.id))
  await hall.end(chair.id)
  stage.meanwhile = () => {}
  await Promise.all(beats)
  for (let second = 0; second < 6; second++) {
    stage.nowMs += 1000
    await hall.heardOf(bachMai.id)
    await stage.halls.tick()
  }
  assert.equal((await stage.log(id)).at(-1)?.kind, 'ended')
})

test('the roll that is called is who is there of those who are expected, and stands in the trail', async t => {
  const { stage, id, hall, pass, chair, deputy, bachMai, choRay, hue } = await opened(t)
  await pass(3)
  const { roll } = await hall.callRoll(chair.id)
  assert.deepEqual(
    roll?.places.map(({ site, is }) => [site, is]),
    [
      [deputy.id, 'present'],
      [bachMai.id, 'present'],
      [choRay.id, 'present'],
      [hue.id, 'awaited'],
    ],
  )
  const [called] = await stage.store.trailOf(id, 1)
  assert.deepEqual([called.action, called.actor.kind, called.actor.id], ['briefing.roll', 'site', chair.id])
})

test('who is put out is told so, loses connection, streams, link and floor, and the reason stands in the trail', async t => {
  const { stage, id, hall, chair, bachMai } = await opened(t)
  await hall.actOnFloor(chair.id, { do: 'give', site: bachMai.id })
  await hall.remove(PERSON, bachMai.id, 'Không đúng người')
  assert.deepEqual([stage.media.removed, stage.streams.ended], [[bachMai.id], [`${bachMai.id} null`]])
  assert.deepEqual(stage.streams.knewAtEnd, ['removed'])
  assert.deepEqual(stage.media.rooms.get(id)?.heard, [chair.id])
  const place = (await briefingRows(stage.store).places(id)).find(({ site }) => site === bachMai.id)
  assert.deepEqual([place?.linkSha256, place?.tokenSha256], [null, null])
  const trail = await stage.store.trailOf(id, 10)
  const removed = trail.find(({ action }) => action === 'briefing.remove')
  assert.equal(removed?.details.reason, 'Không đúng người')
})

test('a link that was replaced ends the streams and the connection of who came by the one before', async t => {
  const { stage, id, bachMai, choRay } = await opened(t)
  await stage.store.write(async writing => {
    const rows = briefingRows(writing)
    const place = (await rows.places(id)).find(({ site }) => site === bachMai.id)!
    await rows.putPlace({ ...place, tokenSha256: 'another' })
  })
  const hall = await stage.halls.of(id)
  await hall.changed()
  assert.deepEqual(stage.streams.ended, [`${bachMai.id} another`])
  assert.deepEqual(stage.media.removed, [bachMai.id])
  const of = { ...stage.identity(id, bachMai), tokenSha256: tokenOf(id, bachMai.id) }
  await assert.rejects(stage.halls.mustCount(of), refused('placeUnknown'))
  await stage.halls.mustCount(stage.identity(id, choRay))
})

test('an offer is answered by the browser that asked for it alone, and once', async t => {
  const { stage, id, bachMai, choRay } = await opened(t)
  const [his, other] = [stage.identity(id, bachMai), stage.identity(id, choRay)]
  const { join } = await stage.halls.joinMedia(his, false)
  const [known] = stage.media.joins
  assert.deepEqual(known[1], { room: id, site: bachMai.id })
  const elsewhere = { ...his, tokenSha256: 'another' }
  for (const cheat of [other, elsewhere])
    await assert.rejects(stage.halls.answerMedia(cheat, join, 'v=0'), refused('joinUnknown'))
  await stage.halls.answerMedia(his, join, 'v=0')
  assert.deepEqual(stage.media.answered, [known[0]])
  await assert.rejects(stage.halls.answerMedia(his, join, 'v=0'), refused('joinUnknown'))
})

test('a test call is alone with itself, ends after fifteen seconds in any case, and what it said is kept', async t => {
  const { stage, id, hall, pass, bachMai } = await opened(t)
  const of = stage.identity(id, bachMai)
  await assert.rejects(stage.halls.endTestCall(of, { microphone: 'works', camera: 'works' }), refused('testUnknown'))
  await stage.halls.joinMedia(of, true)
  const [{ room }] = stage.media.joins.values()
  assert.notEqual(room, id)
  assert.deepEqual(stage.media.rooms.get(room)?.setup, { recordTo: null, isEcho: true })
  const way = { kbits: 310.4, loss: 0.02, jitterMs: 12 }
  const quality = { up: way, down: { ...way, kbits: 640 }, rttMs: 40, path: 'udp' } as const
  const seen = { site: bachMai.id, lastMs: stage.nowMs, line: 'B', quality } as const
  await assert.rejects(stage.halls.endTestCall(of, { microphone: 'works', camera: 'works' }), refused('testTooShort'))
  for (let second = 0; second < 10; second++) {
    stage.halls.hear({ is: 'sites', room, sites: [seen] })
    await pass(1)
  }
  await pass(5)
  assert.equal(stage.media.rooms.has(room), false)
  const verdict = await stage.halls.endTestCall(of, { microphone: 'works', camera: 'missing' })
  assert.deepEqual(
    [verdict.line, verdict.kbitsUp, verdict.kbitsDown, verdict.path, verdict.camera],
    ['B', 310, 627, 'udp', 'missing'],
  )
  assert.equal(verdict.reason, 'rate-down')
  const rows = briefingRows(stage.store)
  assert.deepEqual((await rows.site(bachMai.id))?.verdict, verdict)
  const place = (await rows.places(id)).find(({ site }) => site === bachMai.id)
  assert.deepEqual(place?.verdict, verdict)
  assert.equal(hall.facts.places.find(({ site }) => site === bachMai.id)?.line, 'B')
})

test('the lamp and the line are told at once and kept by nobody', async t => {
  const { stage, id, hall, bachMai } = await opened(t)
  const at = { room: id, site: bachMai.id }
  stage.halls.hear({ is: 'connected', ...at, replaced: false, atMs: stage.nowMs })
  stage.halls.hear({ is: 'lamp', ...at, isLit: true })
  await Promise.resolve()
  const row = () => stage.streams.rooms.get(id)?.sites.find(({ site }) => site === bachMai.id)
  assert.deepEqual([row()?.isHeard, row()?.line], [true, 'B'])
  stage.halls.hear({ is: 'line', ...at, line: 'A' })
  stage.halls.hear({ is: 'lamp', ...at, isLit: false })
  await Promise.resolve()
  assert.deepEqual([row()?.isHeard, row()?.line], [false, 'A'])
  stage.halls.hear({ is: 'down' })
  await hall.settle()
  assert.deepEqual([row()?.line, hall.room().isMediaUp], [null, false])
  stage.halls.hear({ is: 'up' })
  await hall.settle()
  assert.equal(stage.streams.rooms.get(id)?.isMediaUp, true)
})

test('whose computer is slow is told at once, kept by nobody, and not said of who is gone', async t => {
  const { stage, id, hall, pass, gone, choRay, bachMai } = await opened(t)
  const slow = () => stage.streams.rooms.get(id)?.sites.filter(({ isSlow }) => isSlow) ?? []
  const before = (await stage.log(id)).length
  hall.copes(bachMai.id, false)
  hall.copes('nobody', false)
  assert.deepEqual(
    slow().map(({ site }) => site),
    [bachMai.id],
  )
  hall.copes(bachMai.id, true)
  assert.deepEqual(slow(), [])
  assert.equal((await stage.log(id)).length, before)
  hall.copes(choRay.id, false)
  gone(choRay)
  await pass(11)
  assert.deepEqual(slow(), [])
})

test('who stands in which slot is told as the media tells it, to who comes late too, and not of media that are gone', async t => {
  const { stage, id, hall, chair, bachMai, choRay } = await opened(t)
  const slots = () => {
    const { places, thumbnails } = stage.streams.rooms.get(id) ?? {}
    assert.deepEqual([places, thumbnails], [hall.room().places, hall.room().thumbnails])
    return [places, thumbnails]
  }
  assert.deepEqual(slots(), [null, null])
  const free = [null, null, null]
  const told = {
    ...({ is: 'places', room: id, places: [chair.id, null, bachMai.id] } as const),
    thumbnails: [choRay.id, ...free, 'a name of nobody', null],
  }
  stage.halls.hear(told)
  await Promise.resolve()
  assert.deepEqual(slots(), [told.places, [choRay.id, ...free, null, null]])
  stage.streams.rooms.clear()
  await stage.watch(id)
  assert.deepEqual(slots()[0], told.places)
  stage.halls.hear({ is: 'down' })
  await hall.settle()
  assert.deepEqual(slots(), [null, null])
  stage.halls.hear(told)
  stage.halls.hear({ is: 'up' })
  await hall.settle()
  assert.deepEqual(slots()[0], told.places)
  await hall.end(chair.id)
  stage.halls.hear(told)
  await hall.settle()
  assert.deepEqual(slots(), [null, null])
})

test('an interpreter’s language is heard by who listens to it, and captions are typed by who may', async t => {
  const { stage, id, hall, enter, secretary, interpreter, bachMai } = await opened(t)
  await enter(secretary, interpreter)
  assert.deepEqual([...stage.media.interpreting], [['en', interpreter.id]])
  await hall.listenTo(bachMai.id, 'en')
  await hall.listenTo(bachMai.id, 'en')
  await assert.rejects(hall.listenTo(bachMai.id, 'fr'), refused('languageUnknown'))
  await hall.listenTo(bachMai.id, null)
  assert.deepEqual(stage.media.listening, [`${bachMai.id} en`, `${bachMai.id} null`])
  for (let at = 0; at < 7; at++) await hall.typeCaption(secretary.id, { language: 'vi', text: `dòng ${at}` })
  assert.deepEqual(
    stage.streams.rooms.get(id)?.captions.map(({ text }) => text),
    ['dòng 2', 'dòng 3', 'dòng 4', 'dòng 5', 'dòng 6'],
  )
})

test('a page of this briefing’s documents is shown by who may speak, with what it says', async t => {
  const { stage, id, hall, chair, bachMai } = await opened(t)
  const document = '7f3a4f30-6d5e-4a57-9d2f-6a3b6c2a9b01'
  await stage.store.write(async writing => {
    const rows = briefingRows(writing)
    const addedBy = { id: 'an', name: 'An' }
    await rows.addDocument({ id: document, briefing: id, name: 'Báo cáo', pages: 2, addedAt: 1, addedBy })
    await rows.putText(document, 2, 'Trang hai')
  })
  await hall.changed()
  await assert.rejects(hall.showSlide(chair.id, { document, page: 3 }), refused('pageUnknown'))
  await assert.rejects(hall.showSlide(bachMai.id, { document, page: 1 }), refused('notSpeaking'))
  const { slide } = await hall.showSlide(chair.id, { document, page: 2 })
  assert.deepEqual(slide, { document, page: 2, pages: 2, name: 'Báo cáo', text: 'Trang hai' })
  assert.deepEqual(stage.streams.rooms.get(id), hall.room())
})

test('small pictures are of who asks for the floor first, then of who spoke last, then by the roster', async t => {
  const { stage, id, hall, enter, pass, chair, deputy, bachMai, choRay, hue } = await opened(t)
  await enter(hue)
  for (const { id: site } of [chair, deputy, bachMai, choRay, hue])
    stage.halls.hear({ is: 'connected', room: id, site, replaced: false, atMs: stage.nowMs })
  await pass(1)
  assert.deepEqual(stage.media.shown.thumbnails, [deputy.id, bachMai.id, choRay.id, hue.id])
  await hall.actOnFloor(chair.id, { do: 'give', site: choRay.id })
  assert.deepEqual(stage.media.shown.thumbnails, [deputy.id, bachMai.id, hue.id])
  await hall.actOnFloor(choRay.id, { do: 'release' })
  await hall.actOnFloor(hue.id, { do: 'ask' })
  assert.deepEqual(stage.media.shown.thumbnails, [hue.id, choRay.id, deputy.id, bachMai.id])
})

test('what a busy room of 24 tells in a minute is less than a fifteenth of a line of 64 kbit/s', async t => {
  const stage = await HallStage.open(t)
  const { id, members } = await stage.briefing([
    ...(['chair', 'deputy', 'secretary'] as const),
    ...Array<'site'>(21).fill('site'),
  ])
  const hall = await stage.halls.of(id)
  const [chair, , secretary, ...sites] = members
  for (const { id: site } of members) {
    await hall.heardOf(site)
    stage.halls.hear({ is: 'connected', room: id, site, replaced: false, atMs: stage.nowMs })
  }
  await hall.begin(chair.id)
  await stage.watch(id)
  const quality = { up: WAY, down: WAY, rttMs: null, path: 'udp' } as const
  const lamp = (site: string, isLit: boolean) => stage.halls.hear({ is: 'lamp', room: id, site, isLit })
  // As the media does it: told when they are others.
  let scene = SILENT
  const tellPlaces = () => {
    const before = scene
    scene = showing(hearing(scene, stage.media.rooms.get(id)?.heard ?? []), stage.media.shown)
    const { places, thumbnailPlaces: thumbnails } = scene
    if (!isDeepStrictEqual([places, thumbnails], [before.places, before.thumbnailPlaces]))
      stage.halls.hear({ is: 'places', room: id, places, thumbnails })
  }
  tellPlaces()
  const before = stage.streams.octets
  for (let second = 0; second < 60; second++) {
    stage.nowMs += 1000
    const at = (site: string) => ({ site, lastMs: stage.nowMs, line: 'B', quality }) as const
    stage.halls.hear({ is: 'sites', room: id, sites: members.map(({ id: site }) => at(site)) })
    // Four speakers in a minute, who pause for breath; who is next has asked before.
    const [speaker, next] = [sites[(second / 15) | 0].id, sites[((second / 15) | 0) + 1].id]
    if (second % 15 === 0) await hall.actOnFloor(chair.id, { do: 'give', site: speaker })
    if (second % 3 === 0) lamp(speaker, true)
    if (second % 3 === 2) lamp(speaker, false)
    if (second % 15 === 7) await hall.actOnFloor(next, { do: 'ask' })
    if (second % 15 === 9) await hall.actOnFloor(chair.id, { do: 'accept', site: next })
    if (second % 15 === 14) await hall.actOnFloor(speaker, { do: 'release' })
    if (second % 4 === 0)
      await hall.typeCaption(secretary.id, { language: 'vi', text: 'Bệnh viện báo cáo tình hình giường.' })
    tellPlaces()
    await stage.halls.tick()
  }
  assert.deepEqual(hall.room().places, scene.places)
  assert.deepEqual(hall.room().thumbnails, scene.thumbnailPlaces)
  const octets = stage.streams.octets - before + 60 * Buffer.byteLength(BEAT)
  t.diagnostic(`${octets} octets in a minute`)
  assert.deepEqual(stage.streams.rooms.get(id), hall.room())
  assert.ok(octets * 8 < (60 * 64_000) / 15, `${octets}`)
})

test('that a recording does not go on stands in the trail, once, and the briefing goes on', async t => {
  const { stage, id, hall, chair } = await opened(t)
  for (const why of ['no space left', 'no space left'])
    stage.halls.hear({ is: 'notRecording', room: id, file: '1.webm', why })
  await hall.settle()
  await hall.settle()
  const failed = (await stage.store.trailOf(id, 20)).filter(({ action }) => action === 'briefing.record-failed')
  assert.deepEqual(
    failed.map(({ details }) => details),
    [{ why: 'no space left' }],
  )
  await hall.end(chair.id)
})

test('files of a recording are kept once, numbered, with their digests in the trail', async t => {
  const { stage, id, hall, chair } = await opened(t)
  const file = {
    file: '1.webm',
    octets: 10,
    sha256: 'a'.repeat(64),
    beganMs: stage.nowMs,
    durationMs: 60_000,
    gaps: [],
  }
  stage.halls.hear({ is: 'recorded', room: id, recorded: file })
  await hall.settle()
  stage.media.files = [file, { ...file, file: '2.webm' }]
  await hall.end(chair.id)
  await hall.settle()
  await hall.settle()
  const kept = await briefingRows(stage.store).recordings(id)
  assert.deepEqual(
    kept.map(({ number, file: name }) => [number, name]),
    [
      [1, '1.webm'],
      [2, '2.webm'],
    ],
  )
  const trail = await stage.store.trailOf(id, 20)
  assert.equal(trail.filter(({ action }) => action === 'briefing.record').length, 2)
})

test('what a killed server was recording is kept by the next one, and what cannot be mended keeps nobody out', async t => {
  const { stage, id } = await opened(t)
  const file = { file: '1.webm', octets: 10, sha256: 'b'.repeat(64), beganMs: stage.nowMs, durationMs: 1000, gaps: [] }
  stage.kill()
  stage.recovered = async folder => (folder === `/data/briefings/${id}` ? [file] : [])
  await stage.start()
  await settledIn(stage, id)
  const kept = await briefingRows(stage.store).recordings(id)
  assert.deepEqual(
    kept.map(({ number, sha256 }) => [number, sha256]),
    [[1, file.sha256]],
  )
  stage.kill()
  stage.recovered = async () => await Promise.reject(new Error('no such folder'))
  await stage.start()
  assert.equal((await stage.halls.room(id)).state, 'open')
  await settledIn(stage, id)
  assert.deepEqual(stage.errors.map(String), ['Error: no such folder'])
})

test('what a killed media process was recording is kept while the briefing goes on, and nothing twice', async t => {
  const { stage, id } = await opened(t)
  const of = (file: string): Recorded => ({
    file,
    octets: 10,
    sha256: 'b'.repeat(64),
    beganMs: stage.nowMs,
    durationMs: 1000,
    gaps: [],
  })
  const asked: string[][] = []
  stage.recovered = async (_folder, kept) => {
    asked.push([...kept])
    return [of(`${asked.length}.webm`)]
  }
  for (const is of ['down', 'up', 'down', 'up'] as const) stage.halls.hear({ is })
  await settledIn(stage, id)
  stage.halls.hear({ is: 'down' })
  await settledIn(stage, id)
  const kept = (await briefingRows(stage.store).recordings(id)).map(({ file }) => file)
  assert.deepEqual(kept, ['1.webm', '2.webm', '3.webm'])
  assert.deepEqual(asked.at(-1), ['1.webm', '2.webm'], 'what is kept is not finished again')
})

test('the recording of a briefing that ended when its server was killed is kept by the next one', async t => {
  const { stage, id, chair } = await opened(t)
  const file: Recorded = {
    file: '1.webm',
    octets: 10,
    sha256: 'b'.repeat(64),
    beganMs: stage.nowMs,
    durationMs: 1000,
    gaps: [],
  }
  await (await stage.halls.of(id)).end(chair.id)
  stage.kill()
  stage.recovered = async () => [file]
  stage.nowMs += 60_000
  await stage.start()
  await settledIn(stage, id)
  const kept = await briefingRows(stage.store).recordings(id)
  assert.deepEqual(
    kept.map(each => each.file),
    ['1.webm'],
  )
})

test('on a server without media the room goes on, and joining says so', async t => {
  const { stage, id, bachMai } = await opened(t)
  await assert.rejects(stage.withoutMedia().joinMedia(stage.identity(id, bachMai), false), refused('mediaOff'))
})
