/** Nodes: enrolment, tokens, keys, what they say of themselves, and what they report. On both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConditionBody } from '../../src/directive/condition.ts'
import { SUBSCRIBERS_MAX } from '../../src/directive/documents.ts'
import { CLOCK_SKEW_MAX_MS, makeKey, signerOf } from '../../src/directive/signing.ts'
import { onEachDatabase, tablesOf } from './databases.ts'
import {
  AUDIENCE,
  acceptance,
  contentFor,
  DAY,
  draft,
  enrolled,
  helloOf,
  Node,
  openStage,
  PEOPLE,
  returnOf,
  SECOND,
  scheduled,
  stateOf,
  tallyOf,
  unsentReturn,
} from './stage.ts'

const WRONG = { code: 'signatureWrong' }
const UNKNOWN = { code: 'nodeUnknown' }
const { administrator } = PEOPLE

onEachDatabase(databases => {
  test('an enrolment code names the authority, works once and for a day, and is not kept', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock, database } = stage
    await authority.createOperator(administrator, { id: 'mot', name: 'Một' })
    const state = async () => (await authority.operator('mot')).state
    assert.equal(await state(), 'new')
    const { code, expiresAt } = await authority.issueEnrolmentCode(administrator, 'mot')
    const [keyId, secret] = code.split('.')
    assert.equal(keyId, authority.keyId)
    assert.ok(Buffer.from(secret, 'base64url').length >= 16)
    assert.equal(Date.parse(expiresAt), clock.now() + DAY)
    assert.equal(await state(), 'enrolling')
    const rows = await tablesOf(database).selectFrom('operator').selectAll().execute()
    const trail = await database.kysely.selectFrom('trail').selectAll().execute()
    assert.ok(!JSON.stringify([rows, trail]).includes(secret))
    const { publicKey } = await signerOf(await makeKey())
    const wrong = { code: 'enrolmentCodeWrong' }
    await assert.rejects(authority.enrol({ code: `${code}x`, publicKey }), wrong)
    clock.advance(DAY)
    assert.equal(await state(), 'new')
    await assert.rejects(authority.enrol({ code, publicKey }), wrong)
    const next = await authority.issueEnrolmentCode(administrator, 'mot')
    assert.deepEqual(await authority.enrol({ code: next.code, publicKey }), { operator: 'mot', name: 'Một' })
    assert.equal(await state(), 'enrolled')
    const other = await signerOf(await makeKey())
    await assert.rejects(authority.enrol({ code: next.code, publicKey: other.publicKey }), wrong)
  })

  test('one key is one operator', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    await stage.authority.createOperator(administrator, { id: 'hai', name: 'Hai' })
    const { code } = await stage.authority.issueEnrolmentCode(administrator, 'hai')
    const { publicKey } = node.signer
    await assert.rejects(stage.authority.enrol({ code, publicKey }), WRONG)
    await assert.rejects(stage.authority.createOperator(administrator, { id: 'mot', name: 'Khác' }), {
      code: 'operatorTaken',
    })
  })

  test('a token passes once, for this authority, in time, by the key that is pinned', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const node = await enrolled(stage, 'mot')
    const token = await node.token()
    assert.deepEqual(await authority.authenticate(token), { operator: 'mot', keyId: node.signer.keyId })
    await assert.rejects(authority.authenticate(token), WRONG, 'a second time')
    clock.advance(CLOCK_SKEW_MAX_MS)
    await assert.rejects(authority.authenticate(token), WRONG, 'as late as it could still be valid')
    const at = async (ms: number) => await authority.authenticate(await node.token({ nowMs: clock.now() + ms }))
    await at(CLOCK_SKEW_MAX_MS)
    await at(-CLOCK_SKEW_MAX_MS)
    await assert.rejects(at(CLOCK_SKEW_MAX_MS + 1), { code: 'clockSkew', details: { seconds: 120 } })
    await assert.rejects(at(-CLOCK_SKEW_MAX_MS - 1000), { code: 'clockSkew' })
    const elsewhere = await node.token({ audience: 'another' })
    await assert.rejects(authority.authenticate(elsewhere), WRONG)
    const stranger = new Node(stage, 'mot', await signerOf(await makeKey()))
    await assert.rejects(stranger.identity(), WRONG)
    await assert.rejects(new Node(stage, 'hai', node.signer).identity(), UNKNOWN)
    for (const garbage of ['', '.', 'a.b.c', '..', `a.${Buffer.from('{}').toString('base64url')}.c`])
      await assert.rejects(authority.authenticate(garbage), WRONG)
  })

  test('a token far ahead of our clock is remembered for as long as it can come again', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    const token = await node.token({ nowMs: stage.clock.now() + CLOCK_SKEW_MAX_MS })
    await stage.authority.authenticate(token)
    stage.clock.advance(2 * CLOCK_SKEW_MAX_MS - 1)
    await node.identity()
    await assert.rejects(stage.authority.authenticate(token), WRONG)
  })

  test('a revoked node is nobody, and a new code makes it somebody again', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    const revoked = await stage.authority.revokeOperator(administrator, 'mot')
    assert.deepEqual([revoked.state, revoked.keyId], ['revoked', null])
    await assert.rejects(node.identity(), UNKNOWN)
    const { code } = await stage.authority.issueEnrolmentCode(administrator, 'mot')
    assert.equal((await stage.authority.operator('mot')).state, 'enrolling')
    await stage.authority.enrol({ code, publicKey: node.signer.publicKey })
    await node.identity()
  })

  test('a key is changed by the one before it, and from then on only the new one counts', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const node = await enrolled(stage, 'mot')
    const next = await signerOf(await makeKey())
    const rotation = (change: object = {}) => ({
      operator: 'mot',
      nextKey: next.publicKey,
      at: new Date(clock.now()).toISOString(),
      ...change,
    })
    const identity = await node.identity()
    const byNext = await next.sign('rotation', rotation())
    await assert.rejects(authority.rotateKey(identity, byNext), WRONG, 'signed by the new one')
    const asToken = await node.signer.sign('token', rotation())
    await assert.rejects(authority.rotateKey(identity, asToken), WRONG, 'another kind of document')
    const ofOther = await node.signer.sign('rotation', rotation({ operator: 'hai' }))
    await assert.rejects(authority.rotateKey(identity, ofOther), WRONG)
    const old = await node.signer.sign('rotation', rotation({ at: '2020-01-01T00:00:00Z' }))
    await assert.rejects(authority.rotateKey(identity, old), { code: 'clockSkew' })
    const signed = await node.signer.sign('rotation', rotation())
    await authority.rotateKey(identity, signed)
    await assert.rejects(node.identity(), WRONG)
    node.signer = next
    await node.identity()
    await assert.rejects(authority.rotateKey(await node.identity(), signed), WRONG, 'a second time')
  })

  test('a node is connected while any of its streams is open', async t => {
    const stage = await openStage(t, databases)
    const { authority, changes } = stage
    const node = await enrolled(stage, 'mot')
    const identity = await node.identity()
    changes.length = 0
    const first = await authority.connected(identity)
    const second = await authority.connected(identity)
    assert.equal((await authority.operator('mot')).isConnected, true)
    first()
    first()
    assert.equal((await authority.operator('mot')).isConnected, true)
    second()
    assert.equal((await authority.operator('mot')).isConnected, false)
    assert.equal(changes.length, 2)
  })

  test('a clock that is off is shown, and no longer when it is right', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    const flags = async () => (await stage.authority.operator('mot')).flags.map(({ code }) => code)
    const clock = new Date(stage.clock.now() + 6000).toISOString()
    await node.hello({ clock })
    assert.deepEqual(await flags(), ['clock-skew'])
    assert.equal((await stage.authority.operator('mot')).clockSkewMs, 6000)
    const since = new Date(stage.clock.now()).toISOString()
    stage.clock.advance(SECOND)
    await node.hello({ clock: new Date(stage.clock.now() + 7000).toISOString() })
    const clockAlarm = (await stage.authority.operator('mot')).alarms.find(({ is }) => is === 'clock')
    assert.equal(clockAlarm?.since, since)
    await node.hello()
    assert.deepEqual(await flags(), [])
    assert.ok(!(await stage.authority.operator('mot')).alarms.some(({ is }) => is === 'clock'))
  })

  test('a clock that is right is not called wrong where the hello has waited for other changes', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    const identity = await node.identity()
    const other = Promise.withResolvers<void>()
    const change = stage.authority.work.transaction(async () => await other.promise)
    const hello = stage.authority.hello(identity, helloOf(stage.clock))
    stage.clock.advance(10 * SECOND)
    other.resolve()
    await Promise.all([change, hello])
    const { clockSkewMs, flags } = await stage.authority.operator('mot')
    assert.deepEqual([clockSkewMs, flags], [0, []])
  })

  test('how a node fares is kept with since when, and its lanes over time; nothing is taken of directives of others', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const [node, other] = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
    await scheduled(stage, contentFor(['mot', 'hai']))
    const [[task], [theirs]] = [await node.tasks(), await other.tasks()]
    const lane = { centre: 1, lanes: 1, bound: 1, throttled: 0, rebinds: 0, window: 10, pace: null }
    const says = async (submitted: number, change: Partial<ConditionBody> = {}) => {
      const at = new Date(clock.now()).toISOString()
      const sends = [task, theirs].map(({ body: { directive } }) => ({
        directive,
        lanes: [{ ...lane, submitted }],
        statuses: { ESME_RTHROTTLED: submitted },
      }))
      await authority.condition(await node.identity(), { at, alarms: [], sends, ...change })
    }
    const began = new Date(clock.now()).toISOString()
    await says(1, { alarms: [{ is: 'centre-lost', since: began, centre: 1 }] })
    // Sooner than its turn: only what is not well counts.
    clock.advance(5 * SECOND)
    const later = new Date(clock.now()).toISOString()
    await says(2, { alarms: [{ is: 'centre-lost', since: later, centre: 1 }] })
    clock.advance(5 * SECOND)
    const { alarms } = await authority.operator('mot')
    const lost = alarms.find(({ is }) => is === 'centre-lost')
    assert.deepEqual([lost?.since, lost?.centre], [began, 1], 'since it was first said')
    await says(3)
    assert.ok(!(await authority.operator('mot')).alarms.some(({ is }) => is === 'centre-lost'))
    const { points, round, directive } = await authority.laneCourse(task.body.directive)
    assert.deepEqual(
      points.map(({ lanes, statuses }) => [lanes[0].submitted, statuses.ESME_RTHROTTLED]),
      [
        [1, 1],
        [3, 3],
      ],
    )
    assert.deepEqual([directive.operator, round.title], ['mot', task.body.title])
    assert.deepEqual((await authority.laneCourse(theirs.body.directive)).points, [])
    const shown = async (operator: string) =>
      (await authority.directivesOf(operator)).map(each => [each.directive.id, each.hasLanes])
    assert.deepEqual(await shown('mot'), [[task.body.directive, true]])
    assert.deepEqual(await shown('hai'), [[theirs.body.directive, false]], 'a node of before')
    for (let i = 0; i < 10; i++) await says(4, { machine: `m${i}`, sends: [], alarms: [{ is: 'disk', since: later }] })
    const machines = (await authority.operator('mot')).alarms.filter(({ is }) => is === 'disk')
    assert.ok(machines.length <= 8, 'no operator has more machines')
  })

  test('a serial beyond all that we can have forgotten is flagged, and holds up no round of others', async t => {
    const stage = await openStage(t, databases)
    const [node, liar] = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
    for (const serialMax of [1_000_001, Number.MAX_SAFE_INTEGER]) {
      await liar.hello({ serialMax })
      const { flags } = await stage.authority.operator('hai')
      const found = { code: 'unknown-directive', expected: '<= 0', found: String(serialMax) }
      assert.deepEqual(flags.at(-1), found)
    }
    await scheduled(stage, contentFor(['mot', 'hai']))
    assert.equal((await node.tasks())[0].body.serial, 1)
    assert.equal((await liar.tasks())[0].body.serial, 1)
  })

  test('more subscribers than any operator has are not declared, and what may be adds up', async t => {
    const stage = await openStage(t, databases)
    await enrolled(stage, 'mot')
    const liar = await enrolled(stage, 'hai')
    for (const subscribers of [SUBSCRIBERS_MAX + 1, Number.MAX_SAFE_INTEGER])
      await assert.rejects(liar.hello({ subscribers }))
    await liar.hello({ subscribers: SUBSCRIBERS_MAX })
    const { subscribers } = await draft(stage, contentFor(['mot', 'hai']))
    assert.equal(subscribers, SUBSCRIBERS_MAX + 1000)
  })

  test('a node that has carried out more than we issued shows that our database is older', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    await node.hello({ serialMax: 41 })
    const operator = await stage.authority.operator('mot')
    assert.deepEqual(operator.flags, [{ code: 'unknown-directive', expected: '<= 0', found: '41' }])
    await scheduled(stage, contentFor(['mot']))
    assert.equal((await node.tasks())[0].body.serial, 42)
    const { items } = await stage.authority.trail({
      action: 'operator.serial',
      actor: null,
      subject: null,
      cursor: null,
      limit: 10,
    })
    assert.deepEqual(items[0].details, { ours: 0, theirs: 41 })
    await node.hello({ serialMax: 42 })
    assert.equal(
      (await stage.authority.trail({ action: 'operator.serial', actor: null, subject: null, cursor: null, limit: 10 }))
        .items.length,
      1,
    )
  })

  test('serials of an operator have no gap and no double, whoever asks at once', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    await Promise.all(Array.from({ length: 8 }, () => scheduled(stage, contentFor(['mot']))))
    assert.deepEqual(
      (await node.tasks()).map(({ body }) => body.serial),
      [1, 2, 3, 4, 5, 6, 7, 8],
    )
  })

  test('a directive expires with its window, or after seven days', async t => {
    const stage = await openStage(t, databases)
    const { clock } = stage
    const node = await enrolled(stage, 'mot')
    await scheduled(stage, contentFor(['mot']))
    const notAfter = new Date(clock.now() + DAY).toISOString()
    await scheduled(stage, contentFor(['mot'], { window: { ...contentFor([]).window, notAfter } }))
    assert.deepEqual(
      (await node.tasks()).map(({ body }) => Date.parse(body.expiresAt) - clock.now()),
      [7 * DAY, DAY],
    )
  })

  test('a refused directive is over, and says why', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    const { id } = await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    await node.acknowledge(task, { is: 'refused', why: 'unknown-list' })
    assert.deepEqual(await node.tasks(), [])
    const [directive] = (await stage.authority.live(id)).directives
    assert.deepEqual([directive.state, directive.refusal], ['refused', 'unknown-list'])
    assert.equal(await stateOf(stage, id), 'finished')
  })

  test('what is acknowledged or returned twice counts once', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    const acknowledged = await node.acknowledge(task)
    await authority.acknowledge(await node.identity(), acknowledged)
    const signed = await node.signed(task)
    const first = await authority.acceptReturn(await node.identity(), signed)
    const second = await authority.acceptReturn(await node.identity(), signed)
    assert.deepEqual(second, first)
    const trail = await authority.trail({ action: 'directive', actor: null, subject: null, cursor: null, limit: 10 })
    assert.deepEqual(
      trail.items.map(({ action }) => action),
      ['directive.return', 'directive.acknowledge'],
    )
    const other = await node.signed(task, { state: 'stopped' })
    const third = await authority.acceptReturn(await node.identity(), other)
    assert.equal(third.state, 'finished', 'the first return counts')
    assert.deepEqual(
      third.flags.map(({ code }) => code),
      ['progress-differs'],
    )
  })

  test('a return that does not add up is kept with its flags', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const { id } = await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    await node.acknowledge(task)
    const whole = returnOf(task, 0)
    const tally = { ...whole.tally, turns: { ...whole.tally.turns, delivered: 989 } }
    await node.return(task, { tally })
    const [directive] = (await authority.live(id)).directives
    assert.deepEqual(
      directive.flags.map(({ code }) => code),
      ['outcomes-do-not-sum', 'segments-over'],
    )
    assert.equal(directive.tally?.turns.delivered, 989, 'nothing is corrected')
    const { lastReturn } = await authority.operator('mot')
    assert.deepEqual(lastReturn?.flags, directive.flags)
  })

  test('documents by another key, of another kind or for another operator are refused', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const other = await enrolled(stage, 'hai')
    await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    const signed = await node.signed(task)
    const identity = await node.identity()
    await assert.rejects(authority.acceptReturn(await other.identity(), signed), WRONG)
    await assert.rejects(authority.acknowledge(identity, signed), WRONG)
    const forged = await other.signer.sign('return', returnOf(task, 0))
    await assert.rejects(authority.acceptReturn(identity, forged), WRONG)
    const asOther = await node.signer.sign('return', { ...returnOf(task, 0), operator: 'hai' })
    await assert.rejects(authority.acceptReturn(identity, asOther), WRONG)
    const malformed = await node.signer.sign('return', { ...returnOf(task, 0), subscribers: -1 })
    await assert.rejects(authority.acceptReturn(identity, malformed), { code: 'documentMalformed' })
    // Its own key, but the directive of another: nothing of that one changes.
    const foreign = await other.signer.sign('return', { ...returnOf(task, 0), operator: 'hai' })
    const stray = await authority.acceptReturn(await other.identity(), foreign)
    assert.deepEqual(
      stray.flags.map(({ code }) => code),
      ['unknown-directive'],
    )
    assert.equal((await node.tasks()).length, 1)
    await other.progress(task, { tally: tallyOf(task, 500) })
    const { summary } = await authority.directive(task.body.directive)
    assert.equal(summary.tally, null)
  })

  test('a return of a directive that we do not know is kept and flagged, once', async t => {
    const stage = await openStage(t, databases)
    const { authority, database } = stage
    const node = await enrolled(stage, 'mot')
    await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    const directive = '00000000-0000-4000-8000-000000000000'
    for (let i = 0; i < 2; i++) await node.return(task, { directive })
    assert.deepEqual((await authority.operator('mot')).flags, [
      { code: 'unknown-directive', expected: '-', found: directive },
    ])
    const kept = await tablesOf(database).selectFrom('stray_return').selectAll().execute()
    assert.equal(kept.length, 1)
  })

  test('a node answers a directive otherwise up to twenty times, and then no more', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    const accepted = acceptance(task)
    assert.ok(accepted.is === 'accepted')
    const answer = async (subscribers: number) => await node.acknowledge(task, { ...accepted, subscribers })
    for (let at = 0; at < 19; at++) await answer(100 + at)
    const before = (await stage.authority.work.store.trailHead()).entries
    await assert.rejects(
      async () => {
        for (let at = 0; at < 30; at++) await answer(200 + at)
      },
      { code: 'acknowledgementsFull' },
    )
    assert.ok((await stage.authority.work.store.trailHead()).entries <= before + 1)
    await node.return(task)
  })

  test('returns that belong to nothing are kept up to a hundred a day, and then refused', async t => {
    const stage = await openStage(t, databases)
    const { database } = stage
    const node = await enrolled(stage, 'mot')
    const other = await enrolled(stage, 'hai')
    await scheduled(stage, contentFor(['mot', 'hai']))
    const [task] = await node.tasks()
    const stray = async (of: Node, at: number) =>
      await of.return(task, { operator: of.id, directive: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` })
    for (let at = 0; at < 100; at++) await stray(node, at)
    await assert.rejects(stray(node, 100), { code: 'strayReturnsFull' })
    await stray(node, 0)
    await node.return(task)
    await assert.rejects(node.return(task, { state: 'failed' }), { code: 'strayReturnsFull' })
    await stray(other, 200)
    stage.clock.advance(DAY + SECOND)
    await stray(node, 100)
    const kept = await tablesOf(database).selectFrom('stray_return').selectAll().execute()
    assert.equal(kept.length, 102)
  })

  test('progress is written once a second, at once when something is new, and never backwards', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock, changes } = stage
    const node = await enrolled(stage, 'mot')
    const { id } = await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    const delivered = async () => (await authority.live(id)).sum.turns.delivered
    await node.progress(task, { tally: tallyOf(task, 10) })
    changes.length = 0
    clock.advance(100)
    await node.progress(task, { tally: tallyOf(task, 20) })
    assert.equal(await delivered(), 10, 'within its second')
    assert.deepEqual(changes, [])
    clock.advance(900)
    await node.progress(task, { tally: tallyOf(task, 30) })
    assert.equal(await delivered(), 30)
    assert.deepEqual(
      changes.map(({ is }) => is),
      ['directive', 'sample'],
    )
    clock.advance(SECOND)
    const at = new Date(clock.now() - 5 * SECOND).toISOString()
    await node.progress(task, { at, tally: tallyOf(task, 5) })
    assert.equal(await delivered(), 30, 'an older one that came late')
    await node.progress(task, { state: 'paused', tally: tallyOf(task, 31) })
    assert.equal(await delivered(), 31)
    clock.advance(1)
    await node.progress(task, { state: 'running', tally: tallyOf(task, 32) })
    assert.equal(await delivered(), 32, 'another state is told at once')
    const newest = node.progressOf(task, { tally: tallyOf(task, 40) })
    clock.advance(SECOND)
    const later = node.progressOf(task, { tally: tallyOf(task, 41) })
    await authority.progress(await node.identity(), [later, newest])
    assert.equal(await delivered(), 41, 'the newest of a batch')
  })

  test('the page of a round shows what is left and, to an engineer, its own operator alone', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const nodes = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
    const { id } = await scheduled(stage, contentFor(['mot', 'hai']))
    for (let second = 0; second <= 20; second++) {
      for (const node of nodes) {
        const [task] = await node.tasks()
        await node.progress(task, { tally: tallyOf(task, 10 * second) })
      }
      clock.advance(SECOND)
    }
    const live = await authority.live(id)
    // 790 left at each of two operators, at ten a second each.
    assert.ok(Math.abs((live.secondsLeft ?? 0) - 79) < 5, String(live.secondsLeft))
    assert.equal(live.samples.length, 21)
    const own = await authority.live(id, 'hai')
    assert.deepEqual(
      own.directives.map(({ operator }) => operator),
      ['hai'],
    )
    assert.equal(own.sum.turns.delivered, 200)
    for (const sample of own.samples)
      assert.deepEqual(
        Object.keys(sample.byOperator).filter(name => name !== 'hai'),
        [],
      )
    // A process that begins anew has what was stored: every five seconds of the first quarter of an hour.
    const again = await openStage(t, databases, stage)
    const stored = (await again.authority.live(id)).samples
    assert.deepEqual(
      stored.map(({ at }) => new Date(at).getUTCSeconds()),
      [0, 5, 10, 15, 20],
    )
  })

  test('a directive that nobody returned is flagged when it should long be over', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    await enrolled(stage, 'mot')
    const { id } = await scheduled(stage, contentFor(['mot']))
    const flags = async () => (await authority.live(id)).directives[0].flags.map(({ code }) => code)
    clock.advance(7 * DAY)
    assert.deepEqual(await flags(), [])
    clock.advance(2 * DAY)
    assert.deepEqual(await flags(), ['never-returned'])
  })

  test('a node that was away is stopped before it began, and says so', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const { id } = await scheduled(stage, contentFor(['mot']))
    await authority.stopRound(PEOPLE.approver, id, { reason: 'Hoãn' })
    const [task] = await node.tasks()
    assert.equal(task.order.wish, 'stop')
    await node.acknowledge(task, acceptance(task))
    const summary = await node.return(task, unsentReturn(task))
    assert.deepEqual(summary.flags, [])
    assert.equal(await stateOf(stage, id), 'stopped')
    assert.equal(AUDIENCE.length, 64)
  })
})
