/**
 * Walks the rows of a text list: octets in, numbers and rejected rows out.
 *
 * A row ends at the line end, but within double quotes a line end and a delimiter are text (RFC 4180), when the list
 * has a delimiter at all; in a list of one number a line every line is a row. A row whose quotes are broken, or that
 * would be longer than ROW_SIZE_MAX, costs its first line and no more: the next line is read afresh.
 *
 * The common row takes the fast path in `#rows`, which knows digits, separators and well-formed quotes and leaves
 * anything else, whole rows, to `#rowWithCare`. Both say the same of every row they both can read (scan.test.ts).
 *
 * Knows no file, no header, no set. Bytes come in pieces cut anywhere.
 *
 * Invariant: every line is counted, and every line that is not blank is part of a number added or of a rejected row.
 */
import { CR, DASH, DOT, LF, PLUS, QUOTE, SPACE, TAB, ZERO } from './ascii.ts'
import { DIGITS_MAX, type Numbering } from './numbering.ts'
import { BEFORE_DECIMAL_POINT, type Reason, readCell } from './spelling.ts'

/** No list has longer rows; an unclosed quote would else swallow a file. */
export const ROW_SIZE_MAX = 64 * 1024

/** Numbers handed over at once. */
const BATCH_SIZE = 16 * 1024

/** How a list is written. */
export interface Layout {
  /** LF, or CR for a list that has no LF at all. With LF a CR before it is blank. */
  readonly lineEnd: number
  /** The octet between cells, or -1 when a line is one cell. */
  readonly delimiter: number
  /** Which cell holds the number, from 0. */
  readonly column: number
}

export interface RejectedRow {
  /** The physical line on which the row begins, from 1. */
  readonly line: number
  /** Where the row lies, without its line end; only valid during the call. */
  readonly octets: Uint8Array
  readonly from: number
  readonly to: number
  readonly reason: Reason
}

export interface ScanOptions {
  readonly numbering: Numbering
  readonly layout: Layout
  /** Lines before the first octet that will be pushed. */
  readonly linesBefore?: number
  /** Takes the first `count`; the array is the scanner's again afterwards. */
  readonly onNumbers: (numbers: Float64Array, count: number) => void
  readonly onReject: (row: RejectedRow) => void
}

/** A row as the careful reader sees it. */
interface Row {
  /** One past the row's line end, or -1 when the row goes on in octets still to come. */
  end: number
  lines: number
  cellFrom: number
  cellTo: number
  /** Why there is no cell to read. */
  problem: Reason | null
}

export class Scanner {
  readonly #options: ScanOptions
  readonly #batch = new Float64Array(BATCH_SIZE)
  #batched = 0
  #lines: number
  #blank = 0
  /** The beginning of a row whose end has not come yet. */
  #carry: Uint8Array = new Uint8Array(0)
  /** Within a line that was rejected as too long. */
  #skipping = false

  constructor(options: ScanOptions) {
    this.#options = options
    this.#lines = options.linesBefore ?? 0
  }

  /** Physical lines so far. */
  get lines(): number {
    return this.#lines
  }

  /** Lines that hold nothing but blanks; they are no rows. */
  get blank(): number {
    return this.#blank
  }

  push(octets: Uint8Array): void {
    let rest = octets
    if (this.#skipping) rest = this.#skip(rest)
    if (this.#carry.length > 0) rest = this.#joinCarry(rest)
    // A copy: the piece is its owner's again. Buffer's own slice would be a view.
    this.#carry = Uint8Array.from(rest.subarray(this.#rows(rest, false)))
    this.#flush()
  }

  /** The list has ended; its last line may lack a line end. */
  end(): void {
    const { lineEnd } = this.#options.layout
    const ended = this.#carry.length === 0 || this.#carry.at(-1) === lineEnd
    this.#rows(ended ? this.#carry : joined(this.#carry, Uint8Array.of(lineEnd)), true)
    this.#carry = new Uint8Array(0)
    this.#flush()
  }

  #skip(octets: Uint8Array): Uint8Array {
    const found = octets.indexOf(this.#options.layout.lineEnd)
    this.#skipping = found < 0
    return octets.subarray(found < 0 ? octets.length : found + 1)
  }

  /** Usually one line completes the row at hand, and the rest need not be copied. */
  #joinCarry(octets: Uint8Array): Uint8Array {
    const lineTo = octets.indexOf(this.#options.layout.lineEnd) + 1
    const first = joined(this.#carry, octets.subarray(0, lineTo))
    const used = this.#rows(first, false)
    if (used === first.length) return octets.subarray(lineTo)
    return joined(first.subarray(used), octets.subarray(lineTo))
  }

  /** Takes the whole rows of the octets. Returns how many octets that were. */
  #rows(octets: Uint8Array, last: boolean): number {
    const limit = octets.lastIndexOf(this.#options.layout.lineEnd) + 1
    let at = 0
    while (at < octets.length) {
      if (at < limit) at = this.#commonRows(octets, at, limit)
      if (at >= limit && octets.length - at <= ROW_SIZE_MAX) break
      const end = this.#rowWithCare(octets, at, last)
      if (end < 0) break
      at = end
    }
    return at
  }

  /**
   * Takes common rows from `from` on until one is uncommon. Returns where that one begins, or `limit`.
   * Every loop ends at a line end at the latest, for the last octet before `limit` is one. Measured in
   * import.bench.ts; a call for each row would cost as much as its digits.
   */
  #commonRows(octets: Uint8Array, from: number, limit: number): number {
    const { numbering, layout } = this.#options
    const { lineEnd, column } = layout
    const delimiter = layout.delimiter < 0 ? lineEnd : layout.delimiter
    let start = from
    while (start < limit) {
      let at = start
      for (let c = 0; c < column && at >= 0; c++) {
        at = cellEnd(octets, at, delimiter, lineEnd)
        at = at < 0 || octets[at] === lineEnd ? -1 : at + 1
      }
      if (at < 0) break
      const quoted = octets[at] === QUOTE
      if (quoted) at++
      const plus = octets[at] === PLUS
      if (plus) at++

      let digits = 0
      let value = 0
      let octet = octets[at]
      for (;;) {
        const digit = octet - ZERO
        if (digit >= 0 && digit <= 9) {
          digits++
          value = value * 10 + digit
        } else if (octet !== SPACE && octet !== DASH && octet !== DOT) break
        else if (digits === 0 || (octet === DOT && digits >= BEFORE_DECIMAL_POINT)) break
        octet = octets[++at]
      }
      if (quoted) {
        if (octet !== QUOTE) break
        octet = octets[++at]
      }
      if (octet === CR && lineEnd === LF && octets[at + 1] === LF) octet = octets[++at]
      if ((octet !== delimiter && octet !== lineEnd) || digits > DIGITS_MAX) break
      const number = numbering.find(digits, value, plus)
      if (number < 0) break
      while (at >= 0 && octets[at] !== lineEnd) at = cellEnd(octets, at + 1, delimiter, lineEnd)
      if (at < 0 || at - start > ROW_SIZE_MAX) break

      this.#add(number)
      this.#lines++
      start = at + 1
    }
    return start
  }

  /** Takes one row of any kind. Returns one past it, or -1 when its end has still to come. */
  #rowWithCare(octets: Uint8Array, start: number, last: boolean): number {
    const row = readRow(octets, start, last, this.#options.layout)
    if (row.end < 0) return -1
    const line = this.#lines + 1
    this.#lines += row.lines
    const { lineEnd, delimiter } = this.#options.layout
    this.#skipping = octets[row.end - 1] !== lineEnd
    const to = withoutLineEnd(octets, start, row.end, lineEnd)
    if (row.lines === 1 && isBlank(octets, start, to, delimiter)) {
      this.#blank++
      return row.end
    }
    const result = row.problem ?? readCell(this.#options.numbering, octets, row.cellFrom, row.cellTo)
    if (typeof result === 'number') this.#add(result)
    else this.#options.onReject({ line, octets, from: start, to, reason: result })
    return row.end
  }

  #add(number: number): void {
    this.#batch[this.#batched++] = number
    if (this.#batched === BATCH_SIZE) this.#flush()
  }

  #flush(): void {
    if (this.#batched > 0) this.#options.onNumbers(this.#batch, this.#batched)
    this.#batched = 0
  }
}

/** The delimiter or line end after the cell that begins at `at`, or -1 when its quotes need care. */
function cellEnd(octets: Uint8Array, at: number, delimiter: number, lineEnd: number): number {
  let octet = octets[at]
  if (octet !== QUOTE) {
    while (octet !== delimiter && octet !== lineEnd) octet = octets[++at]
    return at
  }
  for (;;) {
    octet = octets[++at]
    if (octet === lineEnd) return -1
    if (octet !== QUOTE) continue
    if (octets[at + 1] !== QUOTE) break
    at++
  }
  octet = octets[++at]
  if (octet === CR && lineEnd === LF && octets[at + 1] === LF) octet = octets[++at]
  return octet === delimiter || octet === lineEnd ? at : -1
}

/** Reads the row at `start`, whatever it is. `last`: no more octets will come. */
export function readRow(octets: Uint8Array, start: number, last: boolean, layout: Layout): Row {
  const row: Row = { end: -1, lines: 1, cellFrom: -1, cellTo: -1, problem: null }
  /** Where a row of ROW_SIZE_MAX has its line end. */
  const bound = Math.min(octets.length, start + ROW_SIZE_MAX + 1)
  const outcome = readCells(octets, start, bound, layout, row)
  if (outcome === 'whole') {
    if (row.cellFrom < 0) row.problem = 'column'
    return row
  }
  const ended = last || octets.length - start > ROW_SIZE_MAX
  if (outcome === 'cut' && !ended) return row
  const firstEnd = octets.indexOf(layout.lineEnd, start)
  const tooLong = firstEnd < 0 || firstEnd - start > ROW_SIZE_MAX
  row.problem = tooLong ? 'line' : 'quote'
  row.end = firstEnd < 0 ? octets.length : firstEnd + 1
  row.lines = 1
  return row
}

/** Walks the cells up to the row's line end. `cut`: it lies beyond `bound`. `broken`: text after a closing quote. */
function readCells(
  octets: Uint8Array,
  start: number,
  bound: number,
  layout: Layout,
  row: Row,
): 'whole' | 'cut' | 'broken' {
  const { lineEnd, delimiter, column } = layout
  let at = start
  for (let cell = 0; ; cell++) {
    let from = at
    let to: number
    if (delimiter >= 0 && octets[at] === QUOTE && at < bound) {
      from = at + 1
      to = closingQuote(octets, from, bound)
      if (to < 0) return 'cut'
      for (let i = from; i < to; i++) if (octets[i] === lineEnd) row.lines++
      at = to + 1
      if (lineEnd === LF && octets[at] === CR && (at + 1 >= bound || octets[at + 1] === LF)) at++
      if (at >= bound) return 'cut'
      if (octets[at] !== delimiter && octets[at] !== lineEnd) return 'broken'
    } else {
      while (at < bound && octets[at] !== delimiter && octets[at] !== lineEnd) at++
      if (at >= bound) return 'cut'
      to = at
    }
    if (cell === column) {
      row.cellFrom = from
      row.cellTo = to
    }
    if (octets[at] === lineEnd) {
      row.end = at + 1
      return 'whole'
    }
    at++
  }
}

/** The quote that closes what was opened before `from`, or -1 when it does not lie before `bound` for certain. */
function closingQuote(octets: Uint8Array, from: number, bound: number): number {
  for (let at = from; at + 1 < bound; at++) {
    if (octets[at] !== QUOTE) continue
    if (octets[at + 1] !== QUOTE) return at
    at++
  }
  return -1
}

function withoutLineEnd(octets: Uint8Array, start: number, end: number, lineEnd: number): number {
  let to = end
  if (to > start && octets[to - 1] === lineEnd) to--
  if (lineEnd === LF && to > start && octets[to - 1] === CR) to--
  return to
}

function isBlank(octets: Uint8Array, from: number, to: number, delimiter: number): boolean {
  for (let at = from; at < to; at++) {
    const octet = octets[at]
    const blank = octet === SPACE || octet === CR || (octet === TAB && delimiter !== TAB)
    if (!blank) return false
  }
  return true
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
