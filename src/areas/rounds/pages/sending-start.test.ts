import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoundContent } from '../model.ts'
import { PLAIN_CONTENT } from '../plain-content.ts'
import { startOf } from './sending-start.ts'

const DAY = { from: '07:00', to: '21:00' }
const NIGHT = { from: '22:00', to: '05:00' }
const at = (time: string) => Date.parse(`2026-02-04T${time}+07:00`)

for (const [what, now, window, expected] of [
  ['day and night, issued at 04:36', '04:36:12', {}, ['now', '04:36:12', true]],
  ['day and night, issued at noon', '12:00:00', {}, ['now', '12:00:00', false]],
  ['by day, issued at 04:36', '04:36:12', { daily: DAY }, ['later', '07:00:00', false]],
  ['by day, issued at 20:59', '20:59:59', { daily: DAY }, ['now', '20:59:59', false]],
  ['by day, issued at 21:00', '21:00:00', { daily: DAY }, ['later', '31:00:00', false]],
  ['by night, issued at noon', '12:00:00', { daily: NIGHT }, ['later', '22:00:00', true]],
  ['by night, issued at 04:59', '04:59:00', { daily: NIGHT }, ['now', '04:59:00', true]],
  ['not before 08:30', '04:36:12', { notBefore: '08:30:00' }, ['later', '08:30:00', false]],
  ['not before an hour that is gone', '12:00:00', { notBefore: '08:30:00' }, ['now', '12:00:00', false]],
  ['not after an hour that is gone', '12:00:00', { notAfter: '08:30:00' }, null],
  ['by day, not after six in the morning', '04:36:12', { daily: DAY, notAfter: '06:00:00' }, null],
] as const satisfies readonly (readonly [string, string, object, unknown])[])
  test(`${what}, a round begins when it says`, () => {
    const given: { notBefore?: string; notAfter?: string; daily?: typeof DAY } = window
    const iso = (time: string | undefined) => (time === undefined ? null : new Date(at(time)).toISOString())
    const content: RoundContent['window'] = {
      ...PLAIN_CONTENT.window,
      daily: given.daily ?? null,
      notBefore: iso(given.notBefore),
      notAfter: iso(given.notAfter),
    }
    const start = startOf(content, at(now))
    if (expected === null) assert.deepEqual(start, { is: 'never' })
    else {
      const [is, time, isNight] = expected
      const [hour, rest] = [Number(time.slice(0, 2)), time.slice(2)]
      const today = at(`${String(hour % 24).padStart(2, '0')}${rest}`)
      const atMs = hour >= 24 ? today + 24 * 3600_000 : today
      assert.deepEqual(start, { is, atMs, isNight })
    }
  })
