import assert from 'node:assert/strict'
import test from 'node:test'
import { ago, type Shown, shownTime } from './times.ts'
import type { Language } from './words/both.ts'

const ZONE = 'Asia/Ho_Chi_Minh'

test("an instant is shown on the reader's clock, day before month", () => {
  const table: [string, Shown, Language, string][] = [
    ['2020-02-03T02:41:07Z', 'clock', 'vi', '09:41:07'],
    ['2020-02-03T02:41:07Z', 'minute', 'vi', '09:41 ngày 03/02/2020'],
    ['2020-02-03T02:41:07Z', 'full', 'en', '09:41:07 on 03/02/2020'],
    ['2020-02-03T20:00:00Z', 'day', 'vi', '04/02/2020'],
    ['2020-02-03T17:00:00Z', 'minute', 'vi', '00:00 ngày 04/02/2020'],
  ]
  for (const [at, shown, language, expected] of table) assert.equal(shownTime(at, shown, language, ZONE), expected)
})

test('what is no instant is shown as it came', () => {
  assert.equal(shownTime('yesterday', 'full', 'vi', ZONE), 'yesterday')
})

test('an age counts up from the instant, and clocks that differ a little make no future', () => {
  const at = '2020-02-03T02:41:07Z'
  const now = Date.parse(at)
  const seen = (text: string) => text.replace(/\u00a0/g, ' ')
  assert.equal(ago(at, now, 'vi'), 'vừa xong')
  assert.equal(ago(at, now - 5000, 'vi'), 'vừa xong')
  assert.equal(seen(ago(at, now + 42_000, 'vi')), '42 giây trước')
  assert.equal(seen(ago(at, now + 3 * 60_000, 'en')), '3 min ago')
})
