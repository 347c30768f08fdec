/**
 * What a record says, as SQL over the columns of its source: its kind, its numbers, its instants and whether it claims to
 * be free. Used for the rough look at every row and for the exact one at those that matter.
 *
 * Pure.
 */
import type { ChargingMap } from './charging-map.ts'
import { type Clock, type InstantValue, instantOf, isOneOf, type SourceColumn, textOf } from './column-values.ts'

/** By what the map says that it holds. */
export type SourceColumns = Readonly<Record<string, readonly SourceColumn[]>>

export interface ScanSettings {
  readonly map: ChargingMap
  /** Of all records, where no column says it. */
  readonly operator: string | null
  readonly currency: string
  /** Amounts are whole numbers of 10^-decimals of the currency's unit. */
  readonly decimals: number
  /** Instants outside are none of these records: clocks that jumped. */
  readonly earliest: number
  readonly latest: number
  readonly clocks: { readonly start: Clock; readonly end: Clock }
  readonly tails: MarkLookup
  readonly heads: MarkLookup
}

/** Marks that are compared one by one; or, where they are many, the lengths by which they stand in the table `marks`. */
export type MarkLookup = { readonly texts: readonly string[] } | { readonly lengths: readonly number[] }

export interface ScanOptions extends ScanSettings {
  readonly columns: SourceColumns
  /** The same, in the order in which a rejected row is listed. */
  readonly mapped: readonly SourceColumn[]
  /** A table with those columns and `row`: the row's number in a file without lines, else null. */
  readonly source: string
  readonly part: number
}

export const DURATION_MAX_MS = 31 * 86_400_000
/** In the currency's unit. */
export const AMOUNT_MAX = 1_000_000_000
export const PORT_MAX = 65_535

/** All that is mapped, as it stands. */
export function rawNames({ mapped }: ScanOptions): string {
  return mapped.map(({ name }) => name).join(', ')
}

export type Text = (is: string) => string

/** A column as text; null where it is empty or not mapped. */
export function textsOf(columns: SourceColumns): Text {
  return is => {
    const column = columns[is]?.[0]
    return column === undefined ? 'NULL::VARCHAR' : textOf(column)
  }
}

export function kindOf({ kind }: ChargingMap, columns: SourceColumns): string {
  if (typeof kind === 'string') return `${kind === 'call'} AS is_call, false AS is_other`
  const among = (own: readonly string[] | undefined) => (own === undefined ? 'false' : isOneOf(columns.kind[0], own))
  return `CASE WHEN ${among(kind.call)} THEN true WHEN ${among(kind.data)} THEN false END AS is_call,
    ${among(kind.other)} AS is_other`
}

/** Where the record names the number that was dialled first, `called` is the one that the call went to. */
export function numbersOf(map: ChargingMap, text: Text): { dialled: string; target: string } {
  if (map.originalCalled === undefined) return { dialled: text('called'), target: text('forwardedTo') }
  const [original, called] = [text('originalCalled'), text('called')]
  return {
    dialled: `coalesce(${original}, ${called})`,
    target: `CASE WHEN ${original} <> ${called} THEN ${called} END`,
  }
}

export function claimedOf({ free }: ChargingMap, columns: SourceColumns): string {
  return free === undefined ? 'false' : isOneOf(columns.free[0], free.values)
}

export interface RecordInstants {
  readonly start: InstantValue
  /** Null where the map names a duration instead. */
  readonly end: InstantValue | null
}

export function instantsOf({ map, columns, clocks }: ScanOptions): RecordInstants {
  const start = instantOf(columns.start[0], { map: map.start, role: 'start', clock: clocks.start })
  if (map.end === undefined) return { start, end: null }
  const end = instantOf(columns.end[0], { map: map.end, role: 'end', clock: clocks.end })
  return { start, end }
}

/** `source` with what local clocks show beside its columns. */
export function withClocks(source: string, { start, end }: RecordInstants): string {
  return `(SELECT *, ${start.clock} AS start_clock, ${end?.clock ?? 'NULL'} AS end_clock FROM ${source})`
}
