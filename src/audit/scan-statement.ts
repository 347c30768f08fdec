/**
 * The statement that reads charging records: of the rows that matter at a rough look, the exact values, and what is wrong
 * with them.
 *
 *   kept ◄─ problems ◄─ exact values ◄─ rows that matter (rough-scan.ts) ◄─ columns ◄─ read_csv | read_parquet
 *
 * It expects that filters are not pushed down through its subqueries (scan.ts): each step sees only what the one before has
 * left.
 *
 * Pure.
 */
import type { ChargingMap, InstantColumn } from './charging-map.ts'
import { type InstantValue, isEmpty, LOCAL_TIME, textOf, wholeNumber, ZONED } from './column-values.ts'
import { quoted } from './database.ts'
import { type RejectReason, reasonNumber } from './reasons.ts'
import {
  AMOUNT_MAX,
  claimedOf,
  DURATION_MAX_MS,
  instantsOf,
  kindOf,
  numbersOf,
  PORT_MAX,
  rawNames,
  type ScanOptions,
  type SourceColumns,
  textsOf,
  withClocks,
} from './record-values.ts'
import { roughly } from './rough-scan.ts'

export function scanStatement(options: ScanOptions): string {
  const raw = options.mapped.map(({ name }) => `CAST(${name} AS VARCHAR)`)
  return `
    INSERT INTO kept
    SELECT ${options.part}, row, problem, CASE WHEN problem IS NOT NULL THEN [${raw.join(', ')}] END,
           is_call, record, sequence, subscriber, start, duration, amount, octets,
           dialled, target, host, address, port, claimed, operator
    FROM (${checked(options, `(${roughly(options)})`)})
    WHERE problem IS NOT NULL OR concerned`
}

/** How many of the first rows have which problem: whether the map fits at all. */
export function sampleStatement(options: ScanOptions, rows: number): string {
  const source = `(SELECT *, true AS concerned FROM ${options.source} LIMIT ${rows})`
  return `
    SELECT problem, count(*) AS rows FROM (${checked(options, source)})
    GROUP BY problem ORDER BY rows DESC, problem`
}

function checked(options: ScanOptions, source: string): string {
  return `SELECT *, ${problem(options)} AS problem FROM (${values(options, source)})`
}

// --- problems

function problem({ map, columns, earliest, latest, decimals }: ScanOptions): string {
  return `CASE
    WHEN is_other THEN NULL
    ${when('is_call IS NULL', 'kind-unknown')}
    ${when('subscriber IS NULL', 'subscriber-empty')}
    ${when('is_call AND called IS NULL', 'called-empty')}
    ${when('start_empty', 'start-empty')}
    ${startProblems(map.start, columns)}
    ${when(`start NOT BETWEEN ${earliest} AND ${latest}`, 'start-implausible')}
    ${durationProblems(map)}
    ${amountProblems(map, decimals)}
    ${when('currency_differs', 'currency-other')}
    ${octetProblems(columns)}
    ${when(`NOT port_empty AND (port IS NULL OR port NOT BETWEEN 0 AND ${PORT_MAX})`, 'port-unreadable')}
  END`
}

function when(condition: string, reason: RejectReason): string {
  return `WHEN ${condition} THEN ${reasonNumber(reason)}`
}

function startProblems(map: InstantColumn, columns: SourceColumns): string {
  if (map.form === 'iso' && columns.start[0].type !== ZONED) {
    const text = textOf(columns.start[0])
    return `
      WHEN start IS NULL AND regexp_full_match(${text}, ${quoted(LOCAL_TIME)})
        THEN ${reasonNumber('start-without-offset')}
      ${when('start IS NULL', 'start-unreadable')}`
  }
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
    ${when('duration_empty', 'duration-empty')}
    ${map.end === undefined ? '' : ofEnd}
    ${when('duration IS NULL', 'duration-unreadable')}
    ${when('duration < 0', 'duration-negative')}
    ${when(`duration > ${DURATION_MAX_MS}`, 'duration-implausible')}`
}

function amountProblems(map: ChargingMap, decimals: number): string {
  return `
    ${map.amount.whenEmpty === 'zero' ? '' : when('amount_empty', 'amount-empty')}
    ${when('amount IS NULL', 'amount-unreadable')}
    ${when('amount < 0', 'amount-negative')}
    ${when(`amount > ${AMOUNT_MAX * 10 ** decimals}`, 'amount-implausible')}`
}

/** A call may have none. */
function octetProblems({ octets }: SourceColumns): string {
  if (octets === undefined) return ''
  const any = (condition: (at: number) => string) => octets.map((_, at) => condition(at)).join(' OR ')
  return `
    WHEN NOT is_call AND (${any(at => `octets_empty_${at}`)})
      THEN ${reasonNumber('octets-empty')}
    ${when('octets IS NULL', 'octets-unreadable')}
    ${when(
      any(at => `octets_${at} < 0`),
      'octets-negative',
    )}`
}

// --- values

function values(options: ScanOptions, source: string): string {
  const { map, columns, currency } = options
  const text = textsOf(columns)
  const instants = instantsOf(options)
  const { start, end } = instants
  const { dialled, target } = numbersOf(map, text)
  return `
    SELECT ${rawNames(options)}, row, concerned,
      ${kindOf(map, columns)},
      coalesce(${text('record')}, '') AS record, coalesce(${text('sequence')}, '') AS sequence,
      ${text('subscriber')} AS subscriber, ${text('called')} AS called,
      ${dialled} AS dialled, ${target} AS target,
      ${isEmpty(columns.start[0])} AS start_empty,
      start_clock, ${start.at} AS start, ${start.is} AS start_is,
      ${durationOf(options, end)},
      ${amountOf(options)},
      ${map.currency === undefined ? 'false' : `${text('currency')} IS DISTINCT FROM ${quoted(currency)}`} AS currency_differs,
      ${octetsOf(columns)},
      ${text('host')} AS host, ${text('address')} AS address,
      ${columns.port === undefined ? 'true' : isEmpty(columns.port[0])} AS port_empty,
      ${columns.port === undefined ? 'NULL::BIGINT' : wholeNumber(columns.port[0], 0)} AS port,
      ${claimedOf(map, columns)} AS claimed,
      ${map.operator === undefined ? quoted(options.operator ?? '') : `coalesce(${text('operator')}, '')`} AS operator
    FROM ${withClocks(source, instants)}`
}

function durationOf({ map, columns }: ScanOptions, end: InstantValue | null): string {
  if (end !== null)
    return `${isEmpty(columns.end[0])} AS duration_empty, ${end.is} AS end_is, ${end.at} - start AS duration`
  const decimals = map.duration?.form === 'milliseconds' ? 0 : 3
  return `${isEmpty(columns.duration[0])} AS duration_empty, ${wholeNumber(columns.duration[0], decimals)} AS duration`
}

function amountOf({ map, columns, decimals }: ScanOptions): string {
  const [column] = columns.amount
  const steps = 10 ** (decimals - map.amount.decimals)
  const value = `${wholeNumber(column, map.amount.decimals)}${steps === 1 ? '' : ` * ${steps}`}`
  const filled = map.amount.whenEmpty === 'zero' ? `CASE WHEN ${isEmpty(column)} THEN 0 ELSE ${value} END` : value
  return `${isEmpty(column)} AS amount_empty, ${filled} AS amount`
}

/** Their sum, and each: null where it is no whole number. An empty cell is nothing. */
function octetsOf({ octets }: SourceColumns): string {
  if (octets === undefined) return '0::BIGINT AS octets'
  const each = octets.map(
    (column, at) => `${isEmpty(column)} AS octets_empty_${at},
      CASE WHEN ${isEmpty(column)} THEN 0 ELSE ${wholeNumber(column, 0)} END AS octets_${at}`,
  )
  const sum = octets.map((_, at) => `octets_${at}`).join(' + ')
  return `${each.join(', ')}, ${sum} AS octets`
}
