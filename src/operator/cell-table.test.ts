import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { seeded } from '../base/random.ts'
import { cornersOf, isInside, placeOf } from './cell-area.ts'
import { tallyOf } from './cell-counts.ts'
import { type CellTable, readCellTable } from './cell-table.ts'

const HEADER = 'mcc,mnc,lac,ci,latitude,longitude,province'
const ROWS = [
  '452,04,100,1,21.00000,105.80000,01',
  '452,04,100,2,21.05000,105.85000,01',
  '452,04,200,3,21.30000,105.60000,26',
  '452,04,200,65535,-0.5,105.60000,26',
]

const directory = mkdtempSync(join(tmpdir(), 'loa-cells-'))
after(() => rmSync(directory, { recursive: true, force: true }))

function read(text: string | Uint8Array, asOf = '2020-02-13', bscs: readonly string[] = []): CellTable {
  const file = join(directory, 'cells.csv')
  writeFileSync(file, text)
  return readCellTable({ file, asOf, bscs })
}

function wrong(text: string | Uint8Array, bscs: readonly string[] = []): Failure {
  try {
    read(text, '2020-02-13', bscs)
  } catch (error) {
    assert.ok(error instanceof Failure)
    return error
  }
  throw new assert.AssertionError({ message: 'it was read' })
}

const lines = (...of: readonly string[]) => `${[HEADER, ...of].join('\n')}\n`

test('one wrong line of 10,000 refuses the whole table and is named: a cell that is left out in silence is a street that is not warned', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `452,04,${i % 500},${i},21.0,105.8,01`)
  assert.equal(read(lines(...many)).size, 10_000)
  const check = (line: string) => {
    const failure = wrong(lines(...many.with(7_654, line)))
    assert.deepEqual([failure.code, failure.details.line], ['cellTableWrong', 7_656], line)
    assert.match(failure.sentence('vi'), /dòng 7656/)
  }
  for (const line of [
    '',
    '452,04,100,1,21.0,105.8',
    '452,04,100,1,21.0,105.8,01,',
    '452,4,100,1,21.0,105.8,01',
    '452,04,100,65536,21.0,105.8,01',
    '452,04,-1,1,21.0,105.8,01',
    '452,04,100,0x1,21.0,105.8,01',
    '452,04,100,1,90.1,105.8,01',
    '452,04,100,1,21.0,180.5,01',
    '452,04,100,1,2e1,105.8,01',
    '452,04,100,1,NaN,105.8,01',
    '452,04,100,1,21.0,,01',
    '452,04,100,1,21.0,105.8,1',
    '452,04,100,1,21.0,105.8,03',
    ' 452,04,100,1,21.0,105.8,01',
    '"452",04,100,1,21.0,105.8,01',
    many[3],
    `${'9'.repeat(100_000)},04`,
  ])
    check(line)
})

test('a table without its header, without cells, or of octets that are no text is refused; line ends of either kind are read', () => {
  assert.equal(wrong(ROWS.join('\n')).details.line, 1)
  assert.equal(wrong(`${HEADER}\n`).code, 'cellTableWrong')
  assert.equal(wrong('').code, 'cellTableWrong')
  assert.equal(wrong(Buffer.from([0xff, 0xfe, 0x00])).code, 'fileUnreadable')
  assert.equal(read(`${[HEADER, ...ROWS].join('\r\n')}\r\n`).size, 4)
  assert.equal(read(`\ufeff${lines(...ROWS)}`).size, 4)
})

test('a table has cells of 5G beside others, each by its own columns; a row that is both or neither, or one that an AMF could not tell from another, is refused', () => {
  const header = 'mcc,mnc,lac,ci,tac,nci,latitude,longitude,province'
  const table = (...rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`
  const rows = [
    '452,04,100,1,,,21.0,105.8,01',
    '452,04,,,7,1,21.0,105.8,01',
    '452,04,,,16777215,68719476735,21.3,105.6,26',
  ]
  const names = ['452-04-100-1', 'nr-452-04-7-1', 'nr-452-04-16777215-68719476735']
  assert.deepEqual(read(table(...rows)).names, names)
  assert.equal(read(table(...rows)).provinceOf(names[2]), '26')
  for (const row of [
    '452,04,100,2,7,2,21.0,105.8,01',
    '452,04,,,,,21.0,105.8,01',
    '452,04,,,7,,21.0,105.8,01',
    '452,04,100,,7,2,21.0,105.8,01',
    '452,04,,,16777216,2,21.0,105.8,01',
    '452,04,,,7,68719476736,21.0,105.8,01',
    '452,04,,,7,0x2,21.0,105.8,01',
    '452,04,100,2,21.0,105.8,01',
    '452,04,,,9,1,21.0,105.8,01',
  ]) {
    const failure = wrong(table(...rows, row))
    assert.deepEqual([failure.code, failure.details.line], ['cellTableWrong', 5], row)
  }
})

test('a last column names the BSC of each cell, or of some; a row that names one that no flag does, or a BSC of a cell of 5G, is refused with its line', () => {
  const bscs = ['10.0.0.5:48049', '[::1]:48050']
  const table = (header: string, ...rows: readonly string[]) => `${[`${header},bsc`, ...rows].join('\r\n')}\n`
  const of = read(
    table(HEADER, `${ROWS[0]},${bscs[1]}`, `${ROWS[1]},`, `${ROWS[2]},${bscs[1]}`),
    ...(['2020-02-13', bscs] as const),
  )
  const names = of.names.map(name => of.bscOf(name))
  assert.deepEqual(names, [bscs[1], null, bscs[1]])
  assert.deepEqual([...of.bscs], [bscs[1]])
  assert.equal(of.provinceOf('452-04-200-3'), '26')
  const header = 'mcc,mnc,lac,ci,tac,nci,latitude,longitude,province'
  const rows = [`452,04,100,1,,,21.0,105.8,01,${bscs[0]}`, '452,04,,,7,1,21.0,105.8,01,']
  const mixed = read(table(header, ...rows), '2020-02-13', bscs)
  const [gsm, nr] = mixed.names
  assert.deepEqual([mixed.bscOf(gsm), mixed.bscOf(nr)], [bscs[0], null])
  for (const row of [
    '452,04,100,2,,,21.0,105.8,01,10.0.0.5',
    '452,04,100,2,,,21.0,105.8,01,10.0.0.6:48049',
    '452,04,100,2,,,21.0,105.8,01',
    `452,04,100,2,,,21.0,105.8,01,${bscs[0]},`,
    `452,04,,,7,2,21.0,105.8,01,${bscs[0]}`,
  ]) {
    const failure = wrong(table(header, ...rows, row), bscs)
    assert.deepEqual([failure.code, failure.details.line], ['cellTableWrong', 4], row)
  }
  assert.equal(read(lines(...ROWS), '2020-02-13', bscs).bscs.size, 0)
})

test('a province is what its code meant on the day of the table, and a bulletin of another list finds no cell there', () => {
  const table = read(lines(...ROWS))
  const within = (provinces: readonly { code: string; asOf: string }[] | null) =>
    table.within({ provinces, polygons: [] })
  assert.equal(within(null).length, 4)
  assert.deepEqual(within([{ code: '01', asOf: '2020-06-01' }]), ['452-04-100-1', '452-04-100-2'])
  assert.deepEqual(within([{ code: '01', asOf: '2025-08-01' }]), [])
  assert.deepEqual(within([{ code: '79', asOf: '2020-06-01' }]), [])
  assert.equal(table.provinceOf('452-04-200-3'), '26')
})

test('of provinces only what lies in a polygon is warned, and a mast on its edge or its corner is inside', () => {
  const table = read(lines(...ROWS))
  const corner = (latitude: number, longitude: number) => ({ latitude, longitude })
  // Its lower left corner is the first cell, and the second is on the edge from there to the upper right.
  const triangle = [corner(21, 105.8), corner(21.1, 105.9), corner(21.1, 105.8)]
  const hanoi = [{ code: '01', asOf: '2020-02-13' }]
  const within = (polygons: (typeof triangle)[]) => table.within({ provinces: hanoi, polygons })
  assert.deepEqual(within([triangle]), ['452-04-100-1', '452-04-100-2'])
  assert.deepEqual(within([triangle.toReversed()]), ['452-04-100-1', '452-04-100-2'])
  const moved = triangle.map(({ latitude, longitude }) => corner(latitude + 0.00001, longitude))
  assert.deepEqual(within([moved]), [])
  const far = triangle.map(({ latitude, longitude }) => corner(latitude - 10, longitude))
  assert.deepEqual(within([far, triangle]).length, 2)
})

test('whichever way a polygon is written, from whichever corner, each place is on the same side of it, to the metre', () => {
  const random = seeded(20_200_203)
  for (let round = 0; round < 400; round++) {
    const corners = Array.from({ length: 3 + random.below(5) }, () => ({ x: random.below(9), y: random.below(9) }))
    const turned = [...corners.slice(2), ...corners.slice(0, 2)].toReversed()
    for (let x = -1; x <= 9; x++)
      for (let y = -1; y <= 9; y++) {
        const place = { x, y }
        const isIn = isInside(corners, place)
        assert.equal(isInside(turned, place), isIn, JSON.stringify({ corners, place }))
        if (isOnEdge(corners, place)) assert.ok(isIn, JSON.stringify({ corners, place }))
        if (x < 0 || y < 0 || x === 9 || y === 9) assert.equal(isIn, false)
      }
  }
  const world = cornersOf([
    { latitude: -90, longitude: -180 },
    { latitude: 90, longitude: 180 },
    { latitude: 90, longitude: -180 },
  ])
  // One unit beside the longest edge that there is.
  assert.equal(isInside(world, placeOf({ latitude: 0, longitude: 0 })), true)
  assert.equal(isInside(world, placeOf({ latitude: 0, longitude: 0.00001 })), false)
  assert.equal(isInside(world, placeOf({ latitude: 0, longitude: -0.00001 })), true)
})

/** By looking at every step of each edge. */
function isOnEdge(corners: readonly { x: number; y: number }[], place: { x: number; y: number }) {
  return corners.some((a, i) => {
    const b = corners[(i + 1) % corners.length]
    const steps = Math.max(1, Math.abs(b.x - a.x) * Math.abs(b.y - a.y), Math.abs(b.x - a.x), Math.abs(b.y - a.y))
    return Array.from({ length: steps + 1 }, (_, n) => n).some(
      n => a.x * (steps - n) + b.x * n === place.x * steps && a.y * (steps - n) + b.y * n === place.y * steps,
    )
  })
}

test('a cell is on the air where both languages are, failed where one did, and otherwise nobody knows; provinces add up to all', () => {
  const table = read(lines(...ROWS))
  const cells = table.within({ provinces: null, polygons: [] })
  const [a, b, c] = cells
  const told = (of: readonly (readonly [string, 'onAir' | 'failed'])[], broadcasts: number | null) => ({
    cells: new Map(of),
    broadcasts,
    leaving: 0,
    causes: new Map(of.flatMap(([cell, state]) => (state === 'failed' ? [[cell, 10]] : []))),
  })
  const vi = told(
    [
      [a, 'onAir'],
      [b, 'onAir'],
      [c, 'onAir'],
    ],
    40,
  )
  const en = told(
    [
      [a, 'onAir'],
      [b, 'failed'],
    ],
    null,
  )
  const tally = tallyOf(cells, [vi, en], table)
  assert.deepEqual(tally.cells, { known: 4, onAir: 1, failed: 1, unknown: 2 })
  assert.deepEqual(
    tally.provinces.map(({ code, cells: own }) => [code, Object.values(own)]),
    [
      ['01', [2, 1, 1, 0]],
      ['26', [2, 0, 0, 2]],
    ],
  )
  assert.equal(tally.broadcasts, 40)
  assert.deepEqual(tally.causes, [{ cause: 10, cells: 1 }])
  assert.equal('causes' in tallyOf(cells, [vi], table), false)
  assert.deepEqual(tallyOf(cells, [null, null], table).cells.unknown, 4)
  assert.equal(tallyOf(cells, [null], table).broadcasts, null)
})
