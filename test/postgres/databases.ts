/**
 * Both databases for one suite: each test gets a new, empty one, and what it opened is closed and removed after it. All suites of
 * a process have one PostgreSQL server.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext } from 'node:test'
import type { SignInTables } from '../../src/areas/access/tables.ts'
import type { FreeTables } from '../../src/areas/free/tables.ts'
import type { MonthTables } from '../../src/areas/months/tables.ts'
import type { RoundsTables } from '../../src/areas/rounds/tables.ts'
import type { ScreeningTables } from '../../src/areas/screening/tables.ts'
import { type Database, openDatabase, type Where } from '../../src/sql/database.ts'
import { type PostgresServer, startPostgres, withoutPostgres } from './server.ts'

/** The tables of all areas, for tests that look at rows. */
export function tablesOf({ kysely }: Pick<Database, 'kysely'>) {
  return kysely
    .withTables<RoundsTables>()
    .withTables<FreeTables>()
    .withTables<MonthTables>()
    .withTables<ScreeningTables>()
    .withTables<SignInTables>()
}

export interface Databases {
  readonly kind: 'sqlite' | 'postgres'
  /** Where a new one is. */
  place(t: TestContext): Promise<Where>
  open(t: TestContext, where?: Where): Promise<Database>
}

export function onEachDatabase(suite: (databases: Databases) => void): void {
  describe('on SQLite', () => suite(onlySqlite()))
  describe('on PostgreSQL', { skip: withoutPostgres() }, () => {
    before(async () => {
      server ??= await startPostgres()
    })
    suite(withOpen('postgres', async t => ({ url: (await server?.lendDatabase(t)) ?? '' })))
  })
}

let server: PostgresServer | undefined
// Of the process: after the last of its files.
after(async () => await server?.stop())

export function onlySqlite(): Databases {
  return withOpen('sqlite', async t => ({ file: placeOfFile(t) }))
}

function placeOfFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-sql-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'authority.sqlite')
}

function withOpen(kind: Databases['kind'], place: Databases['place']): Databases {
  return {
    kind,
    place,
    open: async (t, where) => {
      const database = await openDatabase(where ?? (await place(t)))
      t.after(async () => await database.close())
      return database
    },
  }
}
