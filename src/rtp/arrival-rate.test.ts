import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ArrivalRate } from './arrival-rate.ts'

interface Came {
  readonly at: number
  readonly octets: number
}

function rateOf(all: readonly Came[]): number | null {
  const rate = new ArrivalRate()
  for (const { at, octets } of all) rate.came(at, octets)
  return rate.bitrate
}

/** By its meaning: all at once, sorted anew for each question. */
function expected(all: readonly Came[]): number | null {
  const last = Math.max(...all.map(({ at }) => at))
  const kept = all.filter(({ at }) => at > last - 500).toSorted((one, other) => one.at - other.at)
  const [first] = kept
  if (first === undefined || last - first.at < 200) return null
  const octets = kept.reduce((sum, one) => sum + one.octets, 0)
  return ((octets - first.octets) * 8000) / (last - first.at)
}

test('the rate is of what came in the last half second behind the first of it', () => {
  assert.equal(rateOf([]), null)
  assert.equal(rateOf([{ at: 7, octets: 100 }]), null)
  const every = (count: number) => Array.from({ length: count }, (_, i) => ({ at: 10 * i, octets: 125 }))
  assert.equal(rateOf(every(20)), null, '190 ms are too little to tell')
  assert.equal(rateOf(every(21)), 100_000)
  assert.equal(rateOf(every(5000)), 100_000)
  // What came long ago has gone.
  assert.equal(rateOf([{ at: 0, octets: 60_000 }, ...every(40).map(one => ({ ...one, at: one.at + 600 }))]), 100_000)
})

test('in whatever order it is told the rate is the same as of all sorted anew', () => {
  const came = fc.record({ at: fc.integer({ min: 0, max: 3000 }), octets: fc.integer({ min: 1, max: 1500 }) })
  fc.assert(
    fc.property(fc.array(came, { maxLength: 300 }), all => {
      assert.equal(rateOf(all), expected(all))
    }),
  )
})

test('times that all lie within half a second are bounded in number', () => {
  const all = Array.from({ length: 10_000 }, (_, i) => ({ at: i / 20, octets: 100 }))
  // The last 2048 of them: 102.35 ms, too few to tell.
  assert.equal(rateOf(all), null)
})
