/** One authority and its keys on a PostgreSQL database; and what is done after its own tools restored it. */
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { KEY_FILE, PUSH_KEY_FILE, SECRET_FILE } from '../../src/app/serve/data-directory.ts'
import { openPlace } from '../../src/app/serve/place.ts'
import { markRestored } from '../../src/app/serve/restored-database.ts'
import { signerOf } from '../../src/directive/signing.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { type PostgresServer, startPostgres, withoutPostgres } from './server.ts'
import { approved, contentFor, enrolled, openStage, scheduled, stateOf } from './stage.ts'

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

  /** As a server opens it, and closes it again. */
  async function served(data: string, database: string, replacesKey = false): Promise<string> {
    const undo: (() => Promise<void> | void)[] = []
    try {
      const place = await openPlace({ data, database, replacesKey }, undo)
      return (await signerOf(place.directory.signingKey)).keyId
    } finally {
      for (const step of undo.toReversed()) await step()
    }
  }

  test('a mistyped data directory is refused, and nothing is made in it', async t => {
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

  test('a database of 0.1.0, which does not say whose it is, is known by its trail and becomes that of the first key', async t => {
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

  test('a key that is lost for good is replaced where somebody says so', async t => {
    const url = await server.createDatabase()
    const lost = await served(folder(t), url)
    const fresh = folder(t)
    const keyId = await served(fresh, url, true)
    assert.notEqual(keyId, lost)
    assert.equal(await served(fresh, url), keyId)
  })

  test('a second machine serves a database with copies of the key files, and with half of them not at all', async t => {
    const url = await server.createDatabase()
    const [first, second] = [folder(t), folder(t)]
    const keyId = await served(first, url)
    copyFileSync(join(first, KEY_FILE), join(second, KEY_FILE))
    const withoutSecret = served(second, url)
    await assert.rejects(withoutSecret, { code: 'keyForeign', details: { directory: second, file: SECRET_FILE } })
    assert.ok(!existsSync(join(second, SECRET_FILE)), 'none is made')
    writeFileSync(join(second, SECRET_FILE), 'another one')
    await assert.rejects(served(second, url), { code: 'keyForeign' })
    copyFileSync(join(first, SECRET_FILE), join(second, SECRET_FILE))
    assert.equal(await served(second, url), keyId)
  })

  test('a key that is made later is made by one server, and its copy is asked for at the others', async t => {
    const url = await server.createDatabase()
    const [first, second] = [folder(t), folder(t)]
    await served(first, url)
    for (const file of [KEY_FILE, SECRET_FILE]) copyFileSync(join(first, file), join(second, file))
    const made = (data: string, text: string) => async () => {
      writeFileSync(join(data, PUSH_KEY_FILE), text)
      return text
    }
    const undo: (() => Promise<void> | void)[] = []
    const close = async () => {
      for (const step of undo.splice(0).toReversed()) await step()
    }
    t.after(close)
    const place = await openPlace({ data: first, database: url }, undo)
    assert.equal(await place.keyIn(PUSH_KEY_FILE, made(first, 'one')), 'one')
    // The other one was begun before and makes its own in the next instant.
    const late = place.keyIn(PUSH_KEY_FILE, made(first, 'other'))
    await assert.rejects(late, { code: 'keyForeign' })
    writeFileSync(join(first, PUSH_KEY_FILE), 'one')
    await close()
    await assert.rejects(served(second, url), { code: 'keyForeign' })
    copyFileSync(join(first, PUSH_KEY_FILE), join(second, PUSH_KEY_FILE))
    await served(second, url)
  })

  test('a server whose keys were replaced by another one ends, and says which', async t => {
    const url = await server.createDatabase()
    const undo: (() => Promise<void> | void)[] = []
    const place = await openPlace({ data: folder(t), database: url, lookEveryMs: BRIEF_MS }, undo)
    t.after(async () => {
      for (const step of undo.toReversed()) await step()
    })
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    t.after(async () => await admin.end())
    await admin.query(`update setting set value = 'another' where name = 'authority-key'`)
    assert.equal((await place.lost).code, 'dataForeign')
  })

  test('after a recovery to a point in time what was open is held, everyone signs in again', async t => {
    const url = await server.createDatabase()
    const opened = { open: async () => await openDatabase({ url }) }
    const stage = await openStage(t, opened)
    await enrolled(stage, 'mot')
    const open = await scheduled(stage, contentFor(['mot']))
    const ready = await approved(stage, contentFor(['mot']))
    await stage.database.close()
    await markRestored({ where: { url }, nowMs: stage.clock.now() })
    const [again, other] = await Promise.all([
      openStage(t, opened, { key: stage.key, clock: stage.clock }),
      openStage(t, opened, { key: stage.key, clock: stage.clock }),
    ])
    for (const { database } of [again, other]) t.after(async () => await database.close())
    const query = { action: 'authority.restore', actor: null, subject: null, cursor: null, limit: 9 }
    assert.equal((await again.authority.trail(query)).items.length, 1, 'held by one of two servers')
    assert.equal(await stateOf(again, open.id), 'returned')
    assert.equal(await stateOf(again, ready.id), 'returned')
  })

  test('a database of nobody is not said to be restored, one of an authority is', async t => {
    const url = await server.createDatabase()
    await assert.rejects(markRestored({ where: { url }, nowMs: 0 }), { code: 'databaseEmpty' })
    await served(folder(t), url)
    await markRestored({ where: { url }, nowMs: 0 })
  })
})
