/**
 * Both databases for one suite: each test gets one with all tables and no row, and what it opened is closed and removed after
 * it. All suites of a process have one PostgreSQL server; the tables are made once.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { MIGRATIONS } from '../../src/app/areas.ts'
import type { SignInTables } from '../../src/areas/access/tables.ts'
import type { FreeTables } from '../../src/areas/free/tables.ts'
import type { MonthTables } from '../../src/areas/months/sql.ts'
import type { RoundsTables } from '../../src/areas/rounds/tables.ts'
import type { ScreeningTables } from '../../src/areas/screening/tables.ts'
import { type Database, openDatabase, type Where } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { isMore, isShort } from '../parts.ts'
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
  /** One without tables. */
  emptyPlace(t: TestContext): Promise<Where>
  open(t: TestContext, where?: Where): Promise<Database>
}

/** Of `npm test` on SQLite alone, unless it is told that it is the databases that are tested. */
export function onEachDatabase(suite: (databases: Databases) => void, { isAlwaysBoth = false } = {}): void {
  if (isShort) describe('on SQLite', () => suite(onlySqlite()))
  if (isAlwaysBoth ? !isShort : !isMore) return
  describe('on PostgreSQL', { skip: withoutPostgres() }, () => {
    before(async () => {
      server ??= await startPostgres()
    })
    suite(
      withOpen({
        kind: 'postgres',
        place: async t => ({ url: (await server?.lendDatabase(t, furnish)) ?? '' }),
        emptyPlace: async () => ({ url: (await server?.createDatabase()) ?? '' }),
      }),
    )
  })
}

let server: PostgresServer | undefined
let sqlite: Promise<{ folder: string; file: string }> | undefined
// Of the process: after the last of its files.
after(async () => {
  await server?.stop()
  if (sqlite !== undefined) rmSync((await sqlite).folder, { recursive: true, force: true })
})

async function furnish(url: string): Promise<void> {
  await makeTables({ url })
}

export function onlySqlite(): Databases {
  return withOpen({
    kind: 'sqlite',
    place: async t => {
      const place = emptyFile(t)
      await furnishFile(place.file)
      return place
    },
    emptyPlace: async t => emptyFile(t),
  })
}

/** An embedded database with all tables and no row, where none is: to make them takes forty times as long as to copy them. */
export async function furnishFile(file: string): Promise<void> {
  sqlite ??= furnishedFile()
  copyFileSync((await sqlite).file, file)
}

function emptyFile(t: TestContext): { file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'loa-sql-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return { file: join(folder, 'authority.sqlite') }
}

async function furnishedFile() {
  const folder = mkdtempSync(join(tmpdir(), 'loa-sql-'))
  const file = join(folder, 'authority.sqlite')
  await makeTables({ file })
  return { folder, file }
}

async function makeTables(where: Where): Promise<void> {
  const database = await openDatabase(where)
  try {
    await migrate(database, MIGRATIONS)
  } finally {
    await database.close()
  }
}

const AGAIN_MS = 10
const TRIES_MAX = 500

/**
 * The database of a server that runs in this very process, for whoever looks at its rows: who waited for its lock would keep the server
 * from giving it back. One statement or one transaction at a time; where the server writes it is begun once more.
 */
export async function beside<Result>(where: Where, act: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(where)
  try {
    await waitForNoLock(database)
    return await untilUnlocked(async () => await act(database))
  } finally {
    await database.close()
  }
}

export async function waitForNoLock({ kind, kysely }: Database): Promise<void> {
  if (kind === 'sqlite') await sql`pragma busy_timeout = 0`.execute(kysely)
}

export async function untilUnlocked<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++)
    try {
      return await act()
    } catch (error) {
      if (!/locked|busy/i.test(String(error)) || tries >= TRIES_MAX) throw error
      await new Promise(later => setTimeout(later, AGAIN_MS))
    }
}

function withOpen(of: Omit<Databases, 'open'>): Databases {
  return {
    ...of,
    open: async (t, where) => {
      const database = await openDatabase(where ?? (await of.place(t)))
      t.after(async () => await database.close())
      return database
    },
  }
}
