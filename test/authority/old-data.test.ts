/**
 * Data directories of earlier versions, kept as files: each is opened as it is by this version's `loa serve`, and nothing of it is lost.
 *
 * What was in it is read before, by SQL; what this version says of it is asked over HTTP and by commands.
 */
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { brotliDecompressSync } from 'node:zlib'
import pg from 'pg'
import { DATABASE_FILE } from '../../src/app/serve/data-directory.ts'
import { isMore, isShort } from '../parts.ts'
import { startPostgres, withoutPostgres } from '../postgres/server.ts'
import { dataFolder, Person, serveProcess } from './stage.ts'

const FOLDER = join(import.meta.dirname, 'old-data')
const LOA = join(import.meta.dirname, '../../loa')
const OPERATORS = 7
/** Of those who were signed in, and of processes: they may go. */
const PASSING = /^(sign_in_session|sign_in_verification|loa_migration|kept_answer|lease|process|presence)/

/** A recording that nobody used, and what was made of it, goes after a day: counted are those that are used. */
const LASTING: ReadonlyMap<string, string> = new Map([
  ['bulletin_file', 'where sha256 in (select sha256 from bulletin_file_use)'],
  ['bulletin_sound', 'where file in (select sha256 from bulletin_file_use)'],
])

type Ask = (statement: string) => Promise<readonly Record<string, unknown>[]>

interface Old {
  readonly folder: string
  readonly flags: readonly string[]
  readonly ask: Ask
  readonly tables: string
}

function unpacked(t: TestContext, file: string): string {
  const folder = dirname(dataFolder(t))
  execFileSync('tar', ['-xf', '-', '-C', folder], { input: brotliDecompressSync(readFileSync(join(FOLDER, file))) })
  return folder
}

function onSqlite(t: TestContext, file: string): Old {
  const folder = unpacked(t, file)
  const data = join(folder, 'authority')
  const ask: Ask = async statement => {
    const database = new DatabaseSync(join(data, DATABASE_FILE), { readOnly: true })
    try {
      return database.prepare(statement).all()
    } finally {
      database.close()
    }
  }
  return {
    folder,
    flags: ['--data', data],
    ask,
    tables: "select name from sqlite_master where type = 'table' and sql not like '%virtual%'",
  }
}

async function onPostgres(t: TestContext, file: string): Promise<Old> {
  const folder = unpacked(t, file)
  const server = await startPostgres()
  const url = await server.createDatabase()
  const client = new pg.Client({ connectionString: url })
  t.after(async () => {
    await client.end()
    await server.stop()
  })
  await client.connect()
  await client.query(readFileSync(join(folder, 'dump.sql'), 'utf8'))
  await client.query('set search_path to public')
  const ask: Ask = async statement => (await client.query(statement)).rows
  const flags = ['--data', join(folder, 'authority'), '--database', url]
  return { folder, flags, ask, tables: "select tablename as name from pg_tables where schemaname = 'public'" }
}

/** Rows of each table that lasts. */
async function rows({ ask, tables }: Old): Promise<ReadonlyMap<string, number>> {
  const names = (await ask(tables)).map(({ name }) => String(name)).filter(name => !PASSING.test(name))
  const counts = names.map(async name => {
    const [{ n }] = await ask(`select count(*) as n from ${name} ${LASTING.get(name) ?? ''}`)
    return [name, Number(n)] as const
  })
  return new Map(await Promise.all(counts))
}

async function loa(...flags: string[]): Promise<string> {
  return (await promisify(execFile)(LOA, flags)).stdout
}

async function outcomesOf(ledgers: readonly string[]): Promise<{ delivered: number; failed: number }> {
  const told = await Promise.all(ledgers.map(async ledger => await loa('round', 'outcomes', ledger)))
  const of = (is: string) => told.join('').match(new RegExp(`^\\d+,${is},`, 'gm'))?.length ?? 0
  return { delivered: of('delivered'), failed: of('failed') }
}

interface Directive {
  readonly id: string
  readonly tally: { readonly turns: { readonly delivered: number; readonly failed: number } }
}

async function assertOpens(t: TestContext, old: Old): Promise<void> {
  const before = await rows(old)
  assert.ok((before.get('trail') ?? 0) > 50 && (before.get('round') ?? 0) >= 2, 'a month is in it')
  const rounds = (await old.ask('select id, state from round order by id')).map(({ id, state }) => ({ id, state }))
  const server = await serveProcess(t, old.flags, { passwords: 'slow' })
  const after = await rows(old)
  const fewer = [...before].filter(([name, count]) => after.has(name) && (after.get(name) ?? 0) < count)
  assert.deepEqual(fewer, [], 'tables that have fewer rows')
  const verified = JSON.parse(await loa('trail', 'verify', ...old.flags, '--json'))
  assert.equal(verified.is, 'whole')
  assert.ok(verified.entries >= (before.get('trail') ?? 0))

  const accounts = JSON.parse(readFileSync(join(old.folder, 'accounts.json'), 'utf8')) as {
    role: string
    email: string
    password: string
  }[]
  const account = accounts.find(({ role }) => role === 'auditor')
  assert.ok(account)
  const auditor = new Person(server.url)
  assert.equal((await auditor.signIn(account.email, account.password)).status, 200)
  const listed = (await auditor.well('GET', '/api/v1/rounds')).items as { id: string; state: string; title: string }[]
  assert.deepEqual(
    listed.map(({ id, state }) => ({ id, state })).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    rounds,
  )
  let compared = 0
  for (const { id } of rounds.filter(({ state }) => state === 'finished')) {
    const { directives } = (await auditor.well('GET', `/api/v1/rounds/${id}/live`)) as { directives: Directive[] }
    assert.equal(directives.length, OPERATORS)
    for (const { id, tally } of directives) {
      const ledgers = globSync(join(old.folder, 'nodes/*/data/rounds', `${id}`, '*'))
      if (ledgers.length === 0) continue
      // The second count: what the node's own ledger says of each subscriber.
      assert.deepEqual(await outcomesOf(ledgers), { delivered: tally.turns.delivered, failed: tally.turns.failed })
      compared += 1
    }
  }
  assert.equal(compared, old.tables.includes('sqlite') ? 2 : 0)
  for (const path of ['/bulletins', '/free', '/health/ready']) assert.ok((await auditor.get(path)).status < 400, path)
  assert.equal(await server.stop(), 0)
}

const FIRST = '0.1.0-sqlite.tar.br'
const files = readdirSync(FOLDER).filter(name => name.endsWith('.br'))
for (const file of files.filter(file => (isShort && file === FIRST) || (isMore && file !== FIRST))) {
  const of = file.slice(0, -'.tar.br'.length)
  const isPostgres = of.endsWith('postgres')
  test(`data of ${of} open as they are: no row is lost, the trail is whole, rounds and counts are what they were`, {
    skip: isPostgres && withoutPostgres(),
  }, async t => {
    const old = isPostgres ? await onPostgres(t, file) : onSqlite(t, file)
    await assertOpens(t, old)
  })
}
