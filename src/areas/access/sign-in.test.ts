/** Sign-in as a whole: who is refused, what is written down of it, and whom the tries of others touch. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { PASSWORD, Person, serveHere, staffOf } from '../../../test/authority/stage.ts'
import type { Databases } from '../../../test/postgres/databases.ts'
import { QUICK } from '../../../test/town/quick-passwords.ts'
import type { PasswordHashing } from '../../http/sign-in.ts'
import { codeAt } from '../../http/totp.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases
const EMAIL = 'bien.tap@bo.example'
/** Whose hash is made until the test is over. */
const ENDLESS = 'một câu không bao giờ xong'

async function stage(t: TestContext, passwords: PasswordHashing = QUICK) {
  const server = await serveHere(t, embedded, { trustsProxy: true, passwords })
  const staff = await staffOf(server)
  return { ...staff, url: server.url }
}

async function signInFrom(person: Person, address: string, password = PASSWORD): Promise<number> {
  const body = { email: EMAIL, password }
  const headers = { 'x-forwarded-for': address }
  return (await person.post('/api/auth/sign-in/email', body, headers)).status
}

test('ten wrong passwords from anywhere lock nobody out but those who typed them', async t => {
  const { url, editor } = await stage(t)
  const stranger = new Person(url)
  for (let at = 0; at < 11; at++) await signInFrom(stranger, '192.0.2.1', `đoán lần thứ ${at}`)
  assert.equal(await signInFrom(stranger, '192.0.2.77'), 429)
  assert.equal(await signInFrom(new Person(url), '198.51.100.1'), 200)
  // The editor has signed in with this browser before.
  assert.equal(await signInFrom(editor, '192.0.2.1'), 200)
})

test('whoever signs in with a browser of theirs does so while strangers from one line are at it without end', async t => {
  const ended = Promise.withResolvers<void>()
  const endless = async () => await ended.promise
  const { url, editor, administrator } = await stage(t, {
    hash: async password => {
      if (password === ENDLESS) await endless()
      return await QUICK.hash(password)
    },
    verify: async given => {
      if (given.password === ENDLESS) await endless()
      return await QUICK.verify(given)
    },
  })
  t.after(() => ended.resolve())
  const refused = Promise.withResolvers<void>()
  const strangers = Array.from({ length: 190 }, async (_, at) => {
    const from = { 'x-forwarded-for': `2001:db8:7:${at.toString(16)}::1` }
    // Names that there are, and names that there are not.
    const email = at % 2 === 0 ? EMAIL : `khong.co.${at}@bo.example`
    const body = { email, password: ENDLESS }
    const { status } = await new Person(url).post('/api/auth/sign-in/email', body, from)
    if (status === 429) refused.resolve()
    return status
  })
  await refused.promise
  assert.equal(await signInFrom(editor, '2001:db8:7:5::1'), 200)
  const newPassword = 'một câu khác, cũng dễ nhớ'
  const change = { currentPassword: PASSWORD, newPassword }
  assert.equal((await administrator.post('/api/auth/change-password', change)).status, 200)
  const person = { name: 'Trần Thị Bình', email: 'binh@bo.example', role: 'editor' }
  const { link } = await administrator.well('POST', '/api/v1/people', person)
  const token = new URL(link).hash.replace('#token=', '')
  await new Person(url).well('POST', '/api/v1/invitations/accept', { token, password: PASSWORD })
  ended.resolve()
  assert.ok(!(await Promise.all(strangers)).includes(200))
})

test('a link that there is not has no hash made', async t => {
  let hashes = 0
  const hash = async (password: string) => {
    hashes++
    return await QUICK.hash(password)
  }
  const { url } = await stage(t, { ...QUICK, hash })
  const before = hashes
  const body = { token: 'a'.repeat(43), password: PASSWORD }
  const { code } = (await new Person(url).post('/api/v1/invitations/accept', body)).body
  assert.deepEqual([code, hashes - before], ['linkWrong', 0])
})

/** The secret that better-auth takes for a key, of the address that an app reads. */
function keyOf(totpUri: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...new URL(totpUri).searchParams.get('secret')!]
    .map(letter => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from(bits.match(/.{8}/g)!.map(octet => Number.parseInt(octet, 2))).toString()
}

test('behind a proxy that writes IPv4 as IPv6, whoever asks too often shuts out nobody but themselves', async t => {
  const { url } = await stage(t)
  const from = async (address: string) =>
    (await new Person(url).post('/api/auth/sign-out', {}, { 'x-forwarded-for': address })).status
  const statuses: number[] = []
  for (let at = 0; at < 121; at++) statuses.push(await from('::ffff:192.0.2.1'))
  assert.deepEqual([statuses.indexOf(429), await from('192.0.2.1')], [120, 429])
  assert.equal(await from('::ffff:198.51.100.1'), 200)
})

test('who looks over sessions sees with what, from which network and which kind of browser, and no whole address', async t => {
  const { url, auditor, administrator, editor } = await stage(t)
  const visitor = new Person(url)
  const agent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/142.0.0.0 Safari/537.36'
  const from = { 'x-forwarded-for': '203.0.113.77', 'user-agent': agent }
  await visitor.post('/api/auth/sign-in/email', { email: EMAIL, password: PASSWORD }, from)
  const six = { 'x-forwarded-for': '2001:db8:a:b:c:d:e:f' }
  await new Person(url).post('/api/auth/sign-in/email', { email: EMAIL, password: PASSWORD }, six)
  for (const reader of [auditor, administrator]) {
    const { items, isAll } = await reader.well('GET', '/api/v1/sessions')
    assert.equal(isAll, true)
    const told = JSON.stringify(items)
    for (const whole of ['203.0.113.77', 'c:d:e:f', 'Chrome/142', 'token']) assert.ok(!told.includes(whole))
    const seen = (network: string) => items.find((session: { network: string }) => session.network === network)
    const { person, by, browser } = seen('203.0.113.0/24')
    assert.deepEqual([person.role, by, browser], ['editor', 'password', 'Chrome, Windows'])
    assert.ok(seen('2001:db8:a:b::/64'))
  }
  for (const path of ['/api/v1/sessions', '/api/v1/sign-ins/refused'])
    assert.equal((await editor.get(path)).status, 403)
})

test('a code of the app serves once, and one of an earlier step no more', async t => {
  const { url, editor } = await stage(t)
  const { totpURI } = await editor.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  const key = keyOf(totpURI)
  const step = Math.floor(Date.now() / 30_000)
  const verify = async (person: Person, code: string) =>
    (await person.post('/api/auth/two-factor/verify-totp', { code })).body?.code ?? 'well'
  assert.equal(await verify(editor, codeAt(key, step)), 'well')
  const other = new Person(url)
  await other.signIn(EMAIL)
  assert.equal(await verify(other, codeAt(key, step)), 'codeWrong')
  assert.equal(await verify(other, codeAt(key, step - 1)), 'codeWrong')
  assert.equal((await other.get('/api/v1/me')).status, 401)
  assert.equal(await verify(other, codeAt(key, step + 1)), 'well')
  assert.equal((await other.get('/api/v1/me')).status, 200)
})

test('what strangers try is counted and not written down; what is tried of a person is', async t => {
  const { url, auditor, administrator } = await stage(t)
  const refused = async () => (await auditor.well('GET', '/api/v1/trail?action=session.refuse&limit=200')).items
  const stranger = new Person(url)
  for (let at = 0; at < 10; at++) await stranger.post('/api/auth/two-factor/verify-totp', { code: '123456' })
  await stranger.post('/api/auth/two-factor/verify-backup-code', { code: 'abcdefgh' })
  const verified = Buffer.concat([Buffer.alloc(32), Buffer.from([5, 0, 0, 0, 0])])
  await stranger.post('/api/auth/passkey/verify-authentication', {
    response: { id: 'x', response: { authenticatorData: verified.toString('base64url') } },
  })
  await stranger.signIn('nobody@bo.example')
  assert.deepEqual(await refused(), [])
  const { secret } = await administrator.well('POST', '/api/v1/keys', { name: 'đo', scopes: ['read'], expiresAt: null })
  const metrics = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${secret}` } })
  const counted = [...(await metrics.text()).matchAll(/^loa_sign_ins_refused_total.* (\d+)$/gm)]
  assert.equal(
    counted.reduce((sum, [, times]) => sum + Number(times), 0),
    13,
  )
  await stranger.signIn(EMAIL, 'một câu dễ nhớ khác')
  assert.equal((await refused()).length, 1)
  const { days, people } = await auditor.well('GET', '/api/v1/sign-ins/refused')
  const times = (isKnown: boolean) =>
    days
      .filter((of: { isKnown: boolean }) => of.isKnown === isKnown)
      .reduce((sum: number, of: { times: number }) => sum + of.times, 0)
  assert.deepEqual([times(true), times(false)], [1, 13])
  assert.deepEqual(
    people.map((of: { times: number }) => of.times),
    [1],
  )
})

test('a wrong code after a right password is written down as that person’s', async t => {
  const { url, editor, auditor } = await stage(t)
  const { totpURI } = await editor.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  const step = Math.floor(Date.now() / 30_000)
  const code = codeAt(keyOf(totpURI), step)
  await editor.well('POST', '/api/auth/two-factor/verify-totp', { code })
  const thief = new Person(url)
  await thief.signIn(EMAIL)
  await thief.post('/api/auth/two-factor/verify-totp', { code: '000000' })
  const { items } = await auditor.well('GET', '/api/v1/trail?action=session.refuse&limit=200')
  const { id } = await editor.well('GET', '/api/v1/me')
  assert.deepEqual(
    items.map((entry: { subject: { id: string } }) => entry.subject.id),
    [id],
  )
})

test('whoever has a session tries the present password ten times, and not on and on', async t => {
  const { editor } = await stage(t)
  const change = async (currentPassword: string, newPassword = 'một câu khác, cũng dễ nhớ') =>
    (await editor.post('/api/auth/change-password', { currentPassword, newPassword })).body.code
  assert.equal(await change(PASSWORD, 'password1234'), 'passwordCommon')
  assert.equal(await change(PASSWORD, 'bien.tap@bo.example'), 'passwordOwn')
  for (let at = 0; at < 8; at++) assert.equal(await change(`đoán lần thứ ${at}`), 'signInWrong')
  const end = await editor.post('/api/auth/two-factor/disable', { password: PASSWORD })
  assert.equal(end.body.code, 'tooManyRequests')
})

test('nobody begins with a password that everybody tries first; the link says whose it is, serves on, and then no more', async t => {
  const { url, administrator } = await stage(t)
  const { link } = await administrator.well('POST', '/api/v1/people', {
    name: 'Trần Thị Bình',
    email: 'binh@bo.example',
    role: 'editor',
  })
  const token = new URL(link).hash.replace('#token=', '')
  const accept = async (password: string) =>
    (await new Person(url).post('/api/v1/invitations/accept', { token, password })).body.code
  assert.equal(await accept('password1234'), 'passwordCommon')
  assert.equal(await accept('tran thi binh 1'), 'passwordOwn')
  const read = async () => (await new Person(url).post('/api/v1/invitations/read', { token })).body as object
  // Whose it is and which role, as often as it is asked; nothing of that once it was used.
  assert.deepEqual(await read(), { name: 'Trần Thị Bình', role: 'editor' })
  assert.deepEqual(await read(), { name: 'Trần Thị Bình', role: 'editor' })
  assert.equal(await accept(PASSWORD), undefined)
  assert.equal((await new Person(url).post('/api/v1/invitations/read', { token })).body.code, 'linkWrong')
})
