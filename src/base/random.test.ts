import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from './random.ts'

const first = (seed: number, count: number, below = 2 ** 32) => {
  const random = seeded(seed)
  return Array.from({ length: count }, () => random.below(below))
}

test('a seed gives the numbers of Mulberry32, on every machine', () => {
  // Counted by another program from the published algorithm.
  for (const [seed, numbers] of [
    [0, [1144304738, 1416247, 958946056, 627933444]],
    [1, [2693262067, 11749833, 2265367787, 4213581821]],
    [0xffffffff, [3850105811, 813802916, 3073704848, 4054706436]],
  ] as const)
    assert.deepEqual(first(seed, numbers.length), numbers)
})

test('the same seed gives the same, another seed others', () => {
  assert.deepEqual(first(7, 100), first(7, 100))
  assert.notDeepEqual(first(7, 100), first(8, 100))
  assert.deepEqual(first(-1, 5), first(2 ** 32 - 1, 5))
})

test('numbers lie below their bound, each about as often', () => {
  for (const below of [1, 2, 3, 10, 1000]) {
    const counts = new Float64Array(below)
    const all = first(1, 100_000, below)
    for (const number of all) {
      assert.ok(Number.isInteger(number) && number >= 0 && number < below)
      counts[number]++
    }
    const mean = all.length / below
    for (const count of counts) assert.ok(Math.abs(count - mean) < 6 * Math.sqrt(mean) + 1)
  }
})

test('a chance of so many percent comes so often', () => {
  const random = seeded(3)
  for (const percent of [0, 1, 30, 99, 100]) {
    let count = 0
    for (let i = 0; i < 100_000; i++) if (random.chance(percent)) count++
    assert.ok(Math.abs(count - 1000 * percent) < 700, `${count} of 100000 for ${percent} %`)
    if (percent === 0 || percent === 100) assert.equal(count, 1000 * percent)
  }
})
