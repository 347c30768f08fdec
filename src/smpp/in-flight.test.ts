import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { CONTROL_ROOM, InFlight, SEQUENCE_MAX } from './in-flight.ts'

const at = (n: number) => n as Millis

test('numbers go from 1 to 0x7FFFFFFF and round again', () => {
  const flight = new InFlight<string>({ size: 10, firstSequence: SEQUENCE_MAX - 1 })
  const numbers = ['a', 'b', 'c'].map(c => flight.enter('submit_sm', c, at(0)))
  assert.deepEqual(numbers, [SEQUENCE_MAX - 1, SEQUENCE_MAX, 1])
  assert.equal(new InFlight({ size: 1 }).enter('submit_sm', null, at(0)), 1)
})

test('a number that is still in flight is passed over', () => {
  // 32 places for 40 numbers: one and two stay in flight, and come round again with 33 and 34.
  const flight = new InFlight<string>({ size: 3, lastSequence: 40 })
  flight.enter('submit_sm', 'one', at(0))
  flight.enter('submit_sm', 'two', at(0))
  const given: number[] = []
  for (let i = 0; i < 80; i++) {
    const sequence = flight.enter('submit_sm', 'again', at(0)) ?? 0
    given.push(sequence)
    flight.settle(sequence)
  }
  assert.ok(!given.includes(1) && !given.includes(2))
  assert.deepEqual([flight.asked(1), flight.asked(2)], ['submit_sm', 'submit_sm'])
  assert.deepEqual(given.slice(0, 3), [3, 4, 5])
  assert.equal(new Set(given).size, 36)
})

test('an answer whose number only shares its low bits with one in flight answers nothing', () => {
  const flight = new InFlight<string>({ size: 3 })
  flight.enter('submit_sm', 'one', at(0))
  assert.equal(flight.asked(1 + 32), undefined)
  assert.equal(flight.asked(0x80000001), undefined)
  assert.equal(flight.asked(1), 'submit_sm')
})

test('a full window refuses, and leaves room for enquire_link and unbind', () => {
  const flight = new InFlight<number>({ size: 2 })
  assert.equal(flight.enter('submit_sm', 1, at(0)), 1)
  assert.equal(flight.enter('submit_sm', 2, at(0)), 2)
  assert.equal(flight.enter('submit_sm', 3, at(0)), null)
  for (let i = 0; i < CONTROL_ROOM; i++) assert.notEqual(flight.enter('enquire_link', i, at(0)), null)
  assert.equal(flight.enter('unbind', 0, at(0)), null)
})

/** Against a model: whatever happens, a request leaves exactly once and numbers in flight differ. */
test('a request leaves exactly once, whatever happens', () => {
  const action = fc.oneof(
    fc.constant({ is: 'enter' as const }),
    fc.record({ is: fc.constant('settle' as const), nth: fc.nat(9) }),
    fc.record({ is: fc.constant('expire' as const), by: fc.nat(30) }),
    fc.constant({ is: 'drain' as const }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 200 }), actions => {
      // So few numbers that every run goes round several times.
      const flight = new InFlight<number>({ size: 5, lastSequence: 33 })
      const open = new Map<number, number>()
      const left = new Set<number>()
      let entered = 0
      let now = 0
      const leave = (id: number) => {
        assert.ok(!left.has(id), `${id} left twice`)
        left.add(id)
        for (const [sequence, other] of open) if (other === id) open.delete(sequence)
      }
      for (const a of actions) {
        now += 1
        if (a.is === 'enter') {
          const sequence = flight.enter('submit_sm', entered, at(now))
          assert.equal(sequence === null, open.size === 5)
          if (sequence === null) continue
          assert.ok(!open.has(sequence) && sequence >= 1 && sequence <= 33)
          open.set(sequence, entered++)
        } else if (a.is === 'settle') {
          const sequence = [...open.keys()][a.nth]
          if (sequence !== undefined) leave(flight.settle(sequence))
        } else if (a.is === 'expire') flight.expire(at(now), a.by, leave)
        else flight.drain(leave)
        assert.equal(left.size + flight.count, entered)
      }
    }),
  )
})

test('expiry takes the old ones only, oldest first', () => {
  const flight = new InFlight<string>({ size: 9 })
  flight.enter('submit_sm', 'a', at(0))
  flight.enter('submit_sm', 'b', at(5))
  flight.enter('submit_sm', 'b2', at(5))
  flight.enter('submit_sm', 'just in time', at(6))
  const gone: string[] = []
  flight.expire(at(16), 10, name => gone.push(name))
  assert.deepEqual(gone, ['a', 'b', 'b2'])
  assert.equal(flight.count, 1)
})
