import assert from 'node:assert/strict'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { checkReturn, numbers, Stage } from './stage.test.ts'

/** Between node and authority, octet for octet; cuts, holds and half-closes when told to. */
class Middleman {
  readonly #server: Server
  readonly #pairs = new Set<{ near: Socket; far: Socket }>()
  isDeaf = false
  connections = 0

  constructor(target: () => number) {
    this.#server = createServer({ allowHalfOpen: true }, near => {
      this.connections++
      if (this.isDeaf) {
        near.on('error', () => {})
        return
      }
      const far = connect({ port: target(), host: '127.0.0.1', allowHalfOpen: true })
      const pair = { near, far }
      this.#pairs.add(pair)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ]) {
        from.on('data', piece => to.write(piece))
        from.on('end', () => to.end())
        from.on('error', () => to.destroy())
        from.on('close', () => {
          to.destroy()
          this.#pairs.delete(pair)
        })
      }
    })
  }

  static async start(t: TestContext, target: () => number): Promise<Middleman> {
    const proxy = new Middleman(target)
    await new Promise<void>(done => proxy.#server.listen(0, '127.0.0.1', done))
    t.after(async () => {
      proxy.cut()
      await new Promise(done => {
        proxy.#server.close(done)
        for (const socket of proxy.#held) socket.destroy()
      })
    })
    proxy.#server.on('connection', socket => proxy.#held.add(socket))
    return proxy
  }

  readonly #held = new Set<Socket>()

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  cut(): void {
    for (const { near, far } of this.#pairs) {
      near.destroy()
      far.destroy()
    }
  }

  /** As a firewall that has forgotten them: nothing passes, and nobody is told. */
  freeze(): void {
    for (const { near, far } of this.#pairs) {
      near.pause()
      far.pause()
    }
  }

  halfClose(): void {
    for (const { near } of this.#pairs) near.end()
  }
}

const LIMITS = { callMs: 1000, silenceMs: 1000 }

async function scene(t: TestContext) {
  const stage = await Stage.set(t, { latencyMs: 2 })
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
  await stage.start({ url: proxy.url, lanes, limits: LIMITS })
  const { directive } = await stage.authority.issue()
  const submitted = () => stage.authority.lastProgress(directive)?.tally.segments.submitted ?? 0
  await stage.authority.until(() => submitted() > 20, 'it sends')
  return { stage, proxy, directive, submitted }
}

async function endsWell(stage: Stage, directive: string): Promise<void> {
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
  const closed = () => stage.logged.some(({ event }) => event === 'directive closed')
  while (!closed()) await new Promise(done => setImmediate(done))
  assert.equal(stage.centre.count().accepted, 1000)
  assert.ok(proxy.connections > before)
  proxy.isDeaf = false
  await endsWell(stage, directive)
})

test('an authority whose beats stop is left for a new connection', async t => {
  const stage = await Stage.set(t)
  await stage.start({ limits: { callMs: 1000, silenceMs: 600 } })
  await stage.authority.until(() => stage.authority.streams === 1, 'connected')
  stage.authority.isSilent = true
  await stage.authority.until(() => stage.authority.hellos.length > 1, 'it comes back')
  assert.ok(stage.logged.some(({ fields }) => fields.why === 'silent'))
})
