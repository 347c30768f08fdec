import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { NodeSqliteDialect } from './node-sqlite.ts'

test('whoever reads page after page of an embedded database leaves others a turn', async t => {
  const db = new Kysely<never>({ dialect: new NodeSqliteDialect(new DatabaseSync(':memory:')) })
  t.after(async () => await db.destroy())
  const numbers = sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
    select max(i) as most from n`
  let turns = 0
  let isOver = false
  const other = () => {
    turns++
    if (!isOver) setImmediate(other)
  }
  setImmediate(other)
  // Each takes a millisecond and more; a turn is ten.
  for (let page = 0; page < 60; page++) await numbers.execute(db)
  isOver = true
  assert.ok(turns >= 2, `${turns} turns`)
})
