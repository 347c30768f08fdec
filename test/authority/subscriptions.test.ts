/** Bulletins by mail and web push as citizens meet them: over HTTP, with a real mail server and a push service on loopback. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { bounceKey } from '../../src/app/serve/channels.ts'
import { BOUNCES_FOLDER, SECRET_FILE } from '../../src/app/serve/data-directory.ts'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { putBounce } from '../../src/channels/mail/bounce-spool.ts'
import { markOf } from '../../src/channels/mail/return-path.ts'
import { readable } from '../channels/mail-stage.ts'
import { Browser, pushService } from '../channels/push-stage.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { MAIL_PASSWORD, mailServer } from './mail-server.ts'
import { dataFolder, type InProcess, type Staff, serveHere, staffOf } from './stage.ts'

const UNTIL = new Date(Math.ceil(Date.now() / 1000) * 1000 + 2 * 86_400_000).toISOString()
const HOSTILE = '<img src=x onerror=alert(1)> "&" \u200fỞ nhà.\n\n</p><a href="https://x.example">x</a>'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const A = 'ai.do@xa.example'

function draftOf(change: Partial<BulletinDraft> = {}): BulletinDraft {
  const plain = plainDraft(UNTIL)
  const mail = { language: 'vi', subject: 'Có <b>ca bệnh</b>\u200f', text: HOSTILE }
  const push = { language: 'vi', title: 'Có ca bệnh', text: 'Ở nhà.' }
  return {
    ...plain,
    renditions: { ...plain.renditions, mail: [mail], push: [push] },
    correction: { ...plain.correction, mail: [mail], push: [push] },
    ...change,
  }
}

describe('bulletins by mail and web push', () => {
  let server: InProcess
  let staff: Staff
  let mail: Awaited<ReturnType<typeof mailServer>>
  let pushes: Awaited<ReturnType<typeof pushService>>
  let areGone = false
  const undo: (() => unknown)[] = []
  before(async () => {
    const t = { after: (step: () => unknown) => void undo.push(step) } as unknown as TestContext
    mail = await mailServer(t)
    pushes = await pushService(t, null, path => (areGone && path.includes('gone') ? 410 : 201))
    server = await serveHere(t, onlySqlite(), {
      data: dataFolder(t),
      channels: {
        mail: {
          server: new URL(`smtp://loa@127.0.0.1:${mail.port}`),
          password: MAIL_PASSWORD,
          from: 'loa@loa.example',
          dkim: null,
          bounces: 'bounces@loa.example',
        },
        push: { contact: 'mailto:it@loa.example', services: [new URL(pushes.url).host] },
      },
    })
    staff = await staffOf(server)
  })
  after(async () => {
    for (const step of undo.toReversed()) await step()
  })

  const get = async (path: string) => await fetch(server.url + path)
  const post = async (path: string, body: string, headers: Record<string, string> = {}) =>
    await fetch(server.url + path, { method: 'POST', body, headers: { ...FORM, ...headers } })
  const ask = async (address: string, more = '') =>
    await post('/bulletins/subscribe', `language=vi&level=normal&address=${encodeURIComponent(address)}${more}`, {
      origin: server.url,
    })
  const pathIn = (text: string, kind: string) =>
    new RegExp(`/bulletins/${kind}/[a-z]{64}`).exec(text)?.[0] ?? assert.fail(`no ${kind} link`)
  const subscribers = async () => {
    const { channels } = await staff.auditor.well('GET', '/api/v1/subscriptions')
    return channels.map((each: { subscribers: number }) => each.subscribers)
  }
  const release = async (draft: BulletinDraft): Promise<string> => {
    const { id, version, sha256 } = await staff.editor.well('POST', '/api/v1/bulletins', { draft })
    await staff.editor.well('POST', `/api/v1/bulletins/${id}/submit`, { version, sha256 })
    const { purpose } = draft
    const path = `/api/v1/bulletins/${id}/approve`
    await staff.approver.well('POST', path, { version, sha256, purpose })
    return id
  }
  const subscriber = async (address: string): Promise<string> => {
    assert.equal((await ask(address)).status, 200)
    const path = pathIn(readable((await mail.next(address)).text), 'confirm')
    const page = await post(path, '', { origin: server.url })
    return pathIn(await page.text(), 'end')
  }

  test('a link scanner that unsubscribes by GET: links are followed by programs and nothing happens; a button confirms, and one click of a mail program ends it', async () => {
    assert.match(await (await get('/bulletins/subscribe')).text(), /name="address"/)
    assert.match(await (await get('/en/bulletins/subscribe')).text(), /Send confirmation e-mail/)
    assert.match(await (await ask(A)).text(), /Đề nghị kiểm tra hộp thư/)
    const confirmation = await mail.next(A)
    assert.deepEqual(confirmation.to, [A])
    assert.match(confirmation.from, /^bounces\+.*@loa\.example$/)
    const confirm = pathIn(readable(confirmation.text), 'confirm')
    for (const method of ['GET', 'HEAD', 'GET'])
      assert.equal((await fetch(server.url + confirm, { method })).status, 200)
    assert.deepEqual(await subscribers(), [0, 0])
    assert.match(await (await post(confirm, '', { origin: server.url })).text(), /Đã xác nhận/)
    assert.deepEqual(await subscribers(), [1, 0])
    const id = await release(draftOf())
    const letter = await mail.next(A)
    const text = readable(letter.text)
    assert.match(text, new RegExp(`${server.url}/bulletins/${id}`))
    const end = pathIn(/^List-Unsubscribe: <(.*)>/m.exec(text)?.[1] ?? '', 'end')
    assert.match(text, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
    // HTML and direction marks in a text stay text that turns nothing.
    const html = /<!DOCTYPE.*$/s.exec(text)?.[0] ?? ''
    assert.doesNotMatch(html, /<img|<a href="https:\/\/x|<b>/)
    assert.doesNotMatch(text, /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
    for (let times = 0; times < 3; times++)
      for (const method of ['GET', 'HEAD']) assert.equal((await fetch(server.url + end, { method })).status, 200)
    assert.match(await (await get(end)).text(), /<form method="post"/)
    assert.deepEqual(await subscribers(), [1, 0])
    assert.equal((await post(end, 'List-Unsubscribe=One-Click')).status, 200)
    assert.deepEqual(await subscribers(), [0, 0])
    assert.match(await (await get(end)).text(), /Đã ngừng gửi/)
    assert.equal((await get(confirm)).status, 410)
    assert.equal((await get(end.replace('/end/', '/confirm/'))).status, 410)
    assert.equal((await get(confirm.replace('/confirm/', '/end/'))).status, 404)
  })

  test('an address that begins another header, and a Host of somebody else, change no letter and no link', async () => {
    for (const evil of [
      'sau@xa.example\r\nBcc: la@xa.example',
      'sau@xa.example%0aRCPT TO:<la@xa.example>',
      'sau@xa.example, la@xa.example',
      '"a\r\n.\r\n"@xa.example',
      '<sau@xa.example>',
      `${'a'.repeat(70)}@xa.example`,
    ])
      assert.equal((await ask(evil)).status, 422, evil)
    const { port } = new URL(server.url)
    const body = 'language=vi&level=normal&address=sau@xa.example'
    const host = 'evil.example'
    const headers = { ...FORM, host, 'x-forwarded-host': host, forwarded: `host=${host}` }
    const asked = request({ port, path: '/bulletins/subscribe', method: 'POST', headers })
    asked.end(body)
    const [answer] = await once(asked, 'response')
    answer.resume()
    assert.equal(answer.statusCode, 200)
    const letter = await mail.next('sau@xa.example')
    assert.deepEqual(letter.to, ['sau@xa.example'])
    assert.doesNotMatch(readable(letter.text), /evil\.example/)
    assert.ok(pathIn(readable(letter.text), 'confirm'))
  })

  test('one click as multipart form data ends it too, and a page of somebody else’s cannot', async () => {
    const end = await subscriber('hai@xa.example')
    const foreign = await post(end, '', { origin: 'https://x.example' })
    assert.equal(foreign.status, 403)
    assert.deepEqual(await subscribers(), [1, 0])
    const body = new FormData()
    body.set('List-Unsubscribe', 'One-Click')
    assert.equal((await fetch(server.url + end, { method: 'POST', body })).status, 200)
    assert.deepEqual(await subscribers(), [0, 0])
  })

  test('mail that comes back ends a subscription, and no exercise goes to a citizen', async () => {
    await subscriber('ba@xa.example')
    await release(draftOf({ purpose: 'exercise' }))
    const live = await release(draftOf())
    const letter = await mail.next('ba@xa.example')
    assert.match(readable(letter.text), new RegExp(live))
    const secret = readFileSync(join(server.data, SECRET_FILE), 'utf8').trim()
    const mark = markOf(letter.from, bounceKey(secret)) ?? assert.fail('no mark')
    const note = { mark, is: 'failed', status: '5.1.1', isGone: true } as const
    assert.ok(await putBounce(join(server.data, BOUNCES_FOLDER), note))
    for (const { act } of server.areas.all.flatMap(({ jobs = [] }) => jobs)) await act()
    assert.deepEqual(await subscribers(), [0, 0])
    const proofs = await staff.auditor.well('GET', `/api/v1/bulletins/${live}/proofs`)
    const byMail = proofs.filter(({ channel }: { channel: string }) => channel === 'mail')
    assert.deepEqual(
      byMail.map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
      [['failed', 1]],
    )
  })

  test('a browser that asked is told what was approved, and one that is gone is forgotten', async () => {
    const browser = await Browser.open()
    const choices = { language: 'vi', level: 'normal', provinces: [] }
    const subscribe = async (endpoint: string, change: object = {}) => {
      const body = { ...browser.subscription(endpoint), choices: { ...choices, ...change } }
      return await staff.auditor.ask('POST', '/bulletins/push', body, { cookie: '' })
    }
    assert.equal((await subscribe(`${pushes.url}/one`)).status, 204)
    assert.equal((await subscribe(`${pushes.url}/one`)).status, 204)
    assert.equal((await subscribe(`${pushes.url}/gone`)).status, 204)
    assert.equal((await subscribe('https://127.0.0.1:1/in-the-house')).status, 422)
    assert.equal((await subscribe(`${pushes.url}/two`, { provinces: ['99'] })).status, 422)
    // Once each has sent back what its first push told it.
    const stateOf = async (path: string) => {
      const body = { endpoint: `${pushes.url}${path}` }
      const asked = await staff.auditor.ask('POST', '/bulletins/push/state', body, { cookie: '' })
      return asked.body.is
    }
    assert.deepEqual([await subscribers(), await stateOf('/one')], [[0, 0], 'asked'])
    for (const { body } of [await pushes.next(), await pushes.next()]) {
      const { title, confirmAt } = JSON.parse(await browser.read(body))
      assert.match(title, /^Đã bật thông báo của /)
      assert.equal((await post(new URL(confirmAt).pathname, '')).status, 200)
    }
    assert.deepEqual([await subscribers(), await stateOf('/one')], [[0, 2], 'on'])
    assert.equal(await stateOf('/two'), 'none')
    areGone = true
    const id = await release(draftOf())
    const got = [await pushes.next(), await pushes.next()]
    const told = JSON.parse(await browser.read(got.find(({ path }) => path === '/one')!.body))
    assert.deepEqual(told, { title: 'Có ca bệnh', body: 'Ở nhà.', url: `${server.url}/bulletins/${id}` })
    const end = await staff.auditor.ask(
      ...(['POST', '/bulletins/push/end', { endpoint: `${pushes.url}/one` }, { cookie: '' }] as const),
    )
    assert.equal(end.status, 204)
    // The one that is gone is marked after it was answered.
    while ((await subscribers())[1] > 0);
  })

  test('a stranger who signs others up: each gets the same answer as anybody, and a network that asks for many is told to wait', async () => {
    const end = await subscriber('bon@xa.example')
    const [known, fresh] = [await ask('bon@xa.example'), await ask('nam@xa.example')]
    assert.deepEqual([known.status, await known.text()], [fresh.status, await fresh.text()])
    assert.deepEqual((await mail.next('nam@xa.example')).to.length, 1)
    const faulty = await ask('0912345678@xa.example')
    assert.equal(faulty.status, 422)
    assert.match(await faulty.text(), /số điện thoại/)
    const statuses: number[] = []
    for (let count = 0; count < 10; count++) statuses.push((await ask(`la${'abcdefghij'[count]}@xa.example`)).status)
    assert.equal(statuses.at(-1), 429)
    assert.deepEqual(statuses, statuses.toSorted())
    assert.equal((await ask('nua@xa.example')).headers.get('content-type')?.split(';')[0], 'text/html')
    await post(end, '')
    const log = server.log.join('\n')
    assert.match(log, /\/bulletins\/end\/\{link\}/)
    assert.doesNotMatch(log, /xa\.example|end\/[a-z]{64}|confirm\/[a-z]{64}/)
  })
})
