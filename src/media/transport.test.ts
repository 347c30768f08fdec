import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIRST_DOWN, SLOTS, TRACKS } from './transport.ts'

test('a connection has 4 tracks up and 12 down, always in one order', () => {
  assert.deepEqual(
    TRACKS.map(({ direction, kind, place }) => `${direction} ${kind} ${place}`),
    [
      ...['up audio 0', 'up main 0', 'up thumbnail 0', 'up screen 0'],
      ...['down audio 0', 'down audio 1', 'down audio 2'],
      ...['down main 0', 'down main 1', 'down main 2'],
      ...[0, 1, 2, 3, 4, 5].map(place => `down thumbnail ${place}`),
    ],
  )
  assert.deepEqual([FIRST_DOWN, SLOTS], [4, 12])
})
