import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BriefingState, BriefingSummary } from '../model.ts'
import { lastOf, nextOf } from './next.ts'

const NOW = Date.parse('2026-11-27T00:00:00Z')

const summary = (id: string, state: BriefingState, hours: number): BriefingSummary => ({
  id,
  title: id,
  startsAt: new Date(NOW + hours * 3_600_000).toISOString(),
  minutes: 90,
  state,
  beganAt: null,
  endedAt: null,
  expected: 2,
  came: 0,
  instructions: 0,
  isClosed: false,
})

test('what goes on comes before what is to come, and of that the nearest', () => {
  const planned = [summary('later', 'planned', 48), summary('soon', 'planned', 1)]
  const ended = summary('ended', 'ended', -1)
  assert.equal(nextOf([...planned, ended], NOW)?.id, 'soon')
  assert.equal(nextOf([...planned, summary('open', 'open', -2)], NOW)?.id, 'open')
  assert.equal(nextOf([summary('late', 'planned', -1), ...planned], NOW)?.id, 'late')
  assert.equal(nextOf([summary('forgotten', 'planned', -30), ended], NOW), null)
})

test('a roster is taken from the newest other briefing that was not called off', () => {
  const all = [
    summary('this', 'planned', 24),
    summary('off', 'cancelled', 12),
    summary('last', 'ended', -24),
    summary('older', 'ended', -48),
  ]
  assert.equal(lastOf(all, 'this')?.id, 'last')
  assert.equal(lastOf([], null), null)
})
