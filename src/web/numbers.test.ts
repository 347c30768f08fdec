import assert from 'node:assert/strict'
import test from 'node:test'
import { duration, grouped, percent } from './numbers.ts'
import type { Language } from './words/both.ts'

/** Spaces of every kind as `_`, so that the tables below can be read. */
function seen(text: string): string {
  return text.replace(/[\u202f\u00a0]/g, '_')
}

test('digits are grouped by a narrow no-break space and never abbreviated', () => {
  const table: [number, number, Language, string][] = [
    [0, 0, 'vi', '0'],
    [7, 0, 'vi', '7'],
    [999, 0, 'vi', '999'],
    [1000, 0, 'vi', '1_000'],
    [6_875_000_000, 0, 'vi', '6_875_000_000'],
    [9_007_199_254_740_991, 0, 'en', '9_007_199_254_740_991'],
    [1234.56, 1, 'vi', '1_234,6'],
    [1234.56, 1, 'en', '1_234.6'],
    [-1500, 0, 'vi', '−1_500'],
    [-0.02, 1, 'vi', '0,0'],
  ]
  for (const [value, decimals, language, expected] of table)
    assert.equal(seen(grouped(value, language, decimals)), expected)
})

test('what groups the digits keeps a number on one line', () => {
  assert.match(grouped(1_000_000, 'vi'), /^1\u202f000\u202f000$/)
})

test('a percentage is never 100 while something is missing, and never 0 while something is there', () => {
  const table: [number, number, string][] = [
    [71_204_118, 125_034_117, '56,9_%'],
    [125_034_116, 125_034_117, '99,9_%'],
    [125_034_117, 125_034_117, '100,0_%'],
    [6_874_999_999, 6_875_000_000, '99,9_%'],
    [1, 125_034_117, '0,1_%'],
    [0, 125_034_117, '0,0_%'],
    [0, 0, '–'],
    [3, 10, '30,0_%'],
    [29, 100, '29,0_%'],
  ]
  for (const [part, whole, expected] of table) assert.equal(seen(percent(part, whole, 'vi')), expected)
})

test('a duration is told in its two largest units', () => {
  const table: [number, Language, string][] = [
    [0, 'vi', '0_giây'],
    [59.4, 'vi', '59_giây'],
    [59.6, 'vi', '1_phút'],
    [7800, 'vi', '2_giờ 10_phút'],
    [7200, 'vi', '2_giờ'],
    [86_400 * 3 + 7200 + 60, 'vi', '3_ngày 2_giờ'],
    [86_400 + 120, 'vi', '1_ngày'],
    [7800, 'en', '2_h 10_min'],
    [-5, 'vi', '0_giây'],
  ]
  for (const [seconds, language, expected] of table) assert.equal(seen(duration(seconds, language)), expected)
})
