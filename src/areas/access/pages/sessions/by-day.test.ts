/** Refused sign-ins by day. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedByDay } from './by-day.ts'

test('refused sign-ins are one row a day, those of nobody apart, and all of them add up', () => {
  const of = (day: string, by: string, isKnown: boolean, times: number) => ({ day, by, isKnown, times })
  const days = refusedByDay([
    of('2026-02-03', 'sign-in/email', true, 2),
    of('2026-02-04', 'two-factor/verify-totp', true, 1),
    of('2026-02-03', 'sign-in/email', false, 40),
    of('2026-02-03', 'two-factor/verify-backup-code', true, 3),
    of('2026-02-03', 'passkey/verify-authentication', false, 5),
  ])
  assert.deepEqual(days, [
    { day: '2026-02-04', all: 1, times: { password: 0, code: 1, passkey: 0, provider: 0, unknown: 0 } },
    { day: '2026-02-03', all: 50, times: { password: 2, code: 3, passkey: 0, provider: 0, unknown: 45 } },
  ])
})
