import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Wish } from '../directive/documents.ts'
import { type Accepted, Memory, NOT_ORDERED, obeyedAfter } from './memory.ts'

const wish = fc.constantFrom<Wish>('run', 'pause', 'stop')
const order = fc.record({ sequence: fc.integer({ min: 1, max: 50 }), wish, releases: fc.boolean() })

test('of the orders for a directive the highest sequence holds, or a stop, in whatever order and however often they come', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(order, { selector: ({ sequence }) => sequence, maxLength: 20 }),
      fc.array(fc.nat(1000), { maxLength: 60 }),
      (orders, picks) => {
        if (orders.length === 0) return
        const come = [...picks.map(pick => orders[pick % orders.length]), ...orders]
        const last = come.reduce(obeyedAfter, NOT_ORDERED)
        const highest = orders.reduce((a, b) => (b.sequence > a.sequence ? b : a))
        const isStopped = orders.some(({ wish }) => wish === 'stop')
        assert.equal(last.sequence, highest.sequence)
        assert.equal(last.wish, isStopped ? 'stop' : highest.wish)
      },
    ),
  )
})

test('a stop that was obeyed is for good, whatever is ordered later', () => {
  fc.assert(
    fc.property(fc.array(order), fc.array(order), (before, after) => {
      const stopped = obeyedAfter(before.reduce(obeyedAfter, NOT_ORDERED), {
        sequence: 100,
        wish: 'stop',
        releases: false,
      })
      const later = after.map(one => ({ ...one, sequence: one.sequence + 100 }))
      assert.equal(later.reduce(obeyedAfter, stopped).wish, 'stop')
    }),
  )
})

test('the sequence of the order that was obeyed never goes back, and a directive that was released stays so', () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 30 }), orders => {
      let held = NOT_ORDERED
      for (const one of orders) {
        const next = obeyedAfter(held, one)
        assert.ok(next.sequence >= held.sequence)
        assert.ok(next.isReleased || !held.isReleased)
        if (one.sequence <= held.sequence && one.wish !== 'stop') assert.equal(next, held)
        held = next
      }
    }),
  )
})

function accepted(changes: Partial<Accepted>): Accepted {
  return {
    is: 'accepted',
    at: '2020-02-03T00:00:00Z',
    directive: 'd1',
    serial: 1,
    round: 'r1',
    version: 1,
    purpose: 'live',
    sha256: 's1',
    jws: '',
    acknowledgement: '',
    subscribers: 1,
    audienceSha256: '',
    legs: [],
    ...changes,
  }
}

const OTHER = { directive: 'd2', serial: 2, round: 'r2', version: 1, purpose: 'live', sha256: 's2' } as const

test('a directive with the serial, the id or the live round of one that was carried out is a replay of it', () => {
  const memory = new Memory()
  memory.add(accepted({}))
  for (const [changes, isReplay] of [
    [{}, false],
    [{ serial: 1 }, true],
    [{ directive: 'd1' }, true],
    [{ round: 'r1' }, true],
    [{ round: 'r1', version: 2 }, true],
    [{ round: 'r1', purpose: 'exercise' }, false],
  ] as const)
    assert.equal(memory.isReplay({ ...OTHER, ...changes }), isReplay, JSON.stringify(changes))
})

test('a live round is carried out once, however it ended and whichever version comes after it', () => {
  for (const state of ['finished', 'stopped', 'window-over']) {
    const memory = new Memory()
    memory.add(accepted({}))
    memory.add({ is: 'returned', directive: 'd1', state, jws: '' })
    for (const version of [1, 2])
      assert.equal(memory.isReplay({ ...OTHER, round: 'r1', version }), true, `${state} ${version}`)
  }
})

test('an exercise is held again for a newer version, or where the last one did not end well', () => {
  const memory = new Memory()
  memory.add(accepted({ purpose: 'exercise' }))
  const again = { ...OTHER, round: 'r1', purpose: 'exercise' } as const
  assert.equal(memory.isReplay(again), true)
  assert.equal(memory.isReplay({ ...again, version: 2 }), false)
  memory.add({ is: 'returned', directive: 'd1', state: 'stopped', jws: '' })
  assert.equal(memory.isReplay(again), false)
  const well = new Memory()
  well.add(accepted({ purpose: 'exercise' }))
  well.add({ is: 'returned', directive: 'd1', state: 'finished', jws: '' })
  assert.equal(well.isReplay(again), true)
})

test('a directive that was refused was not carried out and uses up no serial, which is told as seen', () => {
  const memory = new Memory()
  memory.add({ ...accepted({}), is: 'refused', why: 'no-audience', acknowledgement: '' })
  assert.equal(memory.isReplay({ ...OTHER, round: 'r1' }), false)
  assert.equal(memory.isReplay({ ...OTHER, serial: 1 }), false)
  assert.equal(memory.hasSerial(1), false)
  assert.equal(memory.serialMax, 1)
})

test('a directive for another operator uses up no serial of ours', () => {
  const memory = new Memory()
  memory.add({ ...accepted({ serial: 9 }), is: 'refused', why: 'not-for-us', acknowledgement: null })
  assert.equal(memory.serialMax, 0)
  assert.equal(memory.isReplay({ ...OTHER, serial: 9 }), false)
})
