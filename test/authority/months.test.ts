/** The report of a month over HTTP: who may, what is downloaded, and that what people type is text in all of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { HEADING } from '../../src/report/fixtures.test.ts'
import { isMore } from '../parts.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { nodeOf, Person, personOf, serveHere, staffOf } from './stage.ts'

const MONTH = '/api/v1/months/2026-02'
const MARKUP = '<script>alert(1)</script><img src=x onerror=alert(2)>&"\''
const ITEM = {
  section: 'other',
  date: null,
  unit: MARKUP,
  title: MARKUP,
  result: MARKUP,
  nextStep: MARKUP,
  english: { title: MARKUP, result: MARKUP, nextStep: MARKUP },
}
const FORMS = {
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'PK\u0003\u0004'],
  pdf: ['application/pdf', '%PDF-1.7'],
  html: ['text/html; charset=utf-8', '<!doctype html>'],
  json: ['application/json', '{'],
} as const

async function openUnitOfWork(t: Parameters<typeof serveHere>[0]) {
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  await nodeOf(staff.administrator, 'mot')
  const engineer = await personOf(staff.administrator, 'engineer', 'ky.su@mot.example', 'mot')
  await staff.editor.well('POST', `${MONTH}/items`, ITEM)
  return { server, ...staff, engineer }
}

/** With its octets, which a text would lose. */
async function download(person: Person, path: string) {
  const answer = await fetch(person.url + path, { headers: { cookie: person.cookie } })
  return { status: answer.status, headers: answer.headers, octets: Buffer.from(await answer.arrayBuffer()) }
}

test('who reads reports downloads each of its forms as what it is; an engineer and a stranger get none', async t => {
  const { server, administrator, editor, approver, auditor, engineer } = await openUnitOfWork(t)
  const stranger = new Person(server.url)
  const readers = [administrator, editor, approver, auditor]
  for (const [at, [form, [type, begins]]] of Object.entries(FORMS).entries()) {
    const path = `${MONTH}/report/${form}?language=en`
    // Each is made for each anew.
    for (const person of isMore ? readers : [readers[at % readers.length]]) {
      const { status, headers, octets } = await download(person, path)
      assert.equal(status, 200)
      assert.equal(headers.get('content-type'), type)
      assert.equal(headers.get('content-disposition'), `attachment; filename="2026-02-draft.${form}"`)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.equal(octets.subarray(0, begins.length).toString('latin1'), begins)
    }
    assert.equal((await engineer.get(path)).body.code, 'forbidden')
    assert.equal((await stranger.get(path)).status, 401)
  }
})

test('an engineer sees and changes nothing of a report; auditor and administrator only read', async t => {
  const { administrator, auditor, engineer } = await openUnitOfWork(t)
  const sha256 = 'a'.repeat(64)
  const reads = ['/api/v1/months', `${MONTH}/items`, `${MONTH}/report`]
  const deeds: readonly [string, object][] = [
    [`${MONTH}/items`, ITEM],
    [`${MONTH}/report/review`, { heading: HEADING }],
    [`${MONTH}/report/sign`, { sha256 }],
    [`${MONTH}/report/publish`, { sha256 }],
    [`${MONTH}/report/return`, { reason: 'Thiếu' }],
  ]
  for (const path of reads) {
    assert.equal((await engineer.get(path)).status, 403, path)
    for (const reader of [auditor, administrator]) assert.equal((await reader.get(path)).status, 200, path)
  }
  for (const [path, body] of deeds)
    for (const person of [engineer, auditor, administrator])
      assert.equal((await person.post(path, body)).body.code, 'forbidden', path)
  const [{ id }] = await auditor.well('GET', `${MONTH}/items`)
  for (const person of [engineer, auditor, administrator]) {
    const change = { version: 1, content: ITEM }
    assert.equal((await person.ask('PUT', `/api/v1/work-items/${id}`, change)).status, 403)
    assert.equal((await person.ask('DELETE', `/api/v1/work-items/${id}?version=1`)).status, 403)
  }
})

test('what people type is text in every form, never markup', async t => {
  const { editor } = await openUnitOfWork(t)
  const of = async (form: string) => (await download(editor, `${MONTH}/report/${form}`)).octets
  const html = (await of('html')).toString()
  assert.doesNotMatch(html, /<script|<img/)
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  const xml = strFromU8(unzipSync(await of('docx'))['word/document.xml'])
  assert.doesNotMatch(xml, /<script|<img/)
  assert.match(xml, /&lt;script&gt;alert\(1\)/)
  assert.ok(JSON.stringify(JSON.parse((await of('json')).toString())).includes('<script>alert(1)'))
})

test('a published edition is downloaded as it was published; what is none is said', async t => {
  const { editor, approver, auditor } = await openUnitOfWork(t)
  const heading = { ...HEADING, symbol: '7/BC-BTTTT' }
  const { sha256 } = await editor.well('POST', `${MONTH}/report/review`, { heading, doubts: 2 })
  await approver.well('POST', `${MONTH}/report/sign`, { sha256, doubts: 2 })
  assert.equal((await auditor.get(`${MONTH}/report/json?edition=1`)).status, 404, 'only signed')
  await editor.well('POST', `${MONTH}/report/publish`, { sha256, doubts: 2 })
  await editor.well('POST', `${MONTH}/report/review`, { heading: HEADING, doubts: 2 })
  const { headers, octets } = await download(auditor, `${MONTH}/report/json?edition=1`)
  assert.match(headers.get('content-disposition') ?? '', /"2026-02-1\.json"/)
  assert.equal(JSON.parse(octets.toString()).heading.symbol, '7/BC-BTTTT')
  for (const [path, status] of [
    [`${MONTH}/report/json?edition=2`, 404],
    [`${MONTH}/report/json?edition=x`, 422],
    [`${MONTH}/report/odt`, 404],
    ['/api/v1/months/2026-13/report/pdf', 404],
    [`${MONTH}/report/pdf?language=fr`, 422],
  ] as const)
    assert.equal((await auditor.get(path)).status, status, path)
})
