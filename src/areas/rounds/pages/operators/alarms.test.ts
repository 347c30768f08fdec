/** What is not well with an operator's machine. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alarmsOf } from './alarms.ts'

test('C11: a machine that is away, whose clock is wrong or that goes on alone is said so', () => {
  const well = { state: 'enrolled', isConnected: true, flags: [], hello: {} } as const
  const skew = { code: 'clock-skew' }
  const table: readonly [Parameters<typeof alarmsOf>[0], readonly string[]][] = [
    [well, []],
    [{ ...well, hello: null, isConnected: false }, ['away']],
    // Nobody expects it.
    [{ ...well, state: 'new', isConnected: false }, []],
    [{ ...well, state: 'revoked', isConnected: false }, []],
    [{ ...well, flags: [skew] }, ['clock']],
    [
      { ...well, isConnected: false, flags: [skew], hello: { alone: true } },
      ['away', 'clock', 'alone'],
    ],
  ]
  for (const [operator, alarms] of table) assert.deepEqual(alarmsOf(operator), alarms)
})
