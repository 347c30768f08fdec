/** Who must have a second factor does nothing before they have given it, but get one. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Databases } from '../postgres/databases.ts'
import {
  administratorOf,
  changeBeside,
  dataFolder,
  type InProcess,
  isProblem,
  PASSWORD,
  Person,
  personOf,
  serveHere,
  staffOf,
} from './stage.ts'
import { totp } from './totp.ts'

const LOA = join(import.meta.dirname, '../../loa')
const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases
const UUID = '00000000-0000-4000-8000-000000000000'
const EMAIL = 'phe.duyet@bo.example'

/** Of the approver alone a second factor is asked: the administrator lets people in without one. */
async function serveWithFactor(t: TestContext): Promise<InProcess> {
  return await serveHere(t, embedded, { asksFactorOf: new Set(['approver']) })
}

async function beginTotp(person: Person): Promise<string> {
  const { totpURI } = await person.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  return new URL(totpURI).searchParams.get('secret')!
}

async function factorOf(person: Person): Promise<string> {
  return (await person.well('GET', '/api/v1/me')).factor
}

/** As if they had added one; nothing here signs by it. */
async function givePasskey(server: InProcess, id: string): Promise<void> {
  await changeBeside(
    server,
    `insert into sign_in_passkey (id, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
     values ('p', 'AAAA', '${id}', 'AAAA', 0, 'singleDevice', 0)`,
  )
}

/** Each person keeps another's sessions out of it: only those of whoever is named are begun by it. */
async function begunBy(server: InProcess, id: string, way: string): Promise<void> {
  await changeBeside(server, 'update sign_in_session set "signedInBy" = ? where "userId" = ?', way, id)
}

test('an approver without a second factor can do nothing but get one; others go on', async t => {
  const server = await serveWithFactor(t)
  const { approver, editor, administrator } = await staffOf(server)
  assert.equal(await factorOf(approver), 'missing')
  const closed = server.app.routes.filter(
    ({ may, beforeFactor }) => may.is === 'people' && may.roles.includes('approver') && beforeFactor === null,
  )
  assert.ok(closed.length >= 40)
  for (const { method, path } of closed) {
    const url = path.replace(/\{(\w+)\}/g, (_, name) => (name === 'month' ? '2026-02' : UUID))
    const body = method === 'get' || method === 'delete' ? undefined : {}
    isProblem(await approver.ask(method.toUpperCase(), url, body), 403, 'factorMissing')
  }
  for (const other of [editor, administrator]) {
    assert.equal(await factorOf(other), 'fine')
    await other.well('GET', '/api/v1/rounds')
  }
})

test('a code opens this session and every later one that is begun with a code', async t => {
  const server = await serveWithFactor(t)
  const { approver } = await staffOf(server)
  const secret = await beginTotp(approver)
  assert.equal(await factorOf(approver), 'missing', 'what the app has not shown counts for nothing')
  isProblem(await approver.post('/api/auth/two-factor/verify-totp', { code: '000000' }), 401, 'codeWrong')
  isProblem(await approver.get('/api/v1/rounds'), 403, 'factorMissing')
  await approver.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret) })
  assert.equal(await factorOf(approver), 'fine')
  await approver.well('GET', '/api/v1/rounds')

  const again = new Person(server.url)
  await again.signIn(EMAIL)
  assert.equal((await again.get('/api/v1/me')).status, 401)
  await again.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret, 1) })
  await again.well('GET', '/api/v1/rounds')

  await again.well('POST', '/api/auth/change-password', {
    currentPassword: PASSWORD,
    newPassword: `${PASSWORD}, khác`,
    revokeOtherSessions: true,
  })
  await again.well('GET', '/api/v1/rounds')
  await again.well('POST', '/api/auth/two-factor/disable', { password: `${PASSWORD}, khác` })
  isProblem(await again.get('/api/v1/rounds'), 403, 'factorMissing')
})

test('whoever has a passkey and comes by the password alone adds no other factor', async t => {
  const server = await serveWithFactor(t)
  const { approver } = await staffOf(server)
  const { id } = await approver.well('GET', '/api/v1/me')
  await givePasskey(server, id)
  assert.equal(await factorOf(approver), 'unused')
  const password = PASSWORD
  for (const [path, body] of [
    ['/api/auth/two-factor/enable', { password }],
    ['/api/auth/passkey/verify-registration', { response: {} }],
    ['/api/auth/passkey/delete-passkey', { id: 'p' }],
    ['/api/auth/change-password', { currentPassword: password, newPassword: 'một câu khác hẳn' }],
    ['/api/v1/signing/keys', {}],
  ] as const) {
    const answer = await approver.post(path, body)
    if (answer.status !== 404) isProblem(answer, 403, 'factorUnused')
  }
  isProblem(await approver.get('/api/auth/passkey/generate-register-options'), 403, 'factorUnused')
  assert.equal((await approver.well('GET', '/api/auth/passkey/list-user-passkeys')).length, 1)
  await begunBy(server, id, 'passkey')
  assert.equal(await factorOf(approver), 'fine')
  await approver.well('GET', '/api/v1/rounds')
  await beginTotp(approver)
})

test('what a session was begun by is not kept beyond it, nor told by the browser', async t => {
  const server = await serveWithFactor(t)
  const { approver } = await staffOf(server)
  const { id } = await approver.well('GET', '/api/v1/me')
  await begunBy(server, id, 'passkey')
  await approver.well('GET', '/api/v1/rounds')
  for (const forged of [{ signedInBy: 'passkey' }, { email: EMAIL, password: PASSWORD, signedInBy: 'passkey' }])
    assert.equal((await approver.post('/api/auth/sign-in/email', forged)).status, 422)
  await approver.signIn(EMAIL)
  isProblem(await approver.get('/api/v1/rounds'), 403, 'factorMissing')
  await begunBy(server, id, 'anything')
  isProblem(await approver.get('/api/v1/rounds'), 403, 'factorMissing')
})

test('loa serve asks administrators and approvers for one, unless it is told otherwise', async t => {
  const child = execFile(LOA, [...['serve', '--json', '--data', dataFolder(t), '--listen', '127.0.0.1:0']])
  const exited = once(child, 'exit')
  t.after(async () => {
    child.kill('SIGTERM')
    await exited
  })
  const [line] = (await once(child.stdout!.setEncoding('utf8'), 'data')) as [string]
  const { url, setupLink } = JSON.parse(line) as { url: string; setupLink: string }
  const administrator = await administratorOf(url, setupLink)
  isProblem(await administrator.get('/api/v1/people'), 403, 'factorMissing')
  await administrator.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(await beginTotp(administrator)) })
  const editor = await personOf(administrator, 'editor', 'bien.tap@bo.example')
  await editor.well('GET', '/api/v1/rounds')
  const approver = await personOf(administrator, 'approver', EMAIL)
  isProblem(await approver.get('/api/v1/rounds'), 403, 'factorMissing')
})
