import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureLookups } from './zerorating-lookups.ts'

test('the bench of look-ups finds some, and not all, of what it asks for', () => {
  const results = measureLookups({ services: 10, lookups: 2000 })
  assert.deepEqual(
    results.map(({ name }) => name),
    ['number', 'host and address'],
  )
  for (const { name, lookups, found, nanosecondsEach } of results) {
    assert.ok(found > 0 && found < lookups, name)
    assert.ok(nanosecondsEach >= 0)
  }
})
