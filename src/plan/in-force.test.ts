import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COUNTRY } from './areas.ts'
import { lostLevels } from './in-force.ts'
import type { Level } from './plan.ts'
import { AREAS, at, type History, planOf, situationOf } from './random-plans.test.ts'

const PLAN = planOf([])
const [HANOI, BAC_GIANG] = AREAS
const NOW = at(10)

/** The next version without that level, or with another id for it. */
function check(history: History, levels: (levels: readonly Level[]) => Level[], expected: string[]) {
  const next = { ...PLAN, levels: levels(PLAN.levels) }
  const found = lostLevels(next, situationOf(history, 'live'), NOW)
  assert.deepEqual(
    found.map(({ code, severity, place, value, other }) => [code, severity, place, value, other]),
    expected.map(each => ['level-in-force', 'fault', 'levels', ...each.split(': ')]),
  )
}

const without = (id: string) => (levels: readonly Level[]) => levels.filter(each => each.id !== id)
const to = (area: string, level: string | null) => ({ area, level })
const HIGH: History = [{ hours: 1, decisions: [to(COUNTRY, 'middle'), to(HANOI, 'high')] }]

test('a version lacks no level that an area is at, whether it is dropped or has another id', () => {
  check(HIGH, levels => [...levels], [])
  check(HIGH, without('low'), [])
  check(HIGH, without('high'), ['high: Hà Nội'])
  check(HIGH, levels => levels.map(one => (one.id === 'high' ? { ...one, id: 'red' } : one)), ['high: Hà Nội'])
})

test('what areas inherit is told of the country alone', () => {
  check(HIGH, without('middle'), ['middle: cả nước'])
})

test('what is decided for later counts, what was left does not', () => {
  const left: History = [...HIGH, { hours: 5, decisions: [to(HANOI, 'low')] }]
  check(left, without('high'), [])
  check([...left, { hours: 20, decisions: [to(BAC_GIANG, 'high')] }], without('high'), ['high: Bắc Giang'])
})

test('a version of a plan by which nobody has decided anything may be as it likes', () => {
  check([], () => [], [])
})
