import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Asker, Turns } from './turns.ts'

test('the turn goes to the lowest serial of those that want it, and nobody is pushed out of theirs', () => {
  const turns = new Turns()
  const granted: number[] = []
  const asker = (serial: number): Asker => ({ serial, granted: () => granted.push(serial) })
  const [one, two, three] = [asker(1), asker(2), asker(3)]
  turns.ask(three)
  turns.ask(two)
  turns.ask(one)
  turns.ask(three)
  assert.deepEqual(granted, [3])
  turns.leave(three)
  turns.leave(two)
  turns.leave(one)
  assert.deepEqual(granted, [3, 1])
})

test('at most one has the turn at any time, and somebody has it while anybody wants it', () => {
  const step = fc.record({ who: fc.nat(4), does: fc.constantFrom('ask', 'leave') })
  fc.assert(
    fc.property(fc.array(step), steps => {
      const turns = new Turns()
      const wants = new Set<Asker>()
      const all = [0, 1, 2, 3, 4].map((serial): Asker => ({ serial, granted: () => {} }))
      for (const { who, does } of steps) {
        if (does === 'ask') {
          wants.add(all[who])
          turns.ask(all[who])
        } else {
          wants.delete(all[who])
          turns.leave(all[who])
        }
        const holders = all.filter(asker => turns.holds(asker))
        assert.equal(holders.length, wants.size > 0 ? 1 : 0)
        for (const holder of holders) assert.ok(wants.has(holder))
      }
    }),
  )
})
