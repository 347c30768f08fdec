/**
 * From subscriber lists to an audience: opens each list, finds its numbers, gathers them into a set, and writes every
 * row that is no mobile number to the rejects.
 *
 * Nothing is dropped in silence: each row of each list is a number of the set, a duplicate, or a rejected row. Blank
 * lines and headers are no rows; how many there were is told.
 *
 * Knows files and the order of things. How a list is laid out, scanned, and spelled is in layout.ts, scan.ts and
 * spelling.ts.
 */

import { resolve } from 'node:path'
import { baseFailure } from '../base/failures.ts'
import { Collector } from './collect.ts'
import { audienceOf } from './digest.ts'
import { audienceFailure } from './failures.ts'
import { type BuiltAudience, isAudienceFile, readAudience, refuseTaken, writeAudience } from './file.ts'
import { findLayout, SAMPLE_SIZE } from './layout.ts'
import { loadPlan, Numbering } from './numbering.ts'
import { importParquet } from './parquet.ts'
import { RejectsFile } from './rejects.ts'
import { Scanner } from './scan.ts'
import { openSource, type Source } from './source.ts'

export interface ImportProgress {
  readonly file: string
  /** Of all lists so far, duplicates and rejects too. */
  readonly rows: number
  /** Octets of this list taken and in all; null where nobody knows. */
  readonly taken: number
  readonly size: number | null
}

/** What a person may want to know about a list beyond the counts. */
export interface ListNote {
  readonly file: string
  readonly header: boolean
  /** Lines that hold nothing but blanks. */
  readonly blank: number
}

export interface ImportOptions {
  /** Paths; `-` is standard input. */
  readonly from: readonly string[]
  /** A header's name or a position from 1, for every list that has columns. */
  readonly column?: string | undefined
  /** Two letters, or the path of a plan. Vietnam if absent. */
  readonly country?: string | undefined
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
  /** Asks the import to end; it then fails with importStopped and leaves no trace. */
  readonly signal?: AbortSignal | undefined
}

export interface Imported extends BuiltAudience {
  readonly lists: readonly ListNote[]
}

/**
 * Builds an audience file from lists; rejects go to `OUT.rejects.csv`. Both appear when all has succeeded, or neither.
 * An audience that was there is replaced; any other file fails with outTaken. Other failures: those of openSource,
 * findLayout, importParquet, loadPlan and writeAudience.
 */
export async function buildAudience(out: string, options: ImportOptions): Promise<Imported> {
  await refuseTaken(out)
  const rejectsPath = `${out}.rejects.csv`
  // Corrected rejects given as a list would be overwritten by what is still wrong in them.
  if (options.from.some(path => resolve(path) === resolve(rejectsPath)))
    throw audienceFailure('outTaken', { file: rejectsPath })
  return await withRejects(rejectsPath, options, audience => writeAudience(out, audience, audience))
}

/**
 * A built audience as it is, or any list that can be imported; its rejects then lie at `rejectsPath`.
 * A built audience of another country than asked for fails with audienceCountry.
 */
export async function importOrRead(
  path: string,
  options: Omit<ImportOptions, 'from'> & { rejectsPath: string; shared?: boolean },
): Promise<BuiltAudience> {
  if (path !== '-' && (await isAudienceFile(path))) return await readOf(path, options)
  const { rejectsPath, shared, ...rest } = options
  const imported = await withRejects(rejectsPath, { ...rest, from: [path] }, async () => {})
  if (!shared) return imported
  const low = new Uint32Array(new SharedArrayBuffer(imported.size * 4))
  low.set(imported.low)
  return { ...imported, low }
}

async function readOf(
  path: string,
  options: { shared?: boolean; country?: string | undefined },
): Promise<BuiltAudience> {
  const audience = await readAudience(path, { shared: options.shared ?? false })
  const asked = options.country?.toUpperCase() ?? audience.country
  if (/^[A-Z]{2}$/.test(asked) && asked !== audience.country)
    throw audienceFailure('audienceCountry', { file: path, country: audience.country, asked })
  return audience
}

async function withRejects(
  rejectsPath: string,
  options: ImportOptions,
  keep: (imported: Imported) => Promise<void>,
): Promise<Imported> {
  const numbering = new Numbering(await loadPlan(options.country ?? 'VN'))
  const rejects = new RejectsFile(rejectsPath, { several: options.from.length > 1 })
  try {
    const imported = await importLists(numbering, rejects, options)
    await keep(imported)
    rejects.commit()
    return imported
  } catch (error) {
    // A pipe that was waited for ends with the signal, and says so in its own words.
    throw options.signal?.aborted ? audienceFailure('importStopped') : error
  } finally {
    rejects.discard()
  }
}

async function importLists(numbering: Numbering, rejects: RejectsFile, options: ImportOptions): Promise<Imported> {
  const collector = new Collector(numbering)
  const lists: ListNote[] = []
  for (const path of options.from) {
    const source = await openSource(path, options.signal)
    rejects.from(source.name)
    const run = { path, file: source.name, source, numbering, rejects, collector, options }
    try {
      lists.push(source.kind === 'parquet' ? await importTable(run) : await importText(run))
    } finally {
      await source.close()
    }
  }
  const { country, callingCode } = numbering
  const audience = audienceOf({ country, callingCode, ...collector.finish() })
  const duplicates = collector.added - audience.size
  return { ...audience, duplicates, rejected: rejects.count, lists }
}

interface ListRun {
  readonly path: string
  /** What it is called in sentences. */
  readonly file: string
  readonly source: Source
  readonly numbering: Numbering
  readonly rejects: RejectsFile
  readonly collector: Collector
  readonly options: ImportOptions
}

async function importText(run: ListRun): Promise<ListNote> {
  const { file, source, numbering, rejects, collector, options } = run
  const sample = await takeSample(source)
  if (isBlank(sample.octets) && sample.whole) throw baseFailure('listEmpty', { file })
  const { column } = options
  const { octets, whole } = sample
  const layout = findLayout({ sample: octets, whole, numbering, file, column })
  const scanner = new Scanner({
    numbering,
    layout,
    linesBefore: layout.skipLines,
    onNumbers: (numbers, count) => collector.add(numbers, count),
    onReject: row => rejects.add(row),
  })
  scanner.push(octets.subarray(layout.skip))
  for await (const piece of source.pieces) {
    scanner.push(piece)
    step(run)
  }
  scanner.end()
  return { file, header: layout.header, blank: scanner.blank }
}

async function importTable(run: ListRun): Promise<ListNote> {
  const { path, file, numbering, rejects, collector, options } = run
  if (path === '-') throw audienceFailure('parquetFromPipe')
  await importParquet({
    file: path,
    numbering,
    column: options.column,
    onNumbers: (numbers, count) => collector.add(numbers, count),
    onReject: row => rejects.add(row),
    onRows: () => step(run),
  })
  return { file, header: false, blank: 0 }
}

/** Between two pieces: tells how far it is, and stops where asked to. */
function step({ file, source, rejects, collector, options }: ListRun): void {
  if (options.signal?.aborted) throw audienceFailure('importStopped')
  const rows = collector.added + rejects.count
  // DuckDB reads by itself and does not tell how far it is.
  const size = source.kind === 'parquet' ? null : source.size
  options.onProgress?.({ file, rows, taken: source.taken(), size })
}

/** The beginning of the list, as long as it takes to see how it is written. */
async function takeSample(source: Source): Promise<{ octets: Uint8Array; whole: boolean }> {
  const parts: Uint8Array[] = []
  let size = 0
  while (size < SAMPLE_SIZE) {
    const next = await source.pieces.next()
    if (next.done) return { octets: Buffer.concat(parts), whole: true }
    parts.push(Buffer.from(next.value))
    size += next.value.length
  }
  return { octets: Buffer.concat(parts), whole: false }
}

function isBlank(octets: Uint8Array): boolean {
  return octets.every(octet => octet === 32 || (octet >= 9 && octet <= 13))
}
