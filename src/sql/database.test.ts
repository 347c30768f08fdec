import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { MIGRATIONS } from '../app/areas.ts'
import { Failure } from '../base/failure.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migration.ts'

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-sql-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'authority.sqlite')
}

test('a file keeps its tables, waits for the disk, and takes its steps only once', async t => {
  const file = place(t)
  const first = await openDatabase({ file })
  assert.deepEqual((await migrate(first, MIGRATIONS))[0], '001-authority')
  await first.kysely.insertInto('setting').values({ name: 'a', value: 'b' }).execute()
  const pragma = async (name: string) =>
    Object.values((await sql.raw(`pragma ${name}`).execute(first.kysely)).rows[0] as object)[0]
  assert.equal(await pragma('journal_mode'), 'wal')
  assert.equal(await pragma('synchronous'), 2, 'FULL')
  assert.equal(await pragma('foreign_keys'), 1)
  await first.close()
  const second = await openDatabase({ file })
  t.after(() => second.close())
  assert.deepEqual(await migrate(second, MIGRATIONS), [])
  assert.deepEqual(await second.kysely.selectFrom('setting').selectAll().execute(), [{ name: 'a', value: 'b' }])
})

test('a database of a newer program is refused and left as it is', async t => {
  const database = await openDatabase({ file: place(t) })
  t.after(() => database.close())
  const step = (name: string): Migration => ({
    name,
    up: async db => {
      await sql.raw(`create table t${name} (a text)`).execute(db)
    },
  })
  await migrate(database, [step('1'), step('2')])
  await assert.rejects(
    migrate(database, [step('1')]),
    error => error instanceof Failure && error.code === 'databaseNewer',
  )
})

test('rounds of a database from before rounds had a purpose are live', async t => {
  const database = await openDatabase({ file: place(t) })
  t.after(() => database.close())
  const before = MIGRATIONS.filter(({ name }) => name < '022')
  await migrate(database, before)
  const run = async (text: string) => (await sql.raw(text).execute(database.kysely)).rows
  await run(`insert into campaign values ('c', 'C', '', 'c', 1, 'x')`)
  await run(`insert into round (id, campaign_id, number, title, state, version, digest, subscribers, segments, estimate, stop_ordered,
    created_at, updated_at, updated_by) values ('r', 'c', 1, 'R', 'approved', 1, 'd', 1, 1, '{}', 0, 1, 1, 'x')`)
  assert.ok((await migrate(database, MIGRATIONS)).includes('022-round-purpose'))
  assert.deepEqual(await run('select id, purpose from round'), [{ id: 'r', purpose: 'live' }])
  await assert.rejects(run(`update round set purpose = 'both'`))
})

test('a step that fails leaves nothing behind', async t => {
  const database = await openDatabase({ file: place(t) })
  t.after(() => database.close())
  const broken: Migration = {
    name: 'broken',
    up: async db => {
      await sql.raw('create table half (a text)').execute(db)
      throw new Error('power cut')
    },
  }
  await assert.rejects(migrate(database, [broken]), /power cut/)
  const { rows } = await sql`select name from sqlite_master where type = 'table'`.execute(database.kysely)
  assert.deepEqual(rows, [])
})

test('transactions take their turns, and one that fails leaves nothing', async t => {
  const database = await openDatabase({ file: place(t) })
  t.after(() => database.close())
  await migrate(database, MIGRATIONS)
  const db = database.kysely
  const add = (name: string, fail: boolean) =>
    db.transaction().execute(async tx => {
      await tx.insertInto('setting').values({ name, value: '' }).execute()
      await new Promise(done => setImmediate(done))
      if (fail) throw new Error('no')
    })
  const results = await Promise.allSettled([add('a', false), add('b', true), add('c', false)])
  assert.deepEqual(
    results.map(result => result.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  const rows = await db.selectFrom('setting').select('name').orderBy('name').execute()
  assert.deepEqual(rows, [{ name: 'a' }, { name: 'c' }])
})

test('a number that a double cannot hold is an error, never another number', async t => {
  const database = await openDatabase({ file: place(t) })
  t.after(() => database.close())
  const ask = (number: string) => sql.raw(`select ${number} as n`).execute(database.kysely)
  assert.deepEqual((await ask('9007199254740991')).rows.length, 1)
  await assert.rejects(ask('9007199254740993'))
})

test('what cannot be opened is a sentence', async t => {
  const failed = (error: unknown) => error instanceof Failure && error.code === 'databaseUnavailable'
  await assert.rejects(openDatabase({ file: join(place(t), 'no', 'such') }), failed)
  await assert.rejects(openDatabase({ url: 'postgres://127.0.0.1:1/none' }), failed)
})
