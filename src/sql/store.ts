/** The authority's store on a database, SQLite or PostgreSQL: `src/authority/store.ts` says what must hold. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Keep, Store, Writing } from '../authority/store.ts'
import type { Database } from './database.ts'
import type { DatabaseKind, Migration } from './migration.ts'
import type { Tables } from './tables.ts'
import { SqlTrail } from './trail.ts'

/** An advisory lock of PostgreSQL: writes take their turns there too. SQLite has but one writer. */
const WRITE_LOCK = 1_280_262_402

/** The rows of an area on a database or within a transaction, by the area's name. */
export type AreaRows = Readonly<Record<string, (db: Kysely<Tables>, kind: DatabaseKind) => object>>

/** What an area keeps in the database. */
export interface AreaTables {
  readonly rows: AreaRows
  /** In the order in which they are applied: by name among those of all areas. A released one is never changed. */
  readonly migrations: readonly Migration[]
  /** Statements for a database that was made of a backup: what opens a door once must not open it again. */
  readonly restored: readonly string[]
}

export class SqlStore extends SqlTrail implements Store {
  readonly areas: Readonly<Record<string, unknown>>
  readonly #database: Database
  readonly #rows: AreaRows

  constructor(database: Database, rows: AreaRows) {
    super(database.kysely)
    this.areas = rowsOn(database.kysely, database.kind, rows)
    this.#database = database
    this.#rows = rows
  }

  async write<Result>(
    act: (writing: Writing) => Promise<Result>,
    keep: Keep = 'lasting',
  ): Promise<Result> {
    return await this.#database.transaction(keep === 'lasting', async tx => {
      await this.#waitForTurn(tx)
      return await act(new SqlWriting(tx, this.#database.kind, this.#rows))
    })
  }

  async #waitForTurn(tx: Transaction<Tables>): Promise<void> {
    if (this.#database.kind === 'postgres')
      await sql`select pg_advisory_xact_lock(${WRITE_LOCK})`.execute(tx)
  }
}

class SqlWriting extends SqlTrail implements Writing {
  readonly areas: Readonly<Record<string, unknown>>

  constructor(tx: Transaction<Tables>, kind: DatabaseKind, rows: AreaRows) {
    super(tx)
    this.areas = rowsOn(tx, kind, rows)
  }
}

function rowsOn(
  db: Kysely<Tables>,
  kind: DatabaseKind,
  rows: AreaRows,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(rows).map(([area, on]) => [area, on(db, kind)]))
}
