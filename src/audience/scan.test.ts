/**
 * The scanner against a plain one that splits strings, over lists made of what trips scanners, cut anywhere.
 * After each piece its memory is overwritten, as the reader of files will do.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { CR, LF } from './ascii.ts'
import { loadPlan, Numbering } from './numbering.ts'
import { type Layout, ROW_SIZE_MAX, Scanner } from './scan.ts'
import { type Reason, readCell } from './spelling.ts'

const numbering = new Numbering(await loadPlan('VN'))

interface Scanned {
  numbers: number[]
  rejects: { line: number; row: string; reason: Reason }[]
  blank: number
  lines: number
}

function scan(pieces: readonly Buffer[], layout: Layout): Scanned {
  const scanned: Scanned = { numbers: [], rejects: [], blank: 0, lines: 0 }
  const scanner = new Scanner({
    numbering,
    layout,
    onNumbers: (batch, count) => scanned.numbers.push(...batch.subarray(0, count)),
    onReject: ({ line, octets, from, to, reason }) => {
      // A row that is too long may not have come whole.
      const row = Buffer.from(octets.subarray(from, reason === 'line' ? from + 100 : to))
      scanned.rejects.push({ line, row: row.toString('latin1'), reason })
    },
  })
  for (const piece of pieces) {
    const copy = Buffer.from(piece)
    scanner.push(copy)
    copy.fill('7')
  }
  scanner.end()
  return { ...scanned, blank: scanner.blank, lines: scanner.lines }
}

/** One row at a time, by regular expressions. */
function scanPlainly(list: string, layout: Layout): Scanned {
  const scanned: Scanned = { numbers: [], rejects: [], blank: 0, lines: 0 }
  const lineEnd = String.fromCharCode(layout.lineEnd)
  const text = list === '' || list.endsWith(lineEnd) ? list : list + lineEnd
  let at = 0
  while (at < text.length) {
    const line = scanned.lines + 1
    const firstLine = text.slice(at, text.indexOf(lineEnd, at))
    const row = splitRow(text, at, layout)
    const taken = row?.text ?? firstLine
    at += taken.length + 1
    scanned.lines += taken.split(lineEnd).length
    const bare = layout.lineEnd === LF ? taken.replace(/\r$/, '') : taken
    const isTabbed = layout.delimiter === 9
    if (!taken.includes(lineEnd) && (isTabbed ? /^[ \r]*$/ : /^[ \t\r]*$/).test(bare)) {
      scanned.blank++
      continue
    }
    const result = row === null ? 'quote' : readColumn(row.cells[layout.column])
    if (typeof result === 'number') scanned.numbers.push(result)
    else scanned.rejects.push({ line, row: bare, reason: result })
  }
  return scanned
}

function readColumn(cell: string | undefined): number | Reason {
  if (cell === undefined) return 'column'
  const octets = Buffer.from(cell, 'latin1')
  return readCell(numbering, octets, 0, octets.length)
}

/** Null where quotes are broken. */
function splitRow(text: string, from: number, layout: Layout) {
  const lineEnd = String.fromCharCode(layout.lineEnd)
  if (layout.delimiter < 0) {
    const line = text.slice(from, text.indexOf(lineEnd, from))
    return { text: line, cells: [line] }
  }
  const delimiter = String.fromCharCode(layout.delimiter)
  const beforeEnd = layout.lineEnd === LF ? '\r?' : ''
  const quoted = new RegExp(`"((?:[^"]|"")*)"(?:${beforeEnd}(${lineEnd})|([${delimiter}]))`, 'y')
  const plain = new RegExp(`([^${delimiter}${lineEnd}]*)(?:(${lineEnd})|([${delimiter}]))`, 'y')
  const cells: string[] = []
  for (let at = from; ; ) {
    const pattern = text[at] === '"' ? quoted : plain
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) return null
    cells.push(match[1])
    at = pattern.lastIndex
    if (match[2] !== undefined) return { text: text.slice(from, at - 1), cells }
  }
}

const word = fc.constantFrom(
  ...['0912345678', '84912345678', '+84912345678', '912 345 678', '01234567890', '"0912345678"'],
  ...['091', '2345', '678', '0', '+', '.', '-', ' ', 'abc', '"', '""', '"a,b"', '"a\nb"', '"\r"', '\t', ''],
  ...['"\n', '"\n"', '"x', '8.4912E+10', '02438254000', 'Huế', '0912345678.0', '123456789.0'],
)
const mark = fc.constantFrom(',', ',', ';', '\n', '\n', '\r\n', '\r', '\n\n')
const list = fc
  .array(fc.oneof(word, mark), { maxLength: 40 })
  .map(parts => Buffer.from(parts.join('')).toString('latin1'))
const layouts = fc.record({
  lineEnd: fc.constantFrom(LF, LF, LF, CR),
  delimiter: fc.constantFrom(-1, 44, 44, 59, 9),
  column: fc.constantFrom(0, 0, 1, 2),
})
const legal = layouts.map(layout => (layout.delimiter < 0 ? { ...layout, column: 0 } : layout))

test('the same numbers and rejects come out as from a plain scanner, wherever the list is cut', () => {
  fc.assert(
    fc.property(list, legal, fc.array(fc.nat()), (text, layout, cuts) => {
      const octets = Buffer.from(text, 'latin1')
      const marks = cuts.map(cut => cut % (octets.length + 1)).sort((a, b) => a - b)
      const edges = [0, ...marks, octets.length]
      const pieces = edges.slice(1).map((end, i) => octets.subarray(edges[i], end))
      assert.deepEqual(scan(pieces, layout), scanPlainly(text, layout))
    }),
    { numRuns: howMany(1500, 5000) },
  )
})

test('common rows, all alike, are read as the plain scanner reads them', () => {
  const rows = fc.array(
    fc.constantFrom(
      '1,0912345678,Hà Nội\n',
      '2,84912345679,"Huế, cố đô"\r\n',
      '"3","+84 912 345 680","He said ""Loa"""\n',
      '4,912-345-681,\n',
      '5,"0912.345.682"\n',
      '6,0912345683.0,x\n',
      '7,02438254000,x\n',
      '8,0912345684,"two\nlines"\n',
      '\n',
    ),
    { maxLength: 30 },
  )
  const layout = { lineEnd: LF, delimiter: 44, column: 1 }
  fc.assert(
    fc.property(rows, fc.nat(), (all, any) => {
      const octets = Buffer.from(all.join(''))
      const cut = any % (octets.length + 1)
      const pieces = [octets.subarray(0, cut), octets.subarray(cut)]
      assert.deepEqual(scan(pieces, layout), scanPlainly(octets.toString('latin1'), layout))
    }),
  )
})

const CSV: Layout = { lineEnd: LF, delimiter: 44, column: 0 }
const LINES: Layout = { lineEnd: LF, delimiter: -1, column: 0 }
const reasonsOf = (scanned: Scanned) => scanned.rejects.map(({ line, reason }) => `${line} ${reason}`)

/** Lists at the edge of the longest row; the outcome may not depend on where they are cut. */
for (const [what, text, layout, numbers, rejects] of [
  ['a row as long as may be', `0912345678,${'x'.repeat(ROW_SIZE_MAX - 11)}\n0912345679\n`, CSV, 2, []],
  ['a row one octet too long', `0912345678,${'x'.repeat(ROW_SIZE_MAX - 10)}\n0912345679\n`, CSV, 1, ['1 line']],
  ['a line that never ends', `${'0'.repeat(5 * ROW_SIZE_MAX)}`, LINES, 0, ['1 line']],
  ['a long line among others', `0912345678\n${'1'.repeat(3 * ROW_SIZE_MAX)}\n0912345679`, LINES, 2, ['2 line']],
  ['a quote that is never closed', `0912345678,"a\n${'0912345679\n'.repeat(10_000)}`, CSV, 10_000, ['1 quote']],
  ['an open quote and few rows', `0912345678,"a\n0912345679\n0912345680`, CSV, 2, ['1 quote']],
  ['an open quote and no more', `0912345678,"a`, CSV, 0, ['1 quote']],
  ['text after a closing quote', `"a"b,0912345678\n0912345679\n`, CSV, 1, ['1 quote']],
  ['a quoted cell longer than a row', `0912345678,"${'x\n'.repeat(ROW_SIZE_MAX)}"\n`, CSV, 0, null],
] as const)
  test(`${what} costs what it must, wherever it is cut`, () => {
    const octets = Buffer.from(text)
    const whole = scan([octets], layout)
    assert.equal(whole.numbers.length, numbers)
    if (rejects !== null) assert.deepEqual(reasonsOf(whole), rejects)
    const near = [1, 2, 10, ROW_SIZE_MAX - 1, ROW_SIZE_MAX, ROW_SIZE_MAX + 1, ROW_SIZE_MAX + 2]
    for (const cut of [...near, octets.length - 1].filter(at => at < octets.length)) {
      assert.deepEqual(scan([octets.subarray(0, cut), octets.subarray(cut)], layout), whole, `cut at ${cut}`)
      const pieces = Array.from({ length: Math.ceil(octets.length / (cut + 4096)) }, (_, i) =>
        octets.subarray(i * (cut + 4096), (i + 1) * (cut + 4096)),
      )
      assert.deepEqual(scan(pieces, layout), whole, `cut each ${cut + 4096}`)
    }
  })

test('a list of one number a line never takes a quote for more than a character', () => {
  const scanned = scan([Buffer.from('"0912345678"\n"0912345679\n0912345680\n')], LINES)
  assert.deepEqual(scanned.numbers, [912_345_678, 912_345_680])
  assert.deepEqual(reasonsOf(scanned), ['2 notNumber'])
})

test('lines are counted through quoted cells that hold line ends', () => {
  const text = '0912345678,"a\nb\nc"\nabc,x\n\n"0912\n345679",y\nabc\n'
  const scanned = scan([Buffer.from(text)], CSV)
  assert.deepEqual(reasonsOf(scanned), ['4 notNumber', '6 notNumber', '8 notNumber'])
  assert.equal(scanned.blank, 1)
})
