/** Every action that is written into the trail is found by words of both languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionNames } from './action-names.ts'
import { AREAS } from './areas.ts'

test('C4: whatever an area writes into the trail has words by which it is found', () => {
  const names = actionNames()
  const written = AREAS.flatMap(({ actions }) => actions)
  assert.deepEqual(
    written.filter(action => !names.has(action)),
    [],
  )
})
