/**
 * One audit: charging records against the list in force at each instant of them.
 *
 * Numbers of subscribers stay in the database, which is gone when the audit ends, and in the operator's files. The summary
 * holds none (summary.ts).
 */

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { wallDate } from '../base/wall-time.ts'
import { zeroratingFailure } from '../zerorating/failures.ts'
import { faultsOf } from '../zerorating/faults.ts'
import { inForce } from '../zerorating/in-force.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import type { ReadList } from '../zerorating/signed.ts'
import type { ChargingMap, InstantColumn } from './charging-map.ts'
import type { Clock } from './column-values.ts'
import { Database } from './database.ts'
import { auditFailure } from './failures.ts'
import { find, findings, refuseOddOperators } from './findings.ts'
import { judge } from './judge.ts'
import { TABLES } from './kept.ts'
import { marksOf } from './marks.ts'
import { commit, discard, writeDrafts } from './operator-files.ts'
import { openRecordFile } from './record-files.ts'
import type { MarkLookup, ScanSettings } from './record-values.ts'
import { Scan, type ScannedFile } from './scan.ts'
import { type AuditSummary, auditSummary } from './summary.ts'
import { PART_OCTETS } from './text-parts.ts'
import { localSpans, offsetSpans } from './zone-offsets.ts'

/** DuckDB's share of less than 4 GB: Node, its own buffers and what is unpacked come on top. */
const MEMORY_MEGABYTES = 2500
const THREADS_MAX = 8
/** How often progress is told. */
const PROGRESS_MS = 250

/** No charging record is older. */
const EARLIEST = Date.UTC(2000, 0, 1)
/** Clocks may be ahead by as much. */
const AHEAD_MS = 86_400_000
const DAY_MS = 86_400_000
/** So many marks are compared one by one; more are looked up. */
const MARKS_COMPARED_MAX = 64

export interface AuditOptions {
  /** In order, without a gap (zerorating/signed.ts). */
  readonly lists: readonly ReadList[]
  readonly files: readonly string[]
  readonly map: ChargingMap
  /** Of all records, where the map names no column. */
  readonly operator: string | null
  /** Where the operator's files go; null: nowhere. */
  readonly out: string | null
  readonly hashKey: Uint8Array
  readonly madeBy: string
  /** Milliseconds since 1970: records from later on are clocks that jumped. */
  readonly now: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: AuditProgress) => void) | undefined
  /** For tests: of a gzipped or odd text, so many octets at a time. */
  readonly partOctets?: number
  readonly memoryMegabytes?: number
}

export type AuditProgress =
  | {
      readonly is: 'reading'
      readonly file: string
      readonly at: number
      readonly files: number
      readonly share: number | null
    }
  | { readonly is: 'judging' | 'writing' }

export interface Audited {
  readonly summary: AuditSummary
  readonly damaged: readonly Extract<ScannedFile, { is: 'damaged' }>[]
  /** Fewer than are rejected where there are too many to list. */
  readonly rejectsListed: number
}

/** Fails as scan.ts does, with listFaulty, chargingOperatorsOdd, chargingCurrencyOdd, fileUnwritable, auditNoRoom or auditStopped. */
export async function audit(options: AuditOptions): Promise<Audited> {
  const lists = options.lists.map(({ list }) => list)
  refuseFaults(lists)
  const files = await Promise.all(options.files.map(openRecordFile))
  const directory = workDirectory(options.out)
  const database = await Database.open({
    directory,
    memoryMegabytes: options.memoryMegabytes ?? MEMORY_MEGABYTES,
    threads: Math.min(availableParallelism(), THREADS_MAX),
  })
  const stop = () => database.interrupt()
  options.signal?.addEventListener('abort', stop)
  try {
    const settings = await prepare(database, lists, options)
    const scan = new Scan(database, settings, { directory, partOctets: options.partOctets ?? PART_OCTETS })
    const scanned: ScannedFile[] = []
    for (const [at, file] of files.entries()) {
      if (options.signal?.aborted) throw auditFailure('auditStopped')
      const reading = { is: 'reading', file: file.path, at: at + 1, files: files.length } as const
      scanned.push(
        await shown(
          database,
          () => scan.file(file),
          share => options.onProgress?.({ ...reading, share }),
        ),
      )
    }
    options.onProgress?.({ is: 'judging' })
    return await conclude(database, { ...options, settings, scan, scanned })
  } catch (error) {
    throw options.signal?.aborted ? auditFailure('auditStopped') : error
  } finally {
    options.signal?.removeEventListener('abort', stop)
    database.close()
    if (options.out !== null) discard(options.out)
    rmSync(directory, { recursive: true, force: true })
  }
}

function refuseFaults(lists: readonly ZeroRatingList[]): void {
  for (const list of lists) {
    const fault = faultsOf(list).find(({ severity }) => severity === 'fault')
    if (fault !== undefined)
      throw zeroratingFailure('listFaulty', { code: fault.code, service: fault.service, value: fault.value })
    const [one, other] = [lists[0].currency, list.currency]
    if (one.code !== other.code || one.decimals !== other.decimals)
      throw auditFailure('chargingCurrencyOdd', { one: one.code, other: other.code })
  }
}

/** As confidential as the records: DuckDB spills into it, and texts are unpacked there. */
function workDirectory(out: string | null): string {
  try {
    if (out !== null) mkdirSync(out, { recursive: true, mode: 0o700 })
    return mkdtempSync(join(out ?? tmpdir(), out === null ? 'loa-audit-' : '.work-'))
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: out ?? tmpdir(), why: reason(error) })
  }
}

// --- before the first record

async function prepare(
  database: Database,
  lists: readonly ZeroRatingList[],
  { map, operator, now }: AuditOptions,
): Promise<ScanSettings> {
  await database.run(TABLES)
  const latest = now + AHEAD_MS
  const newest = lists[lists.length - 1]
  const { currency } = newest
  return {
    map,
    operator,
    currency: currency.code,
    decimals: Math.max(map.amount.decimals, currency.decimals),
    earliest: EARLIEST,
    latest,
    clocks: { start: clockOf(map.start, latest), end: clockOf(map.end, latest) },
    ...(await insertMarks(database, lists)),
  }
}

async function insertMarks(
  database: Database,
  lists: readonly ZeroRatingList[],
): Promise<{ tails: MarkLookup; heads: MarkLookup }> {
  const { digits, hostTails, addressHeads } = marksOf(lists)
  const ports = new Set(
    lists.flatMap(({ services }) => services.flatMap(service => (service.kind === 'page' ? service.ports : []))),
  )
  const rows = (mark: string, texts: Iterable<string>) => [...texts].map(text => ({ mark, text, length: text.length }))
  await database.insert('marks', [
    rows('digits', digits),
    rows('tail', hostTails),
    rows('head', addressHeads),
    [...ports].map(port => ({ mark: 'port', text: String(port), length: port })),
  ])
  return { tails: lookupOf(hostTails), heads: lookupOf(addressHeads) }
}

function lookupOf(texts: ReadonlySet<string>): MarkLookup {
  if (texts.size <= MARKS_COMPARED_MAX) return { texts: [...texts] }
  return { lengths: [...new Set([...texts].map(text => text.length))] }
}

function clockOf(column: InstantColumn | undefined, latest: number): Clock {
  if (column?.form !== 'local') return []
  return localSpans(offsetSpans(column.timeZone, EARLIEST - DAY_MS, latest + DAY_MS))
}

// --- while it goes

async function shown<T>(database: Database, work: () => Promise<T>, show: (share: number | null) => void): Promise<T> {
  show(null)
  const timer = setInterval(() => show(database.progress), PROGRESS_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

// --- after the last record

interface Conclusion extends AuditOptions {
  readonly settings: ScanSettings
  readonly scan: Scan
  readonly scanned: readonly ScannedFile[]
}

async function conclude(database: Database, options: Conclusion): Promise<Audited> {
  const { settings, map, out } = options
  const lists = options.lists.map(({ list }) => list)
  const { callingCode, timeZone } = lists[lists.length - 1]
  const { trunkPrefix } = map.subscriber
  await refuseOddOperators(database)
  await judge(database, {
    force: inForce(lists),
    lists,
    unitSteps: 10 ** (settings.decimals - lists[0].currency.decimals),
    callingCode,
    trunkPrefix,
  })
  const span = await spanOf(database)
  const offsets = offsetSpans(timeZone, span?.first ?? 0, (span?.last ?? 0) + 1)
  await find(database, { callingCode, trunkPrefix, hashKey: options.hashKey, offsets })
  const summary = await summaryOf(database, options)
  options.onProgress?.({ is: 'writing' })
  if (out !== null) {
    await writeDrafts(database, { directory: out, currency: settings.currency, decimals: settings.decimals })
    commit(out)
  }
  const { listed } = await database.one<{ listed: number }>('SELECT count(*) AS listed FROM rejects')
  const damaged = options.scanned.filter(file => file.is === 'damaged')
  return { summary, damaged, rejectsListed: listed }
}

async function summaryOf(database: Database, options: Conclusion): Promise<AuditSummary> {
  const { settings, scanned, map } = options
  const newest = options.lists[options.lists.length - 1].list
  const { unlisted, duplicates, ...found } = await findings(database, {
    claims: map.free !== undefined,
    rejectedLines: options.scan.rejectedLines,
  })
  const read = scanned.filter(file => file.is === 'read')
  const rejected = found.leftOut.rejected.reduce((sum, { rows }) => sum + rows, 0)
  const judged = Object.values(found.judged).reduce((sum, records) => sum + records, 0)
  const rows = read.reduce((sum, file) => sum + file.rows, 0)
  const { kept } = await database.one<{ kept: number }>('SELECT count(*) AS kept FROM kept WHERE problem IS NULL')
  // What was kept is judged, dropped as a duplicate, or of no service after all.
  assert.equal(judged + duplicates + unlisted, kept, 'a record was lost on its way to a verdict')
  const concerned = judged + duplicates + rejected
  assert.ok(concerned <= rows, 'there are more verdicts than rows')
  return auditSummary.parse({
    audit: 1,
    madeBy: options.madeBy,
    list: {
      versions: options.lists.map(({ list, sha256, trust }) => ({ version: list.version, sha256, trust })),
      timeZone: newest.timeZone,
    },
    currency: settings.currency,
    amountDecimals: settings.decimals,
    days: await daysOf(database, newest.timeZone),
    files: { read: read.length, damaged: scanned.length - read.length },
    rows: { in: rows, judged, duplicates, rejected, notConcerned: rows - concerned },
    ...found,
  } satisfies AuditSummary)
}

/** The first and the last start of what was kept. */
async function spanOf(database: Database): Promise<{ first: number; last: number } | null> {
  const { first, last } = await database.one<{ first: number | null; last: number | null }>(
    'SELECT min(start) AS first, max(start) AS last FROM facts',
  )
  return first === null || last === null ? null : { first, last }
}

async function daysOf(database: Database, timeZone: string): Promise<AuditSummary['days']> {
  const span = await spanOf(database)
  if (span === null) return null
  return { first: wallDate(span.first, timeZone), last: wallDate(span.last, timeZone) }
}
