import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { type Begun, opened } from './book.ts'
import { Bsc } from './bsc.ts'
import { type CellGlobalId, cellName } from './cells.ts'
import { KnownCells } from './known-cells.ts'
import type { Message } from './messages.ts'
import { stateOf } from './state.ts'

const CELLS = [1, 2].map((ci): CellGlobalId => ({ by: 'cgi', mcc: '452', mnc: '04', lac: 100, ci }))
const [A, B] = CELLS
const IDS = [4371, 4384]
const SERIAL = 0x4010
const BEGUN: Begun = {
  is: 'begun',
  at: 0,
  until: 9,
  repeatMs: 30_000,
  keepAliveMs: 30_000,
  bscs: ['cbsp://one'],
  cells: CELLS.map(cellName),
  broadcasts: IDS.map(id => ({ id, kind: 'live', text: 'a', serial: SERIAL })),
}

test('a cell is on the air where all messages are, failed where one did, and otherwise nobody knows; they add up to all', () => {
  const bsc = new Bsc({
    name: 'one',
    calls: true,
    known: new KnownCells(CELLS),
    keepAliveMs: 30_000,
    random: seeded(1),
  })
  const pages = [{ used: 2, octets: Buffer.alloc(82) }]
  for (const id of IDS) {
    const version = { id, serial: SERIAL, dcs: 0x48, pages, slots: 16, untilMs: 3_600_000 }
    bsc.want(id, { ...version, emergency: false }, [])
  }
  bsc.tick(0)
  bsc.opened(0)
  const check = (onAir: number, failed: number, unknown: number) => {
    const { cells, bscs } = stateOf(opened(BEGUN), { names: ['one'], bscs: [bsc] })
    assert.deepEqual(cells, { known: CELLS.length, onAir, failed, unknown })
    assert.deepEqual([bscs[0].onAir, bscs[0].failed.length], [onAir, failed])
  }
  const hear = (message: Message) => {
    bsc.tick(200)
    bsc.heard(message, 200)
  }
  check(0, 0, 2)
  const named = { messageIdentifier: IDS[0], newSerialNumber: SERIAL }
  hear({ message: 'WRITE-REPLACE COMPLETE', ...named, cellList: [A, B] })
  check(0, 0, 2)
  const failureList = [{ cell: A, cause: 7 }]
  hear({ message: 'WRITE-REPLACE FAILURE', ...named, messageIdentifier: IDS[1], failureList, cellList: [B] })
  check(1, 1, 0)
})
