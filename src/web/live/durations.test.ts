import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationWords } from './durations.ts'

for (const [seconds, vi, en] of [
  [0, '0 giây', '0 seconds'],
  [-3, '0 giây', '0 seconds'],
  [1, '1 giây', '1 second'],
  [59.4, '59 giây', '59 seconds'],
  [59.7, '1 phút', '1 minute'],
  [90, '2 phút', '2 minutes'],
  [3599, '1 giờ', '1 hour'],
  [3660, '1 giờ 1 phút', '1 hour 1 minute'],
  [7800, '2 giờ 10 phút', '2 hours 10 minutes'],
  [7890, '2 giờ 10 phút', '2 hours 10 minutes'],
  [36_000, '10 giờ', '10 hours'],
  [37_500, '10 giờ', '10 hours'],
  [86_399, '1 ngày', '1 day'],
  [90_000, '1 ngày 1 giờ', '1 day 1 hour'],
  [864_000, '10 ngày', '10 days'],
] as const) {
  test(`${seconds} seconds are ${en}`, () => {
    assert.equal(durationWords(seconds, 'vi').replaceAll('\u00a0', ' '), vi)
    assert.equal(durationWords(seconds, 'en').replaceAll('\u00a0', ' '), en)
  })
}
