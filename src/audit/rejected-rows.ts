/**
 * Rejected rows: all are counted, and listed with the line they stand on, up to REJECTS_LISTED_MAX of them.
 *
 * Lines that could not be read come from whoever read them. Rows whose values could not be read are in `kept`, with what is
 * wrong; a Parquet row knows its number, the line of a row of a text has to be found.
 */
import { type Database, quoted } from './database.ts'
import { locateRows, type RowLines, type SoughtRow } from './locate-rows.ts'
import { REASONS, type RejectReason } from './reasons.ts'
import type { MappedColumn } from './record-files.ts'

const REJECTS_LISTED_MAX = 1_000_000
/** Of the row as it is listed. */
export const ROW_TEXT_MAX = 1000
const BATCH_ROWS = 1000

export interface RejectedLine {
  readonly line: number
  readonly reason: RejectReason
  readonly text: Buffer
}

/** Of a file, read in parts. */
export interface PartOfFile {
  readonly path: string
  readonly part: number
}

/** What was rejected before a file, to go back to. */
export interface Mark {
  readonly counts: ReadonlyMap<RejectReason, number>
  readonly listed: number
}

export class RejectedRows {
  readonly #database: Database
  #counts = new Map<RejectReason, number>()
  #listed = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** Lines that could not be read, by reason. Rows in `kept` are not among them. */
  get counts(): ReadonlyMap<RejectReason, number> {
    return this.#counts
  }

  get mark(): Mark {
    return { counts: new Map(this.#counts), listed: this.#listed }
  }

  /** As if parts from this one on had never been. */
  async forget(firstPart: number, { counts, listed }: Mark): Promise<void> {
    await this.#database.run(`DELETE FROM kept WHERE part >= ${firstPart}`)
    await this.#database.run(`DELETE FROM rejects WHERE part >= ${firstPart}`)
    this.#counts = new Map(counts)
    this.#listed = listed
  }

  async addLines({ path, part }: PartOfFile, lines: readonly RejectedLine[]): Promise<void> {
    for (const { reason } of lines) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1)
    const listed = lines.slice(0, REJECTS_LISTED_MAX - this.#listed)
    this.#listed += listed.length
    await this.#database.insert('rejects', [
      listed.map(({ line, reason, text }) => ({ part, path, line, reason, text: rowText(text) })),
    ])
  }

  /** Those of a part whose rows know their numbers. */
  async listNumbered({ path, part }: PartOfFile): Promise<void> {
    const limit = await this.#room(part)
    await this.#database.run(
      `INSERT INTO rejects
       SELECT part, ${quoted(path)}, row, list_extract([${REASONS.map(quoted).join(', ')}], problem),
              left(array_to_string(list_transform(raw, lambda cell: coalesce(cell, '')), ','), ${ROW_TEXT_MAX})
       FROM kept WHERE part = ${part} AND problem IS NOT NULL ORDER BY row LIMIT ${limit}`,
    )
    this.#listed += limit
  }

  /**
   * Those of a part of a text, in which `mapped` are its columns. `lineOf`: the number and the text of a line that was found.
   */
  async locate(
    { path, part }: PartOfFile,
    {
      octets,
      mapped,
      lines,
      lineOf,
    }: {
      octets: () => AsyncIterable<Uint8Array>
      mapped: readonly MappedColumn[]
      lines: RowLines
      lineOf: (found: { line: number; text: Buffer }) => { line: number; text: Buffer }
    },
  ): Promise<void> {
    const limit = await this.#room(part)
    if (limit === 0) return
    const located = locateRows(this.#sought(part, mapped, limit), octets(), lines)
    const rows = async function* () {
      for await (const { row, ...found } of located) {
        const { line, text } = lineOf(found)
        yield { part, path, line, reason: REASONS[row.problem - 1], text: rowText(text) }
      }
    }
    await this.#database.insert('rejects', batched(rows()))
    this.#listed += limit
  }

  /** In the order of their lines: DuckDB keeps it. */
  async *#sought(
    part: number,
    mapped: readonly MappedColumn[],
    limit: number,
  ): AsyncGenerator<SoughtRow & { problem: number }, void, undefined> {
    const batches = this.#database.batches(
      `SELECT problem, raw FROM kept WHERE part = ${part} AND problem IS NOT NULL
       ORDER BY rowid LIMIT ${limit}`,
    )
    for await (const rows of batches)
      for (const [problem, raw] of rows)
        yield {
          problem: Number(problem),
          cells: (raw as readonly (string | null)[]).map((cell, at) => ({
            position: mapped[at].position,
            text: cell ?? '',
          })),
        }
  }

  /** How many of the part's may be listed. */
  async #room(part: number): Promise<number> {
    const { rows } = await this.#database.one<{ rows: number }>(
      `SELECT count(*) AS rows FROM kept WHERE part = ${part} AND problem IS NOT NULL`,
    )
    return Math.min(rows, REJECTS_LISTED_MAX - this.#listed)
  }
}

/** The beginning of a row, of whole letters. */
function rowText(text: Buffer): string {
  return [...text.subarray(0, 4 * ROW_TEXT_MAX).toString('utf8')].slice(0, ROW_TEXT_MAX).join('')
}

async function* batched<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < BATCH_ROWS) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
