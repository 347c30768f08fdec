import assert from 'node:assert/strict'
import { test } from 'node:test'
import { broadcastsIn, periodOctets, SLOT_MS, SLOTS_MAX, slotsOf } from './slots.ts'

test('a period is rounded up to whole slots, and to as many as the pages take', () => {
  assert.equal(slotsOf(30_000, 2), 16)
  assert.equal(slotsOf(SLOT_MS, 1), 1)
  assert.equal(slotsOf(SLOT_MS + 1, 1), 2)
  assert.equal(slotsOf(2_000, 15), 15)
  assert.equal(slotsOf(0, 1), 1)
})

test('a period beyond what the field can say is none', () => {
  assert.equal(slotsOf(SLOTS_MAX * SLOT_MS, 1), SLOTS_MAX)
  assert.equal(slotsOf(SLOTS_MAX * SLOT_MS + 1, 1), null)
})

test('a repetition period of twelve bits has its upper eight in the first octet and its lower four at the end of the second; below 16 slots that is the number itself', () => {
  for (const [slots, octets] of [
    [1, 0x0001],
    [15, 0x000f],
    [16, 0x0100],
    [17, 0x0101],
    [255, 0x0f0f],
    [SLOTS_MAX, 0xff0f],
  ] as const) {
    assert.equal(periodOctets(slots, 'twelve-bits'), octets)
    assert.equal(periodOctets(slots, 'sixteen-bits'), slots)
  }
})

test('as many broadcasts are asked for as the time lasts: never 0, never more than the field can say', () => {
  assert.equal(broadcastsIn(3_600_000, 16), 120)
  assert.equal(broadcastsIn(0, 16), 1)
  assert.equal(broadcastsIn(-5, 16), 1)
  assert.equal(broadcastsIn(365 * 86_400_000, 1), 0xffff)
})
