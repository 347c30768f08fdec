import assert from 'node:assert/strict'
import test from 'node:test'
import { tokenOf } from './token.ts'

test('the one-time token is found wherever a link carries it', () => {
  const table: [string, string, string | null][] = [
    ['?token=abc_-123', '', 'abc_-123'],
    ['', '#token=abc', 'abc'],
    ['', '#abc', 'abc'],
    ['?token=first', '#second', 'second'],
    ['?token=first', '#token=second', 'second'],
    ['', '', null],
    ['?other=1', '', null],
    ['?token=', '', null],
  ]
  for (const [search, hash, expected] of table) assert.equal(tokenOf(search, hash), expected)
})
