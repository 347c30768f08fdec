import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type WaitingSegment, WaitingSegments } from './waiting.ts'

const aSegment: fc.Arbitrary<WaitingSegment> = fc.record(
  { due: fc.nat(20), rank: fc.nat(5), segment: fc.nat(3) },
  { noNullPrototype: true },
)

/** Soonest first; of those due at once, in the order of the walk. */
function before(a: WaitingSegment, b: WaitingSegment): number {
  return a.due - b.due || a.rank - b.rank || a.segment - b.segment
}

test('what waits goes soonest first, then in the order of the walk, whenever it came', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(aSegment, aSegment, fc.constant(null)), { maxLength: 100, size: 'max' }), steps => {
      const waiting = new WaitingSegments()
      let sorted: WaitingSegment[] = []
      for (const step of steps) {
        if (step !== null) {
          waiting.push(step)
          sorted = [...sorted, step].sort(before)
        } else assert.deepEqual(waiting.pop(), sorted.shift() ?? null)
        assert.equal(waiting.size, sorted.length)
        assert.equal(waiting.nextDue, sorted[0]?.due ?? Number.POSITIVE_INFINITY)
      }
      for (const next of sorted) assert.deepEqual(waiting.pop(), next)
      assert.equal(waiting.pop(), null)
    }),
    { numRuns: 500 },
  )
})
