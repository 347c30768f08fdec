/** Whether anybody has committed anything, asked of both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { commitMark } from '../../src/sql/commit-mark.ts'
import { onEachDatabase } from './databases.ts'

onEachDatabase(
  databases => {
    test('every commit of another connection gives another mark, and none is missed by whoever reads after it', async t => {
      const where = await databases.emptyPlace(t)
      const looking = await databases.open(t, where)
      const writing = await databases.open(t, where)
      await sql`create table a (n bigint)`.execute(writing.kysely)
      let before = await commitMark(looking)
      for (let i = 1; i <= 20; i++) {
        await writing.transaction(i % 2 === 0, async tx => {
          await sql`insert into a (n) values (${i})`.execute(tx)
        })
        const mark = await commitMark(looking)
        assert.notEqual(mark, before, `commit ${i}`)
        const { rows } = await sql<{ n: number }>`select count(*) as n from a`.execute(looking.kysely)
        assert.equal(Number(rows[0].n), i)
        before = mark
      }
    })

    test('a transaction that is open changes the mark once more when it commits', async t => {
      if (databases.kind === 'sqlite') return
      const where = await databases.emptyPlace(t)
      const looking = await databases.open(t, where)
      const writing = await databases.open(t, where)
      await sql`create table a (n bigint)`.execute(writing.kysely)
      let open = ''
      await writing.transaction(true, async tx => {
        await sql`insert into a (n) values (1)`.execute(tx)
        open = await commitMark(looking)
      })
      assert.notEqual(await commitMark(looking), open)
    })
  },
  { isAlwaysBoth: true },
)
