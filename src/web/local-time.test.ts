import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf, localOf, spelledDay, spelledOut, zoneName } from './local-time.ts'

for (const [local, timeZone, instant] of [
  ['2026-02-04T07:00', 'Asia/Ho_Chi_Minh', '2026-02-04T00:00:00.000Z'],
  ['2026-02-04T00:00', 'Asia/Ho_Chi_Minh', '2026-02-03T17:00:00.000Z'],
  ['2026-01-01T03:30', 'Asia/Ho_Chi_Minh', '2025-12-31T20:30:00.000Z'],
  ['2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
  ['2026-01-01T12:00', 'Europe/Berlin', '2026-01-01T11:00:00.000Z'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
] as const) {
  test(`${local} in ${timeZone} is ${instant}, there and back`, () => {
    assert.equal(instantOf(local, timeZone), instant)
    assert.equal(localOf(instant, timeZone), local)
  })
}

test('an instant is spelled out so that day and month cannot be confused', () => {
  const at = '2026-02-04T00:00:00.000Z'
  assert.equal(spelledOut(at, 'Asia/Ho_Chi_Minh', 'vi'), '07:00 Thứ Tư, 04/02/2026')
  assert.equal(spelledOut(at, 'Asia/Ho_Chi_Minh', 'en'), '07:00 Wednesday, 04/02/2026')
  assert.equal(spelledOut(at, 'America/Lima', 'en'), '19:00 Tuesday, 03/02/2026')
})

test('a day is spelled out with its weekday, and what is no day is not', () => {
  assert.equal(spelledDay('2026-02-04', 'vi'), 'Thứ Tư, 04/02/2026')
  assert.equal(spelledDay('2026-02-04', 'en'), 'Wednesday, 04/02/2026')
  for (const none of ['', '2026-02-30', '2026-2-4']) assert.equal(spelledDay(none, 'vi'), null)
})

test('a zone is called as people call it', () => {
  const at = Date.parse('2026-02-04T00:00:00Z')
  assert.equal(zoneName('Asia/Ho_Chi_Minh', 'vi', at), 'giờ Việt Nam (GMT+7)')
  assert.equal(zoneName('Asia/Ho_Chi_Minh', 'en', at), 'Vietnam time (GMT+7)')
  assert.equal(zoneName('Asia/Saigon', 'vi', at), 'giờ Việt Nam (GMT+7)')
})

for (const local of ['', '2026-02-04', '2026-13-04T07:00', 'yesterday'])
  test(`${JSON.stringify(local)} is no wall time`, () => assert.equal(instantOf(local, 'Asia/Ho_Chi_Minh'), null))
