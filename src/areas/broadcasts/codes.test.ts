import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextCode } from './codes.ts'

test('message codes go round and round, past those that are in use, and when all are there is none', () => {
  const check = (expected: number | null, last: number, inUse: Iterable<number> = []) =>
    assert.equal(nextCode(last, new Set(inUse)), expected)
  const all = Array.from({ length: 1024 }, (_, code) => code)
  check(0, 1023)
  check(5, 4)
  check(7, 4, [5, 6])
  check(0, 1022, [1023])
  check(
    4,
    4,
    all.filter(code => code !== 4),
  )
  check(null, 4, all)
})
