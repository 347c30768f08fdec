import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SendingMutex, type Waiter } from './sending-mutex.ts'

test('the turn goes to the lowest serial of those that want it, and nobody is pushed out of theirs', () => {
  const mutex = new SendingMutex()
  const granted: number[] = []
  const waiter = (serial: number): Waiter => ({ serial, granted: () => granted.push(serial) })
  const [one, two, three] = [waiter(1), waiter(2), waiter(3)]
  mutex.ask(three)
  mutex.ask(two)
  mutex.ask(one)
  mutex.ask(three)
  assert.deepEqual(granted, [3])
  mutex.leave(three)
  mutex.leave(two)
  mutex.leave(one)
  assert.deepEqual(granted, [3, 1])
})

test('at most one has the turn at any time, and somebody has it while anybody wants it', () => {
  const step = fc.record({ who: fc.nat(4), does: fc.constantFrom('ask', 'leave') })
  fc.assert(
    fc.property(fc.array(step), steps => {
      const mutex = new SendingMutex()
      const wants = new Set<Waiter>()
      const all = [0, 1, 2, 3, 4].map((serial): Waiter => ({ serial, granted: () => {} }))
      for (const { who, does } of steps) {
        if (does === 'ask') {
          wants.add(all[who])
          mutex.ask(all[who])
        } else {
          wants.delete(all[who])
          mutex.leave(all[who])
        }
        const holders = all.filter(waiter => mutex.holds(waiter))
        assert.equal(holders.length, wants.size > 0 ? 1 : 0)
        for (const holder of holders) assert.ok(wants.has(holder))
      }
    }),
  )
})
