import assert from 'node:assert/strict'
import { test } from 'node:test'
import { courseOf, reachedOf } from './course.ts'
import { at, tally } from './example-round.test.ts'

const history = (...actions: readonly string[]) =>
  actions.map((action, second) => ({
    action: `round.${action}`,
    at: at(second),
    by: `person ${second}`,
    version: 1,
    reason: action === 'stop' ? 'wrong number' : null,
  }))

test('a stopped round says from when to when it went, who stopped it, when and why', () => {
  assert.deepEqual(courseOf(history('schedule', 'running', 'pause', 'resume', 'stop', 'stopped')), {
    startedAt: at(1),
    endedAt: at(5),
    stop: { by: 'person 4', at: at(4), reason: 'wrong number' },
  })
})

test('a finished round was stopped by nobody; one that never ran has no beginning', () => {
  assert.deepEqual(courseOf(history('schedule', 'running', 'finished'))?.stop, null)
  assert.equal(courseOf(history('schedule', 'stop', 'stopped'))?.startedAt, null)
  assert.equal(courseOf(history('schedule', 'running')), null)
})

test('reached is who has the message, not who is through', () => {
  const { turns } = tally({ audience: 10, delivered: 6, accepted: 2, failed: 1, expired: 1 })
  assert.equal(reachedOf(turns, 'last'), 6)
  assert.equal(reachedOf(turns, 'none'), 8)
})
