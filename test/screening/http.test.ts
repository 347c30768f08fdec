/** Health checks over HTTP: what a kiosk and a camera may send, and what they hear when it cannot be. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { type Document, OpenAPIClientAxios } from 'openapi-client-axios'
import { measureDoor } from '../../bench/authority/screening.bench.ts'
import { type InProcess, type Person, personOf, serveHere, staffOf } from '../authority/stage.ts'
import { testMore } from '../parts.ts'
import { type Databases, onEachDatabase } from '../postgres/databases.ts'

const BASE = '/api/v1/screening'

/** A server with one door and one kiosk. `door` and `kiosk` are ids; `token` is the kiosk's, `camera` the key of a camera. */
interface ScreeningHttpFixture {
  readonly server: InProcess
  readonly administrator: Person
  readonly duty: Person
  readonly door: string
  readonly kiosk: string
  readonly token: string
  readonly camera: string
}

async function openStage(t: TestContext, databases: Databases): Promise<ScreeningHttpFixture> {
  const server = await serveHere(t, databases)
  const { administrator } = await staffOf(server)
  const duty = await personOf(administrator, 'duty', 'truc@bo.example')
  const door = await administrator.well('POST', `${BASE}/doors`, { name: 'Cửa chính' })
  const made = await administrator.well('POST', `${BASE}/kiosks`, { door: door.id, name: 'Máy 1' })
  const enrolled = await asked(server, 'POST', `${BASE}/enrol`, { code: made.code })
  const { secret } = await administrator.well('POST', '/api/v1/keys', {
    name: 'Camera sảnh',
    scopes: ['screening'],
    expiresAt: null,
  })
  return {
    server,
    administrator,
    duty,
    door: door.id,
    kiosk: made.kiosk.id,
    token: enrolled.body.token,
    camera: secret,
  }
}

interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly body: any
  readonly headers: Headers
}

async function asked(
  { url }: { url: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const entry = (change: object = {}) => ({
  id: randomUUID(),
  at: new Date().toISOString(),
  celsius: 36.5,
  badge: null,
  follows: null,
  ...change,
})

onEachDatabase(databases => {
  test('a kiosk sends entries, and reads nothing but its own door', async t => {
    const { server, token } = await openStage(t, databases)
    const send = async (body: unknown) => await asked(server, 'POST', `${BASE}/kiosk/entries`, body, bearer(token))
    const sentAt = new Date().toISOString()
    const { status, body } = await send({ sentAt, entries: [entry(), entry({ celsius: 98.6 })] })
    assert.equal(status, 200)
    assert.deepEqual(
      body.outcomes.map((each: { is: string }) => each.is),
      ['stored', 'refused'],
    )
    const home = await asked(server, 'GET', `${BASE}/kiosk`, undefined, bearer(token))
    assert.deepEqual(
      [home.body.door.name, home.body.kiosk.name, home.body.settings.thresholdTenths],
      ['Cửa chính', 'Máy 1', 375],
    )
    for (const path of ['/doors', '/alerts', '/months/2026-11', '/export?from=2026-11-01&until=2026-11-02'])
      assert.equal((await asked(server, 'GET', BASE + path, undefined, bearer(token))).status, 401, path)
    for (const [what, bad, code] of [
      ['not an entry', { sentAt, entries: [{}] }, 'inputFaulty'],
      ['no batch', [], 'inputFaulty'],
      ['an unknown field', { sentAt, entries: [{ ...entry(), name: 'An' }] }, 'inputFaulty'],
      ['too many', { sentAt, entries: Array.from({ length: 101 }, () => entry()) }, 'inputFaulty'],
      ['a telephone number', { sentAt, entries: [entry({ badge: '0912 345 678' })] }, 'subscriberNumber'],
      ['no JSON', '{', 'bodyNotJson'],
      ['an octet too many', `{"x":"${'x'.repeat(1_100_000)}"}`, 'bodyTooLarge'],
    ] as const) {
      const answer = await send(bad)
      assert.equal(answer.body.code, code, what)
      assert.ok(answer.body.vi !== answer.body.en, what)
    }
    const foreign = await asked(
      server,
      'POST',
      `${BASE}/kiosk/entries`,
      { sentAt, entries: [] },
      { ...bearer(token), origin: 'https://evil.example' },
    )
    assert.equal(foreign.body.code, 'originWrong')
  })

  test('a camera sends with its key, to a door that is there, and reads nothing', async t => {
    const { server, camera, door, duty } = await openStage(t, databases)
    const send = async (body: unknown, key = camera) =>
      await asked(server, 'POST', `${BASE}/measurements`, body, bearer(key))
    const measurements = [
      { event: 'a-1', celsius: '36,7' },
      { event: 'a-2', celsius: 37.55 },
    ]
    const first = await send({ door, measurements })
    assert.equal(first.status, 200)
    assert.deepEqual(
      first.body.outcomes.map((each: { id: string; is: string }) => [each.id, each.is]),
      [
        ['a-1', 'taken'],
        ['a-2', 'refused'],
      ],
    )
    const again = await send({ door, measurements })
    assert.equal(again.body.outcomes[0].is, 'taken')
    assert.equal((await send({ door: randomUUID(), measurements })).status, 404)
    assert.equal((await send({ door, measurements: [] })).status, 422)
    assert.equal((await send({ door, measurements }, 'loa_x')).status, 401)
    for (const path of ['/doors', '/alerts', '/kiosks'])
      assert.equal((await asked(server, 'GET', BASE + path, undefined, bearer(camera))).status, 403)
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    const exported = await duty.get(`${BASE}/export?from=${today}&until=${today}`)
    assert.equal(exported.headers.get('content-type'), 'application/fhir+json; charset=utf-8')
    assert.match(exported.headers.get('content-disposition') ?? '', /attachment; filename="screening-/)
    const kinds = exported.body.entry.map((each: { resource: { resourceType: string } }) => each.resource.resourceType)
    assert.deepEqual(kinds, ['Location', 'Device', 'Observation'])
    for (const query of ['from=2026-11-02&until=2026-11-01', 'from=2999-01-01&until=2999-01-02', 'from=x&until=y', ''])
      assert.equal((await duty.get(`${BASE}/export?${query}`)).status, 422, query)
  })

  test('what people do with kiosks, settings and alerts stands in the trail, without anybody’s temperature', async t => {
    const { server, administrator, duty, door, kiosk, camera } = await openStage(t, databases)
    await administrator.well('PUT', `${BASE}/settings`, { thresholdTenths: 378, waitMinutes: 5, retentionDays: 14 })
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    await asked(
      server,
      'POST',
      `${BASE}/measurements`,
      {
        door,
        measurements: [
          { event: '1', celsius: 38.7, badge: 'XYZZY1', at: ago(6) },
          { event: '2', celsius: 38.6, badge: 'XYZZY1', at: ago(0) },
        ],
      },
      bearer(camera),
    )
    const { open } = await duty.well('GET', `${BASE}/alerts`)
    assert.equal(open.length, 1)
    await duty.well('POST', `${BASE}/alerts/${open[0].id}/close`, { deed: 'to-hospital' })
    assert.equal((await duty.post(`${BASE}/alerts/${open[0].id}/close`, { deed: 'let-in' })).status, 409)
    assert.equal((await duty.post(`${BASE}/alerts/${randomUUID()}/close`, { deed: 'let-in' })).status, 404)
    await administrator.well('POST', `${BASE}/kiosks/${kiosk}/revoke`)
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    await duty.well('GET', `${BASE}/export?from=${today}&until=${today}`)
    const { items } = await administrator.well('GET', '/api/v1/trail?action=screening&limit=200')
    const actions = items.map((each: { action: string }) => each.action).toSorted()
    assert.deepEqual(actions, [
      'screening.close',
      'screening.door',
      'screening.enrol',
      'screening.export',
      'screening.kiosk',
      'screening.revoke',
      'screening.settings',
    ])
    const said = JSON.stringify(items.map((each: { details: object }) => each.details))
    // An id may hold any digits.
    const details = said.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    assert.doesNotMatch(details, /38[.,]7|38[.,]6|387|386|XYZZY/)
    assert.equal((await administrator.well('GET', '/api/v1/trail/verification')).is, 'whole')
    assert.doesNotMatch(server.log.join('\n'), /celsius|tenths|XYZZY|loak_|loa_/)
  })
})

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

test('codes are not tried at random: ten a minute from one place', async t => {
  const server = await serveHere(t, embedded)
  const codes = Array.from({ length: 12 }, (_, i) => `BCDF-GHJK-LMN${'PQRSTVWXZBCD'[i]}`)
  const statuses = []
  for (const code of codes) statuses.push((await asked(server, 'POST', `${BASE}/enrol`, { code })).status)
  assert.deepEqual(statuses, [...Array(10).fill(403), 429, 429])
})

test('the kiosk is a page of its own, by the same strict headers as the console', async t => {
  const server = await serveHere(t, embedded)
  for (const path of ['/kiosk', '/kiosk-worker.js', '/push-worker.js', '/kiosk.webmanifest']) {
    const response = await fetch(server.url + path)
    const text = await response.text()
    assert.equal(response.status, 200, path)
    assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'self';/)
    assert.equal(response.headers.get('cache-control'), 'no-cache', path)
    if (path !== '/kiosk') continue
    assert.match(text, /Kiểm tra thân nhiệt/)
    const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file)
    let octets = 0
    for (const file of files) {
      const part = await fetch(server.url + file, { headers: { 'accept-encoding': 'gzip' } })
      assert.ok(part.ok, file)
      octets += Number(
        (await fetch(server.url + file, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } })).headers.get(
          'content-length',
        ) ?? 0,
      )
      await part.arrayBuffer()
    }
    assert.ok(files.length <= 4 && octets < 30_000, `${files.length} files, ${octets} octets`)
  }
})

test('a camera’s key learns of nobody whether they have a fever', async t => {
  const { server, camera, door } = await openStage(t, embedded)
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const send = async (event: string, celsius: string, badge: string, at: string) => {
    const body = { door, measurements: [{ event, celsius, badge, at }] }
    const answer = await asked(server, 'POST', `${BASE}/measurements`, body, bearer(camera))
    return answer.body.outcomes
  }
  const taken = (id: string) => [{ id, is: 'taken', fault: null }]
  // A high one, the same within the minute, one again after the wait, one of nobody, one that is too old, one sent twice.
  assert.deepEqual(await send('1', '38,4', 'A77', ago(12)), taken('1'))
  assert.deepEqual(await send('2', '36,6', 'A77', ago(12)), taken('2'))
  assert.deepEqual(await send('3', '38,2', 'A77', ago(0)), taken('3'))
  assert.deepEqual(await send('4', '36,6', 'B12', ago(0)), taken('4'))
  assert.deepEqual(await send('5', '36,6', 'B12', ago(60 * 24 * 40)), taken('5'))
  assert.deepEqual(await send('1', '38,4', 'A77', ago(12)), taken('1'))
})

test('the instant of an alert is told to whoever is on duty, and to nobody else', async t => {
  const { server, administrator, duty, camera, door } = await openStage(t, embedded)
  const auditor = await personOf(administrator, 'auditor', 'kiem.toan@bo.example')
  const watching = { duty: await duty.watch('/api/v1/events'), auditor: await auditor.watch('/api/v1/events') }
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const measurements = [
    { event: '1', celsius: '38,4', badge: 'A77', at: ago(12) },
    { event: '2', celsius: '38,2', badge: 'A77', at: ago(0) },
  ]
  await asked(server, 'POST', `${BASE}/measurements`, { door, measurements }, bearer(camera))
  const isAlert = ({ data }: { data: unknown }) => (data as { what?: string } | null)?.what === 'alerts'
  await watching.duty.until(isAlert)
  // A change that comes after it, so that whatever there was for the auditor has come.
  await administrator.well('POST', '/api/v1/operators', { id: 'sau', name: 'Sau' })
  const heard: unknown[] = []
  await watching.auditor.until(event => {
    heard.push(event)
    return (event.data as { is?: string } | null)?.is === 'operator'
  })
  assert.ok(!heard.some(event => isAlert(event as { data: unknown })))
  for (const stream of Object.values(watching)) stream.close()
})

test('the document tells how a camera sends, well enough for a client made of it', async t => {
  const { server, camera, door } = await openStage(t, embedded)
  const definition = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document
  const client = await new OpenAPIClientAxios({
    definition,
    axiosConfigDefaults: { headers: { authorization: `Bearer ${camera}` } },
  }).init()
  const { data } = await client.takeMeasurements(undefined, { door, measurements: [{ event: 'e-1', celsius: 36.6 }] })
  assert.equal(data.outcomes[0].is, 'taken')
  const operation = (definition.paths as Record<string, Record<string, Record<string, unknown>>>)[
    `${BASE}/measurements`
  ].post
  assert.equal(operation['x-loa-scope'], 'screening')
  assert.match(JSON.stringify(operation.requestBody), /CameraBatch/)
})

testMore('the measure of the door stores what it says it stores', async t => {
  const stage = await openStage(t, embedded)
  const measured = await measureDoor({ url: stage.server.url, token: stage.token, perSecond: 50, seconds: 1 })
  assert.deepEqual([measured.entries, measured.stored], [50, 50])
  const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7)
  const { sum } = await stage.duty.well('GET', `${BASE}/months/${month}`)
  assert.equal(sum.checked, 50)
})
