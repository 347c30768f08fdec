import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { systemClock } from '../../../src/base/clock.ts'
import { Failure } from '../../../src/base/failure.ts'
import { until } from '../../../src/base/until.test.ts'
import type { Appended, LegLog } from '../../../src/round/log.ts'
import { parseAddress } from '../../../src/round/logs/address.ts'
import { NatsLine } from '../../../src/round/logs/nats-connection.ts'
import { askSyncs } from '../../../src/round/logs/nats-sync.ts'
import { openLog } from '../../../src/round/logs/open.ts'
import { comeBack, type NatsCluster, type NatsServer, startNats } from '../../peers/nats.ts'
import { append, entry, isAway, readAll, text, untilHealth } from './asked.ts'

/** Servers of a test reserve it on the disk. */
const OCTETS_MAX = 64_000_000
const OPEN_MS = 15_000
const USER = { name: 'loa', password: 'a-secret' }
/** As it comes: synced every two minutes. */
const LAZY = 2
/** In the middle of so many appends a server goes. */
const APPENDS = 30
const GOES_AT = 10

const cluster = await startNats({ user: USER, lazy: LAZY })
after(async () => await cluster.close())

async function open(t: TestContext, leg: string, url = cluster.url): Promise<LegLog> {
  const log = await openLog(url, leg, { octetsMax: OCTETS_MAX })
  t.after(() => log.close())
  return log
}

test('JetStream: servers are refused of which one syncs every two minutes only, and it is named', async t => {
  await refused(open(t, 'lazy'), 'logLazy', /n3 does not sync before acknowledging .* sync_interval: always/)
})

test('JetStream: a server without a monitoring port tells an account that may ask the system’s whether it syncs', async t => {
  const single = await startNats({ servers: 1, user: USER, mayAskSystem: true })
  t.after(async () => await single.close())
  const address = parseAddress(single.url)
  assert.ok(address.kind === 'nats')
  const { signal } = new AbortController()
  const line = await NatsLine.open(address, { clock: systemClock, signal, openMs: OPEN_MS })
  t.after(() => line.close())
  assert.deepEqual([...(await askSyncs(line, signal))], [['n1', true]])
})

test('JetStream: a wrong password is refused at once, and neither it nor the right one is told', async t => {
  const url = cluster.url.replace(USER.password, 'another-secret')
  await refused(open(t, 'user', url), 'logRefuses', /^(?!.*secret).*authorization/)
})

test('JetStream: a lazy server that was away when the log was opened makes it go away when it is back', async t => {
  const cluster = await clusterOf(t, LAZY)
  const log = await withoutTheLazy(t, cluster)
  assert.deepEqual(await append(log, 1, entry('of two')), { is: 'acked' })
  const lazy = cluster.servers[LAZY]
  await comeBack(cluster, lazy, { isLazy: true })
  await until(() => isAway(log, /sync_interval/), 'the log is away for its lazy server')
  const answers: Appended[] = []
  log.append(2, entry('of three'), answer => answers.push(answer))
  await comeBack(cluster, lazy)
  await until(() => answers.length > 0, 'what was appended meanwhile is answered')
  assert.deepEqual(answers, [{ is: 'acked' }])
  assert.deepEqual((await readAll(log, 2)).map(text), ['of two', 'of three'])
})

test('JetStream: kill -9 of the leader in the middle of appends loses none that was acknowledged, and none stands twice', async t => {
  await throughLossOf(t, 'killed', {
    goes: async server => await server.kill(),
    returns: async server => await server.start(),
  })
})

test('JetStream: a leader that is suspended in the middle of appends keeps none back, and forks nothing when it wakes', async t => {
  await throughLossOf(t, 'suspended', {
    goes: async server => server.signal('SIGSTOP'),
    returns: async server => server.signal('SIGCONT'),
  })
})

test('JetStream: an empty server in the place and under the name of one that burnt has the whole log once it says that it is well', async t => {
  const cluster = await clusterOf(t)
  const leg = 'replaced'
  const owner = await open(t, leg, cluster.url)
  for (let index = 1; index <= GOES_AT; index++) await append(owner, index, entry(`${index}`))
  const leader = await leaderOf(cluster, leg)
  const [burnt, other] = cluster.servers.filter(server => server !== leader)
  await burnt.burn()
  await comeBack(cluster, burnt)
  await other.kill()
  assert.deepEqual(await append(owner, GOES_AT + 1, entry('of two')), { is: 'acked' })
  assert.equal((await readAll(owner, GOES_AT + 1)).length, GOES_AT + 1)
  await untilHealth(owner, 'here')
})

interface Loss {
  goes(server: NatsServer): Promise<void>
  returns(server: NatsServer): Promise<void>
}

/** Servers are lost: those of other tests are others. */
async function clusterOf(t: TestContext, lazy?: number): Promise<NatsCluster> {
  const cluster = await startNats({ user: USER, ...(lazy !== undefined && { lazy }) })
  t.after(async () => await cluster.close())
  return cluster
}

async function throughLossOf(t: TestContext, leg: string, { goes, returns }: Loss): Promise<void> {
  const cluster = await clusterOf(t)
  const { url } = cluster
  const [owner, standby, rival] = [await open(t, leg, url), await open(t, leg, url), await open(t, leg, url)]
  const reading = readAll(standby, APPENDS)
  let leader: NatsServer | null = null
  let pausedMs = 0
  for (let index = 1; index <= APPENDS; index++) {
    if (index === GOES_AT) {
      leader = await leaderOf(cluster, leg)
      setImmediate(() => void goes(leader!))
    }
    const begun = performance.now()
    assert.deepEqual(await append(owner, index, entry(`${leg} ${index}`)), { is: 'acked' })
    pausedMs = Math.max(pausedMs, performance.now() - begun)
  }
  t.diagnostic(`the longest wait for an acknowledgement: ${Math.round(pausedMs)} ms`)
  const written = Array.from({ length: APPENDS }, (_, at) => `${leg} ${at + 1}`)
  assert.deepEqual((await reading).map(text), written, 'as the standby read it meanwhile')
  await returns(leader!)
  assert.equal((await append(rival, GOES_AT, entry('a fork'))).is, 'refused')
  assert.deepEqual((await readAll(rival, APPENDS)).map(text), written, 'as it stands in the end')
  assert.notEqual(owner.health().is, 'broken')
}

async function leaderOf(cluster: NatsCluster, leg: string): Promise<NatsServer> {
  const { name: user, password: pass } = USER
  const servers = cluster.servers.map(({ port }) => `127.0.0.1:${port}`)
  const connection = await connect({ servers, user, pass })
  const { cluster: held } = await (await jetstreamManager(connection)).streams.info(`LOA-${leg}`)
  await connection.close()
  return cluster.servers.find(({ name }) => name === held?.leader)!
}

/** Opened while its lazy server is away, which the cluster itself takes a moment to know. */
async function withoutTheLazy(t: TestContext, { url, servers }: NatsCluster): Promise<LegLog> {
  // A new stream needs all three.
  const made = await openLog(url, 'away', { octetsMax: OCTETS_MAX, unsafe: true })
  made.close()
  await servers[LAZY].kill()
  for (;;) {
    try {
      return await open(t, 'away', url)
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'logSyncUnknown') throw error
    }
  }
}

async function refused(opening: Promise<LegLog>, code: string, words: RegExp): Promise<void> {
  await assert.rejects(opening, (error: unknown) => {
    assert.ok(error instanceof Failure && error.code === code, String(error))
    assert.match(error.message, words)
    return true
  })
}
