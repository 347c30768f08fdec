/**
 * Whatever is sent to the server, no number of a subscriber is kept: not in the database, not beside it, not in the log.
 *
 * A request that would be accepted is taken, a number is put somewhere into it, spelled in any way, and afterwards the
 * database's files (write-ahead log too), or every row of the server's tables, and the whole log are searched for it.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { NOTHING } from '../../src/directive/documents.ts'
import { makeKey, signerOf } from '../../src/directive/signing.ts'
import { howMany } from '../parts.ts'
import { type Databases, onEachDatabase } from '../postgres/databases.ts'
import { LIST } from '../postgres/free-stage.ts'
import { contentFor, helloOf } from '../postgres/stage.ts'
import { databaseFor, type InProcess, nodeOf, PASSWORD, Person, personOf, serveHere, staffOf } from './stage.ts'

/** What differs between the two is the database alone. */
const RUNS = { sqlite: howMany(60, 250), postgres: 100 }

interface Wanted {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

const PREFIXES = ['91', '98', '32', '70', '86', '52', '59', '89']
const LEADS = ['', '0', '84', '+84', '0084', '+84 (0)', '84 0']
const GAPS = ['', '', '', ' ', '.', '-', '\u00a0', '\u2013', '\u200b']
const BEFORE = ['', 'Gọi ', 'a', '(', 'tel:', 'x ', '12, ']
const AFTER = ['', ' ngay', 'b', ')', '@x.vn', '.']

const PROGRESS = {
  directive: '00000000-0000-4000-8000-000000000000',
  state: 'running',
  note: null,
  orderSequence: 1,
  at: '2026-01-01T00:00:00Z',
  tally: { ...NOTHING, statuses: { ESME_RTHROTTLED: 1 } },
}

const HEADERS = [
  'user-agent',
  'idempotency-key',
  'x-forwarded-for',
  'accept-language',
  'x-real-ip',
  'referer',
  'x-loa-address',
]

interface Spelled {
  national: string
  text: string
}

const spelled: fc.Arbitrary<Spelled> = fc
  .record({
    prefix: fc.constantFrom(...PREFIXES),
    rest: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 }),
    lead: fc.constantFrom(...LEADS),
    gaps: fc.array(fc.constantFrom(...GAPS), { minLength: 9, maxLength: 9 }),
    isWide: fc.boolean(),
    before: fc.constantFrom(...BEFORE),
    after: fc.constantFrom(...AFTER),
  })
  .map(({ prefix, rest, lead, gaps, isWide, before, after }) => {
    const national = prefix + rest.join('')
    const digits = [...national].map((digit, at) => digit + (at < 8 ? gaps[at] : '')).join('')
    const number = lead + digits
    const text = isWide ? number.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) : number
    return { national, text: `${before}${text}${after}` }
  })

onEachDatabase(databases => {
  test('no number of a subscriber is stored or logged, wherever it is put', async t => {
    const { server, url, haystack, news } = await serverWithHaystack(t, databases)
    const staff = await staffOf(server)
    const { administrator, editor, auditor } = staff
    const node = await nodeOf(administrator, 'mot')
    const engineer = await personOf(administrator, 'engineer', 'ky.su@mot.example', 'mot')
    const campaign = await editor.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: '' })
    const round = await editor.well('POST', `/api/v1/campaigns/${campaign.id}/rounds`, { content: contentFor(['mot']) })
    const { id: person } = await auditor.well('GET', '/api/v1/me')
    const stranger = await signerOf(await makeKey())
    const nobody = new Person(url)
    const key = await administrator.well('POST', '/api/v1/keys', { name: 'máy', scopes: ['rounds'], expiresAt: null })

    const asked: readonly [Person | 'node' | 'key', () => Promise<Wanted> | Wanted][] = [
      [editor, () => post('/api/v1/campaigns', { title: 'Tiêu đề', note: 'Ghi chú' })],
      [editor, () => ({ ...post(`/api/v1/campaigns/${campaign.id}`, { title: 'Khác', note: '' }), method: 'PATCH' })],
      [editor, () => post(`/api/v1/campaigns/${campaign.id}/rounds`, { content: contentFor(['mot']) })],
      [
        editor,
        () => ({
          ...post(`/api/v1/rounds/${round.id}/content`, { version: 1, content: contentFor(['mot']) }),
          method: 'PUT',
        }),
      ],
      [editor, () => post(`/api/v1/rounds/${round.id}/stop`, { reason: 'Vì sao' })],
      [
        editor,
        () => ({
          ...post('/api/v1/zero-rating/draft', { revision: 0, content: structuredClone(LIST) }),
          method: 'PUT',
        }),
      ],
      [staff.approver, () => post('/api/v1/zero-rating/draft/return', { revision: 0, reason: 'x' })],
      [administrator, () => post('/api/v1/people', { name: 'Ai đó', email: 'ai.do@bo.example', role: 'editor' })],
      [administrator, () => ({ ...post(`/api/v1/people/${person}`, { name: 'Tên khác' }), method: 'PATCH' })],
      [administrator, () => post('/api/v1/operators', { id: 'ba', name: 'Ba' })],
      [
        administrator,
        () => post('/api/v1/keys', { name: 'khóa', scopes: ['read'], expiresAt: '2027-01-01T00:00:00Z' }),
      ],
      [auditor, () => ({ method: 'GET', path: '/api/v1/trail?action=a&actor=b&subject=c&cursor=d' })],
      [auditor, () => ({ method: 'GET', path: '/api/v1/campaigns?search=abc' })],
      [auditor, () => ({ method: 'GET', path: '/api/v1/rounds?state=draft' })],
      [nobody, () => post('/api/auth/sign-in/email', { email: 'bien.tap@bo.example', password: PASSWORD })],
      [
        nobody,
        () => post('/api/v1/setup', { token: 'x'.repeat(43), name: 'A', email: 'a@bo.example', password: PASSWORD }),
      ],
      [nobody, () => post('/api/v1/invitations/accept', { token: 'x'.repeat(43), password: PASSWORD })],
      [nobody, () => post('/node/v1/enrol', { code: 'abc', publicKey: stranger.publicKey })],
      [nobody, () => ({ method: 'GET', path: '/rounds/abc?x=y' })],
      [engineer, () => ({ method: 'GET', path: '/api/auth/passkey/generate-register-options?name=Kho%C3%A1' })],
      [
        engineer,
        () =>
          post('/api/auth/passkey/verify-registration', {
            name: 'Khoá',
            response: { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: 'e30' } },
          }),
      ],
      [engineer, () => post('/api/auth/two-factor/verify-totp', { code: '123456' })],
      ['node', () => post('/node/v1/hello', helloOf({ now: Date.now, advance: () => {} }))],
      ['node', () => post('/node/v1/progress', { items: [PROGRESS] })],
      [
        'node',
        async () => post('/node/v1/returns', { document: await node.signer.sign('return', { note: 'Ghi chú' }) }),
      ],
      ['key', () => post('/api/v1/campaigns', { title: 'Của máy', note: 'Ghi chú' })],
    ]

    const used: Spelled[] = [{ national: '912345678', text: '0912345678' }]
    for (const [who, make] of asked)
      for (let at = 0; at < HEADERS.length; at++) {
        const { method, path, body, headers } = put(await make(), used[0].text, at, 'header')
        const from = who instanceof Person ? who : nobody
        await from.ask(method, path, body, { ...headers, ...(await bearerOf(who)) })
      }
    assert.ok(!(await haystack()).includes(used[0].national), 'a header is kept')

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...asked),
        spelled,
        fc.nat(),
        fc.constantFrom('value', 'value', 'value', 'name', 'extra', 'path', 'query', 'header'),
        async ([who, make], number, at, place) => {
          used.push(number)
          const wanted = put(structuredClone(await make()), number.text, at, place)
          const headers = { ...wanted.headers, ...(await bearerOf(who)) }
          const from = who instanceof Person ? who : nobody
          const { status } = await from.ask(wanted.method, wanted.path, wanted.body, headers)
          assert.notEqual(status, 500, `${wanted.method} ${wanted.path}: ${status}`)
          const hay = await news()
          assert.ok(!hay.includes(number.national), 'its digits are kept')
          assert.ok(!hay.includes(number.text), 'its spelling is kept')
        },
      ),
      { numRuns: RUNS[databases.kind], endOnFailure: true },
    )
    await server.stop()
    const hay = await haystack()
    assert.ok(hay.includes('Tiêu đề') || hay.includes('Của máy'), 'what holds no number is kept')
    for (const { national } of used) assert.ok(!hay.includes(national))

    async function bearerOf(who: Person | 'node' | 'key'): Promise<Record<string, string>> {
      if (who === 'node') return { authorization: `Bearer ${await node.token()}` }
      if (who !== 'key') return {}
      return { authorization: `Bearer ${key.secret}`, 'idempotency-key': crypto.randomUUID() }
    }
  })
})

function post(path: string, body: unknown): Wanted {
  return { method: 'POST', path, body }
}

/** The request with the number somewhere in it. */
function put(wanted: Wanted, text: string, at: number, place: string): Wanted {
  const encoded = encodeURIComponent(text)
  switch (place) {
    case 'path':
      return { ...wanted, path: wanted.path.replace(/\/([^/?]*)(\?|$)/, `/$1${encoded}$2`) }
    case 'query': {
      const [path, query] = wanted.path.split('?')
      if (query === undefined) return { ...wanted, path: `${path}?x=${encoded}` }
      const parts = query.split('&')
      parts[at % parts.length] = parts[at % parts.length].replace(/=.*/, `=${encoded}`)
      return { ...wanted, path: `${path}?${parts.join('&')}` }
    }
    case 'header': {
      const plain = text.replace(/[^\x20-\x7e]/g, '')
      const name = HEADERS[at % HEADERS.length]
      return { ...wanted, headers: { [name]: plain } }
    }
  }
  if (typeof wanted.body !== 'object' || wanted.body === null) return wanted
  const leaves = leavesOf(wanted.body)
  const [holder, name] = leaves[at % leaves.length]
  if (place === 'value') holder[name] = text
  else if (place === 'extra') holder[`thêm${at}`] = text
  else {
    holder[text] = holder[name]
    delete holder[name]
  }
  return wanted
}

type Holder = Record<string, unknown>

function leavesOf(value: object): [Holder, string][] {
  return Object.entries(value).flatMap(([name, inner]): [Holder, string][] =>
    typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0
      ? leavesOf(inner)
      : [[value as Holder, name]],
  )
}

/** Everything that is kept, octets of files as they are. */
interface Haystack {
  includes(needle: string): boolean
}

async function serverWithHaystack(
  t: TestContext,
  databases: Databases,
): Promise<{ server: InProcess; url: string; haystack: () => Promise<Haystack>; news: () => Promise<Haystack> }> {
  const database = await databaseFor(t, databases)
  const server = await serveHere(t, databases, { database })
  const paths = () => readdirSync(server.data).map(name => join(server.data, name))
  const rows = async () => (database === null ? '' : await allRows(database))
  const haystack = async () => hayOf([...paths().map(path => readFileSync(path)), await rows(), server.log.join('\n')])
  let told = 0
  const known = new Map<string, string>()
  /** What may have come in since it was asked last: files that were written, lines of the log, all rows. */
  const news = async () => {
    const written = paths().filter(path => {
      const { mtimeNs, size } = statSync(path, { bigint: true })
      const stamp = `${mtimeNs} ${size}`
      const isKnown = known.get(path) === stamp
      known.set(path, stamp)
      return !isKnown
    })
    const lines = server.log.slice(told)
    told += lines.length
    return hayOf([...written.map(path => readFileSync(path)), await rows(), lines.join('\n')])
  }
  return { server, url: server.url, haystack, news }
}

function hayOf(all: readonly (Buffer | string)[]): Haystack {
  return { includes: needle => all.some(one => one.includes(needle)) }
}

async function allRows(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query(`select table_name from information_schema.tables where table_schema = 'public'`)
    // In one question: it is asked after every request.
    const texts = tables.rows.map(
      ({ table_name }) => `select string_agg(each::text, ' ') as text from "${table_name}" as each`,
    )
    const { rows } = await client.query(texts.join(' union all '))
    return rows.map(({ text }) => text).join('\n')
  } finally {
    await client.end()
  }
}
