import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type NumberSet, numberAt, RUN_SPAN, rankIndex, rankOf } from './audience.ts'
import { Collector } from './collect.ts'

/** A set of these numbers; the collector is tested beside it. */
function setOf(numbers: readonly number[]): NumberSet {
  const collector = new Collector({ min: 0, max: 10 ** 12 })
  collector.add(Float64Array.from(numbers), numbers.length)
  return { country: 'VN', callingCode: '84', ...collector.finish() }
}

/** Numbers that crowd together, also around the edges between runs. */
const someNumber = fc.oneof(
  fc.integer({ min: 320_000_000, max: 320_000_200 }),
  fc.integer({ min: 320_000_000, max: 999_999_999 }),
  fc.integer({ min: RUN_SPAN - 3, max: RUN_SPAN + 3 }),
  fc.integer({ min: 5 * RUN_SPAN, max: 5 * RUN_SPAN + 100 }),
  fc.constantFrom(0, 1, RUN_SPAN - 1, RUN_SPAN, 2 * RUN_SPAN - 1, 999_999_999_999),
)

test('a rank leads to its number and back, and absent numbers have none', () => {
  fc.assert(
    fc.property(fc.array(someNumber, { maxLength: 200 }), fc.array(someNumber), (all, asked) => {
      const set = setOf(all)
      const sorted = [...new Set(all)].sort((a, b) => a - b)
      assert.deepEqual(
        sorted.map((_, rank) => numberAt(set, rank)),
        sorted,
      )
      const index = rankIndex(set)
      for (const number of [...sorted, ...asked, ...asked.map(n => n + 1)]) {
        const expected = sorted.indexOf(number)
        assert.equal(rankOf(set, number), expected)
        assert.equal(index.rankOf(number), expected)
      }
    }),
  )
})

test('an index answers the same as a search among a hundred thousand numbers', () => {
  const numbers = Array.from({ length: 100_000 }, (_, i) => 320_000_000 + i * 37 + (i % 11))
  const set = setOf(numbers)
  const index = rankIndex(set)
  numbers.forEach((number, rank) => {
    assert.equal(index.rankOf(number), rank)
    assert.equal(index.rankOf(number + 20), rankOf(set, number + 20))
  })
})

for (const strange of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
  test(`${strange} is no number of any audience`, () => {
    const set = setOf([0, 1, 912_345_678])
    assert.equal(rankOf(set, strange), -1)
    assert.equal(rankIndex(set).rankOf(strange), -1)
  })

test('an empty audience holds nothing', () => {
  const set = setOf([])
  assert.deepEqual(set.runs, [])
  assert.equal(rankIndex(set).rankOf(912_345_678), -1)
  assert.throws(() => numberAt(set, 0), assert.AssertionError)
})
