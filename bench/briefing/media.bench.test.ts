import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bench } from './media.bench.ts'

test('the bench of a briefing sends each site what it is to be sent', () => {
  for (const tells of [false, true]) {
    const { received, sent } = bench(1, 1, tells)
    assert.ok(received > 0)
    // 3 voices, 3 pictures and 6 of 7 thumbnails, to all but those whose own they are.
    assert.ok(sent > 20 * received * 0.3 && sent < 23 * received)
  }
})
