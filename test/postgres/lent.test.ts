/** What a test leaves in a database that it was lent, and who gets it next. */
import assert from 'node:assert/strict'
import { after, before, describe, type TestContext, test } from 'node:test'
import pg from 'pg'
import { type PostgresServer, startPostgres, withoutPostgres } from './server.ts'

const TABLES = `
  create table made (name text primary key);
  insert into made values ('first');
  create table parent (id int primary key);
  create table child (parent int not null references parent)`

describe('on PostgreSQL', { skip: withoutPostgres() }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres()
  })
  after(async () => await server?.stop())

  /** To a test of its own, which does that in it and ends. */
  async function lent(t: TestContext, sql: string): Promise<{ url: string; rows: unknown[] }> {
    let found: { url: string; rows: unknown[] } | null = null
    await t.test('with a database', async inner => {
      const url = await server.lendDatabase(inner, async made => void (await asked(made, TABLES)))
      const rows = await asked(url, 'select name from made union all select id::text from parent')
      await asked(url, sql)
      found = { url, rows }
    })
    assert.ok(found)
    return found
  }

  test('a test finds no row of the one before, in the same database; and another one where more than rows was changed', async t => {
    const first = await lent(t, 'insert into parent values (1); insert into child values (1)')
    const second = await lent(t, 'alter table child disable trigger all')
    const third = await lent(t, 'drop table child')
    const fourth = await lent(t, 'select 1')
    for (const { rows } of [first, second, third, fourth]) assert.deepEqual(rows, [{ name: 'first' }])
    assert.equal(second.url, first.url)
    assert.equal(new Set([second.url, third.url, fourth.url]).size, 3)
  })
})

async function asked(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
