/**
 * Values of a column as SQL: exact, or null.
 *
 * Casts alone would take 5000.4 for 5000, 1e3 for 1000, and an instant without an offset for one of UTC. A value that reads
 * back as it was written needs no regular expression to prove it, which is what makes a hundred million rows affordable
 * (`loa bench zerorating`).
 *
 * Pure.
 */
import type { InstantColumn } from './charging-map.ts'
import { quoted } from './database.ts'
import { type LocalSpan, spanLookup } from './zone-offsets.ts'

/** A column of the reader. `text`: VARCHAR in which nothing is ''; else DuckDB's name of its type. */
export interface SourceColumn {
  readonly name: string
  readonly type: string
}

/** How a local clock becomes an instant: by the offsets of its zone. Of instants that need none: none. */
export type Clock = readonly LocalSpan[]

/** An instant with its offset, so that no zone is needed. */
export const ZONED = 'TIMESTAMP WITH TIME ZONE'

export const LOCAL_TIME = '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?'
const ISO_INSTANT = `${LOCAL_TIME}(Z|[+-](0[0-9]|1[0-4]):?[0-9]{2})`
/** What most instants look like. */
const COMMON_INSTANT = '____-__-__T__:__:__+0_:__'

/** Digits before the decimals, so that 64 bits hold the value with its decimals. */
const DIGITS_MAX = { coarse: 15, fine: 12 } as const
const COARSE_DECIMALS_MAX = 3

export function textOf({ name, type }: SourceColumn): string {
  if (type === 'text') return name
  return type === 'VARCHAR' ? `nullif(${name}, '')` : `CAST(${name} AS VARCHAR)`
}

/** Whether nothing is there; without making a text of it. */
export function isEmpty(column: SourceColumn): string {
  return column.type === 'VARCHAR' ? `(${textOf(column)}) IS NULL` : `${column.name} IS NULL`
}

/** Whether it is one of the values; numbers are compared as numbers, if each value is written as one. */
export function isOneOf(column: SourceColumn, values: readonly string[]): string {
  const isNumber = INTEGER.test(column.type) && values.every(value => /^(0|[1-9]\d{0,8})$/.test(value))
  const own = isNumber ? column.name : textOf(column)
  return `coalesce(${own} IN (${values.map(isNumber ? String : quoted).join(', ')}), false)`
}

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/

/** A whole number of 10^-`decimals`; null where it is none, finer, or longer than 64 bits hold. */
export function wholeNumber(column: SourceColumn, decimals: number): string {
  const digits = decimals <= COARSE_DECIMALS_MAX ? DIGITS_MAX.coarse : DIGITS_MAX.fine
  const scale = 10 ** decimals
  const { name } = column
  if (INTEGER.test(column.type))
    return `CASE WHEN ${name} BETWEEN -${10 ** digits} AND ${10 ** digits}
      THEN CAST(${name} AS BIGINT) * ${scale} END`
  const text = textOf(column)
  // A text with more decimals than it may have is none: 5.000 is five thousand to some. A number of Parquet is what it is.
  const zeros = isText(column) ? '' : '0*'
  const fraction = decimals === 0 ? (isText(column) ? '' : '(\\.0+)?') : `(\\.[0-9]{1,${decimals}}${zeros})?`
  return `CASE
    WHEN strlen(${text}) <= ${digits} AND CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR) = ${text}
      THEN TRY_CAST(${text} AS BIGINT) * ${scale}
    WHEN regexp_full_match(${text}, ${quoted(`-?[0-9]{1,${digits}}${fraction}`)})
      THEN CAST(CAST(${text} AS DECIMAL(18, ${decimals})) * CAST(${scale} AS DECIMAL(7, 0)) AS BIGINT)
  END`
}

export function isText({ type }: SourceColumn): boolean {
  return type === 'text' || type === 'VARCHAR'
}

export interface InstantValue {
  /** Milliseconds since 1970, or null. */
  readonly at: string
  /** What a local clock shows, to be selected as `ROLE_clock` before the other two are; NULL elsewhere. */
  readonly clock: string
  /** Whether what the clock shows is `one` instant, came `twice` or was `skipped`. */
  readonly is: string
}

/** `role`: what the column is called. */
export function instantOf(
  column: SourceColumn,
  { map, role, clock }: { map: InstantColumn; role: string; clock: Clock },
): InstantValue {
  const simple = (at: string) => ({ at, clock: 'NULL::BIGINT', is: 'NULL::VARCHAR' })
  if (column.type === ZONED) return simple(`epoch_ms(${column.name})`)
  if (map.form === 'epoch-seconds') return simple(wholeNumber(column, 3))
  if (map.form === 'epoch-milliseconds') return simple(wholeNumber(column, 0))
  if (map.form === 'iso') return simple(isoInstant(textOf(column)))
  const shown = `${role}_clock`
  return {
    at: `${shown} - ${spanLookup(shown, clock, ({ offset }) => String(offset ?? 'NULL'))}`,
    clock: localClock(column, map.format),
    is: spanLookup(shown, clock, ({ is }) => quoted(is)),
  }
}

function isoInstant(text: string): string {
  return `CASE
    WHEN ${text} LIKE ${quoted(COMMON_INSTANT)} OR regexp_full_match(${text}, ${quoted(ISO_INSTANT)})
      THEN epoch_ms(TRY_CAST(${text} AS TIMESTAMPTZ))
  END`
}

/** What the clock on the wall shows, as if it were UTC. */
function localClock(column: SourceColumn, format: string | undefined): string {
  if (column.type === 'TIMESTAMP') return `epoch_ms(${column.name})`
  const text = textOf(column)
  if (format !== undefined) return `epoch_ms(try_strptime(${text}, ${quoted(format)}))`
  return `CASE WHEN regexp_full_match(${text}, ${quoted(LOCAL_TIME)})
    THEN epoch_ms(TRY_CAST(${text} AS TIMESTAMP)) END`
}
