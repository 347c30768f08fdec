/**
 * A node that follows two addresses of the authority: two ways to one server, of which one is cut, silent or slow; or two servers, of
 * which one is broken, an old copy, or takes everything and keeps nothing. Whatever one of them does, the node works by the other.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { testMore } from '../../test/parts.ts'
import { Middleman } from '../../test/town/middleman.ts'
import { until } from '../base/until.test.ts'
import { makeKey } from '../directive/signing.ts'
import { checkReturn, NodeFixture, numbers } from './stage.test.ts'
import { StubAuthority } from './stub-authority.test.ts'

/** A call is given up after a quarter of it where another address is well; a silent stream is never. */
const LIMITS = { callMs: 2000, silenceMs: 3_600_000 }

/** A round of 1000 under way, and two ways to the authority. */
async function twoWays(t: TestContext) {
  const stage = await NodeFixture.set(t, { latencyMs: 2 })
  stage.list('all.csv', numbers(0, 1000))
  const port = () => stage.authority.port
  const ways = [await Middleman.start(t, port), await Middleman.start(t, port)]
  const shape = { bindsEach: 1, window: 10, tps: 100, uncertainWaitMs: 30_000 }
  await stage.start({
    urls: ways.map(({ url }) => url),
    lanes: { purpose: 'live', smscs: [stage.smsc()], ...shape },
    limits: LIMITS,
  })
  await stage.authority.until(() => stage.authority.streams === 2, 'two streams')
  const { directive } = await stage.authority.issue()
  await until(() => stage.centre.count().accepted > 5)
  const obeyed = (sequence: number) =>
    stage.logged.some(({ event, fields }) => event === 'order applied' && fields.sequence === sequence)
  return { stage, ways, directive, obeyed }
}

const FAULTS: Readonly<Record<string, (way: Middleman) => void>> = {
  'is dead': way => {
    way.isDeaf = true
    way.cut()
  },
  'is as if a firewall had forgotten it': way => way.freeze(),
  'is half closed': way => way.halfClose(),
  'lags behind by an hour': way => {
    way.delayMs = 3_600_000
  },
}

/** What a single address that is cut or frozen does has tests of its own. */
const IN_SHORT = ['is dead', 'lags behind by an hour']

for (const [i, [what, fault]] of Object.entries(FAULTS).entries()) {
  const when = IN_SHORT.includes(what) ? test : testMore
  when(`a stop reaches a node by one address while the other ${what}, and its return arrives`, async t => {
    const { stage, ways, directive, obeyed } = await twoWays(t)
    // The preferred one, and the other.
    const faulty = ways[i % 2]
    fault(faulty)
    const sequence = await stage.authority.wish(directive, 'stop')
    await until(() => obeyed(sequence))
    const body = await stage.authority.returned(directive)
    checkReturn(body)
    assert.equal(body.state, 'stopped')
    assert.ok(body.tally.segments.accepted < 1000)
    assert.equal(stage.centre.count().accepted, body.tally.segments.accepted)
    faulty.delayMs = 0
  })
}

test('a third address is a spare: it is followed in place of one that ends', async t => {
  const stage = await NodeFixture.set(t)
  const ways = [1, 2, 3].map(async () => await Middleman.start(t, () => stage.authority.port))
  const [one, other, spare] = await Promise.all(ways)
  await stage.start({ urls: [one.url, other.url, spare.url] })
  await stage.authority.until(() => stage.authority.streams === 2, 'two streams')
  assert.equal(spare.connections, 0)
  other.isDeaf = true
  other.cut()
  await stage.authority.until(() => spare.connections > 0 && stage.authority.streams === 2, 'two streams again')
  const { directive } = await stage.authority.issue()
  checkReturn(await stage.authority.returned(directive))
})

/** Two servers of one authority: the node's keys are known to both, and what one is told the other is not. */
async function twoServers(t: TestContext, { isOtherFirst = false } = {}) {
  const key = await makeKey()
  const stage = await NodeFixture.set(t, {}, key)
  const other = await StubAuthority.start(key)
  t.after(async () => await other.close())
  other.nodeKey = stage.authority.nodeKey
  const urls = [stage.authority.url, other.url]
  const start = async () => {
    await stage.start({ urls: isOtherFirst ? urls.toReversed() : urls })
    await stage.authority.until(() => stage.authority.streams === 1, 'a stream')
  }
  return { stage, other, start, authority: stage.authority }
}

test('an address that answers 401 or 500 to everything is told by its name, and holds up nothing', async t => {
  for (const unwell of ['401', '500'] as const) {
    const { stage, other, start, authority } = await twoServers(t, { isOtherFirst: true })
    if (unwell === '401') other.nodeKey = null
    else other.isBroken = true
    await start()
    const { directive } = await authority.issue()
    const body = await authority.returned(directive)
    checkReturn(body)
    assert.equal(stage.centre.count().accepted, 40)
    const said = stage.logged.find(({ fields }) => fields.address === other.url)
    assert.ok(said !== undefined, 'it is said')
    const why = unwell === '401' ? 'hello refused: nodeUnknown' : 'hello refused: 500'
    assert.equal(said.fields.why, why)
    await stage.stop()
  }
})

test('a server that is there and takes nothing is told by its name, and the other is brought everything', async t => {
  const { stage, other, start, authority } = await twoServers(t, { isOtherFirst: true })
  await start()
  await other.until(() => other.streams === 1, 'a stream there')
  other.isBroken = true
  const body = await authority.issue()
  other.items.set(body.directive, authority.items.get(body.directive)!)
  other.push()
  checkReturn(await authority.returned(body.directive))
  const said = stage.logged.find(({ event }) => event.includes('rejecting'))
  assert.equal(said?.fields.address, other.url)
  assert.equal(other.returns.length, 0)
})

test('a server that is an old copy takes back no stop, no pause and no roster, and what it lists again is not sent again', async t => {
  const { stage, other, start, authority } = await twoServers(t)
  const paused = await authority.issue({}, 'pause')
  const stopped = await authority.issue({}, 'stop')
  for (const { directive } of [paused, stopped]) {
    const { directive: jws } = authority.items.get(directive)!
    other.items.set(directive, { directive: jws, order: await other.order(directive, 'run') })
  }
  // The copy is of before: its orders are the first ones.
  for (const { directive } of [paused, stopped])
    authority.items.set(directive, {
      ...authority.items.get(directive)!,
      order: await authority.order(directive, directive === paused.directive ? 'pause' : 'stop'),
    })
  await start()
  await other.until(() => other.streams === 1, 'a stream there')
  await authority.until(() => authority.lastProgress(paused.directive) !== undefined, 'progress')
  const sent = await authority.issue()
  checkReturn(await authority.returned(stopped.directive))
  for (let i = 0; i < 3; i++) other.push()
  assert.equal(authority.returnOf(stopped.directive)?.state, 'stopped')
  await authority.wish(paused.directive, 'stop')
  assert.equal((await authority.returned(paused.directive)).state, 'stopped')
  checkReturn(await authority.returned(sent.directive))
  for (let i = 0; i < 3; i++) other.push()
  assert.equal(stage.centre.count().accepted, 40)
})
