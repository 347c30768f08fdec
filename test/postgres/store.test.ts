/** What the store promises whatever it stands on: whole writes, told after the commit, and sentences when it fails. */

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { Kysely, sql } from 'kysely'
import { MIGRATIONS, openStore } from '../../src/app/areas.ts'
import { operatorRows } from '../../src/areas/operators/store.ts'
import { line, paragraph } from '../../src/authority/actor.ts'
import { openDatabase, type Where } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { connectPostgres } from '../../src/sql/postgres.ts'
import type { Tables } from '../../src/sql/tables.ts'
import { written } from '../../src/text/written.ts'
import { between } from './between.ts'
import { onEachDatabase, onlySqlite, tablesOf } from './databases.ts'
import { startPostgres, withoutPostgres } from './server.ts'
import { approved, contentFor, draft, enrolled, openStage, PEOPLE, scheduled } from './stage.ts'

const text = fc.string({ unit: 'binary', maxLength: 50 })

onEachDatabase(
  databases => {
    test('whatever people may write comes back as they wrote it', async t => {
      const { authority } = await openStage(t, databases)
      await fc.assert(
        fc.asyncProperty(text, text, async (title, note) => {
          const wanted = { title: line.safeParse(title), note: paragraph.safeParse(note) }
          if (!wanted.title.success || !wanted.note.success) return
          const { id } = await authority.createCampaign(PEOPLE.editor, { title, note })
          const kept = await authority.campaign(id)
          assert.deepEqual([kept.title, kept.note], [wanted.title.data, wanted.note.data])
        }),
        { numRuns: 100, endOnFailure: true },
      )
    })

    test('no control character gets into what people write, but the end of a line', () => {
      assert.equal(paragraph.parse('a\n\tb\r\nc'), 'a\n b\nc')
      for (const bad of ['\0', '\u0007', '\u009f', '\ud83d'])
        assert.ok(!paragraph.safeParse(`a${bad}b`).success && !line.safeParse(`a${bad}b`).success)
      assert.ok(!line.safeParse('a\nb').success)
    })

    test('any text of a message comes back as it is written, letter for letter, though it cannot be sent', async t => {
      const stage = await openStage(t, databases)
      const { id } = await draft(stage, contentFor([]))
      let version = 1
      await fc.assert(
        fc.asyncProperty(text, async given => {
          const content = contentFor([], { messages: [{ variants: [{ language: 'vi', text: given }] }] })
          await stage.authority.saveRound(PEOPLE.editor, id, { version, content })
          version += 1
          const kept = await stage.authority.round(PEOPLE.editor, id)
          assert.equal(kept.content.messages[0].variants[0].text, written(given))
        }),
        { numRuns: 50, endOnFailure: true },
      )
    })

    test('a write that fails half-way changes nothing, leaves no entry and is told to nobody', async t => {
      const stage = await openStage(t, databases)
      const { authority, changes, database } = stage
      await enrolled(stage, 'mot')
      const { id } = await approved(stage, contentFor(['mot']))
      const before = await authority.verifyTrail()
      changes.length = 0
      const refuse =
        databases.kind === 'sqlite'
          ? [
              `create trigger refuse before update on round
             when new.state = 'scheduled' begin select raise(abort, 'power cut'); end`,
            ]
          : [
              `create function refuse() returns trigger language plpgsql as
             $$ begin raise exception 'power cut'; end $$`,
              `create trigger refuse before update on round for each row
             when (new.state = 'scheduled') execute function refuse()`,
            ]
      for (const statement of refuse) await sql.raw(statement).execute(database.kysely)
      await assert.rejects(authority.scheduleRound(PEOPLE.approver, id), /power cut/)
      assert.deepEqual(changes, [])
      assert.deepEqual(await authority.verifyTrail(), before)
      assert.deepEqual((await authority.live(id)).directives, [])
      const [operator] = await operatorRows(openStore(database)).operators()
      assert.equal(operator.serialLast, 0, 'no serial is lost')
      const drop = databases.kind === 'sqlite' ? 'drop trigger refuse' : 'drop trigger refuse on round'
      await sql.raw(drop).execute(database.kysely)
      assert.equal((await authority.scheduleRound(PEOPLE.approver, id)).state, 'scheduled')
    })

    test('only what is told again does without the disk, and what fails there leaves nothing either', async t => {
      const database = await databases.open(t)
      await migrate(database, MIGRATIONS)
      const isFile = database.kind === 'sqlite'
      const waits = async (tx: Kysely<Tables>) => {
        const asked = isFile ? 'pragma synchronous' : 'show synchronous_commit'
        const { rows } = await sql.raw<Record<string, unknown>>(asked).execute(tx)
        return Object.values(rows[0])[0]
      }
      const usual = await waits(database.kysely)
      assert.equal(await database.transaction(true, waits), usual)
      assert.equal(await database.transaction(false, waits), isFile ? 1 : 'off')
      await assert.rejects(
        database.transaction(false, async tx => {
          await tx.insertInto('setting').values({ name: 'a', value: 'b' }).execute()
          throw new Error('on purpose')
        }),
        /on purpose/,
      )
      assert.equal(await waits(database.kysely), usual, 'and afterwards as before')
      assert.deepEqual(await database.kysely.selectFrom('setting').selectAll().execute(), [])
      if (isFile) assert.equal(usual, 2)
    })

    test('two programs that start at once make the tables once', async t => {
      const where = await databases.emptyPlace(t)
      const steps = await Promise.all([migrated(where), migrated(where)])
      assert.deepEqual(steps.map(count => count > 0).sort(), [false, true])
    })

    test('counts as large as a country of countries stay exact', async t => {
      const stage = await openStage(t, databases)
      const node = await enrolled(stage, 'mot')
      await node.hello({ subscribers: 10_000_000_000, languages: [], segmentsPerSecond: 0 })
      const { id } = await scheduled(stage, contentFor(['mot']))
      const round = await stage.authority.round(PEOPLE.auditor, id)
      assert.deepEqual([round.subscribers, round.segments], [10_000_000_000, 10_000_000_000])
      await tablesOf(stage.database).updateTable('round').set({ subscribers: Number.MAX_SAFE_INTEGER }).execute()
      const [row] = await tablesOf(stage.database).selectFrom('round').select('subscribers').execute()
      assert.equal(row.subscribers, Number.MAX_SAFE_INTEGER)
    })
  },
  { isAlwaysBoth: true },
)

test('a full disk is a sentence, nothing is changed, and it goes on when there is room again', async t => {
  const stage = await openStage(t, onlySqlite())
  const { authority, changes, database } = stage
  await enrolled(stage, 'mot')
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(database.kysely)
  await sql.raw(`pragma max_page_count = ${pages.rows[0].page_count}`).execute(database.kysely)
  const before = await authority.verifyTrail()
  changes.length = 0
  const fill = async () => {
    for (let i = 0; i < 500; i++) await draft(stage, contentFor(['mot']))
  }
  await assert.rejects(fill, { code: 'databaseUnwritable' })
  const whole = await authority.verifyTrail()
  assert.equal(whole.is, 'whole')
  assert.ok(whole.entries >= before.entries)
  assert.equal(
    changes.filter(({ is }) => is === 'round').length,
    (await authority.trail({ action: 'round.create', actor: null, subject: null, cursor: null, limit: 200 })).items
      .length,
    'only what was kept was told',
  )
  await sql.raw('pragma max_page_count = 1000000').execute(database.kysely)
  await draft(stage, contentFor(['mot']))
})

test('a PostgreSQL server that goes away is a sentence', { skip: withoutPostgres() }, async t => {
  const server = await startPostgres()
  const database = await openDatabase({ url: await server.createDatabase() })
  t.after(() => database.close())
  await migrate(database, MIGRATIONS)
  const store = openStore(database)
  await store.write(async writing => await writing.setSetting('a', 'b'))
  await server.stop()
  await assert.rejects(
    store.write(async writing => await writing.setSetting('a', 'c')),
    { code: 'databaseUnavailable' },
  )
  await assert.rejects(store.setting('a'), { code: 'databaseUnavailable' })
})

test('a server that has become read-only is a sentence, and is asked no more by the same connections', {
  skip: withoutPostgres(),
}, async t => {
  const server = await startPostgres()
  t.after(async () => await server.stop())
  const url = await server.createDatabase()
  const database = await openDatabase({ url })
  await migrate(database, MIGRATIONS)
  const store = openStore(database)
  t.after(async () => await database.close())
  // As after a failover: connections lead to what is now a standby, new ones to the server that is first.
  const all = await Promise.all(
    Array.from({ length: 5 }, async () => {
      await database.kysely.connection().execute(async connection => {
        await sql`set default_transaction_read_only = on`.execute(connection)
        await sql`select pg_sleep(0.05)`.execute(connection)
      })
    }),
  )
  assert.equal(all.length, 5)
  const write = async () => await store.write(async writing => await writing.setSetting('a', 'b'))
  await assert.rejects(write, { code: 'databaseUnavailable' })
  await write()
  for (let again = 0; again < 10; again++) await write()
  assert.equal(await store.setting('a'), 'b')
})

test('where one connection was cut, none that was made before is used again, and what is asked next is answered', {
  skip: withoutPostgres(),
}, async t => {
  const server = await startPostgres()
  t.after(async () => await server.stop())
  const database = await openDatabase({ url: await server.createDatabase() })
  t.after(async () => await database.close())
  await migrate(database, MIGRATIONS)
  const store = openStore(database)
  const pidOf = async (connection: Kysely<Tables>) => {
    await sql`select pg_sleep(0.05)`.execute(connection)
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection)
    return rows[0].pid
  }
  const pids = async () =>
    await Promise.all(Array.from({ length: 5 }, async () => await database.kysely.connection().execute(pidOf)))
  const before = await pids()
  assert.equal(new Set(before).size, 5)
  const cut = database.kysely.connection().execute(async connection => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(connection)
  })
  await assert.rejects(cut, { code: 'databaseUnavailable' })
  await store.write(async writing => await writing.setSetting('a', 'b'))
  const after = await pids()
  assert.deepEqual(
    after.filter(pid => before.includes(pid)),
    [],
  )
})

test('a server that takes nothing any more is left by new connections too, until it does again, without a restart', {
  skip: withoutPostgres(),
}, async t => {
  const server = await startPostgres()
  t.after(async () => await server.stop())
  const url = await server.createDatabase()
  const admin = await openDatabase({ url })
  t.after(async () => await admin.close())
  await migrate(admin, MIGRATIONS)
  const name = /\/([a-z0-9]+)\?/.exec(url)?.[1] ?? ''
  const close = async (isReadOnly: string) =>
    await sql.raw(`alter database ${name} set default_transaction_read_only = ${isReadOnly}`).execute(admin.kysely)
  await close('on')
  await assert.rejects(openDatabase({ url }), { code: 'databaseUnavailable' })
  await close('off')
  const database = await openDatabase({ url })
  t.after(async () => await database.close())
  const store = openStore(database)
  assert.equal(await store.setting('a'), null)
  await close('on')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`.execute(admin.kysely)
  for (let again = 0; again < 3; again++)
    await assert.rejects(store.setting('a'), { code: 'databaseUnavailable' }, 'not even read: it may be old')
  // The connection that says so says it for itself too.
  await sql`set default_transaction_read_only = off`.execute(admin.kysely)
  await close('off')
  await store.write(async writing => await writing.setSetting('a', 'b'))
  assert.equal(await store.setting('a'), 'b')
})

test('a server that says nothing any more is a sentence after a while, and what is asked next goes to another connection', {
  skip: withoutPostgres(),
}, async t => {
  const server = await startPostgres()
  t.after(async () => await server.stop())
  const line = await between(t, await server.createDatabase())
  const dialect = await connectPostgres(line.url, { statementMs: 100, silenceMs: 100 })
  const kysely = new Kysely<Tables>({ dialect })
  t.after(async () => await kysely.destroy())
  const ask = async () => (await sql<{ one: number }>`select 1 as one`.execute(kysely)).rows[0].one
  assert.equal(await ask(), 1)
  line.lose('everything')
  await assert.rejects(ask(), { code: 'databaseUnavailable' })
  line.lose('nothing')
  assert.equal(await ask(), 1)
})

/** In a process of its own: how many steps it took. */
async function migrated(where: Where): Promise<number> {
  const at = (file: string) => JSON.stringify(new URL(`../../src/sql/${file}`, import.meta.url))
  const program = `
    const { openDatabase } = await import(${at('database.ts')})
    const { migrate } = await import(${at('migrate.ts')})
    const { MIGRATIONS } = await import(${at('../app/areas.ts')})
    const database = await openDatabase(${JSON.stringify(where)})
    const steps = await migrate(database, MIGRATIONS)
    await database.close()
    console.log(steps.length)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  return Number(stdout)
}
