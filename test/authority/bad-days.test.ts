/** Bad input and bad days, over HTTP: each is a sentence, and nothing is lost or done twice. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { ServerOptions } from '../../src/app/serve/server.ts'
import { makeKey, signerOf } from '../../src/directive/signing.ts'
import { SCRYPT } from '../../src/http/sign-in-library.ts'
import { tokenOf } from '../../town/links.ts'
import { beside, type Databases, onEachDatabase, tablesOf } from '../postgres/databases.ts'
import { contentFor } from '../postgres/stage.ts'
import {
  approvedRound,
  databaseFor,
  enrolledAgain,
  isProblem,
  nodeOf,
  PASSWORD,
  Person,
  personOf,
  serveHere,
  staffOf,
} from './stage.ts'
import { totp } from './totp.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

async function staffHere(t: TestContext, change: Partial<ServerOptions> = {}) {
  const server = await serveHere(t, embedded, change)
  return { server, url: server.url, ...(await staffOf(server)) }
}

test('what is no proper request is a problem that says what to mend', async t => {
  const { editor, administrator } = await staffHere(t)
  const campaign = (body: unknown, headers = {}) => editor.post('/api/v1/campaigns', body, headers)
  const json = { 'content-type': 'application/json' }
  isProblem(await campaign('{"title":', json), 400, 'bodyNotJson')
  isProblem(await campaign('', json), 400, 'bodyNotJson')
  isProblem(await campaign('{"title":"a"}', { 'content-type': 'text/plain' }), 415, 'mediaTypeWrong')
  isProblem(await campaign('title=a', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'mediaTypeWrong')
  isProblem(await campaign({ title: 'a', note: 'x'.repeat(1024 * 1024) }), 413, 'bodyTooLarge')
  isProblem(await campaign('['.repeat(200_000) + ']'.repeat(200_000)), 400, 'bodyNotJson')
  isProblem(await campaign({ title: 'a', list: Array(30_000).fill(0) }), 400, 'bodyNotJson')
  isProblem(await campaign('{"title":"a","__proto__":{"x":1}}'), 400, 'bodyNotJson')
  const faulty = await campaign({ title: 1, colour: 'red' })
  isProblem(faulty, 422, 'inputFaulty')
  assert.deepEqual(
    faulty.body.faults.map((fault: { path: string; code: string }) => [fault.path, fault.code]),
    [
      ['title', 'type'],
      ['colour', 'unknown'],
    ],
  )
  isProblem(await campaign([]), 422, 'inputFaulty')
  isProblem(await campaign({ title: 'a\u0000b' }), 422, 'inputFaulty')
  isProblem(await editor.get('/api/v1/campaigns?limit=201'), 422, 'inputFaulty')
  isProblem(await editor.get('/api/v1/campaigns?limit=50&x=1'), 422, 'inputFaulty')
  isProblem(await editor.get('/api/v1/rounds?state=boiled'), 422, 'inputFaulty')
  isProblem(await editor.get('/api/v1/nothing'), 404, 'notFound')
  isProblem(await editor.get('/api/v1/rounds/no-uuid'), 404, 'notFound')
  isProblem(await editor.get('/node/v1/nothing'), 404, 'notFound')
  isProblem(await editor.get('/api/v1/rounds/%ff'), 404, 'notFound')
  const wrong = await editor.ask('DELETE', '/api/v1/campaigns')
  isProblem(wrong, 405, 'methodWrong')
  assert.equal(wrong.headers.get('allow'), 'GET, POST')
  for (const path of ['/api/v1/campaigns', '/api/v1/rounds', '/api/v1/trail', '/api/v1/people']) {
    const { status } = await administrator.get(`${path}?cursor=bm9uc2Vuc2U`)
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`)
  }
})

test('a language is answered as asked: Vietnamese where none is', async t => {
  const { url } = await serveHere(t, embedded)
  const nobody = new Person(url)
  const { body: vi } = await nobody.get('/api/v1/me')
  const { body: en } = await nobody.get('/api/v1/me', { 'accept-language': 'en-GB,en;q=0.9' })
  assert.equal(vi.detail, vi.vi)
  assert.equal(en.detail, en.en)
})

test('another site cannot make a browser change anything, nor frame the console', async t => {
  const { editor, auditor, url } = await staffHere(t)
  const body = { title: 'Chiến dịch' }
  // A link of another site leads to a page; not to what the trail would say of who followed it.
  for (const site of ['cross-site', 'same-site'])
    isProblem(await auditor.get('/api/v1/trail/export?form=csv', { 'sec-fetch-site': site }), 403, 'originWrong')
  for (const origin of ['https://evil.example', 'null', url.replace('localhost', 'localhost.evil.example')])
    isProblem(await editor.post('/api/v1/campaigns', body, { origin }), 403, 'originWrong')
  const without = await fetch(`${url}/api/v1/campaigns`, {
    method: 'POST',
    headers: { cookie: editor.cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(without.status, 403)
  const signIn = { email: 'bien.tap@bo.example', password: PASSWORD }
  isProblem(
    await new Person(url).post('/api/auth/sign-in/email', signIn, { origin: 'https://evil.example' }),
    403,
    'originWrong',
  )
  assert.equal((await editor.well('GET', '/api/v1/campaigns')).items.length, 0)
  for (const path of ['/', '/rounds', '/api/v1/me', '/openapi.json']) {
    const { headers } = await editor.get(path)
    assert.match(headers.get('content-security-policy')!, /frame-ancestors 'none'/)
    assert.match(headers.get('content-security-policy')!, /script-src 'self'(;|$)/)
    assert.equal(headers.get('x-frame-options'), 'DENY')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
  }
})

test('HTML in a name is a name, and comes back as it went in', async t => {
  const { editor } = await staffHere(t)
  const title = '<img src=x onerror=alert(1)> & "Đợt"'
  const { id } = await editor.well('POST', '/api/v1/campaigns', { title, note: '<script>' })
  const answer = await editor.get(`/api/v1/campaigns/${id}`)
  assert.equal(answer.body.title, title)
  assert.match(answer.headers.get('content-type')!, /^application\/json/)
})

test('who tries passwords has to wait, and whoever knows it does not', async t => {
  const { url } = await staffHere(t)
  const guesser = new Person(url)
  const statuses: number[] = []
  for (let at = 0; at < 12; at++)
    statuses.push((await guesser.signIn('bien.tap@bo.example', `đoán lần thứ ${at}`)).status)
  assert.deepEqual(statuses, [...Array(10).fill(401), 429, 429])
  const waiting = await guesser.signIn('bien.tap@bo.example')
  isProblem(waiting, 429, 'tooManyRequests')
  assert.ok(Number(waiting.headers.get('retry-after')) > 0)
  assert.equal((await new Person(url).signIn('phe.duyet@bo.example')).status, 200)
})

test('nobody signs up, and a wrong address is answered as a wrong password is', async t => {
  const { url } = await staffHere(t, { passwords: SCRYPT })
  const stranger = new Person(url)
  const input = { name: 'A', email: 'a@b.example', password: PASSWORD }
  isProblem(await stranger.post('/api/auth/sign-up/email', input), 404, 'notFound')
  isProblem(await stranger.post('/api/auth/request-password-reset', { email: 'a@b.example' }), 404, 'notFound')
  const unknown = await stranger.signIn('nobody@bo.example')
  const known = await stranger.signIn('bien.tap@bo.example', 'một câu dễ nhớ khác')
  isProblem(unknown, 401, 'signInWrong')
  assert.equal(unknown.text, known.text)
})

test('the token of a one-time link stands where no server and no log of requests sees it', async t => {
  const { administrator, editor } = await staffHere(t)
  const { id } = await editor.well('GET', '/api/v1/me')
  const { link } = await administrator.well('POST', `/api/v1/people/${id}/link`)
  const { pathname, search, hash } = new URL(link)
  assert.deepEqual([pathname, search], ['/invitation', ''])
  assert.match(hash, /^#token=[\w-]{43}$/)
})

test('a one-time link serves once, and a new one ends what was', async t => {
  const { administrator, editor, url } = await staffHere(t)
  const { id } = await editor.well('GET', '/api/v1/me')
  const watching = await editor.watch('/api/v1/events')
  const { link } = await administrator.well('POST', `/api/v1/people/${id}/link`)
  await watching.ended()
  isProblem(await editor.get('/api/v1/me'), 401, 'signedOut')
  isProblem(await editor.signIn('bien.tap@bo.example'), 401, 'signInWrong')
  const token = tokenOf(link)
  const accept = { token, password: 'một câu hoàn toàn khác' }
  const back = new Person(url)
  isProblem(await back.post('/api/v1/invitations/accept', { token, password: 'ngắn' }), 422, 'passwordShort')
  assert.equal((await back.post('/api/v1/invitations/accept', accept)).status, 200)
  isProblem(await back.post('/api/v1/invitations/accept', accept), 410, 'linkWrong')
  assert.equal((await back.signIn('bien.tap@bo.example', accept.password)).status, 200)
})

test('who is disabled or gets another role is out at once, on streams too; nobody does that to themselves', async t => {
  const { administrator, editor, auditor } = await staffHere(t)
  const { id } = await editor.well('GET', '/api/v1/me')
  const { id: own } = await administrator.well('GET', '/api/v1/me')
  const watching = await editor.watch('/api/v1/events')
  await administrator.well('PATCH', `/api/v1/people/${id}`, { isDisabled: true })
  await watching.ended()
  isProblem(await editor.get('/api/v1/me'), 401, 'signedOut')
  isProblem(await editor.signIn('bien.tap@bo.example'), 401, 'signInWrong')
  isProblem(await administrator.ask('PATCH', `/api/v1/people/${own}`, { isDisabled: true }), 409, 'ownAccount')
  isProblem(await administrator.ask('PATCH', `/api/v1/people/${own}`, { role: 'editor' }), 409, 'ownAccount')
  const { id: other } = await auditor.well('GET', '/api/v1/me')
  isProblem(
    await administrator.ask('PATCH', `/api/v1/people/${other}`, { role: 'engineer', operator: 'none' }),
    422,
    'operatorOfEngineer',
  )
  await administrator.well('PATCH', `/api/v1/people/${other}`, { role: 'approver' })
  isProblem(await auditor.get('/api/v1/me'), 401, 'signedOut')
  const { items } = await administrator.well('GET', '/api/v1/trail?limit=200')
  const actions = new Set(items.map((entry: { action: string }) => entry.action))
  for (const action of [
    'person.setup',
    'person.invite',
    'person.disable',
    'person.role',
    'session.begin',
    'session.refuse',
  ])
    assert.ok(actions.has(action), action)
})

test('a second factor is asked for once it is on, and a backup code serves once', async t => {
  const { editor, url } = await staffHere(t)
  const { totpURI, backupCodes } = await editor.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  const secret = new URL(totpURI).searchParams.get('secret')!
  isProblem(await editor.post('/api/auth/two-factor/verify-totp', { code: '000000' }), 401, 'codeWrong')
  await editor.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret) })
  assert.equal((await editor.well('GET', '/api/v1/me')).signIn.totp, true)
  const signingIn = new Person(url)
  const first = await signingIn.signIn('bien.tap@bo.example')
  assert.equal(first.body.twoFactorRedirect, true)
  isProblem(await signingIn.get('/api/v1/me'), 401, 'signedOut')
  await signingIn.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret, 1) })
  assert.equal((await signingIn.get('/api/v1/me')).status, 200)
  const code = { code: backupCodes[0] }
  const byCode = new Person(url)
  await byCode.signIn('bien.tap@bo.example')
  await byCode.well('POST', '/api/auth/two-factor/verify-backup-code', code)
  assert.equal((await byCode.get('/api/v1/me')).status, 200)
  const again = new Person(url)
  await again.signIn('bien.tap@bo.example')
  isProblem(await again.post('/api/auth/two-factor/verify-backup-code', code), 401, 'codeWrong')
})

test('a page of a hostile size, half a request, and no HTTP at all end only themselves', async t => {
  const { url, editor } = await staffHere(t)
  const port = Number(new URL(url).port)
  for (const text of [
    'GARBAGE\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nX: '.padEnd(40_000, 'x'),
    'POST /api/v1/campaigns HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc',
  ]) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.end(text)
    for await (const _ of socket);
  }
  assert.equal((await editor.get('/api/v1/me')).status, 200)
})

onEachDatabase(databases => {
  test('a session that has run out is over, on its streams too', async t => {
    const database = await databaseFor(t, databases)
    const server = await serveHere(t, databases, { database })
    const { editor, auditor } = await staffOf(server)
    const watching = await editor.watch('/api/v1/events')
    const { id } = await editor.well('GET', '/api/v1/me')
    await beside(
      database === null ? { file: `${server.data}/loa.db` } : { url: database },
      async rows =>
        await tablesOf(rows)
          .updateTable('sign_in_session')
          .set({ expiresAt: '2020-01-01T00:00:00.000Z' })
          .where('userId', '=', id)
          .execute(),
    )
    isProblem(await editor.get('/api/v1/me'), 401, 'signedOut')
    await server.endRunOut()
    await watching.ended()
    assert.equal((await auditor.get('/api/v1/me')).status, 200)
  })

  test('two editors open one draft: the second to save is told, and nothing is lost', async t => {
    const server = await serveHere(t, databases)
    const { administrator, editor } = await staffOf(server)
    await nodeOf(administrator, 'mot')
    const other = await personOf(administrator, 'editor', 'hai@bo.example')
    const campaign = await editor.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: '' })
    const { id, version } = await editor.well('POST', `/api/v1/campaigns/${campaign.id}/rounds`, {
      content: contentFor(['mot']),
    })
    const path = `/api/v1/rounds/${id}/content`
    const [first, second] = await Promise.all([
      editor.ask('PUT', path, { version, content: contentFor(['mot'], { title: 'Của một' }) }),
      other.ask('PUT', path, { version, content: contentFor(['mot'], { title: 'Của hai' }) }),
    ])
    const statuses = [first.status, second.status].toSorted()
    assert.deepEqual(statuses, [200, 409])
    const loser = first.status === 409 ? first : second
    isProblem(loser, 409, 'versionConflict')
    const versions = await editor.well('GET', `/api/v1/rounds/${id}/versions`)
    assert.equal(versions.length, 2)
  })

  test('the same POST twice, at once or later, is one; with another body it is refused', async t => {
    const server = await serveHere(t, databases)
    const { editor, administrator } = await staffOf(server)
    const once = { 'idempotency-key': 'mot-khoa-du-dai-1' }
    const send = () => editor.post('/api/v1/campaigns', { title: 'Một lần', note: '' }, once)
    const answers = await Promise.all(Array.from({ length: 10 }, send))
    answers.push(await send())
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
    assert.equal(answers.at(-1)!.headers.get('idempotency-replayed'), 'true')
    assert.equal((await editor.well('GET', '/api/v1/campaigns')).items.length, 1)
    isProblem(await editor.post('/api/v1/campaigns', { title: 'Khác', note: '' }, once), 422, 'idempotencyKeyReused')
    isProblem(
      await editor.post('/api/v1/campaigns', { title: 'Khác', note: '' }, { 'idempotency-key': 'x' }),
      400,
      'idempotencyKeyMissing',
    )
    const { secret } = await administrator.well('POST', '/api/v1/keys', {
      name: 'máy',
      scopes: ['rounds'],
      expiresAt: null,
    })
    const machine = new Person(server.url)
    const bearer = { authorization: `Bearer ${secret}` }
    isProblem(await machine.post('/api/v1/campaigns', { title: 'Máy', note: '' }, bearer), 400, 'idempotencyKeyMissing')
    assert.equal(
      (await machine.post('/api/v1/campaigns', { title: 'Máy', note: '' }, { ...bearer, ...once })).status,
      201,
    )
    const invite = { name: 'Ai', email: 'ai@bo.example', role: 'editor' }
    assert.equal((await administrator.post('/api/v1/people', invite, once)).status, 201)
    isProblem(await administrator.post('/api/v1/people', invite, once), 409, 'idempotencyTold')
  })

  test('a node whose clock is off is told so, and by how much', async t => {
    const server = await serveHere(t, databases)
    const { administrator } = await staffOf(server)
    const node = await nodeOf(administrator, 'mot')
    const skewed = await node.ask('GET', '/node/v1/agenda', undefined, await node.token(Date.now() - 3_600_000))
    isProblem(skewed, 401, 'clockSkew')
    const theirs = Date.parse(skewed.headers.get('date')!)
    assert.ok(Math.abs(theirs - Date.now()) < 60_000)
    assert.equal((await node.ask('POST', '/node/v1/progress', { items: [] }, await node.token(theirs))).status, 204)
  })

  test('yesterday’s key, a rotated key and a revoked one open nothing, and their streams end', async t => {
    const server = await serveHere(t, databases)
    const { administrator } = await staffOf(server)
    const node = await nodeOf(administrator, 'mot')
    const old = await node.watch()
    await old.next()
    const next = await signerOf(await makeKey())
    const rotation = await node.signer.sign('rotation', {
      operator: 'mot',
      nextKey: next.publicKey,
      at: new Date().toISOString(),
    })
    const yesterdays = node.signer
    assert.equal((await node.ask('POST', '/node/v1/rotate', { rotation })).status, 204)
    await old.ended()
    isProblem(await node.ask('POST', '/node/v1/progress', { items: [] }), 401, 'signatureWrong')
    node.signer = next
    assert.equal((await node.ask('POST', '/node/v1/progress', { items: [] })).status, 204)
    isProblem(await administrator.post('/api/v1/operators/mot/enrolment', {}), 409, 'operatorEnrolled')
    await administrator.well('POST', '/api/v1/operators/mot/revoke')
    const anew = await enrolledAgain(administrator, 'mot')
    isProblem(await node.ask('POST', '/node/v1/progress', { items: [] }), 401, 'signatureWrong')
    assert.equal((await anew.hello()).status, 200)
    const stream = await anew.watch()
    await stream.next()
    await administrator.well('POST', '/api/v1/operators/mot/revoke')
    await stream.ended()
    isProblem(await anew.hello(), 401, 'nodeUnknown')
    node.signer = yesterdays
    assert.equal((await node.hello()).status, 401)
  })

  test('nobody approves their own, and an approval of what was not seen is refused', async t => {
    const server = await serveHere(t, databases)
    const staff = await staffOf(server)
    const { administrator, approver } = staff
    await nodeOf(administrator, 'mot')
    const campaign = await approver.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: '' })
    const { id, version } = await approver.well('POST', `/api/v1/campaigns/${campaign.id}/rounds`, {
      content: contentFor(['mot']),
    })
    const { digest, estimate } = await approver.well('POST', `/api/v1/rounds/${id}/submit`, { version })
    const approval = { version, digest, subscribers: estimate.subscribers }
    isProblem(await approver.post(`/api/v1/rounds/${id}/approve`, approval), 403, 'ownApproval')
    const other = await personOf(administrator, 'approver', 'khac@bo.example')
    isProblem(await other.post(`/api/v1/rounds/${id}/approve`, { ...approval, subscribers: 1 }), 422, 'countDiffers')
    isProblem(
      await other.post(`/api/v1/rounds/${id}/approve`, { ...approval, digest: '0'.repeat(64) }),
      409,
      'digestDiffers',
    )
    assert.equal((await other.post(`/api/v1/rounds/${id}/approve`, approval)).status, 200)
    assert.ok(await approvedRound(staff, ['mot']))
  })
})
