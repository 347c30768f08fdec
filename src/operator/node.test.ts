import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startCentre } from '../../tools/smsc/centre.ts'
import { systemClock } from '../base/clock.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import { checkReturn, NodeFixture, numbers, PASSWORD } from './stage.test.ts'
import { foreignSigner } from './stub-authority.test.ts'

const LONG = 'Đeo khẩu trang nơi công cộng. '.repeat(6)

const TWO_BY_TWO: DirectiveBody['messages'] = [
  { variants: [directVariant('vi', 'Rửa tay thường xuyên'), directVariant('en', 'Wash your hands')] },
  { variants: [directVariant('vi', LONG), directVariant('en', 'Wear a mask')] },
]

test('two messages in two languages reach each subscriber once, and both counts are the same', async t => {
  const stage = await NodeFixture.set(t, { receiptDelayMs: 100 })
  const english = stage.list('en.csv', numbers(30, 20))
  await stage.start({
    lists: {
      audience: stage.file('all.csv'),
      provinces: [],
      excludes: [{ name: 'optout', file: stage.list('out.csv', numbers(0, 5)) }],
      languages: [{ language: 'en', file: english }],
    },
  })
  const { directive, round } = await stage.authority.issue({
    messages: TWO_BY_TWO,
    audience: { provinces: null, excludes: ['optout'] },
  })
  const body = await stage.authority.returned(directive)
  checkReturn(body)
  const acknowledgement = stage.authority.acknowledgementOf(directive)
  const [, second] = TWO_BY_TWO
  const longSegments = second.variants[0].segments
  assert.ok(longSegments > 1)
  // 35 of 40 are left, 10 of them read English.
  const expected = 25 + 10 + 25 * longSegments + 10
  assert.ok(acknowledgement?.verdict.is === 'accepted')
  assert.equal(acknowledgement.verdict.subscribers, 35)
  assert.equal(acknowledgement.verdict.segmentsExpected, expected)
  assert.equal(acknowledgement.verdict.audienceSha256, body.audienceSha256)
  assert.equal(body.state, 'finished')
  assert.equal(body.round, round)
  assert.equal(body.tally.turns.audience, 70)
  assert.equal(body.tally.turns.delivered, 70)
  assert.equal(body.tally.segments.expected, expected)
  assert.equal(body.tally.segments.accepted, expected)
  assert.deepEqual(
    body.legs.map(leg => [leg.message, leg.language, leg.subscribers, leg.segmentsEach]),
    [
      [1, 'vi', 25, 1],
      [1, 'en', 10, 1],
      [2, 'vi', 25, longSegments],
      [2, 'en', 10, 1],
    ],
  )
  const count = stage.centre.count()
  assert.equal(count.accepted, body.tally.segments.accepted)
  assert.equal(count.submits, body.tally.segments.submitted)
  assert.equal(count.reached, 35)
  assert.equal(stage.exerciseCentre.count().submits, 0)
  const progress = stage.authority.lastProgress(directive)
  assert.equal(progress?.state, 'finished')
})

test('an exercise goes to the test numbers over lanes of its own, and not to a single subscriber', async t => {
  const stage = await NodeFixture.set(t)
  await stage.start()
  const { sending, window } = stage.authority.body()
  // For tomorrow, and with a pause after the first: that is meant for the round, not for its exercise.
  const notBefore = new Date(Date.now() + 24 * 3_600_000).toISOString()
  const { directive } = await stage.authority.issue({
    purpose: 'exercise',
    window: { ...window, notBefore },
    sending: { ...sending, canary: 1 },
  })
  const body = await stage.authority.returned(directive)
  checkReturn(body)
  assert.equal(body.purpose, 'exercise')
  assert.equal(body.subscribers, 3)
  assert.equal(stage.exerciseCentre.count().accepted, 3)
  const forGood = await stage.authority.issue({ purpose: 'exercise', roundPurpose: 'exercise' })
  checkReturn(await stage.authority.returned(forGood.directive))
  assert.equal(stage.exerciseCentre.count().accepted, 6)
  assert.equal(stage.centre.count().submits, 0)
  assert.equal(stage.centre.count().binds, 0)
})

/** Each of them with the reason that is told; null where nobody can be told. */
const REFUSALS: readonly [string, Partial<DirectiveBody>, string | null][] = [
  ['expired', { expiresAt: '2020-02-03T07:00:00+07:00' }, 'expired'],
  ['for another operator', { operator: 'vinaphone' }, null],
  [
    'with a province that no list is for',
    { audience: { provinces: [{ code: '79', asOf: '2026-01-01' }], excludes: [] } },
    'unknown-province',
  ],
  ['with a list that is not here', { audience: { provinces: null, excludes: ['optout'] } }, 'unknown-list'],
  ['with a sender that can be none', { source: 'BỘ Y TẾ' }, 'bad-source'],
  [
    'in a time zone that is none',
    { window: { notBefore: null, notAfter: null, daily: null, timeZone: 'Mars/Olympus' } },
    'malformed',
  ],
  [
    'with hours that are none',
    { window: { notBefore: null, notAfter: null, daily: { from: '07:00', to: '07:00' }, timeZone: 'UTC' } },
    'malformed',
  ],
  [
    'whose octets differ from the text',
    { messages: [{ variants: [{ ...directVariant('vi', 'Rua tay'), sha256: '0'.repeat(64) }] }] },
    'digest-differs',
  ],
  [
    'whose text is another than its octets',
    { messages: [{ variants: [{ ...directVariant('vi', 'Rua tay'), text: 'Rua tai' }] }] },
    'digest-differs',
  ],
  [
    'whose segments are counted wrong',
    { messages: [{ variants: [{ ...directVariant('vi', 'Rua tay'), segments: 2 }] }] },
    'digest-differs',
  ],
]

test('a directive that must be refused is refused with its reason, and nothing is sent', async t => {
  const stage = await NodeFixture.set(t)
  await stage.start()
  for (const [name, changes, why] of REFUSALS) {
    const { directive, serial } = await stage.authority.issue(changes)
    if (why === null) continue
    await stage.authority.until(() => stage.authority.acknowledgementOf(directive) !== undefined, name)
    const { verdict } = stage.authority.acknowledgementOf(directive)!
    assert.deepEqual(verdict, { is: 'refused', why }, `${name}, serial ${serial}`)
  }
  const malformed = { ...stage.authority.body(), messages: [] }
  await stage.authority.put(malformed.directive, await stage.authority.signer.sign('directive', malformed))
  await stage.authority.until(() => stage.authority.acknowledgementOf(malformed.directive) !== undefined, 'malformed')
  assert.deepEqual(stage.authority.acknowledgementOf(malformed.directive)?.verdict, { is: 'refused', why: 'malformed' })
  assert.equal(stage.authority.acknowledgements.length, REFUSALS.length)
  assert.equal(stage.centre.count().binds, 0)
  assert.deepEqual(readdirSync(join(stage.file('data'), 'rounds')), [])
  assert.equal(stage.logged.filter(({ fields }) => fields.why === 'not-for-us').length, 1)
})

test('a directive that nobody trusted has signed is not even acknowledged', async t => {
  const stage = await NodeFixture.set(t)
  await stage.start()
  const { authority } = stage
  const foreign = await foreignSigner()
  const body = authority.body()
  const good = await authority.signer.sign('directive', body)
  const [head, payload, signature] = good.split('.')
  const altered = Buffer.from(payload, 'base64url').toString().replace('BOYTE', 'KHACH')
  const forms: readonly [string, string][] = [
    ['foreign', await foreign.sign('directive', body)],
    ['altered', [head, Buffer.from(altered).toString('base64url'), signature].join('.')],
    ['unsigned', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`],
    ['another kind', await authority.signer.sign('return', body)],
    ['nothing', 'x'],
  ]
  for (const [name, jws] of forms) await authority.put(name, jws)
  // A good one after them shows that they have been looked at.
  const { directive } = await authority.issue({ serial: 99 })
  await authority.returned(directive)
  assert.deepEqual(
    authority.acknowledgements.map(({ serial }) => serial),
    [99],
  )
  assert.equal(
    stage.logged.filter(({ event, fields }) => event === 'document refused' && fields.kind === 'directive').length,
    forms.length,
  )
  assert.equal(stage.centre.count().subscribers, 40)
})

test('an exercise is refused where there are no lanes for it', async t => {
  const stage = await NodeFixture.set(t)
  await stage.start({ exercise: null })
  const { directive } = await stage.authority.issue({ purpose: 'exercise' })
  await stage.authority.until(() => stage.authority.acknowledgementOf(directive) !== undefined, 'no')
  assert.deepEqual(stage.authority.acknowledgementOf(directive)?.verdict, { is: 'refused', why: 'no-exercise-lane' })
  assert.equal(stage.centre.count().binds, 0)
})

test('a directive that leaves nobody to go to is refused', async t => {
  const stage = await NodeFixture.set(t)
  const lists = { audience: stage.file('all.csv'), provinces: [], languages: [] }
  await stage.start({ lists: { ...lists, excludes: [{ name: 'all', file: stage.file('all.csv') }] } })
  const { directive } = await stage.authority.issue({ audience: { provinces: null, excludes: ['all'] } })
  await stage.authority.until(() => stage.authority.acknowledgementOf(directive) !== undefined, 'no')
  assert.deepEqual(stage.authority.acknowledgementOf(directive)?.verdict, { is: 'refused', why: 'no-audience' })
})

test('a round is sent once, however it is asked for again, and after a new start too', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  await stage.start()
  const first = await authority.issue()
  await authority.returned(first.directive)
  const refused = async (changes: Partial<DirectiveBody>) => {
    const { directive } = await authority.issue({ directive: randomUUID(), ...changes })
    await authority.until(() => authority.acknowledgementOf(directive)?.verdict.is === 'refused', 'refused')
    assert.deepEqual(authority.acknowledgementOf(directive)?.verdict, { is: 'refused', why: 'replayed' })
  }
  await refused({ round: first.round })
  await refused({ round: first.round, version: 7 })
  await refused({ serial: first.serial })
  await stage.stop()
  await stage.start()
  await refused({ round: first.round })
  await refused({ serial: first.serial })
  // The same id with another text.
  const other = { ...first, serial: 50, round: randomUUID() }
  await authority.put('other', await authority.signer.sign('directive', other))
  await authority.until(
    () => authority.acknowledgements.some(({ serial, verdict }) => serial === 50 && verdict.is === 'refused'),
    'the same id refused',
  )
  assert.equal(stage.centre.count().submits, 40)
  assert.equal(authority.hellos.at(-1)?.serialMax, 3)
})

test('an authority restored from a backup is told again what it has forgotten, and nothing is sent twice', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  await stage.start()
  const { directive } = await authority.issue()
  await authority.returned(directive)
  await authority.close()
  authority.acknowledgements.length = 0
  authority.returns.length = 0
  await authority.listen()
  await authority.returned(directive)
  assert.equal(authority.acknowledgementOf(directive)?.verdict.is, 'accepted')
  assert.equal(stage.centre.count().submits, 40)
})

test('a stopped directive stays stopped: within a second nothing more reaches the centre, and the return counts what did', async t => {
  const stage = await NodeFixture.set(t, { latencyMs: 5 })
  stage.list('all.csv', numbers(0, 900))
  await stage.start({
    lanes: { purpose: 'live', smscs: [stage.smsc()], bindsEach: 1, window: 10, tps: 300, uncertainWaitMs: 30_000 },
  })
  const { authority, centre } = stage
  const { directive } = await authority.issue({ messages: [...TWO_BY_TWO] })
  await authority.until(() => (authority.lastProgress(directive)?.tally.segments.submitted ?? 0) > 50, 'it sends')
  const sequence = await authority.wish(directive, 'stop')
  await authority.until(() => (authority.lastProgress(directive)?.orderSequence ?? 0) >= sequence, 'obeyed')
  const atAnswer = centre.count().submits
  const body = await authority.returned(directive)
  checkReturn(body)
  assert.equal(body.state, 'stopped')
  // Its window, and what its pace allows within the second that a stop may take.
  assert.ok(centre.count().submits - atAnswer <= 10 + 300)
  assert.equal(centre.count().submits, body.tally.segments.submitted)
  assert.ok(body.tally.turns.unsent > 0)
  const last = authority.lastProgress(directive)
  assert.equal(last?.state, 'stopped')
  // For good, whatever is said after it, and whoever starts anew.
  await authority.wish(directive, 'run')
  await stage.stop()
  await stage.start()
  const marker = await authority.issue({ purpose: 'exercise' })
  await authority.returned(marker.directive)
  assert.equal(centre.count().submits, body.tally.segments.submitted)
})

test('a paused directive stays paused, also over a new start, until a later order lets it go on', async t => {
  const stage = await NodeFixture.set(t, { latencyMs: 2 })
  stage.list('all.csv', numbers(0, 900))
  const lanes = {
    purpose: 'live',
    smscs: [stage.smsc()],
    bindsEach: 1,
    window: 10,
    tps: 300,
    uncertainWaitMs: 30_000,
  } as const
  await stage.start({ lanes })
  const { authority, centre } = stage
  const { directive } = await authority.issue()
  await authority.until(() => (authority.lastProgress(directive)?.tally.segments.submitted ?? 0) > 20, 'it sends')
  await authority.wish(directive, 'pause')
  await authority.until(() => authority.lastProgress(directive)?.state === 'paused', 'paused')
  assert.deepEqual(await stage.stop(), { unfinished: 1 })
  assert.equal(authority.lastProgress(directive)?.state, 'interrupted')
  const atPause = centre.count().submits
  assert.ok(atPause < 900)
  authority.progress.length = 0
  await stage.start({ lanes })
  await authority.until(
    () =>
      authority.lastProgress(directive)?.state === 'paused' &&
      authority.lastProgress(directive)?.tally.lanes.bound === 1,
    'bound and paused',
  )
  assert.equal(centre.count().submits, atPause)
  await authority.wish(directive, 'run')
  const body = await authority.returned(directive)
  checkReturn(body)
  assert.equal(body.state, 'finished')
  assert.equal(centre.count().reached, 900)
  assert.equal(centre.count().duplicates, 0)
})

test('a directive waits for an order after its first subscribers, in the right leg, and over a new start', async t => {
  const stage = await NodeFixture.set(t)
  const english = stage.list('en.csv', numbers(0, 10))
  const lists = {
    audience: stage.file('all.csv'),
    provinces: [],
    excludes: [],
    languages: [{ language: 'en', file: english }],
  }
  await stage.start({ lists })
  const { authority, centre } = stage
  const sending = { ...authority.body().sending, canary: 33 }
  const { directive } = await authority.issue({ messages: [TWO_BY_TWO[0]], sending })
  const isHeld = () => authority.lastProgress(directive)?.note === 'canary'
  await authority.until(isHeld, 'held')
  assert.equal(authority.lastProgress(directive)?.state, 'paused')
  assert.equal(centre.count().submits, 33)
  await stage.stop()
  authority.progress.length = 0
  await stage.start({ lists })
  await authority.until(isHeld, 'held again')
  await authority.until(() => authority.lastProgress(directive)?.tally.lanes.bound === 1, 'bound')
  assert.equal(centre.count().submits, 33)
  await authority.wish(directive, 'run')
  const body = await authority.returned(directive)
  checkReturn(body)
  assert.equal(centre.count().submits, 40)
  assert.equal(body.tally.turns.delivered, 40)
})

test('a directive for later holds up nothing, and one whose time is over closes with nothing sent', async t => {
  const stage = await NodeFixture.set(t)
  let now = Date.now()
  await stage.start({ clock: { ...systemClock, wall: () => now } })
  const { authority, centre } = stage
  const window = authority.body().window
  const hour = 3_600_000
  const later = await authority.issue({
    window: {
      ...window,
      notBefore: new Date(now + hour).toISOString(),
      notAfter: new Date(now + 2 * hour).toISOString(),
    },
    expiresAt: new Date(now + 3 * hour).toISOString(),
  })
  await authority.until(() => authority.lastProgress(later.directive)?.state === 'waiting-to-start', 'it waits')
  const soon = await authority.issue()
  await authority.returned(soon.directive)
  assert.equal(centre.count().submits, 40)
  now += 2 * hour
  const body = await authority.returned(later.directive)
  checkReturn(body)
  assert.equal(body.state, 'window-over')
  assert.equal(body.tally.turns.unsent, 40)
  assert.equal(centre.count().submits, 40)
})

test('a directive that waits for its receipts does not hold up the next one', async t => {
  const stage = await NodeFixture.set(t, { receiptDelayMs: 5000 })
  await stage.start({ settling: { quietMs: 200, atMostMs: 1000 } })
  const { authority, centre } = stage
  const sending = { ...authority.body().sending, receiptWaitSeconds: 6 }
  const [first, second] = [await authority.issue({ sending }), await authority.issue({ sending })]
  const isWaiting = (body: DirectiveBody) => authority.lastProgress(body.directive)?.state === 'waiting-for-receipts'
  await authority.until(() => isWaiting(first) && isWaiting(second), 'both wait')
  assert.equal(authority.returns.length, 0)
  assert.equal(centre.count().submits, 80)
  for (const { directive } of [first, second]) checkReturn(await authority.returned(directive))
})

test('an authority that was away while a directive was carried out is told its end, and nothing is lost', async t => {
  const stage = await NodeFixture.set(t, { latencyMs: 2 })
  stage.list('all.csv', numbers(0, 600))
  await stage.start({
    lanes: { purpose: 'live', smscs: [stage.smsc()], bindsEach: 1, window: 10, tps: 500, uncertainWaitMs: 30_000 },
  })
  const { authority, centre } = stage
  const { directive } = await authority.issue()
  await authority.until(() => (authority.lastProgress(directive)?.tally.segments.submitted ?? 0) > 20, 'it sends')
  await authority.close()
  await stage.untilLogged('directive closed')
  assert.equal(authority.returns.length, 0)
  await authority.listen()
  const body = await authority.returned(directive)
  checkReturn(body)
  assert.equal(body.tally.segments.accepted, 600)
  assert.equal(centre.count().accepted, 600)
  assert.equal(centre.count().reached, 600)
})

test('a document that the authority refuses is brought again until it takes it', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  authority.faults.set('/node/v1/acknowledgements', [
    { status: 422, code: 'x' },
    { status: 503, code: 'x' },
  ])
  authority.faults.set('/node/v1/returns', [
    { status: 500, code: 'x' },
    { status: 404, code: 'notFound' },
  ])
  await stage.start()
  const { directive } = await authority.issue()
  await authority.returned(directive)
  await authority.until(() => authority.acknowledgementOf(directive) !== undefined, 'acknowledged')
  assert.equal(stage.centre.count().submits, 40)
})

test('a node whose clock is off puts it right for its calls to the authority alone', async t => {
  const stage = await NodeFixture.set(t)
  stage.authority.clockAheadMs = 600_000
  await stage.start()
  const { directive } = await stage.authority.issue()
  await stage.authority.returned(directive)
  const warnings = stage.logged.filter(({ event }) => event.startsWith('clock differs'))
  assert.equal(warnings.length, 1)
  assert.ok(Math.abs(Number(warnings[0].fields.seconds) - 600) <= 2)
})

test('a second node on the same directory is refused', async t => {
  const stage = await NodeFixture.set(t)
  await stage.start()
  const { OperatorNode } = await import('./node.ts')
  await assert.rejects(OperatorNode.start(stage.options()), { code: 'nodeRuns' })
})

test("subscribers' numbers and passwords lie in files of their owner, and no number is in the journal", async t => {
  const stage = await NodeFixture.set(t)
  await stage.start()
  const { directive } = await stage.authority.issue()
  await stage.authority.returned(directive)
  assert.doesNotMatch(readFileSync(join(stage.file('data'), 'journal.jsonl'), 'utf8'), /9120\d{5}/)
  const told = JSON.stringify([
    stage.authority.hellos,
    stage.authority.acknowledgements,
    stage.authority.progress,
    stage.authority.returns,
  ])
  assert.doesNotMatch(told, /9120\d{5}|Kh0ngL0|127\.0\.0\.1/)
  assert.equal(statSync(stage.file('data')).mode & 0o077, 0)
  assert.equal(statSync(join(stage.file('data'), 'rounds', directive, '1', 'round.json')).mode & 0o077, 0)
})

test('a directive that was paused stays so over a new start without the authority, and goes on over its new lanes', async t => {
  const stage = await NodeFixture.set(t, { latencyMs: 2 })
  stage.list('all.csv', numbers(0, 900))
  const shape = { bindsEach: 1, window: 10, tps: 300, uncertainWaitMs: 30_000 }
  const { authority, centre } = stage
  const other = await startCentre({ password: PASSWORD })
  t.after(() => other.close())
  await stage.start({ lanes: { purpose: 'live', smscs: [stage.smsc()], ...shape } })
  const { directive } = await authority.issue()
  const submitted = () => authority.lastProgress(directive)?.tally.segments.submitted ?? 0
  await authority.until(() => submitted() > 20, 'it sends')
  await authority.wish(directive, 'pause')
  await authority.until(() => authority.lastProgress(directive)?.state === 'paused', 'paused')
  await stage.stop()
  await authority.close()
  authority.progress.length = 0
  stage.logged.length = 0
  await stage.start({ lanes: { purpose: 'live', smscs: [stage.smsc(other)], ...shape } })
  await stage.untilLogged('lane bound')
  // What would be sent is sent with the next tick; the way back to the authority takes longer.
  await authority.listen()
  await authority.until(() => authority.lastProgress(directive) !== undefined, 'it is back')
  assert.equal(authority.lastProgress(directive)?.state, 'paused')
  assert.equal(other.count().submits, 0)
  await authority.wish(directive, 'run')
  const body = await authority.returned(directive)
  checkReturn(body)
  assert.equal(centre.count().accepted + other.count().accepted, 900)
  assert.ok(other.count().accepted > 0)
})
