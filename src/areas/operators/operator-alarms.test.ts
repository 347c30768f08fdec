/** What is not well with an operator's node, as the authority shows it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OperatorAlarm } from './model.ts'
import { CONDITION_OLD_MS, operatorAlarms } from './operator-alarms.ts'

type Given = Parameters<typeof operatorAlarms>[0]

const NOW = Date.UTC(2020, 1, 3, 8)
const at = (ms: number) => new Date(ms).toISOString()
const WELL = {
  operator: { state: 'enrolled', flags: [], hello: null, clockSince: null },
  isConnected: true,
  heardAt: NOW,
  conditions: [],
  now: NOW,
} as unknown as Given
const SKEW = { code: 'clock-skew', expected: '', found: '' } as const
const said = (machine: string, toldAt: number, ...alarms: object[]) =>
  ({ operator: 'mot', machine, toldAt, alarms }) as unknown as Given['conditions'][number]
const disk = { is: 'disk-low', since: at(NOW - 9000) }
const lost = { is: 'centre-lost', since: at(NOW - 5000), centre: 2 }

test('what is not well with a node is said with since when, worst first; a machine that was put away counts no more', () => {
  const operator = (change: object) => ({ ...WELL.operator, ...change }) as Given['operator']
  const table: readonly [Partial<Given>, readonly Partial<OperatorAlarm>[]][] = [
    [{}, []],
    [{ isConnected: false, heardAt: NOW - 1 }, [{ is: 'away', since: at(NOW - 1), toldAt: null }]],
    // Nobody expects them.
    [{ isConnected: false, operator: operator({ state: 'new' }) }, []],
    [{ isConnected: false, operator: operator({ state: 'revoked' }) }, []],
    [
      { operator: operator({ flags: [SKEW], clockSince: NOW - 7 }) },
      [{ is: 'clock', since: at(NOW - 7), toldAt: null }],
    ],
    [
      { operator: operator({ hello: { alone: true, machine: 'b' } }) },
      [{ is: 'alone', since: null, toldAt: null, machine: 'b' }],
    ],
    [
      { conditions: [said('', NOW, disk, lost)] },
      [{ ...lost, toldAt: null } as OperatorAlarm, { ...disk, toldAt: null } as OperatorAlarm],
    ],
    [{ conditions: [said('a', NOW - CONDITION_OLD_MS - 1, disk)] }, []],
    [
      { isConnected: false, heardAt: null, conditions: [said('a', NOW - 900_000, disk)] },
      [
        { is: 'away', since: null, toldAt: null },
        { ...disk, machine: 'a', toldAt: at(NOW - 900_000) } as OperatorAlarm,
      ],
    ],
  ]
  for (const [change, alarms] of table) assert.deepEqual(operatorAlarms({ ...WELL, ...change }), alarms)
})
