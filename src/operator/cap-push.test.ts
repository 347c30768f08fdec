/** The authority's alerts on their way to a broadcast centre, as the authority makes them and as nobody should. */
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { alertOfRelease, type SentAlert } from '../areas/bulletins/cap-alerts.ts'
import { CONTENT, released, SITE } from '../areas/bulletins/public-fixtures.test.ts'
import { systemClock, type Timekeeper } from '../base/clock.ts'
import { openPoster } from '../base/post.ts'
import { seeded } from '../base/random.ts'
import type { CapAlert } from '../cap/alert.ts'
import { P256, pairOf } from '../cap/key-pair.test.ts'
import { signAlert } from '../cap/sign.ts'
import { writeAlert } from '../cap/write.ts'
import type { BulletinContent } from '../directive/bulletin.ts'
import { type AlertKind, alertIdentifier, alertPath, differenceOf } from './cap-belongs.ts'
import { CapPush } from './cap-push.ts'

const AUTHORITY = pairOf('authority', ...P256)
const STRANGER = pairOf('stranger', ...P256)
const HOURS = { publish: '09', correct: '10', cancel: '11' } as const

/** As the authority makes it, behind those before it. */
function alert(kind: AlertKind, changes: Partial<BulletinContent> = {}): CapAlert {
  const releases = (['publish', 'correct', 'cancel'] as const).map((each, i) =>
    released(i + 1, each, `2026-02-03T${HOURS[each]}:00:00`, changes),
  )
  const before: SentAlert[] = []
  for (const release of releases) {
    const made = alertOfRelease(release, { before: [...before], site: SITE })
    assert.ok(made !== null)
    if (release.kind === kind) return made.alert
    before.push(made.sent)
  }
  throw new RangeError('there are three kinds')
}

const contentWith = (changes: Partial<BulletinContent>): BulletinContent => ({
  ...CONTENT,
  ...changes,
})

const KINDS = ['publish', 'correct', 'cancel'] as const

test('what the authority makes of a release belongs to its directive: an alert, its correction, that it is taken back, an exercise, a long title, the whole country', () => {
  const [page] = CONTENT.renditions.page
  const long = { ...page, title: 'Ở trong nhà '.repeat(30).trim() }
  const renditions = {
    ...CONTENT.renditions,
    page: CONTENT.renditions.page.map(each => (each === page ? long : each)),
  }
  for (const changes of [{}, { purpose: 'exercise' as const }, { provinces: null }, { renditions }])
    for (const kind of KINDS)
      assert.equal(differenceOf(alert(kind, changes), contentWith(changes), kind), null, kind)
})

test('an alert that says anything else than what two people signed does not belong to it, and it is said in what', () => {
  const given = alert('publish')
  const [info, ...others] = given.info
  const saying = (changes: Partial<typeof info>) => ({
    ...given,
    info: [{ ...info, ...changes }, ...others],
  })
  const far = [{ latitude: 1, longitude: 1 }]
  const check = (changed: CapAlert, differs: string) =>
    assert.equal(differenceOf(changed, CONTENT, 'publish'), differs)
  check({ ...given, identifier: `${given.identifier}x` }, 'identifier')
  check({ ...given, status: 'Exercise' }, 'status')
  check({ ...given, scope: 'Private' }, 'scope')
  check({ ...given, msgType: 'Update' }, 'msgType')
  const reference = { sender: 'a', identifier: 'another.1.publish', sent: given.sent }
  check({ ...given, msgType: 'Update', references: [reference] }, 'references')
  check({ ...given, addresses: 'somebody' }, 'addresses')
  check({ ...given, info: [info] }, 'languages')
  check(saying({ description: `${info.description} Gọi 0900.` }), 'vi: description')
  check(saying({ description: info.description?.replace(/\p{N}/u, '9') ?? '' }), 'vi: description')
  check(saying({ headline: `Sơ tán ngay: ${info.headline}` }), 'vi: headline')
  check(saying({ instruction: 'Sơ tán ngay' }), 'vi: instruction')
  check(saying({ parameter: [{ valueName: 'a', value: 'b' }] }), 'vi: parameter')
  check(saying({ severity: 'Minor' }), 'vi: severity')
  check(saying({ urgency: 'Past' }), 'vi: urgency')
  check(saying({ category: ['Met'] }), 'vi: category')
  check(saying({ eventCode: [] }), 'vi: eventCode')
  check(saying({ responseType: ['Evacuate'] }), 'vi: responseType')
  const { expires } = info
  assert.ok(expires !== undefined)
  check(saying({ expires: { ...expires, epochMs: expires.epochMs + 86_400_000 } }), 'vi: expires')
  check(saying({ area: [] }), 'vi: area')
  check(saying({ area: info.area.map(area => ({ ...area, polygon: [far] as never })) }), 'vi: area')
  assert.equal(differenceOf(alert('cancel'), CONTENT, 'publish'), 'identifier')
})

interface Taken {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A broadcast centre that answers with these statuses, one after another, and with the last for ever; 0: never. */
async function centre(t: TestContext, ...statuses: readonly number[]) {
  const taken: Taken[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', piece => {
      body += piece
    })
    request.on('end', () => {
      const status = statuses[Math.min(taken.length, statuses.length - 1)]
      taken.push({ headers: request.headers, body })
      if (status === 0) request.socket.destroy()
      else response.writeHead(status, { location: '/elsewhere' }).end('{}')
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cap` }
}

/** A thousand times as fast as ours. */
const fast: Timekeeper = {
  ...systemClock,
  after: (ms, act) => systemClock.after(ms / 1000, act),
}

function pushTo(
  t: TestContext,
  urls: { readonly live: string | null; readonly exercise: string | null },
  files: ReadonlyMap<string, string>,
) {
  const told: string[] = []
  const poster = openPoster()
  const say = (what: string, details: object = {}) =>
    void told.push(`${what} ${JSON.stringify(details)}`)
  const push = new CapPush({
    ...{ urls, headers: { authorization: 'Bearer secret' }, certificate: AUTHORITY.certificate },
    fetch: async path => {
      const file = files.get(path)
      return file === undefined ? null : Buffer.from(file)
    },
    post: async (url, headers, body) =>
      await poster.post(url, headers, body, AbortSignal.timeout(5000)),
    ...{ clock: fast, random: seeded(1), log: { info: say, warn: say, error: say } },
  })
  t.after(() => {
    push.close()
    poster.close()
  })
  const kept: string[] = []
  const want = (kind: AlertKind, content: BulletinContent = CONTENT) =>
    push.want('digest', content, {
      ...{ kind, accepted: new Set(kept) },
      keep: async identifier => void kept.push(identifier),
    })
  const is = () => push.systems('digest')[0]?.is
  return { push, want, is, kept, told }
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (isSo()) return
    await new Promise(done => setTimeout(done, 5))
  }
  assert.fail(`it never comes: ${what}`)
}

function signed(kind: AlertKind, by = AUTHORITY, changes: Partial<BulletinContent> = {}): string {
  return signAlert(writeAlert(alert(kind, changes)), by)
}

test('an alert is posted as it was signed, octet for octet, until the centre has accepted it, and never again, also by the next process; its correction and that it is taken back follow with their own identifiers', async t => {
  const { taken, url } = await centre(t, 0, 503, 302, 201)
  const files = new Map<string, string>()
  const one = pushTo(t, { live: url, exercise: null }, files)
  one.want('publish')
  await until(() => one.is() === 'unknown', 'it is not there yet')
  files.set(alertPath(CONTENT, 'publish'), signed('publish'))
  await until(() => one.is() === 'accepted', 'accepted')
  const identifier = alertIdentifier(CONTENT, 'publish')
  assert.equal(taken.length, 4)
  for (const { headers, body } of taken) {
    assert.equal(body, files.get(alertPath(CONTENT, 'publish')))
    assert.equal(headers['content-type'], 'application/cap+xml')
    assert.equal(headers['idempotency-key'], identifier)
    assert.equal(headers.authorization, 'Bearer secret')
  }
  assert.deepEqual(one.kept, [identifier])
  assert.doesNotMatch(one.told.join('\n'), /secret|127\.0\.0\.1/)
  one.push.close()

  const two = pushTo(t, { live: url, exercise: null }, files)
  two.kept.push(...one.kept)
  two.want('publish')
  assert.equal(two.is(), 'accepted')
  for (const kind of ['correct', 'cancel'] as const) {
    files.set(alertPath(CONTENT, kind), signed(kind))
    two.want(kind)
    two.want(kind)
    await until(() => two.is() === 'accepted', kind)
  }
  assert.deepEqual(
    taken.slice(4).map(({ headers }) => headers['idempotency-key']),
    (['correct', 'cancel'] as const).map(kind => alertIdentifier(CONTENT, kind)),
  )
  assert.match(taken[4].body, new RegExp(`<references>[^<]*${identifier}`))
})

test('a centre that has the identifier already has accepted it; one that refuses has not, and is asked again', async t => {
  const has = await centre(t, 409)
  const files = new Map([[alertPath(CONTENT, 'publish'), signed('publish')]])
  const one = pushTo(t, { live: has.url, exercise: null }, files)
  one.want('publish')
  await until(() => one.is() === 'accepted', 'it has it')
  const refuses = await centre(t, 403, 403, 200)
  const two = pushTo(t, { live: refuses.url, exercise: null }, files)
  two.want('publish')
  await until(() => two.is() === 'refused', 'refused')
  await until(() => two.is() === 'accepted', 'accepted after all')
})

test('what a stranger signed, nobody signed, or says something else than two people signed is handed to no centre; nor is an exercise where live alerts go', async t => {
  const { taken, url } = await centre(t, 200)
  const bad = [
    signed('publish', STRANGER),
    writeAlert(alert('publish')),
    signed('publish').replace('Actual', 'Exercise'),
    signed('publish', AUTHORITY, { provinces: null }),
    '<alert>',
  ]
  for (const file of bad) {
    const files = new Map([[alertPath(CONTENT, 'publish'), file]])
    const { want, is, told } = pushTo(t, { live: url, exercise: null }, files)
    want('publish')
    await until(() => told.length > 0, 'it is said why')
    assert.equal(is(), 'unknown')
  }
  const exercise = contentWith({ purpose: 'exercise' })
  const files = new Map([
    [alertPath(exercise, 'publish'), signed('publish', AUTHORITY, { purpose: 'exercise' })],
  ])
  const alone = pushTo(t, { live: url, exercise: null }, files)
  alone.want('publish', exercise)
  assert.equal(alone.is(), undefined)
  assert.deepEqual(taken, [])
  const own = await centre(t, 200)
  const both = pushTo(t, { live: url, exercise: own.url }, files)
  both.want('publish', exercise)
  await until(() => both.is() === 'accepted', 'where exercises go')
  assert.deepEqual([taken.length, own.taken.length], [0, 1])
})
