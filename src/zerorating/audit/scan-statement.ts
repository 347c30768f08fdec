/**
 * The statement that reads charging records: every row is looked at once, and kept where it may concern a service, claims
 * to be free, or cannot be read.
 *
 *   kept ◄─ SELECT where kept ◄─ problem, concerned ◄─ values ◄─ columns ◄─ read_csv | read_parquet
 *
 * Each step is a subquery, so that what is computed for every row is computed once. It expects that filters are not pushed
 * down through them (text-scan.ts, parquet-scan.ts).
 *
 * Knows the map and the source's columns. Knows no file.
 */
import type { ChargingMap, InstantColumn } from './charging-map.ts'
import {
  type Clock,
  type InstantValue,
  instantOf,
  LOCAL_TIME,
  type SourceColumn,
  textOf,
  wholeNumber,
  ZONED,
} from './column-values.ts'
import { quoted } from './database.ts'
import { type RejectReason, reasonNumber } from './reasons.ts'

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
export type MarkLookup =
  | { readonly texts: readonly string[] }
  | { readonly lengths: readonly number[] }

export interface ScanOptions extends ScanSettings {
  readonly columns: SourceColumns
  /** A table with those columns and `row`: the row's number in a file without lines, else null. */
  readonly source: string
  readonly part: number
}

const DURATION_MAX_MS = 31 * 86_400_000
const AMOUNT_MAX = 1_000_000_000
const PORT_MAX = 65_535

export function scanStatement(options: ScanOptions): string {
  return `
    INSERT INTO kept
    SELECT ${options.part}, row, problem, CASE WHEN problem IS NOT NULL THEN ${rawOf(options.columns)} END,
           is_call, record, sequence, subscriber, start, duration, amount, octets,
           dialled, target, host, address, port, claimed, operator
    FROM (${checked(options)})
    WHERE problem IS NOT NULL OR concerned`
}

/** How many of the first rows have which problem: whether the map fits at all. */
export function sampleStatement(options: ScanOptions, rows: number): string {
  const source = `(SELECT * FROM ${options.source} LIMIT ${rows})`
  return `
    SELECT problem, count(*) AS rows FROM (${checked({ ...options, source })})
    GROUP BY problem ORDER BY rows DESC, problem`
}

/** What is listed of a rejected row: all that is mapped, as it stands. */
export function rawColumns(columns: SourceColumns): readonly SourceColumn[] {
  return Object.values(columns).flat()
}

function rawOf(columns: SourceColumns): string {
  return `[${rawColumns(columns)
    .map(({ name }) => `CAST(${name} AS VARCHAR)`)
    .join(', ')}]`
}

function checked(options: ScanOptions): string {
  return `SELECT *, ${problem(options)} AS problem, ${concerned(options)} AS concerned
    FROM (${values(options)})`
}

// --- problems

function problem({ map, columns, earliest, latest, decimals }: ScanOptions): string {
  return `CASE
    WHEN is_other THEN NULL
    ${when('is_call IS NULL', 'kind-unknown')}
    ${when('subscriber IS NULL', 'subscriber-empty')}
    ${when('is_call AND called IS NULL', 'called-empty')}
    ${when('start_text IS NULL', 'start-empty')}
    ${startProblems(map.start, columns)}
    ${when(`start NOT BETWEEN ${earliest} AND ${latest}`, 'start-implausible')}
    ${durationProblems(map)}
    ${amountProblems(map, decimals)}
    ${when('currency_differs', 'currency-other')}
    ${octetProblems(columns)}
    ${when(`port_text IS NOT NULL AND (port IS NULL OR port NOT BETWEEN 0 AND ${PORT_MAX})`, 'port-unreadable')}
  END`
}

function when(condition: string, reason: RejectReason): string {
  return `WHEN ${condition} THEN ${reasonNumber(reason)}`
}

function startProblems(map: InstantColumn, columns: SourceColumns): string {
  if (map.form === 'iso' && columns.start[0].type !== ZONED)
    return `
      WHEN start IS NULL AND regexp_full_match(start_text, ${quoted(LOCAL_TIME)})
        THEN ${reasonNumber('start-without-offset')}
      ${when('start IS NULL', 'start-unreadable')}`
  return `
    ${when(`start IS NULL AND start_is = 'twice'`, 'local-time-twice')}
    ${when(`start IS NULL AND start_is = 'skipped'`, 'local-time-skipped')}
    ${when('start IS NULL AND start_clock IS NOT NULL', 'start-implausible')}
    ${when('start IS NULL', 'start-unreadable')}`
}

function durationProblems(map: ChargingMap): string {
  const ofEnd = `
    ${when(`duration IS NULL AND end_is = 'twice'`, 'local-time-twice')}
    ${when(`duration IS NULL AND end_is = 'skipped'`, 'local-time-skipped')}`
  return `
    ${when('duration_text IS NULL', 'duration-empty')}
    ${map.end === undefined ? '' : ofEnd}
    ${when('duration IS NULL', 'duration-unreadable')}
    ${when('duration < 0', 'duration-negative')}
    ${when(`duration > ${DURATION_MAX_MS}`, 'duration-implausible')}`
}

function amountProblems(map: ChargingMap, decimals: number): string {
  return `
    ${map.amount.whenEmpty === 'zero' ? '' : when('amount_text IS NULL', 'amount-empty')}
    ${when('amount IS NULL', 'amount-unreadable')}
    ${when('amount < 0', 'amount-negative')}
    ${when(`amount > ${AMOUNT_MAX * 10 ** decimals}`, 'amount-implausible')}`
}

/** A call may have none. */
function octetProblems({ octets }: SourceColumns): string {
  if (octets === undefined) return ''
  const any = (condition: (at: number) => string) =>
    octets.map((_, at) => condition(at)).join(' OR ')
  return `
    WHEN NOT is_call AND (${any(at => `octets_text_${at} IS NULL`)})
      THEN ${reasonNumber('octets-empty')}
    ${when('octets IS NULL', 'octets-unreadable')}
    ${when(
      any(at => `octets_${at} < 0`),
      'octets-negative',
    )}`
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

/** Names in other letters than ASCII are for hosts.ts to judge. */
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
  const mapped = [
    `prefix(address_low, ':')`,
    `prefix(address_low, '0') AND contains(address_low, ':')`,
  ]
  return [...marked, ...mapped].map(orFalse)
}

function orFalse(condition: string): string {
  return `coalesce(${condition}, false)`
}

function inMarks(text: string, mark: string, length: number): string {
  return `${text} IN (SELECT text FROM marks WHERE mark = '${mark}' AND length = ${length})`
}

// --- values

function values(options: ScanOptions): string {
  const { map, columns, currency, clocks } = options
  const text = textsOf(columns)
  const start = instantOf(columns.start[0], { map: map.start, role: 'start', clock: clocks.start })
  const end =
    map.end === undefined
      ? null
      : instantOf(columns.end[0], { map: map.end, role: 'end', clock: clocks.end })
  const { dialled, target } = numbersOf(map, text)
  return `
    SELECT *, CASE WHEN regexp_full_match(dialled, '[0-9]{1,32}') THEN dialled
                   ELSE regexp_replace(dialled, '[^0-9]+', '', 'g') END AS digits
    FROM (
      SELECT ${rawColumns(columns)
        .map(({ name }) => name)
        .join(', ')}, row,
        ${kindOf(map, text)},
        coalesce(${text('record')}, '') AS record, coalesce(${text('sequence')}, '') AS sequence,
        ${text('subscriber')} AS subscriber, ${text('called')} AS called,
        ${dialled} AS dialled, ${target} AS target,
        ${text('start')} AS start_text, ${start.at} AS start, ${start.clock} AS start_clock, ${start.is} AS start_is,
        ${durationOf(options, { text, end })},
        ${amountOf(options, text)},
        ${map.currency === undefined ? 'false' : `${text('currency')} IS DISTINCT FROM ${quoted(currency)}`} AS currency_differs,
        ${octetsOf(columns)},
        ${text('host')} AS host, lower(${text('host')}) AS host_low,
        ${text('address')} AS address, lower(${text('address')}) AS address_low,
        ${text('port')} AS port_text,
        ${columns.port === undefined ? 'NULL::BIGINT' : wholeNumber(columns.port[0], 0)} AS port,
        ${claimedOf(map, text)} AS claimed,
        ${map.operator === undefined ? quoted(options.operator ?? '') : `coalesce(${text('operator')}, '')`} AS operator
      FROM ${options.source}
      ${start.join} ${end?.join ?? ''}
    )`
}

type Text = (is: string) => string

/** A column as text; null where it is empty or not mapped. */
function textsOf(columns: SourceColumns): Text {
  return is => {
    const column = columns[is]?.[0]
    return column === undefined ? 'NULL::VARCHAR' : textOf(column)
  }
}

function kindOf({ kind }: ChargingMap, text: Text): string {
  if (typeof kind === 'string') return `${kind === 'call'} AS is_call, false AS is_other`
  const among = (own: readonly string[] | undefined) =>
    own === undefined ? 'false' : orFalse(`${text('kind')} IN (${own.map(quoted).join(', ')})`)
  return `CASE WHEN ${among(kind.call)} THEN true WHEN ${among(kind.data)} THEN false END AS is_call,
    ${among(kind.other)} AS is_other`
}

/** Where the record names the number that was dialled first, `called` is the one that the call went to. */
function numbersOf(map: ChargingMap, text: Text): { dialled: string; target: string } {
  if (map.originalCalled === undefined)
    return { dialled: text('called'), target: text('forwardedTo') }
  const [original, called] = [text('originalCalled'), text('called')]
  return {
    dialled: `coalesce(${original}, ${called})`,
    target: `CASE WHEN ${original} <> ${called} THEN ${called} END`,
  }
}

function durationOf(
  { map, columns }: ScanOptions,
  { text, end }: { text: Text; end: InstantValue | null },
): string {
  if (end !== null)
    return `${text('end')} AS duration_text, ${end.is} AS end_is, ${end.at} - start AS duration`
  const decimals = map.duration?.form === 'milliseconds' ? 0 : 3
  return `${text('duration')} AS duration_text, ${wholeNumber(columns.duration[0], decimals)} AS duration`
}

function amountOf({ map, columns, decimals }: ScanOptions, text: Text): string {
  const own = map.amount.decimals
  const value = `${wholeNumber(columns.amount[0], own)} * ${10 ** (decimals - own)}`
  const filled =
    map.amount.whenEmpty === 'zero'
      ? `CASE WHEN ${text('amount')} IS NULL THEN 0 ELSE ${value} END`
      : value
  return `${text('amount')} AS amount_text, ${filled} AS amount`
}

/** Their sum, and each: null where it is no whole number. An empty cell is nothing. */
function octetsOf({ octets }: SourceColumns): string {
  if (octets === undefined) return '0::BIGINT AS octets'
  const each = octets.map(
    (column, at) => `${textOf(column)} AS octets_text_${at},
      CASE WHEN ${textOf(column)} IS NULL THEN 0 ELSE ${wholeNumber(column, 0)} END AS octets_${at}`,
  )
  const sum = octets.map((_, at) => `octets_${at}`).join(' + ')
  return `${each.join(', ')}, ${sum} AS octets`
}

function claimedOf({ free }: ChargingMap, text: Text): string {
  if (free === undefined) return 'false'
  return orFalse(`${text('free')} IN (${free.values.map(quoted).join(', ')})`)
}
