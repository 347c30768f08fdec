/**
 * Charging records that are made up, as many as are wanted and always the same for a seed: for measurements and for a look.
 * Nobody has these numbers, nobody made these calls.
 *
 * Half are calls, half data sessions, of 25 January to 10 April 2020. One in fifty concerns a service of the list below; of
 * those that should be free one in fifty was charged. One record in ten thousand comes twice, and exactly one of all has an
 * amount that cannot be: it is row WRONG_ROW.
 */

import { Database, quoted } from '../src/audit/database.ts'
import { FEBRUARY } from '../src/zerorating/example-list.ts'
import type { ZeroRatingList } from '../src/zerorating/list.ts'

export type RecordForm = 'csv' | 'gzip' | 'parquet'

export interface MadeUpRecords {
  readonly rows: number
  readonly seed: number
  readonly form: RecordForm
  /** Files of about the same size. */
  readonly files: readonly string[]
  /** Of a hundred: how many concern a service. */
  readonly concernedPercent?: number
}

export const CONCERNED_PERCENT = 2
export const WRONG_ROW = 7
const TWICE_EVERY = 10_000
const CHARGED_EVERY = 50
const FIRST_DAY = '2020-01-25'
const DAYS = 77

const [HOTLINE, OTHER_HOTLINE, PAGE] = FEBRUARY.services
const BEFORE_ALL = '2020-01-20T00:00:00+07:00'

/** The example list, in force before the first record. */
export const MADE_UP_LIST: ZeroRatingList = {
  ...FEBRUARY,
  issuedAt: BEFORE_ALL,
  inForceFrom: BEFORE_ALL,
  services: [
    HOTLINE,
    OTHER_HOTLINE,
    {
      ...PAGE,
      prefixes: [
        { prefix: '123.30.0.0/28', exclusive: false },
        { prefix: '2405:4800:1::/48', exclusive: true },
      ],
      speedKilobitsPerSecond: null,
    },
  ],
}

/** Fails with duckDbUnavailable, and as DuckDB does where the disk is full. */
export async function makeUpRecords(records: MadeUpRecords, directory: string): Promise<void> {
  const database = await Database.open({ directory, memoryMegabytes: 1000, threads: 2 })
  try {
    await database.run('SET preserve_insertion_order = false')
    await database.run(days())
    await database.run(clocks())
    const each = Math.ceil(records.rows / records.files.length)
    for (const [at, file] of records.files.entries()) {
      const span = { from: at * each, until: Math.min(records.rows, (at + 1) * each) }
      await database.run(`COPY (${rowsOf(records, span)}) TO ${quoted(file)} (${OPTIONS[records.form]})`)
    }
  } finally {
    database.close()
  }
}

const OPTIONS: Readonly<Record<RecordForm, string>> = {
  csv: `FORMAT csv, HEADER, NULLSTR ''`,
  gzip: `FORMAT csv, HEADER, NULLSTR '', COMPRESSION gzip`,
  parquet: 'FORMAT parquet, COMPRESSION snappy',
}

/** Texts of days and of seconds, to be looked up: faster than to format each instant. */
function days(): string {
  return `CREATE TABLE days AS
    SELECT i::INTEGER AS day, (DATE '${FIRST_DAY}' + i::INTEGER) AS date, (DATE '${FIRST_DAY}' + i::INTEGER)::VARCHAR AS text
    FROM range(${DAYS}) t(i)`
}

function clocks(): string {
  return `CREATE TABLE clocks AS
    SELECT i::INTEGER AS second, 'T' || strftime(TIMESTAMP '2020-01-01' + to_seconds(i), '%H:%M:%S') || '+07:00' AS text
    FROM range(86400) t(i)`
}

/** Draws are parts of three hashes of the record's number. */
function rowsOf(
  { seed, form, concernedPercent }: MadeUpRecords,
  { from, until }: { from: number; until: number },
): string {
  const start =
    form === 'parquet'
      ? `(days.date + to_seconds(clocks.second))::TIMESTAMP - INTERVAL 7 HOUR`
      : 'days.text || clocks.text'
  const number = (draw: string, width: number) => `(${10 ** (width - 1)} + ${draw} % ${9 * 10 ** (width - 1)})::VARCHAR`
  return `
    WITH draws AS (
      SELECT i, CASE WHEN i % ${TWICE_EVERY} = 1 THEN i - 1 ELSE i END AS record,
             hash(record, ${seed}) AS h1, hash(record, ${seed} + 1) AS h2, hash(record, ${seed} + 2) AS h3
      FROM range(${from}, ${until}) t(i)
    ), parts AS (
      SELECT i, record, h1, h2, h3, h1 % 2 = 0 AS is_call,
             (h1 >> 8) % 100 < ${concernedPercent ?? CONCERNED_PERCENT} AS is_concerned,
             ((h1 >> 16) % ${DAYS})::INTEGER AS day, ((h1 >> 32) % 86400)::INTEGER AS second,
             (1 + (h2 % 600))::INTEGER AS duration, (h2 >> 16) % ${CHARGED_EVERY} = 0 AS is_charged
      FROM draws
    )
    SELECT 'r' || record::VARCHAR AS record_id,
           CASE WHEN is_call THEN 'voice' ELSE 'data' END AS kind,
           '84' || ${number('(h3 >> 4)', 9)} AS subscriber,
           CASE WHEN is_call THEN CASE WHEN NOT is_concerned THEN '84' || ${number('(h2 >> 20)', 9)}
                WHEN h3 % 2 = 0 THEN '8419003228' ELSE '19009095' END END AS called,
           CASE WHEN is_call AND is_concerned AND h3 % 20 = 1 THEN '19003228' END AS original_called,
           ${form === 'parquet' ? `timezone('UTC', ${start})` : start} AS start, duration,
           CASE WHEN NOT is_call THEN CASE WHEN is_concerned THEN 'ncov.moh.gov.vn'
                ELSE 'h' || (h3 % 50000)::VARCHAR || '.example' END END AS host,
           CASE WHEN is_call THEN NULL WHEN is_concerned THEN '123.30.0.' || (h3 % 16)::VARCHAR
                WHEN h3 % 3 = 0 THEN '2405:' || to_hex(h3 % 65536) || ':' || to_hex((h2 >> 40) % 65536) || '::' || to_hex(h2 % 65536)
                ELSE (1 + h3 % 120)::VARCHAR || '.' || ((h2 >> 24) % 256)::VARCHAR || '.' || ((h2 >> 32) % 256)::VARCHAR || '.' || (h2 % 256)::VARCHAR
           END AS address,
           CASE WHEN NOT is_call THEN 443 END AS port,
           CASE WHEN NOT is_call THEN h2 % 100000 END AS octets_up,
           CASE WHEN NOT is_call THEN h3 % 10000000 END AS octets_down,
           CASE WHEN i = ${WRONG_ROW} - 1 THEN -5000
                WHEN is_concerned AND NOT is_charged THEN 0
                WHEN is_call THEN (duration + 59) // 60 * 5000 ELSE h3 % 5000 END::BIGINT AS amount,
           CASE WHEN is_concerned AND NOT is_charged THEN 9001 ELSE 1 + h3 % 8 END::INTEGER AS rating_group
    FROM parts JOIN days ON days.day = parts.day JOIN clocks ON clocks.second = parts.second`
}
