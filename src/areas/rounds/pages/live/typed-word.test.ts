import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTyped } from './typed-word.ts'

for (const [typed, expected] of [
  ['DỪNG', true],
  ['dừng', true],
  ['dung', true],
  [' Dung ', true],
  ['DỪNG'.normalize('NFD'), true],
  ['stop', true],
  ['', false],
  ['dun', false],
  ['dừng lại', false],
] as const) {
  test(`${JSON.stringify(typed)} ${expected ? 'confirms' : 'does not confirm'} a stop`, () =>
    assert.equal(isTyped(typed, ['DỪNG', 'STOP']), expected))
}
