/** What comes in at the door and what becomes of it, on both databases. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { onEachDatabase, tablesOf } from '../postgres/databases.ts'
import { ADMINISTRATOR, DAY, enter, entries, MINUTE, OFFICER, openStage } from './stage.ts'

const MONTH = '2026-11'

onEachDatabase(databases => {
  test('an entry is stored once, however often it is sent', async t => {
    const stage = await openStage(t, databases)
    const one = { id: randomUUID(), badge: 'A1', celsius: '36,4' }
    const first = await enter(stage, one)
    stage.clock.now += 5 * MINUTE
    const again = await enter(stage, { ...one, agoMs: 5 * MINUTE }, { ...one, agoMs: 5 * MINUTE })
    assert.deepEqual([first[0].is, ...again.map(({ is }) => is)], ['stored', 'known', 'known'])
    assert.deepEqual([first[0].next, again[0].next], ['pass', 'pass'])
    const [row, ...others] = await entries(stage)
    assert.deepEqual(others, [])
    assert.deepEqual([row.tenths, row.is_high, row.day], [364, 0, '2026-11-25'])
  })

  test('what cannot be is refused by itself; the rest of the batch is stored', async t => {
    const stage = await openStage(t, databases)
    const outcomes = await enter(
      stage,
      { badge: 'A1' },
      { badge: 'A2', celsius: 98.6 },
      { badge: 'A3', celsius: '36,55' },
      { badge: '0912345678' },
      { badge: 'A5', celsius: '37,2' },
      { badge: 'A6', agoMs: 22 * DAY },
    )
    assert.deepEqual(
      outcomes.map(({ is, fault }) => (fault === null ? is : `${is} ${fault.field} ${fault.code}`)),
      ['stored', 'refused celsius fahrenheit', 'refused celsius decimals', 'refused badge form', 'stored', 'expired'],
    )
    assert.ok(outcomes[1].fault?.vi.includes('độ F') && outcomes[1].fault.en.includes('°C'))
    assert.deepEqual((await entries(stage)).map(({ tenths }) => tenths).toSorted(), [365, 372])
  })

  test('the same badge within a minute is one entry with the higher of the two', async t => {
    const stage = await openStage(t, databases)
    await enter(stage, { badge: 'a 1' })
    stage.clock.now += 20_000
    const [lower] = await enter(stage, { badge: 'A1', celsius: '36,2' })
    stage.clock.now += 20_000
    const [higher] = await enter(stage, { badge: 'A1', celsius: '37,9' })
    assert.deepEqual([lower.is, lower.next], ['same', 'pass'])
    assert.deepEqual([higher.is, higher.next], ['same', 'wait'])
    const [row, ...others] = await entries(stage)
    assert.deepEqual(others, [])
    assert.deepEqual([row.tenths, row.is_high], [379, 1])
    const { status, valueQuantity } = JSON.parse(row.observation)
    assert.deepEqual([status, valueQuantity.value], ['amended', 37.9])
    stage.clock.now += 2 * MINUTE
    assert.equal((await enter(stage, { badge: 'A1' }))[0].is, 'stored', 'out and in again')
    const visitors = await enter(stage, {}, {})
    assert.deepEqual(
      visitors.map(({ is }) => is),
      ['stored', 'stored'],
      'visitors are nobody in particular',
    )
  })

  test('a measurement that was merged into an entry is still part of it when it is sent again after a later one', async t => {
    const stage = await openStage(t, databases)
    const quick = { id: randomUUID(), badge: 'CT-07', celsius: 38.2, agoMs: 60_000 }
    await enter(stage, { badge: 'CT-07', celsius: 36.6, agoMs: 100_000 }, quick)
    const [later] = await enter(stage, { badge: 'CT-07', celsius: 36.6, agoMs: 30_000 })
    assert.deepEqual([later?.is, later?.next], ['stored', 'pass'])
    const before = await entries(stage)
    const [again] = await enter(stage, { ...quick })
    assert.deepEqual([again?.is, again?.next], ['known', 'wait'])
    assert.deepEqual(await entries(stage), before)
    stage.clock.now += 60 * DAY
    await stage.screening.forget()
    const merged = tablesOf(stage.database).selectFrom('screening_merged').selectAll()
    assert.deepEqual(await merged.execute(), [], 'it goes with its entry')
  })

  test('two doors at once: the same badge is still one entry', async t => {
    const stage = await openStage(t, databases)
    const both = await Promise.all(Array.from({ length: 8 }, async () => (await enter(stage, { badge: 'A1' }))[0].is))
    assert.deepEqual(both.toSorted(), [...Array(7).fill('same'), 'stored'])
    assert.equal((await entries(stage)).length, 1)
  })

  test('high, then normal after the wait: one person checked, nobody is called', async t => {
    const stage = await openStage(t, databases)
    const [first] = await enter(stage, { badge: 'A1', celsius: '37,5' })
    assert.equal(first.next, 'wait')
    stage.clock.now += 10 * MINUTE
    const [second] = await enter(stage, { badge: 'A1', celsius: '37,4' })
    assert.deepEqual([second.is, second.next], ['stored', 'pass'])
    const rows = await entries(stage)
    assert.equal(rows[1].second_of, rows[0].id)
    assert.match(rows[1].observation, /second measurement of/)
    await stage.screening.lookAfter()
    assert.deepEqual((await stage.screening.alerts()).open, [])
  })

  test('a visitor’s second measurement is the one the kiosk names', async t => {
    const stage = await openStage(t, databases)
    const id = randomUUID()
    await enter(stage, { id, celsius: '38,2' })
    stage.clock.now += 11 * MINUTE
    const [second] = await enter(stage, { celsius: '38,0', follows: id })
    assert.equal(second.next, 'call')
    const { open } = await stage.screening.alerts()
    assert.deepEqual(
      open.map(({ kind, who, first, second }) => [kind, who, first.celsius, second?.celsius]),
      [['high-twice', 'visitor', 38.2, 38]],
    )
    assert.ok(stage.changes.some(one => one.is === 'screening' && one.what === 'alerts'))
  })

  test('a second measurement that rises within the minute calls too', async t => {
    const stage = await openStage(t, databases)
    await enter(stage, { badge: 'A1', celsius: 38 })
    stage.clock.now += 10 * MINUTE
    await enter(stage, { badge: 'A1', celsius: 37.4 })
    stage.clock.now += 20_000
    const [higher] = await enter(stage, { badge: 'A1', celsius: 37.6 })
    assert.deepEqual([higher.is, higher.next], ['same', 'call'])
    assert.equal((await stage.screening.alerts()).open.length, 1)
  })

  test('across midnight a badge is still the same for its second measurement', async t => {
    const stage = await openStage(t, databases)
    stage.clock.now = Date.parse('2026-11-25T16:55:00Z')
    await enter(stage, { badge: 'A1', celsius: 38 })
    stage.clock.now += 10 * MINUTE
    assert.equal((await enter(stage, { badge: 'A1', celsius: 38 }))[0].next, 'call')
    const rows = await entries(stage)
    assert.deepEqual(
      rows.map(({ day }) => day),
      ['2026-11-25', '2026-11-26'],
    )
    assert.notEqual(rows[0].badge, rows[1].badge, 'by its pseudonym it is somebody else')
  })

  test('a badge is kept as a pseudonym of its day, and no badge number is anywhere', async t => {
    const stage = await openStage(t, databases)
    await enter(stage, { badge: 'XYZZY42' })
    stage.clock.now += DAY
    await enter(stage, { badge: 'XYZZY42' })
    const rows = await entries(stage)
    assert.notEqual(rows[0].badge, rows[1].badge)
    assert.doesNotMatch(JSON.stringify(rows), /XYZZY/i)
    const keys = await tablesOf(stage.database).selectFrom('screening_day_key').selectAll().execute()
    assert.equal(keys.length, 2)
    stage.clock.now += 2 * DAY + MINUTE
    await stage.screening.forget()
    const left = await tablesOf(stage.database).selectFrom('screening_day_key').selectAll().execute()
    assert.deepEqual(left, [], 'after two days nobody can tell whose it was')
  })

  test('a tablet whose clock is wrong is noticed; its entries are where they belong, and what it said is kept', async t => {
    const stage = await openStage(t, databases)
    const { screening, kiosk, clock } = stage
    const wrong = 3 * 60 * MINUTE
    await screening.takeFromKiosk(kiosk, {
      sentAt: new Date(clock.now + wrong).toISOString(),
      waiting: 4,
      entries: [
        {
          id: randomUUID(),
          at: new Date(clock.now + wrong - 30 * MINUTE).toISOString(),
          celsius: 36.5,
          badge: null,
          follows: null,
        },
      ],
    })
    const [row] = await entries(stage)
    assert.equal(row.at, clock.now - 30 * MINUTE)
    assert.equal(row.device_at, clock.now + wrong - 30 * MINUTE)
    assert.deepEqual([row.received_at, row.skew_ms, row.is_clock_wrong], [clock.now, wrong, 1])
    const [shown] = await screening.kiosks()
    assert.deepEqual([shown.clockSkewMs, shown.waiting], [wrong, 4])
  })

  test('cameras follow the same rules, and the same event is the same measurement', async t => {
    const stage = await openStage(t, databases)
    const { screening, clock, door } = stage
    const key = randomUUID()
    const send = async (...measurements: { event: string; celsius: number; badge?: string; at?: string }[]) =>
      (await screening.takeFromCamera(key, { door, measurements })).outcomes
    const first = await send({ event: 'e1', celsius: 38, badge: 'A1' }, { event: 'e2', celsius: 98.6 })
    assert.deepEqual(
      first.map(({ id, is, next }) => [id, is, next]),
      [
        ['e1', 'stored', 'wait'],
        ['e2', 'refused', null],
      ],
    )
    assert.deepEqual((await send({ event: 'e1', celsius: 38, badge: 'A1' }))[0].is, 'known')
    clock.now += 10 * MINUTE
    assert.equal((await send({ event: 'e3', celsius: 38.1, badge: 'A1' }))[0].next, 'call')
    assert.equal(
      (await screening.takeFromCamera(randomUUID(), { door, measurements: [{ event: 'e1', celsius: 36.6 }] }))
        .outcomes[0].is,
      'stored',
      'of another camera it is another',
    )
    await assert.rejects(
      screening.takeFromCamera(key, { door: randomUUID(), measurements: [{ event: 'x', celsius: 36 }] }),
      { code: 'notFound' },
    )
  })

  test('a code enrols once, within its hour; a new code or a revocation ends the token before', async t => {
    const stage = await openStage(t, databases)
    const { screening, clock, door } = stage
    const made = await screening.createKiosk(ADMINISTRATOR, { door, name: 'Máy 2' })
    assert.match(made.code, /^([B-DF-HJ-NP-TV-XZ]{4}-){2}[B-DF-HJ-NP-TV-XZ]{4}$/)
    const typed = made.code.toLowerCase().replaceAll('-', ' ')
    const { token, home } = await screening.enrolKiosk(typed)
    assert.deepEqual([home.kiosk.name, home.door.name], ['Máy 2', 'Cửa chính'])
    await assert.rejects(screening.enrolKiosk(made.code), { code: 'kioskCodeWrong' })
    await screening.authenticateKiosk(token)
    const { code } = await screening.issueKioskCode(ADMINISTRATOR, made.kiosk.id)
    await assert.rejects(screening.authenticateKiosk(token), { code: 'kioskUnknown' })
    clock.now += 60 * MINUTE
    await assert.rejects(screening.enrolKiosk(code), { code: 'kioskCodeWrong' })
    const later = await screening.issueKioskCode(ADMINISTRATOR, made.kiosk.id)
    const again = await screening.enrolKiosk(later.code)
    assert.equal((await screening.revokeKiosk(ADMINISTRATOR, made.kiosk.id)).state, 'revoked')
    await assert.rejects(screening.authenticateKiosk(again.token), { code: 'kioskUnknown' })
    await assert.rejects(screening.authenticateKiosk('loak_x'), { code: 'kioskUnknown' })
    await assert.rejects(screening.authenticateKiosk('loa_x'), { code: 'kioskUnknown' })
    const kept = await tablesOf(stage.database).selectFrom('screening_kiosk').selectAll().execute()
    assert.doesNotMatch(JSON.stringify(kept), new RegExp(`${token}|${again.token}|${code}`))
    await assert.rejects(screening.createDoor(ADMINISTRATOR, { name: 'Cửa chính' }), { code: 'doorTaken' })
  })

  test('whatever comes in whatever order, counts are what the entries say, each person once', async t => {
    const stage = await openStage(t, databases)
    const { screening, clock } = stage
    let rounds = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            badge: fc.constantFrom('A1', 'A2', 'A3', null),
            celsius: fc.constantFrom(36.5, 37.4, 37.5, 38.9),
            agoMs: fc.integer({ min: 0, max: 40 * MINUTE }),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        async given => {
          rounds++
          clock.now += DAY
          const sent = given.map(each => ({ ...each, id: randomUUID() }))
          await enter(stage, ...sent)
          const before = await entries(stage)
          await enter(stage, ...sent)
          assert.deepEqual(await entries(stage), before, 'sent again it changes nothing')
        },
      ),
      { numRuns: 15, endOnFailure: true },
    )
    const rows = await entries(stage)
    for (const row of rows) {
      const first = rows.find(({ id }) => id === row.second_of)
      if (row.second_of === null) continue
      assert.equal(first?.is_high, 1)
      assert.equal(first.second_of, null)
      assert.ok(row.at - first.at >= 10 * MINUTE - 5000)
      assert.equal(rows.filter(({ second_of }) => second_of === row.second_of).length, 1)
    }
    assert.ok(rounds >= 15)
    const alerts = (await screening.alerts()).open.filter(({ kind }) => kind === 'high-twice')
    assert.equal(alerts.length, rows.filter(row => row.second_of !== null && row.is_high === 1).length)
  })

  test('an export is a Bundle of what is there, and stands in the trail', async t => {
    const stage = await openStage(t, databases)
    await enter(stage, { badge: 'A1' }, { badge: 'A2' }, {})
    const span = { fromMs: stage.clock.now - DAY, untilMs: stage.clock.now + DAY }
    const bundle = (await stage.screening.exportBundle(OFFICER, span)) as {
      entry: { resource: { resourceType: string } }[]
    }
    const kinds = bundle.entry.map(({ resource }) => resource.resourceType)
    assert.deepEqual(kinds, ['Location', 'Device', ...Array(3).fill('Observation')])
    assert.equal(stage.deeds.at(-1)?.action, 'screening.export')
    const later = { fromMs: span.untilMs, untilMs: span.untilMs + DAY }
    const none = (await stage.screening.exportBundle(OFFICER, later)) as { entry: unknown[] }
    assert.ok(!('entry' in none))
  })

  test('counts outlive the entries they were counted from', async t => {
    const stage = await openStage(t, databases)
    const { screening, clock } = stage
    for (let i = 0; i < 20; i++) await enter(stage, { badge: `A${i}`, celsius: i < 8 ? 38 : 36.6 })
    clock.now += 10 * MINUTE
    for (let i = 0; i < 6; i++) await enter(stage, { badge: `A${i}`, celsius: 38 })
    clock.now += DAY
    const before = await screening.monthCounts(MONTH)
    assert.deepEqual(before.sum, { checked: 20, high: 8, highTwice: null })
    clock.now += 11 * DAY
    await enter(stage, { badge: 'B1' })
    clock.now += 10 * DAY
    assert.deepEqual((await screening.forget()).entries, 26)
    assert.equal((await entries(stage)).length, 1)
    const after = await screening.monthCounts(MONTH)
    assert.deepEqual(after.byDay, before.byDay)
    assert.equal((await screening.forget()).entries, 0)
  })
})
