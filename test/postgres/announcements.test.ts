/** Announcements before the ring on both databases: directives out of releases, what nodes answer, what is proved. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { announcementUseCases } from '../../src/areas/announcements/delivery.ts'
import { ringsOfMonth } from '../../src/areas/announcements/month-rings.ts'
import { contentText } from '../../src/areas/bulletins/content.ts'
import { AS_BROUGHT, plainDraft, wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import type { SoundMaker } from '../../src/areas/bulletins/sound-maker.ts'
import { RESTORED } from '../../src/authority/restored.ts'
import { newestRoster } from '../../src/authority/signed.ts'
import {
  type AnnouncementAcknowledgementBody,
  type AnnouncementCountBody,
  announcementDirectiveBody,
} from '../../src/directive/announcement.ts'
import { saidOfBulletin } from '../../src/directive/bulletin.ts'
import { ANNOUNCEMENTS_MAX, orderBody } from '../../src/directive/documents.ts'
import { checkApproved } from '../../src/directive/proof.ts'
import { sha256Of, verify } from '../../src/directive/signing.ts'
import { HOUR, iso, withRoster } from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { DAY, enrolled, type Node, openStage, SECOND } from './stage.ts'

/** What is handed in stands for A-law as well. */
const withAlaw: SoundMaker = {
  ...AS_BROUGHT,
  master: async given => {
    const { milliseconds, files } = await AS_BROUGHT.master(given)
    return { milliseconds, files: [...files, { form: 'alaw', octets: given.octets }] }
  },
}
const TAKES = { announcements: true } as const

onEachDatabase(describeAnnouncements)

function describeAnnouncements(databases: Databases): void {
  test('each release is carried out once for each operator that takes announcements, also after a crash in between and by two at once', async t => {
    const of = await withRinging(t, databases)
    const [mot, hai] = [await enrolled(of.stage, 'mot', TAKES), await enrolled(of.stage, 'hai', TAKES)]
    const deaf = await enrolled(of.stage, 'ba')
    const id = await of.rings()
    const { work } = of
    await assert.rejects(
      work.transaction(async tx => {
        await announcementUseCases({ ...work, transaction: async act => await act(tx) }).carryOut()
        throw new Error('the power went away')
      }),
      /power/,
    )
    assert.deepEqual(await of.ring.ofBulletin(id, null), [])
    await Promise.all([of.ring.carryOut(), of.ring.carryOut()])
    await of.ring.carryOut()
    const all = await of.ring.ofBulletin(id, null)
    assert.deepEqual(
      all.map(({ operator, state, isStopped }) => [operator, state, isStopped]),
      [
        ['hai', 'issued', false],
        ['mot', 'issued', false],
      ],
    )
    // An engineer sees their own alone.
    assert.deepEqual(
      (await of.ring.ofBulletin(id, 'mot')).map(each => each.operator),
      ['mot'],
    )
    assert.deepEqual(await of.ring.ofBulletin(id, 'ba'), [])
    assert.equal((await deaf.agenda()).announcements, undefined)
    const [[first], [second]] = [await of.tasks(mot), await of.tasks(hai)]
    assert.deepEqual([first.order.wish, first.order.sequence, first.body.operator], ['run', 1, 'mot'])
    assert.ok(first.sound?.equals(Buffer.from(wav(16_000))))
    assert.notEqual(first.body.directive, second.body.directive)
    // What its node asks: two people of the roster have signed this content.
    const roster = await newestRoster(work.store)
    const { approval, content } = first.body
    assert.ok(approval !== undefined && roster !== null)
    await checkApproved(saidOfBulletin(content, sha256Of(contentText(content))), approval, roster)
    assert.equal((await of.stage.authority.verifyTrail()).is, 'whole')
  })

  test('a correction, a cancel and a newer version stop what was issued, for good and before all else that a node is told', async t => {
    const of = await withRinging(t, databases)
    const node = await enrolled(of.stage, 'mot', TAKES)
    const { bulletins, editor } = of
    const [corrected, cancelled, replaced] = [await of.rings(), await of.rings(), await of.rings()]
    await of.ring.carryOut()
    for (const task of await of.tasks(node)) await of.answers(node, task, { is: 'held' })
    assert.deepEqual(await of.tasks(node), [])
    for (let more = 0; more <= ANNOUNCEMENTS_MAX; more++) await of.rings()
    await bulletins.correctBulletin(editor.actor, corrected, { version: 1 })
    await bulletins.cancelBulletin(editor.actor, cancelled, { version: 1, reason: '' })
    await bulletins.reviseBulletin(editor.actor, replaced)
    await of.passes(replaced)
    await of.ring.carryOut()
    const tasks = await of.tasks(node)
    assert.equal(tasks.length, ANNOUNCEMENTS_MAX)
    const stops = tasks.slice(0, 3)
    assert.deepEqual(
      stops.map(({ body, order, sound }) => [body.content.bulletin, order.wish, order.sequence, sound]).toSorted(),
      [corrected, cancelled, replaced].map(id => [id, 'stop', 2, null]).toSorted(),
    )
    assert.ok(tasks.slice(3).every(({ order }) => order.wish === 'run'))
    for (const task of stops) await of.answers(node, task, { is: 'withdrawn' })
    const states = async (id: string) =>
      (await of.ring.ofBulletin(id, null)).map(each => [each.version, each.state, each.isStopped])
    assert.deepEqual(await states(cancelled), [[1, 'withdrawn', true]])
    // What was withdrawn is not held again by an answer that comes late.
    await of.answers(node, stops[0], { is: 'held' })
    assert.deepEqual(
      await states(stops[0].body.content.bulletin),
      [[1, 'withdrawn', true]].concat(stops[0].body.content.bulletin === replaced ? [[2, 'issued', false]] : []),
    )
    assert.deepEqual(await states(replaced), [
      [1, 'withdrawn', true],
      [2, 'issued', false],
    ])
    await node.hello(TAKES)
    assert.equal((await states(corrected)).length, 1, 'a correction rings nowhere')
  })

  test('a node that came later, refused or let it expire is issued it again at its hello, one that has it is not', async t => {
    const of = await withRinging(t, databases)
    const id = await of.rings()
    await of.ring.carryOut()
    const states = async () => (await of.ring.ofBulletin(id, null)).map(each => each.state)
    assert.deepEqual(await states(), [])
    const node = await enrolled(of.stage, 'mot', TAKES)
    await node.hello(TAKES)
    assert.deepEqual(await states(), ['issued'])
    const [task] = await of.tasks(node)
    await of.answers(node, task, { is: 'refused', why: 'digest-differs' })
    await node.hello(TAKES)
    assert.deepEqual(await states(), ['refused'], 'not at once')
    of.stage.clock.advance(HOUR)
    await node.hello(TAKES)
    assert.deepEqual(await states(), ['refused', 'issued'])
    of.stage.clock.advance(DAY + SECOND)
    assert.deepEqual(await states(), ['refused', 'expired'])
    await node.hello(TAKES)
    assert.deepEqual(await states(), ['refused', 'expired', 'issued'])
    const tasks = await of.tasks(node)
    const last = tasks.find(({ body }) => body.expiresAt > iso(of.stage.clock.now()))
    assert.ok(last !== undefined)
    await of.answers(node, last, { is: 'held' })
    await of.answers(node, last, { is: 'held' })
    await node.hello(TAKES)
    assert.deepEqual(await states(), ['refused', 'expired', 'held'])
    const serials = tasks.map(({ body }) => body.serial)
    assert.deepEqual(new Set(serials).size, serials.length)
    // One operator, and its last answer counts.
    assert.deepEqual(await of.proofs(id), { 'accepted operators': 1 })
    const trail = await of.work.store.trailOf(last.body.directive, 100)
    assert.deepEqual(
      trail.map(({ action }) => action),
      ['announcement.issue', 'announcement.hold'],
    )
  })

  test('the newest count of calls counts and the last is in the trail; nothing of another operator, of another document or of nobody’s signature', async t => {
    const of = await withRinging(t, databases)
    const [mot, hai] = [await enrolled(of.stage, 'mot', TAKES), await enrolled(of.stage, 'hai', TAKES)]
    const id = await of.rings()
    await of.ring.carryOut()
    assert.deepEqual(await of.proofs(id), { 'waiting operators': 2 })
    const [[task], [other]] = [await of.tasks(mot), await of.tasks(hai)]
    await of.answers(mot, task, { is: 'held' })
    await of.answers(hai, other, { is: 'held' })
    const now = of.stage.clock.now()
    await of.counts(mot, task, { calls: 10, asOf: iso(now + 2 * SECOND) })
    await of.counts(mot, task, { calls: 7, asOf: iso(now + SECOND) })
    await of.counts(hai, task, { calls: 99, asOf: iso(now + 3 * SECOND) })
    await of.counts(mot, task, { calls: 99, asOf: iso(now + 3 * SECOND), sha256: 'f'.repeat(64) })
    await assert.rejects(of.counts(mot, task, { calls: 99, asOf: iso(now + 3 * SECOND) }, hai), {
      code: 'signatureWrong',
    })
    await assert.rejects(of.answers(mot, task, { is: 'withdrawn' }, hai), { code: 'signatureWrong' })
    assert.deepEqual(await of.proofs(id), { 'accepted operators': 2, 'played calls': 10 })
    await of.counts(mot, task, { calls: 25, asOf: iso(now + 4 * SECOND), isFinal: true })
    await of.counts(mot, task, { calls: 99, asOf: iso(now + 5 * SECOND) })
    of.stage.clock.advance(2 * DAY)
    assert.deepEqual(await of.proofs(id), { 'accepted operators': 2, 'played calls': 25, 'unknown operators': 1 })
    const trail = await of.work.store.trailOf(task.body.directive, 100)
    const counted = trail.filter(({ action }) => action === 'announcement.count')
    assert.deepEqual(
      counted.map(({ details }) => details.calls),
      [25],
    )
    assert.equal((await of.ring.ofBulletin(id, 'mot'))[0].isFinal, true)
    const rings = await ringsOfMonth(of.work.store, [{ bulletin: id, purpose: 'live' }])
    assert.deepEqual(
      rings.map(({ operator, state, calls, isFinal }) => [operator, state, calls, isFinal]),
      [
        ['hai', 'held', null, false],
        ['mot', 'held', 25, true],
      ],
    )
  })

  test('a restored authority issues nothing that its database believes to stand, since it may have been cancelled after the backup', async t => {
    const of = await withRinging(t, databases)
    const node = await enrolled(of.stage, 'mot', TAKES)
    const id = await of.rings()
    await of.ring.carryOut()
    const late = await of.rings()
    await of.work.transaction(async ({ store }) => await store.setSetting(RESTORED, iso(of.stage.clock.now())))
    const { database, clock, key } = of.stage
    const after = await openStage(t, databases, { database, clock, key })
    const ring = announcementUseCases(after.authority.work)
    await ring.carryOut()
    await node.hello(TAKES)
    const states = async (bulletin: string) => (await ring.ofBulletin(bulletin, null)).map(({ state }) => state)
    assert.deepEqual([await states(id), await states(late)], [['expired'], []])
    assert.deepEqual(await of.tasks(node), [])
    const fresh = await of.rings()
    await ring.carryOut()
    assert.deepEqual(await states(fresh), ['issued'])
  })
}

async function withRinging(t: TestContext, databases: Databases) {
  const of = await withRoster(t, databases, withAlaw)
  const { stage, work, bulletins, editor, approver } = of
  const ring = announcementUseCases(work)
  const { sound } = await bulletins.keepSound(editor.actor, { by: 'upload', type: 'audio/wav', octets: wav(16_000) })
  const draft = (): BulletinDraft => {
    const plain = plainDraft(of.until)
    const until = iso(stage.clock.now() + 2 * DAY)
    return { ...plain, renditions: { ...plain.renditions, ring: { sound, from: iso(stage.clock.now()), until } } }
  }
  const passes = async (id: string) => {
    await of.submits(editor, await bulletins.bulletin(editor.actor, id))
    await of.approves(approver, await bulletins.bulletin(approver.actor, id))
    stage.clock.advance(SECOND)
  }
  type Task = Awaited<ReturnType<typeof tasks>>[number]
  const tasks = async (node: Node) => {
    const { announcements = [] } = await node.agenda()
    const key = stage.authority.publicKey
    return await Promise.all(
      announcements.map(async ({ directive, order, sound }) => ({
        sha256: sha256Of(directive),
        sound: sound === undefined ? null : Buffer.from(sound, 'base64'),
        body: await verify(directive, { type: 'announcementDirective', key, schema: announcementDirectiveBody }),
        order: await verify(order, { type: 'order', key, schema: orderBody }),
      })),
    )
  }
  return {
    ...of,
    ring,
    tasks,
    passes,
    rings: async () => {
      const { id } = await bulletins.createBulletin(editor.actor, draft())
      await passes(id)
      return id
    },
    answers: async (
      node: Node,
      { body, sha256 }: Task,
      verdict: AnnouncementAcknowledgementBody['verdict'],
      signedBy: Node = node,
    ) => {
      const { directive, serial } = body
      const at = iso(stage.clock.now())
      const answer = { directive, serial, sha256, at, verdict, operator: node.id }
      const document = await signedBy.signer.sign('announcementAcknowledgement', answer)
      await ring.acknowledge(await node.identity(), document)
    },
    counts: async (
      node: Node,
      { body, sha256 }: Task,
      change: Partial<AnnouncementCountBody>,
      signedBy: Node = node,
    ) => {
      const { directive, serial } = body
      const counted = { directive, serial, sha256, calls: 0, isFinal: false, operator: node.id, ...change }
      const document = await signedBy.signer.sign('announcementCount', counted)
      await ring.count(await node.identity(), document)
    },
    proofs: async (id: string) =>
      Object.fromEntries((await ring.proofs(id)).map(({ kind, unit, count }) => [`${kind} ${unit}`, count])),
  }
}
