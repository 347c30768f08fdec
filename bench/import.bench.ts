/**
 * How long an import takes. Tiny in the tests; by hand as large as a country:
 *
 *   node bench/import.bench.ts --rows 125000000 --shape csv3 --seed 1 --folder /tmp
 *
 * Writes a list in random order (unless it is there), builds the audience from it, prints both times and the memory,
 * and removes what it wrote. Shapes: `lines` one number a line, `csv1` one column with a header, `csv3` three.
 */
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildAudience } from '../src/audience/import.ts'

export type Shape = 'lines' | 'csv1' | 'csv3'

export interface BenchResult {
  readonly rows: number
  readonly subscribers: number
  readonly octets: number
  readonly seconds: number
  readonly rowsPerSecond: number
  readonly memoryMiB: number
}

/** Prefixes of two digits with seven more after each. */
const PREFIXES = [
  32, 33, 34, 35, 36, 37, 38, 39, 70, 76, 77, 78, 79, 81, 82, 83, 84, 85, 86, 88, 90, 91, 93, 94, 96, 97, 98,
]
const TAIL = 10 ** 7
/** A permutation of 2^28 rows, fewer than the numbers there are. */
const HALF_BITS = 14
const HALF_MASK = 2 ** HALF_BITS - 1
const ROUNDS = 4
export const ROWS_MAX = 2 ** (2 * HALF_BITS)
const BUFFER_SIZE = 4 * 1024 * 1024
const ROW_ROOM = 100
const PROVINCES = ['Hà Nội', 'Hồ Chí Minh', 'Đà Nẵng', 'Cần Thơ', 'Bà Rịa - Vũng Tàu', '"Huế, cố đô"']

/** Row `i` of the list with this seed: scattered over all prefixes, no number twice in ROWS_MAX rows (a Feistel network). */
function numberOf(i: number, seed: number): number {
  let left = i >>> HALF_BITS
  let right = i & HALF_MASK
  for (let round = 1; round <= ROUNDS; round++) {
    const mixed = Math.imul(right + Math.imul(seed, 0x9e3779b1) + round, 0x85ebca6b)
    const next = left ^ ((mixed ^ (mixed >>> 15)) & HALF_MASK)
    left = right
    right = next
  }
  const at = left * 2 ** HALF_BITS + right
  return PREFIXES[Math.floor(at / TAIL)] * TAIL + (at % TAIL)
}

export function writeList(path: string, options: { rows: number; shape: Shape; seed: number }): void {
  const { rows, shape, seed } = options
  const buffer = Buffer.allocUnsafe(BUFFER_SIZE)
  const fd = openSync(path, 'wx', 0o600)
  let used = shape === 'lines' ? 0 : buffer.write(shape === 'csv1' ? 'msisdn\n' : 'id,phone,province\n')
  for (let i = 0; i < rows; i++) {
    if (used + ROW_ROOM > BUFFER_SIZE) {
      writeSync(fd, buffer, 0, used)
      used = 0
    }
    const number = numberOf(i, seed)
    const row = shape === 'csv3' ? `${i + 1},0${number},${PROVINCES[i % 6]}\n` : `0${number}\n`
    used += buffer.write(row, used)
  }
  writeSync(fd, buffer, 0, used)
  closeSync(fd)
}

export async function bench(options: {
  rows: number
  shape: Shape
  seed: number
  folder: string
}): Promise<BenchResult> {
  const list = join(options.folder, `loa-bench-${options.shape}-${options.rows}-${options.seed}.csv`)
  const out = `${list}.loa`
  try {
    writeList(list, options)
    const started = performance.now()
    const audience = await buildAudience(out, { from: [list] })
    const seconds = (performance.now() - started) / 1000
    return {
      rows: options.rows,
      subscribers: audience.size,
      octets: statSync(list).size,
      seconds,
      rowsPerSecond: Math.round(options.rows / seconds),
      memoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    for (const path of [list, out, `${out}.rejects.csv`]) rmSync(path, { force: true })
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      shape: { type: 'string', default: 'csv1' },
      seed: { type: 'string', default: '1' },
      folder: { type: 'string', default: '/tmp' },
    },
  })
  const { rows, shape, seed, folder } = values
  console.log(await bench({ rows: Number(rows), shape: shape as Shape, seed: Number(seed), folder }))
}
