/** The authority's store on a database, SQLite or PostgreSQL: `src/authority/store.ts` says what must hold. */
import { sql, type Transaction } from 'kysely'
import { SqlReading } from '../areas/rounds/sql-reading.ts'
import { SqlWriting } from '../areas/rounds/sql-writing.ts'
import type { Keep, Store, Writing } from '../areas/rounds/store.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** An advisory lock of PostgreSQL: writes take their turns there too. SQLite has but one writer. */
const WRITE_LOCK = 1_280_262_402

export class SqlStore extends SqlReading implements Store {
  readonly #database: Database

  constructor(database: Database) {
    super(database.kysely)
    this.#database = database
  }

  async write<Result>(
    act: (writing: Writing) => Promise<Result>,
    keep: Keep = 'lasting',
  ): Promise<Result> {
    return await this.#database.transaction(keep === 'lasting', async tx => {
      await this.#waitForTurn(tx)
      return await act(new SqlWriting(tx))
    })
  }

  async #waitForTurn(tx: Transaction<Tables>): Promise<void> {
    if (this.#database.kind === 'postgres')
      await sql`select pg_advisory_xact_lock(${WRITE_LOCK})`.execute(tx)
  }
}
