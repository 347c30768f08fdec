/** Citizens who asked for bulletins, on both databases: who gets what, what is kept of them, and bad days. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openAuthority } from '../../src/app/authority.ts'
import { fillNext } from '../../src/areas/subscriptions/filling.ts'
import { subscriptionsOfMonth } from '../../src/areas/subscriptions/month-record.ts'
import { takeReturned } from '../../src/areas/subscriptions/returned.ts'
import { subscriptionTables } from '../../src/areas/subscriptions/sql.ts'
import { ACCEPTED, notNow, refused, unknown } from '../../src/channels/provider.ts'
import { approve, iso, submit } from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { DAY, PEOPLE, SECOND } from './stage.ts'
import { EVERYTHING, everything, sendAll, told, withSubscribers } from './subscriptions-stage.ts'

const { editor, approver, administrator } = PEOPLE
const HOUR = 3600 * SECOND
const A = 'ai.do@bo.example'
const B = 'ai.khac@tinh.example'
const C = 'nguoi.thu.ba@xa.example'

onEachDatabase(describeSubscriptions)

function describeSubscriptions(databases: Databases): void {
  test('a stranger who signs others up: an address gets two letters in two days at the most, no bulletin, and is deleted', async t => {
    const of = await withSubscribers(t, databases)
    const { asking, send, fill, stage, approved, until, office } = of
    const before = await everything(of)
    for (let hour = 0; hour < 40; hour++) {
      assert.notEqual(await asking.byMail(hour % 2 === 0 ? A : 'AI.DO@bo.example', EVERYTHING), 'full')
      stage.clock.advance(HOUR)
    }
    const letters = await send('confirm')
    assert.equal(letters.length, 2)
    for (const { to, content } of letters) {
      assert.match(to.address.toLowerCase(), /^ai\.do@bo\.example$/)
      assert.match(content.link ?? '', /^https:\/\/loa\.example\.vn\/bulletins\/confirm\/[a-z]{64}$/)
      assert.equal(content.unsubscribe, null)
    }
    await approved(told(until))
    await fill()
    assert.deepEqual(await send('mail'), [])
    await asking.tidy()
    assert.equal((await office.counts()).channels[0].unconfirmed, 1)
    stage.clock.advance(9 * HOUR)
    await asking.tidy()
    assert.equal((await office.counts()).channels[0].unconfirmed, 0)
    const link = letters[0].content.link?.split('/').at(-1) ?? ''
    assert.equal(await asking.confirm(link), null)
    assert.deepEqual(await of.tables.selectFrom('subscription_letter').selectAll().execute(), [])
    assert.ok(!before.includes('ai.do'))
  })

  test('whoever knows an address changes nothing of what its owner has chosen, and is told the same as for any other', async t => {
    const of = await withSubscribers(t, databases)
    const { asking, subscriber, sealing, send, rows, stage } = of
    const id = await subscriber(A)
    stage.clock.advance(3 * DAY)
    const other = { language: 'en', provinces: null, level: 'urgent' } as const
    assert.deepEqual([await asking.byMail(A, other), await asking.byMail(B, other)], ['written', 'written'])
    const { language, level, wanted } = (await rows.subscription(id)) ?? assert.fail()
    assert.deepEqual([language, level, wanted], ['vi', 'normal', other])
    const letters = await send('confirm')
    assert.equal(letters.length, 3)
    assert.deepEqual(await asking.asked(sealing.link('confirm', id)), other)
    await asking.confirm(sealing.link('confirm', id))
    assert.equal((await rows.subscription(id))?.level, 'urgent')
    const [mail] = (await subscriptionsOfMonth(of.work.store, '2026-02')) ?? []
    assert.deepEqual([mail.subscribers, mail.asked, mail.confirmed], [1, 2, 1])
  })

  test('a browser gets bulletins once it has sent back what its first push told it, and what never answers counts nowhere', async t => {
    const of = await withSubscribers(t, databases)
    const { askedBy, asking, approved, until, fill, push, work, office, outbox, stage } = of
    const forged = 60
    for (let at = 0; at < forged; at++) await askedBy(`bia-dat-${at}`)
    const own = await askedBy('that', { level: 'urgent' })
    const counts = async () => {
      const { subscribers, unconfirmed } = (await office.counts()).channels[1]
      return [subscribers, unconfirmed]
    }
    assert.deepEqual([await counts(), await asking.browser(own)], [[0, forged + 1], 'asked'])
    await approved(told(until, { priority: 'urgent' }))
    await fill()
    assert.deepEqual(await push(), [])
    const gone = refused('recipientGone', { isGone: true })
    const first = await push(endpoint => (endpoint === own ? ACCEPTED : gone), 'confirm-push')
    // Those that were made up stop no other, and are gone.
    await outbox['confirm-push'].pause({ of: 61, failed: 60 })
    await askedBy('sau')
    assert.equal((await push(() => ACCEPTED, 'confirm-push')).length, 1)
    assert.deepEqual(await counts(), [0, 2])
    const { content } = first.find(({ to }) => to.endpoint === own) ?? assert.fail()
    assert.equal(content.title, 'Đã bật thông báo của Bộ Y tế')
    const link = content.confirmAt?.split('/').at(-1) ?? ''
    assert.equal(content.confirmAt, `https://loa.example.vn/bulletins/confirm/${link}`)
    assert.equal(await subscriptionsOfMonth(work.store, '2026-02'), null)
    await asking.confirm(link)
    await asking.confirm(link)
    assert.deepEqual([await counts(), await asking.browser(own)], [[1, 1], 'on'])
    // Its choices change at once, and it is not asked again.
    await askedBy('that', { level: 'normal' })
    assert.deepEqual(await push(() => ACCEPTED, 'confirm-push'), [])
    await approved(told(until))
    await fill()
    assert.deepEqual(
      (await push()).map(({ to }) => to.endpoint),
      [own],
    )
    const [, record] = [null, ...((await subscriptionsOfMonth(work.store, '2026-02')) ?? [])]
    assert.deepEqual([record?.subscribers, record?.asked, record?.confirmed], [1, 1, 1])
    stage.clock.advance(3 * DAY)
    await asking.tidy()
    assert.deepEqual(await counts(), [1, 0])
    assert.equal(await asking.browser('https://fcm.googleapis.com/fcm/send/sau'), 'none')
  })

  test('a browser that is on from before browsers were asked to answer stays on', async t => {
    const of = await withSubscribers(t, databases)
    const { browser, tables, approved, until, fill, push, asking, stage } = of
    const endpoint = await browser('tu.truoc')
    // As it was written then: never asked.
    await tables.updateTable('subscription').set({ asks: 0 }).execute()
    await tables.deleteFrom('subscription_letter').execute()
    stage.clock.advance(3 * DAY)
    await asking.tidy()
    await asking.byPush({ endpoint, keys: null }, { ...EVERYTHING, level: 'urgent' })
    assert.deepEqual(await push(() => ACCEPTED, 'confirm-push'), [])
    await approved(told(until, { priority: 'urgent' }))
    await fill()
    assert.deepEqual([(await push()).length, await asking.browser(endpoint)], [1, 'on'])
  })

  test('a release is one letter to each whom it fits, in their turn, however often and by however many it is looked at', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, browser, approved, until, fill, send, push, bulletins, stage, work } = of
    const here = [{ code: '01', asOf: '2026-02-03' }]
    await subscriber(A)
    await subscriber(B, { level: 'urgent' })
    await subscriber(C, { provinces: here })
    await browser('one')
    await approved(told(until, { provinces: [{ code: '79', asOf: '2026-02-03' }] }))
    await approved(told(until, { purpose: 'exercise' }))
    const urgent = await approved(told(until, { priority: 'urgent', provinces: here }))
    const again = (await openAuthority({ database: stage.database, signingKey: stage.key, clock: stage.clock })).work
    await Promise.all(
      [work, again, work].map(async each => {
        while (await fillNext(each, 'mail'));
      }),
    )
    await fill()
    const sent = await send('mail')
    const first = sent.slice(0, 3)
    assert.deepEqual(first.map(({ to }) => to.address).toSorted(), [A, B, C].toSorted())
    for (const { content } of first) assert.ok(content.link?.endsWith(urgent.id) && content.isUrgent)
    assert.deepEqual(
      sent.slice(3).map(({ to }) => to.address),
      [A],
    )
    for (const { content } of sent)
      assert.match(content.unsubscribe ?? '', /^https:\/\/loa\.example\.vn\/bulletins\/end\/[a-z]{64}$/)
    assert.equal((await push()).length, 2)
    const proofs = (await of.office.proofs(urgent.id, 'mail')).map(({ kind, count, unit }) => [...[kind, count, unit]])
    assert.deepEqual(proofs, [['accepted', 3, 'addresses']])
    assert.deepEqual(
      (await of.office.proofs(urgent.id, 'push')).map(({ kind, count, unit }) => [kind, count, unit]),
      [['accepted', 1, 'browsers']],
    )
    const entries = await stage.authority.trail({
      cursor: null,
      limit: 50,
      actor: null,
      subject: null,
      action: 'subscriptions.queue',
    })
    assert.deepEqual(entries.items.map(({ details }) => details.letters).toSorted(), [1, 1, 1, 3])
    assert.equal((await bulletins.bulletin(editor, urgent.id)).standing, 'published')
    assert.deepEqual([await fillNext(work, 'mail'), await fillNext(work, 'push')], [false, false])
  })

  test('a correction goes to whom the bulletin reached and nobody else, and once it was released nothing that says the old begins to go out', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, approved, until, fill, send, bulletins, outbox, work, office } = of
    const [first, second] = [await subscriber(A), await subscriber(B)]
    await subscriber(C)
    const { id } = await approved(told(until))
    await fill()
    const answers = new Map([
      [A, { is: 'accepted' } as const],
      [B, unknown('noAnswer')],
      [C, notNow('peerBusy')],
    ])
    assert.equal((await send('mail', to => answers.get(to) ?? assert.fail())).length, 3)
    of.stage.clock.advance(2 * SECOND)
    await bulletins.correctBulletin(editor, id, { version: 1 })
    // Before anybody has read on in the log.
    assert.deepEqual(await outbox.mail.take({ max: 10, nowMs: work.now(), except: [] }), [])
    await subscriber('moi@xa.example')
    await fill()
    const corrections = await send('mail')
    assert.deepEqual(corrections.map(({ to }) => to.address).toSorted(), [A, B].toSorted())
    for (const { content } of corrections)
      assert.deepEqual([content.title, content.text], ['Đính chính: Rửa tay', 'Tin trước không đúng.'])
    await bulletins.cancelBulletin(approver, id, { version: 1, reason: 'Sai' })
    await fill()
    const cancelled = await send('mail')
    assert.deepEqual(cancelled.map(({ to }) => to.address).toSorted(), [A, B].toSorted())
    assert.equal(cancelled[0].content.title, 'Đã thu hồi: Rửa tay')
    assert.deepEqual(
      (await office.proofs(id, 'mail')).map(({ release, kind, count }) => [release, kind, count]),
      [
        ['publish', 'accepted', 1],
        ['publish', 'missed', 1],
        ['publish', 'unknown', 1],
        ['correct', 'accepted', 2],
        ['cancel', 'accepted', 2],
      ],
    )
    assert.notEqual(first, second)
  })

  test('where a newer bulletin of the same matter has taken its place, a withdrawal goes to whom the newer one is not for, and to nobody else', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, approved, until, fill, send, bulletins, stage } = of
    await subscriber(A)
    await subscriber(B, { level: 'urgent' })
    const matter = (change: string) => {
      const since = iso(stage.clock.now())
      return { matter: { plan: 'dich', action: null, change, since } }
    }
    const { id } = await approved(told(until, { priority: 'urgent', ...matter('a') }))
    await fill()
    assert.equal((await send('mail')).length, 2)
    stage.clock.advance(2 * SECOND)
    const newer = await approved(told(until, matter('b')))
    await fill()
    const instead = await send('mail')
    assert.deepEqual(
      instead.map(({ to, content }) => [to.address, content.link?.endsWith(newer.id)]),
      [[A, true]],
    )
    stage.clock.advance(2 * SECOND)
    await bulletins.cancelBulletin(approver, id, { version: 1, reason: '' })
    await fill()
    const withdrawn = await send('mail')
    assert.deepEqual(
      withdrawn.map(({ to, content }) => [to.address, content.title]),
      [[B, 'Đã thu hồi: Rửa tay']],
    )
  })

  test('a new version goes to whom it fits and to whom an older one went, and to nobody twice', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, approved, until, fill, send, bulletins } = of
    const [north, south] = ['01', '79'].map(code => [{ code, asOf: '2026-02-03' }])
    await subscriber(A, { provinces: north })
    await subscriber(B, { provinces: south })
    const { id } = await approved(told(until, { provinces: north }))
    await fill()
    assert.deepEqual(
      (await send('mail')).map(({ to }) => to.address),
      [A],
    )
    const revised = await bulletins.reviseBulletin(editor, id)
    const saved = await bulletins.saveBulletin(editor, id, {
      version: revised.version,
      draft: told(until, { provinces: south }),
    })
    await approve(bulletins, approver, await submit(bulletins, editor, saved))
    await fill()
    assert.deepEqual((await send('mail')).map(({ to }) => to.address).toSorted(), [A, B].toSorted())
    assert.deepEqual(await send('mail'), [])
  })

  test('a server that is killed between intent and answer sends no second copy, and what a person sends again is marked', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, approved, until, fill, send, outbox, work, office, seen, stage } = of
    for (const address of [A, B, C]) await subscriber(address)
    const { id } = await approved(told(until))
    await fill()
    const due = { max: 2, nowMs: work.now(), except: [] }
    const open = await outbox.mail.take(due)
    assert.equal(open.length, 2)
    // Killed here: whether they went out nobody knows.
    const { work: next } = await openAuthority({ database: stage.database, signingKey: stage.key, clock: stage.clock })
    const { outbox: reborn } = seen(next)
    assert.equal(await reborn.mail.settle(), 2)
    const rest = await sendAll(next, reborn.mail, () => ({ is: 'accepted' }))
    assert.equal(rest.length, 1)
    const proofs = async () => (await office.proofs(id, 'mail')).map(({ kind, count }) => [kind, count])
    assert.deepEqual(await proofs(), [
      ['accepted', 1],
      ['unknown', 2],
    ])
    // Only where the queue is told to.
    assert.equal(await office.resend(approver, id, 'mail'), 2)
    const again = await send('mail')
    assert.deepEqual(again.map(each => each.id).toSorted(), open.map(({ message }) => message.id).toSorted())
    const marks = await of.tables.selectFrom('subscription_letter').select('resent').execute()
    assert.deepEqual(marks.map(({ resent }) => resent).toSorted(), [0, 0, 0, 0, 1, 1])
    assert.deepEqual(await proofs(), [['accepted', 3]])
    assert.equal(await office.resend(approver, id, 'mail'), 0)
  })

  test('whoever ends it is gone from every table, gets nothing that waited, and what went out stays a number', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, browser, approved, until, fill, send, push, asking, sealing, office } = of
    const id = await subscriber(A)
    const endpoint = await browser('two')
    const sent = await approved(told(until))
    await fill()
    await send('mail')
    await push()
    const waiting = await approved(told(until))
    await fill()
    const link = sealing.link('end', id)
    assert.deepEqual(await asking.ending(link), EVERYTHING)
    assert.deepEqual([await asking.end(link), await asking.end(link)], [true, true])
    assert.equal(await asking.ending(link), null)
    await asking.endPush(endpoint)
    assert.equal(await asking.end(sealing.link('confirm', id)), false)
    assert.deepEqual([await send('mail'), await push()], [[], []])
    const all = await everything(of)
    for (const trace of [id, sealing.mark('mail', A), sealing.mark('push', endpoint)])
      assert.ok(!all.includes(trace), trace)
    const accepted = (await office.proofs(sent.id, 'mail')).map(({ count }) => count)
    assert.deepEqual([accepted, await office.proofs(waiting.id, 'mail')], [[1], []])
  })

  test('no address and no endpoint can be read in any table, in the trail, or in what is answered of subscribers', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, browser, approved, until, fill, send, office } = of
    await subscriber(A)
    await subscriber(B)
    await browser('three')
    const { id } = await approved(told(until))
    await fill()
    await send('mail', () => refused('messageRefused'))
    const answers = JSON.stringify([await office.counts(), await office.proofs(id, 'mail')])
    const readable = /ai\.do|ai\.khac|tinh\.example|fcm\.googleapis|send\/three/i
    const all = await everything(of)
    assert.match(all, /Hãy rửa tay/)
    assert.doesNotMatch(all, readable)
    assert.doesNotMatch(answers, readable)
    assert.match(answers, /"failed","count":2/)
  })

  test('an address or an endpoint that does not exist any more ends its subscription, and one that is full three times', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, browser, approved, until, fill, send, push, office } = of
    await subscriber(A)
    await subscriber(B)
    await browser('four')
    const subscribers = async () => (await office.counts()).channels.map(({ subscribers }) => subscribers)
    assert.deepEqual(await subscribers(), [2, 1])
    const gone = refused('recipientGone', { isGone: true })
    for (let time = 1; time <= 3; time++) {
      await approved(told(until))
      await fill()
      await send('mail', to => (to === A ? gone : refused('recipientFull')))
      await push(() => gone)
      assert.deepEqual(await subscribers(), [time < 3 ? 1 : 0, 0])
    }
    const record = (await subscriptionsOfMonth(of.work.store, '2026-02')) ?? []
    assert.deepEqual(
      record.map(({ subscribers, bounced, gone }) => [subscribers, bounced, gone]),
      [
        [0, 1, 1],
        [0, 0, 1],
      ],
    )
  })

  test('a bounce that comes twice says the same, one that passes ends nothing, and a complaint ends it', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, approved, until, fill, send, work, office } = of
    for (const address of [A, B, C]) await subscriber(address)
    const { id } = await approved(told(until))
    await fill()
    const sent = await send('mail')
    const markOf = (address: string) => sent.find(({ to }) => to.address === address)?.to.mark ?? assert.fail(address)
    const note = (mark: string, is: 'failed' | 'delayed' | 'complaint', isGone = false) => ({
      mark,
      is,
      isGone,
      status: null,
    })
    const heard = [
      await takeReturned(work, note(markOf(A), 'failed', true)),
      await takeReturned(work, note(markOf(A), 'failed', true)),
      await takeReturned(work, note(markOf(B), 'delayed')),
      await takeReturned(work, note(markOf(C), 'complaint')),
      await takeReturned(work, note('b7-nobody', 'failed', true)),
    ]
    assert.deepEqual(heard, [true, false, false, false, false])
    // One that came back before the server had kept that it was accepted.
    await approved(told(until))
    await fill()
    const [open] = await of.outbox.mail.take({ max: 1, nowMs: work.now(), except: [] })
    await takeReturned(work, note(open.message.id, 'failed'))
    await of.outbox.mail.mark([{ id: open.message.id, ending: { is: 'accepted' } }])
    assert.equal((await of.rows.letter(open.message.id))?.state, 'returned')
    assert.equal((await office.counts()).channels[0].subscribers, 1)
    assert.deepEqual(
      (await office.proofs(id, 'mail')).map(({ kind, count }) => [kind, count]),
      [
        ['accepted', 2],
        ['failed', 1],
      ],
    )
  })

  test('after a restore nothing goes out that may have gone out already, and what is released from then on does', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, approved, until, fill, send, office } = of
    await subscriber(A)
    const queued = await approved(told(until))
    await fill()
    await approved(told(until))
    for (const statement of subscriptionTables.restored) await sql.raw(statement).execute(of.stage.database.kysely)
    await fill()
    assert.deepEqual(await send('mail'), [])
    assert.deepEqual(
      (await office.proofs(queued.id, 'mail')).map(({ kind, count }) => [kind, count]),
      [['unknown', 1]],
    )
    await approved(told(until))
    await fill()
    assert.equal((await send('mail')).length, 1)
  })

  test('a queue that has stopped by itself goes on when an administrator lets it, and confirmations within the hour', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, approved, until, fill, send, outbox, office, stage, asking } = of
    await subscriber(A)
    await approved(told(until))
    await fill()
    await asking.byMail(B, EVERYTHING)
    await send('confirm', to => (to === A ? { is: 'accepted' } : notNow('peerBusy')))
    for (const lane of ['mail', 'confirm'] as const) await outbox[lane].pause({ of: 50, failed: 11 })
    assert.deepEqual([await send('mail'), await send('confirm')], [[], []])
    const { queues } = await office.counts()
    assert.deepEqual(queues[0].paused, { of: 50, failed: 11, at: iso(stage.clock.now()) })
    stage.clock.advance(HOUR)
    assert.deepEqual([(await send('mail')).length, (await send('confirm')).length], [0, 1])
    await office.resume(administrator, 'mail')
    assert.equal((await send('mail')).length, 1)
    await assert.rejects(office.resume(administrator, 'mail'), { code: 'laneNotPaused' })
    assert.equal((await stage.authority.verifyTrail()).is, 'whole')
  })

  test('a month’s record of mail and push is what counting the rows and what people did one by one gives, and holds no address', async t => {
    const of = await withSubscribers(t, databases)
    const { subscriber, browser, approved, fill, send, push, stage, asking, sealing, work } = of
    const counted = async (month: string) => await subscriptionsOfMonth(work.store, month)
    assert.equal(await counted('2026-02'), null, 'nobody has ever asked')
    // By hand, beside what is counted: whoever came and left in each month.
    const none = { asked: 0, confirmed: 0, unsubscribed: 0, complained: 0, bounced: 0, gone: 0 }
    const february = { mail: { ...none }, push: { ...none } }
    const march = { mail: { ...none }, push: { ...none } }
    const came = async (into: typeof february, address: string) => {
      into.mail.asked++
      into.mail.confirmed++
      return await subscriber(address)
    }
    const [first, second] = [await came(february, A), await came(february, B)]
    await came(february, C)
    await browser('five')
    await browser('five')
    february.push.asked++
    february.push.confirmed++
    await asking.byMail('chua.bam@xa.example', EVERYTHING)
    february.mail.asked++
    await asking.end(sealing.link('end', second))
    await asking.end(sealing.link('end', second))
    february.mail.unsubscribed++
    // Forgotten unconfirmed, and asked for again in the last second of a month in Vietnam; confirmed in the first of the next.
    stage.clock.advance(Date.parse('2026-02-28T23:59:59+07:00') - stage.clock.now())
    await asking.tidy()
    await asking.byMail('chua.bam@xa.example', EVERYTHING)
    february.mail.asked++
    stage.clock.advance(SECOND)
    await asking.confirm(sealing.link('confirm', await of.idOf('chua.bam@xa.example')))
    march.mail.confirmed++
    await approved(told(iso(stage.clock.now() + DAY)))
    await fill()
    const sent = await send('mail')
    await push(() => refused('recipientGone', { isGone: true }))
    march.push.gone++
    const note = (address: string, is: 'failed' | 'complaint', isGone: boolean) => ({
      mark: sent.find(({ to }) => to.address === address)?.to.mark ?? assert.fail(address),
      is,
      isGone,
      status: null,
    })
    await takeReturned(work, note(C, 'failed', true))
    march.mail.gone++
    await takeReturned(work, note('chua.bam@xa.example', 'complaint', false))
    march.mail.complained++
    const rows = await of.tables.selectFrom('subscription').selectAll().execute()
    const letters = await of.tables.selectFrom('subscription_letter').selectAll().execute()
    const beginsOfMarch = Date.parse('2026-03-01T00:00:00+07:00')
    const recordOf = (channel: 'mail' | 'push', month: typeof none, isLast: boolean) => {
      const [all, later] = [february[channel], isLast ? march[channel] : none]
      const own = (turns: typeof none) =>
        turns.confirmed - turns.unsubscribed - turns.complained - turns.bounced - turns.gone
      const accepted = letters.filter(
        each =>
          each.lane === channel && each.state === 'accepted' && Number(each.changed_at) >= beginsOfMarch === isLast,
      )
      const subscribers = own(all) + own(later)
      return { channel, subscribers, ...month, accepted: accepted.length }
    }
    const expected = (month: typeof february, isLast: boolean) =>
      (['mail', 'push'] as const).map(channel => recordOf(channel, month[channel], isLast))
    assert.deepEqual(await counted('2026-02'), expected(february, false))
    assert.deepEqual(await counted('2026-03'), expected(march, true))
    const [mail, browsers] = (await counted('2026-03')) ?? []
    const on = (channel: string) => rows.filter(each => each.channel === channel && each.state === 'on').length
    assert.deepEqual([mail.subscribers, browsers.subscribers], [on('mail'), on('push')])
    assert.deepEqual([mail.subscribers, mail.accepted, browsers.subscribers], [1, 2, 0])
    assert.equal((await of.rows.subscription(first))?.state, 'on')
    assert.equal(await counted('2026-01'), null)
    assert.doesNotMatch(JSON.stringify(await counted('2026-03')), /@|example|googleapis/)
  })
}
