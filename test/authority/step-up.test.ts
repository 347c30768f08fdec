/** What nobody does with a session that was left open or stolen: who signed in long ago proves again who they are. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Databases } from '../postgres/databases.ts'
import { ageSessions, isProblem, PASSWORD, Person, serveHere, staffOf } from './stage.ts'
import { totp } from './totp.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases
const UUID = '00000000-0000-4000-8000-000000000000'

test('deeds that let people in, or let something go out, ask again who one is', async t => {
  const server = await serveHere(t, embedded)
  const staff = await staffOf(server)
  await ageSessions(server, 11)
  const asked = server.app.routes.filter(({ fresh }) => fresh === 'always')
  assert.ok(asked.length >= 10)
  for (const { method, path, may } of asked) {
    const role = may.is === 'people' && may.roles.includes('administrator') ? 'administrator' : 'approver'
    const answer = await staff[role].ask(
      method.toUpperCase(),
      path.replace('{id}', path.includes('/operators/') ? 'mot' : UUID).replace('{month}', '2026-02'),
      method === 'get' || method === 'delete' ? undefined : {},
    )
    isProblem(answer, 403, 'factorNeeded')
  }
})

test('who approves, issues, resumes or signs a report without a passkey’s signature is asked again who they are', async t => {
  const server = await serveHere(t, embedded)
  const { approver } = await staffOf(server)
  await ageSessions(server, 11)
  const signature = {
    at: new Date().toISOString(),
    signature: { by: 'key', key: 'a'.repeat(43), signature: 'A'.repeat(86) },
  }
  const passkey = {
    at: new Date().toISOString(),
    signature: { by: 'passkey', key: 'Y3JlZA', authenticatorData: 'AAAA', clientDataJson: 'AAAA', signature: 'AAAA' },
  }
  for (const deed of ['schedule', 'resume']) {
    const path = `/api/v1/rounds/${UUID}/${deed}`
    isProblem(await approver.post(path, {}), 403, 'factorNeeded')
    isProblem(await approver.post(path, { signature }), 403, 'factorNeeded')
    // There is no such round; a passkey's own signature is asked for nothing more.
    isProblem(await approver.post(path, { signature: passkey }), 404, 'notFound')
  }
  const path = '/api/v1/months/2020-02/report/sign'
  const read = { sha256: 'a'.repeat(64) }
  isProblem(await approver.post(path, read), 403, 'factorNeeded')
  isProblem(await approver.post(path, { ...read, signature }), 403, 'factorNeeded')
  isProblem(await approver.post(path, { ...read, signature: passkey }), 409, 'reportState')
})

test('to pause and to stop nobody is asked again, nor within ten minutes of a sign-in', async t => {
  const server = await serveHere(t, embedded)
  const { approver, administrator } = await staffOf(server)
  await ageSessions(server, 11)
  isProblem(await approver.post(`/api/v1/rounds/${UUID}/pause`, {}), 404, 'notFound')
  isProblem(await approver.post(`/api/v1/rounds/${UUID}/stop`, { reason: 'x' }), 404, 'notFound')
  const person = { name: 'Ai đó', email: 'ai.do@bo.example', role: 'auditor' }
  isProblem(await administrator.post('/api/v1/people', person), 403, 'factorNeeded')
  const { email } = await administrator.well('GET', '/api/v1/me')
  await administrator.well('POST', '/api/auth/sign-in/email', { email, password: PASSWORD })
  await administrator.well('POST', '/api/v1/people', person)
})

test('who stops at the code stays signed in as before; the code makes the session a new one', async t => {
  const server = await serveHere(t, embedded)
  const { approver, editor } = await staffOf(server)
  const { totpURI } = await approver.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  const secret = new URL(totpURI).searchParams.get('secret')!
  await approver.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret) })
  await ageSessions(server, 11)
  const path = `/api/v1/rounds/${UUID}/schedule`
  isProblem(await approver.post(path, {}), 403, 'factorNeeded')
  const { email } = await approver.well('GET', '/api/v1/me')
  const asked = await approver.signIn(email)
  assert.equal(asked.body.twoFactorRedirect, true)
  await approver.well('GET', '/api/v1/me')
  isProblem(await approver.post(path, {}), 403, 'factorNeeded')
  await approver.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret, 1) })
  isProblem(await approver.post(path, {}), 404, 'notFound')
  // A stranger's browser has none to keep, and a password alone gives it none.
  const stranger = new Person(server.url)
  await stranger.signIn(email)
  isProblem(await stranger.get('/api/v1/me'), 401, 'signedOut')
  // Nor does somebody else's session become theirs by their password.
  await editor.signIn(email)
  assert.notEqual((await editor.well('GET', '/api/v1/me')).email, email)
})

test('a passkey whose device did not verify who holds it signs nobody in', async t => {
  const server = await serveHere(t, embedded)
  const stranger = new Person(server.url)
  const data = (flags: number) =>
    Buffer.concat([Buffer.alloc(32), Buffer.from([flags]), Buffer.alloc(4)]).toString('base64url')
  const signIn = async (authenticatorData: unknown) =>
    await stranger.post('/api/auth/passkey/verify-authentication', {
      response: { id: 'AAAA', type: 'public-key', response: { authenticatorData } },
    })
  for (const odd of [data(0x01), data(0x00), '', undefined, 7]) isProblem(await signIn(odd), 403, 'passkeyUnverified')
  // A verified one is asked for its challenge and its key.
  const { body } = await signIn(data(0x05))
  assert.notEqual(body.code, 'passkeyUnverified')
})
