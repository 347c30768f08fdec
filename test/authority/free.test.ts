/** The list of what is free over HTTP: roles, keys, numbers, conflicts; and what citizens get, to the octet. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { FreeDraft, FreeNow } from '../../src/areas/free/model.ts'
import { PAGE_SIZE_MAX } from '../../src/areas/free/public-page.ts'
import type { ListAcknowledgementBody } from '../../src/directive/documents.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import type { Service } from '../../src/zerorating/list.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { summaryOf } from '../postgres/free-stage.ts'
import { nodeOf, type Person, personOf, type Staff, serveHere, staffOf } from './stage.ts'

const LIST = { ...FEBRUARY_CONTENT, inForceFrom: null }
const [HOTLINE, OTHER, PAGE] = LIST.services
const DRAFT = '/api/v1/zero-rating/draft'
/** What a server may send before the first acknowledgement: ten segments of 1460 octets. */
const FIRST_WINDOW = 14_600

async function save(person: Person, content: object): Promise<FreeDraft> {
  const { revision } = await person.well('GET', DRAFT)
  return await person.well('PUT', DRAFT, { revision, content })
}

async function signed({ editor, approver }: Staff, services: readonly Service[]): Promise<void> {
  const { revision } = await save(editor, { ...LIST, services })
  const draft = await editor.well('POST', `${DRAFT}/submit`, { revision })
  await approver.well('POST', `${DRAFT}/approve`, approvalOf(draft))
}

function approvalOf({ revision, digest, services, faults }: FreeDraft) {
  return { revision, digest, services, doubts: faults.length }
}

test('an editor writes, another approves, a node confirms; everyone reads, an engineer its own operator', async t => {
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  const { administrator, editor, approver, auditor } = staff
  const node = await nodeOf(administrator, 'mot')
  await nodeOf(administrator, 'hai')
  const engineer = await personOf(administrator, 'engineer', 'ky.su@mot.example', 'mot')
  const changes = await engineer.watch('/api/v1/events')

  const draft = await save(editor, LIST)
  assert.equal(draft.state, 'draft')
  const told = await changes.until(({ data }) => data.is === 'free')
  assert.deepEqual(told.data, { is: 'free' })
  changes.close()
  const conflict = await approver.ask('PUT', DRAFT, { revision: 0, content: LIST })
  assert.deepEqual([conflict.status, conflict.body.code], [409, 'versionConflict'])
  const submitted = await approver.well('POST', `${DRAFT}/submit`, { revision: 1 })
  const own = await approver.post(`${DRAFT}/approve`, approvalOf(submitted))
  assert.deepEqual([own.status, own.body.code], [403, 'ownApproval'])
  const second = await personOf(administrator, 'approver', 'phe.duyet.hai@bo.example')
  const once = { 'idempotency-key': 'mot-khoa-du-dai' }
  const approve = async () => await second.post(`${DRAFT}/approve`, approvalOf(submitted), once)
  assert.equal((await approve()).status, 200)
  const again = await approve()
  assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [200, 'true'])
  const { versions } = await auditor.well('GET', '/api/v1/zero-rating')
  assert.equal(versions.length, 1)

  const { operators } = await engineer.well('GET', '/api/v1/zero-rating')
  assert.deepEqual(
    operators.map((each: { operator: string }) => each.operator),
    ['mot'],
  )
  const { document } = await engineer.well('GET', '/api/v1/zero-rating/lists/1')
  assert.match(document, /^[\w-]+\.[\w-]+\.[\w-]+$/)
  assert.equal((await engineer.get('/api/v1/zero-rating/lists/2')).status, 404)
  assert.equal((await engineer.get('/api/v1/zero-rating/lists/x')).status, 404)
  const hello = await node.hello()
  assert.equal(hello.body.freeList.version, 1)
  assert.equal((await administrator.well('GET', '/api/v1/trail?action=list')).items.length, 3)
})

test('a key of scope lists writes and submits as who made it, and never approves', async t => {
  const server = await serveHere(t, onlySqlite())
  const { administrator } = await staffOf(server)
  const { secret } = await administrator.well('POST', '/api/v1/keys', {
    name: 'máy',
    scopes: ['lists', 'read'],
    expiresAt: null,
  })
  const ask = async (method: string, path: string, body: object) =>
    await fetch(server.url + path, {
      method,
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': `${method}-${path}`.replaceAll('/', '-'),
      },
    })
  const saved = await ask('PUT', DRAFT, { revision: 0, content: LIST })
  assert.equal(saved.status, 200)
  const draft = (await saved.json()) as FreeDraft
  assert.equal(draft.updatedBy, 'máy (Quản trị)')
  assert.equal((await ask('POST', `${DRAFT}/submit`, { revision: 1 })).status, 200)
  assert.equal((await ask('POST', `${DRAFT}/approve`, approvalOf(draft))).status, 403)
})

test('hotlines, short codes and prefixes are taken; what reads as a subscriber’s number is not, wherever it stands', async t => {
  const server = await serveHere(t, onlySqlite())
  const { editor } = await staffOf(server)
  const shortCode = { ...HOTLINE, kind: 'short-code', id: 'tin', numbers: ['1422'], diversions: [] }
  await save(editor, { ...LIST, services: [HOTLINE, OTHER, PAGE, shortCode] })
  const longer = { ...OTHER, numbers: ['18001119', '1800599928', '02437366200'] } as Service
  await save(editor, { ...LIST, services: [longer, PAGE] })
  const with_ = (change: object, of: Service = HOTLINE) => ({ ...LIST, services: [{ ...of, ...change }] })
  const cases: readonly [object, string][] = [
    [with_({ numbers: ['0967341010'] }), 'content.services.0.numbers.0'],
    [with_({ numbers: ['967341010'] }), 'content.services.0.numbers.0'],
    [with_({ diversions: ['84967341010'] }), 'content.services.0.diversions.0'],
    [with_({ title: 'Gọi 0967 341 010' }), 'content.services.0.title'],
    [with_({ evidence: ['Số 0967.341.010'] }), 'content.services.0.evidence.0'],
    [with_({ id: 'so-0967341010' }), 'content.services.0.id'],
    [
      with_({ otherwise: { call: { setup: 967341010, amount: 0, perSeconds: 60 } } }),
      'content.services.0.otherwise.call.setup',
    ],
    [with_({ prefixes: [{ prefix: '0967341010', exclusive: true }] }, PAGE), 'content.services.0.prefixes.0.prefix'],
    [with_({ hosts: ['0967341010.vn'] }, PAGE), 'content.services.0.hosts.0'],
  ]
  for (const [content, path] of cases) {
    const { revision } = await editor.well('GET', DRAFT)
    const { status, body } = await editor.ask('PUT', DRAFT, { revision, content })
    assert.deepEqual([status, body.code, body.details?.path], [422, 'subscriberNumber', path])
  }
})

test('an audit comes from an engineer of its operator, or from the authority’s own people; only sums are in it', async t => {
  const server = await serveHere(t, onlySqlite())
  const { administrator, editor, auditor } = await staffOf(server)
  for (const id of ['mot', 'hai']) await nodeOf(administrator, id)
  const engineer = await personOf(administrator, 'engineer', 'ky.su@mot.example', 'mot')
  const AUDITS = '/api/v1/zero-rating/audits'
  const summary = summaryOf({})
  const { id } = await engineer.well('POST', AUDITS, { operator: 'mot', summary })
  assert.equal((await engineer.post(AUDITS, { operator: 'hai', summary })).status, 403)
  assert.equal((await auditor.post(AUDITS, { operator: 'mot', summary })).status, 403)
  const theirs = await editor.well('POST', AUDITS, { operator: 'hai', summary })
  assert.equal((await engineer.get(`${AUDITS}/${theirs.id}`)).status, 404)
  assert.deepEqual(
    (await engineer.well('GET', AUDITS)).items.map((each: { id: string }) => each.id),
    [id],
  )
  assert.equal((await auditor.well('GET', `${AUDITS}/${id}`)).summary.wrong.refund, 200_000)
  const [cell] = summary.wrong.cells
  for (const change of [{ service: '0967341010' }, { subscribers: 4 }, { number: 'x' }]) {
    const cells = [{ ...cell, ...change }]
    const wrong = { ...summary.wrong, cells }
    const answer = await editor.post(AUDITS, { operator: 'mot', summary: { ...summary, wrong } })
    assert.equal(answer.status, 422)
  }
  // A quarter of days of many services is no attack.
  const cells = Array.from({ length: 3000 }, (_, i) => ({ ...cell, service: `dich-vu-${i % 30}` }))
  const large = { ...summary, wrong: { ...summary.wrong, cells } }
  assert.equal((await editor.post(AUDITS, { operator: 'mot', summary: large })).status, 201)
})

test('bad input is a sentence with its places, and changes nothing', async t => {
  const server = await serveHere(t, onlySqlite())
  const { editor } = await staffOf(server)
  const put = async (content: object) => await editor.ask('PUT', DRAFT, { revision: 0, content })
  for (const content of [
    { ...LIST, services: [{ ...HOTLINE, free: [{ from: '2020-02-01T00:00:00', until: null }] }] },
    { ...LIST, more: 1 },
    { ...LIST, services: [{ kind: 'page' }] },
    { ...LIST, version: 7 },
  ]) {
    const { status, body } = await put(content)
    assert.deepEqual([status, body.code], [422, 'inputFaulty'])
    assert.ok(body.faults.length > 0)
  }
  assert.equal((await editor.well('GET', DRAFT)).revision, 0)
  // A draft may be wrong in itself: it is saved and says so.
  const wrong = await put({ ...LIST, timeZone: 'Asia/Nowhere' })
  assert.deepEqual([wrong.status, wrong.body.faults[0].code], [200, 'no-such-time-zone'])
})

/** All that a browser without a cache receives, as it is on the wire. */
async function octetsOf(url: string, path: string): Promise<Buffer> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`)
  const pieces: Buffer[] = []
  for await (const piece of socket) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

test('the public page needs nobody, no script and no other file, and fits into the first window', async t => {
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  const empty = await fetch(`${server.url}/free`)
  assert.equal(empty.status, 200)
  assert.match(await empty.text(), /chưa ban hành danh mục nào/)
  await signed(staff, LIST.services)
  const page = await fetch(`${server.url}/free`)
  const html = await page.text()
  assert.match(page.headers.get('content-type') ?? '', /^text\/html; charset=utf-8$/)
  assert.match(html, /^<!doctype html><html lang="vi">/)
  assert.match(html, /tel:19009095/)
  assert.doesNotMatch(html, /<script|<link|<img|src=|@import|url\(/)
  assert.ok((await octetsOf(server.url, '/free')).length < FIRST_WINDOW - 600)

  // Far more than fits: as many as do, and how many more.
  const many = Array.from({ length: 800 }, (_, i) => ({
    ...OTHER,
    id: `so-${i}`,
    title: `Đường dây nóng của bệnh viện số ${i}`,
    numbers: [String(19_001_000 + i)],
    evidence: [],
  })) as Service[]
  await signed(staff, many)
  const full = await octetsOf(server.url, '/free')
  assert.ok(full.length < FIRST_WINDOW - 600, `${full.length} octets`)
  assert.match(full.toString(), /Còn \d+ dịch vụ nữa/)
  assert.ok(full.length > PAGE_SIZE_MAX / 2)
  assert.equal(((await (await fetch(`${server.url}/free.json`)).json()) as FreeNow).free.length, 800)
})

test('the same as JSON for any page, with tags and dates by which nothing is sent twice', async t => {
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  const node = await nodeOf(staff.administrator, 'mot')
  await signed(staff, [HOTLINE, OTHER])
  for (const path of ['/free', '/free.json']) {
    const first = await fetch(server.url + path, { headers: { origin: 'https://other.example' } })
    await first.text()
    const tag = first.headers.get('etag') as string
    const date = first.headers.get('last-modified') as string
    assert.ok(Date.parse(date) <= Date.parse(first.headers.get('date') as string))
    assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=5, s-maxage=5, .*stale-if-error=86400$/)
    assert.equal(first.headers.get('set-cookie'), null)
    const cors = first.headers.get('access-control-allow-origin')
    assert.equal(cors, path === '/free' ? null : '*')
    const known = async (headers: Record<string, string>) => (await fetch(server.url + path, { headers })).status
    assert.equal(await known({ 'if-none-match': tag }), 304)
    assert.equal(await known({ 'if-none-match': `"x", W/${tag}` }), 304)
    assert.equal(await known({ 'if-none-match': '"x"' }), 200)
    assert.equal(await known({ 'if-modified-since': 'Mon, 03 Feb 2020 00:00:00 GMT' }), 200)
    assert.equal(await known({ 'if-none-match': '"x"', 'if-modified-since': date }), 200)
    const head = await fetch(server.url + path, { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text(), head.headers.get('etag')], [200, '', tag])
    assert.equal((await fetch(server.url + path, { method: 'POST' })).status, 405)
  }
  const read = async () => (await (await fetch(`${server.url}/free.json`)).json()) as FreeNow
  assert.deepEqual((await read()).operators, [])
  // A confirmation is told at once, whatever was kept of the minute.
  await node.hello({ freeList: { version: 0, sha256: null } })
  const { lists } = (await (await node.watch()).next())!.data
  const [{ directive, list }] = lists
  const payload = JSON.parse(Buffer.from(directive.split('.')[1], 'base64url').toString())
  const document = await node.signer.sign('listAcknowledgement', {
    directive: payload.directive,
    serial: payload.serial,
    operator: 'mot',
    version: 1,
    sha256: sha256Of(directive),
    listSha256: sha256Of(list),
    at: new Date().toISOString(),
    verdict: { is: 'held' },
  } satisfies ListAcknowledgementBody)
  assert.equal((await node.ask('POST', '/node/v1/list-acknowledgements', { document })).status, 204)
  assert.deepEqual((await read()).operators, [{ id: 'mot', name: 'Nhà mạng mot' }])
  await signed(staff, [HOTLINE])
  assert.deepEqual([(await read()).free, (await read()).operators], [[], []])
})
