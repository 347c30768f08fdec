import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { loadPlan, Numbering } from '../../audience/numbering.ts'
import { holdsNumber } from '../../http/numbers.ts'
import { readBadge } from './badge.ts'
import { makeDayKey, pseudonymOf } from './pseudonym.ts'

test('a badge number is always spelled the same, and what is none is refused', () => {
  for (const [typed, expected] of [
    ['a12', 'A12'],
    [' 10 42 ', '1042'],
    ['B-07', 'B-07'],
    ['１２３', '123'],
    ['12345678', '12345678'],
    ['123456789', null],
    ['', null],
    ['-1', null],
    ['Nguyễn', null],
    ['a b\u0000', null],
    ['x'.repeat(500), null],
  ] as const)
    assert.equal(readBadge(typed), expected, JSON.stringify(typed))
})

test('no telephone number fits in a badge', async () => {
  const numbering = new Numbering(await loadPlan('VN'))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 24 }), typed => {
      const badge = readBadge(typed)
      if (badge !== null) assert.ok(!holdsNumber(numbering, badge))
    }),
  )
  assert.equal(readBadge('0912345678'), null)
})

test('a badge’s pseudonym is the same all day and another the next, and without the key it points at nobody', () => {
  const [monday, tuesday] = [makeDayKey(), makeDayKey()]
  assert.equal(pseudonymOf(monday, 'A12'), pseudonymOf(monday, 'A12'))
  assert.notEqual(pseudonymOf(monday, 'A12'), pseudonymOf(tuesday, 'A12'))
  assert.notEqual(pseudonymOf(monday, 'A12'), pseudonymOf(monday, 'A13'))
  assert.match(pseudonymOf(monday, 'A12'), /^[0-9a-f]{32}$/)
  // HMAC-SHA-256 by openssl: printf 'badge A12' | openssl dgst -sha256 -mac HMAC -macopt hexkey:<32 octets 01>
  const key = Buffer.alloc(32, 1).toString('base64url')
  assert.equal(pseudonymOf(key, 'A12'), 'd2e5f10484d9c7682c03e119d59eec4a')
})
