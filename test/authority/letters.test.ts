/** People are told by mail of what happens to their account, and of a roster that one administrator alone has signed. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Databases } from '../postgres/databases.ts'
import { type Letter, MAIL_PASSWORD, mailServer } from './mail-server.ts'
import { PASSWORD, Person, serveHere, staffOf } from './stage.ts'
import { totp } from './totp.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases
const FROM = 'loa@bo.example'

function throughMail(port: number, password: string | null) {
  const server = new URL(`smtp://loa@localhost:${port}`)
  return { mail: { server, password, from: FROM, dkim: null, bounces: null }, push: null }
}

async function serveWithMail(t: TestContext) {
  const mail = await mailServer(t)
  const server = await serveHere(t, embedded, { channels: throughMail(mail.port, MAIL_PASSWORD) })
  return { mail, server }
}

/** The text as its reader sees it. */
function read({ text }: Letter): string {
  const [head, ...body] = text.split('\r\n\r\n')
  const isBase64 = /transfer-encoding: base64/i.test(head)
  const octets = body.join('\r\n\r\n')
  return isBase64
    ? Buffer.from(octets, 'base64').toString('utf8')
    : Buffer.from(
        octets
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8')
}

test('whoever’s sign-in changes is told by mail what has changed, and what to do if it was not them', async t => {
  const { mail, server } = await serveWithMail(t)
  const { editor, administrator } = await staffOf(server)
  const told = async (expected: RegExp) => {
    const letter = await mail.next('bien.tap@bo.example')
    const text = read(letter)
    assert.match(text, expected)
    assert.match(text, /Nếu không phải anh\/chị/)
    assert.ok(text.includes(`${server.url}/account`))
    assert.ok(!text.includes(PASSWORD))
  }
  const { totpURI } = await editor.well('POST', '/api/auth/two-factor/enable', { password: PASSWORD })
  const secret = new URL(totpURI).searchParams.get('secret')!
  await editor.well('POST', '/api/auth/two-factor/verify-totp', { code: totp(secret) })
  await told(/Two-step sign-in was turned on for your account/)
  await editor.well('POST', '/api/auth/two-factor/disable', { password: PASSWORD })
  await told(/turned off/)
  const newPassword = `${PASSWORD}, khác`
  // What was refused has changed nothing: the next letter is of what was done.
  const wrong = { currentPassword: 'không phải', newPassword }
  assert.equal((await editor.post('/api/auth/change-password', wrong)).status, 401)
  await editor.well('POST', '/api/auth/change-password', { currentPassword: PASSWORD, newPassword })
  await told(/Your password was changed/)
  const { id } = await editor.well('GET', '/api/v1/me')
  await administrator.well('POST', `/api/v1/people/${id}/link`)
  await told(/An administrator created a new link/)
})

test('approvers, auditors and administrators are told by mail whom an administrator lets in, and as what', async t => {
  const { mail, server } = await serveWithMail(t)
  const { administrator } = await staffOf(server)
  const { person } = await administrator.well('POST', '/api/v1/people', {
    name: 'Bạn của tôi',
    email: 'ban@bo.example',
    role: 'duty',
  })
  const WATCHFUL = ['kiem.tra@bo.example', 'phe.duyet@bo.example', 'quan.tri@bo.example']
  const told = async (expected: RegExp) => {
    const letters: Letter[] = []
    while (letters.length < WATCHFUL.length) {
      const letter = await mail.next()
      // Others tell of the people of the house.
      if (expected.test(read(letter))) letters.push(letter)
    }
    assert.deepEqual(letters.flatMap(({ to }) => to).toSorted(), WATCHFUL)
  }
  await told(/has invited Bạn của tôi \(ban@bo\.example\), role: Duty officer\./)
  await administrator.well('PATCH', `/api/v1/people/${person.id}`, { role: 'editor' })
  await told(/has changed the role of Bạn của tôi .*, role: Editor\./)
})

test('a mail server that is away keeps nobody from changing a password', async t => {
  const server = await serveHere(t, embedded, { channels: throughMail(1, null) })
  const { editor } = await staffOf(server)
  await editor.well('POST', '/api/auth/change-password', {
    currentPassword: PASSWORD,
    newPassword: `${PASSWORD}, khác`,
  })
  const again = new Person(server.url)
  assert.equal((await again.signIn('bien.tap@bo.example', `${PASSWORD}, khác`)).status, 200)
})
