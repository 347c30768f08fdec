/** What people who work here are told, on both databases: who, what, when, once; and what enemies try with it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { openAuthority } from '../../src/app/authority.ts'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import { lookForFound } from '../../src/areas/notices/finding.ts'
import { takeReturnedNotice } from '../../src/areas/notices/mail-end.ts'
import { USUAL_CHOICES } from '../../src/areas/notices/model.ts'
import { noticesOverview } from '../../src/areas/notices/overview.ts'
import { noticeTables } from '../../src/areas/notices/sql.ts'
import type { Actor, Role } from '../../src/authority/actor.ts'
import type { Store, Writing } from '../../src/authority/store.ts'
import { within } from '../../src/authority/unit-of-work.ts'
import { leave, setStanding } from '../../src/authority/waiting.ts'
import { notNow, refused } from '../../src/channels/provider.ts'
import { approve, submit } from './bulletins-stage.ts'
import { type Databases, onEachDatabase, onlySqlite } from './databases.ts'
import { addressesOf, MINUTE, stand, withNotices } from './notices-stage.ts'
import { signRoster } from './signers-stage.ts'
import { contentFor, DAY, draft, enrolled, SECOND, scheduled } from './stage.ts'
import { everything } from './subscriptions-stage.ts'

onEachDatabase(describeNotices)
// What has nothing to do with which database it is.
describe('of people alone', () => describePeople(onlySqlite()))

function describeNotices(databases: Databases): void {
  test('what waits is told once to whoever may approve it and has no part in it, whatever area it is of, and to nobody who was disabled', async t => {
    const of = await withNotices(t, databases)
    const { person, bulletins, looked, clock, stage, own, push, browser } = of
    const [editor, approver, other, gone] = [
      await person('editor', 'soan'),
      await person('approver', 'duyet'),
      await person('approver', 'khac'),
      await person('approver', 'nghi'),
    ]
    for (const role of ['administrator', 'auditor', 'engineer', 'duty'] as const) await person(role, role)
    await of.disabled(gone)
    await browser(approver, 'one')
    await browser(approver, 'two')
    const { id } = await bulletins.createBulletin(approver, plainDraft(of.until))
    await submit(bulletins, editor, await bulletins.bulletin(editor, id))
    const [letter, ...rest] = await looked()
    assert.deepEqual([addressesOf([letter]), rest.length], [['khac'], 0])
    assert.equal(letter.content.title, 'Bộ Y tế: 1 việc chờ anh/chị phê duyệt')
    assert.match(letter.content.text, /^Bản tin – Người soan trình lúc 07:00 ngày 03\/02\/2026\n/)
    assert.equal(letter.content.link, `https://loa.example.vn/desk/${id}`)
    assert.deepEqual([letter.content.unsubscribe, letter.content.isUrgent], [null, false])
    // Nothing of what is written in it.
    assert.doesNotMatch(JSON.stringify(letter.content), /rửa tay|Rửa/)
    assert.deepEqual([await push(), await looked()], [[], []])
    // A round, a quarter of an hour later: both of them, by what each has chosen.
    await of.chose(other, { ways: { ...USUAL_CHOICES.ways, waits: [] } })
    clock.advance(15 * MINUTE)
    const round = await draft(stage, contentFor([]))
    await enrolled(stage, 'mot')
    const { version } = await stage.authority.saveRound(editor, round.id, {
      version: round.version,
      content: contentFor(['mot']),
    })
    await stage.authority.submitRound(editor, round.id, { version })
    assert.deepEqual(addressesOf(await looked()), ['duyet'])
    const pushed = await push()
    assert.equal(pushed.length, 2)
    assert.equal(pushed[0].content.link, `https://loa.example.vn/rounds/${round.id}/approve`)
    assert.deepEqual(pushed.map(({ to }) => to.endpoint.split('/').at(-1)).toSorted(), ['one', 'two'])
    assert.deepEqual((await own.settings(approver)).kinds, ['waits', 'sentBack', 'proposed', 'left'])
  })

  test('a thing that was sent back is told to those who wrote it, without its reason, and not to who sent it back; submitted again it waits again', async t => {
    const of = await withNotices(t, databases)
    const { person, bulletins, looked, clock } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    const shown = await bulletins.createBulletin(editor, plainDraft(of.until))
    await submit(bulletins, editor, shown)
    assert.deepEqual(addressesOf(await looked()), ['duyet'])
    await bulletins.returnBulletin(approver, shown.id, { reason: 'Sai tên thuốc' })
    const [back, ...rest] = await looked()
    assert.deepEqual([addressesOf([back]), rest.length], [['soan'], 0])
    assert.equal(back.content.title, 'Bộ Y tế: 1 việc bị trả lại cho anh/chị')
    assert.doesNotMatch(JSON.stringify(back.content), /thuốc/)
    clock.advance(15 * MINUTE)
    await submit(bulletins, editor, await bulletins.bulletin(editor, shown.id))
    assert.deepEqual(addressesOf(await looked()), ['duyet'])
    // Whoever goes on with it before the letter leaves needs none.
    clock.advance(15 * MINUTE)
    await bulletins.returnBulletin(approver, shown.id, { reason: 'Sai' })
    const returned = await bulletins.bulletin(editor, shown.id)
    await bulletins.saveBulletin(editor, shown.id, { version: returned.version, draft: plainDraft(of.until) })
    assert.deepEqual(await looked(), [])
  })

  test('a level that data calls for is told to whoever may make a change of it, and one that a person proposes not to that person', async t => {
    const of = await withNotices(t, databases)
    const { person, looked, work } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    await person('auditor', 'kiem')
    await of.chose(editor, { language: 'en' })
    const proposed = async (id: string, people: readonly string[], by: string) =>
      await work.transaction(
        async tx =>
          await setStanding(
            tx,
            { kind: 'level-proposal', id },
            {
              is: 'proposed',
              roles: ['editor', 'approver'],
              people,
              by,
              isUrgent: false,
              page: `/plan/dich/proposals/${id}`,
            },
          ),
      )
    await proposed('a', [], '')
    const told = (await looked()).map(({ content: { title, text, link } }) => [...[title, text.split('\n')[0], link]])
    assert.deepEqual(told.toSorted(), [
      [
        'Bộ Y tế: 1 proposal to review',
        'Level proposals – proposed by data at 07:00 on 3 February 2026',
        'https://loa.example.vn/plan/dich/proposals/a',
      ],
      [
        'Bộ Y tế: 1 đề xuất chờ xem xét',
        'Đề xuất cấp độ – theo số liệu, lúc 07:00 ngày 03/02/2026',
        'https://loa.example.vn/plan/dich/proposals/a',
      ],
    ])
    of.clock.advance(15 * MINUTE)
    await proposed('b', [editor.id], editor.name)
    const [letter, ...none] = await looked()
    assert.deepEqual([addressesOf([letter]), none], [['duyet'], []])
    assert.match(letter.content.text, /^Đề xuất cấp độ – Người soan đề xuất, lúc 07:16/)
    // What was chosen before there was anything to choose of it.
    const { waits, sentBack, away } = USUAL_CHOICES.ways
    await of.tables
      .updateTable('notice_person')
      .set({ choices: JSON.stringify({ ...USUAL_CHOICES, ways: { waits, sentBack, away } }) })
      .where('person', '=', editor.id)
      .execute()
    assert.deepEqual((await of.own.settings(approver)).choices, USUAL_CHOICES)
    assert.deepEqual((await of.own.settings(editor)).choices, USUAL_CHOICES)
  })

  test('what a decision leaves is told once to whoever can do it, with its time; once more when that comes near; and where nobody can do it the ministry reads so', async t => {
    const of = await withNotices(t, databases)
    const { person, looked, work, clock, at } = of
    const [one, two] = [await person('editor', 'soan'), await person('editor', 'khac')]
    await person('auditor', 'kiem')
    await of.chose(two, { language: 'en' })
    const round = { kind: 'round', id: 'a' }
    const dueAt = Date.parse('2026-02-05T09:00:00+07:00')
    const left = async (roles: readonly Role[]) =>
      await work.transaction(
        async tx =>
          await leave(tx, round, {
            roles,
            by: 'Người quyết',
            page: '/rounds/a/compose',
            obliged: { dueAt, isUrgent: true },
          }),
      )
    await left(['editor'])
    const told = async () =>
      (await looked()).map(({ to, content: { title, text } }) => [
        ...[to.address.split('@')[0], title, text.split('\n')[0]],
      ])
    assert.deepEqual((await told()).toSorted(), [
      [
        'khac',
        'Bộ Y tế: 1 task to do',
        'Rounds – Draft created by a decision, to be completed and submitted (due 09:00 on 5 February 2026)',
      ],
      [
        'soan',
        'Bộ Y tế: 1 việc phải làm theo quyết định',
        'Đợt nhắn tin – Dự thảo lập theo quyết định, chờ hoàn thiện và trình (hạn 09:00 ngày 05/02/2026)',
      ],
    ])
    const near = async () => await lookForFound(work, [])
    clock.advance(15 * MINUTE)
    await near()
    assert.deepEqual(await told(), [])
    at('2026-02-04T22:30:00')
    await near()
    await near()
    assert.deepEqual((await told()).map(([name, title]) => [name, /^(?:Khẩn|Urgent)!/.test(title)]).toSorted(), [
      ['khac', true],
      ['soan', true],
    ])
    const unwell = async () => {
      const part = noticesOverview(work.store)
      const auditor = { ...one, id: 'kiem', role: 'auditor' } as const
      const all = await part.unwell?.({ actor: auditor, now: clock.now() })
      return all?.items.map(({ page, says }) => [page, says?.en])
    }
    assert.deepEqual(await unwell(), [])
    await of.disabled(one)
    await of.disabled(two)
    assert.deepEqual(await unwell(), [
      ['/rounds/a/compose', 'Waiting, but nobody here has the right to act. Invite someone, or assign the role.'],
    ])
  })

  test('what was approved, withdrawn or is no longer chosen before a letter leaves is not told any more', async t => {
    const of = await withNotices(t, databases)
    const { person, bulletins, compose, mail, clock, stands } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    const shown = await bulletins.createBulletin(editor, plainDraft(of.until))
    const submitted = await submit(bulletins, editor, shown)
    clock.advance(MINUTE)
    assert.equal(await compose(), 1)
    await approve(bulletins, approver, submitted)
    assert.deepEqual(await mail(), [])
    const states = await of.tables.selectFrom('notice_letter').select('state').execute()
    assert.deepEqual(states, [{ state: 'superseded' }])
    // Two wait; one is withdrawn while the mail server is away: the letter that leaves at last tells of the other alone.
    clock.advance(15 * MINUTE)
    await stands('a', editor)
    await stands('b', editor)
    clock.advance(MINUTE)
    assert.equal(await compose(), 1)
    await mail(() => notNow('peerAway'))
    await stands('a', editor, { is: 'gone' })
    clock.advance(2 * SECOND)
    const [letter] = await mail()
    assert.equal(letter.content.title, 'Bộ Y tế: 1 việc chờ anh/chị phê duyệt')
    assert.equal(letter.content.link, 'https://loa.example.vn/rounds/b')
    clock.advance(15 * MINUTE)
    await stands('c', editor)
    clock.advance(MINUTE)
    assert.equal(await compose(), 1)
    await of.chose(approver, { ways: { ...USUAL_CHOICES.ways, waits: ['push'] } })
    assert.deepEqual(await mail(), [])
    await of.chose(approver, {})
    await stands('d', editor)
    clock.advance(15 * MINUTE)
    await compose()
    await of.disabled(approver)
    assert.deepEqual(await mail(), [])
  })

  test('a server that is killed anywhere between what stands and what went out tells nobody twice, and what nobody knows is unknown', async t => {
    const of = await withNotices(t, databases)
    const { person, clock, stands, stage, work } = of
    const editor = await person('editor', 'soan')
    for (const name of ['mot', 'hai', 'ba']) await person('approver', name)
    await stands('a', editor)
    clock.advance(MINUTE)
    // Killed before it was kept: the letters and how far everybody was told are there together or not at all.
    await assert.rejects(
      work.transaction(async tx => {
        await of.seen({ ...within(work, tx), store: tx.store as Store & Writing }).compose()
        throw new Error('killed')
      }),
      /killed/,
    )
    const again = async () =>
      of.seen((await openAuthority({ database: stage.database, signingKey: stage.key, clock })).work)
    const [one, two] = [await again(), await again()]
    const made = await Promise.all([one.compose(), two.compose(), of.compose()])
    assert.deepEqual(made.toSorted(), [0, 0, 3])
    const open = await one.outbox.mail.take({ max: 2, nowMs: clock.now(), except: [] })
    assert.equal(open.length, 2)
    const next = await again()
    assert.equal(await next.outbox.mail.settle(), 2)
    const rest = await next.mail()
    assert.equal(rest.length, 1)
    assert.equal(new Set([...open.map(({ message }) => message.id), rest[0].id]).size, 3)
    clock.advance(DAY)
    assert.equal(await next.compose(), 0)
    assert.deepEqual(await next.mail(), [])
    const states = await of.tables.selectFrom('notice_letter').select('state').execute()
    assert.deepEqual(states.map(({ state }) => state).toSorted(), [...['accepted', 'unknown', 'unknown']])
  })

  test('a thousand things that come to wait are one letter of a bounded size and one push, and the next comes a quarter of an hour later', async t => {
    const of = await withNotices(t, databases)
    const { person, clock, looked, compose, mail, push, stands, work } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    await of.browser(approver, 'one')
    await work.transaction(async tx => {
      for (let count = 0; count < 1000; count++) await stand(tx, `r${count}`, editor)
    })
    const [letter, ...rest] = await looked()
    assert.equal(rest.length, 0)
    assert.equal(letter.content.title, 'Bộ Y tế: 1000 việc chờ anh/chị phê duyệt')
    assert.equal(letter.content.link, 'https://loa.example.vn/')
    assert.equal(letter.content.text.match(/\/rounds\//g)?.length, 10)
    assert.match(letter.content.text, /và 990 việc khác/)
    const pushed = await push()
    assert.equal(pushed.length, 1)
    assert.ok(Buffer.byteLength(JSON.stringify(pushed[0].content)) < 1000)
    await stands('more', editor)
    clock.advance(13 * MINUTE)
    assert.deepEqual([await compose(), await mail()], [0, []])
    clock.advance(2 * MINUTE)
    assert.deepEqual(addressesOf(await looked()), ['duyet'])
  })

  test('an operator that is away is told once to administrators, once more where something comes to run, and once when it is back; a server that has just started tells of nobody', async t => {
    const of = await withNotices(t, databases)
    const { person, clock, looked, operators, stage, at } = of
    await person('administrator', 'quantri')
    await person('approver', 'duyet')
    const node = await enrolled(stage, 'mot')
    const connect = async () => stage.authority.connected(await node.identity())
    const leave = await connect()
    clock.advance(60 * MINUTE)
    await operators()
    assert.deepEqual(await looked(), [])
    leave()
    clock.advance(9 * MINUTE)
    await operators()
    assert.deepEqual(await looked(), [])
    await operators()
    const [away, ...none] = await looked()
    assert.deepEqual([addressesOf([away]), none.length], [['quantri'], 0])
    assert.equal(away.content.title, 'Bộ Y tế: 1 nhà mạng mất kết nối')
    assert.match(away.content.text, /^Nhà mạng – Nhà mạng mot: mất liên lạc từ 08:01 ngày 03\/02\/2026/)
    for (let count = 0; count < 10; count++) await operators()
    clock.advance(30 * MINUTE)
    assert.deepEqual(await looked(), [])
    await scheduled(stage, contentFor(['mot']))
    at('2026-02-03T23:00:00')
    await operators()
    const urgent = (await looked()).filter(({ content }) => content.isUrgent)
    assert.deepEqual(addressesOf(urgent), ['quantri'])
    await operators()
    assert.deepEqual(await looked(), [])
    // A server that starts while it is away, and has told of it before.
    await operators(clock.now())
    await connect()
    await operators()
    await operators()
    assert.deepEqual(await looked(), [])
    at('2026-02-04T06:00:00')
    const [back, ...rest] = await looked()
    assert.equal(rest.length, 0)
    assert.equal(back.content.title, 'Bộ Y tế: 1 nhà mạng đã kết nối lại')
    // Another that was silent while this server was not there.
    await enrolled(stage, 'hai')
    clock.advance(20 * MINUTE)
    await operators(clock.now() - 9 * MINUTE)
    assert.deepEqual(await looked(), [])
  })

  test('an address counts once its mailbox was read by the person who is signed in: a stranger’s gets one letter without a word of whoever asked, and nobody else’s link does anything', async t => {
    const of = await withNotices(t, databases)
    const { person, own, mail, stands, looked, clock, told, sealing } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    const asked = await own.askAddress(approver, 'Nan.Nhan@Xa.example')
    assert.deepEqual([asked.mail.to, asked.mail.asked], ['duyet@bo.example', 'Nan.Nhan@xa.example'])
    const [letter, ...none] = await mail()
    assert.deepEqual([letter.to.address, none.length], ['Nan.Nhan@xa.example', 0])
    assert.doesNotMatch(JSON.stringify(letter.content), /Người|duyet/)
    const link = letter.content.link?.split('#notices=').at(-1) ?? ''
    assert.match(letter.content.link ?? '', /^https:\/\/loa\.example\.vn\/account#notices=[a-z]{64}$/)
    // Until then all goes to the account's own.
    await stands('a', editor)
    assert.deepEqual(addressesOf(await looked()), ['duyet'])
    for (const [who, given] of [
      [editor, link],
      [approver, 'b'.repeat(64)],
      [approver, sealing.link('end', asked.push.key ?? '')],
    ] as [Actor, string][])
      await assert.rejects(own.confirmAddress(who, given), { code: 'noticeLinkOld' })
    // A newer one takes the older one's place, and with it its link.
    await own.askAddress(approver, 'khac@xa.example')
    await assert.rejects(own.confirmAddress(approver, link), { code: 'noticeLinkOld' })
    const [second] = await mail()
    const newer = second.content.link?.split('#notices=').at(-1) ?? ''
    assert.equal((await own.confirmAddress(approver, newer)).mail.to, 'khac@xa.example')
    assert.deepEqual(told, [approver.id])
    await assert.rejects(own.confirmAddress(approver, newer), { code: 'noticeLinkOld' })
    await stands('b', editor)
    clock.advance(15 * MINUTE)
    assert.deepEqual(
      (await looked()).map(({ to }) => to.address),
      ['khac@xa.example'],
    )
    // Three in two days, and no more.
    await own.askAddress(approver, 'ba@xa.example')
    await assert.rejects(own.askAddress(approver, 'bon@xa.example'), { code: 'noticeAsksTooMany' })
    for (const wrong of [
      ...['x', 'a@b', 'a@b.example\r\nBcc: c@d.example', '"a b"@c.example', 'a@b.example,c@d.example'],
    ])
      await assert.rejects(own.askAddress(approver, wrong), { code: 'noticeAddressWrong' })
    clock.advance(3 * DAY)
    const late = (await mail()).length
    assert.equal(late, 0)
    const { mail: back } = await own.askAddress(approver, 'DUYET@bo.example')
    assert.deepEqual([back.to, back.asked], ['duyet@bo.example', null])
  })

  test('mail that comes back ends mail, for good at once or the third time, and their page says so; of an address that is theirs no more it ends nothing', async t => {
    const of = await withNotices(t, databases)
    const { person, own, stands, looked, clock, work, compose, mail } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    const waits = async (id: string) => {
      await stands(id, editor)
      clock.advance(15 * MINUTE)
      return await looked()
    }
    const note = (mark: string, is: 'failed' | 'delayed' | 'complaint', isGone: boolean) => ({
      mark,
      is,
      isGone,
      status: null,
    })
    const [first] = await waits('a')
    const heard = [
      await takeReturnedNotice(work, note(first.id, 'delayed', false)),
      await takeReturnedNotice(work, note('nobody-s', 'failed', true)),
      await takeReturnedNotice(work, note(first.id, 'failed', true)),
      await takeReturnedNotice(work, note(first.id, 'failed', true)),
    ]
    assert.deepEqual(heard, [false, false, true, false])
    const { to, endedAt } = (await own.settings(approver)).mail
    assert.deepEqual([to, endedAt], [null, new Date(clock.now()).toISOString()])
    assert.deepEqual(await waits('b'), [])
    // Told of what waits when they want mail again.
    assert.equal((await own.mailAgain(approver)).mail.to, 'duyet@bo.example')
    assert.deepEqual(addressesOf(await looked()), ['duyet'])
    for (let count = 0; count < 3; count++) {
      assert.equal((await own.settings(approver)).mail.endedAt, null)
      await stands(`full ${count}`, editor)
      clock.advance(16 * MINUTE)
      await compose()
      await mail(() => refused('recipientFull'))
    }
    assert.notEqual((await own.settings(approver)).mail.endedAt, null)
    await own.useAccount(approver)
    const [old] = await waits('c')
    await own.askAddress(approver, 'moi@bo.example')
    clock.advance(SECOND)
    const [asks] = await mail()
    await own.confirmAddress(approver, asks.content.link?.split('=').at(-1) ?? '')
    assert.equal(await takeReturnedNotice(work, note(old.id, 'failed', true)), false)
    assert.equal((await own.settings(approver)).mail.to, 'moi@bo.example')
    const [spam] = await waits('d')
    assert.equal(await takeReturnedNotice(work, note(spam.id, 'complaint', false)), false)
    assert.equal((await own.settings(approver)).mail.to, null)
    const entries = await of.stage.authority.trail({
      cursor: null,
      limit: 50,
      actor: null,
      subject: approver.id,
      action: 'notices.mail-end',
    })
    assert.equal(entries.items.length, 3)
  })

  test('a browser belongs to who turned it on last, is told of what comes from then on, and is forgotten when its service says that it is gone', async t => {
    const of = await withNotices(t, databases)
    const { person, own, stands, looked, push, clock, compose } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    const second = await person('approver', 'khac')
    await stands('a', editor)
    await looked()
    const on = async (who: Actor, name: string) => (await of.browser(who, name)).push.browsers
    await on(approver, 'shared')
    assert.deepEqual([await compose(), await push()], [0, []])
    await stands('b', editor)
    clock.advance(16 * MINUTE)
    await compose()
    // Somebody else sits there by now.
    assert.equal((await on(second, 'shared')).length, 1)
    assert.deepEqual(await push(), [])
    assert.equal((await own.settings(approver)).push.browsers.length, 0)
    await stands('c', editor)
    clock.advance(16 * MINUTE)
    await compose()
    assert.equal((await push(refused('recipientGone', { isGone: true }))).length, 1)
    assert.equal((await own.settings(second)).push.browsers.length, 0)
    const [, last] = [await on(approver, 'one'), (await on(approver, 'two')).at(-1)]
    await own.dropBrowser(second, last?.id ?? '')
    assert.equal((await own.settings(approver)).push.browsers.length, 2)
    await own.dropBrowser(approver, last?.id ?? '')
    for (const { id } of (await own.settings(approver)).push.browsers) await own.dropBrowser(approver, id)
    assert.equal((await own.settings(approver)).push.browsers.length, 0)
    // An endpoint in the house, or anywhere but a push service, is refused before anything is sent to it.
    const keys = { p256dh: 'k'.repeat(87), auth: 'a'.repeat(22) }
    for (const endpoint of [
      'http://127.0.0.1:5432/',
      'https://169.254.169.254/latest/meta-data',
      'https://fcm.googleapis.com.evil.example/x',
      'https://fcm.googleapis.com:8443/x',
      'https://u:p@fcm.googleapis.com/x',
      'https://evil.example/#fcm.googleapis.com',
    ])
      await assert.rejects(own.addBrowser(approver, { endpoint, keys }), { code: 'noticeServiceUnknown' })
    for (let count = 0; count < 10; count++) await on(approver, `many ${count}`)
    await assert.rejects(on(approver, 'one more'), { code: 'noticeBrowsersFull' })
  })

  test('after a restore nothing goes out that may have gone out already; what waits is told again where it was not told before; a queue that stopped by itself goes on within the hour', async t => {
    const of = await withNotices(t, databases)
    const { person, stands, compose, clock, stage, mail, outbox, looked } = of
    const [editor] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    await stands('a', editor)
    clock.advance(MINUTE)
    assert.equal(await compose(), 1)
    await stands('b', editor)
    for (const statement of noticeTables.restored) await sql.raw(statement).execute(stage.database.kysely)
    assert.deepEqual(await mail(), [])
    clock.advance(15 * MINUTE)
    const [letter] = await looked()
    assert.equal(letter.content.link, 'https://loa.example.vn/rounds/b')
    await outbox.mail.pause({ of: 50, failed: 20 })
    await stands('c', editor)
    clock.advance(15 * MINUTE)
    assert.deepEqual(await looked(), [])
    clock.advance(45 * MINUTE)
    assert.deepEqual(addressesOf(await mail()), ['duyet'])
  })
}

function describePeople(databases: Databases): void {
  test('quiet hours over midnight in Viet Nam: what is not urgent is told when they end, what is urgent at once, and a letter that was late waits too', async t => {
    const of = await withNotices(t, databases)
    const { person, at, compose, mail, stands, looked, clock } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    at('2026-02-03T21:58:30')
    await stands('late', editor)
    at('2026-02-03T21:59:59')
    assert.equal(await compose(), 1)
    await mail(() => notNow('peerAway'))
    at('2026-02-03T22:00:00')
    assert.deepEqual(await mail(), [])
    await stands('night', editor)
    at('2026-02-03T23:30:00')
    await stands('urgent', editor, { isUrgent: true })
    clock.advance(5 * SECOND)
    assert.equal(await compose(), 1)
    const [urgent, ...none] = await mail()
    assert.equal(none.length, 0)
    assert.equal(urgent.content.title, 'Khẩn! Bộ Y tế: 1 việc chờ anh/chị phê duyệt')
    assert.ok(urgent.content.isUrgent && urgent.content.link?.endsWith('/rounds/urgent'))
    at('2026-02-04T05:59:59')
    assert.deepEqual([await compose(), await mail()], [0, []])
    at('2026-02-04T06:00:00')
    assert.equal(await compose(), 1)
    const morning = await mail()
    assert.deepEqual(morning.map(({ content }) => content.link?.split('/').at(-1)).toSorted(), ['late', 'night'])
    // Somebody whose nights are days, and somebody who has none.
    await of.chose(approver, { quiet: { from: '08:00', until: '16:00' }, language: 'en' })
    at('2026-02-04T09:00:00')
    await stands('day', editor)
    assert.deepEqual(await looked(), [])
    await of.chose(approver, { quiet: null, language: 'en' })
    const [now] = await looked()
    assert.equal(now.content.title, 'Bộ Y tế: 1 item awaits your approval')
  })

  test('a bulletin that is urgent and a round that begins soon are urgent, and exercises of both wait for the morning', async t => {
    const of = await withNotices(t, databases)
    const { person, bulletins, tables, stage, clock, until } = of
    const editor = await person('editor', 'soan')
    const urgencyOf = async () => {
      const things = await tables.selectFrom('notice_thing').select('is_urgent').execute()
      return things.map(({ is_urgent }) => is_urgent)
    }
    await bulletins
      .createBulletin(editor, { ...plainDraft(until), priority: 'urgent', purpose: 'exercise' })
      .then(async shown => await submit(bulletins, editor, shown))
    assert.deepEqual(await urgencyOf(), [0])
    await bulletins
      .createBulletin(editor, { ...plainDraft(until), priority: 'urgent' })
      .then(async shown => await submit(bulletins, editor, shown))
    assert.deepEqual((await urgencyOf()).toSorted(), [0, 1])
    await enrolled(stage, 'mot')
    const soon = new Date(clock.now() + 3_600_000).toISOString()
    const content = contentFor(['mot'])
    const live = { ...content, window: { ...content.window, notBefore: soon } }
    const rehearsed = { variants: [{ language: 'vi', text: 'DIỄN TẬP: Rửa tay' }] }
    for (const change of [{}, { purpose: 'exercise' as const, messages: [rehearsed] }]) {
      const round = await draft(stage, { ...live, ...change })
      await stage.authority.submitRound(editor, round.id, { version: 1 })
    }
    assert.deepEqual((await urgencyOf()).toSorted(), [0, 0, 1, 1])
  })

  test('a roster waits for administrators from its preparing on, and for those alone who have not signed it', async t => {
    const of = await withNotices(t, databases)
    const { stage, tables } = of
    const [one, two] = [await stage.person('administrator', 'mot'), await stage.person('administrator', 'hai')]
    const things = async () => await tables.selectFrom('notice_thing').selectAll().execute()
    await stage.signers.prepare(one.actor)
    const waits = async () => (await things()).map(({ kind, page, roles, people }) => [kind, page, roles, people])
    const roster = ['roster', '/signers', '["administrator"]']
    assert.deepEqual(await waits(), [[...roster, '[]']])
    await signRoster(stage, one)
    assert.deepEqual(await waits(), [[...roster, JSON.stringify([one.actor.id])]])
    await signRoster(stage, two)
    assert.deepEqual(await things(), [])
  })

  test('whoever had an account that an administrator has linked anew is told nothing more, at their address or in their browser', async t => {
    const of = await withNotices(t, databases)
    const { person, own, stands, looked, push, mail, clock, stage } = of
    const [editor, approver] = [await person('editor', 'soan'), await person('approver', 'duyet')]
    await own.askAddress(approver, 'ke.gian@xa.example')
    const [letter] = await mail()
    await own.confirmAddress(approver, letter.content.link?.split('=').at(-1) ?? '')
    await of.browser(approver, 'theirs')
    await stands('a', editor)
    assert.deepEqual(
      (await looked()).map(({ to }) => to.address),
      ['ke.gian@xa.example'],
    )
    assert.equal((await push()).length, 1)
    await stage.authority.record('system', {
      action: 'person.link',
      subject: { kind: 'person', id: approver.id },
      details: {},
    })
    clock.advance(15 * MINUTE)
    await stands('b', editor)
    assert.deepEqual(addressesOf(await looked()), ['duyet'])
    assert.deepEqual(await push(), [])
    const settings = await own.settings(approver)
    assert.deepEqual([settings.mail.to, settings.push.browsers], ['duyet@bo.example', []])
    await of.browser(approver, 'new')
    assert.equal((await own.settings(approver)).push.browsers.length, 1)
  })

  test('a name that would begin a header, an HTML tag or another line is a name, and no address or endpoint can be read in the database or the trail', async t => {
    const of = await withNotices(t, databases)
    const { person, stands, looked, own, mail } = of
    const approver = await person('approver', 'duyet')
    const editor = await person('editor', 'soan')
    const evil = 'A\r\nBcc: c@d.example\u2028<script>x</script>\u202eB'
    await stands('a', { ...editor, name: `${evil}${'x'.repeat(500)}` })
    await own.askAddress(approver, 'bi.mat@xa.example')
    await of.browser(approver, 'secret-endpoint')
    const [first] = await mail()
    assert.equal(first.to.address, 'bi.mat@xa.example')
    const [letter] = await looked()
    assert.doesNotMatch(letter.content.title, /[\r\n\u2028\u202e]/)
    const [line] = letter.content.text.split('\n')
    assert.match(line, /^Đợt nhắn tin – A Bcc: c@d\.example <script>x<\/script>Bx+… trình lúc/)
    assert.ok(letter.content.text.length < 400)
    const all = await everything(of as never)
    assert.doesNotMatch(all, /bi\.mat|xa\.example|secret-endpoint/)
    assert.equal((await of.stage.authority.verifyTrail()).is, 'whole')
  })
}
