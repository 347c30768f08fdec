import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import pg from 'pg'
import { Failure } from '../../../src/base/failure.ts'
import type { LegLog } from '../../../src/round/log.ts'
import { openLog } from '../../../src/round/logs/open.ts'
import { startPostgres } from '../../postgres/server.ts'
import { append, entry, last, read, text, untilHealth } from './asked.ts'
import { contractOf } from './contract.ts'
import { Cutter } from './cutter.ts'

const server = await startPostgres()
/** One that syncs, so that all but a standby is there. */
const synced = await startPostgres(['fsync=on', 'synchronous_commit=on'])
after(async () => {
  await server.stop()
  await synced.stop()
})
const url = await server.createDatabase()

const legs = new Map<string, string>()

async function open(t: TestContext, at = url, unsafe = true): Promise<LegLog> {
  const leg = legs.get(t.name) ?? `leg-${legs.size + 1}`
  legs.set(t.name, leg)
  const log = await openLog(at, leg, { unsafe })
  t.after(() => log.close())
  return log
}

async function client(t: TestContext, at: string): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: at })
  await made.connect()
  t.after(async () => await made.end())
  return made
}

async function openCut(t: TestContext) {
  const cutter = await Cutter.start(t, server.socket)
  const database = new URL(url.replace('loa@/', 'loa@localhost/')).pathname
  return { log: await open(t, `postgres://loa@127.0.0.1:${cutter.port}${database}`), cutter }
}

contractOf({ name: 'PostgreSQL', open })

test('PostgreSQL: an entry whose acknowledgement was cut off is acknowledged, and stands once', async t => {
  const { log, cutter } = await openCut(t)
  await append(log, 1, entry('before'))
  cutter.cutAfter('the cut one')
  assert.deepEqual(await append(log, 2, entry('the cut one')), { is: 'acked' })
  assert.deepEqual([await last(await open(t)), cutter.cuts], [2, 1])
})

test('PostgreSQL: an entry waits while the server is cut off, and is refused when another stands there by then', async t => {
  const { log, cutter } = await openCut(t)
  cutter.cut()
  const appending = append(log, 1, entry('of the owner'))
  const reading = read(log, 1)
  await untilHealth(log, 'away')
  await append(await open(t), 1, entry('of a standby'))
  cutter.heal()
  assert.deepEqual(await appending, { is: 'refused', entry: entry('of a standby') })
  assert.deepEqual((await reading).map(text), ['of a standby'])
  await untilHealth(log, 'here')
})

test('PostgreSQL: where answers are lost, an entry stands, and is acknowledged when they are heard again', async t => {
  const { log, cutter } = await openCut(t)
  cutter.lose('answers')
  const appending = append(log, 1, entry('a'))
  assert.deepEqual((await read(await open(t), 1)).map(text), ['a'])
  await untilHealth(log, 'away')
  cutter.heal()
  assert.deepEqual(await appending, { is: 'acked' })
})

test('PostgreSQL: a server that only takes reads (25006) is away, and the entry waits for one that writes', async t => {
  const at = await server.createDatabase()
  const log = await open(t, at)
  const admin = await client(t, url)
  await readOnly(admin, at, 'on')
  const appending = append(log, 1, entry('a'))
  await untilHealth(log, 'away')
  await readOnly(admin, at, 'off')
  assert.deepEqual(await appending, { is: 'acked' })
})

test('PostgreSQL: what stands in the table can be neither changed nor deleted', async t => {
  await append(await open(t), 1, entry('a'))
  const direct = await client(t, url)
  for (const statement of ["update loa_log set entry = 'b'", 'delete from loa_log', 'truncate loa_log'])
    await assert.rejects(direct.query(statement), /what is in a log stays there/, statement)
})

test('PostgreSQL: a log that lost its last entry, as after a restore, is broken', async t => {
  const at = await server.createDatabase()
  const log = await open(t, at)
  await append(log, 1, entry('a'))
  await append(log, 2, entry('b'))
  const direct = await client(t, at)
  await direct.query('set session_replication_role = replica; delete from loa_log where n = 2')
  const why = 'it holds 1 entries, and 2 were kept'
  assert.deepEqual(await untilHealth(log, 'broken'), { is: 'broken', why })
  assert.deepEqual(await append(log, 3, entry('c')), { is: 'broken', why })
})

test('PostgreSQL: a server is refused that does not sync, does not wait for its disk or has no standby, and the setting is named', async t => {
  await refused(open(t, url, false), 'logLazy', /fsync = off/)
  const at = await synced.createDatabase()
  await refused(open(t, at, false), 'logLazy', /synchronous_standby_names = ''/)
  const admin = await client(t, at)
  await admin.query(`alter database ${nameOf(at)} set synchronous_commit = local`)
  await refused(open(t, at, false), 'logLazy', /synchronous_commit = local/)
})

test('PostgreSQL: a table that a crash empties, or that may be deleted from, is refused', async t => {
  for (const [change, setting] of [
    ['alter table loa_log set unlogged', /is kept over a crash/],
    ['alter table loa_log disable trigger loa_log_rows', /refuses update, delete/],
    ['alter table loa_log drop constraint loa_log_pkey', /primary key/],
  ] as const) {
    const at = await server.createDatabase()
    const log = await openLog(at, 'leg', { unsafe: true })
    log.close()
    await (await client(t, at)).query(change)
    await refused(open(t, at), 'logDiffers', setting)
  }
})

test('PostgreSQL: a database that is not there is refused, and user and password are not told', async t => {
  const at = url.replace('loa@/', 'loa:a-secret@/').replace(/\/t[0-9a-f]+\?/, '/nothing?')
  await refused(open(t, at), 'logRefuses', /^(?!.*(secret|loa:)).*nothing/)
})

test('PostgreSQL: an entry that no standby has is neither acknowledged nor read, not when its commit was cancelled either', async t => {
  const at = await synced.createDatabase()
  const made = await openLog(at, 'made', { unsafe: true })
  made.close()
  const admin = await client(t, at)
  await standby(admin, 'ghost')
  const [owner, reader] = [await open(t, at, false), await open(t, at, false)]
  let appended: unknown = null
  const appending = append(owner, 1, entry('a')).then(one => {
    appended = one
    return one
  })
  const seen: string[] = []
  reader.read(1, entries => seen.push(...entries.map(text)))
  await untilHealth(owner, 'away')
  // From now on the row can be seen by all.
  while ((await admin.query('select from loa_log')).rowCount === 0) await admin.query(CANCEL_WAITING)
  while (appended === null && seen.length === 0 && !(await isLookedAt(admin)));
  assert.deepEqual([appended, seen], [null, []])
  await standby(admin, '')
  assert.deepEqual(await appending, { is: 'acked' })
})

const CANCEL_WAITING = `
  select pg_cancel_backend(pid), pg_sleep(0.05) from pg_stat_activity
  where wait_event = 'SyncRep' and pid <> pg_backend_pid()`

/** Somebody has seen the row, and waits for a standby before it counts. */
async function isLookedAt(admin: pg.Client): Promise<boolean> {
  const { rowCount } = await admin.query(
    `select from pg_stat_activity where wait_event = 'SyncRep' and query like '%emit_message%'`,
  )
  return rowCount !== 0
}

async function standby(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`alter system set synchronous_standby_names = '${name}'`)
  await admin.query('select pg_reload_conf()')
  const now = `select current_setting('synchronous_standby_names') as now`
  while ((await admin.query(now)).rows[0].now !== name);
}

/** As a server that has become a standby: those who are connected are ended. */
async function readOnly(admin: pg.Client, at: string, is: 'on' | 'off'): Promise<void> {
  const name = nameOf(at)
  await admin.query(`alter database ${name} set default_transaction_read_only = ${is}`)
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
}

function nameOf(at: string): string {
  return /\/(t[0-9a-f]+)\?/.exec(at)![1]
}

async function refused(opening: Promise<LegLog>, code: string, words: RegExp): Promise<void> {
  await assert.rejects(opening, (error: unknown) => {
    assert.ok(error instanceof Failure && error.code === code, String(error))
    assert.match(error.message, words)
    return true
  })
}
