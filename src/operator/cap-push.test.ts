/** The authority's alerts on their way to a broadcast centre, as the authority makes them and as nobody should. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { alertOfRelease, type SentAlert } from '../areas/bulletins/cap-alerts.ts'
import { CONTENT, released, SITE } from '../areas/bulletins/public-fixtures.test.ts'
import { systemClock, type Timekeeper } from '../base/clock.ts'
import { openPoster } from '../base/post.ts'
import { seeded } from '../base/random.ts'
import { until } from '../base/until.test.ts'
import { P256, pairOf } from '../cap/key-pair.test.ts'
import { writeAlert } from '../cap/write.ts'
import { identifierOf } from '../directive/alert.ts'
import type { BulletinContent, ReleaseKind } from '../directive/bulletin.ts'
import { alertPath } from '../directive/public-place.ts'
import { AUTHORITY, centre, KINDS, PINNED, signed } from './alerts.test.ts'
import { CapPush } from './cap-push.ts'

const STRANGER = pairOf('stranger', ...P256)
const HOUR_MS = 3_600_000
const START = Date.now() - 3 * HOUR_MS
const NOW: BulletinContent = { ...CONTENT, window: { from: null, until: new Date(START + 24 * HOUR_MS).toISOString() } }

/** As the authority makes it, behind those before it. */
function fileOf(kind: ReleaseKind, changes: Partial<BulletinContent> = {}): string {
  const before: SentAlert[] = []
  for (const [i, each] of KINDS.entries()) {
    const at = new Date(START + i * HOUR_MS).toISOString()
    const release = { ...released(i + 1, each, '2026-02-03T09:00:00', { ...NOW, ...changes }), at }
    const made = alertOfRelease(release, { before: [...before], site: SITE })
    assert.ok(made !== null)
    if (each === kind) return writeAlert(made.alert)
    before.push(made.sent)
  }
  throw new RangeError('there are three kinds')
}

const pathOf = (kind: ReleaseKind, { bulletin, version, purpose }: BulletinContent = NOW) =>
  alertPath(purpose, identifierOf({ bulletin, version, kind }))

/** A thousand times as fast as ours. */
const fast: Timekeeper = { ...systemClock, after: (ms, act) => systemClock.after(ms / 1000, act) }

function pushTo(
  t: TestContext,
  urls: { readonly live: string | null; readonly exercise: string | null },
  files: ReadonlyMap<string, string>,
) {
  const told: string[] = []
  const poster = openPoster()
  const say = (what: string, details: object = {}) => void told.push(`${what} ${JSON.stringify(details)}`)
  const push = new CapPush({
    urls,
    headers: { authorization: 'Bearer secret' },
    certificate: AUTHORITY.certificate,
    authority: PINNED,
    fetch: async path => {
      const file = files.get(path)
      return file === undefined ? null : Buffer.from(file)
    },
    post: async (url, headers, body) => await poster.post(url, headers, body, AbortSignal.timeout(5000)),
    clock: fast,
    random: seeded(1),
    log: { info: say, warn: say, error: say },
  })
  t.after(() => {
    push.close()
    poster.close()
  })
  const kept: string[] = []
  const want = (kind: ReleaseKind, content: BulletinContent = NOW) =>
    push.want(
      'digest',
      { content },
      { kind, accepted: new Set(kept), keep: async identifier => void kept.push(identifier) },
    )
  const is = () => push.systems('digest')[0]?.is
  return { push, want, is, kept, told }
}

test('an alert is posted as it was signed, octet for octet, until the centre has accepted it, and never again, also by the next process; its correction and that it is taken back follow with their own identifiers', async t => {
  const { taken, url } = await centre(t, 0, 503, 302, 201)
  const files = new Map<string, string>()
  const one = pushTo(t, { live: url, exercise: null }, files)
  one.want('publish')
  await until(() => one.is() === 'unknown', 'it is not there yet')
  files.set(pathOf('publish'), signed(fileOf('publish')))
  await until(() => one.is() === 'accepted', 'accepted')
  const identifier = identifierOf({ ...CONTENT, kind: 'publish' })
  assert.equal(taken.length, 4)
  for (const { headers, body } of taken) {
    assert.equal(body, files.get(pathOf('publish')))
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
    files.set(pathOf(kind), signed(fileOf(kind)))
    two.want(kind)
    two.want(kind)
    await until(() => two.is() === 'accepted', kind)
  }
  assert.deepEqual(
    taken.slice(4).map(({ headers }) => headers['idempotency-key']),
    (['correct', 'cancel'] as const).map(kind => identifierOf({ ...CONTENT, kind })),
  )
  assert.match(taken[4].body, new RegExp(`<references>[^<]*${identifier}`))
})

test('a centre that has the identifier already has accepted it; one that refuses has not, and is asked again', async t => {
  const has = await centre(t, 409)
  const files = new Map([[pathOf('publish'), signed(fileOf('publish'))]])
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
    signed(fileOf('publish'), STRANGER),
    fileOf('publish'),
    signed(fileOf('publish')).replace('Actual', 'Exercise'),
    signed(fileOf('publish', { provinces: null })),
    '<alert>',
  ]
  for (const file of bad) {
    const files = new Map([[pathOf('publish'), file]])
    const { want, is, told } = pushTo(t, { live: url, exercise: null }, files)
    want('publish')
    await until(() => told.length > 0, 'it is said why')
    assert.equal(is(), 'unknown')
  }
  const exercise = { ...NOW, purpose: 'exercise' as const }
  const files = new Map([[pathOf('publish', exercise), signed(fileOf('publish', { purpose: 'exercise' }))]])
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
