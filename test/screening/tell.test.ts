/**
 * The duty officer is told: by mail through a real mail server, and by web push through a service that takes what the
 * RFCs say. Both over TLS, as `loa serve` is started by people.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import type { webcrypto } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import type { Teller } from '../../src/areas/screening/office.ts'
import { encrypted, openWebPush, pushKey } from '../../src/areas/screening/web-push.ts'
import { MAIL_PASSWORD, mailServer } from '../authority/mail-server.ts'
import { houseOf, personOf, serveProcess } from '../authority/stage.ts'
import { onEachDatabase } from '../postgres/databases.ts'
import { enter, MINUTE, OFFICER, openStage } from './stage.ts'

const withoutOpenssl =
  spawnSync('openssl', ['version']).status === 0 ? false : 'there is no openssl command'

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-tell-'))
  t.after(() => rmSync(made, { recursive: true }))
  return made
}

/** RFC 8291, section 5 and appendix A. */
const RFC = {
  message: 'When I grow up, I want to be a watermelon',
  ours: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  theirs: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

test('a push message is encrypted as the example of RFC 8291 is', () => {
  const octets = encrypted(
    Buffer.from(RFC.message),
    { p256dh: RFC.theirs, auth: RFC.auth },
    { salt: Buffer.from(RFC.salt, 'base64url'), privateKey: Buffer.from(RFC.ours, 'base64url') },
  )
  assert.equal(Buffer.from(octets).toString('base64url'), RFC.body)
})

/** A browser that has asked for messages: by WebCrypto, which the server does not use. */
class Browser {
  readonly keys: webcrypto.CryptoKeyPair
  readonly auth: Uint8Array<ArrayBuffer>
  readonly p256dh: Uint8Array<ArrayBuffer>

  constructor(keys: webcrypto.CryptoKeyPair, p256dh: Uint8Array<ArrayBuffer>) {
    this.keys = keys
    this.p256dh = p256dh
    this.auth = crypto.getRandomValues(new Uint8Array(16))
  }

  static async open(): Promise<Browser> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
      'deriveBits',
    ])
    return new Browser(keys, new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey)))
  }

  subscription(endpoint: string) {
    const text = (octets: Uint8Array) => Buffer.from(octets).toString('base64url')
    return { endpoint, keys: { p256dh: text(this.p256dh), auth: text(this.auth) } }
  }

  async read(body: Buffer<ArrayBuffer>): Promise<string> {
    const salt = body.subarray(0, 16)
    const sender = body.subarray(21, 21 + body[20])
    const senderKey = await crypto.subtle.importKey(
      'raw',
      sender,
      { name: 'ECDH', namedCurve: 'P-256' },
      false,
      [],
    )
    const shared = await crypto.subtle.deriveBits(
      { name: 'ECDH', public: senderKey },
      this.keys.privateKey,
      256,
    )
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.p256dh, sender])
    const secret = await hkdf(shared, this.auth, info, 32)
    const key = await hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
    const iv = await hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
    const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
    const record = body.subarray(21 + body[20])
    const plain = Buffer.from(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, record))
    assert.equal(plain.at(-1), 2, 'the last record')
    return plain.subarray(0, -1).toString('utf8')
  }
}

async function hkdf(
  secret: ArrayBuffer,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  octets: number,
): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  return await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    key,
    octets * 8,
  )
}

interface Pushed {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer<ArrayBuffer>
}

/** What a push service does: takes it, or says that the browser is gone. */
async function pushService(
  t: TestContext,
  tls: { cert: string; key: string } | null,
  status: (path: string) => number = () => 201,
): Promise<{ url: string; pushed: Pushed[]; next: () => Promise<Pushed> }> {
  const pushed: Pushed[] = []
  const waiting: (() => void)[] = []
  const take = (request: IncomingMessage, response: import('node:http').ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      pushed.push({ path, headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(status(path)).end()
      for (const done of waiting.splice(0)) done()
    })
  }
  const server = tls === null ? createServer(take) : createTlsServer(tls, take)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  let read = 0
  return {
    url: tls === null ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    pushed,
    next: async () => {
      while (pushed.length <= read) await new Promise<void>(done => waiting.push(done))
      return pushed[read++]
    },
  }
}

const NOTICE = {
  kind: 'high-twice',
  door: 'Cửa chính',
  atMs: Date.parse('2026-11-25T02:41:00Z'),
} as const

test('a push message comes to the browser whole, signed, and nobody in between can read it', async t => {
  const key = await pushKey(join(folder(t), 'push.key'))
  const { url, pushed } = await pushService(t, null, path =>
    path === '/gone' ? 410 : path === '/full' ? 503 : 201,
  )
  const push = await openWebPush({
    key,
    contact: 'mailto:it@bo.example',
    services: [],
    url: 'https://loa.example/screening',
  })
  const browsers = [await Browser.open(), await Browser.open(), await Browser.open()]
  const subscriptions = ['/one', '/gone', '/full'].map((path, at) => {
    const { endpoint, keys } = browsers[at].subscription(url + path)
    return { endpoint, ...keys, person: 'x', createdAtMs: 0 }
  })
  const told = await push.tell(NOTICE, subscriptions)
  assert.deepEqual(told, { reached: 1, failed: 1, gone: [`${url}/gone`] })
  const { headers, body } = pushed.find(({ path }) => path === '/one')!
  const message = JSON.parse(await browsers[0].read(body))
  assert.equal(message.title, 'Kiểm tra thân nhiệt: Cửa chính, 09:41')
  assert.match(message.body, /đo hai lần/)
  assert.equal(message.url, 'https://loa.example/screening')
  assert.doesNotMatch(body.toString('latin1'), /Cửa|thân/)
  assert.deepEqual(
    [headers['content-encoding'], headers.urgency, Number(headers.ttl) > 0],
    ['aes128gcm', 'high', true],
  )
  const [, token, publicKey] = /^vapid t=([^,]+), k=(\S+)$/.exec(headers.authorization ?? '')!
  assert.equal(publicKey, push.publicKey)
  const { payload } = await jwtVerify(
    token,
    await importJWK({ ...key, d: undefined } as never, 'ES256'),
    {
      audience: url,
    },
  )
  assert.equal(payload.sub, 'mailto:it@bo.example')
  assert.ok(payload.exp! * 1000 < Date.now() + 24 * 3_600_000, 'RFC 8292: at most a day')
  assert.equal(decodeProtectedHeader(token).alg, 'ES256')
})

test('the key of push messages is made once and is its owner’s alone', async t => {
  const file = join(folder(t), 'push.key')
  const first = await pushKey(file)
  assert.deepEqual(await pushKey(file), first)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  writeFileSync(file, 'x')
  await assert.rejects(pushKey(file))
})

test('messages go only to services that are known or were named', async t => {
  const push = await openWebPush({
    key: await pushKey(join(folder(t), 'push.key')),
    contact: 'mailto:it@bo.example',
    services: ['push.bo.example'],
    url: 'https://loa.example/screening',
  })
  for (const [host, isKnown] of [
    ['fcm.googleapis.com', true],
    ['updates.push.services.mozilla.com', true],
    ['wns2-par02p.notify.windows.com', true],
    ['push.bo.example', true],
    ['localhost', false],
    ['10.0.0.1', false],
    ['fcm.googleapis.com.evil.example', false],
    ['evilfcm.googleapis.com', false],
    ['fcm.googleapis.com:22', false],
  ] as const)
    assert.equal(push.knows(host), isKnown, host)
})

onEachDatabase(databases => {
  test('whoever is not reached is tried again, later each time, and then no more', async t => {
    let isUp = false
    let tries = 0
    const teller: Teller = {
      channel: 'mail',
      tell: async notice => {
        tries++
        assert.equal(notice.door, 'Cửa chính')
        return isUp ? { reached: 1, failed: 0, gone: [] } : { reached: 0, failed: 1, gone: [] }
      },
    }
    const stage = await openStage(t, databases, { tellers: [teller] })
    const { screening, clock } = stage
    const call = async (badge: string) => {
      await enter(stage, { badge, celsius: 38 })
      clock.now += 10 * MINUTE
      await enter(stage, { badge, celsius: 38 })
    }
    await call('A1')
    const waits: number[] = []
    for (let step = 0; step < 100; step++) {
      const before = tries
      await screening.lookAfter()
      if (tries > before) waits.push(step)
      clock.now += 15_000
    }
    assert.deepEqual(waits, [0, 2, 10, 50], 'at once, after 30 s, 2 min, 10 min')
    const [failed] = (await screening.alerts()).open
    assert.deepEqual(
      failed.told.map(({ reached, failed }) => [reached, failed]),
      [[0, 1]],
    )
    isUp = true
    tries = 0
    await call('A2')
    await screening.lookAfter()
    await screening.lookAfter()
    assert.equal(tries, 1, 'who was told is not told again')
    const { open, channels } = await screening.alerts()
    assert.deepEqual(channels, ['mail'])
    assert.equal(open[0].told[0].reached, 1)
  })

  test('whoever does not come back is told of once; what was done is written down once', async t => {
    const stage = await openStage(t, databases)
    const { screening, clock } = stage
    await enter(stage, { badge: 'A1', celsius: 38 })
    clock.now += 29 * MINUTE
    await screening.lookAfter()
    assert.deepEqual((await screening.alerts()).open, [])
    clock.now += 2 * MINUTE
    await screening.lookAfter()
    await screening.lookAfter()
    const { open } = await screening.alerts()
    assert.deepEqual(
      open.map(({ kind, second, told }) => [kind, second, told]),
      [['missed', null, []]],
    )
    const closed = await screening.closeAlert(OFFICER, open[0].id, { deed: 'not-found' })
    assert.deepEqual([closed.done?.by, closed.done?.deed], ['Cán bộ trực', 'not-found'])
    await assert.rejects(screening.closeAlert(OFFICER, open[0].id, { deed: 'let-in' }), {
      code: 'alertDone',
    })
    const after = await screening.alerts()
    assert.deepEqual([after.open.length, after.done.length], [0, 1])
    assert.deepEqual(stage.deeds.at(-1)?.details, { deed: 'not-found' })
  })
})

test('loa serve tells by mail and web push, over TLS, and no secret is in its log', {
  skip: withoutOpenssl,
}, async t => {
  const place = folder(t)
  const [certFile, keyFile] = [join(place, 'cert.pem'), join(place, 'key.pem')]
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    ['req', '-x509', ...ec, '-keyout', keyFile, '-out', certFile, ...subject],
    { stdio: 'pipe' },
  )
  const tls = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  const service = await pushService(t, tls)
  const mail = await mailServer(t, tls)
  const password = join(place, 'password')
  writeFileSync(password, `${MAIL_PASSWORD}\n`)
  process.env.NODE_EXTRA_CA_CERTS = certFile
  t.after(() => delete process.env.NODE_EXTRA_CA_CERTS)
  const server = await serveProcess(t, [
    ...['--data', join(place, 'data'), '--smtp', `smtp://loa@localhost:${mail.port}`],
    ...['--smtp-password-file', password, '--mail-from', 'loa@bo.example'],
    ...['--duty-mail', 'truc@bo.example', 'truong@bo.example'],
    ...['--push-contact', 'mailto:it@bo.example', '--push-service', new URL(service.url).host],
  ])
  const { administrator } = await houseOf(server)
  const duty = await personOf(administrator, 'duty', 'truc@bo.example')
  const { key } = await duty.well('GET', '/api/v1/screening/push')
  assert.match(key, /^B[A-Za-z0-9_-]{86}$/)
  const browser = await Browser.open()
  await duty.well('POST', '/api/v1/screening/push', browser.subscription(`${service.url}/mine`))
  const elsewhere = await duty.post(
    '/api/v1/screening/push',
    browser.subscription('https://10.0.0.1/x'),
  )
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [422, 'pushServiceUnknown'])
  const plain = await duty.post(
    '/api/v1/screening/push',
    browser.subscription('http://fcm.googleapis.com/x'),
  )
  assert.equal(plain.body.code, 'pushServiceUnknown')
  const door = await administrator.well('POST', '/api/v1/screening/doors', { name: 'Cửa Bắc' })
  const { secret } = await administrator.well('POST', '/api/v1/keys', {
    name: 'camera',
    scopes: ['screening'],
    expiresAt: null,
  })
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString()
  const answer = await fetch(`${server.url}/api/v1/screening/measurements`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      door: door.id,
      measurements: [
        { event: '1', celsius: 38.4, badge: 'A77', at: ago(12) },
        { event: '2', celsius: '38,2', badge: 'A77', at: ago(0) },
      ],
    }),
  })
  const { outcomes } = (await answer.json()) as { outcomes: { is: string }[] }
  assert.deepEqual(
    outcomes.map(({ is }) => is),
    ['taken', 'taken'],
  )
  const pushed = await service.next()
  const message = JSON.parse(await browser.read(pushed.body))
  assert.match(message.title, /^Kiểm tra thân nhiệt: Cửa Bắc, \d\d:\d\d$/)
  // Those before it tell of people who were let in.
  let letter = await mail.next()
  while (!letter.to.includes('truc@bo.example')) letter = await mail.next()
  assert.deepEqual(letter.to.toSorted(), ['truc@bo.example', 'truong@bo.example'])
  assert.ok(letter.wasEncrypted && letter.user === 'loa')
  assert.match(letter.text, /^Subject: =\?UTF-8\?/m)
  const told = `${letter.text} ${JSON.stringify(message)}`
  assert.doesNotMatch(told, /38[.,]4|38[.,]2|A77/, 'neither a temperature nor a badge')
  for (;;) {
    const { open } = await duty.well('GET', '/api/v1/screening/alerts')
    assert.equal(open.length, 1)
    if (open[0].told.length < 2) {
      await new Promise(done => setTimeout(done, 20))
      continue
    }
    assert.deepEqual(
      open[0].told.map((each: { channel: string; reached: number; failed: number }) => [
        each.channel,
        each.reached,
        each.failed,
      ]),
      [
        ['push', 1, 0],
        ['mail', 2, 0],
      ],
    )
    break
  }
  // How long an answer took may be any number.
  const log = server.stderr().replaceAll(/"ms":[\d.]+/g, '')
  assert.doesNotMatch(log, new RegExp(`${MAIL_PASSWORD}|A77|38[.,]4`))
})
