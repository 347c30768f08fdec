import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { calledFor, criteriaFaults, type Measured } from './criteria.ts'
import type { Box, Criterion, Level } from './plan.ts'
import { both } from './random-plans.test.ts'

function criterion(formula: readonly Box[] | null, dates: Partial<Criterion> = {}): Criterion {
  const text = both('by formula')
  return { from: '2020-01-01', until: null, text, source: null, formula: formula && [...formula], ...dates }
}

function levels(...criteria: readonly (readonly Criterion[])[]): Level[] {
  return criteria.map((own, rank) => ({
    id: `level-${rank}`,
    rank,
    name: both(`Level ${rank}`),
    colour: '#000000',
    criteria: [...own],
  }))
}

const between = (measure: string, atLeast: number | null, below: number | null): Box => ({
  all: [{ measure, atLeast, below }],
})

const BOUND = 4
const bound = fc.option(fc.integer({ min: 0, max: BOUND }), { nil: null })
const anyBox: fc.Arbitrary<Box> = fc
  .array(fc.record({ measure: fc.constantFrom('a', 'b'), atLeast: bound, below: bound }), { maxLength: 3 })
  .map(all => ({ all }))
const anyLevels = fc
  .array(fc.array(anyBox, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  .map(formulas => levels(...formulas.map(formula => [criterion(formula)])))

/** By hand, without anything of the product: whether a level holds that point. */
function holdsAt(level: Level, point: Readonly<Record<string, number>>): boolean {
  return (level.criteria[0].formula ?? []).some(({ all }) =>
    all.every(
      ({ measure, atLeast, below }) => point[measure] >= (atLeast ?? 0) && (below === null || point[measure] < below),
    ),
  )
}

/** All bounds are whole, so every region has a whole point. */
const POINTS = Array.from({ length: BOUND + 2 }, (_, a) =>
  Array.from({ length: BOUND + 2 }, (_, b) => ({ a, b })),
).flat()

test('an overlap is found exactly where one point calls for two levels, and its point does', () => {
  fc.assert(
    fc.property(anyLevels, all => {
      const found = criteriaFaults({ levels: all }).filter(one => one.is === 'overlap')
      const pairs = all.flatMap((one, place) =>
        all
          .slice(place + 1)
          .filter(other => POINTS.some(point => holdsAt(one, point) && holdsAt(other, point)))
          .map(other => `${one.id} ${other.id}`),
      )
      assert.deepEqual(found.map(one => one.levels.join(' ')).sort(), pairs.toSorted())
      for (const { levels: ids, at } of found)
        for (const id of ids) {
          const level = all.find(one => one.id === id)
          assert.ok(level !== undefined && holdsAt(level, { a: 0, b: 0, ...at }))
        }
    }),
    { numRuns: howMany(600, 3000) },
  )
})

test('a gap is found exactly where one point calls for no level, and its point does not', () => {
  fc.assert(
    fc.property(anyLevels, all => {
      const gaps = criteriaFaults({ levels: all }).filter(one => one.is === 'gap')
      const uncovered = POINTS.filter(point => !all.some(level => holdsAt(level, point)))
      assert.equal(gaps.length, uncovered.length === 0 ? 0 : 1)
      for (const { at } of gaps) assert.ok(!all.some(level => holdsAt(level, { a: 0, b: 0, ...at })))
    }),
    { numRuns: howMany(600, 3000) },
  )
})

test('what is called for is the level that holds the point, and unknown only where that would depend on what is missing', () => {
  const value = fc.option(fc.integer({ min: 0, max: BOUND + 1 }), { nil: null })
  fc.assert(
    fc.property(anyLevels, fc.record({ a: value, b: value }), (all, measured: Measured) => {
      const called = calledFor(all, '2021-01-01', measured)
      const possible = POINTS.filter(({ a, b }) => (measured.a ?? a) === a && (measured.b ?? b) === b)
      const highest = possible.map(point => all.findLast(level => holdsAt(level, point))?.id)
      if (called.is === 'level') assert.ok(highest.includes(called.level))
      if (called.is === 'none') assert.ok(highest.every(id => id === undefined))
      if (called.is === 'unknown') assert.ok(measured.a === null || measured.b === null)
      if (measured.a !== null && measured.b !== null)
        assert.equal(called.is === 'level' ? called.level : undefined, highest[0])
    }),
    { numRuns: howMany(600, 3000) },
  )
})

test('criteria are compared on the days on which both count, and days without any are told', () => {
  const old = { from: '2020-01-01', until: '2020-06-01' }
  const low = [criterion([between('a', null, 2)], old), criterion([between('a', null, 5)], { from: '2020-07-01' })]
  const high = [criterion([between('a', 2, null)], old), criterion([between('a', 5, null)], { from: '2020-07-01' })]
  assert.deepEqual(criteriaFaults({ levels: levels(low, high) }), [
    { is: 'days', from: '2020-06-01', until: '2020-07-01' },
  ])
  const early = [criterion([between('a', 2, null)], { from: '2020-01-01', until: '2020-08-01' })]
  const faults = criteriaFaults({ levels: levels(low, early) })
  assert.deepEqual(
    faults.map(one => [one.is, 'from' in one ? one.from : '']),
    [
      ['gap', '2020-06-01'],
      ['overlap', '2020-07-01'],
      ['gap', '2020-08-01'],
    ],
  )
})

test('where one level is for people to judge, what the others leave over is no gap', () => {
  const faults = criteriaFaults({ levels: levels([criterion(null)], [criterion([between('a', 3, null)])]) })
  assert.deepEqual(faults, [])
  const called = (a: number | null) =>
    calledFor(levels([criterion(null)], [criterion([between('a', 3, null)])]), '2021-01-01', { a }).is
  assert.deepEqual([called(5), called(1), called(null)], ['level', 'by-people', 'unknown'])
})

test('criteria with more bounds than can be looked at are refused and cost little', () => {
  const many = Array.from({ length: 12 }, (_, place) => ({
    all: Array.from({ length: 12 }, (_, at) => ({ measure: `m${at}`, atLeast: place, below: place + 20 })),
  }))
  const faults = criteriaFaults({ levels: levels(...Array.from({ length: 12 }, () => [criterion(many)])) })
  assert.ok(faults.some(({ is }) => is === 'overlap' || is === 'too-fine'))
})
