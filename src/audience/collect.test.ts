import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany, testMore } from '../../test/parts.ts'
import { seeded } from '../base/random.ts'
import { RUN_SPAN } from './audience.ts'
import { Collector, type Gathered, sortedUnique } from './collect.ts'

const VIETNAM = { min: 320_000_000, max: 999_999_999 }
const WIDE = { min: 1_000_000_000, max: 999_999_999_999 }

function gather(numbers: readonly number[], bounds = VIETNAM): Gathered {
  const collector = new Collector(bounds)
  for (let at = 0; at < numbers.length; at += 1000) {
    const batch = numbers.slice(at, at + 1000)
    collector.add(Float64Array.from(batch), batch.length)
  }
  assert.equal(collector.added, numbers.length)
  return collector.finish()
}

function numbersOf({ runs, low }: Gathered): Float64Array {
  const numbers = Float64Array.from(low)
  runs.forEach(({ from, base }, k) => {
    const until = runs[k + 1]?.from ?? numbers.length
    for (let rank = from; rank < until; rank++) numbers[rank] += base
  })
  return numbers
}

function check(numbers: readonly number[], bounds = VIETNAM) {
  const set = gather(numbers, bounds)
  const expected = Float64Array.from(new Set(numbers)).sort()
  assert.equal(set.size, expected.length)
  const octets = (all: Float64Array) => Buffer.from(all.buffer)
  // In one go: Node compares millions of numbers one by one.
  if (!octets(numbersOf(set)).equals(octets(expected))) assert.deepEqual(numbersOf(set), expected)
  set.runs.forEach((run, k) => {
    assert.equal(run.base % RUN_SPAN, 0)
    assert.ok(run.from < (set.runs[k + 1]?.from ?? set.size), 'no run is empty')
  })
}

test('any numbers in any order become their set', () => {
  const numbers = (bounds: typeof VIETNAM) => fc.array(fc.integer(bounds), { maxLength: 300 })
  fc.assert(fc.property(numbers(VIETNAM), all => check(all)))
  fc.assert(fc.property(numbers(WIDE), all => check(all, WIDE)))
})

test('the least and the greatest number of the plan are kept', () => check([VIETNAM.max, VIETNAM.min, VIETNAM.max]))

/** Enough to leave the list for a bitmap, or to sort lists again and again. */
function many(bounds: typeof VIETNAM, count: number): number[] {
  const random = seeded(7)
  const span = bounds.max - bounds.min + 1
  return Array.from({ length: count }, () => bounds.min + ((random.below(2 ** 31) * 977) % span))
}

test('more than a million numbers become a bitmap and stay the same set', () => {
  const numbers = [...many(VIETNAM, 1_200_000), VIETNAM.min, VIETNAM.max]
  check([...numbers, ...numbers.slice(0, 300_000)])
})

testMore('more than a million numbers of a wide plan stay lists and are the same set', () => {
  const numbers = many(WIDE, 1_200_000)
  check([...numbers, ...numbers.slice(0, 300_000)], WIDE)
})

test('a bitmap may cross the edge between two runs', () => {
  const bounds = { min: RUN_SPAN - 1_500_000, max: RUN_SPAN + 1_500_000 }
  check([...many(bounds, howMany(1_100_000, 2_500_000)), RUN_SPAN - 1, RUN_SPAN], bounds)
})

test('a list that repeats one number for ever does not grow', () => {
  const collector = new Collector(VIETNAM)
  const batch = new Float64Array(10_000).fill(912_345_678)
  for (let i = 0; i < 300; i++) collector.add(batch, batch.length)
  assert.equal(collector.added, 3_000_000)
  assert.deepEqual([...collector.finish().low], [912_345_678])
})

for (const size of [0, 1, 2, 1000, 20_000, 100_000])
  test(`${size} values are sorted and lose their repetitions`, () => {
    const random = seeded(size)
    const values = Uint32Array.from({ length: size }, () => random.below(2 ** 32) % 2_000_000_011)
    values.set([0xffffffff, 0, 0xffffffff].slice(0, size))
    assert.deepEqual(sortedUnique(values.slice()), Uint32Array.from(new Set(values)).sort())
  })
