import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Middleman } from '../../test/town/middleman.ts'
import { checkReturn, NodeFixture, numbers } from './stage.test.ts'

const LIMITS = { callMs: 1000, silenceMs: 1000 }

async function scene(t: TestContext) {
  const stage = await NodeFixture.set(t, { latencyMs: 2 })
  stage.list('all.csv', numbers(0, 1000))
  const proxy = await Middleman.start(t, () => stage.authority.port)
  const lanes = {
    purpose: 'live',
    smscs: [stage.smsc()],
    bindsEach: 1,
    window: 10,
    tps: 250,
    uncertainWaitMs: 30_000,
  } as const
  await stage.start({ urls: [proxy.url], lanes, limits: LIMITS })
  const { directive } = await stage.authority.issue()
  const submitted = () => stage.authority.lastProgress(directive)?.tally.segments.submitted ?? 0
  await stage.authority.until(() => submitted() > 20, 'it sends')
  return { stage, proxy, directive, submitted }
}

async function endsWell(stage: NodeFixture, directive: string): Promise<void> {
  const body = await stage.authority.returned(directive)
  checkReturn(body)
  assert.equal(body.state, 'finished')
  assert.equal(body.tally.segments.accepted, 1000)
  assert.equal(stage.centre.count().accepted, 1000)
  assert.equal(stage.centre.count().reached, 1000)
}

test('a connection that is cut again and again costs nothing but tries', async t => {
  const { stage, proxy, directive, submitted } = await scene(t)
  for (let i = 0; i < 3; i++) {
    const told = stage.authority.progress.length
    proxy.cut()
    await stage.authority.until(() => stage.authority.progress.length > told, 'it comes back')
  }
  assert.ok(submitted() < 1000)
  await endsWell(stage, directive)
})

test('a connection that is half closed is closed, and the node comes back', async t => {
  const { stage, proxy, directive } = await scene(t)
  const hellos = stage.authority.hellos.length
  proxy.halfClose()
  await stage.authority.until(() => stage.authority.hellos.length > hellos, 'it comes back')
  await endsWell(stage, directive)
})

test('a connection through which nothing comes any more is found dead, and orders come by the next', async t => {
  const { stage, proxy, directive } = await scene(t)
  const hellos = stage.authority.hellos.length
  proxy.freeze()
  await stage.authority.until(() => stage.authority.hellos.length > hellos, 'it comes back')
  assert.ok(stage.logged.some(({ fields }) => fields.why === 'silent'))
  const sequence = await stage.authority.wish(directive, 'stop')
  const body = await stage.authority.returned(directive)
  checkReturn(body)
  assert.equal(body.state, 'stopped')
  assert.equal(stage.authority.lastProgress(directive)?.orderSequence, sequence)
})

test('a network that takes connections and says nothing does not hold up the sending', async t => {
  const { stage, proxy, directive } = await scene(t)
  proxy.isDeaf = true
  const before = proxy.connections
  proxy.cut()
  await stage.untilLogged('directive closed')
  assert.equal(stage.centre.count().accepted, 1000)
  assert.ok(proxy.connections > before)
  proxy.isDeaf = false
  await endsWell(stage, directive)
})
