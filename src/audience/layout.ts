/**
 * Finds out from its first rows how a text list is written: line ends, delimiter, header, and which column holds
 * the numbers.
 *
 * Delimiter: the one of tab ; , | that cuts most rows into the same number of cells; none when fewer than half agree.
 * Header: the first row, when it is made of words that lists use for columns and holds no number. A first row that
 * might be data is data: a header mistaken for a row shows up among the rejects, a row mistaken for a header would
 * be lost in silence.
 * Column: the one asked for; else the only one; else the only one named like a phone number whose cells are such;
 * else the only one whose cells mostly are. Otherwise nobody can know, and the caller is asked.
 *
 * Knows octets. Knows no files beyond a name for failures, in which no cell of a data row ever appears.
 */

import { baseFailure } from '../base/failures.ts'
import { folded } from '../base/folded.ts'
import { BAR, COMMA, CR, LF, SEMICOLON, TAB } from './ascii.ts'
import { audienceFailure } from './failures.ts'
import type { Numbering } from './numbering.ts'
import { type Layout, readRow } from './scan.ts'
import { readCell } from './spelling.ts'

/** As much of a list as is looked at before the first row is read. */
export const SAMPLE_SIZE = 256 * 1024

const SAMPLE_ROWS_MAX = 500
const CELLS_MAX = 1000

/** As much of a header as a failure repeats. */
const NAMES_SHOWN_MAX = 20
const NAME_SHOWN_MAX = 40

const DELIMITERS = [TAB, SEMICOLON, COMMA, BAR]

/** Digits in a cell that make it data, never a name of a column. */
const DIGITS_OF_DATA = 6

export interface FoundLayout extends Layout {
  readonly header: boolean
  /** Octets and lines before the first row of data. */
  readonly skip: number
  readonly skipLines: number
}

interface Rows {
  readonly delimiter: number
  readonly rows: readonly (readonly string[])[]
  /** Where the second row begins, in octets and lines. */
  readonly second: number
  readonly secondLine: number
}

/**
 * `sample` is the list's beginning, or all of it where `whole`; `column` a header's name or a position from 1.
 * Fails with columnMissing or columnUnclear.
 */
export function findLayout(options: {
  sample: Uint8Array
  whole: boolean
  numbering: Numbering
  file: string
  column?: string | undefined
}): FoundLayout {
  const { numbering, file, column: wanted } = options
  const lineEnd = options.sample.includes(LF) || !options.sample.includes(CR) ? LF : CR
  const hint = delimiterHint(options.sample, lineEnd)
  const wholeRows = options.sample.lastIndexOf(lineEnd) + 1
  const sampleEnd = options.whole || wholeRows === 0 ? options.sample.length : wholeRows
  const sample = options.sample.subarray(hint?.size ?? 0, sampleEnd)
  const split =
    hint === null ? bestSplit(sample, lineEnd) : splitRows(sample, { lineEnd, delimiter: hint.delimiter, column: 0 })
  const first = split.rows[0] ?? []
  const named =
    wanted !== undefined && positionOf(wanted, first) >= 0 && !first.some(cell => readsAsNumber(numbering, cell))
  const header = named || isHeader(first)
  const column = chooseColumn({
    names: header ? first : null,
    rows: header ? split.rows.slice(1) : split.rows,
    numbering,
    file,
    wanted,
  })
  const skip = header ? split.second : 0
  const skipLines = header ? split.secondLine : 0
  const hintLines = hint === null ? 0 : 1
  return {
    lineEnd,
    delimiter: split.delimiter,
    column,
    header,
    skip: (hint?.size ?? 0) + skip,
    skipLines: hintLines + skipLines,
  }
}

/** Spreadsheets write `sep=;` as the first line of a list. */
function delimiterHint(sample: Uint8Array, lineEnd: number): { delimiter: number; size: number } | null {
  const line = Buffer.from(sample.subarray(0, 8)).toString('latin1')
  const match = /^"?sep=([\t;,|])"?\r?[\r\n]/i.exec(line)
  if (match === null) return null
  return { delimiter: match[1].charCodeAt(0), size: sample.indexOf(lineEnd) + 1 }
}

function bestSplit(sample: Uint8Array, lineEnd: number): Rows {
  let best = splitRows(sample, { lineEnd, delimiter: -1, column: 0 })
  let bestShare = 0.5
  for (const delimiter of DELIMITERS) {
    const split = splitRows(sample, { lineEnd, delimiter, column: 0 })
    const share = shareOfUsualWidth(split.rows)
    if (share > bestShare || (share === bestShare && best.delimiter < 0)) {
      best = split
      bestShare = share
    }
  }
  return best
}

/** The share of rows with the most usual number of cells, or 0 when that is one cell. */
function shareOfUsualWidth(rows: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>()
  for (const row of rows) widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  const [usual, count] = [...widths].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0])
  return usual === 1 ? 0 : count / rows.length
}

/** The cells of the first rows that are not blank. */
function splitRows(sample: Uint8Array, layout: Layout): Rows {
  const rows: string[][] = []
  let at = 0
  let line = 0
  let second = 0
  let secondLine = 0
  while (at < sample.length && rows.length < SAMPLE_ROWS_MAX) {
    const row = readRow(sample, at, true, layout)
    const octets = Buffer.from(sample.subarray(at, row.end))
    const cells = row.problem === null ? cellsOf(octets, layout) : [octets.toString('utf8')]
    at = row.end
    line += row.lines
    if (cells.length === 1 && cells[0].trim() === '') continue
    rows.push(cells)
    if (rows.length === 1) {
      second = at
      secondLine = line
    }
  }
  return { delimiter: layout.delimiter, rows, second, secondLine }
}

function cellsOf(octets: Buffer, layout: Layout): string[] {
  const cells: string[] = []
  for (let column = 0; column < CELLS_MAX; column++) {
    const row = readRow(octets, 0, true, { ...layout, column })
    if (row.cellFrom < 0) break
    cells.push(octets.toString('utf8', row.cellFrom, row.cellTo).replaceAll('""', '"').trim())
  }
  return cells
}

/**
 * The position of the column with the numbers, from 0. `names` are null for a list without a header.
 * Fails with columnMissing or columnUnclear.
 */
export function chooseColumn(options: {
  names: readonly string[] | null
  rows: readonly (readonly string[])[]
  numbering: Numbering
  file: string
  wanted: string | undefined
}): number {
  const { names, rows, numbering, file, wanted } = options
  const width = Math.max(names?.length ?? 0, ...rows.map(row => row.length))
  const shares = Array.from({ length: width }, (_, column) => {
    const cells = rows.map(row => row[column] ?? '').filter(cell => cell !== '')
    return cells.filter(cell => readsAsNumber(numbering, cell)).length / Math.max(1, cells.length)
  })
  if (wanted !== undefined) return columnAsked({ names, width, shares, file, wanted })
  if (width <= 1) return 0
  const phones = (names ?? []).flatMap((name, column) => (isPhoneName(name) ? [column] : []))
  const held = phones.filter(column => shares[column] > 0)
  const mostly = shares.flatMap((share, column) => (share >= 0.5 ? [column] : []))
  const candidates = [held, mostly, phones].find(columns => columns.length > 0) ?? []
  if (candidates.length !== 1) throw audienceFailure('columnUnclear', { file })
  return candidates[0]
}

function columnAsked(options: {
  names: readonly string[] | null
  width: number
  shares: readonly number[]
  file: string
  wanted: string
}): number {
  const { names, width, shares, file, wanted } = options
  const named = positionOf(wanted, names ?? [])
  if (named >= 0) return named
  const position = /^\d{1,4}$/.test(wanted) ? Number(wanted) : 0
  if (position >= 1 && position <= width) return position - 1
  // One number a line, beside lists that have a header: there is nothing else that could be meant.
  if (names === null && width === 1 && shares[0] > 0) return 0
  const shown = (names ?? []).slice(0, NAMES_SHOWN_MAX).map(name => name.slice(0, NAME_SHOWN_MAX))
  throw baseFailure('columnMissing', {
    file,
    column: wanted,
    columns: names === null ? `1-${width}` : shown.join(', '),
  })
}

function readsAsNumber(numbering: Numbering, cell: string): boolean {
  const octets = Buffer.from(cell)
  return typeof readCell(numbering, octets, 0, octets.length) === 'number'
}

function positionOf(wanted: string, names: readonly string[]): number {
  const exact = names.indexOf(wanted.trim())
  if (exact >= 0) return exact
  const key = keyOf(wanted)
  return key === '' ? -1 : names.findIndex(name => keyOf(name) === key)
}

/** A name without its case, marks and punctuation. */
function keyOf(name: string): string {
  return folded(name).replace(/[^\p{L}\d]+/gu, '')
}

function isHeader(cells: readonly string[]): boolean {
  const filled = cells.filter(cell => cell !== '')
  if (filled.some(cell => (cell.match(/\p{Nd}/gu)?.length ?? 0) >= DIGITS_OF_DATA)) return false
  if (filled.some(isColumnName)) return true
  return filled.length > 1 && filled.every(cell => /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(cell))
}

/** Lower-case words without marks: `Số ĐT_1` and `soDt1` are [so, dt]. */
function words(name: string): string[] {
  return folded(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '')
}

const PHONE_WORDS = new Set(
  `phone phones telephone tel mobile mobiles cell cellphone msisdn isdn number numbers sdt sodt dt dtdd
  dienthoai sodienthoai thuebao sothuebao phonenumber mobilenumber phoneno mobileno thoai bao subscriber
  subscribers`.split(/\s+/),
)
/** Words that stand beside those above. */
const OTHER_WORDS = new Set(
  `so dien thue di dong id no nr num stt name ten ho va full first last province tinh thanh pho city district
  quan huyen xa phuong address dia chi date ngay sinh birth dob gender gioi sex email mail status trang thai type
  loai group nhom operator nha mang network region vung country quoc gia note ghi chu code ma index row age tuoi
  created updated at of plan goi cuoc segment language ngon ngu opt out imsi imei iccid account column col field
  value data list danh sach customer khach hang user contact lien he person sim gsm cua
  cust sub subs client clients member members recipient recipients receiver destination dest party a b`.split(/\s+/),
)

function isColumnName(cell: string): boolean {
  const all = words(cell)
  return all.length > 0 && all.every(word => PHONE_WORDS.has(word) || OTHER_WORDS.has(word))
}

function isPhoneName(cell: string): boolean {
  return isColumnName(cell) && words(cell).some(word => PHONE_WORDS.has(word))
}
