/** One authority, one server and one data directory on a PostgreSQL database; and what is done after its own tools restored it. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { MIGRATIONS } from '../../src/app/areas.ts'
import { KEY_FILE } from '../../src/app/serve/data-directory.ts'
import { openPlace } from '../../src/app/serve/place.ts'
import { markRestored } from '../../src/app/serve/restored-database.ts'
import { signerOf } from '../../src/directive/signing.ts'
import { beAlone } from '../../src/sql/alone.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { type PostgresServer, startPostgres, withoutPostgres } from './server.ts'
import { approved, contentFor, enrolled, openStage, scheduled, stateOf } from './stage.ts'

const LOCK = 1_280_262_410
const BRIEF_MS = 50

describe('on PostgreSQL', { skip: withoutPostgres() }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres()
  })
  after(async () => await server?.stop())

  function folder(t: TestContext): string {
    const made = mkdtempSync(join(tmpdir(), 'loa-place-'))
    t.after(() => rmSync(made, { recursive: true, force: true }))
    return made
  }

  async function client(t: TestContext, url: string): Promise<pg.Client> {
    const made = new pg.Client({ connectionString: url })
    await made.connect()
    t.after(async () => await made.end())
    return made
  }

  /** As a server opens it, and closes it again. */
  async function served(data: string, database: string, replacesKey = false): Promise<string> {
    const undo: (() => Promise<void> | void)[] = []
    try {
      const place = await openPlace({ data, database, replacesKey }, undo)
      await migrate(place.database, MIGRATIONS)
      const { keyId } = await signerOf(place.directory.signingKey)
      await place.makeOurs(keyId)
      return keyId
    } finally {
      for (const step of undo.toReversed()) await step()
    }
  }

  test('T19: a second server on one database is refused, and taken when the first has ended', async t => {
    const url = await server.createDatabase()
    const first = await beAlone(url)
    await assert.rejects(beAlone(url, BRIEF_MS), { code: 'databaseTaken' })
    // Another database of the same server is another authority's.
    await (await beAlone(await server.createDatabase(), BRIEF_MS)).release()
    await first.release()
    const second = await beAlone(url)
    t.after(async () => await second.release())
  })

  test('T19: a server whose connection was cut has the database again, unless another took it meanwhile', async t => {
    const url = await server.createDatabase()
    const alone = await beAlone(url)
    t.after(async () => await alone.release())
    const admin = await client(t, url)
    const cut = async () =>
      await admin.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = $1 and granted`,
        [LOCK],
      )
    const holder = async (): Promise<number | null> => {
      const { rows } = await admin.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and objid = $1 and granted`,
        [LOCK],
      )
      return rows[0]?.pid ?? null
    }
    const before = await holder()
    await cut()
    // The one that was cut off holds it a moment longer.
    const isAgain = async () => ![null, before].includes(await holder())
    while (!(await isAgain())) await wait(BRIEF_MS)
    await assert.rejects(beAlone(url, BRIEF_MS), { code: 'databaseTaken' })
    const rival = await client(t, url)
    const taken = rival.query('select pg_advisory_lock($1)', [LOCK])
    let waits = false
    while (!waits) {
      const { rows } = await admin.query(
        `select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
        [LOCK],
      )
      waits = rows.length > 0
      if (!waits) await wait(BRIEF_MS)
    }
    await cut()
    await taken
    await alone.lost
  })

  test('T19: a mistyped data directory is refused, and nothing is made in it', async t => {
    const url = await server.createDatabase()
    const [right, wrong] = [folder(t), join(folder(t), 'mistyped')]
    const keyId = await served(right, url)
    await assert.rejects(served(wrong, url), { code: 'dataForeign' })
    assert.ok(!existsSync(wrong), 'not even the directory')
    assert.equal(await served(right, url), keyId)
    // A directory of another authority.
    const other = folder(t)
    await served(other, await server.createDatabase())
    await assert.rejects(served(other, url), (error: Error) => error.message.includes(keyId))
  })

  test('T19: a database of 0.1.0, which does not say whose it is, is known by its trail and becomes that of the first key', async t => {
    const url = await server.createDatabase()
    const [right, wrong] = [folder(t), join(folder(t), 'mistyped')]
    const keyId = await served(right, url)
    const stage = await openStage(t, { open: async () => await openDatabase({ url }) })
    t.after(async () => await stage.database.close())
    await enrolled(stage, 'mot')
    await sql`delete from setting where name = 'authority-key'`.execute(stage.database.kysely)
    await assert.rejects(served(wrong, url), { code: 'dataForeign' })
    assert.ok(!existsSync(wrong))
    assert.equal(await served(right, url), keyId)
    assert.ok(existsSync(join(right, KEY_FILE)))
  })

  test('T19: a key that is lost for good is replaced where somebody says so', async t => {
    const url = await server.createDatabase()
    const lost = await served(folder(t), url)
    const fresh = folder(t)
    const keyId = await served(fresh, url, true)
    assert.notEqual(keyId, lost)
    assert.equal(await served(fresh, url), keyId)
  })

  test('T19: after a recovery to a point in time what was open is held, everyone signs in again', async t => {
    const url = await server.createDatabase()
    const opened = { open: async () => await openDatabase({ url }) }
    const stage = await openStage(t, opened)
    await enrolled(stage, 'mot')
    const open = await scheduled(stage, contentFor(['mot']))
    const ready = await approved(stage, contentFor(['mot']))
    await stage.database.close()
    await markRestored({ url, nowMs: stage.clock.now() })
    const again = await openStage(t, opened, { key: stage.key, clock: stage.clock })
    t.after(async () => await again.database.close())
    assert.equal(await stateOf(again, open.id), 'returned')
    assert.equal(await stateOf(again, ready.id), 'returned')
  })

  test('T19: a database of nobody is not said to be restored, one of an authority is', async t => {
    const url = await server.createDatabase()
    await assert.rejects(markRestored({ url, nowMs: 0 }), { code: 'databaseEmpty' })
    await served(folder(t), url)
    await markRestored({ url, nowMs: 0 })
  })
})
