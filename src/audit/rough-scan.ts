/**
 * The rough look at every row: what may concern a service, claims to be free, or is odd. All others are passed over here,
 * which is what a hundred million rows are: each condition costs some nanoseconds a row (docs/how-to/audit-charging.md).
 *
 * Rough means: odd is at least what the exact look (scan-statement.ts) finds in a row that concerns a service; of a row that
 * concerns none, what cannot be read at all.
 *
 * Pure.
 */
import { isEmpty, isText, type SourceColumn, textOf } from './column-values.ts'
import { quoted } from './database.ts'
import {
  AMOUNT_MAX,
  claimedOf,
  DURATION_MAX_MS,
  instantsOf,
  kindOf,
  type MarkLookup,
  numbersOf,
  PORT_MAX,
  rawNames,
  type ScanOptions,
  textsOf,
  withClocks,
} from './record-values.ts'

/** A table of the mapped columns, `row` and `concerned`, of the rows that matter. */
export function roughly(options: ScanOptions): string {
  const raw = rawNames(options)
  return `
    SELECT ${raw}, row, concerned
    FROM (SELECT *, ${concerned(options)} AS concerned FROM (${values(options)}))
    WHERE concerned OR NOT (is_other OR coalesce(${plausible(options)}, false))`
}

function values(options: ScanOptions): string {
  const { map, columns } = options
  const text = textsOf(columns)
  const instants = instantsOf(options)
  const { start, end } = instants
  const { dialled } = numbersOf(map, text)
  const digits = `CASE WHEN regexp_full_match(${dialled}, '[0-9]{1,32}') THEN ${dialled}
    ELSE regexp_replace(${dialled}, '[^0-9]+', '', 'g') END`
  return `
    SELECT ${rawNames(options)}, row, ${kindOf(map, columns)}, ${claimedOf(map, columns)} AS claimed,
           ${digits} AS digits, lower(${text('host')}) AS host_low, lower(${text('address')}) AS address_low,
           ${start.at} AS start, ${end?.at ?? 'NULL'} AS ended
    FROM ${withClocks(options.source, instants)}`
}

/** What holds of a row that can be read. Null where something cannot. */
function plausible({ map, columns, earliest, latest, currency }: ScanOptions): string {
  const text = textsOf(columns)
  const durationMax = map.duration?.form === 'milliseconds' ? DURATION_MAX_MS : DURATION_MAX_MS / 1000
  const duration =
    map.duration === undefined
      ? `ended - start BETWEEN 0 AND ${DURATION_MAX_MS}`
      : between(columns.duration[0], durationMax)
  const amount = between(columns.amount[0], AMOUNT_MAX)
  const octets = (columns.octets ?? []).map(
    column => `CASE WHEN ${isEmpty(column)} THEN is_call ELSE ${roughNumber(column)} >= 0 END`,
  )
  const port = (columns.port ?? []).map(column => `(${isEmpty(column)} OR ${between(column, PORT_MAX)})`)
  return [
    'is_call IS NOT NULL',
    `${text('subscriber')} IS NOT NULL`,
    ...(columns.called === undefined ? [] : [`(NOT is_call OR ${text('called')} IS NOT NULL)`]),
    `start BETWEEN ${earliest} AND ${latest}`,
    duration,
    map.amount.whenEmpty === 'zero' ? `(${isEmpty(columns.amount[0])} OR ${amount})` : amount,
    ...(columns.currency === undefined ? [] : [`${text('currency')} = ${quoted(currency)}`]),
    ...octets,
    ...port,
  ].join(' AND ')
}

function between(column: SourceColumn, max: number): string {
  return `${roughNumber(column)} BETWEEN 0 AND ${max}`
}

/** To the nearest whole number; null where it is none. */
function roughNumber(column: SourceColumn): string {
  return isText(column) ? `TRY_CAST(${textOf(column)} AS BIGINT)` : `TRY_CAST(${column.name} AS BIGINT)`
}

// --- what may concern a service

/** Evaluated for every row: each branch for its own kind only. */
function concerned({ map, columns, tails, heads }: ScanOptions): string {
  const page = [
    ...(columns.host === undefined ? [] : hostMarks(tails)),
    ...(columns.address === undefined ? [] : addressMarks(heads)),
  ]
  return `CASE
    WHEN is_other THEN false
    WHEN claimed THEN true
    ${map.called === undefined ? '' : `WHEN is_call THEN coalesce(digits IN (SELECT text FROM marks WHERE mark = 'digits'), false)`}
    ${page.length === 0 ? '' : `WHEN NOT is_call THEN coalesce(${page.join(' OR ')}, false)`}
    ELSE false
  END`
}

/** Names in other letters than ASCII are for zerorating/hosts.ts to judge. */
function hostMarks(tails: MarkLookup): string[] {
  const marked =
    'texts' in tails
      ? tails.texts.map(tail => `suffix(host_low, ${quoted(tail)})`)
      : tails.lengths.map(length => inMarks(`right(host_low, ${length})`, 'tail', length))
  return [...marked, 'strlen(host_low) <> length(host_low)'].map(orFalse)
}

/** An IPv4 address may be written as one of IPv6: ::ffff:123.30.0.5. */
function addressMarks(heads: MarkLookup): string[] {
  const marked =
    'texts' in heads
      ? heads.texts.map(head => `prefix(address_low, ${quoted(head)})`)
      : heads.lengths.map(length => inMarks(`left(address_low, ${length})`, 'head', length))
  const mapped = [`prefix(address_low, ':')`, `prefix(address_low, '0') AND contains(address_low, ':')`]
  return [...marked, ...mapped].map(orFalse)
}

function orFalse(condition: string): string {
  return `coalesce(${condition}, false)`
}

function inMarks(text: string, mark: string, length: number): string {
  return `${text} IN (SELECT text FROM marks WHERE mark = '${mark}' AND length = ${length})`
}
