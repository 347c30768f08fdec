import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindNames } from './kind-names.ts'

const WAITING = [
  ...['round', 'bulletin', 'list', 'instruction', 'plan', 'level-change', 'month', 'roster'],
  'level-proposal',
  'operator',
]

test('whatever can wait for two people has a name in both languages where they are told of it, and so has an operator that is away', () => {
  const names = kindNames()
  for (const kind of WAITING) {
    assert.ok(names[kind] !== undefined, kind)
    assert.notEqual(names[kind].vi, names[kind].en)
  }
})
