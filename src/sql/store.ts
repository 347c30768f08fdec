/** The authority's store on a database, SQLite or PostgreSQL: `src/authority/store.ts` says what must hold. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Brief, Keep, PresenceKind, Store, Writing } from '../authority/store.ts'
import { USABLE_MS, UsedInMemory, type UsedOnce } from '../authority/used-once.ts'
import { announce } from './announcing.ts'
import type { Database } from './database.ts'
import { counting } from './idempotency.ts'
import type { DatabaseKind, Migration } from './migration.ts'
import { presentIn } from './presence.ts'
import type { Tables } from './tables.ts'
import { SqlTrail } from './trail.ts'
import { UNHURRIED } from './tried.ts'

/*
 * What serves once, for all processes on a PostgreSQL database: `src/authority/used-once.ts` says what must hold. Each use is one
 * statement, which waits for no other write and for no disk.
 */

const FORGET_EVERY_MS = 60_000
/** As far as clocks of two processes may be apart: none forgets what another would take again. */
const CLOCKS_APART_MS = USABLE_MS

function usedRows({ kysely: db }: Pick<Database, 'kysely'>): UsedOnce {
  let forgotMs = 0
  return {
    use: async (who, id, nowMs) => {
      if (nowMs - forgotMs >= FORGET_EVERY_MS) {
        forgotMs = nowMs
        await db
          .deleteFrom('used_once')
          .where('until', '<=', nowMs - CLOCKS_APART_MS)
          .execute()
      }
      const { rows } = await sql<{ name: string }>`
        insert into used_once (name, until)
        select ${`${who} ${id}`}, ${nowMs + USABLE_MS}::bigint from ${UNHURRIED}
        on conflict (name) do nothing
        returning name`.execute(db)
      return rows.length > 0
    },
  }
}

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
  readonly used: UsedOnce
  readonly #database: Database
  readonly #rows: AreaRows

  constructor(database: Database, rows: AreaRows) {
    super(database.kysely, database.kind)
    this.areas = rowsOn(database.kysely, database.kind, rows)
    // An embedded database has one process.
    this.used = database.kind === 'sqlite' ? new UsedInMemory() : usedRows(database)
    this.#database = database
    this.#rows = rows
  }

  async write<Result>(act: (writing: Writing) => Promise<Result>, keep: Keep = 'lasting'): Promise<Result> {
    const database = this.#database
    return await counting<Result>(
      database,
      async counted =>
        await database.transaction(keep === 'lasting', async tx => {
          await this.#waitForTurn(tx)
          return await counted(tx, await act(new SqlWriting(tx, database, this.#rows)))
        }),
    )
  }

  async announce(briefs: readonly Brief[]): Promise<void> {
    await announce(this.#database.kysely, this.#database, briefs)
  }

  async present(of: PresenceKind): Promise<ReadonlyMap<string, number>> {
    return await presentIn(this.#database.kysely, this.#database.kind, of)
  }

  async #waitForTurn(tx: Transaction<Tables>): Promise<void> {
    if (this.#database.kind === 'postgres') await sql`select pg_advisory_xact_lock(${WRITE_LOCK})`.execute(tx)
  }
}

class SqlWriting extends SqlTrail implements Writing {
  readonly areas: Readonly<Record<string, unknown>>
  readonly #database: Database

  constructor(tx: Transaction<Tables>, database: Database, rows: AreaRows) {
    super(tx, database.kind)
    this.areas = rowsOn(tx, database.kind, rows)
    this.#database = database
  }

  async announce(briefs: readonly Brief[]): Promise<void> {
    await announce(this.db, this.#database, briefs)
  }

  async present(of: PresenceKind): Promise<ReadonlyMap<string, number>> {
    return await presentIn(this.db, this.#database.kind, of)
  }
}

function rowsOn(db: Kysely<Tables>, kind: DatabaseKind, rows: AreaRows): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(rows).map(([area, on]) => [area, on(db, kind)]))
}
