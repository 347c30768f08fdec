/**
 * Which line a row stands on. DuckDB does not tell; but it keeps the order of rows, so each is looked for behind the one
 * before it, by a text that few other lines have.
 *
 * Only rejected rows are looked for, and only in files where there are some.
 */
import { cellsOf, countOctet, type FoundLine, LF, withoutReturn } from './octet-lines.ts'

export interface SoughtRow {
  /** Cells by their position in the line; '' where there is nothing. */
  readonly cells: readonly { readonly position: number; readonly text: string }[]
}

/** Which lines of a text are rows: those with so many cells, but the header. */
export interface RowLines {
  readonly delimiter: number
  readonly cells: number
  readonly header: boolean
}

/**
 * Each row that is sought, with its line; rows must come in the order of their lines. A row that is not found (it cannot be
 * so, unless the file changed meanwhile) and those after it are left out.
 */
export async function* locateRows<Row extends SoughtRow>(
  sought: AsyncIterable<Row>,
  text: AsyncIterable<Uint8Array>,
  lines: RowLines,
): AsyncGenerator<FoundLine & { readonly row: Row }, void, undefined> {
  const rows = sought[Symbol.asyncIterator]()
  let next = await rows.next()
  let linesBefore = 0
  let isHeader = lines.header
  for await (const octets of wholeLines(text)) {
    if (next.done) break
    let at = 0
    let counted = 0
    if (isHeader) {
      const header = find(octets, { row: ANY_ROW, from: 0, lines })
      at = header === null ? octets.length : header.until + 1
      isHeader = header === null
    }
    while (!next.done) {
      const found = find(octets, { row: next.value, from: at, lines })
      if (found === null) break
      linesBefore += countOctet(octets.subarray(counted, found.from), LF)
      counted = found.from
      at = found.until + 1
      const own = withoutReturn(octets.subarray(found.from, found.until))
      yield { line: linesBefore + 1, text: own, row: next.value }
      next = await rows.next()
    }
    linesBefore += countOctet(octets.subarray(counted), LF)
  }
  await rows.return?.()
}

const ANY_ROW: SoughtRow = { cells: [] }

/** From the line that begins at `from` on; null where none of the lines is the row. */
function find(
  octets: Buffer,
  { row, from, lines }: { row: SoughtRow; from: number; lines: RowLines },
): { from: number; until: number } | null {
  const needle = needleOf(row)
  for (let at = from; at < octets.length; ) {
    const hit = needle === null ? at : octets.indexOf(needle, at)
    if (hit < 0) return null
    const begin = hit === 0 ? 0 : octets.lastIndexOf(LF, hit - 1) + 1
    const end = octets.indexOf(LF, hit)
    const until = end < 0 ? octets.length : end
    const line = withoutReturn(octets.subarray(begin, until))
    const cells = line.length === 0 ? null : cellsOf(line, lines.delimiter)
    if (cells !== null && isRow(cells, lines) && isSame(cells, row)) return { from: begin, until }
    at = until + 1
  }
  return null
}

/** A delimiter may stand behind the last cell. */
function isRow(cells: readonly string[], lines: RowLines): boolean {
  const isClosed = cells.length === lines.cells + 1 && cells.at(-1) === ''
  return isClosed || cells.length === lines.cells
}

function isSame(cells: readonly string[], row: SoughtRow): boolean {
  return row.cells.every(({ position, text }) => cells[position] === text)
}

/** The longest cell: a quote in it would stand twice in the line. Null where all are empty. */
function needleOf({ cells }: SoughtRow): Buffer | null {
  let longest = ''
  for (const { text } of cells) if (text.length > longest.length && !text.includes('"')) longest = text
  return longest === '' ? null : Buffer.from(longest)
}

async function* wholeLines(text: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let carry = Buffer.alloc(0)
  for await (const piece of text) {
    const octets = Buffer.concat([carry, piece])
    const end = octets.lastIndexOf(LF) + 1
    carry = octets.subarray(end)
    if (end > 0) yield octets.subarray(0, end)
  }
  if (carry.length > 0) yield carry
}
