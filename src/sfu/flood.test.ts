import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { Flood } from './flood.ts'

/** A second of packets of a size, from an instant on. */
function isFlood(flood: Flood, packets: number, size: number, fromMs: number): boolean {
  return Array.from({ length: packets }, (_, at) => at).some(at =>
    flood.is(size, (fromMs + (at * 999) / packets) as Millis),
  )
}

test('a speaker with a screen, and what waited for three seconds on its line, is no flood', () => {
  const flood = new Flood()
  for (let second = 0; second < 10; second++) assert.equal(isFlood(flood, 400, 900, second * 1000), false)
  assert.equal(isFlood(flood, 1200, 900, 10_000), false)
})

test('small packets and large ones without end are a flood, within a second', () => {
  assert.equal(isFlood(new Flood(), 6000, 60, 0), true)
  assert.equal(isFlood(new Flood(), 1300, 1200, 0), true)
})
