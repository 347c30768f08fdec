/** What people sign in with serves once, though it is shown at two processes on one database in the same instant. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openStore } from '../../src/app/areas.ts'
import { type PersonWriting, personRows } from '../../src/areas/access/store.ts'
import { openLibrary } from '../../src/http/sign-in-library.ts'
import type { Database } from '../../src/sql/database.ts'
import { totp } from '../authority/totp.ts'
import { QUICK } from '../town/quick-passwords.ts'
import { between } from './between.ts'
import { onEachDatabase } from './databases.ts'

const ORIGIN = 'http://localhost:8080'
const EMAIL = 'mot@bo.example'
const PASSWORD = 'một câu dễ nhớ, đủ dài'
const NOW = Date.now()

/** A browser at one of the processes; `cookies` are its own, or another's that goes on there. */
async function browserAt(database: Database, cookies = new Map<string, string>()) {
  const { respond, who } = await openLibrary({
    ...database.joining,
    secret: 'of all processes, as the data directory has it',
    name: 'Bộ Y tế',
    origins: [ORIGIN],
    oidc: null,
    asksFactorOf: new Set(),
    log: () => {},
    passwords: QUICK,
  })
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const ask = async (path: string, body: object): Promise<{ status: number; body: AuthResponseBody }> => {
    const headers = { origin: ORIGIN, 'content-type': 'application/json', cookie: cookie() }
    const request = new Request(`${ORIGIN}/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const answer = await respond(request, '192.0.2.1')
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    return { status: answer.status, body: (await answer.json()) as AuthResponseBody }
  }
  return Object.assign(ask, { who: async () => await who(cookie()) })
}

interface AuthResponseBody {
  readonly totpURI?: string
  readonly backupCodes?: readonly string[]
}

async function personOn(database: Database): Promise<string> {
  return await openStore(database).write(async writing => {
    const rows = personRows(writing)
    const given = { name: 'Một', email: EMAIL, role: 'editor' as const, operator: null }
    const id = (await rows.create({ ...given, nowMs: NOW })) ?? assert.fail('there already')
    await rows.setPassword(id, await QUICK.hash(PASSWORD), NOW)
    return id
  })
}

/** Whose password is given, and whose code is asked for. */
async function withFactor(database: Database) {
  const id = await personOn(database)
  const first = await browserAt(database)
  const password = PASSWORD
  await first('sign-in/email', { email: EMAIL, password })
  const { totpURI = '', backupCodes = [] } = (await first('two-factor/enable', { password })).body
  const code = totp(new URL(totpURI).searchParams.get('secret') ?? '')
  assert.equal((await first('two-factor/verify-totp', { code })).status, 200)
  return { id, backupCode: backupCodes[0] }
}

onEachDatabase(databases => {
  // An embedded database has one process.
  if (databases.kind === 'sqlite') return

  test('a backup code opens one session, though two browsers show it at two processes at once', async t => {
    const where = await databases.place(t)
    const two = [await databases.open(t, where), await databases.open(t, where)]
    const { backupCode: code } = await withFactor(two[0])
    const browsers = await Promise.all(two.map(async each => await browserAt(each)))
    for (const browser of browsers) {
      const { status } = await browser('sign-in/email', { email: EMAIL, password: PASSWORD })
      assert.equal(status, 200)
    }
    const shown = await Promise.all(
      browsers.map(async browser => await browser('two-factor/verify-backup-code', { code })),
    )
    assert.deepEqual(shown.map(({ status }) => status === 200).toSorted(), [false, true])
    const sessions = await two[0].kysely
      .withTables<{ sign_in_session: { id: string } }>()
      .selectFrom('sign_in_session')
      .select('id')
      .execute()
    assert.equal(sessions.length, 2, 'that of who set it up, and one more')
  })

  test('five wrong codes of one sign-in are its last, though they are shown at two processes in turn', async t => {
    const where = await databases.place(t)
    const two = [await databases.open(t, where), await databases.open(t, where)]
    const { backupCode } = await withFactor(two[0])
    const cookies = new Map<string, string>()
    const at = await Promise.all(two.map(async each => await browserAt(each, cookies)))
    await at[0]('sign-in/email', { email: EMAIL, password: PASSWORD })
    for (let tried = 0; tried < 5; tried++) await at[tried % 2]('two-factor/verify-totp', { code: 'no one' })
    for (const browser of at) {
      const { status } = await browser('two-factor/verify-backup-code', { code: backupCode })
      assert.ok(status >= 400, 'a right one comes too late')
    }
  })

  test('a step of an app and a link are taken by one of two processes that take them at once', async t => {
    const where = await databases.place(t)
    const two = [await databases.open(t, where), await databases.open(t, where)].map(openStore)
    const { id } = await withFactor(await databases.open(t, where))
    const token = createHash('sha256').update(randomUUID()).digest('hex')
    await two[0].write(
      async writing =>
        await personRows(writing).putLink({
          sha256: token,
          purpose: 'password',
          personId: id,
          expiresAtMs: NOW + 60_000,
        }),
    )
    const both = async <Taken>(take: (rows: PersonWriting) => Promise<Taken>) =>
      await Promise.all(two.map(async store => await store.write(async writing => await take(personRows(writing)))))
    const steps = await both(async rows => await rows.takeTotpStep(id, 7))
    assert.deepEqual(steps.toSorted(), [false, true])
    const links = await both(async rows => await rows.takeLink(token, 'password', NOW))
    assert.equal(links.filter(taken => taken !== null).length, 1)
  })

  test('a database that is away is told as that to whoever signs in or is signed in, and not as a fault of theirs or ours', async t => {
    const where = await databases.place(t)
    assert.ok('url' in where)
    const line = await between(t, where.url)
    const database = await databases.open(t, { url: line.url })
    await personOn(database)
    const browser = await browserAt(database)
    assert.equal((await browser('sign-in/email', { email: EMAIL, password: PASSWORD })).status, 200)
    line.lose('connections')
    const away = { code: 'databaseUnavailable' }
    await assert.rejects(browser('sign-in/email', { email: EMAIL, password: PASSWORD }), away)
    await assert.rejects(browser.who(), away)
    line.lose('nothing')
    assert.equal((await browser.who())?.person.email, EMAIL)
  })
})
