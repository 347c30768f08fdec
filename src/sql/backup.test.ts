import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { MIGRATIONS, RESTORED_STATEMENTS } from '../app/areas.ts'
import type { RoundsTables } from '../areas/rounds/tables.ts'
import { backUp, restore } from './backup.ts'
import { type Database, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-backup-'))
  t.after(() => rmSync(made, { recursive: true }))
  return made
}

async function running(t: TestContext, file: string): Promise<Database> {
  const database = await openDatabase({ file })
  t.after(() => database.close())
  await migrate(database, MIGRATIONS)
  return database
}

const names = async (database: Database) =>
  (await database.kysely.selectFrom('setting').select('name').orderBy('name').execute()).map(({ name }) => name)
const add = async (database: Database, name: string) => {
  await database.kysely.insertInto('setting').values({ name, value: '' }).execute()
}

const KNOWN = { migrations: MIGRATIONS, restored: RESTORED_STATEMENTS }

test('a backup is made while the database is written, and is whole', async t => {
  const place = folder(t)
  const database = await running(t, join(place, 'a.sqlite'))
  for (let i = 0; i < 500; i++) await add(database, `before-${i}`)
  let isOver = false
  const writing = (async () => {
    for (let i = 0; !isOver; i++) {
      await add(database, `during-${i}`)
      await new Promise(done => setImmediate(done))
    }
  })()
  const { octets } = await backUp({ file: join(place, 'a.sqlite'), to: join(place, 'b.loa') })
  isOver = true
  await writing
  assert.ok(octets > 0)
  assert.deepEqual(
    readdirSync(place).filter(name => name.startsWith('b')),
    ['b.loa'],
    'one file and nothing beside it',
  )
  // File format write version (sqlite.org/fileformat.html, 1.3): 1 needs no log beside it, so a read-only disk will do.
  assert.equal(readFileSync(join(place, 'b.loa'))[18], 1)
  restore({ backup: join(place, 'b.loa'), file: join(place, 'c.sqlite'), now: 0, ...KNOWN })
  const restored = await running(t, join(place, 'c.sqlite'))
  const found = await names(restored)
  assert.equal(found.filter(name => name.startsWith('before-')).length, 500)
  assert.ok(found.includes('restored-at'))
  assert.ok(!(await names(database)).includes('restored-at'))
})

test('whoever was signed in is not signed in to what was restored, and links and codes are worth nothing', async t => {
  const place = folder(t)
  const file = join(place, 'a.sqlite')
  const database = await running(t, file)
  const at = '2026-02-03T00:00:00.000Z'
  for (const statement of [
    `insert into operator (id, name, state, code_sha256, code_expires_at, serial_last, flags, created_at)
     values ('mot', 'Một', 'new', 'x', 9, 0, '[]', 0)`,
    `insert into person (id, name, email, "emailVerified", "createdAt", "updatedAt", role, "isDisabled")
     values ('p', 'P', 'p@example.org', 1, '${at}', '${at}', 'editor', 0)`,
    `insert into sign_in_session (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
     values ('s', 't', 'p', '${at}', '${at}', '${at}')`,
    `insert into sign_in_verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     values ('v', 'i', 'v', '${at}', '${at}', '${at}')`,
    "insert into one_time_link (sha256, purpose, person_id, expires_at) values ('x', 'password', 'p', 9)",
  ])
    await sql.raw(statement).execute(database.kysely)
  await backUp({ file, to: join(place, 'b') })
  restore({ backup: join(place, 'b'), file: join(place, 'c'), now: 0, ...KNOWN })
  const restored = await running(t, join(place, 'c'))
  const count = async (of: Database, table: string) =>
    (await sql.raw(`select * from ${table}`).execute(of.kysely)).rows.length
  for (const table of ['one_time_link', 'sign_in_session', 'sign_in_verification']) {
    assert.equal(await count(database, table), 1, table)
    assert.equal(await count(restored, table), 0, table)
  }
  assert.equal(await count(restored, 'person'), 1)
  const codes = await restored.kysely.withTables<RoundsTables>().selectFrom('operator').select('code_sha256').execute()
  assert.deepEqual(codes, [{ code_sha256: null }])
})

test('nothing is overwritten, neither by a backup nor by a restore', async t => {
  const place = folder(t)
  const file = join(place, 'a.sqlite')
  await running(t, file)
  const to = join(place, 'b.loa')
  await backUp({ file, to })
  const before = readFileSync(to)
  await assert.rejects(backUp({ file, to }), { code: 'fileUnwritable' })
  assert.deepEqual(readFileSync(to), before)
  assert.throws(() => restore({ backup: to, file, now: 0, ...KNOWN }), { code: 'restoreOverLive' })
  const other = join(place, 'c.sqlite')
  writeFileSync(`${other}-wal`, 'of another database')
  assert.throws(() => restore({ backup: to, file: other, now: 0, ...KNOWN }), { code: 'restoreOverLive' })
  assert.ok(!existsSync(other))
})

test('what is no whole backup is refused, and leaves nothing behind', async t => {
  const place = folder(t)
  const file = join(place, 'a.sqlite')
  const database = await running(t, file)
  for (let i = 0; i < 3000; i++) await add(database, `name-${i}`)
  const to = join(place, 'b.loa')
  await backUp({ file, to })
  const whole = readFileSync(to)
  const damages: readonly [string, Buffer][] = [
    ['cut', whole.subarray(0, whole.length / 2)],
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('no database at all, but long enough to be read as one'.repeat(50))],
    // One page of names among many: everything else can be read.
    ['page', Buffer.concat([whole.subarray(0, -8192), Buffer.alloc(4096), whole.subarray(-4096)])],
    ['zeros', Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192)])],
  ]
  for (const [name, octets] of damages) {
    const damaged = join(place, name)
    writeFileSync(damaged, octets)
    assert.throws(
      () => restore({ backup: damaged, file: join(place, 'restored.sqlite'), now: 0, ...KNOWN }),
      { code: 'backupUnreadable' },
      name,
    )
  }
  assert.throws(
    () => restore({ backup: join(place, 'none'), file: join(place, 'restored.sqlite'), now: 0, ...KNOWN }),
    { code: 'backupUnreadable' },
  )
  assert.deepEqual(
    readdirSync(place).filter(name => name.startsWith('restored')),
    [],
  )
  await assert.rejects(backUp({ file: join(place, 'none'), to: join(place, 'd') }), { code: 'fileUnreadable' })
  await assert.rejects(backUp({ file, to: join(place, 'no', 'such') }), { code: 'fileUnwritable' })
})

test('a backup of an older program is restored, and gets the steps that it lacks', async t => {
  const place = folder(t)
  const file = join(place, 'a.sqlite')
  const old = await openDatabase({ file })
  t.after(() => old.close())
  await migrate(old, MIGRATIONS.slice(0, 1))
  await add(old, 'kept')
  await backUp({ file, to: join(place, 'b') })
  restore({ backup: join(place, 'b'), file: join(place, 'c'), now: 0, ...KNOWN })
  assert.ok((await names(await running(t, join(place, 'c')))).includes('kept'))
})

test('a backup of a newer program is refused', async t => {
  const place = folder(t)
  const file = join(place, 'a.sqlite')
  const database = await running(t, file)
  await (database.kysely as never as import('kysely').Kysely<{ loa_migration: { name: string; applied_at: number } }>)
    .insertInto('loa_migration')
    .values({ name: '999-later', applied_at: 0 })
    .execute()
  await backUp({ file, to: join(place, 'b') })
  assert.throws(() => restore({ backup: join(place, 'b'), file: join(place, 'c'), now: 0, ...KNOWN }), {
    code: 'databaseNewer',
  })
})
