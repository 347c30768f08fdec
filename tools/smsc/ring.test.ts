import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DueRing } from './ring.ts'

test('a ring gives back what an array would, however it grows and turns', () => {
  const step = fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ shift: fc.integer({ min: 1, max: 900 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const ring = new DueRing(2048)
      const model: number[] = []
      let next = 0
      for (const each of steps) {
        if ('push' in each) {
          for (let i = 0; i < each.push; i += 1) {
            next += 1
            const room = model.length < 2048
            assert.equal(ring.push(next, -next, next * 2, next / 2), room)
            if (room) model.push(next)
          }
        } else
          for (let i = 0; i < each.shift && model.length > 0; i += 1) {
            assert.equal(ring.due, model[0] / 2)
            ring.shift()
            const expected = model.shift() ?? 0
            assert.deepEqual([ring.a, ring.b, ring.c], [expected, -expected, expected * 2])
          }
        assert.equal(ring.size, model.length)
      }
    }),
  )
})

test('an empty ring is never due', () => {
  assert.equal(new DueRing(1024).due, Number.POSITIVE_INFINITY)
})
