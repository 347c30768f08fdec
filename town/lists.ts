/**
 * A made-up subscriber list, as an operator's database might export it: in no order, spelled in several ways, some
 * numbers twice, some rows that are no mobile number. No row is anybody's on purpose: the digits are computed.
 *
 * Pure: a piece of text at a time, the same for the same operator.
 *
 * Invariant: the list holds exactly `subscribers` different numbers, all with the operator's own prefixes.
 */
import assert from 'node:assert/strict'
import type { DemoOperator } from './operators.ts'

export const LIST_HEADER = 'so_thue_bao\n'

/** Octets of a row, on average, for the estimate of disk space. */
export const ROW_BYTES = 13

const ROWS_A_PIECE = 50_000
/** Every so many rows one comes again, and one more is a fixed line or broken. */
const TWICE_EVERY = 200
const REJECT_EVERY = 500

/** The rows after the header, in pieces. */
export function* listPieces(operator: DemoOperator): Generator<string> {
  let rows: string[] = []
  let row = 0
  for (const number of numbersOf(operator)) {
    rows.push(spelled(number, row))
    if (row % TWICE_EVERY === TWICE_EVERY - 1) rows.push(`84${number}`)
    if (row % REJECT_EVERY === REJECT_EVERY - 1) rows.push(row % 1000 < 500 ? '02438253531' : '09')
    row += 1
    if (rows.length < ROWS_A_PIECE) continue
    yield `${rows.join('\n')}\n`
    rows = []
  }
  if (rows.length > 0) yield `${rows.join('\n')}\n`
}

function spelled(number: string, row: number): string {
  if (row % 10 === 7) return `+84${number}`
  if (row % 10 === 3) return `0${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`
  return `0${number}`
}

/** Coprime to every power of ten, and far from regular. */
const STEP = 7_368_787
const START = 4_182_939

/** National significant numbers: each prefix gives as large a share of its numbers as the others. */
export function* numbersOf({ subscribers, length, prefixes }: DemoOperator): Generator<string> {
  const spans = prefixes.map(prefix => 10 ** (length - prefix.length))
  const all = spans.reduce((sum, span) => sum + span, 0)
  assert(subscribers <= all, 'no operator has more subscribers than numbers')
  // k * STEP + START modulo a power of ten visits each of its values once before it repeats one.
  let begun = 0
  let given = 0
  for (const [i, prefix] of prefixes.entries()) {
    begun += spans[i]
    const until = Math.floor((subscribers * begun) / all)
    for (let k = 0; given < until; k += 1, given += 1)
      yield prefix + String((k * STEP + START) % spans[i]).padStart(length - prefix.length, '0')
  }
}
