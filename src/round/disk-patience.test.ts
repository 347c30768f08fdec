import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DiskPatience } from './disk-patience.ts'

test('a disk in trouble is tried again after a second, and each failure begins that second anew', () => {
  const disk = new DiskPatience()
  assert.ok(disk.isWell && disk.mayTry(0))
  assert.equal(disk.failed('full', 1000), true, 'the trouble begins')
  assert.equal(disk.isWell, false)
  for (const [now, may] of [
    [1000, false],
    [1999, false],
    [2000, true],
  ] as const)
    assert.equal(disk.mayTry(now), may, String(now))
  assert.equal(disk.failed('full', 2000), false, 'the same trouble')
  assert.equal(disk.mayTry(2999), false)
})

test('a trouble of a minute ends a round, with the reason that was heard last', () => {
  const disk = new DiskPatience()
  assert.equal(disk.exhausted(1e9), null)
  disk.failed('full', 5000)
  disk.failed('read-only', 60_000)
  assert.equal(disk.exhausted(64_999), null)
  assert.equal(disk.exhausted(65_000), 'read-only')
})

test('a disk that stores again is well, and the next trouble has a minute of its own', () => {
  const disk = new DiskPatience()
  assert.equal(disk.stored(), false, 'no trouble ends')
  disk.failed('full', 0)
  assert.equal(disk.stored(), true)
  assert.ok(disk.isWell && disk.mayTry(1))
  assert.equal(disk.failed('full', 59_000), true)
  assert.equal(disk.exhausted(60_000), null)
})
