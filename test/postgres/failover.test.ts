/**
 * PostgreSQL on two machines with the files of deploy/patroni: etcd, Patroni with quorum commit, HAProxy; only addresses, ports,
 * paths, passwords and the pace of Patroni's rounds are other ones here. The one that is first is killed while people work.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { openStore } from '../../src/app/areas.ts'
import { verifyTrail } from '../../src/authority/trail.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { type Person, serveHere, staffOf } from '../authority/stage.ts'
import { Child, freePorts } from '../peers/child.ts'
import { missing, PEER_PATH } from '../peers/installed.ts'
import { onlySqlite } from './databases.ts'
import { postgresPrograms, unprivileged } from './server.ts'

const DEPLOY = join(import.meta.dirname, '../../deploy/patroni')
const PASSWORD = randomBytes(12).toString('hex')
const MACHINES = 2
const WORKERS = 3
/** Of each worker before the kill, and after somebody was answered again. */
const CAMPAIGNS = 5
const AGAIN_MS = 50
const UNTIL_MS = 60_000
/** Of a program, where the test failed. */
const SAID_MAX = 2000

interface Machine {
  readonly name: string
  readonly sql: number
  readonly rest: number
  readonly data: string
}

test('a PostgreSQL that is killed while people work is followed by another one: no change that was answered is lost, none is made twice, and people go on', {
  skip: missing('patroni', 'etcd', 'haproxy'),
}, async t => {
  const { machines, url } = await cluster(t)
  const server = await serveHere(t, onlySqlite(), { database: url })
  const { editor } = await staffOf(server)
  const answered: string[] = []
  const statuses = new Map<number, number>()
  let isOver = false
  const working = Promise.all(
    Array.from({ length: WORKERS }, async (_, worker) => {
      for (let at = 0; !isOver; at++) {
        const title = `${worker}-${at}`
        await untilMade(editor, title, statuses)
        answered.push(title)
      }
    }),
  )
  const grown = async (by: number) => {
    const goal = answered.length + by
    while (answered.length < goal) await Promise.race([working, wait(AGAIN_MS)])
  }
  await grown(WORKERS * CAMPAIGNS)
  const first = await primary(machines)
  process.kill(postmasterOf(first.data), 'SIGKILL')
  const killed = performance.now()
  while ((await primary(machines).catch(() => first)) === first) await wait(AGAIN_MS)
  await grown(1)
  const seconds = (performance.now() - killed) / 1000
  await grown(WORKERS * CAMPAIGNS)
  isOver = true
  await working
  const told = [...statuses].map(([status, times]) => `${times} x ${status}`).join(', ')
  t.diagnostic(`answered again ${seconds.toFixed(1)} s after the kill; ${told}`)

  const { rows } = await asked<{ title: string }>(url, 'select title from campaign')
  const titles = rows.map(({ title }) => title).filter(title => /^\d+-\d+$/.test(title))
  assert.deepEqual(titles.toSorted(), answered.toSorted(), 'all that were answered, each once')
  const strange = [...statuses.keys()].filter(status => ![201, 503].includes(status))
  assert.deepEqual(strange, [], 'whoever was not answered was told to come again')
  const database = await openDatabase({ url })
  t.after(async () => await database.close())
  assert.equal((await verifyTrail(openStore(database))).is, 'whole')
})

/** Asked again with the same key until it is answered. */
async function untilMade(person: Person, title: string, statuses: Map<number, number>) {
  const key = `campaign-${title}`
  for (const until = Date.now() + UNTIL_MS; ; ) {
    const body = { title, note: '' }
    const answer = await person.post('/api/v1/campaigns', body, { 'idempotency-key': key })
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    if (answer.status === 201) return
    assert.ok(Date.now() < until, `${title}: ${answer.status} ${answer.text}`)
    assert.ok(answer.status !== 503 || Number(answer.headers.get('retry-after')) > 0)
    await wait(AGAIN_MS)
  }
}

async function cluster(t: TestContext): Promise<{ machines: readonly Machine[]; url: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-failover-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const user = unprivileged()
  if (user !== null) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const [etcd, peer, front, ...ports] = await freePorts(3 + 2 * MACHINES)
  start(t, 'etcd', etcdArgs(join(folder, 'etcd'), etcd, peer))
  const machines = Array.from({ length: MACHINES }, (_, at) => ({
    name: `db${at + 1}`,
    sql: ports[2 * at],
    rest: ports[2 * at + 1],
    data: join(folder, `db${at + 1}`),
  }))
  const programs = postgresPrograms() ?? assert.fail('PostgreSQL is not installed')
  for (const machine of machines) {
    const file = join(folder, `${machine.name}.yml`)
    writeFileSync(file, patroniFor(machine, { etcd, programs, folder }))
    if (user !== null) chownSync(file, user.uid, user.gid)
    t.after(() => endPostgres(machine))
    start(t, 'patroni', [file], user)
  }
  const haproxy = join(folder, 'haproxy.cfg')
  writeFileSync(haproxy, haproxyFor(machines, front))
  start(t, 'haproxy', ['-db', '-f', haproxy])
  const leader = await until(async () => await primary(machines))
  await until(async () => {
    const { members } = (await (await rest(leader, '/cluster')).json()) as Cluster
    assert.ok(members.some(({ role, state }) => role === 'quorum_standby' && state === 'streaming'))
  })
  const admin = `postgres://postgres:${PASSWORD}@127.0.0.1:${leader.sql}/postgres`
  await asked(admin, `create role loa login password '${PASSWORD}'`)
  await asked(admin, 'create database loa owner loa')
  const url = `postgres://loa:${PASSWORD}@127.0.0.1:${front}/loa`
  await until(async () => await asked(url, 'select 1'))
  return { machines, url }
}

interface Cluster {
  readonly members: readonly { readonly role: string; readonly state: string }[]
}

/** Patroni leaves it running. */
function endPostgres({ data }: Machine): void {
  try {
    process.kill(postmasterOf(data), 'SIGQUIT')
  } catch {
    // It has ended.
  }
}

function postmasterOf(data: string): number {
  return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
}

function etcdArgs(data: string, client: number, peer: number): readonly string[] {
  const [clients, peers] = [client, peer].map(port => `http://127.0.0.1:${port}`)
  return [
    ...['--data-dir', data, '--unsafe-no-fsync', '--log-level', 'error'],
    ...['--listen-client-urls', clients, '--advertise-client-urls', clients],
    ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers],
    ...['--initial-cluster', `default=${peers}`],
  ]
}

function start(
  t: TestContext,
  command: string,
  args: readonly string[],
  as: { uid: number; gid: number } | null = null,
): void {
  const env = { ...process.env, PATH: PEER_PATH }
  const child = new Child({ command, args, env, ...(as !== null && { as }) })
  // At once, so that no Patroni starts again what is ended beside it.
  t.after(async () => {
    if (!('passed' in t && t.passed === true))
      t.diagnostic(`${command}: ${(child.stderr || child.stdout).slice(-SAID_MAX)}`)
    await child.stop('SIGKILL')
  })
}

function patroniFor(
  { name, sql, rest, data }: Machine,
  of: { readonly etcd: number; readonly programs: string; readonly folder: string },
): string {
  return replaced(readFileSync(join(DEPLOY, 'patroni.yml'), 'utf8'), [
    [/name: db1/, `name: ${name}`],
    [/10\.0\.0\.11:8008/g, `127.0.0.1:${rest}`],
    [/10\.0\.0\.11:5432/g, `127.0.0.1:${sql}`],
    [/hosts: .*/, `hosts: 127.0.0.1:${of.etcd}`],
    [/data_dir: .*/, `data_dir: ${data}`],
    [/pgpass: .*/, `pgpass: ${data}.pgpass`],
    [
      /bin_dir: .*/,
      `bin_dir: ${of.programs}\n  parameters:\n    unix_socket_directories: ${of.folder}\n    fsync: 'off'`,
    ],
    [/change-me/g, PASSWORD],
    [/10\.0\.0\.0\/24/g, '127.0.0.1/32'],
    [/loop_wait: 5/, 'loop_wait: 1'],
    [/- data-checksums/, '- data-checksums\n    - no-sync'],
  ])
}

function haproxyFor(machines: readonly Machine[], port: number): string {
  return replaced(readFileSync(join(DEPLOY, 'haproxy.cfg'), 'utf8'), [
    [/bind .*/, `bind 127.0.0.1:${port}`],
    ...machines.map(({ name, sql, rest }): [RegExp, string] => [
      new RegExp(`server ${name} .*`),
      `server ${name} 127.0.0.1:${sql} check port ${rest}`,
    ]),
    [/ +server db3 .*\n/, ''],
  ])
}

/** Each is there, or the file is another one than the test knows. */
function replaced(text: string, others: readonly (readonly [RegExp, string])[]): string {
  return others.reduce((all, [pattern, by]) => {
    assert.match(all, pattern)
    return all.replace(pattern, by)
  }, text)
}

async function rest({ rest }: Machine, path: string): Promise<Response> {
  return await fetch(`http://127.0.0.1:${rest}${path}`)
}

async function primary(machines: readonly Machine[]): Promise<Machine> {
  for (const machine of machines) {
    const answer = await rest(machine, '/primary').catch(() => null)
    if (answer?.status === 200) return machine
  }
  throw new Error('no PostgreSQL is first')
}

/** Until it does not fail any more. */
async function until<Result>(act: () => Promise<Result>): Promise<Result> {
  for (const end = Date.now() + UNTIL_MS; ; ) {
    try {
      return await act()
    } catch (error) {
      if (Date.now() > end) throw error
    }
    await wait(AGAIN_MS)
  }
}

async function asked<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.query<Row>(sql)
  } finally {
    await client.end()
  }
}
