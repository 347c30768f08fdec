/** The office of briefings over HTTP: pictures and recordings on the wire, links that strangers try, and what must not be typed. */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openStore } from '../../src/app/areas.ts'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import { howMany } from '../parts.ts'
import { beside, onlySqlite } from '../postgres/databases.ts'
import { type InProcess, isProblem, Person, serveHere, staffOf } from './stage.ts'

const MARKUP = '<script>alert(1)</script><img src=x onerror=alert(2)>'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACUAAAAXCAIAAAADThHyAAAACXBIWXMAAAABAAAAAQBPJcTWAAAAJklEQVR4nGNYeOAhPRHDqH2j9o3aN2rfqH2j9o3aN2rfqH2Dyj4AdPyB0Cano6IAAAAASUVORK5CYII=',
  'base64',
)

async function openUnitOfWork(t: TestContext) {
  const server = await serveHere(t, onlySqlite())
  return { server, ...(await staffOf(server)) }
}

const siteOf = (name: string) => ({
  name,
  short: name.slice(0, 16),
  responsible: { name: 'Bác sĩ Hoa', title: null, mail: null },
})

async function briefingOf(editor: Person, title = 'Giao ban') {
  const chair = await editor.well('POST', '/api/v1/briefing-sites', siteOf(`Bộ ${randomUUID().slice(0, 4)}`))
  const site = await editor.well('POST', '/api/v1/briefing-sites', siteOf(`Viện ${randomUUID().slice(0, 4)}`))
  const briefing = await editor.well('POST', '/api/v1/briefings', {
    title,
    startsAt: new Date(Date.now() + 3_600_000).toISOString(),
    minutes: 90,
    agenda: [],
    isQueueOpen: true,
    grantedMax: 2,
    isRecorded: true,
    roster: [
      { site: chair.id, role: 'chair', language: null },
      { site: site.id, role: 'site', language: null },
    ],
  })
  return { id: briefing.id as string, site: site.id as string }
}

/** As it stands, without JSON around it. */
async function sent(person: Person, method: string, path: string, given: RequestInit = {}) {
  const answer = await fetch(person.url + path, {
    method,
    ...given,
    headers: { cookie: person.cookie, origin: person.url, ...given.headers },
  })
  const octets = Buffer.from(await answer.arrayBuffer())
  const text = octets.toString('utf8')
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  return { status: answer.status, headers: answer.headers, octets, body: isJson ? JSON.parse(text) : null }
}

const put = async (person: Person, path: string, octets: Buffer, type = 'image/png') =>
  await sent(person, 'PUT', path, { body: new Uint8Array(octets), headers: { 'content-type': type } })

test('the picture of a page is what was sent, is never taken for a page of ours, and is kept by its reader alone', async t => {
  const { server, editor, auditor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const document = await editor.well('POST', `/api/v1/briefings/${id}/documents`, { name: MARKUP, pages: 300 })
  assert.equal(document.name, MARKUP)
  const page = (number: number) => `/api/v1/briefing-documents/${document.id}/pages/${number}`
  assert.equal((await put(editor, page(300), PNG)).status, 204)
  const got = await sent(auditor, 'GET', page(300))
  assert.equal(got.status, 200)
  assert.ok(got.octets.equals(PNG))
  for (const [name, expected] of [
    ['content-type', 'image/png'],
    ['content-disposition', 'inline; filename="page-300.png"'],
    ['content-length', String(PNG.length)],
    ['cache-control', 'private, max-age=31536000, immutable'],
    ['x-content-type-options', 'nosniff'],
    ['cross-origin-resource-policy', 'same-origin'],
  ])
    assert.equal(got.headers.get(name), expected, name)
  const stranger = new Person(server.url)
  assert.equal((await sent(stranger, 'GET', page(300))).status, 401)
  const missing = await sent(auditor, 'GET', page(1))
  assert.deepEqual([missing.status, missing.headers.get('cache-control')], [404, 'no-store'])
  assert.equal((await sent(auditor, 'GET', page(0))).status, 404)
  await editor.well('PUT', `${page(1)}/text`, { text: `Trang một ${MARKUP}` })
})

test('a page that is no picture, too large, of another type or behind the last is refused; so is a document of 301 pages', async t => {
  const { editor, auditor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const documents = `/api/v1/briefings/${id}/documents`
  isProblem(await editor.post(documents, { name: 'Dài', pages: 301 }), 422, 'inputFaulty')
  const document = await editor.well('POST', documents, { name: 'Vừa', pages: 2 })
  const page = (number: number) => `/api/v1/briefing-documents/${document.id}/pages/${number}`
  isProblem(await put(editor, page(1), Buffer.from(MARKUP)), 422, 'pictureFaulty')
  isProblem(await put(editor, page(1), Buffer.from(MARKUP), 'text/html'), 415, 'bodyTypeWrong')
  isProblem(await put(editor, page(1), PNG, 'image/webp'), 422, 'pictureFaulty')
  isProblem(await put(editor, page(3), PNG), 422, 'pageOutside')
  const large = Buffer.concat([PNG, Buffer.alloc(700 * 1024)])
  isProblem(await put(editor, page(1), large), 413, 'bodyTooLarge')
  isProblem(await put(auditor, page(1), PNG), 403, 'forbidden')
})

test('a name may hold markup, which stays text, and no number of a subscriber', async t => {
  const { editor } = await openUnitOfWork(t)
  const made = await editor.well('POST', '/api/v1/briefing-sites', siteOf(MARKUP))
  assert.equal(made.name, MARKUP)
  const { id, site } = await briefingOf(editor, MARKUP)
  assert.equal((await editor.get(`/api/v1/briefings/${id}`)).body.title, MARKUP)
  const number = 'gọi 0912 345 678'
  for (const [path, body] of [
    ['/api/v1/briefing-sites', siteOf(number)],
    [`/api/v1/briefings/${id}/documents`, { name: number, pages: 1 }],
    [`/api/v1/briefings/${id}/minutes`, { item: null, is: 'decision', site: null, text: number }],
    [`/api/v1/briefings/${id}/places/${site}/reason`, { reason: number }],
  ] as const)
    isProblem(await editor.post(path, body), 422, 'subscriberNumber')
})

test('the list of briefings gives all there ever were, a page at a time, and those in the states that are asked for', async t => {
  const { editor, auditor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const { title, plannedMinutes, agenda, roster, isQueueOpen, grantedMax, isRecorded } = (
    await editor.get(`/api/v1/briefings/${id}`)
  ).body
  const content = { title, minutes: plannedMinutes, agenda, roster, isQueueOpen, grantedMax }
  const made: string[] = [id]
  const tenth = howMany(1, 10)
  for (let week = 1; week < 13 * tenth; week++) {
    const startsAt = new Date(Date.now() - week * 7 * 86_400_000).toISOString()
    const body = { ...content, isRecorded, startsAt }
    made.push((await editor.well('POST', '/api/v1/briefings', body)).id)
  }
  const [, called] = made
  await editor.well('POST', `/api/v1/briefings/${called}/cancel`, { reason: 'Trùng lịch' })
  const pages: string[][] = []
  for (let next: string | null = ''; next !== null; ) {
    const { status, body } = await auditor.get(`/api/v1/briefings?limit=${5 * tenth}${next}`)
    assert.equal(status, 200)
    pages.push(body.items.map((briefing: { id: string }) => briefing.id))
    next = body.next === null ? null : `&cursor=${body.next}`
  }
  assert.deepEqual(
    pages.map(({ length }) => length),
    [5, 5, 3].map(count => count * tenth),
  )
  assert.deepEqual(pages.flat(), made)
  const cancelled = await auditor.get('/api/v1/briefings?state=cancelled,ended')
  assert.deepEqual(
    cancelled.body.items.map((briefing: { id: string }) => briefing.id),
    [called],
  )
  isProblem(await auditor.get('/api/v1/briefings?state=held'), 422, 'inputFaulty')
  isProblem(await auditor.get('/api/v1/briefings?limit=201'), 422, 'inputFaulty')
  isProblem(await auditor.get('/api/v1/briefings?cursor=x'), 404, 'notFound')
})

test('a link is told once, opens without a sign-in, once, and its secrets stand in no line of the log', async t => {
  const { server, editor, auditor } = await openUnitOfWork(t)
  const { id, site } = await briefingOf(editor)
  const path = `/api/v1/briefings/${id}/places/${site}/link`
  const link = await editor.well('POST', path, { mail: false })
  assert.ok(link.url.startsWith(`${server.url}/briefing#`))
  const key = new URL(link.url).hash.slice(1)
  const read = await auditor.get(`/api/v1/briefings/${id}`)
  assert.ok(!read.text.includes(key))
  assert.deepEqual(
    read.body.places.map((place: { link: string }) => place.link),
    ['none', 'sent'],
  )
  const stranger = new Person(server.url)
  const entered = await stranger.post('/api/v1/briefing-room/enter', { key })
  assert.equal(entered.status, 201)
  assert.match(entered.body.token, /^loas_[\w-]{43}$/)
  assert.equal(entered.body.self.site, site)
  isProblem(await stranger.post('/api/v1/briefing-room/enter', { key }), 403, 'linkUsed')
  assert.ok(server.log.some(line => line.includes('/api/v1/briefing-room/enter')))
  for (const line of server.log) assert.ok(!line.includes(key) && !line.includes(entered.body.token), line)
})

test('a link that reads as a number is looked up like any other, and whoever guesses is told to wait', async t => {
  const { server } = await openUnitOfWork(t)
  const stranger = new Person(server.url)
  const enter = async (key: string) => await stranger.post('/api/v1/briefing-room/enter', { key })
  isProblem(await enter(`A0912345678-${randomBytes(23).toString('base64url')}`), 403, 'linkUnknown')
  isProblem(await enter('x'.repeat(65)), 422, 'inputFaulty')
  for (let tried = 1; tried < 60; tried++)
    isProblem(await enter(randomBytes(32).toString('base64url')), 403, 'linkUnknown')
  isProblem(await enter(randomBytes(32).toString('base64url')), 429, 'tooManyRequests')
})

test('neighbours behind one address are let in by their links while one of them guesses; a link is tried so often and no more', async t => {
  const { server, editor } = await openUnitOfWork(t)
  const neighbour = new Person(server.url)
  const enter = async (key: string) => await neighbour.post('/api/v1/briefing-room/enter', { key })
  const links: string[] = []
  for (let sites = 0; sites < 2; sites++) {
    const { id, site } = await briefingOf(editor)
    const link = await editor.well('POST', `/api/v1/briefings/${id}/places/${site}/link`, { mail: false })
    links.push(new URL(link.url).hash.slice(1))
  }
  const [first, second] = links
  assert.equal((await enter(first)).status, 201)
  for (let tried = 0; tried < 60; tried++)
    isProblem(await enter(randomBytes(32).toString('base64url')), 403, 'linkUnknown')
  isProblem(await enter(randomBytes(32).toString('base64url')), 429, 'tooManyRequests')
  for (let tried = 1; tried < 20; tried++) isProblem(await enter(first), 403, 'linkUsed')
  isProblem(await enter(first), 429, 'tooManyRequests')
  assert.equal((await enter(second)).status, 201)
})

test('two secretaries who write one line over HTTP: the second gets 409 with who was faster', async t => {
  const { editor, approver } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const content = { item: null, is: 'decision', site: null, text: 'Tăng giường' }
  const minute = await editor.well('POST', `/api/v1/briefings/${id}/minutes`, content)
  const path = `/api/v1/briefing-minutes/${minute.id}`
  await approver.well('PUT', path, { version: 1, content: { ...content, text: 'Tăng 20 giường' } })
  const late = await editor.ask('PUT', path, { version: 1, content })
  isProblem(late, 409, 'versionConflict')
  assert.deepEqual(late.body.details, { by: 'phe.duyet', version: 2 })
  isProblem(await editor.ask('DELETE', `${path}?version=1`, {}), 409, 'versionConflict')
  assert.equal((await editor.ask('DELETE', `${path}?version=2`)).status, 204)
})

const RECORDED = randomBytes(300_000)

/** As the hall keeps it. */
async function recorded(
  server: InProcess,
  id: string,
  { file = '1.webm', octets = RECORDED }: { file?: string; octets?: Buffer } = {},
) {
  const folder = join(server.data, 'briefings', id)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, '1.webm')
  writeFileSync(path, octets)
  const sha256 = createHash('sha256').update(octets).digest('hex')
  await beside(
    { file: join(server.data, 'loa.db') },
    async database =>
      await openStore(database).write(
        async store =>
          await briefingRows(store).addRecording({
            briefing: id,
            number: 1,
            file,
            octets: octets.length,
            sha256,
            beganAt: Date.now(),
            durationMs: 60_000,
            gaps: [],
          }),
      ),
  )
  return { path, etag: `"${sha256}"`, url: `/api/v1/briefings/${id}/recordings/1` }
}

test('a recording is downloaded whole or in parts, as RFC 9110 has it, by who may read briefings', async t => {
  const { server, editor, auditor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const { url, etag } = await recorded(server, id)
  const size = RECORDED.length
  const ask = async (headers: Record<string, string> = {}, method = 'GET') =>
    await sent(auditor, method, url, { headers })
  const whole = await ask()
  assert.equal(whole.status, 200)
  assert.ok(whole.octets.equals(RECORDED))
  for (const [name, expected] of [
    ['content-type', 'video/webm'],
    ['content-disposition', 'attachment; filename="recording-1.webm"'],
    ['accept-ranges', 'bytes'],
    ['etag', etag],
    ['content-length', String(size)],
  ])
    assert.equal(whole.headers.get(name), expected, name)
  const part = await ask({ range: 'bytes=1000-1999' })
  assert.deepEqual(
    [part.status, part.headers.get('content-range'), part.headers.get('content-length')],
    [206, `bytes 1000-1999/${size}`, '1000'],
  )
  assert.ok(part.octets.equals(RECORDED.subarray(1000, 2000)))
  const last = await ask({ range: 'bytes=-10', 'if-range': etag })
  assert.ok(last.status === 206 && last.octets.equals(RECORDED.subarray(size - 10)))
  assert.equal((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).status, 200)
  const outside = await ask({ range: `bytes=${size}-` })
  assert.deepEqual(
    [outside.status, outside.headers.get('content-range'), outside.octets.length],
    [416, `bytes */${size}`, 0],
  )
  const head = await ask({}, 'HEAD')
  assert.deepEqual([head.status, head.headers.get('content-length'), head.octets.length], [200, String(size), 0])
  assert.equal((await sent(new Person(server.url), 'GET', url)).status, 401)
  const other = await briefingOf(editor)
  const ofOther = `/api/v1/briefings/${other.id}/recordings/1`
  isProblem(await sent(auditor, 'GET', ofOther), 404, 'notFound')
})

test('a file of a recording that is gone, shorter, or named as another place is not given', async t => {
  const { server, editor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const { url, path } = await recorded(server, id)
  truncateSync(path, 1000)
  isProblem(await sent(editor, 'GET', url), 410, 'recordingGone')
  rmSync(path)
  isProblem(await sent(editor, 'GET', url), 410, 'recordingGone')
  const elsewhere = join(server.data, 'elsewhere')
  writeFileSync(elsewhere, RECORDED)
  symlinkSync(elsewhere, path)
  isProblem(await sent(editor, 'GET', url), 410, 'recordingGone')
  // Of the very octets that were kept of it.
  for (const file of ['../../elsewhere', elsewhere, '..', '.hidden', 'a/b.webm']) {
    const other = await briefingOf(editor)
    const { url: away } = await recorded(server, other.id, { file })
    isProblem(await sent(editor, 'GET', away), 410, 'recordingGone')
  }
})

test('a recording that somebody has altered on the disk is not given, before and after it was', async t => {
  const { server, editor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const { url, path } = await recorded(server, id)
  assert.equal((await sent(editor, 'GET', url)).status, 200)
  const { atime, mtime } = statSync(path)
  const altered = Buffer.from(RECORDED)
  altered[1000] ^= 1
  writeFileSync(path, altered)
  utimesSync(path, atime, mtime)
  isProblem(await sent(editor, 'GET', url), 410, 'recordingGone')
  const part = await sent(editor, 'GET', url, { headers: { range: 'bytes=0-9' } })
  isProblem(part, 410, 'recordingGone')
  writeFileSync(path, RECORDED)
  assert.equal((await sent(editor, 'GET', url)).status, 200)
})

test('pictures of a briefing’s documents weigh no more than 256 MB, and what all briefings weigh is told', async t => {
  const { server, editor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const { id: document } = await editor.well('POST', `/api/v1/briefings/${id}/documents`, { name: 'Nặng', pages: 9 })
  await beside(
    { file: join(server.data, 'loa.db') },
    async database =>
      await openStore(database).write(async store => {
        const rows = briefingRows(store)
        for (let page = 1; page <= 4; page++)
          await rows.putPicture(document, page, {
            type: 'image/png',
            picture: Buffer.alloc(64 * 1024 * 1024 - PNG.length),
          })
      }),
  )
  const page = (number: number) => `/api/v1/briefing-documents/${document}/pages/${number}`
  for (let number = 5; number <= 8; number++) assert.equal((await put(editor, page(number), PNG)).status, 204)
  isProblem(await put(editor, page(9), PNG), 409, 'documentsHeavy')
  const { text: metrics } = await editor.get('/metrics')
  assert.match(metrics, /^loa_briefing_bytes\{of="pictures"\} 268435456$/m)
  assert.match(metrics, /^loa_briefing_bytes\{of="recordings"\} 0$/m)
  assert.ok(Number(/^loa_disk_free_bytes (\S+)$/m.exec(metrics)?.[1]) > 0)
})

const TURNS_MAX = 100_000
/** More than lies in sockets on its way. */
const GONE_OCTETS = 16 * 1024 * 1024

test('whoever goes away in the middle of a recording, or asks for none of it, leaves no file open', async t => {
  const { server, editor } = await openUnitOfWork(t)
  const { id } = await briefingOf(editor)
  const { url, path } = await recorded(server, id, { octets: Buffer.alloc(GONE_OCTETS) })
  const isOpen = () =>
    readdirSync('/proc/self/fd').some(fd => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === path
      } catch {
        return false
      }
    })
  const abort = new AbortController()
  const answer = await fetch(editor.url + url, { headers: { cookie: editor.cookie }, signal: abort.signal })
  await answer.body?.getReader().read()
  assert.ok(isOpen(), 'there is more to come')
  abort.abort()
  for (let turn = 0; isOpen(); turn++) {
    assert.ok(turn < TURNS_MAX, 'it is still open')
    await new Promise(setImmediate)
  }
  await sent(editor, 'HEAD', url)
  await sent(editor, 'GET', url, { headers: { range: `bytes=${GONE_OCTETS}-` } })
  assert.ok(!isOpen())
})
