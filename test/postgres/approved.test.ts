/**
 * Which version two people approved is known however much was recorded since, to whoever sets it going, keeps it as a template or looks at
 * its versions. That, and which rounds were taken back, is known in a database of before too. On both databases.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import { openBulletins } from '../../src/areas/bulletins/area.ts'
import { draftedBulletins } from '../../src/areas/bulletins/drafted.ts'
import { AS_BROUGHT, plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import { releaseDue } from '../../src/areas/bulletins/releasing.ts'
import { draftSmsRounds } from '../../src/areas/bulletins/sms-drafts.ts'
import { bulletinRows } from '../../src/areas/bulletins/store.ts'
import { draftedRounds } from '../../src/areas/rounds/drafted.ts'
import { hashOf, SYSTEM } from '../../src/authority/trail.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import type { Database } from '../../src/sql/database.ts'
import { bulletinsOf, HOUR, iso, laterDraft, withBulletins } from './bulletins-stage.ts'
import { onEachDatabase, tablesOf } from './databases.ts'
import { HANOI, PLAN, to, withPlan } from './plan-stage.ts'
import { type AuthorityFixture, approved, contentFor, DAY, enrolled, openStage, PEOPLE } from './stage.ts'

const { editor, approver } = PEOPLE
/** More than any part of a trail that is read at once. */
const SINCE = 6000
const ROWS = 500

/** So much was recorded of a thing since, in a trail that is whole. */
async function recordedSince(
  { authority, database, clock }: AuthorityFixture,
  subject: { readonly kind: string; readonly id: string },
): Promise<void> {
  const head = await authority.work.store.trailHead()
  let { entries: sequence, hash: previous } = head
  const rows: object[] = []
  for (let more = 0; more < SINCE; more++) {
    const entry = {
      sequence: ++sequence,
      at: iso(clock.now()),
      actor: SYSTEM,
      previous,
      action: `${subject.kind}.hold`,
      subject,
      details: { more },
    }
    const hash = hashOf(entry)
    rows.push({
      sequence,
      at: clock.now(),
      action: entry.action,
      details: canonicalJson({ more }),
      actor_kind: SYSTEM.kind,
      actor_id: SYSTEM.id,
      actor_name: SYSTEM.name,
      subject_kind: subject.kind,
      subject_id: subject.id,
      previous,
      hash,
    })
    previous = hash
  }
  const tables = tablesOf(database)
  while (rows.length > 0)
    await tables
      .insertInto('trail')
      .values(rows.splice(0, ROWS) as never)
      .execute()
  await tables.updateTable('trail_head').set({ entries: sequence, hash: previous }).execute()
}

/** As it was before the step that keeps what was approved. */
async function asBefore(database: Database): Promise<void> {
  await sql`drop table approved_version`.execute(database.kysely)
  if (database.kind === 'postgres') await sql`drop function approved_version_refuse`.execute(database.kysely)
  const step = '038-approved-versions'
  await sql`delete from loa_migration where name = ${step}`.execute(database.kysely)
}

/** As it was before the step that keeps which rounds were taken back. */
async function asBeforeTakenBack(database: Database): Promise<void> {
  for (const name of ['at', 'is', 'by', 'why']) {
    const column = sql.ref(`taken_back_${name}`)
    await sql`alter table round drop column ${column}`.execute(database.kysely)
  }
  const step = '039-rounds-taken-back'
  await sql`delete from loa_migration where name = ${step}`.execute(database.kysely)
}

onEachDatabase(databases => {
  for (const made of ['today', 'before'] as const) {
    const name =
      made === 'today'
        ? 'of which thousands of entries were recorded since'
        : 'of a database that kept it in its trail alone'

    test(`a round ${name} is scheduled as it was approved, is a template, and its version is an approved one`, async t => {
      const stage = await openStage(t, databases)
      await enrolled(stage, 'mot')
      const { id, digest } = await approved(stage, contentFor(['mot']))
      await recordedSince(stage, { kind: 'round', id })
      if (made === 'before') await asBefore(stage.database)
      const { authority } = made === 'today' ? stage : await openStage(t, databases, stage)
      assert.deepEqual(
        (await authority.versions(id)).map(({ isApproved }) => isApproved),
        [true],
      )
      const kept = await draftedRounds.approved(authority.work.store, id)
      assert.deepEqual([kept?.digest, kept?.by, kept?.version], [digest, approver.name, 1])
      const scheduled = await authority.scheduleRound(approver, id)
      assert.equal(scheduled.state, 'scheduled')
      assert.equal((await authority.verifyTrail()).is, 'whole')
    })

    test(`a bulletin ${name} is released when its time comes, and is a template`, async t => {
      const { stage, work, approved: approvedBulletin } = await withBulletins(t, databases)
      const { id } = await approvedBulletin(laterDraft({ stage }, HOUR))
      await recordedSince(stage, { kind: 'bulletin', id })
      if (made === 'before') await asBefore(stage.database)
      const { authority } = made === 'today' ? stage : await openStage(t, databases, stage)
      const bulletins = bulletinsOf(authority)
      stage.clock.advance(HOUR)
      await releaseDue(authority.work)
      assert.deepEqual(
        [...(await bulletins.releases(id)).map(({ version }) => version)],
        [1],
        JSON.stringify((await bulletins.bulletin(editor, id)).held),
      )
      const kept = await draftedBulletins.approved(work.store, id)
      assert.deepEqual([kept?.version, kept?.by], [1, approver.name])
    })
  }

  test('what a row says was approved counts for nothing where the trail says otherwise', async t => {
    const stage = await openStage(t, databases)
    const { authority, database } = stage
    await enrolled(stage, 'mot')
    const { id } = await approved(stage, contentFor(['mot']))
    const tables = tablesOf(database)
    const all = tables.selectFrom('approved_version').selectAll()
    const [row] = await all.execute()
    await assert.rejects(tables.updateTable('approved_version').set({ digest: 'x' }).execute())
    await assert.rejects(tables.deleteFrom('approved_version').execute())
    // Whoever has the database adds one of their own, and alters the round to it.
    await tables
      .insertInto('approved_version')
      .values({ ...row, version: 2 })
      .execute()
    await authority.saveRound(editor, id, { version: 1, content: contentFor(['mot']) })
    await tables.updateTable('round').set({ state: 'approved' }).where('id', '=', id).execute()
    await assert.rejects(authority.scheduleRound(approver, id), { code: 'contentAltered' })
  })

  test('a version that was approved, sent back and approved anew is the one that was approved last', async t => {
    const { stage, bulletins, submitted, work } = await withBulletins(t, databases)
    const draft = laterDraft({ stage }, DAY)
    const { id } = await submitted(draft)
    const approve = async (who = approver) => {
      const { version, sha256 } = await bulletins.bulletin(who, id)
      const { purpose } = draft
      return await bulletins.approveBulletin(who, id, { version, sha256: sha256 ?? '', purpose })
    }
    await approve()
    await bulletins.returnBulletin(approver, id, { reason: 'Sai tỉnh' })
    const { version, sha256 } = await bulletins.bulletin(editor, id)
    await bulletins.submitBulletin(editor, id, { version, sha256: sha256 ?? '' })
    await approve(PEOPLE.otherApprover)
    const kept = await work.store.approved({ kind: 'bulletin', id })
    assert.deepEqual(
      kept.map(each => [each.version, each.by.name]),
      [
        [1, approver.name],
        [1, PEOPLE.otherApprover.name],
      ],
    )
    stage.clock.advance(DAY)
    await releaseDue(work)
    assert.equal((await bulletins.releases(id)).length, 1)
    assert.equal((await draftedBulletins.approved(work.store, id))?.by, PEOPLE.otherApprover.name)
  })

  test('a database of before knows which rounds were taken back by what was done, and not by their titles', async t => {
    const of = await withBulletins(t, databases)
    const { stage, work } = of
    const { authority, database } = stage
    await enrolled(stage, 'mot')
    const rounds = smsRounds(authority)
    const title = 'Thu hồi: thuốc ho lô 042'
    const drafted = async () => {
      const draft = plainDraft(of.until)
      const sms = [{ language: 'vi', text: 'BYT: hãy rửa tay.' }]
      const { id } = await of.approved({
        ...draft,
        renditions: { ...draft.renditions, sms },
        correction: { ...draft.correction, sms },
      })
      await draftSmsRounds(work, rounds)
      const [{ round }] = await bulletinRows(work.store).smsDraftsOf(id)
      return { id, round }
    }
    const [stands, cancelled, unseen] = [await drafted(), await drafted(), await drafted()]
    for (const { round } of [stands, unseen]) {
      const { version, content } = await authority.round(editor, round)
      await authority.saveRound(editor, round, { version, content: { ...content, title } })
    }
    stage.clock.advance(HOUR)
    await of.bulletins.cancelBulletin(editor, cancelled.id, { version: 1, reason: 'Sai tỉnh' })
    // By its title it was taken back already, so that nothing was done with it.
    const past = openBulletins({
      work,
      sounds: AS_BROUGHT,
      channels: [],
      rounds: { ...rounds, takeBack: async () => {} },
    })
    await past.correctBulletin(editor, unseen.id, { version: 1 })
    const at = iso(stage.clock.now())
    await asBeforeTakenBack(database)
    const { authority: today } = await openStage(t, databases, stage)
    const takenBack = async (round: string) => (await today.round(editor, round)).takenBack
    assert.equal(await takenBack(stands.round), null, title)
    assert.deepEqual(await takenBack(cancelled.round), {
      at,
      reason: 'Sai tỉnh',
      by: { is: 'bulletin', id: cancelled.id },
    })
    assert.deepEqual(await takenBack(unseen.round), { at, reason: '', by: { is: 'bulletin', id: unseen.id } })
  })

  test('a database of before knows of a round that a plan has taken back, and of one that stands', async t => {
    const of = await withPlan(t, databases)
    const { authority, database } = of.stage
    await enrolled(of.stage, 'mot')
    const begunBy = async (level: string) => {
      const change = await of.decided([to(HANOI, level)])
      await of.carryOut()
      of.clock.advance(HOUR)
      const deeds = await of.deeds(change)
      return deeds.find(({ does, thing }) => does === 'begin' && thing?.is === 'round')?.thing?.id
    }
    const left = (await begunBy('cao')) ?? ''
    await begunBy('thap')
    const at = iso(of.clock.now() - HOUR)
    const stands = (await begunBy('cao')) ?? ''
    assert.ok(left !== '' && stands !== '' && left !== stands)
    await asBeforeTakenBack(database)
    const { authority: today } = await openStage(t, databases, of.stage)
    assert.deepEqual((await today.round(editor, left)).takenBack, { at, by: { is: 'plan', id: PLAN }, reason: '' })
    assert.equal((await today.round(editor, stands)).takenBack, null)
    assert.equal((await authority.verifyTrail()).is, 'whole')
  })
})
