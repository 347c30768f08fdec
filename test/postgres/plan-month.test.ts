/** What a month's report is told of plans, against what people are shown one by one; on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChangeDetail } from '../../src/areas/plan/model.ts'
import { monthRecordOf } from '../../src/areas/plan/month-record.ts'
import { wallDate } from '../../src/base/wall-time.ts'
import { RECORDS } from '../../src/report/fixtures.test.ts'
import { monthRecords } from '../../src/report/records.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { HANOI, PLAN, SAIGON, to, withPlan } from './plan-stage.ts'
import { DAY, PEOPLE } from './stage.ts'

const { editor } = PEOPLE
const MINUTE = 60_000
const ZONE = 'Asia/Ho_Chi_Minh'

onEachDatabase(describeMonths)

function describeMonths(databases: Databases): void {
  test('a month is told the level of each area on each day, and of each change what it does and what came of it, as people see them one by one', async t => {
    const of = await withPlan(t, databases)
    const now = () => of.work.now()
    const month = wallDate(now(), ZONE).slice(0, 7)
    const asked = () => ({ month, timeZone: ZONE, now: now() })
    assert.equal(await monthRecordOf(of.work.store, asked()), null, 'no level was ever decided')

    const changes: ChangeDetail[] = [await of.decided([to(HANOI, 'vua'), to(SAIGON, 'cao')])]
    await of.carryOut()
    of.clock.advance(MINUTE)
    changes.push(await of.decided([to(HANOI, 'cao')], { purpose: 'exercise' }))
    await of.carryOut()
    of.clock.advance(DAY)
    changes.push(await of.decided([to(SAIGON, 'thap')]))

    const told = await monthRecordOf(of.work.store, asked())
    monthRecords.parse({ ...RECORDS, plans: told })
    assert.deepEqual(
      told?.map(({ plan, levels }) => [plan, levels.map(({ id }) => id)]),
      [[PLAN, ['thap', 'vua', 'cao']]],
    )
    const [{ stretches, changes: records }] = told ?? []
    assert.deepEqual(
      records.map(({ id, purpose, approvedBy }) => [id, purpose, approvedBy]),
      changes.map(({ id, purpose, approvedBy }) => [id, purpose, approvedBy?.name]),
    )

    for (const record of records) {
      const { diff } = await of.plans.change(editor, record.id)
      const groups = diff?.groups ?? []
      const found = record.planned.flatMap(({ action, kind, ...counts }) =>
        (['starts', 'stops', 'replaced', 'stays'] as const).flatMap(is =>
          counts[is] === 0 ? [] : [`${action} ${kind} ${is} ${counts[is]}`],
        ),
      )
      // On the page by level, in the report whatever the level was.
      const shown = new Map<string, number>()
      for (const { action, kind, is, effects } of groups) {
        const what = `${action} ${kind} ${is}`
        shown.set(what, (shown.get(what) ?? 0) + effects)
      }
      const sums = [...shown].map(([what, effects]) => `${what} ${effects}`)
      assert.deepEqual(found.toSorted(), sums.toSorted())
      const one: string[] = record.deeds.flatMap(({ action, kind, title: _, ...states }) =>
        Object.entries(states).flatMap(([state, count]) =>
          Array.from({ length: count }, () => `${action} ${kind} ${state}`),
        ),
      )
      const deeds = await of.deeds(record)
      assert.deepEqual(one.toSorted(), deeds.map(({ action, kind, state }) => `${action} ${kind} ${state}`).toSorted())
      assert.ok(deeds.length > 0)
    }

    const days = new Map<string, string>()
    for (const { area, level, from, until } of stretches)
      for (let at = Date.parse(from); at <= Date.parse(until); at += DAY)
        days.set(`${area} ${new Date(at).toISOString().slice(0, 10)}`, level)
    const seen = new Map<string, string>()
    for (const atMs of [now() - DAY, now()]) {
      const { areas } = await of.plans.situation(PLAN, { purpose: 'live', atMs })
      const day = wallDate(atMs, ZONE)
      for (const { area, level } of areas) if (level !== null) seen.set(`${area} ${day}`, level)
    }
    assert.deepEqual([...days].toSorted(), [...seen].toSorted())
    assert.equal(days.size, 4, 'two areas on two days, and nothing of the exercise')
  })
}
