/**
 * A change and its entry in the trail are there together or not at all: the database breaks between the two, as a process that is
 * killed there would, for whatever people change of roles, keys, doors, tablets, operators and of what they sign in with.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { type Database, openDatabase } from '../../src/sql/database.ts'
import { type Databases, onEachDatabase, untilUnlocked, waitForNoLock } from '../postgres/databases.ts'
import { administratorOf, dataFolder, PASSWORD, type Person, personOf, serveHere } from './stage.ts'
import { totp } from './totp.ts'

/** When a key was used last; and a code of an app that was given serves no more, whatever became of what it was given for. */
const STAYS = new Set(['last_used_at', 'lastStep'])

/** Written on the way to any answer, by the pipe itself, or by a process that lives. */
const ASIDE = [
  ...['kept_answer', 'loa_migration', 'sign_in_verification', 'tried', 'used_once'],
  ...['process', 'lease', 'presence'],
]

async function tablesOf({ kind, kysely }: Database): Promise<string[]> {
  const { rows } = await (kind === 'postgres'
    ? sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`
    : sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
  ).execute(kysely)
  return rows.map(({ name }) => name).filter(name => !ASIDE.includes(name))
}

/** Every row of every table; when somebody was last here changes with each request. */
/** But for the index of the search, which follows the trail in its own time. */
async function allOf(database: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of (await tablesOf(database)).toSorted()) {
    if (table.startsWith('search_')) continue
    const { rows } = await untilUnlocked(async () => await sql.raw(`select * from ${table}`).execute(database.kysely))
    found[table] = rows.map(row => JSON.stringify(row, (name, value) => (STAYS.has(name) ? null : value))).toSorted()
  }
  return found
}

async function breakBetween({ kind, kysely }: Database): Promise<() => Promise<void>> {
  const make =
    kind === 'postgres'
      ? [
          `create function broken() returns trigger as $$ begin raise exception 'broken between'; end $$ language plpgsql`,
          'create trigger broken before insert on trail for each row execute function broken()',
        ]
      : [`create trigger broken before insert on trail begin select raise(abort, 'broken between'); end`]
  const mend = kind === 'postgres' ? ['drop trigger broken on trail', 'drop function broken'] : ['drop trigger broken']
  const all = async (statements: readonly string[]) => {
    for (const statement of statements) await untilUnlocked(async () => await sql.raw(statement).execute(kysely))
  }
  await all(make)
  return async () => await all(mend)
}

async function stage(t: TestContext, databases: Databases) {
  const data = dataFolder(t)
  const where = await databases.place(t)
  const url = 'url' in where ? where.url : null
  const server = await serveHere(t, databases, { data, database: url })
  const database = await openDatabase(url === null ? { file: join(data, 'loa.db') } : { url })
  t.after(async () => await database.close())
  await waitForNoLock(database)
  const administrator = await administratorOf(server.url, server.setupLink!)
  return { server, database, administrator }
}

onEachDatabase(databases => {
  test('a change and its entry in the trail are one, whatever people change', async t => {
    const { database, administrator } = await stage(t, databases)
    const editor = await personOf(administrator, 'editor', 'bien.tap@bo.example')
    const people = await administrator.well('GET', '/api/v1/people')
    const { id: person } = people.items.find(({ email }: { email: string }) => email === 'bien.tap@bo.example')
    const inYear = new Date(Date.now() + 300 * 24 * 3_600_000).toISOString()
    const keyInput = { name: 'Chương trình', scopes: ['read'], expiresAt: inYear }
    const { key } = await administrator.well('POST', '/api/v1/keys', keyInput)
    const door = await administrator.well('POST', '/api/v1/screening/doors', { name: 'Cổng A' })
    const { kiosk } = await administrator.well('POST', '/api/v1/screening/kiosks', { door: door.id, name: 'Máy 1' })
    await administrator.well('POST', '/api/v1/operators', { id: 'mot', name: 'Một' })
    const { totpURI } = await editor.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
    const secret = new URL(totpURI).searchParams.get('secret') as string

    type Change = readonly [who: Person, method: string, path: string, body: object]
    const administrators: readonly Change[] = [
      [administrator, 'PATCH', `/api/v1/people/${person}`, { role: 'approver' }],
      [administrator, 'PATCH', `/api/v1/people/${person}`, { isDisabled: true }],
      [administrator, 'POST', `/api/v1/people/${person}/link`, {}],
      [administrator, 'POST', '/api/v1/people', { name: 'Mới', email: 'moi@bo.example', role: 'editor' }],
      [administrator, 'POST', '/api/v1/keys', { ...keyInput, name: 'Khác' }],
      [administrator, 'DELETE', `/api/v1/keys/${key.id}`, {}],
      [administrator, 'POST', '/api/v1/screening/doors', { name: 'Cổng B' }],
      [administrator, 'POST', '/api/v1/screening/kiosks', { door: door.id, name: 'Máy 2' }],
      [administrator, 'POST', `/api/v1/screening/kiosks/${kiosk.id}/code`, {}],
      [administrator, 'POST', `/api/v1/screening/kiosks/${kiosk.id}/revoke`, {}],
      [administrator, 'POST', '/api/v1/operators', { id: 'hai', name: 'Hai' }],
      [administrator, 'POST', '/api/v1/operators/mot/enrolment', {}],
      [administrator, 'POST', '/api/v1/operators/mot/revoke', {}],
    ]
    // Each code serves once: the next try gives the next one.
    let steps = 0
    const code = {
      get code() {
        return totp(secret, steps++)
      },
    }
    const onOneself: readonly Change[] = [
      [editor, 'POST', '/api/auth/two-factor/verify-totp', code],
      [editor, 'POST', '/api/auth/two-factor/generate-backup-codes', { password: PASSWORD }],
      [editor, 'POST', '/api/auth/two-factor/disable', { password: PASSWORD }],
      [
        editor,
        'POST',
        '/api/auth/change-password',
        { currentPassword: PASSWORD, newPassword: 'mot mat khau khac han', revokeOtherSessions: true },
      ],
      [editor, 'POST', '/api/auth/revoke-other-sessions', {}],
    ]
    for (const [who, method, path, body] of [...onOneself, ...administrators]) {
      const before = await allOf(database)
      const mend = await breakBetween(database)
      const broken = await who.ask(method, path, body, once())
      await mend()
      assert.ok(broken.status >= 500, `${path} ${broken.status} ${broken.text}`)
      assert.deepEqual(await allOf(database), before, `${method} ${path} left something`)
      const after = await who.ask(method, path, body, once())
      assert.ok(after.status < 300, `${path} ${after.status} ${after.text}`)
      const then = await allOf(database)
      assert.equal(then.trail.length, before.trail.length + 1, `${method} ${path} has one entry`)
      if (!path.endsWith('revoke-other-sessions'))
        assert.notDeepEqual(
          { ...then, trail: [], trail_head: [] },
          { ...before, trail: [], trail_head: [] },
          `${method} ${path} changes something`,
        )
    }
  })
})

function once(): Record<string, string> {
  return { 'idempotency-key': crypto.randomUUID() }
}
