/**
 * The rows of a server that runs, as an administrator of its database has them: any of them read and altered, and what can
 * only grow made to do otherwise.
 */
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { openStore } from '../../src/app/areas.ts'
import { DATABASE_FILE } from '../../src/app/serve/data-directory.ts'
import type { BriefingTables } from '../../src/areas/briefing/tables.ts'
import type { SignerTables } from '../../src/areas/signers/sql.ts'
import type { Reading } from '../../src/authority/store.ts'
import { type Database, openDatabase } from '../../src/sql/database.ts'
import { tablesOf, untilUnlocked, waitForNoLock } from '../postgres/databases.ts'

const GROW_ONLY = ['trail', 'round_version', 'free_revision', 'approved_version']

type Tables = ReturnType<typeof tablesOf> extends Kysely<infer All> ? All & SignerTables & BriefingTables : never

/** What a row is before and after it was put back. */
type Row = Readonly<Record<string, unknown>>

export class Rows {
  readonly #database: Database

  private constructor(database: Database) {
    this.#database = database
  }

  /** `database`: null is the file in the data directory. */
  static async open(t: TestContext, data: string, database: string | null): Promise<Rows> {
    const opened = await openDatabase(database === null ? { file: join(data, DATABASE_FILE) } : { url: database })
    t.after(async () => await opened.close())
    const rows = new Rows(opened)
    await waitForNoLock(opened)
    await rows.#letChange()
    return rows
  }

  /** As the server's own code reads it. */
  get store(): Reading {
    return openStore(this.#database)
  }

  /** One statement; once more while the server writes. */
  async do<Result>(act: (tables: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    const tables = tablesOf(this.#database).withTables<SignerTables>() as unknown as Kysely<Tables>
    return await untilUnlocked(async () => await act(tables))
  }

  /** What is altered in these tables meanwhile is put back. They have no rows that others lean on. */
  async meanwhile<Result>(
    names: readonly (keyof SignerTables | 'setting')[],
    act: () => Promise<Result>,
  ): Promise<Result> {
    const before: [string, readonly Row[]][] = []
    for (const name of names)
      before.push([name, await this.do(async db => await db.selectFrom(name).selectAll().execute())])
    try {
      return await act()
    } finally {
      for (const [name, rows] of before) {
        await this.do(async db => await db.deleteFrom(name as 'setting').execute())
        for (const row of rows)
          await this.do(
            async db =>
              await db
                .insertInto(name as 'setting')
                .values(row as never)
                .execute(),
          )
      }
    }
  }

  async #letChange(): Promise<void> {
    const { kysely, kind } = this.#database
    for (const table of GROW_ONLY)
      if (kind === 'postgres') await sql.raw(`alter table ${table} disable trigger all`).execute(kysely)
      else
        for (const verb of ['update', 'delete'])
          await this.do(async () => await sql.raw(`drop trigger ${table}_no_${verb}`).execute(kysely))
  }
}
