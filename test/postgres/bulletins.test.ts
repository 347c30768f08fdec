/** Bulletins on their way to being released, and taken back, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openAuthority } from '../../src/app/authority.ts'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import { contentText } from '../../src/areas/bulletins/content.ts'
import { broadcasting, plainDraft, wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { monthRecordOf } from '../../src/areas/bulletins/month-record.ts'
import { releaseDue } from '../../src/areas/bulletins/releasing.ts'
import { draftSmsRounds } from '../../src/areas/bulletins/sms-drafts.ts'
import { UNUSED_MS } from '../../src/areas/bulletins/sounds.ts'
import { bulletinRows } from '../../src/areas/bulletins/store.ts'
import { newestRoster } from '../../src/authority/signed.ts'
import { type Sound, saidOfBulletin } from '../../src/directive/bulletin.ts'
import { checkApproved } from '../../src/directive/proof.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import {
  approve,
  HOUR,
  iso,
  laterDraft,
  publishedPage,
  submit,
  tables,
  withBulletins,
  withRoster,
  withWaiting,
} from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { waitsFor } from './overview-stage.ts'
import { DAY, PEOPLE, SECOND, staged } from './stage.ts'

const { editor, approver, otherApprover } = PEOPLE

onEachDatabase(describeRows)

function describeRows(databases: Databases): void {
  test('a bulletin without a beginning is released in the very step that approves it', async t => {
    const { bulletins, submitted, releases, until, stage } = await withBulletins(t, databases)
    const shown = await submitted(plainDraft(until))
    assert.deepEqual([shown.state, shown.standing], ['submitted', 'none'])
    const approved = await approve(bulletins, approver, shown)
    assert.deepEqual([approved.state, approved.standing], ['approved', 'published'])
    const [released, ...others] = await releases.after(0, 10)
    assert.equal(others.length, 0)
    assert.deepEqual(
      [released.serial, released.kind, released.sha256, released.by],
      [1, 'publish', shown.sha256, approver.name],
    )
    assert.deepEqual(released.channels, ['page'])
    assert.equal(sha256Of(contentText(released.content)), released.sha256)
    assert.equal(released.approval, null)
    assert.deepEqual(await releases.standing(stage.clock.now()), [{ ...released, publishedAt: released.at }])
    const told = stage.changes.filter(({ is }) => is === 'release')
    const { content: _, approval: __, ...release } = released
    assert.deepEqual(told, [{ is: 'release', release }])
    assert.equal((await stage.authority.verifyTrail()).is, 'whole')
  })

  test('the log of releases only grows: the database itself refuses to change or remove an entry', async t => {
    const of = await withBulletins(t, databases)
    await of.approved(plainDraft(of.until))
    const { kysely } = of.stage.database
    for (const statement of [sql`update bulletin_release set sha256 = 'x'`, sql`delete from bulletin_release`])
      await assert.rejects(statement.execute(kysely), /can only grow/)
    assert.equal((await of.releases.after(0, 10)).length, 1)
  })

  test('what is on the list tells of each bulletin where it stands, without reading what it says', async t => {
    const of = await withBulletins(t, databases)
    const { approved, bulletins, until, stage } = of
    const scheduled = await approved(laterDraft(of, HOUR))
    stage.clock.advance(SECOND)
    const published = await approved({ ...plainDraft(until), priority: 'urgent' })
    stage.clock.advance(SECOND)
    const draft = await bulletins.createBulletin(editor, { ...plainDraft(until), purpose: 'exercise' })
    const listed = async (query: Partial<Parameters<typeof bulletins.bulletins>[0]> = {}) =>
      (await bulletins.bulletins({ cursor: null, limit: 10, states: null, purpose: null, ...query })).items.map(
        ({ id, standing }) => [id, standing],
      )
    const [first, second, third] = [
      [draft.id, 'none'],
      [published.id, 'published'],
      [scheduled.id, 'scheduled'],
    ]
    assert.deepEqual(await listed(), [first, second, third])
    assert.deepEqual(await listed({ states: ['approved'] }), [second, third])
    assert.deepEqual(await listed({ states: ['submitted'] }), [])
    assert.deepEqual(await listed({ purpose: 'exercise' }), [first])
    const { items } = await bulletins.bulletins({ cursor: null, limit: 2, states: null, purpose: 'live' })
    assert.deepEqual(
      [items[0].title, items[0].priority, items[0].channels, items[0].until],
      ['Rửa tay', 'urgent', ['page'], new Date(until).toISOString()],
    )
    stage.clock.advance(6 * DAY)
    assert.deepEqual((await listed({ states: ['approved'] }))[0], [published.id, 'over'])
  })

  test('the month’s record counts what was published, by priority and channel, what was taken back, and exercises apart', async t => {
    const of = await withBulletins(t, databases)
    const { approved, bulletins, work, until } = of
    const month = { month: '2026-02', timeZone: 'Asia/Ho_Chi_Minh' }
    assert.equal(await monthRecordOf(work.store, month), null)
    const urgent = await approved({ ...plainDraft(until), priority: 'urgent' })
    const normal = await approved(plainDraft(until))
    await approved({ ...plainDraft(until), purpose: 'exercise' })
    await bulletins.correctBulletin(editor, urgent.id, { version: 1 })
    await bulletins.cancelBulletin(approver, urgent.id, { version: 1, reason: '' })
    const revised = await bulletins.reviseBulletin(editor, normal.id)
    await approve(bulletins, approver, await submit(bulletins, editor, revised))
    const record = await monthRecordOf(work.store, month)
    assert.deepEqual(
      record?.releases.map(each => [each.serial, each.purpose, each.priority, each.kind]),
      [
        [1, 'live', 'urgent', 'publish'],
        [2, 'live', 'normal', 'publish'],
        [3, 'exercise', 'normal', 'publish'],
        [4, 'live', 'urgent', 'correct'],
        [5, 'live', 'urgent', 'cancel'],
        [6, 'live', 'normal', 'publish'],
      ],
    )
    const log = await bulletinRows(work.store).releasesAfter(0, 10)
    assert.deepEqual(
      record?.releases.map(({ sha256, bulletin, version }) => ({ sha256, bulletin, version })),
      log.map(({ sha256, bulletin, version }) => ({ sha256, bulletin, version })),
      'each is an entry of the log',
    )
    const placement = {
      kind: 'press' as const,
      outlet: 'Báo (giả định)',
      at: iso(of.stage.clock.now()),
      link: '',
      note: '',
    }
    await bulletins.recordPlacement(editor, normal.id, placement)
    const wrong = await bulletins.recordPlacement(editor, normal.id, placement)
    await bulletins.withdrawPlacement(editor, wrong.id, { reason: 'Nhầm' })
    const counted = await monthRecordOf(work.store, month)
    assert.deepEqual(
      counted?.placements.map(({ bulletin, purpose, kind }) => [bulletin, purpose, kind]),
      [[normal.id, 'live', 'press']],
      'what was withdrawn counts no more',
    )
    const before = await monthRecordOf(work.store, { ...month, month: '2026-01' })
    assert.deepEqual(before, { releases: [], placements: [] })
  })

  test('two people press cancel at once: it is cancelled once, and the other is told that it was', async t => {
    const { approved, bulletins, releases, until } = await withBulletins(t, databases)
    const { id } = await approved(plainDraft(until))
    const press = async (who: typeof editor) => await bulletins.cancelBulletin(who, id, { version: 1, reason: 'Sai' })
    const pressed = await Promise.allSettled([press(editor), press(approver), press(otherApprover)])
    const refused = pressed.filter(each => each.status === 'rejected')
    assert.deepEqual(
      refused.map(({ reason }) => (reason as { code: string }).code),
      ['bulletinCancelled', 'bulletinCancelled'],
    )
    assert.deepEqual(
      (await releases.of(id)).map(({ serial, kind }) => [serial, kind]),
      [
        [1, 'publish'],
        [2, 'cancel'],
      ],
    )
  })

  test('a server that is killed between approval and release releases once, whoever comes after it', async t => {
    const of = await withBulletins(t, databases)
    const { approved, work, releases, stage } = of
    await approved(laterDraft(of, HOUR))
    stage.clock.advance(HOUR)
    // It dies within the transaction of the release: the disk never had it.
    const dies = new Error('killed')
    const dying = {
      ...work,
      transaction: async () =>
        await work.transaction(async tx => {
          const rows = bulletinRows(tx.store)
          const [due] = await rows.due(tx.now, 1)
          await rows.putBulletin({ ...due, dueAt: null })
          throw dies
        }),
    } as typeof work
    await assert.rejects(releaseDue(dying), dies)
    assert.deepEqual(await releases.after(0, 10), [])
    // Two that come after it, at once, with what is in the database and nothing else.
    const { database, clock, key } = stage
    const again = async () => staged(await openAuthority({ database, clock, signingKey: key })).work
    const [second, third] = [await again(), await again()]
    await Promise.all([second, third, work].map(async each => await releaseDue(each)))
    await releaseDue(work)
    assert.equal((await releases.after(0, 10)).length, 1)
  })

  test('a correction that was altered in the log itself is released by nobody', async t => {
    const of = await withBulletins(t, databases)
    const { approved, bulletins, releases, until, stage } = of
    const { id } = await approved(plainDraft(until))
    const { kysely } = stage.database
    const drop =
      databases.kind === 'sqlite'
        ? sql`drop trigger bulletin_release_no_update`
        : sql`drop trigger bulletin_release_no_change on bulletin_release`
    await drop.execute(kysely)
    const [{ content }] = await tables(of).selectFrom('bulletin_release').select('content').execute()
    await tables(of)
      .updateTable('bulletin_release')
      .set({ content: content.replace('Tin trước không đúng', 'Tin trước là đúng') })
      .execute()
    await assert.rejects(bulletins.correctBulletin(editor, id, { version: 1 }), { code: 'contentAltered' })
    assert.equal((await releases.of(id)).length, 1)
  })

  test('ten thousand bulletins are listed a page at a time, each once', async t => {
    const of = await withBulletins(t, databases)
    const { bulletins, until, stage } = of
    const { id } = await bulletins.createBulletin(editor, plainDraft(until))
    const one = await tables(of).selectFrom('bulletin').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const BULLETINS = 10_000
    // Made of that one where it lies. The number has twelve digits, as the end of an id.
    const columns = Object.keys(one).map(name => sql.ref(name))
    const others: Readonly<Record<string, ReturnType<typeof sql>>> = {
      id: sql`'00000000-0000-4000-8000-' || cast(100000000000 + number as text)`,
      created_at: sql`created_at + number / 3`,
    }
    const values = Object.keys(one).map(name => others[name] ?? sql.ref(name))
    await sql`
      with recursive numbers(number) as (
        select 1 union all select number + 1 from numbers where number < ${sql.lit(BULLETINS - 1)}
      )
      insert into bulletin (${sql.join(columns)})
      select ${sql.join(values)} from bulletin, numbers`.execute(stage.database.kysely)
    const page = async (cursor: string | null) =>
      await bulletins.bulletins({ cursor, limit: 200, states: null, purpose: null })
    const seen = new Set<string>()
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const { items, next }: Awaited<ReturnType<typeof page>> = await page(cursor)
      for (const item of items) seen.add(item.id)
      cursor = next
    }
    assert.equal(seen.size, BULLETINS)
    // A page is read by the index of its order, wherever it begins, and never by all of them.
    if (databases.kind === 'sqlite') {
      const { rows } = await sql<{ detail: string }>`explain query plan
        select id from bulletin where (created_at, id) < (${one.created_at + 9}, 'x')
        order by created_at desc, id desc limit 201`.execute(stage.database.kysely)
      assert.match(rows.map(({ detail }) => detail).join(), /SEARCH .*bulletin_newest/)
    }
  })

  test('a release with short messages becomes one draft of a round with everything filled in, whatever is killed in between; its correction another', async t => {
    const of = await withBulletins(t, databases)
    const { approved, bulletins, work, until, stage } = of
    const { authority } = stage
    const text = (language: string, said: string) => ({ language, text: said })
    const draft = plainDraft(until)
    const { id } = await approved({
      ...draft,
      provinces: [{ code: '26', asOf: '2020-02-13' }],
      renditions: { ...draft.renditions, sms: [text('vi', 'BYT: hãy rửa tay.')] },
      correction: { ...draft.correction, sms: [text('vi', 'BYT: tin trước không đúng.')] },
    })
    const rounds = smsRounds(authority)
    const dies = new Error('killed')
    const dying = {
      ...rounds,
      draft: async (...given: Parameters<typeof rounds.draft>) => {
        await rounds.draft(...given)
        throw dies
      },
    }
    const listed = async () => (await authority.rounds({ cursor: null, limit: 10, campaign: null, states: null })).items
    await assert.rejects(draftSmsRounds(work, dying), dies)
    assert.deepEqual(await listed(), [])
    await Promise.all([draftSmsRounds(work, rounds), draftSmsRounds(work, rounds)])
    await draftSmsRounds(work, rounds)
    const [made, ...others] = await listed()
    assert.equal(others.length, 0)
    // It waits for whoever writes, by its release, and its campaign says what it is of and when.
    const waits = async () => (await waitsFor(stage, editor)).map(({ name, page, isUrgent }) => [name, page, isUrgent])
    assert.deepEqual(await waits(), [['Rửa tay', `/rounds/${made.id}/compose`, true]])
    const { items: campaigns } = await authority.campaigns({ cursor: null, limit: 9, search: null })
    assert.deepEqual(
      campaigns.map(({ title }) => title),
      ['Bản tin: Rửa tay – 07:00 ngày 03/02/2026'],
    )
    const { content, authors, state } = await authority.round(approver, made.id)
    assert.deepEqual([state, authors, content.title], ['draft', [editor.name], 'Rửa tay'])
    assert.deepEqual(content.messages, [{ variants: [text('vi', 'BYT: hãy rửa tay.')] }])
    assert.deepEqual(content.audience.provinces, [{ code: '26', asOf: '2020-02-13' }])
    assert.deepEqual([content.window.notBefore, content.window.notAfter], [null, until])
    assert.deepEqual(await bulletins.proofs(id), [
      ...publishedPage(stage.clock.now(), 'publish'),
      waitingFor(stage.clock.now(), 'publish'),
    ])
    await bulletins.correctBulletin(approver, id, { version: 1 })
    await draftSmsRounds(work, rounds)
    const both = await listed()
    assert.equal(both.length, 2)
    const correction = both.find(({ id: each }) => each !== made.id)
    assert.equal(correction?.campaign, made.campaign)
    // What the bulletin said before waits for nobody: it was taken back with it.
    const said = 'Đính chính: rửa tay'
    assert.deepEqual(await waits(), [[said, `/rounds/${correction?.id}/compose`, true]])
    const corrected = await authority.round(editor, correction?.id ?? '')
    assert.deepEqual(corrected.content.messages[0].variants, [text('vi', 'BYT: tin trước không đúng.')])
    // What is cancelled is told to nobody by a message of its own.
    await bulletins.cancelBulletin(editor, id, { version: 1, reason: '' })
    await draftSmsRounds(work, rounds)
    assert.equal((await listed()).length, 2)
  })

  test('short messages wait in what is proved until their draft is put away or their time is over, and no two campaigns of bulletins are called alike', async t => {
    const of = await withBulletins(t, databases)
    const { approved, bulletins, work, until, stage } = of
    const { authority } = stage
    const rounds = smsRounds(authority)
    const draft = plainDraft(until)
    const sms = (text: string) => [{ language: 'vi', text }]
    const texting: BulletinDraft = {
      ...draft,
      renditions: { ...draft.renditions, sms: sms('BYT: hãy rửa tay.') },
      correction: { ...draft.correction, sms: sms('BYT: tin trước không đúng.') },
    }
    const [put, ended] = [await approved(texting), await approved(texting)]
    await draftSmsRounds(work, rounds)
    const campaigns = await authority.campaigns({ cursor: null, limit: 10, search: null })
    const [first = '', second, ...others] = campaigns.items.map(({ title }) => title).toSorted()
    assert.match(first, /Rửa tay – .*\d{4}$/)
    assert.deepEqual([second, others], [`${first} (2)`, []])
    const proved = async (id: string) =>
      (await bulletins.proofs(id))
        .filter(({ channel }) => channel === 'sms')
        .map(({ release, kind }) => `${release} ${kind}`)
    assert.deepEqual([await proved(put.id), await proved(ended.id)].flat(), ['publish waiting', 'publish waiting'])
    // Its correction takes the draft of the message back, and waits itself.
    await bulletins.correctBulletin(editor, put.id, { version: 1 })
    await draftSmsRounds(work, rounds)
    assert.deepEqual(await proved(put.id), ['publish missed', 'correct waiting'])
    const { rounds: made } = await bulletins.bulletin(editor, put.id)
    await authority.archiveRound(editor, made[1].round)
    assert.deepEqual(await proved(put.id), ['publish missed', 'correct missed'])
    assert.deepEqual(await proved(ended.id), ['publish waiting'])
    stage.clock.advance(6 * DAY)
    assert.deepEqual(await proved(ended.id), ['publish missed'])
  })

  test('a routine bulletin that would ring every phone is refused with one sentence while nobody has ticked it, and both signatures name what was ticked', async t => {
    const of = await withRoster(t, databases)
    const { bulletins, stage, submits, approves, releases, ...who } = of
    const loud: BulletinDraft = {
      ...broadcasting(plainDraft(of.until), iso(stage.clock.now() + HOUR)),
      priority: 'normal',
    }
    const { id } = await bulletins.createBulletin(who.editor.actor, loud)
    const shown = await bulletins.bulletin(who.editor.actor, id)
    assert.deepEqual(shown.doubts, ['broadcast-louder-than-level'])
    const unseen = { ...shown, doubts: [] }
    const refused = (failure: { code?: string; message?: string }) =>
      failure.code === 'bulletinDoubtsUnseen' && failure.message?.includes('broadcast-louder-than-level') === true
    await assert.rejects(submit(bulletins, who.editor.actor, shown), refused)
    await assert.rejects(submits(who.editor, unseen), refused)
    await submits(who.editor, shown)
    await assert.rejects(approves(who.approver, unseen), refused)
    await approves(who.approver, shown)
    const [released] = await releases.of(id)
    const { submitted, approved } = released.approval ?? assert.fail()
    for (const { statement } of [submitted, approved])
      assert.deepEqual(statement.doubts, ['broadcast-louder-than-level'])
    const roster = (await newestRoster(of.work.store)) ?? assert.fail()
    const what = saidOfBulletin(released.content, sha256Of(contentText(released.content)))
    await checkApproved(what, { submitted, approved }, roster)
    const trail = await of.work.store.trailOf(id, 10)
    assert.deepEqual(
      trail
        .filter(({ details }) => 'mismatches' in details)
        .map(({ action }) => action)
        .toSorted(),
      ['bulletin.approve', 'bulletin.submit'],
    )
    // What agrees is submitted and approved as ever, with no word of doubts.
    const agreeing = { ...loud, priority: 'urgent' } as const
    const plain = await bulletins.createBulletin(who.editor.actor, agreeing)
    assert.deepEqual(plain.doubts, [])
    await submits(who.editor, plain)
    const surplus = { ...plain, doubts: shown.doubts }
    await assert.rejects(approves(who.approver, surplus), { code: 'bulletinDoubtsUnseen' })
  })

  test('a broadcast whose end has gone by while its bulletin waited keeps it from being approved, and what is out stays as it was signed', async t => {
    const of = await withRoster(t, databases)
    const { bulletins, stage, submits, approves, ...who } = of
    const make = async () => {
      const draft = broadcasting(plainDraft(of.until), iso(stage.clock.now() + HOUR))
      return await submits(who.editor, await bulletins.createBulletin(who.editor.actor, draft))
    }
    const [out, late] = [await make(), await make()]
    await approves(who.approver, out)
    stage.clock.advance(HOUR)
    await assert.rejects(approves(who.approver, late), { code: 'contentFaulty' })
    const shown = await bulletins.bulletin(who.approver.actor, late.id)
    assert.deepEqual(
      shown.faults.map(({ at, code }) => `${at} ${code}`),
      ['renditions.broadcast.until window-over'],
    )
    const still = await bulletins.bulletin(who.approver.actor, out.id)
    assert.deepEqual([still.sha256, still.faults, still.standing], [out.sha256, [], 'published'])
  })

  test('a file is kept once by its digest, as long as a draft, a release or a placement uses it, and a day besides', async t => {
    const of = await withBulletins(t, databases)
    const { bulletins, work, releases, until, stage } = of
    const brought = async (octets: number) =>
      (await bulletins.keepSound(editor, { by: 'upload', type: 'audio/wav', octets: wav(octets) })).sound
    const [drafted, released, unused] = [await brought(800), await brought(808), await brought(816)]
    assert.deepEqual(await brought(800), drafted)
    const spoken = (sound: Sound) => [{ language: 'vi', spoken: 'Bà con chú ý.', sound, perWindow: 1, gapSeconds: 0 }]
    const speaking = (sound: Sound): BulletinDraft => {
      const draft = plainDraft(until)
      return {
        ...draft,
        renditions: { ...draft.renditions, loudspeakers: spoken(sound) },
        correction: { ...draft.correction, loudspeakers: spoken(sound) },
      }
    }
    const kept = await bulletins.createBulletin(editor, speaking(drafted))
    const out = await of.approved(speaking(released))
    const revised = await bulletins.reviseBulletin(editor, out.id)
    await bulletins.saveBulletin(editor, out.id, { version: revised.version, draft: plainDraft(until) })
    const clean = async () => {
      await work.transaction(async ({ store, now }) => await bulletinRows(store).dropUnused(now - UNUSED_MS))
      const files = [drafted, released, unused].map(({ files: [{ sha256 }] }) => sha256)
      return await Promise.all(files.map(async sha256 => (await bulletinRows(work.store).fileSize(sha256)) !== null))
    }
    assert.deepEqual(await clean(), [true, true, true])
    stage.clock.advance(DAY + SECOND)
    assert.deepEqual(await clean(), [true, true, false])
    // What was not released is given to no channel.
    assert.equal(await releases.file(drafted.files[0].sha256), null)
    await bulletins.discardBulletin(editor, kept.id)
    assert.deepEqual(await clean(), [false, true, false])
    const rows = bulletinRows(work.store)
    const [{ sha256, octets }] = released.files
    assert.equal((await releases.file(sha256))?.octets.length, octets)
    assert.deepEqual(await rows.fileSize(sha256), { type: 'audio/wav', octets })
    const part = Buffer.from(await rows.fileOctets(sha256, 36, 4)).toString()
    assert.equal(part, 'data')
    assert.equal(await rows.sound(unused), null)
    assert.notEqual(await rows.sound(released), null)
  })

  test('with a roster a bulletin is released by two signatures over all that is said, and they go with it', async t => {
    const { work, bulletins, draft, submits, approves, releases, stage, ...who } = await withWaiting(t, databases)
    await assert.rejects(submit(bulletins, who.editor.actor, draft), { code: 'signatureNeeded' })
    const shown = await submits(who.editor, draft)
    await assert.rejects(approve(bulletins, who.approver.actor, shown), { code: 'signatureNeeded' })
    await approves(who.approver, shown)
    stage.clock.advance(HOUR)
    await releaseDue(work)
    const [released] = await releases.of(draft.id)
    const roster = await newestRoster(work.store)
    assert.ok(released.approval !== null && roster !== null)
    const what = saidOfBulletin(released.content, sha256Of(contentText(released.content)))
    await checkApproved(what, released.approval, roster)
    assert.deepEqual(
      [released.approval.submitted.person, released.approval.approved.person],
      [who.editor.actor.id, who.approver.actor.id],
    )
    // One person takes it back, by the signatures of both.
    await bulletins.correctBulletin(who.editor.actor, draft.id, { version: 1 })
    assert.deepEqual((await releases.of(draft.id)).at(-1)?.approval, released.approval)
  })
}

function waitingFor(now: number, release: 'publish' | 'correct') {
  return { channel: 'sms', release, kind: 'waiting', count: 0, unit: 'subscribers', at: iso(now) }
}
