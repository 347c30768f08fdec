import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { Lateness } from './lateness.ts'

const at = (ms: number) => ms as Millis

test('a process whose ticks come in time is not behind, nor one that was late by less than 100 ms', () => {
  const lateness = new Lateness(at(0))
  assert.equal(lateness.tick(at(10)), false)
  assert.equal(lateness.tick(at(110)), false)
})

/** Ticks in time, 10 ms apart, until then; what each said. */
function ticks(lateness: Lateness, from: number, until: number): boolean[] {
  const said: boolean[] = []
  for (let now = from + 10; now <= until; now += 10) said.push(lateness.tick(at(now)))
  return said
}

test('one that is late by more than 100 ms is behind until its ticks came in time for 200 ms', () => {
  const lateness = new Lateness(at(0))
  assert.equal(lateness.tick(at(111)), true)
  assert.ok(ticks(lateness, 111, 301).every(isBehind => isBehind))
  assert.equal(lateness.tick(at(311)), false)
})

test('one late tick among those in time makes it wait again', () => {
  const lateness = new Lateness(at(0))
  lateness.tick(at(200))
  ticks(lateness, 200, 350)
  lateness.tick(at(400))
  assert.ok(ticks(lateness, 400, 590).every(isBehind => isBehind))
  assert.equal(lateness.tick(at(600)), false)
})
