/** Two `loa serve` on one database behind HAProxy, and whoever asks them in turn, or both in the same instant, for what only one may give. */
import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import pg from 'pg'
import { KEY_FILE } from '../../src/app/serve/data-directory.ts'
import { until } from '../../src/base/until.test.ts'
import { missing } from '../peers/installed.ts'
import { type PostgresServer, startPostgres, withoutPostgres } from '../postgres/server.ts'
import { contentFor } from '../postgres/stage.ts'
import { type Several, severalBehindHaproxy } from './behind-haproxy.ts'
import {
  type Answer,
  dataFolder,
  type HttpNode,
  isProblem,
  nodeOf,
  PASSWORD,
  Person,
  personOf,
  serveProcess,
  staffOf,
} from './stage.ts'
import { totp } from './totp.ts'

/** Of one account from one network (SECURITY.md). */
const TRIES = 10

/** A browser that has found a way past HAProxy. */
class Past extends Person {
  readonly #origin: string

  constructor(url: string, { url: origin, cookies }: Person) {
    super(url)
    this.#origin = origin
    for (const [name, value] of cookies) this.cookies.set(name, value)
  }

  override async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const origin = method === 'GET' ? {} : { origin: this.#origin }
    return await super.ask(method, path, body, { ...origin, ...headers })
  }
}

describe('two processes behind HAProxy', { skip: withoutPostgres() || missing('haproxy') }, () => {
  let postgres: PostgresServer
  before(async () => {
    postgres = await startPostgres()
  })
  after(async () => await postgres?.stop())

  test('whoever asks two processes in turn, or both at once, gets from them what one would give', async t => {
    const database = await postgres.createDatabase()
    const town = await severalBehindHaproxy(t, database, 2)
    const staff = await staffOf(town)
    const node = await nodeOf(staff.administrator, 'mot')
    const atBoth = (person: Person) => town.urls.map(url => new Past(url, person))
    const of = { ...staff, town, node, database, atBoth }
    const step = async (name: string, act: (of: Of, t: TestContext) => Promise<void>) =>
      await t.test(name, async t => await act(of, t))
    await step('of a password there are ten tries at both together', guessInTurn)
    await step('one code of an app opens one session', showOneCodeTwice)
    await step('one token of a node is taken once', showOneTokenTwice)
    await step('a round is approved once, and the trail has it once', approveTwice)
    await step('a request with an idempotency key is carried out once', askTwice)
    await step('whoever is disabled at one is put out at the other', disable)
    await step('a process with half of the keys is refused, and says which is missing', joinUnasked)
    await step('who does not hear of changes says so, ends all streams and is well again', isolate)
    await step('both tell the same head of a whole trail', compareTrails)
  })
})

interface Of extends Awaited<ReturnType<typeof staffOf>> {
  readonly town: Several
  readonly node: HttpNode
  readonly database: string
  /** The same session at each process. */
  readonly atBoth: (person: Person) => readonly Past[]
}

/** By HAProxy, which sends each request to the next process; each says that it comes from elsewhere. */
async function guessInTurn({ town }: Of): Promise<void> {
  const stranger = new Person(town.url)
  const guess = async (tried: number, password: string) =>
    await stranger.post(
      '/api/auth/sign-in/email',
      { email: 'kiem.tra@bo.example', password },
      { 'x-forwarded-for': `192.0.2.${tried}` },
    )
  for (let tried = 0; tried < TRIES; tried++) assert.equal((await guess(tried, `${PASSWORD} ${tried}`)).status, 401)
  for (const tried of [TRIES, TRIES + 1]) isProblem(await guess(tried, PASSWORD), 429, 'tooManyRequests')
}

async function showOneCodeTwice({ administrator, atBoth, town }: Of): Promise<void> {
  const email = 'hai.lop@bo.example'
  const person = await personOf(administrator, 'editor', email)
  const { totpURI } = await person.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  const secret = new URL(totpURI).searchParams.get('secret') ?? assert.fail(totpURI)
  await person.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret) })
  const code = totp(secret, 1)
  const browsers = atBoth(new Person(town.url))
  for (const browser of browsers) assert.equal((await browser.signIn(email)).status, 200)
  const shown = await Promise.all(
    browsers.map(async browser => await browser.post('/api/auth/two-factor/verify-totp', { code })),
  )
  assert.deepEqual(shown.map(({ status }) => status).toSorted(), [200, 401])
}

async function showOneTokenTwice({ node, town }: Of): Promise<void> {
  const token = await node.token()
  const answers = await Promise.all(
    town.urls.map(
      async url =>
        await fetch(`${url}/node/v1/progress`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ items: [] }),
        }),
    ),
  )
  assert.deepEqual(answers.map(({ ok }) => ok).toSorted(), [false, true])
}

async function approveTwice({ administrator, editor, approver, atBoth }: Of): Promise<void> {
  const second = await personOf(administrator, 'approver', 'phe.duyet.hai@bo.example')
  const { id: campaign } = await editor.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: '' })
  const { id, version } = await editor.well('POST', `/api/v1/campaigns/${campaign}/rounds`, {
    content: contentFor(['mot']),
  })
  await editor.well('POST', `/api/v1/rounds/${id}/submit`, { version })
  const { digest, estimate } = await approver.well('GET', `/api/v1/rounds/${id}`)
  const { subscribers } = estimate
  const asked = [approver, second]
    .flatMap(atBoth)
    .map(async person => await person.post(`/api/v1/rounds/${id}/approve`, { version, digest, subscribers }))
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  assert.deepEqual(statuses.toSorted(), [200, 409, 409, 409])
  const { items } = await administrator.well('GET', `/api/v1/trail?subject=${id}&limit=200`)
  const deeds = items.filter(({ action }: { action: string }) => action === 'round.approve')
  assert.equal(deeds.length, 1)
}

async function askTwice({ editor, atBoth }: Of): Promise<void> {
  const title = 'Một lần'
  const headers = { 'idempotency-key': 'mot-lan-o-hai-noi' }
  const answers = await Promise.all(
    atBoth(editor).map(async person => await person.post('/api/v1/campaigns', { title, note: '' }, headers)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  )
  assert.equal(answers[0].body.id, answers[1].body.id)
  const { items } = await editor.well('GET', '/api/v1/campaigns')
  assert.equal(items.filter((each: { title: string }) => each.title === title).length, 1)
}

async function disable({ administrator, atBoth }: Of): Promise<void> {
  const person = await personOf(administrator, 'editor', 'roi.di@bo.example')
  const { id } = await person.well('GET', '/api/v1/me')
  const stream = await atBoth(person)[1].watch('/api/v1/events')
  await atBoth(administrator)[0].well('PATCH', `/api/v1/people/${id}`, { isDisabled: true })
  await stream.ended()
  for (const browser of atBoth(person)) assert.equal((await browser.get('/api/v1/me')).status, 401)
}

async function joinUnasked({ town, database }: Of, t: TestContext): Promise<void> {
  const data = dataFolder(t)
  mkdirSync(data, { mode: 0o700 })
  const [, theirs] = town.flags[0]
  copyFileSync(join(theirs, KEY_FILE), join(data, KEY_FILE))
  const refused = serveProcess(t, ['--data', data, '--database', database])
  await assert.rejects(refused, /sign-in\.secret/)
  for (const url of town.urls) assert.equal((await fetch(`${url}/readyz`)).status, 200)
}

/** Nobody can connect to the database any more; what is connected stays so, but for what hears of changes. */
async function isolate({ town, editor, atBoth, database }: Of, t: TestContext): Promise<void> {
  const name = /\/(\w+)\?/.exec(database)?.[1] ?? assert.fail(database)
  const admin = new pg.Client({ connectionString: database.replace(`/${name}?`, '/postgres?') })
  await admin.connect()
  t.after(async () => await admin.end())
  const streams = await Promise.all(atBoth(editor).map(async person => await person.watch('/api/v1/events')))
  for (const stream of streams) assert.equal(stream.status, 200)
  await admin.query(`alter database ${name} with allow_connections false`)
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = $1 and application_name = 'loa changes'`,
    [name],
  )
  for (const stream of streams) await stream.ended()
  for (const person of atBoth(editor)) {
    isProblem(await person.get('/readyz'), 503, 'processIsolated')
    isProblem(await person.get('/api/v1/events'), 503, 'changesUnheard')
    assert.equal((await person.get('/api/v1/me')).status, 200, 'what is asked is answered')
  }
  await admin.query(`alter database ${name} with allow_connections true`)
  await until(async () => {
    const answers = await Promise.all([...town.urls, town.url].map(url => fetch(`${url}/readyz`)))
    return answers.every(({ ok }) => ok)
  })
  const again = await editor.watch('/api/v1/events')
  assert.equal(again.status, 200)
  again.close()
}

async function compareTrails({ administrator, atBoth }: Of): Promise<void> {
  const [one, other] = await Promise.all(
    atBoth(administrator).map(async person => await person.well('GET', '/api/v1/trail/verification')),
  )
  assert.equal(one.is, 'whole')
  assert.deepEqual(one, other)
}
