import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateTable } from './cbs-table.ts'

const ON_AIR = {
  state: 'onAir',
  message: { encoding: 'gsm7', units: 5, pages: 1, id: 4381, serial: 16_384, exercise: true },
  startedAt: '2026-02-03T07:00:00+07:00',
  endedAt: null,
} as const

test('a broadcast that no cell has on the air yet is not said to be on the air', () => {
  const state = {
    ...ON_AIR,
    cells: { known: 0, onAir: 0, failed: 0, unknown: 0 },
    bscs: [{ bsc: '10.0.0.5:48049', connected: false, onAir: 0, failed: [], broadcasts: null }],
  }
  assert.match(stateTable(state, 'en'), /starting, in no cell yet/)
  assert.match(stateTable(state, 'vi'), /cần phát, chưa ô nào phát/)
  assert.doesNotMatch(stateTable({ ...state, cells: { ...state.cells, onAir: 1 } }, 'en'), /in no cell/)
})

test('a cell that failed stands below the BSC that says so, before the next BSC', () => {
  const bsc = { connected: true, onAir: 1, failed: [], broadcasts: null }
  const table = stateTable(
    {
      ...ON_AIR,
      cells: { known: 3, onAir: 2, failed: 1, unknown: 0 },
      bscs: [
        { ...bsc, bsc: '10.0.0.5:48049', failed: [{ cell: '452-04-100-2', cause: 8 }] },
        { ...bsc, bsc: '10.0.0.6:48049' },
      ],
    },
    'en',
  )
  assert.deepEqual(table.match(/10\.0\.0\.\d|452-04-100-2/g), ['10.0.0.5', '452-04-100-2', '10.0.0.6'], table)
})
