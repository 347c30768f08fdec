/** What of mail is its own, beside the contract of every provider. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { CONTENT } from '../../../test/channels/contract.suite.ts'
import { OddMailServer, type Replies, readable } from '../../../test/channels/mail-stage.ts'
import { manualClock } from '../../base/clock.ts'
import { type MailOptions, openMail } from './mail.ts'
import { markOf, returnPathOf } from './return-path.ts'
import { readDkimKey } from './signing.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
})
const TO = { address: 'dan@example.vn', mark: null }

async function openStage(t: TestContext, options: Partial<MailOptions> = {}) {
  const server = await OddMailServer.open(t)
  const mail = await openMail({
    server: new URL(`smtp://127.0.0.1:${server.port}`),
    password: null,
    from: 'loa@bo.example',
    dkim: null,
    bounces: null,
    clock: manualClock({ wall: Date.parse('2020-02-03T07:00:00+07:00') }),
    ...options,
  })
  t.after(async () => await mail.provider.close())
  return { server, ...mail }
}

/** A header as it is read, of a whole mail. */
function header(text: string, name: string): string | null {
  const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? null
}

test('a mail bears an unsubscribe of one click, says that a machine wrote it, and tells nobody that it was read', async t => {
  const { server, provider } = await openStage(t)
  const unsubscribe = `https://loa.example/bulletins/unsubscribe/${'x'.repeat(200)}`
  await provider.send({ id: 'b7 1', to: TO, content: { ...CONTENT, unsubscribe } })
  const [{ text, from, to }] = server.received
  assert.deepEqual([from, to], ['loa@bo.example', ['dan@example.vn']])
  const headers = Object.fromEntries(
    [
      ...['List-Unsubscribe', 'List-Unsubscribe-Post', 'Auto-Submitted', 'Precedence'],
      ...['Content-Language', 'To', 'From', 'Date', 'X-Mailer', 'Importance'],
    ].map(name => [name, header(text, name)]),
  )
  assert.deepEqual(headers, {
    'List-Unsubscribe': `<${unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
    Precedence: 'bulk',
    'Content-Language': 'vi',
    To: 'dan@example.vn',
    From: 'loa@bo.example',
    Date: 'Mon, 03 Feb 2020 00:00:00 +0000',
    'X-Mailer': null,
    Importance: null,
  })
  assert.match(header(text, 'Subject') ?? '', /^=\?UTF-8\?Q\?B=E1=BA=A3n_tin/)
  assert.match(text, /Content-Type: text\/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable/)
  assert.match(text, /Content-Type: text\/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable/)
  assert.doesNotMatch(server.html, /<img|<script|style=|src=/)
  const links = [...server.html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)
  assert.deepEqual(links, ['https://loa.example/bulletins/7', unsubscribe])
  assert.ok(text.split('\r\n').every(line => /^[\x20-\x7e\t]*$/.test(line) && line.length <= 998))
})

test('a mail’s signature covers both unsubscribe headers, and holds by somebody else’s reading', async t => {
  const dkim = { privateKey, selector: 'loa2020', domain: 'bo.example' }
  const { server, provider, mailer } = await openStage(t, { dkim })
  const unsubscribe = 'https://loa.example/unsubscribe/1'
  await provider.send({ id: 'b7 1', to: TO, content: { ...CONTENT, unsubscribe } })
  await mailer.send({ to: ['truc@bo.example'], subject: 'Thư', text: 'Chào bạn' })
  const verdictOf = async (text: string) => {
    const { results } = await dkimVerify(Buffer.from(text), {
      resolver: async (name, type) => {
        assert.deepEqual([name, type], ['loa2020._domainkey.bo.example', 'TXT'])
        return [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]]
      },
    })
    return results[0]?.status.result
  }
  const [{ text }, letter] = server.received
  const signature = header(text, 'DKIM-Signature') ?? ''
  assert.match(signature, /c=relaxed\/relaxed/)
  assert.match(signature, /h=[^;]*:list-unsubscribe:list-unsubscribe-post;/)
  assert.equal(await verdictOf(text), 'pass')
  assert.equal(await verdictOf(letter.text), 'pass')
  assert.equal(await verdictOf(text.replace('unsubscribe/1', 'unsubscribe/2')), 'fail')
  assert.equal(await verdictOf(text.replace('One-Click', 'Two-Click')), 'fail')
})

test('a DKIM key that is none, too short or of another kind is refused before anything is sent', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-dkim-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'key.pem')
  const pem = { type: 'pkcs8', format: 'pem' } as const
  const short = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    privateKeyEncoding: pem,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const curve = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: pem,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  for (const key of ['', 'nonsense', short.privateKey, curve.privateKey]) {
    writeFileSync(file, key)
    await assert.rejects(readDkimKey(file), { code: 'dkimKeyUnusable' })
  }
  writeFileSync(file, privateKey)
  assert.equal(await readDkimKey(file), privateKey)
  await assert.rejects(readDkimKey(join(folder, 'none')), { code: 'fileUnreadable' })
})

test('what a mail server replies says whether the mailbox is gone, the message unwanted, or to come again', async t => {
  const { server, provider } = await openStage(t)
  const table: readonly (readonly [Replies, string])[] = [
    [{ RCPT: '550 5.1.1 no such user' }, 'recipientGone, forget'],
    [{ RCPT: '550 no such user' }, 'recipientGone, forget'],
    [{ RCPT: '550-5.1.1 no such user\r\n550 5.1.1 really' }, 'recipientGone, forget'],
    [{ RCPT: '556 5.1.10 takes no mail' }, 'recipientGone, forget'],
    [{ RCPT: '550 5.7.1 not from you' }, 'messageRefused'],
    [{ RCPT: '552 5.2.2 mailbox full' }, 'recipientFull'],
    [{ RCPT: '452 4.2.2 mailbox full' }, 'peerBusy, again in 5 min'],
    [{ RCPT: '421 4.3.2 going down' }, 'peerBusy, again in 5 min'],
    [{ MAIL: '550 5.7.1 who are you' }, 'peerRefusesUs, again in 10 min'],
    [{ DATA: '451 4.3.0 later' }, 'peerBusy, again in 5 min'],
    [{ DATA: '554 5.5.1 no' }, 'messageRefused'],
    [{ end: '554 5.6.0 unwanted' }, 'messageRefused'],
    [{ end: '552 5.3.4 too big' }, 'messageRefused'],
    [{ end: '451 4.3.0 try later' }, 'peerBusy, again in 5 min'],
    [{ greeting: '554 no service' }, 'peerRefusesUs, again in 10 min'],
    [{ greeting: '421 too many connections' }, 'peerAway, again in 1 min'],
    [{ end: '999 what' }, 'brokenOff'],
    [{}, 'accepted'],
  ]
  for (const [at, [replies, expected]] of table.entries()) {
    server.hangUp()
    await server.behave('takes', replies)
    const answer = await provider.send({ id: `b${at}`, to: TO, content: CONTENT })
    const said =
      answer.is === 'accepted'
        ? 'accepted'
        : answer.is === 'notNow'
          ? `${answer.why}, again in ${answer.againMs / 60_000} min`
          : `${answer.why}${answer.is === 'refused' && answer.isGone ? ', forget' : ''}`
    assert.equal(said, expected, JSON.stringify(replies))
  }
})

test('mails go over connections that are kept, also after a refusal', async t => {
  const { server, provider } = await openStage(t)
  for (let at = 0; at < 6; at++) {
    await server.behave(at === 2 ? 'gone' : at === 4 ? 'refuses' : 'takes')
    await provider.send({ id: `b${at}`, to: TO, content: CONTENT })
  }
  assert.equal(server.connections, 1)
})

test('a server that hangs up on whoever comes back costs no mail and no second copy', async t => {
  const { server, provider } = await openStage(t)
  server.mailsPerConnection = 1
  for (let at = 0; at < 4; at++)
    assert.deepEqual(await provider.send({ id: `b${at}`, to: TO, content: CONTENT }), { is: 'accepted' })
  assert.equal(server.marks.length, 4)
  assert.equal(server.connections, 4)
})

test('a connection that the server closed while it was idle costs no mail and no second copy', async t => {
  const { server, provider } = await openStage(t)
  for (let at = 0; at < 5; at++) {
    assert.deepEqual(await provider.send({ id: `b${at}`, to: TO, content: CONTENT }), { is: 'accepted' })
    server.hangUp()
  }
  assert.equal(new Set(server.marks).size, 5)
  assert.equal(server.marks.length, 5)
})

test('an address that could begin another command is no address, and is forgotten', async t => {
  const { server, provider } = await openStage(t)
  for (const address of [
    ...['', 'dan', '@example.vn', 'dan@', 'dan@example.vn>', 'dan@example.vn\r\nRCPT TO:<x@y>'],
    ...['dan@example.vn,x@y', '"a b"@example.vn', 'a b@example.vn', 'dan@exa\u202emple.vn'],
    ...['dan@-example.vn', `${'x'.repeat(65)}@example.vn`, 'dan@[127.0.0.1]'],
  ]) {
    const answer = await provider.send({ id: 'b7', to: { address, mark: null }, content: CONTENT })
    assert.deepEqual(answer, { is: 'refused', isGone: true, why: 'recipientUnusable' }, address)
  }
  assert.equal(server.connections, 0)
  const unmarkable = { ...TO, mark: 'Dân@example.vn' }
  const answer = await provider.send({ id: 'b7', to: unmarkable, content: CONTENT })
  assert.deepEqual(answer, { is: 'refused', isGone: false, why: 'messageUnusable' })
})

test('a bounce comes back to an address that names what it was about, and that nobody else can make', async t => {
  const bounces = { address: 'bounces@loa.bo.example', key: Buffer.alloc(32, 7) }
  const { server, provider } = await openStage(t, { bounces })
  const mark = '3f0e7a52-9c1b-4f7e-8a61-0d7c5b2e9f10'
  await provider.send({ id: 'b7', to: { ...TO, mark }, content: CONTENT })
  const [{ from, text }] = server.received
  assert.match(from, /^bounces\+3f0e7a52-[a-z0-9-]+@loa\.bo\.example$/)
  assert.ok(from.split('@')[0].length <= 64, 'RFC 5321: a local part has at most 64 octets')
  assert.equal(header(text, 'From'), 'loa@bo.example', 'who reads it sees the usual sender')
  assert.equal(markOf(from, bounces.key), mark)
  assert.equal(markOf(from.toUpperCase(), bounces.key), mark, 'servers on the way may write it so')
  for (const other of [
    ...[returnPathOf(bounces.address, mark, Buffer.alloc(32, 8)), from.replace('3f0e', '3f0f')],
    ...['bounces@loa.bo.example', 'bounces+@loa.bo.example', '', '@', 'x'.repeat(100_000)],
  ])
    assert.equal(markOf(other, bounces.key), null, other.slice(0, 100))
})

test('a letter goes to all it is for as one mail of text alone, and those that a server refuses are counted', async t => {
  const { server, mailer } = await openStage(t)
  const letter = {
    to: ['truc@bo.example', 'truong@bo.example'],
    subject: 'Kiểm tra thân nhiệt',
    text: 'Hãy đến cửa.\n',
    isUrgent: true,
  }
  assert.deepEqual(await mailer.send(letter), { reached: 2, failed: 0 })
  const [{ text, to }] = server.received
  assert.deepEqual(to, letter.to)
  assert.equal(header(text, 'Content-Type'), 'text/plain; charset=utf-8')
  assert.equal(header(text, 'Importance'), 'high')
  assert.equal(header(text, 'Precedence'), null)
  assert.match(readable(text), /\r\n\r\nHãy đến cửa\.$/)
  await server.behave('gone')
  assert.deepEqual(await mailer.send(letter), { reached: 0, failed: 2 })
  await server.behave('away')
  assert.deepEqual(await mailer.send(letter), { reached: 0, failed: 2 })
})

test('a letter with an appointment has it as another form of the text and as a file, octet for octet, and is signed whole', async t => {
  const dkim = { privateKey, selector: 'loa2020', domain: 'bo.example' }
  const { server, mailer } = await openStage(t, { dkim })
  const text = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'SUMMARY:Giao ban tuần 9\\, mở rộng',
    `DESCRIPTION:${'a'.repeat(60)}`,
    ' ầu',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  const letter = { to: ['truc@bo.example'], subject: 'Giấy mời', text: 'Mời dự giao ban.\n' }
  assert.equal(mailer.from, 'loa@bo.example')
  await mailer.send({ ...letter, calendar: { method: 'REQUEST', text } })
  await mailer.send({ ...letter, calendar: { method: 'CANCEL', text } })
  const [{ text: mail }, cancelled] = server.received
  const parts = mail.split(/^--[^\r\n]+(?:--)?\r\n/m).flatMap(part => {
    const at = part.indexOf('\r\n\r\n')
    const [encoding] = /base64|quoted-printable/i.exec(part.slice(0, at)) ?? []
    if (encoding === undefined || /^Content-Type: multipart/im.test(part.slice(0, at))) return []
    const body = part.slice(at + 4).replace(/\r\n$/, '')
    const decoded = encoding === 'base64' ? Buffer.from(body, 'base64') : fromQuoted(body)
    return [[header(part, 'Content-Type'), decoded.toString()]]
  })
  assert.deepEqual(parts, [
    ['text/plain; charset=utf-8', 'Mời dự giao ban.\r\n'],
    ['text/calendar; charset=utf-8; method=REQUEST', text],
    ['application/ics; name=giao-ban.ics', text],
  ])
  assert.match(cancelled.text, /Content-Type: text\/calendar; charset=utf-8; method=CANCEL\r\n/)
  const { results } = await dkimVerify(Buffer.from(mail), {
    resolver: async () => [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]],
  })
  assert.equal(results[0]?.status.result, 'pass')
})

/** RFC 2045, 6.7. */
function fromQuoted(body: string): Buffer {
  const octets = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(octets, 'latin1')
}

test('letters to people who work here do not wait behind messages to citizens that a server holds up', async t => {
  const { server, provider, mailer } = await openStage(t)
  await server.behave('hangs')
  const many = Array.from({ length: 20 }, (_, at) => provider.send({ id: `b${at}`, to: TO, content: CONTENT }))
  await server.came(4)
  await server.behave('takes')
  const { reached } = await mailer.send({ to: ['truc@bo.example'], subject: 'S', text: 'T' })
  assert.equal(reached, 1)
  server.hangUp()
  await Promise.all(many)
})
