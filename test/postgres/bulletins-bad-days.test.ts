/** Bulletins: the way to a release and what may be done on it, and bad days; what no database decides, on one. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import { openBulletins } from '../../src/areas/bulletins/area.ts'
import type { Channel } from '../../src/areas/bulletins/channel.ts'
import { AS_BROUGHT, plainDraft, wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { Bulletin, BulletinDraft, Proof } from '../../src/areas/bulletins/model.ts'
import { PublicLog, toldNow } from '../../src/areas/bulletins/public-log.ts'
import { releaseDue } from '../../src/areas/bulletins/releasing.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import { draftSmsRounds, type SmsRounds } from '../../src/areas/bulletins/sms-drafts.ts'
import { bulletinTables } from '../../src/areas/bulletins/sql.ts'
import { bulletinRows } from '../../src/areas/bulletins/store.ts'
import { StandingNow } from '../../src/areas/loudspeakers/standing-now.ts'
import { foundRounds } from '../../src/areas/search/found/rounds.ts'
import type { Actor } from '../../src/authority/actor.ts'
import { keepApproved } from '../../src/authority/approved.ts'
import { authorityFailure } from '../../src/authority/failures.ts'
import { trailActor } from '../../src/authority/trail.ts'
import { isMore } from '../parts.ts'
import type { KilledAt } from './bulletins-killed.ts'
import {
  approve,
  bulletinsOf,
  HOUR,
  iso,
  laterDraft,
  ofShown,
  publishedPage,
  submit,
  tables,
  withBulletins,
  withWaiting,
} from './bulletins-stage.ts'
import { onlySqlite } from './databases.ts'
import { given } from './signers-stage.ts'
import { type AuthorityFixture, approve as approveRound, DAY, enrolled, PEOPLE, SECOND } from './stage.ts'

const { editor, approver, otherApprover, auditor, administrator } = PEOPLE

/** Of bulletins without short messages. */
const NO_ROUNDS: SmsRounds = {
  draft: async () => assert.fail('no round is asked for'),
  takeBack: async () => assert.fail('no round was made'),
  outcome: async () => assert.fail('no round was made'),
}

/** As a database that was made of a backup. */
async function restoredNow(stage: AuthorityFixture): Promise<void> {
  for (const statement of bulletinTables.restored) await sql.raw(statement).execute(stage.database.kysely)
}

/** What somebody who has the database makes of a draft, with everything else as it was. */
async function alterTitle(of: { readonly stage: AuthorityFixture }, id: string, title: string): Promise<void> {
  const { draft } = await tables(of)
    .selectFrom('bulletin')
    .select('draft')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const altered = JSON.parse(draft) as BulletinDraft
  altered.renditions.page[0].title = title
  await tables(of)
    .updateTable('bulletin')
    .set({ draft: JSON.stringify(altered) })
    .where('id', '=', id)
    .execute()
}

const titled = (draft: BulletinDraft, title: string): BulletinDraft => ({
  ...draft,
  renditions: { ...draft.renditions, page: [{ ...draft.renditions.page[0], title }] },
})

const databases = onlySqlite()

test('who wrote or submitted a bulletin does not approve it, and an approver who wrote a word of it counts as who wrote it', async t => {
  const { bulletins, until } = await withBulletins(t, databases)
  const { id } = await bulletins.createBulletin(editor, plainDraft(until))
  const saved = await bulletins.saveBulletin(approver, id, {
    version: 1,
    draft: titled(plainDraft(until), 'Rửa tay bằng xà phòng'),
  })
  assert.equal(saved.version, 2)
  const shown = await submit(bulletins, editor, saved)
  await assert.rejects(approve(bulletins, approver, shown), { code: 'ownApproval' })
  await assert.rejects(approve(bulletins, editor, shown), { code: 'forbidden' })
  assert.equal((await approve(bulletins, otherApprover, shown)).standing, 'published')
})

test('a draft is saved over the version that was opened and no other', async t => {
  const { bulletins, until } = await withBulletins(t, databases)
  const { id } = await bulletins.createBulletin(editor, plainDraft(until))
  const input = { version: 1, draft: plainDraft(until) }
  await bulletins.saveBulletin(editor, id, input)
  await assert.rejects(bulletins.saveBulletin(approver, id, input), { code: 'versionConflict' })
  for (const who of [auditor, administrator]) {
    await assert.rejects(bulletins.createBulletin(who, plainDraft(until)), { code: 'forbidden' })
    await assert.rejects(bulletins.saveBulletin(who, id, { ...input, version: 2 }), { code: 'forbidden' })
  }
})

test('a bulletin without its correction is not submitted, and one whose time is over is not approved', async t => {
  const { bulletins, submitted, until, stage } = await withBulletins(t, databases)
  const draft = plainDraft(until)
  const { id, version } = await bulletins.createBulletin(editor, {
    ...draft,
    correction: { ...draft.correction, page: [] },
  })
  const shown = await bulletins.bulletin(editor, id)
  assert.deepEqual(shown.faults, [{ at: 'correction.page', code: 'missing' }])
  assert.equal(shown.sha256, null)
  const sha256 = 'a'.repeat(64)
  await assert.rejects(bulletins.submitBulletin(editor, id, { version, sha256 }), { code: 'contentFaulty' })
  const late = await submitted(draft)
  stage.clock.advance(5 * DAY)
  await assert.rejects(approve(bulletins, approver, late), { code: 'contentFaulty' })
})

test('a bulletin that a channel could not say is neither submitted nor approved: it would be out on the others alone', async t => {
  const { stage, until } = await withBulletins(t, databases)
  const cannot = authorityFailure('contentAltered')
  let isWell = false
  const rehearsed: string[] = []
  const channel: Channel = {
    name: 'cap',
    rehearse: async (_, { renditions }) => {
      if (!isWell) throw cannot
      rehearsed.push(renditions.page[0].title)
    },
    proofs: async () => [],
  }
  const bulletins = bulletinsOf(stage.authority, [channel])
  const made = await bulletins.createBulletin(editor, plainDraft(until))
  await assert.rejects(submit(bulletins, editor, made), cannot)
  assert.equal((await bulletins.bulletin(editor, made.id)).state, 'draft')
  isWell = true
  const submitted = await submit(bulletins, editor, made)
  isWell = false
  await assert.rejects(approve(bulletins, approver, submitted), cannot)
  const { state, releases } = await bulletins.bulletin(editor, made.id)
  assert.deepEqual([state, releases], ['submitted', []])
  isWell = true
  assert.equal((await approve(bulletins, approver, submitted)).standing, 'published')
  assert.deepEqual(rehearsed, ['Rửa tay', 'Rửa tay'])
})

test('a bulletin whose window begins later is released then by itself, and not a second before', async t => {
  const of = await withBulletins(t, databases)
  const { work, approved, bulletins, releases, stage } = of
  const waiting = await approved(laterDraft(of, HOUR))
  assert.deepEqual([waiting.state, waiting.standing], ['approved', 'scheduled'])
  stage.clock.advance(HOUR - SECOND)
  await releaseDue(work)
  assert.deepEqual(await releases.after(0, 10), [])
  stage.clock.advance(SECOND)
  await releaseDue(work)
  const [released, ...others] = await releases.after(0, 10)
  assert.equal(others.length, 0)
  assert.deepEqual([released.at, released.by], [iso(stage.clock.now()), approver.name])
  assert.equal((await bulletins.bulletin(editor, waiting.id)).standing, 'published')
  const { items } = await stage.authority.trail({
    action: 'bulletin.release',
    actor: null,
    subject: waiting.id,
    cursor: null,
    limit: 10,
  })
  assert.deepEqual(
    items.map(({ actor }) => actor.kind),
    ['system'],
  )
})

test('what waits for its release is sent back or given up by one person, and is not released then', async t => {
  const of = await withBulletins(t, databases)
  const { work, approved, bulletins, releases, stage } = of
  const [back, away, revised] = [
    await approved(laterDraft(of, HOUR)),
    await approved(laterDraft(of, HOUR)),
    await approved(laterDraft(of, HOUR)),
  ]
  assert.equal((await bulletins.returnBulletin(approver, back.id, { reason: 'Sai tỉnh' })).state, 'draft')
  assert.equal((await bulletins.discardBulletin(editor, away.id)).state, 'discarded')
  assert.equal((await bulletins.reviseBulletin(editor, revised.id)).version, 2)
  stage.clock.advance(2 * HOUR)
  await releaseDue(work)
  assert.deepEqual(await releases.after(0, 10), [])
})

test('a machine speaks an exercise as one, and what it spoke goes with no other text', async t => {
  const { work, until } = await withBulletins(t, databases)
  const heard: string[] = []
  const machine = openBulletins({
    work,
    rounds: NO_ROUNDS,
    channels: [],
    sounds: {
      ...AS_BROUGHT,
      speak: async ({ spoken }) => {
        heard.push(spoken)
        return await AS_BROUGHT.master({ type: 'audio/wav', octets: wav(800 + heard.length) })
      },
    },
  })
  const spoken = 'Bà con chú ý.'
  const purpose = 'exercise'
  const kept = await machine.speak(editor, { spoken, language: 'vi', purpose })
  assert.deepEqual(heard, ['Đây là bản tin diễn tập. Bà con chú ý.'])
  assert.deepEqual([kept.sound.by, kept.spoken], ['machine', heard[0]])
  const draft = plainDraft(until)
  const speaking = (given: string, of: BulletinDraft['purpose']): BulletinDraft => {
    const loudspeakers = [{ language: 'vi', spoken: given, sound: kept.sound, perWindow: 1, gapSeconds: 0 }]
    return {
      ...draft,
      purpose: of,
      renditions: { ...draft.renditions, loudspeakers },
      correction: { ...draft.correction, loudspeakers },
    }
  }
  const faults = async (given: BulletinDraft) =>
    (await machine.createBulletin(editor, given)).faults.map(({ code }) => code)
  assert.deepEqual(await faults(speaking(spoken, purpose)), [])
  assert.deepEqual(await faults(speaking(spoken, 'live')), ['sound-other', 'sound-other'])
  assert.deepEqual(await faults(speaking('Bà con.', purpose)), ['sound-other', 'sound-other'])
  await assert.rejects(machine.speak(editor, { spoken: 'Gọi UBND.', language: 'vi', purpose }), { code: 'spokenAsks' })
  await assert.rejects(machine.speak(auditor, { spoken, language: 'vi', purpose }), { code: 'forbidden' })
})

test('channels that other areas bring tell what is proved on them, beside the rest and never added to it', async t => {
  const { work, approved, until, stage } = await withBulletins(t, databases)
  const { id } = await approved(plainDraft(until))
  const heard: Proof = {
    channel: 'loudspeakers',
    release: 'publish',
    kind: 'heard',
    count: 3,
    unit: 'plays',
    at: iso(stage.clock.now()),
  }
  const { proofs } = openBulletins({
    work,
    rounds: NO_ROUNDS,
    sounds: AS_BROUGHT,
    channels: [{ name: 'loudspeakers', proofs: async of => (of === id ? [heard] : []) }],
  })
  assert.deepEqual(await proofs(id), [...publishedPage(stage.clock.now(), 'publish'), heard])
})

test('a new version of what is published goes by two people again, and takes its place as one more release', async t => {
  const { approved, bulletins, releases, until, stage } = await withBulletins(t, databases)
  const { id } = await approved(plainDraft(until))
  const revised = await bulletins.reviseBulletin(editor, id)
  assert.deepEqual(
    [revised.version, revised.state, revised.standing, revised.writers.map(({ name }) => name)],
    [2, 'draft', 'published', [editor.name]],
  )
  const draft = titled(plainDraft(until), 'Rửa tay 30 giây')
  const saved = await bulletins.saveBulletin(editor, id, { version: 2, draft })
  const shown = await submit(bulletins, editor, saved)
  await approve(bulletins, approver, shown)
  const all = await releases.of(id)
  assert.deepEqual(
    all.map(({ serial, version, kind }) => [serial, version, kind]),
    [
      [1, 1, 'publish'],
      [2, 3, 'publish'],
    ],
  )
  const [standing, ...others] = await releases.standing(stage.clock.now())
  assert.equal(others.length, 0)
  assert.deepEqual([standing.version, standing.content.renditions.page[0].title], [3, 'Rửa tay 30 giây'])
  // Of what was given up the next version begins with what is published.
  const next = await bulletins.reviseBulletin(editor, id)
  const other = titled(plainDraft(until), 'Tin khác')
  await bulletins.saveBulletin(editor, id, { version: next.version, draft: other })
  await bulletins.discardBulletin(editor, id)
  const again = await bulletins.reviseBulletin(editor, id)
  assert.equal(again.draft.renditions.page[0].title, 'Rửa tay 30 giây')
})

test('an exercise and the real thing look alike no longer: who approves says which of both it is (Hawaii 2018)', async t => {
  const { bulletins, submitted, releases, until } = await withBulletins(t, databases)
  const live = await submitted(plainDraft(until))
  const exercise = await submitted({ ...plainDraft(until), purpose: 'exercise' })
  await assert.rejects(bulletins.approveBulletin(approver, live.id, { ...ofShown(live), purpose: 'exercise' }), {
    code: 'bulletinPurposeDiffers',
  })
  await assert.rejects(bulletins.approveBulletin(approver, exercise.id, { ...ofShown(exercise), purpose: 'live' }), {
    code: 'bulletinPurposeDiffers',
  })
  assert.deepEqual(await releases.after(0, 10), [])
  await approve(bulletins, approver, exercise)
  const [released] = await releases.after(0, 10)
  assert.equal(released.content.renditions.page[0].title, 'DIỄN TẬP: Rửa tay')
  assert.equal(released.content.correction.page[0].title, 'DIỄN TẬP: Đính chính: rửa tay')
})

test('what was only stopped can still be corrected, by one person, and what is not out can be neither (Hawaii 2018)', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, releases, submitted, until, stage } = of
  const { id } = await approved(plainDraft(until))
  await bulletins.cancelBulletin(editor, id, { version: 1, reason: '' })
  const corrected = await bulletins.correctBulletin(editor, id, { version: 1 })
  assert.equal(corrected.standing, 'corrected')
  await assert.rejects(bulletins.correctBulletin(approver, id, { version: 1 }), { code: 'bulletinCorrected' })
  assert.equal((await releases.standing(stage.clock.now())).at(-1)?.kind, 'correct')
  const waiting = await submitted(plainDraft(until))
  for (const state of ['submitted', 'scheduled']) {
    const shown = state === 'submitted' ? waiting : await approved(laterDraft(of, HOUR))
    await assert.rejects(bulletins.correctBulletin(editor, shown.id, { version: 1 }), { code: 'bulletinUnpublished' })
  }
  await assert.rejects(bulletins.cancelBulletin(auditor, id, { version: 1, reason: '' }), { code: 'forbidden' })
})

test('who takes back another version than the one that is out is told so first', async t => {
  const { approved, bulletins, until } = await withBulletins(t, databases)
  const { id } = await approved(plainDraft(until))
  await assert.rejects(bulletins.correctBulletin(editor, id, { version: 2 }), { code: 'versionConflict' })
})

test('a cancelled bulletin does not come back by a version that waited beside it', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, releases, until, stage } = of
  const { id } = await approved(plainDraft(until))
  const { version } = await bulletins.reviseBulletin(editor, id)
  const saved = await bulletins.saveBulletin(editor, id, { version, draft: laterDraft(of, HOUR) })
  await approve(bulletins, approver, await submit(bulletins, editor, saved))
  await bulletins.cancelBulletin(editor, id, { version: 1, reason: '' })
  stage.clock.advance(2 * HOUR)
  await releaseDue(work)
  assert.deepEqual(
    (await releases.of(id)).map(({ kind }) => kind),
    ['publish', 'cancel'],
  )
})

test('a process that is killed by kill -9 before, within or right after the release leaves it released once by the next', async t => {
  const killed = async (at: KilledAt) => {
    const of = await withBulletins(t, databases)
    const { approved, work, releases, stage } = of
    const { file } = stage.database
    assert.ok(file !== null)
    await approved(laterDraft(of, HOUR))
    stage.clock.advance(HOUR)
    const keyFile = `${file}.key`
    writeFileSync(keyFile, JSON.stringify(stage.key))
    const script = join(import.meta.dirname, 'bulletins-killed.ts')
    const child = spawn(process.execPath, [script, file, keyFile, String(stage.clock.now()), at], { stdio: 'ignore' })
    const [, signal] = await once(child, 'exit')
    assert.equal(signal, 'SIGKILL', at)
    assert.equal((await releases.after(0, 10)).length, at === 'after' ? 1 : 0, at)
    await releaseDue(work)
    assert.deepEqual(
      (await releases.after(0, 10)).map(({ serial, kind }) => [serial, kind]),
      [[1, 'publish']],
      at,
    )
  }
  const instants = isMore ? (['before', 'within', 'after'] as const) : (['within'] as const)
  await Promise.all(instants.map(killed))
})

test('what a server slept through is released late where its time is not over, and else never', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, releases, stage } = of
  const over = await approved(laterDraft(of, HOUR))
  const late = await approved({
    ...plainDraft(''),
    window: { from: iso(stage.clock.now() + HOUR), until: iso(stage.clock.now() + 5 * DAY) },
  })
  stage.clock.advance(3 * DAY)
  await releaseDue(work)
  assert.deepEqual(
    (await releases.after(0, 10)).map(({ bulletin }) => bulletin),
    [late.id],
  )
  const shown = await bulletins.bulletin(editor, over.id)
  assert.equal(shown.standing, 'none')
  assert.equal(shown.held?.code, 'bulletinOver')
  assert.match(shown.held?.vi ?? '', /hết hiệu lực/)
  await assert.rejects(bulletins.correctBulletin(editor, over.id, { version: 1 }), { code: 'bulletinUnpublished' })
  stage.clock.advance(5 * DAY)
  await assert.rejects(bulletins.cancelBulletin(editor, late.id, { version: 1, reason: '' }), { code: 'bulletinOver' })
})

test('a content that was altered in the database after it was submitted is approved by nobody', async t => {
  const of = await withBulletins(t, databases)
  const { bulletins, submitted, releases, until } = of
  const shown = await submitted(plainDraft(until))
  await alterTitle(of, shown.id, 'Uống thuốc này')
  await assert.rejects(approve(bulletins, approver, shown), { code: 'bulletinAltered' })
  // Nor where whoever altered it made the digest fit.
  const altered = await bulletins.bulletin(approver, shown.id)
  assert.notEqual(altered.sha256, shown.sha256)
  await assert.rejects(approve(bulletins, approver, altered), { code: 'bulletinAltered' })
  assert.deepEqual(await releases.after(0, 10), [])
})

test('a content that was altered in the database while it waited is held, and keeps no other from its release', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, releases, stage } = of
  const altered = await approved(laterDraft(of, HOUR))
  const fitting = await approved(laterDraft(of, HOUR))
  const good = await approved(laterDraft(of, HOUR))
  await alterTitle(of, altered.id, 'Uống thuốc này')
  // With a digest that fits: the trail still says what was approved.
  await alterTitle(of, fitting.id, 'Uống thuốc này')
  const { sha256 } = await bulletins.bulletin(editor, fitting.id)
  await tables(of).updateTable('bulletin').set({ sha256 }).where('id', '=', fitting.id).execute()
  stage.clock.advance(HOUR)
  await releaseDue(work)
  await releaseDue(work)
  assert.deepEqual(
    (await releases.after(0, 10)).map(({ bulletin }) => bulletin),
    [good.id],
  )
  for (const { id } of [altered, fitting]) {
    const shown = await bulletins.bulletin(editor, id)
    assert.deepEqual([shown.state, shown.standing, shown.held?.code], ['approved', 'none', 'contentAltered'])
    const held = (await work.store.trailOf(id, 10)).at(-1)
    assert.deepEqual([held?.action, held?.details.code], ['bulletin.hold', 'contentAltered'])
  }
})

test('what a cancelled bulletin says in short messages is stopped where it goes out, and needs two people anew where it waits', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, stage } = of
  const { authority } = stage
  await enrolled(stage, 'mot')
  const rounds = smsRounds(authority)
  const draft = plainDraft(of.until)
  const sms = [{ language: 'vi', text: 'BYT: hãy rửa tay.' }]
  const withSms: BulletinDraft = {
    ...draft,
    renditions: { ...draft.renditions, sms },
    correction: { ...draft.correction, sms },
  }
  const released = async () => {
    const { id } = await approved(withSms)
    await draftSmsRounds(work, rounds)
    const [{ round }] = await bulletinRows(work.store).smsDraftsOf(id)
    return { id, round }
  }
  const onItsWay = async (round: string) => {
    const { version } = await authority.round(editor, round)
    await authority.submitRound(editor, round, { version })
  }
  const [going, waiting, submitted] = [await released(), await released(), await released()]
  await onItsWay(submitted.round)
  await onItsWay(waiting.round)
  await approveRound(stage, waiting.round)
  await onItsWay(going.round)
  await approveRound(stage, going.round)
  await authority.scheduleRound(approver, going.round)
  const [task] = (await authority.live(going.round)).directives
  assert.equal(task.wish, 'run')
  await bulletins.cancelBulletin(editor, going.id, { version: 1, reason: 'Sai tỉnh' })
  assert.deepEqual(
    (await authority.live(going.round)).directives.map(({ wish }) => wish),
    ['stop'],
  )
  const told = (await work.store.trailOf(going.round, 10)).slice(-2)
  assert.deepEqual(
    told.map(({ action, details }) => [action, details.reason]),
    [
      ['round.stop', 'Sai tỉnh'],
      ['round.take-back', 'Sai tỉnh'],
    ],
  )
  assert.deepEqual((await authority.round(approver, going.round)).takenBack, {
    at: iso(stage.clock.now()),
    reason: 'Sai tỉnh',
    by: { is: 'bulletin', id: going.id },
  })
  await bulletins.correctBulletin(editor, waiting.id, { version: 1 })
  await bulletins.correctBulletin(editor, submitted.id, { version: 1 })
  for (const { id, round } of [waiting, submitted]) {
    const { state, title, takenBack } = await authority.round(approver, round)
    assert.deepEqual(
      [state, title, takenBack?.by, takenBack?.reason],
      ['draft', 'Rửa tay', { is: 'bulletin', id }, 'Bản tin được đính chính'],
    )
    await assert.rejects(authority.scheduleRound(approver, round), { code: 'stateConflict' })
  }
  // What was taken back before its round was drafted is drafted no more; its correction is.
  const quick = await approved(withSms)
  await bulletins.correctBulletin(editor, quick.id, { version: 1 })
  await draftSmsRounds(work, rounds)
  const made = await bulletinRows(work.store).smsDraftsOf(quick.id)
  assert.deepEqual(
    made.map(({ kind }) => kind),
    ['correct'],
  )
  // Nor what nobody drafted while its time lasted.
  const late = await approved(withSms)
  stage.clock.advance(6 * DAY)
  await draftSmsRounds(work, rounds)
  assert.deepEqual(await bulletinRows(work.store).smsDraftsOf(late.id), [])
})

test('a round is taken back whatever its title says, and what begins like a taking back is none', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, stage } = of
  const { authority } = stage
  await enrolled(stage, 'mot')
  const rounds = smsRounds(authority)
  const draft = plainDraft(of.until)
  const sms = [{ language: 'vi', text: 'BYT: ngừng dùng thuốc này.' }]
  const { id } = await approved({
    ...draft,
    renditions: { ...draft.renditions, sms, page: draft.renditions.page.map(page => ({ ...page, title: RECALL })) },
    correction: { ...draft.correction, sms },
  })
  await draftSmsRounds(work, rounds)
  const [{ round }] = await bulletinRows(work.store).smsDraftsOf(id)
  const { version } = await authority.round(editor, round)
  await authority.submitRound(editor, round, { version })
  await approveRound(stage, round)
  const before = await authority.round(approver, round)
  assert.deepEqual([before.title, before.takenBack], [RECALL, null])
  await bulletins.cancelBulletin(editor, id, { version: 1, reason: 'Nhầm lô' })
  const after = await authority.round(approver, round)
  assert.deepEqual([after.state, after.title], ['draft', RECALL])
  assert.equal(after.takenBack?.reason, 'Nhầm lô')
  await assert.rejects(authority.scheduleRound(approver, round), { code: 'stateConflict' })
  const [found] = await foundRounds.documents(work.store, round)
  assert.ok(found.title === RECALL && found.text.includes('Đã thu hồi'))
  // Once more does nothing more; a copy was not taken back.
  const { version: now } = after
  await work.transaction(
    async tx => await rounds.takeBack(tx, editor, round, { by: { is: 'bulletin', id }, reason: 'Lần nữa' }),
  )
  const again = await authority.round(approver, round)
  assert.deepEqual([again.version, again.takenBack], [now, after.takenBack])
  const copy = await authority.copyRound(editor, round, {})
  assert.deepEqual([copy.title, copy.takenBack], [RECALL, null])
  const asked = { cursor: null, limit: 50, campaign: null, states: null }
  const { items } = await authority.rounds(asked)
  assert.deepEqual(
    new Map(items.map(each => [each.id, each.takenBack !== null])),
    new Map([
      [copy.id, false],
      [round, true],
    ]),
  )
})
const RECALL = 'Thu hồi: thuốc ho lô 042'

test('the short messages of an exercise become a round that is one for good, for those who have named test numbers', async t => {
  const { approved, work, stage, until } = await withBulletins(t, databases)
  const { authority } = stage
  await enrolled(stage, 'mot')
  await enrolled(stage, 'hai', { exercise: null })
  const draft = plainDraft(until)
  const sms = [{ language: 'vi', text: 'BYT: hãy rửa tay.' }]
  const { id } = await approved({
    ...draft,
    purpose: 'exercise',
    renditions: { ...draft.renditions, sms },
    correction: { ...draft.correction, sms },
  })
  await draftSmsRounds(work, smsRounds(authority))
  const [{ round }] = await bulletinRows(work.store).smsDraftsOf(id)
  const { purpose, content, faults } = await authority.round(editor, round)
  assert.deepEqual([purpose, content.operators, faults], ['exercise', ['mot'], []])
})

test('a newer version leaves the round of the one before to people, who see it where they approve; a cancel stops what any version says', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, stage } = of
  const { authority } = stage
  await enrolled(stage, 'mot')
  const draft = plainDraft(of.until)
  const sms = [{ language: 'vi', text: 'BYT: hãy rửa tay.' }]
  const { id } = await approved({
    ...draft,
    renditions: { ...draft.renditions, sms },
    correction: { ...draft.correction, sms },
  })
  await draftSmsRounds(work, smsRounds(authority))
  const [{ round }] = await bulletinRows(work.store).smsDraftsOf(id)
  const rounds = async () => (await bulletins.bulletin(approver, id)).rounds
  assert.deepEqual(await rounds(), [{ round, version: 1, kind: 'publish', isOut: false }])
  const { version } = await authority.round(editor, round)
  await authority.submitRound(editor, round, { version })
  await approveRound(stage, round)
  await authority.scheduleRound(approver, round)
  await bulletins.reviseBulletin(editor, id)
  await submit(bulletins, editor, await bulletins.bulletin(editor, id))
  const shown = await bulletins.bulletin(otherApprover, id)
  assert.deepEqual(shown.rounds, [{ round, version: 1, kind: 'publish', isOut: true }])
  await approve(bulletins, otherApprover, shown)
  const wish = async () => (await authority.live(round)).directives.map(each => each.wish)
  assert.deepEqual(await wish(), ['run'])
  await bulletins.cancelBulletin(editor, id, { version: 2, reason: '' })
  assert.deepEqual([await wish(), (await rounds())[0].isOut], [['stop'], false])
})

test('what waited when the backup was made is not released by a restored server: it may have been already', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, releases, stage } = of
  const { id } = await approved(laterDraft(of, HOUR))
  await restoredNow(stage)
  stage.clock.advance(2 * HOUR)
  await releaseDue(work)
  assert.deepEqual(await releases.after(0, 10), [])
  const shown = await bulletins.bulletin(approver, id)
  assert.equal(shown.held?.code, 'bulletinRestored')
  assert.deepEqual(shown.actions, ['return', 'revise', 'discard'])
  const back = await bulletins.returnBulletin(approver, id, { reason: 'Chưa phát hành' })
  assert.deepEqual([back.state, back.held], ['draft', null])
})

test('a cancelled bulletin stands again after a restore: nobody is told of it before a person says that it stands', async t => {
  const of = await withBulletins(t, databases)
  const { approved, bulletins, work, releases, stage } = of
  const told = async () => {
    const { live } = await new PublicLog(releases).at(stage.clock.now())
    return live.map(({ bulletin }) => bulletin)
  }
  const devices = new StandingNow()
  const standing = async () => {
    const forDevices = await devices.releases(work.store, stage.clock.now())
    assert.deepEqual(forDevices, await releases.standing(stage.clock.now()))
    return forDevices.map(({ bulletin }) => bulletin)
  }
  const ids: string[] = []
  for (let at = 0; at < 3; at++) ids.unshift((await approved(plainDraft(of.until))).id)
  const [cancelled, upheld, back] = ids
  stage.clock.advance(SECOND)
  await bulletins.cancelBulletin(editor, cancelled, { version: 1, reason: '' })
  await restoredNow(stage)
  stage.clock.advance(SECOND)
  assert.deepEqual(await told(), [cancelled], 'what was cancelled stays cancelled')
  assert.deepEqual(await standing(), [cancelled])
  assert.equal(await toldNow(releases, upheld, { nowMs: stage.clock.now(), all: [] }), null)
  const shown = await bulletins.bulletin(approver, upheld)
  assert.equal(shown.standing, 'doubted')
  assert.deepEqual(shown.actions, ['uphold', 'correct', 'cancel', 'revise'])
  const uphold = async (actor: Actor, id: string, version = 1) => await bulletins.upholdBulletin(actor, id, { version })
  await assert.rejects(uphold(editor, upheld), { code: 'forbidden' })
  await assert.rejects(uphold(approver, upheld, 2), { code: 'versionConflict' })
  await assert.rejects(uphold(approver, cancelled), { code: 'bulletinUndoubted' })
  assert.equal((await uphold(approver, upheld)).standing, 'published')
  assert.deepEqual((await standing()).toSorted(), [cancelled, upheld].toSorted())
  await assert.rejects(uphold(approver, upheld), { code: 'bulletinUndoubted' })
  const last = (await work.store.trailOf(upheld, 10)).at(-1)
  assert.deepEqual([last?.action, last?.actor.name], ['bulletin.uphold', approver.name])
  await bulletins.cancelBulletin(editor, back, { version: 1, reason: '' })
  assert.deepEqual((await told()).toSorted(), ids.toSorted())
  const { live } = await new PublicLog(releases).at(stage.clock.now())
  assert.deepEqual(
    live.filter(each => each.standing === 'current').map(({ bulletin }) => bulletin),
    [upheld],
  )
  assert.deepEqual(
    (await releases.after(0, 10)).map(({ serial }) => serial),
    [1, 2, 3, 4, 5],
  )
})

test('a clock that was set back releases nothing twice and dates nothing before what it takes back', async t => {
  const of = await withBulletins(t, databases)
  const { approved, work, bulletins, releases, stage } = of
  const { id } = await approved(laterDraft(of, HOUR))
  stage.clock.advance(2 * HOUR)
  await releaseDue(work)
  const [published] = await releases.of(id)
  stage.clock.advance(-3 * HOUR)
  await releaseDue(work)
  await bulletins.correctBulletin(editor, id, { version: 1 })
  stage.clock.advance(2 * HOUR)
  await releaseDue(work)
  const all = await releases.of(id)
  assert.deepEqual(
    all.map(({ kind, at }) => [kind, at]),
    [
      ['publish', published.at],
      ['correct', published.at],
    ],
  )
})

test('a signature of another version, of another content or of somebody else releases nothing', async t => {
  const { bulletins, draft, submits, releases, ...who } = await withWaiting(t, databases)
  const shown = await submits(who.editor, draft)
  const signedBy = async (signer: typeof who.approver, of: Bulletin) => {
    const said = saidOf({ id: of.id, version: of.version, sha256: of.sha256 ?? '' }, 'approve')
    return await given(who.stage, signer, said)
  }
  const attempts = [
    signedBy(who.second, shown),
    signedBy(who.approver, { ...shown, version: 2 }),
    signedBy(who.approver, { ...shown, sha256: 'b'.repeat(64) }),
  ]
  for (const signature of await Promise.all(attempts))
    await assert.rejects(
      bulletins.approveBulletin(who.approver.actor, shown.id, { ...ofShown(shown), signature, purpose: 'live' }),
      ({ code }: { code: string }) => code === 'notOnRoster' || code === 'signatureOfPersonWrong',
    )
  assert.deepEqual(await releases.after(0, 10), [])
})

test('whoever has the database and forges digest, trail and what was approved alike still lacks two people’s keys: nothing is released', async t => {
  const of = await withWaiting(t, databases)
  const { work, bulletins, draft, submits, approves, releases, stage } = of
  await approves(of.approver, await submits(of.editor, draft))
  await alterTitle(of, draft.id, 'Uống thuốc này')
  const { sha256 } = await bulletins.bulletin(of.editor.actor, draft.id)
  await tables(of).updateTable('bulletin').set({ sha256 }).where('id', '=', draft.id).execute()
  const forger: Actor = { ...PEOPLE.approver, id: 'x', name: 'x' }
  const subject = { kind: 'bulletin', id: draft.id }
  const forged = { version: 1, digest: sha256 ?? '' }
  await work.transaction(async tx => {
    await tx.record(trailActor(forger), { action: 'bulletin.approve', subject, details: forged })
    await keepApproved(tx, subject, { actor: forger, ...forged })
  })
  stage.clock.advance(HOUR)
  await releaseDue(work)
  assert.deepEqual(await releases.after(0, 10), [])
  const held = (await work.store.trailOf(draft.id, 20)).at(-1)
  assert.equal(held?.action, 'bulletin.hold')
  assert.equal(held?.details.code, 'needsTwoPeople')
})
