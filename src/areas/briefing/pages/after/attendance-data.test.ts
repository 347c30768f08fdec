import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from '../../model.ts'
import { attendanceDrawn, spanOf } from './attendance-data.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 0, 30 + minute)).toISOString()

const place = (site: string, ...intervals: [number, number, Place['intervals'][0]['closed']][]) =>
  ({
    site,
    intervals: intervals.map(([from, until, closed]) => ({ from: at(from), until: at(until), closed })),
  }) as unknown as Place

test('bars are shares of the time from the beginning to the end, and reach beyond neither', () => {
  const drawn = attendanceDrawn(
    {
      beganAt: at(0),
      endedAt: at(100),
      places: [place('a', [-10, 50, 'dropped'], [60, 110, 'ended']), place('b')],
      turns: [{ site: 'a', from: at(20), until: null, ended: null }],
    },
    0,
  )
  assert.deepEqual(drawn?.rows[0]?.bars, [
    { start: 0, end: 0.5, closed: 'dropped' },
    { start: 0.6, end: 1, closed: 'ended' },
  ])
  assert.deepEqual(drawn?.rows[0]?.turns, [{ start: 0.2, end: 1 }])
  assert.deepEqual(drawn?.rows[1]?.bars, [])
})

test('what was there before the beginning alone is not drawn', () => {
  const drawn = attendanceDrawn(
    { beganAt: at(0), endedAt: at(10), places: [place('a', [-10, -5, 'left'])], turns: [] },
    0,
  )
  assert.deepEqual(drawn?.rows[0]?.bars, [])
})

test('ticks stand at whole minutes of the clock, few of them, however long it was', () => {
  for (const minutes of [3, 45, 90, 300, 720]) {
    const drawn = attendanceDrawn({ beganAt: at(1), endedAt: at(1 + minutes), places: [], turns: [] }, 0)
    assert.ok(drawn !== null && drawn.ticks.length >= 2 && drawn.ticks.length <= 9, `${minutes}`)
    for (const tick of drawn.ticks) assert.equal(tick.atMs % 60_000, 0)
  }
})

test('a briefing that was not held has no picture, and one that goes on reaches to now', () => {
  const none = { beganAt: null, endedAt: null, places: [], turns: [] }
  assert.equal(attendanceDrawn(none, 0), null)
  const now = Date.parse(at(30))
  assert.equal(attendanceDrawn({ ...none, beganAt: at(0) }, now)?.untilMs, now)
})

test('who came several times was there from the first to the last that was heard', () => {
  assert.deepEqual(spanOf(place('a', [0, 5, 'dropped'], [8, 20, 'left'])), { from: at(0), until: at(20) })
  assert.equal(spanOf(place('b')), null)
})
