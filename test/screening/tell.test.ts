/**
 * The duty officer is told: by mail through a real mail server, and by web push through a service that takes what the
 * RFCs say. Both over TLS, as `loa serve` is started by people.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Teller } from '../../src/areas/screening/office.ts'
import { MAIL_PASSWORD, mailServer } from '../authority/mail-server.ts'
import { personOf, serveProcess, staffOf } from '../authority/stage.ts'
import { Browser, pushService } from '../channels/push-stage.ts'
import { onEachDatabase } from '../postgres/databases.ts'
import { enter, MINUTE, OFFICER, openStage } from './stage.ts'

const withoutOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'there is no openssl command'

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-tell-'))
  t.after(() => rmSync(made, { recursive: true }))
  return made
}

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
    await assert.rejects(screening.closeAlert(OFFICER, open[0].id, { deed: 'let-in' }), { code: 'alertDone' })
    const after = await screening.alerts()
    assert.deepEqual([after.open.length, after.done.length], [0, 1])
    assert.deepEqual(stage.deeds.at(-1)?.details, { deed: 'not-found' })
  })
})

test('loa serve tells by signed mail and web push, over TLS, and no secret is in its log', {
  skip: withoutOpenssl,
}, async t => {
  const place = folder(t)
  const [certFile, keyFile] = [join(place, 'cert.pem'), join(place, 'key.pem')]
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', ['req', '-x509', ...ec, '-keyout', keyFile, '-out', certFile, ...subject], { stdio: 'pipe' })
  const tls = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  const service = await pushService(t, tls)
  const mail = await mailServer(t, tls)
  const password = join(place, 'password')
  writeFileSync(password, `${MAIL_PASSWORD}\n`)
  const dkimKey = join(place, 'dkim.pem')
  execFileSync('openssl', ['genrsa', '-out', dkimKey, '2048'], { stdio: 'pipe' })
  process.env.NODE_EXTRA_CA_CERTS = certFile
  t.after(() => delete process.env.NODE_EXTRA_CA_CERTS)
  const server = await serveProcess(t, [
    ...['--data', join(place, 'data'), '--smtp', `smtp://loa@localhost:${mail.port}`],
    ...['--smtp-password-file', password, '--mail-from', 'loa@bo.example'],
    ...['--mail-dkim-key', dkimKey, '--mail-dkim-selector', 'loa2020'],
    ...['--duty-mail', 'truc@bo.example', 'truong@bo.example'],
    ...['--push-contact', 'mailto:it@bo.example', '--push-service', new URL(service.url).host],
  ])
  const { administrator } = await staffOf(server)
  const duty = await personOf(administrator, 'duty', 'truc@bo.example')
  const { key } = await duty.well('GET', '/api/v1/screening/push')
  assert.match(key, /^B[A-Za-z0-9_-]{86}$/)
  const browser = await Browser.open()
  await duty.well('POST', '/api/v1/screening/push', browser.subscription(`${service.url}/mine`))
  const elsewhere = await duty.post('/api/v1/screening/push', browser.subscription('https://10.0.0.1/x'))
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [422, 'pushServiceUnknown'])
  const plain = await duty.post('/api/v1/screening/push', browser.subscription('http://fcm.googleapis.com/x'))
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
  const letter = await mail.next('truc@bo.example')
  assert.deepEqual(letter.to.toSorted(), ['truc@bo.example', 'truong@bo.example'])
  assert.ok(letter.wasEncrypted && letter.user === 'loa')
  assert.match(letter.text, /^Subject: =\?UTF-8\?/m)
  assert.match(letter.text, /^DKIM-Signature: v=1;.*? d=bo\.example;.*? s=loa2020;/s)
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
  // When it was, and how long an answer took, may be any number.
  const log = server.stderr().replaceAll(/"(?:ms":[\d.]+|time":"[^"]+")/g, '')
  assert.doesNotMatch(log, new RegExp(`${MAIL_PASSWORD}|A77|38[.,]4`))
})
