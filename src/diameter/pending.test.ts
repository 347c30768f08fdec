import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { type Owed, Pending } from './pending.ts'

const at = (ms: number) => ms as Millis
const owed = (name: string) => ({ name, hopByHop: 0, at: at(0) })
type Named = Owed & { readonly name: string }

test('an answer finds its request by the number it went out with, once', () => {
  const pending = new Pending<Named>({ size: 4, first: 4_294_967_295 })
  const entries = ['a', 'b', 'c'].map(owed)
  for (const entry of entries) pending.enter(entry, at(5))
  assert.deepEqual(
    entries.map(entry => entry.hopByHop),
    [4_294_967_295, 0, 1],
  )
  const b = pending.asked(0)
  assert.equal(b?.name, 'b')
  pending.settle(b as Named)
  assert.equal(pending.asked(0), undefined)
  assert.equal(pending.asked(8), undefined, 'the same place, another number')
  assert.equal(pending.count, 2)
})

test('no more requests than the table’s size are owed, and a watchdog still has a number', () => {
  const pending = new Pending<Named>({ size: 2, first: 0 })
  pending.enter(owed('a'), at(0))
  pending.enter(owed('b'), at(0))
  assert.ok(pending.full)
  assert.throws(() => pending.enter(owed('c'), at(0)))
  assert.equal(pending.number(), 2)
})

test('requests whose answers are late leave the table, oldest first, and the others stay', () => {
  const pending = new Pending<Named>({ size: 8, first: 10 })
  for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) pending.enter(owed(name), at(i * 10))
  pending.settle(pending.asked(11) as Named)
  const late: string[] = []
  pending.expire(at(121), 100, ({ name }) => late.push(name))
  assert.deepEqual(late, ['a', 'c'])
  pending.expire(at(130), 100, ({ name }) => late.push(name))
  assert.deepEqual(late, ['a', 'c'])
  assert.deepEqual(
    pending.drain().map(({ name }) => name),
    ['d'],
  )
  assert.equal(pending.count, 0)
})

test('a request that waits long is passed over and not overwritten while numbers go round', () => {
  const pending = new Pending<Named>({ size: 3, first: 0 })
  pending.enter(owed('slow'), at(0))
  for (let i = 0; i < 100; i++) {
    const entry = owed(String(i))
    pending.enter(entry, at(i))
    assert.equal(pending.asked(0)?.name, 'slow')
    pending.settle(entry)
  }
  assert.deepEqual(
    pending.drain().map(({ name }) => name),
    ['slow'],
  )
})

test('whatever is asked, answered, late and lost, each request leaves the table exactly once', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('enter' as const) },
    { weight: 4, arbitrary: fc.nat({ max: 20 }).map(n => ({ settle: n })) },
    { weight: 2, arbitrary: fc.constant('expire' as const) },
    { weight: 1, arbitrary: fc.constant('number' as const) },
    { weight: 1, arbitrary: fc.constant('drain' as const) },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), steps => {
      const pending = new Pending<Named>({ size: 5, first: 0xfffffff0 })
      const inside = new Map<string, Named>()
      let now = 0
      const leaves = (entry: Named) => {
        assert.ok(inside.delete(entry.name), entry.name)
      }
      for (const [i, one] of steps.entries()) {
        now += 10
        if (one === 'enter') {
          if (pending.full) continue
          const entry = owed(String(i))
          pending.enter(entry, at(now))
          inside.set(entry.name, entry)
        } else if (one === 'number') pending.number()
        else if (one === 'expire') pending.expire(at(now), 60, leaves)
        else if (one === 'drain') pending.drain().forEach(leaves)
        else {
          const entry = [...inside.values()][one.settle]
          if (entry === undefined) continue
          assert.equal(pending.asked(entry.hopByHop), entry)
          pending.settle(entry)
          leaves(entry)
        }
        assert.equal(pending.count, inside.size)
      }
      const numbers = new Set([...inside.values()].map(({ hopByHop }) => hopByHop))
      assert.equal(numbers.size, inside.size)
    }),
  )
})
