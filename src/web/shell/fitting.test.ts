/** How many sections stand in one line. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { fitting } from './fitting.ts'

test('as many sections stand in the line as fit beside the button for the rest, and all where all fit', () => {
  for (const [widths, room, fit] of [
    [[100, 100, 100], 300, 3],
    [[100, 100, 100], 299, 2],
    [[100, 100, 100], 249, 1],
    [[100, 100, 100], 149, 0],
    [[], 0, 0],
    [[100], 50, 0],
  ] as const)
    assert.equal(fitting({ widths, room, more: 50 }), fit, `${widths} in ${room}`)
})
