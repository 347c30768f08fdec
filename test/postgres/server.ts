/**
 * A private PostgreSQL server for one test process: its own directory, its own socket, nobody's port, gone at the end.
 *
 * Debian's `postgresql` package brings initdb and postgres. The server refuses to run as root, so root runs it as
 * `postgres` or `nobody`. Without fsync: what is in it is worth nothing.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'

const DEBIAN = '/usr/lib/postgresql'
const READY_MS = 120_000

/** Where the programs are; null: not installed. */
export function postgresPrograms(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))
  const folders = [...newest.map(version => join(DEBIAN, version, 'bin')), ...pathFolders()]
  return folders.find(folder => existsSync(join(folder, 'initdb'))) ?? null
}

function pathFolders(): readonly string[] {
  return (process.env.PATH ?? '').split(':').filter(Boolean)
}

/** Why the tests on PostgreSQL are skipped; false: they are not. Where CI is set they are never. */
export function withoutPostgres(): string | false {
  if (postgresPrograms() !== null || process.env.CI) return false
  return 'PostgreSQL is not installed (Debian: postgresql)'
}

export interface PostgresServer {
  /** A new, empty database. */
  createDatabase(): Promise<string>
  /**
   * A database until the test ends, as `furnish` leaves an empty one: of the one that another test had only the rows go,
   * which costs a hundredth of making all again.
   */
  lendDatabase(t: TestContext, furnish: Furnish): Promise<string>
  /** Where it listens. */
  readonly socket: string
  stop(): Promise<void>
}

/** Makes its tables. Of what has rows then tests change none: it is the list of what was made. */
export type Furnish = (url: string) => Promise<void>

/** `settings`: `name=value`, over those that make a server for tests fast. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const programs = postgresPrograms()
  if (programs === null) throw new Error('PostgreSQL is not installed (Debian: postgresql)')
  const user = unprivileged()
  const folder = ownFolder('loa-pg-', user)
  const data = join(folder, 'data')
  const as = user ?? {}
  try {
    made ??= makeCluster(programs, user)
    // Its files belong to whoever copies them.
    execFileSync('cp', ['-pR', made, data], { ...as, stdio: 'pipe', cwd: folder })
    const server = spawn(
      'sh',
      [
        '-c',
        UNTIL_END_OF_INPUT,
        'sh',
        join(programs, 'postgres'),
        '-D',
        data,
        '-k',
        folder,
        ...SETTINGS,
        ...settings.flatMap(setting => ['-c', setting]),
      ],
      { ...as, stdio: ['pipe', 'ignore', 'ignore'], cwd: folder },
    )
    await ready(folder, server)
    const returned: Lent[] = []
    return {
      createDatabase: async () => await createDatabase(folder),
      socket: join(folder, '.s.PGSQL.5432'),
      lendDatabase: async (t, furnish) => {
        const used = returned.pop()
        const isEmpty = used !== undefined && (await emptied(used))
        const lent = isEmpty ? used : await furnished(await createDatabase(folder), furnish)
        t.after(() => void returned.push(lent))
        return lent.url
      },
      stop: async () => {
        await ended(server)
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** What initdb makes, once in this process: a copy costs a tenth of it. */
let made: string | undefined

function makeCluster(programs: string, user: { uid: number; gid: number } | null): string {
  const folder = ownFolder('loa-pg-made-', user)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'loa', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, stdio: 'pipe', cwd: folder },
  )
  return data
}

function ownFolder(prefix: string, user: { uid: number; gid: number } | null): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  if (user !== null) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  return folder
}

/** However this process ends, its end of the pipe closes, and the server goes with it: nothing in it is to be kept. */
const UNTIL_END_OF_INPUT = '"$@" & cat >/dev/null; kill -QUIT $!; wait'

const SETTINGS = [
  'listen_addresses=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=32MB',
].flatMap(setting => ['-c', setting])

/** Null: this process runs as one itself. */
export function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {}
  }
  throw new Error('no unprivileged user to run PostgreSQL as')
}

/** The socket's folder is the host. */
function urlOf(folder: string, database: string): string {
  return `postgres://loa@/${database}?host=${encodeURIComponent(folder)}`
}

async function ready(folder: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + READY_MS
  for (;;) {
    const client = new pg.Client({ connectionString: urlOf(folder, 'postgres') })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) throw error
      await new Promise(done => setTimeout(done, 50))
    }
  }
}

async function createDatabase(folder: string): Promise<string> {
  const name = `t${randomBytes(6).toString('hex')}`
  await connected(urlOf(folder, 'postgres'), async client => {
    await client.query(`create database ${name}`)
  })
  return urlOf(folder, name)
}

interface Lent {
  readonly url: string
  /** Tables that have their rows from the beginning. */
  readonly kept: readonly string[]
  /** Of all that is defined in it: another one where a test has changed more than rows. */
  readonly definitions: string
}

async function furnished(url: string, furnish: Furnish): Promise<Lent> {
  await furnish(url)
  return await connected(url, async client => {
    const { rows } = await client.query(FILLED)
    return { url, kept: rows.map(({ name }) => name), definitions: await definitionsOf(client) }
  })
}

const ALONE_MS = 2000

/** False where somebody is still connected to it, or it is not what it was: then it is nobody else's. */
async function emptied({ url, kept, definitions }: Lent): Promise<boolean> {
  return await connected(url, async client => {
    for (const until = Date.now() + ALONE_MS; !(await isAlone(client)); ) {
      if (Date.now() > until) return false
      await new Promise(done => setTimeout(done, 10))
    }
    if ((await definitionsOf(client)) !== definitions) return false
    const { rows } = await client.query(FILLED)
    const used = rows.filter(({ name }) => !kept.includes(name))
    // Without triggers, by which a table would ask others whether its rows may go.
    const gone = used.map(({ name }) => `delete from ${name};`).join('')
    await client.query(`set session_replication_role = replica; ${gone}`)
    return true
  })
}

/** Tables that have had rows at any time. */
const FILLED = `
  select quote_ident(relname) as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`

/** Whatever is defined or changed is a new row of one of these, by a younger transaction, or one less. */
async function definitionsOf(client: pg.Client): Promise<string> {
  const of = ['pg_class', 'pg_attribute', 'pg_trigger', 'pg_constraint', 'pg_proc', 'pg_namespace']
  const { rows } = await client.query(
    of.map(name => `select count(*), max(xmin::text::bigint) from ${name}`).join(' union all '),
  )
  return JSON.stringify(rows)
}

async function connected<Result>(url: string, act: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

async function isAlone(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `select count(*)::int as others from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  )
  return rows[0].others === 0
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = new Promise(done => server.once('exit', done))
  server.stdin?.end()
  await exit
}
