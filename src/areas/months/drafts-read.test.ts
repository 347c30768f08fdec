import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../../report/compose.ts'
import { HEADING, RECORDS } from '../../report/fixtures.test.ts'
import { DraftsRead } from './drafts-read.ts'

const DRAFT = composeReport(RECORDS, HEADING)

test('the newest draft of each reader and month is kept, and of others the last sixteen', () => {
  const read = new DraftsRead()
  const later = { ...DRAFT, asOf: '2020-03-02T12:00:00+07:00' }
  read.keep('a', DRAFT)
  assert.equal(read.of('a', DRAFT), DRAFT)
  assert.equal(read.of('b', DRAFT), null)
  assert.equal(read.of('a', { ...DRAFT, month: '2020-03' }), null)
  read.keep('a', later)
  assert.deepEqual([read.of('a', DRAFT), read.of('a', later)], [null, later])
  for (let other = 0; other < 15; other++) read.keep(`other-${other}`, DRAFT)
  read.keep('a', later)
  read.keep('one more', DRAFT)
  assert.deepEqual([read.of('a', later), read.of('other-0', DRAFT)], [later, null])
})
