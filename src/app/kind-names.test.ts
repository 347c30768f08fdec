/** Names of things and deeds that are said outside the console: each has one, of whatever area it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionNames } from './action-names.ts'
import { AREAS } from './areas.ts'
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

test('whatever any area writes into the trail is found by what it is called', () => {
  const names = actionNames()
  for (const { actions } of AREAS) for (const action of actions) assert.ok(names.has(action), action)
})
