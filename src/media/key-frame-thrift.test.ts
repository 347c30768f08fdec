import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { KeyFrameThrift } from './key-frame-thrift.ts'

/** When it is asked, to 10 ms, for what is wanted at these instants and comes at those. */
function asked(wanted: readonly number[], came: readonly number[] = [], rttMs = 40): number[] {
  const thrift = new KeyFrameThrift()
  return Array.from({ length: 300 }, (_, i) => i * 10).filter(now => {
    if (wanted.includes(now)) thrift.want()
    if (came.includes(now)) thrift.came()
    return thrift.due(now as Millis, rttMs)
  })
}

test('a key frame is asked for at once, and then at most one in 500 ms, none dropped', () => {
  assert.deepEqual(asked([]), [])
  assert.deepEqual(asked([100]), [100])
  assert.deepEqual(asked([100, 110, 300, 590]), [100, 600])
  assert.deepEqual(asked([100, 600]), [100, 600])
  assert.deepEqual(asked([100, 1500]), [100, 1500])
})

test('one that begins answers all who asked before it', () => {
  assert.deepEqual(asked([100, 200], [250]), [100])
  assert.deepEqual(asked([100, 200, 300], [250]), [100, 600])
})

test('where the line is long it is not asked again while the answer may be on its way', () => {
  assert.deepEqual(asked([100, 300], [], 400), [100, 900])
})
