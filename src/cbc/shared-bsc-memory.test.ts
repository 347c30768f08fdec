/** What many BSCs cost a node, without their sockets. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { seeded } from '../base/random.ts'
import { type CellGlobalId, parseCell } from '../cbs/cells.ts'
import { CAUSES } from '../cbs/elements.ts'
import { KnownCells } from '../cbs/known-cells.ts'
import { SharedBsc } from './shared-bsc.ts'

const BSCS = 100
const CELLS = 3000
/** Two octets for each cell at each BSC are 0.6 MB. */
const HEAP_MB = 8
const OF = { messageIdentifier: 4371, newSerialNumber: 0x4010 }

test('a broadcast to thousands of cells, of which each of a hundred BSCs has a few and refuses the rest, costs a node some megabytes', () => {
  const cells = Array.from({ length: CELLS }, (_, at) => cell(`452-04-${1 + (at % BSCS)}-${at}`))
  const bscs = Array.from({ length: BSCS }, (_, at) => connected(`bsc ${at}`))
  const before = heapMb()
  const only = new KnownCells(cells)
  for (const bsc of bscs) bsc.want('key', VERSION, { identifier: 4371, only, past: [], isEarlier: false, now: 0 })
  for (const [at, bsc] of bscs.entries()) {
    bsc.tick(1000)
    assert.equal(bsc.take().length, 1)
    const isOwn = ({ lac }: CellGlobalId) => lac === at + 1
    const failureList = cells
      .filter(each => !isOwn(each))
      .map(each => ({ cell: each, cause: CAUSES.cellIdentityNotValid }))
    const cellList = cells.filter(isOwn)
    bsc.heard({ message: 'WRITE-REPLACE FAILURE', ...OF, failureList, cellList }, 1100)
  }
  const grown = heapMb() - before
  assert.ok(grown < HEAP_MB, `${grown.toFixed(1)} MB`)
  for (const [at, bsc] of bscs.entries()) {
    const [standing] = bsc.broadcast('key')?.standings ?? []
    const onAir = cells.filter((_, number) => standing?.state(number)?.is === 'onAir')
    assert.deepEqual([onAir.length, onAir[0].lac], [CELLS / BSCS, at + 1])
  }
})

const VERSION = {
  id: 4371,
  serial: OF.newSerialNumber,
  dcs: 0x48,
  slots: 16,
  untilMs: 3_600_000,
  pages: [{ used: 2, octets: Buffer.alloc(82) }],
  emergency: false,
}

function connected(name: string): SharedBsc {
  const bsc = new SharedBsc({ name, calls: true, period: 'sixteen-bits', keepAliveMs: 30_000, random: seeded(1) })
  bsc.tick(0)
  bsc.take()
  bsc.opened(0)
  return bsc
}

function cell(name: string): CellGlobalId {
  const parsed = parseCell(name)
  assert.ok(parsed !== null, name)
  return parsed
}

/** After a collection. */
function heapMb(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed / 1e6
}
