/** Broadcasts at AMFs over HTTP/2, in this process and on a clock that runs fast. */
import assert from 'node:assert/strict'
import { connect, createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { seeded } from '../base/random.ts'
import { until } from '../base/until.test.ts'
import { P256, pairOf } from '../cap/key-pair.test.ts'
import { completed, failure, restart } from '../cbs/gnb-says.test.ts'
import { type PlacedCell, parseNrCell } from '../cbs/nr-cells.ts'
import { fast, messageIn } from './air-stage.test.ts'
import type { Aired } from './aired.ts'
import { AmfAir } from './amf-air.ts'
import type { AmfEvent } from './amf-link.ts'
import { readAmfUrl } from './amf-urls.ts'
import { FakeAmf, freePort, type Manner, post } from './fake-amf.test.ts'

const NAMES = ['nr-452-04-7-1', 'nr-452-04-7-2', 'nr-452-04-9-16385'] as const
const [A, B, C] = NAMES.map(name => parseNrCell(name) as PlacedCell)

const message = messageIn(NAMES)
/** What is answered is answered in time, also on a slow machine. */
const FAST = 5
/** Whoever waits for half a minute waits for less than a second. */
const VERY_FAST = 50

async function amfOf(t: TestContext, cells = [A, B, C], port = 0): Promise<FakeAmf> {
  const amf = await FakeAmf.start(cells, port)
  t.after(() => amf.close())
  return amf
}

async function airOver(t: TestContext, amfs: readonly FakeAmf[], { hears = true, times = FAST } = {}) {
  const events: AmfEvent[] = []
  const callback = hears ? readAmfUrl(`http://127.0.0.1:${await freePort()}/n50`) : null
  const air = new AmfAir({
    urls: amfs.map(({ port }) => present(readAmfUrl(`http://127.0.0.1:${port}/core/`))),
    cells: NAMES,
    callback,
    identity: null,
    clock: fast(times),
    random: seeded(1),
    say: event => void events.push(event),
  })
  await air.start()
  t.after(() => air.close())
  return { air, events }
}

function present<Value>(value: Value | null): Value {
  assert.ok(value !== null)
  return value
}

type Air = Awaited<ReturnType<typeof airOver>>['air']

function tally(air: Air, of: Aired) {
  const counts = air.counts(of)
  const states = NAMES.map(name => counts?.cells.get(name) ?? 'unknown')
  const systems = counts?.systems.map(({ is }) => is).join()
  return { states: states.join(), systems, leaving: counts?.leaving }
}

test('an AMF is subscribed to and asked by the shapes of TS 29.518; what it takes is accepted, and only what gNBs name is on the air; replaced and taken off, nothing is left', async t => {
  const amf = await amfOf(t, [A, B])
  const { air } = await airOver(t, [amf])
  const first = message(1, 'Bão')
  await air.put(first)
  await until(() => tally(air, first).states === 'onAir,onAir,unknown', 'on the air in two cells')
  assert.deepEqual(amf.whats, ['subscribe PWS-BCAL', 'subscribe PWS-RF', 'write 4377 16400'])
  const [subscription, , write] = amf.asked
  assert.equal(subscription.path, '/core/namf-comm/v1/non-ue-n2-messages/subscriptions')
  assert.equal(write.path, '/core/namf-comm/v1/non-ue-n2-messages/transfer')
  assert.equal(write.headers['user-agent'], 'CBCF')
  const tai = (tac: string) => ({ plmnId: { mcc: '452', mnc: '04' }, tac })
  const { nfId } = write.json.n2Information?.pwsInfo ?? {}
  assert.deepEqual(write.json, {
    taiList: [tai('000007'), tai('000009')],
    n2Information: {
      n2InformationClass: 'PWS',
      pwsInfo: {
        messageIdentifier: 4377,
        serialNumber: 16400,
        pwsContainer: { ngapMessageType: 51, ngapData: { contentId: 'pws-ngap' } },
        sendRanResponse: true,
        nfId,
      },
    },
  })
  assert.match(String(nfId), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(tally(air, first).systems, 'accepted')

  const second = message(1, 'Đã tan', {}, 1)
  await air.replace(second)
  await until(() => amf.texts(A).join() === '4377 16401', 'the correction alone')
  await until(() => tally(air, second).leaving === 1, 'the cell of which nobody said anything')
  assert.equal(tally(air, second).states, 'onAir,onAir,unknown')
  await air.kill(second)
  await until(() => amf.onAir.size === 0, 'off the air')
  await until(() => air.counts(second)?.broadcasts === 28, 'how often it was on the air')
  assert.equal(tally(air, second).leaving, 1)
})

test('an AMF that has accepted and whose gNBs say nothing leaves every cell unknown; without a place to be told, too', async t => {
  for (const hears of [true, false]) {
    const amf = await amfOf(t)
    amf.manner = 'takes, and its gNBs say nothing'
    const { air } = await airOver(t, [amf], { hears })
    const one = message(1, 'Bão')
    await air.put(one)
    await until(() => tally(air, one).systems === 'accepted', 'accepted')
    assert.equal(tally(air, one).states, 'unknown,unknown,unknown')
    assert.equal(amf.whats.includes('subscribe PWS-RF'), hears)
    await air.kill(one)
    await until(() => amf.whats.includes('cancel 4377 16400'), 'taken off')
    assert.equal(tally(air, one).leaving, 3)
  }
})

test('cells that lost their warnings have them again, cells in which they fail are told as failed, and gNBs that name no cell have it in none', async t => {
  const amf = await amfOf(t)
  const { air } = await airOver(t, [amf])
  const one = message(1, 'Bão')
  await air.put(one)
  await until(() => tally(air, one).states === 'onAir,onAir,onAir', 'on the air')
  const writes = () => amf.whats.filter(what => what.startsWith('write')).length
  assert.equal(writes(), 1)
  assert.equal(await amf.tell(failure([B]), 'PWS-RF'), 204)
  assert.equal(tally(air, one).states, 'onAir,failed,onAir')
  amf.manner = 'takes, and its gNBs say nothing'
  assert.equal(await amf.tell(restart([A, B]), 'PWS-RF'), 204)
  assert.equal(tally(air, one).states, 'unknown,unknown,onAir')
  await until(() => writes() === 2, 'written again')
  await amf.tell(completed({ id: 4377, serial: 16400 }, [A]), 'PWS-BCAL')
  // The third cell is of the gNB whose number its own begins with.
  const gnb = { bitLength: 22, gNBValue: '000001' }
  const bcEmptyAreaList = [{ plmnId: { mcc: '452', mnc: '04' }, gNbId: gnb }]
  await amf.tell(completed({ id: 4377, serial: 16400 }, null), 'PWS-BCAL', { bcEmptyAreaList })
  assert.equal(tally(air, one).states, 'onAir,unknown,failed')
  // Of another message, of another network, and of a version that was never asked for nothing is learnt.
  await amf.tell(completed({ id: 4378, serial: 16400 }, [B]), 'PWS-BCAL')
  await amf.tell(completed({ id: 4377, serial: 1 }, [B]), 'PWS-BCAL')
  await amf.tell(completed({ id: 4377, serial: 16400 }, [{ ...B, mnc: '01' }]), 'PWS-BCAL')
  assert.equal(tally(air, one).states, 'onAir,unknown,failed')
})

test('an AMF that refuses, is busy, never answers or by halves, goes away in the middle, says too much or nonsense, or sends elsewhere has accepted nothing, and is asked until it does', async t => {
  const other = await amfOf(t)
  const check = async (manner: Manner) => {
    const amf = await amfOf(t)
    amf.manner = manner
    amf.elsewhere = `http://127.0.0.1:${other.port}/`
    const { air } = await airOver(t, [amf], { times: VERY_FAST })
    const one = message(1, 'Bão')
    await air.put(one)
    const writes = () => amf.whats.filter(what => what === 'write 4377 16400').length
    await until(() => writes() >= 2, `asked again: ${manner}`)
    assert.notEqual(tally(air, one).systems, 'accepted', manner)
    assert.equal(tally(air, one).states, 'unknown,unknown,unknown', manner)
    amf.manner = 'takes'
    await until(() => tally(air, one).systems === 'accepted', `accepted after all: ${manner}`)
    await until(() => tally(air, one).states === 'onAir,onAir,onAir', `on the air: ${manner}`)
  }
  const manners = [
    ...(['refuses', 'is busy', 'says nothing', 'answers by halves', 'goes away'] as const),
    ...(['says too much', 'answers nonsense'] as const),
    ...(['sends elsewhere', 'sends elsewhere for good'] as const),
  ]
  await Promise.all(manners.map(check))
  assert.deepEqual(other.asked, [])
})

test('an AMF that comes back, or lacks its subscriptions, is subscribed to and asked anew; a cancel that nobody has answered is asked for again', async t => {
  const amf = await amfOf(t)
  const { air, events } = await airOver(t, [amf])
  const one = message(1, 'Bão')
  await air.put(one)
  await until(() => tally(air, one).states === 'onAir,onAir,onAir', 'on the air')
  const count = (what: string) => amf.whats.filter(each => each === what).length
  amf.cut()
  await until(() => count('write 4377 16400') === 2, 'written again')
  assert.deepEqual([count('subscribe PWS-BCAL'), count('subscribe PWS-RF')], [2, 2])
  assert.deepEqual(
    events.map(({ is }) => is),
    ['connected', 'lost', 'connected'],
  )
  amf.manner = 'takes, and lacks a subscription'
  await air.put(message(2, 'Lũ'))
  await until(() => count('subscribe PWS-RF') >= 3, 'subscribed anew')
  amf.manner = 'goes away'
  await air.kill(one)
  await until(() => count('cancel 4377 16400') >= 1, 'asked to take it off')
  amf.manner = 'takes'
  await until(() => air.counts(one) === null, 'off the air everywhere, as all cells have told')
})

test('after a crash what should be on the air is asked for again, and what the crash left of earlier versions is taken off; with no AMF for half a minute nothing is known to be on the air', async t => {
  const amf = await amfOf(t)
  const before = await airOver(t, [amf])
  await before.air.put(message(1, 'Bão'))
  await until(() => amf.texts(A).length === 1, 'on the air')
  before.air.close()
  const { air } = await airOver(t, [amf], { times: VERY_FAST })
  const correction = message(1, 'Đã tan', {}, 1)
  await air.replace(correction)
  await until(() => amf.texts(A).join() === '4377 16401', 'the correction alone')
  await until(() => tally(air, correction).leaving === 0, 'told')
  await until(() => tally(air, correction).states === 'onAir,onAir,onAir', 'on the air')
  await amf.close()
  await until(() => tally(air, correction).states === 'unknown,unknown,unknown', 'unknown')
  assert.equal(tally(air, correction).systems, 'accepted')
})

test('an AMF whose certificate nobody believes hears nothing, and AMFs tell over TLS where this node has a certificate', async t => {
  const identity = pairOf('127.0.0.1', ...P256)
  const heard: string[] = []
  const server = createSecureServer({ key: identity.key, cert: identity.certificate })
  server.on('stream', (_, headers) => void heard.push(String(headers[':path'])))
  server.on('sessionError', () => {})
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const callback = present(readAmfUrl(`https://127.0.0.1:${await freePort()}`))
  const events: AmfEvent[] = []
  const air = new AmfAir({
    urls: [present(readAmfUrl(`https://127.0.0.1:${port}`))],
    cells: NAMES,
    callback,
    identity: { key: identity.key, cert: identity.certificate },
    clock: fast(VERY_FAST),
    random: seeded(1),
    say: event => void events.push(event),
  })
  await air.start()
  t.after(() => air.close())
  const one = message(1, 'Bão')
  await air.put(one)
  await until(() => events.some(({ is }) => is === 'lost'), 'not believed')
  assert.deepEqual([heard, tally(air, one).systems], [[], 'unknown'])
  // It listens, with its own certificate, and knows no such path.
  const session = connect(callback.origin, { ca: identity.certificate, checkServerIdentity: () => undefined })
  t.after(() => session.destroy())
  const status = await new Promise(done => {
    session.request({ ':method': 'POST', ':path': '/x' }).on('response', answer => {
      done(answer[':status'])
    })
  })
  assert.equal(status, 404)
})

test('of two AMFs with the same cells what a cell said last counts, whoever hands it on, and a tracking area fails only where neither knows it', async t => {
  const [one, two] = [await amfOf(t), await amfOf(t)]
  const { air } = await airOver(t, [one, two])
  for (const amf of [one, two]) amf.manner = 'takes, and its gNBs say nothing'
  one.manner = 'takes, and knows no area'
  const first = message(1, 'Bão')
  await air.put(first)
  await until(() => tally(air, first).systems === 'accepted,accepted', 'accepted')
  assert.equal(tally(air, first).states, 'unknown,unknown,unknown')
  await two.tell(completed({ id: 4377, serial: 16400 }, [A, B]), 'PWS-BCAL')
  await one.tell(failure([A]), 'PWS-RF')
  assert.equal(tally(air, first).states, 'failed,onAir,unknown')
  two.manner = 'takes, and knows no area'
  const second = message(2, 'Lũ', { cells: [NAMES[2]] })
  await air.put(second)
  await until(() => tally(air, second).states === 'unknown,unknown,failed', 'no AMF knows it')
})

test('what is told without the secret path, with another method, too large, or of no known kind is refused and changes nothing', async t => {
  const amf = await amfOf(t)
  amf.manner = 'takes, and its gNBs say nothing'
  const { air } = await airOver(t, [amf])
  const one = message(1, 'Bão')
  await air.put(one)
  await until(() => tally(air, one).systems === 'accepted', 'accepted')
  const callback = amf.callbacks.get('PWS-BCAL') ?? ''
  assert.match(callback, /^http:\/\/127\.0\.0\.1:\d+\/n50\/[0-9a-f]{32}$/)
  const told = completed({ id: 4377, serial: 16400 }, [A, B, C])
  const guessed = `${callback.slice(0, -32)}${'0'.repeat(32)}`
  for (const to of [guessed, callback.slice(0, -33), `${callback}/`, new URL('/', callback).href])
    assert.equal(await amf.tell(told, 'PWS-BCAL', { to }), 404)
  const json = { 'content-type': 'application/json' }
  assert.equal(await post(callback, Buffer.from('{}'), json), 400)
  assert.equal(await amf.tell(Buffer.alloc(40, 0xff), 'PWS-BCAL'), 400)
  assert.ok([413, -1].includes(await post(callback, Buffer.alloc(3 * 1024 * 1024), json)))
  assert.equal(tally(air, one).states, 'unknown,unknown,unknown')
  assert.equal(await amf.tell(told, 'PWS-BCAL'), 204)
  assert.equal(tally(air, one).states, 'onAir,onAir,onAir')
})
