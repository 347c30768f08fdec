import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { Browser, pushService } from '../../../test/channels/push-stage.ts'
import type { Content } from '../provider.ts'
import { pushKey } from './key.ts'
import { openPush, PushServices } from './push.ts'

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-push-'))
  t.after(() => rmSync(made, { recursive: true }))
  return made
}

const CONTENT: Content = {
  title: 'Bản tin số 7',
  text: 'Đã có kết quả.\nXin mời đọc.',
  language: 'vi',
  link: 'https://loa.example/bulletins',
  unsubscribe: null,
  isUrgent: true,
  lifeSeconds: 3600,
}

async function openStage(t: TestContext, status: (path: string) => number) {
  const key = await pushKey(join(folder(t), 'push.key'))
  const service = await pushService(t, null, status)
  const push = await openPush({ key, contact: 'mailto:it@bo.example', services: [new URL(service.url).host] })
  t.after(async () => await push.provider.close())
  return { key, service, push }
}

test('a push message comes to the browser whole, signed, and nobody in between can read it', async t => {
  const { key, service, push } = await openStage(t, () => 201)
  const browser = await Browser.open()
  const to = browser.subscription(`${service.url}/one`)
  assert.deepEqual(await push.provider.send({ id: 'b7 one', to, content: CONTENT }), { is: 'accepted' })
  const { headers, body } = await service.next()
  assert.deepEqual(JSON.parse(await browser.read(body)), {
    title: 'Bản tin số 7',
    body: 'Đã có kết quả.\nXin mời đọc.',
    url: 'https://loa.example/bulletins',
  })
  assert.doesNotMatch(body.toString('latin1'), /kết|quả|bulletins/)
  assert.deepEqual([headers['content-encoding'], headers.urgency, headers.ttl], ['aes128gcm', 'high', '3600'])
  const [, token, publicKey] = /^vapid t=([^,]+), k=(\S+)$/.exec(headers.authorization ?? '')!
  assert.equal(publicKey, push.publicKey)
  const { payload } = await jwtVerify(token, await importJWK({ ...key, d: undefined } as never, 'ES256'), {
    audience: service.url,
  })
  assert.equal(payload.sub, 'mailto:it@bo.example')
  assert.ok(payload.exp! * 1000 < Date.now() + 24 * 3_600_000, 'RFC 8292: at most a day')
  assert.equal(decodeProtectedHeader(token).alg, 'ES256')
})

test('a second copy of a push message takes the place of one that still waits at the service', async t => {
  const { service, push } = await openStage(t, () => 201)
  const to = { endpoint: `${service.url}/one`, keys: null }
  const topics: string[] = []
  for (const id of ['b7', 'b7', 'b8']) {
    await push.provider.send({ id, to, content: CONTENT })
    topics.push(String((await service.next()).headers.topic))
  }
  assert.equal(topics[0], topics[1])
  assert.notEqual(topics[0], topics[2])
  assert.match(topics[0], /^[A-Za-z0-9_-]{32}$/, 'RFC 8030, 5.4')
})

test('without a browser’s keys a push message is a tickle: it has no content at all', async t => {
  const { service, push } = await openStage(t, () => 201)
  const to = { endpoint: `${service.url}/one`, keys: null }
  await push.provider.send({ id: 'b7', to, content: CONTENT })
  const { headers, body } = await service.next()
  assert.deepEqual([body.length, headers['content-encoding']], [0, undefined])
})

test('what a push service answers says whether to forget, to wait, or to look at the message', async t => {
  const answers: Record<string, [number, Record<string, string>?]> = {
    '/gone': [410],
    '/never': [404],
    '/full': [503],
    '/often': [429, { 'retry-after': '120' }],
    '/date': [503, { 'retry-after': new Date(Date.now() + 600_000).toUTCString() }],
    '/forever': [503, { 'retry-after': '999999999' }],
    '/nonsense': [503, { 'retry-after': 'soon' }],
    '/large': [413],
    '/key': [403],
    '/elsewhere': [307, { location: 'http://127.0.0.1:1/' }],
  }
  const { service, push } = await openStage(t, path => answers[path][0])
  service.headersOf(path => answers[path][1] ?? {})
  const said = async (path: string) => {
    const to = { endpoint: service.url + path, keys: null }
    const answer = await push.provider.send({ id: path, to, content: CONTENT })
    if (answer.is === 'notNow') return `again in ${Math.round(answer.againMs / 60_000)} min`
    return answer.is === 'refused' ? `${answer.why}${answer.isGone ? ', forget' : ''}` : answer.is
  }
  const told: Record<string, string> = {}
  for (const path of Object.keys(answers)) told[path] = await said(path)
  assert.deepEqual(told, {
    '/gone': 'recipientGone, forget',
    '/never': 'recipientGone, forget',
    '/full': 'again in 1 min',
    '/often': 'again in 2 min',
    '/date': 'again in 10 min',
    '/forever': 'again in 1440 min',
    '/nonsense': 'again in 1 min',
    '/large': 'messageRefused',
    '/key': 'peerRefusesUs',
    '/elsewhere': 'messageRefused',
  })
  assert.equal(service.pushed.length, Object.keys(answers).length, 'no redirect is followed')
})

test('keys that no browser could have given are forgotten, and a message that is too long is not cut', async t => {
  const { service, push } = await openStage(t, () => 201)
  const browser = await Browser.open()
  const { endpoint, keys } = browser.subscription(`${service.url}/one`)
  const send = async (p256dh: string, text: string) =>
    await push.provider.send({ id: 'b7', to: { endpoint, keys: { ...keys, p256dh } }, content: { ...CONTENT, text } })
  assert.deepEqual(await send('AAAA', 'x'), { is: 'refused', isGone: true, why: 'recipientUnusable' })
  assert.deepEqual(await send(keys.p256dh, 'ơ'.repeat(2000)), { is: 'refused', isGone: false, why: 'messageUnusable' })
  assert.equal(service.pushed.length, 0)
})

test('of what a push service answers no more is read than its status, however long it is', async t => {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      response.writeHead(201)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const hungUp = new Promise<void>(done => server.on('connection', socket => socket.on('close', () => done())))
  const push = await openPush({
    key: await pushKey(join(folder(t), 'push.key')),
    contact: 'mailto:it@bo.example',
    services: [`127.0.0.1:${port}`],
  })
  t.after(async () => await push.provider.close())
  const to = { endpoint: `http://127.0.0.1:${port}/x`, keys: null }
  assert.deepEqual(await push.provider.send({ id: 'b7', to, content: CONTENT }), { is: 'accepted' })
  await hungUp
})

test('the key of push messages is made once and is its owner’s alone', async t => {
  const file = join(folder(t), 'push.key')
  const first = await pushKey(file)
  assert.deepEqual(await pushKey(file), first)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  writeFileSync(file, 'x')
  await assert.rejects(pushKey(file))
})

test('messages go only to push services that are known or were named', () => {
  const services = new PushServices(['push.bo.example', 'localhost:8443', '127.0.0.1:2586'])
  for (const [endpoint, isTaken] of [
    ['https://fcm.googleapis.com/x', true],
    ['https://updates.push.services.mozilla.com/x', true],
    ['https://wns2-par02p.notify.windows.com/x', true],
    ['https://push.bo.example/x', true],
    ['https://localhost:8443/x', true],
    ['http://127.0.0.1:2586/x', true],
    ['http://127.0.0.1/x', false],
    ['http://push.bo.example/x', false],
    ['http://fcm.googleapis.com/x', false],
    ['https://localhost/x', false],
    ['https://10.0.0.1/x', false],
    ['https://[::ffff:10.0.0.1]/x', false],
    ['https://fcm.googleapis.com.evil.example/x', false],
    ['https://evilfcm.googleapis.com/x', false],
    ['https://fcm.googleapis.com:22/x', false],
    ['https://fcm.googleapis.com@10.0.0.1/x', false],
    ['https://loa:secret@fcm.googleapis.com/x', false],
    ['file:///etc/passwd', false],
    [`https://fcm.googleapis.com/${'x'.repeat(2000)}`, false],
    ['', false],
  ] as const)
    assert.equal(services.take(endpoint), isTaken, endpoint)
})

test('an endpoint whose service is not listed any more is not asked, and not forgotten', async t => {
  const { push } = await openStage(t, () => 201)
  const elsewhere = await pushService(t, null)
  const answer = await push.provider.send({
    id: 'b7',
    to: { endpoint: `${elsewhere.url}/x`, keys: null },
    content: CONTENT,
  })
  assert.deepEqual(answer, { is: 'refused', isGone: false, why: 'serviceNotListed' })
  assert.equal(elsewhere.pushed.length, 0)
})
