/** Both databases for one suite: each test gets a new, empty one, and what it opened is closed and removed after it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext } from 'node:test'
import { type Database, openDatabase, type Where } from '../../src/sql/database.ts'
import { type PostgresServer, startPostgres, withoutPostgres } from './server.ts'

export interface Databases {
  readonly kind: 'sqlite' | 'postgres'
  /** Where a new one is. */
  place(t: TestContext): Promise<Where>
  open(t: TestContext, where?: Where): Promise<Database>
}

export function onEachDatabase(suite: (databases: Databases) => void): void {
  describe('on SQLite', () => suite(onlySqlite()))
  describe('on PostgreSQL', { skip: withoutPostgres() }, () => {
    let server: PostgresServer
    before(async () => {
      server = await startPostgres()
    })
    after(async () => await server?.stop())
    suite(withOpen('postgres', async () => ({ url: await server.createDatabase() })))
  })
}

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
