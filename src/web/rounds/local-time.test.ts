import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf, localOf } from './local-time.ts'

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

for (const local of ['', '2026-02-04', '2026-13-04T07:00', 'yesterday'])
  test(`${JSON.stringify(local)} is no wall time`, () =>
    assert.equal(instantOf(local, 'Asia/Ho_Chi_Minh'), null))
