/**
 * Lines in octets: how many there are, where they are odd, and which line a row is.
 *
 * DuckDB reads the rows; this is the witness that none of them is lost. It counts line ends as fast as memory is read (four
 * octets at a time) and looks closer only where a quote or a carriage return stands.
 *
 *   ...,5000\n "a,b",5000\n      one row a line: a line break within quotes is no part of a charging record, so one open
 *   ...,"5000\n                  quote costs one row and not all that follow it
 *
 * Knows no columns and no values. Line numbers are from 1, as an editor shows them.
 */
export const LF = 0x0a
export const CR = 0x0d
export const QUOTE = 0x22

export interface LineCount {
  /** Line ends, and one more where octets follow the last. */
  readonly lines: number
  readonly blank: number
  /** `none`: not one line end. `mixed`: some lines end in CR LF and some in LF, or a CR stands elsewhere. */
  readonly ends: 'lf' | 'crlf' | 'mixed' | 'none'
  /** Lines in which a quote is left open. */
  readonly openQuotes: number
  /** Nothing ends the last line. */
  readonly lastOpen: boolean
  readonly octets: number
}

/** Takes a text piece by piece, cut anywhere. */
export class LineCounter {
  #lineFeeds = 0
  #returns = 0
  #blank = 0
  #openQuotes = 0
  #octets = 0
  #isOpen = false
  /** The last two octets; before the first line nothing but a line end could stand. */
  #tail: readonly [number, number] = [LF, LF]

  add(piece: Uint8Array): void {
    if (piece.length === 0) return
    const octets = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    const { lineFeeds, doubled } = countLineFeeds(octets, this.#tail[1] === LF)
    this.#octets += octets.length
    this.#lineFeeds += lineFeeds
    this.#blank += doubled
    if (octets.includes(CR) || this.#tail[1] === CR) {
      this.#returns += countOctet(octets, CR)
      this.#blank += blankReturns(octets, this.#tail)
    }
    if (this.#isOpen || octets.includes(QUOTE)) this.#quotes(octets)
    this.#tail = [octets.length > 1 ? octets[octets.length - 2] : this.#tail[1], octets[octets.length - 1]]
  }

  get count(): LineCount {
    const lastOpen = this.#octets > 0 && this.#tail[1] !== LF
    return {
      lines: this.#lineFeeds + (lastOpen ? 1 : 0),
      blank: this.#blank,
      ends: this.#ends(),
      openQuotes: this.#openQuotes + (lastOpen && this.#isOpen ? 1 : 0),
      lastOpen,
      octets: this.#octets,
    }
  }

  #ends(): LineCount['ends'] {
    if (this.#lineFeeds === 0) return this.#returns === 0 ? 'none' : 'mixed'
    if (this.#returns === 0) return 'lf'
    return this.#returns === this.#lineFeeds ? 'crlf' : 'mixed'
  }

  /** Word by word where nothing is open and no quote stands. */
  #quotes(octets: Buffer): void {
    const { words, begin } = wordsOf(octets)
    for (let at = 0; at < begin; at++) this.#quote(octets[at])
    for (let at = 0; at < words.length; at++) {
      if (marksOf(words[at] ^ QUOTES) === 0) {
        if (!this.#isOpen || marksOf(words[at] ^ LINE_FEEDS) === 0) continue
        this.#isOpen = false
        this.#openQuotes++
        continue
      }
      const first = begin + at * 4
      for (let octet = first; octet < first + 4; octet++) this.#quote(octets[octet])
    }
    for (let at = begin + words.length * 4; at < octets.length; at++) this.#quote(octets[at])
  }

  #quote(octet: number): void {
    if (octet === QUOTE) this.#isOpen = !this.#isOpen
    else if (octet === LF && this.#isOpen) {
      this.#openQuotes++
      this.#isOpen = false
    }
  }
}

/** Blank lines that end in CR LF. `before`: the two octets that came before. */
function blankReturns(octets: Buffer, before: readonly [number, number]): number {
  let blank = 0
  if (octets[0] === LF && before[1] === CR && before[0] === LF) blank++
  if (octets.length > 1 && octets[0] === CR && octets[1] === LF && before[1] === LF) blank++
  for (let at = octets.indexOf(BLANK); at >= 0; at = octets.indexOf(BLANK, at + 2)) blank++
  return blank
}

/** The line end of one line is what the next blank one begins with. */
const BLANK = Buffer.from('\n\r\n')

const LANES = 0x0101_0101
const LINE_FEEDS = LF * LANES
const QUOTES = QUOTE * LANES
/** Sums of so many words fit into the lanes of one. */
const LANE_WORDS = 255

/** Words within `octets`, and how many octets stand before the first, which lies where a word can lie. */
function wordsOf(octets: Uint8Array): { words: Int32Array; begin: number } {
  const begin = (4 - (octets.byteOffset % 4)) % 4
  if (begin >= octets.length) return { words: new Int32Array(0), begin: octets.length }
  const count = Math.floor((octets.length - begin) / 4)
  return { words: new Int32Array(octets.buffer, octets.byteOffset + begin, count), begin }
}

/** The lowest bit of each octet that is zero. */
function marksOf(word: number): number {
  const some = ((word & 0x7f7f_7f7f) + 0x7f7f_7f7f) | word
  return (~some >>> 7) & LANES
}

function sumOf(lanes: number): number {
  return (lanes & 0xff) + ((lanes >>> 8) & 0xff) + ((lanes >>> 16) & 0xff) + (lanes >>> 24)
}

/** Line feeds, and those that stand right after another. Four octets at a time, the first one lowest in its word. */
function countLineFeeds(octets: Uint8Array, isAfter: boolean) {
  const { words, begin } = wordsOf(octets)
  let lineFeeds = 0
  let doubled = 0
  let after = isAfter ? 1 : 0
  const one = (octet: number) => {
    const is = octet === LF ? 1 : 0
    lineFeeds += is
    doubled += is & after
    after = is
  }
  for (let at = 0; at < begin; at++) one(octets[at])
  for (let at = 0; at < words.length; at++) {
    const marks = marksOf(words[at] ^ LINE_FEEDS)
    if (marks !== 0) {
      lineFeeds += sumOf(marks)
      doubled += sumOf(marks & ((marks << 8) | after))
    }
    after = marks >>> 24
  }
  for (let at = begin + words.length * 4; at < octets.length; at++) one(octets[at])
  return { lineFeeds, doubled }
}

/** How often `octet` stands in `octets`. */
export function countOctet(octets: Uint8Array, octet: number): number {
  const { words, begin } = wordsOf(octets)
  const pattern = Math.imul(octet, LANES)
  let count = 0
  for (let at = 0; at < words.length; ) {
    const until = Math.min(at + LANE_WORDS, words.length)
    let lanes = 0
    for (; at < until; at++) lanes += marksOf(words[at] ^ pattern)
    count += sumOf(lanes)
  }
  for (let at = 0; at < begin; at++) if (octets[at] === octet) count++
  for (let at = begin + words.length * 4; at < octets.length; at++) if (octets[at] === octet) count++
  return count
}

/** A line longer than that is no record. */
export const LINE_OCTETS_MAX = 1024 * 1024

export interface FoundLine {
  readonly line: number
  /** Without its line end. */
  readonly text: Buffer
}

/**
 * Each line of a text in order, of pieces cut anywhere. Of one longer than LINE_OCTETS_MAX only its beginning. `text` is
 * valid until the next is asked for.
 */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<FoundLine & { readonly isEnded: boolean }, void, undefined> {
  let line = 0
  let carry = Buffer.alloc(0)
  for await (const piece of pieces) {
    const octets = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    let from = 0
    for (let end = octets.indexOf(LF); end >= 0; end = octets.indexOf(LF, from)) {
      const own = octets.subarray(from, end)
      const whole = carry.length === 0 ? own : Buffer.concat([carry, own])
      carry = Buffer.alloc(0)
      yield { line: ++line, text: withoutReturn(whole), isEnded: true }
      from = end + 1
    }
    const rest = octets.subarray(from)
    if (rest.length > 0 && carry.length <= LINE_OCTETS_MAX) carry = Buffer.concat([carry, rest])
  }
  if (carry.length > 0) yield { line: ++line, text: withoutReturn(carry), isEnded: false }
}

export function withoutReturn(line: Buffer): Buffer {
  return line[line.length - 1] === CR ? line.subarray(0, -1) : line
}

/**
 * Cells of a line, RFC 4180; null where its quotes are wrong. An empty cell is ''. One empty cell at the end, after a last
 * delimiter, is left for the caller to judge.
 */
export function cellsOf(line: Buffer, delimiter: number): string[] | null {
  const cells: string[] = []
  for (let at = 0; ; ) {
    if (line[at] === QUOTE) {
      const end = closingQuote(line, at + 1)
      if (end < 0) return null
      const inner = line.toString('utf8', at + 1, end)
      cells.push(inner.replaceAll('""', '"'))
      at = end + 1
      if (at < line.length && line[at] !== delimiter) return null
    } else {
      const found = line.indexOf(delimiter, at)
      const end = found < 0 ? line.length : found
      cells.push(line.toString('utf8', at, end))
      at = end
    }
    if (at >= line.length) return cells
    at++
  }
}

/** Of a cell whose first octet is at `from`; -1 for none. A doubled quote is one within the cell. */
export function closingQuote(line: Buffer, from: number): number {
  for (let at = line.indexOf(QUOTE, from); at >= 0; at = line.indexOf(QUOTE, at + 2))
    if (line[at + 1] !== QUOTE) return at
  return -1
}
