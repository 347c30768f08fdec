import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateTable } from './cbs-table.ts'

test('a cell that failed stands below the BSC that says so, before the next BSC', () => {
  const bsc = { connected: true, onAir: 1, failed: [], broadcasts: null }
  const table = stateTable(
    {
      state: 'onAir',
      message: { encoding: 'gsm7', units: 5, pages: 1, id: 4381, serial: 16_384, exercise: true },
      cells: { known: 3, onAir: 2, failed: 1, unknown: 0 },
      bscs: [
        { ...bsc, bsc: '10.0.0.5:48049', failed: [{ cell: '452-04-100-2', cause: 8 }] },
        { ...bsc, bsc: '10.0.0.6:48049' },
      ],
      startedAt: '2026-02-03T07:00:00+07:00',
      endedAt: null,
    },
    'en',
  )
  assert.deepEqual(
    table.match(/10\.0\.0\.\d|452-04-100-2/g),
    ['10.0.0.5', '452-04-100-2', '10.0.0.6'],
    table,
  )
})
