import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { approvedDigest } from './approved.ts'
import { FEBRUARY } from './example-list.ts'
import type { ZeroRatingList } from './list.ts'

const NOT_AT_ONCE = { isAtOnce: false }

test('what is approved of a list is its place and its content, spelled out with sorted keys', () => {
  const list: ZeroRatingList = {
    version: 7,
    previousSha256: 'ab'.repeat(32),
    issuedAt: '2026-02-03T00:00:00Z',
    inForceFrom: '2026-02-04T00:00:00Z',
    country: 'VN',
    callingCode: '84',
    timeZone: 'Asia/Ho_Chi_Minh',
    currency: { code: 'VND', decimals: 0 },
    services: [],
  }
  const spelled = (inForceFrom: string) =>
    `{"content":{"callingCode":"84","country":"VN","currency":{"code":"VND","decimals":0},"inForceFrom":${inForceFrom},"services":[],"timeZone":"Asia/Ho_Chi_Minh"},"previousSha256":"${'ab'.repeat(32)}","version":7}`
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  assert.equal(approvedDigest(list, NOT_AT_ONCE), sha256(spelled('"2026-02-04T00:00:00Z"')))
  assert.equal(approvedDigest(list, { isAtOnce: true }), sha256(spelled('null')))
})

test('anything of a list that counts changes what is approved; the instant of issue does not', () => {
  const before = approvedDigest(FEBRUARY, NOT_AT_ONCE)
  const digestWith = (change: Partial<ZeroRatingList>) => approvedDigest({ ...FEBRUARY, ...change }, NOT_AT_ONCE)
  assert.equal(digestWith({ issuedAt: '2030-01-01T00:00:00Z' }), before)
  const changes: readonly Partial<ZeroRatingList>[] = [
    { version: 2 },
    { previousSha256: 'ab'.repeat(32) },
    { inForceFrom: '2030-01-01T00:00:00Z' },
    { services: FEBRUARY.services.slice(1) },
    { services: FEBRUARY.services.map(each => ({ ...each, free: [] })) },
    { timeZone: 'UTC' },
    { currency: { code: 'VND', decimals: 2 } },
    { country: 'LA' },
    { callingCode: '856' },
  ]
  const digests = new Set([before, approvedDigest(FEBRUARY, { isAtOnce: true }), ...changes.map(digestWith)])
  assert.equal(digests.size, changes.length + 2)
  const other = digestWith({ inForceFrom: '2030-01-01T00:00:00Z' })
  assert.notEqual(other, before)
  // At once is at once, whichever instant the signed list names.
  assert.equal(
    approvedDigest({ ...FEBRUARY, inForceFrom: '2030-01-01T00:00:00Z' }, { isAtOnce: true }),
    approvedDigest(FEBRUARY, { isAtOnce: true }),
  )
})
