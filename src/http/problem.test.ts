import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sqlFailure } from '../sql/failures.ts'
import { httpFailure } from './failures.ts'
import { problem } from './problem.ts'

const again = (failure: Parameters<typeof problem>[0]) => problem(failure, 'en').headers.get('retry-after')

test('whoever comes too often, or while the database is away, is told when to come again', () => {
  assert.equal(again(httpFailure('tooManyRequests', { seconds: 900 })), '900')
  assert.equal(again(sqlFailure('databaseUnavailable', { why: 'gone' })), '5')
  assert.equal(again(httpFailure('stopping')), '5')
  assert.equal(again(httpFailure('signedOut')), null)
})
