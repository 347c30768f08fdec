import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import { JetStreamApiCodes, JetStreamApiError, jetstreamManager } from '@nats-io/jetstream'
import { connect, headers, type NatsConnection, TimeoutError } from '@nats-io/transport-node'
import { Failure } from '../../../src/base/failure.ts'
import type { LegLog } from '../../../src/round/log.ts'
import { openLog } from '../../../src/round/logs/open.ts'
import { startNats } from '../../peers/nats.ts'
import { append, ask, entry, last, octets, read, text, untilHealth } from './asked.ts'
import { contractOf } from './contract.ts'
import { Cutter } from './cutter.ts'

/** Servers of a test reserve it on the disk. */
const OCTETS_MAX = 64_000_000

const cluster = await startNats()
const raw: NatsConnection = await connect({ servers: `127.0.0.1:${cluster.servers[0].port}` })
const jsm = await jetstreamManager(raw)
after(async () => {
  await raw.close()
  await cluster.close()
})

const legs = new Map<string, string>()

/** One for each test. */
function legOf(t: TestContext): string {
  const leg = legs.get(t.name) ?? `leg-${legs.size + 1}`
  legs.set(t.name, leg)
  return leg
}

async function open(t: TestContext, { url = cluster.url, unsafe = false } = {}): Promise<LegLog> {
  const log = await openLog(url, legOf(t), { octetsMax: OCTETS_MAX, unsafe })
  t.after(() => log.close())
  return log
}

/** Through a cutter before each server. */
async function openCut(t: TestContext) {
  const cutters = await Promise.all(cluster.servers.map(async ({ port }) => await Cutter.start(t, port)))
  const url = `nats://${cutters.map(({ port }) => `127.0.0.1:${port}`).join()}`
  return { log: await open(t, { url, unsafe: true }), cutters, url }
}

contractOf({ name: 'JetStream', open })

test('JetStream: an entry whose acknowledgement was cut off is acknowledged, and stands once', async t => {
  const { log, cutters } = await openCut(t)
  await append(log, 1, entry('before'))
  Cutter.cutOnceAfter('the cut one', cutters)
  assert.deepEqual(await append(log, 2, entry('the cut one')), { is: 'acked' })
  assert.equal(await last(await open(t)), 2)
  assert.equal(
    cutters.reduce((sum, cutter) => sum + cutter.cuts, 0),
    1,
  )
})

test('JetStream: `duplicate: true, seq: 0`, said of a refused entry that is sent again, is not taken for success', async t => {
  const { log, cutters } = await openCut(t)
  await append(await open(t), 1, entry('of a standby'))
  Cutter.cutOnceAfter('of the owner', cutters)
  assert.deepEqual(await append(log, 1, entry('of the owner')), { is: 'refused', entry: entry('of a standby') })
  assert.match(cutters.map(cutter => cutter.answers).join(), /"seq":0,"duplicate": true/)
})

test('JetStream: the servers do call another entry under the same name a duplicate of the first, as success', async t => {
  await open(t)
  const send = async (words: string) => {
    const named = headers()
    named.set('Nats-Msg-Id', 'a name of two')
    return (await raw.request(`loa.log.${legOf(t)}`, words, { headers: named, timeout: 5_000 })).json()
  }
  await send('one')
  assert.deepEqual(await send('another'), { stream: `LOA-${legOf(t)}`, seq: 1, duplicate: true })
})

test('JetStream: an entry waits while all servers are cut off, and is acknowledged when they are back', async t => {
  const { log, cutters } = await openCut(t)
  for (const cutter of cutters) cutter.cut()
  const appending = append(log, 1, entry('a'))
  const reading = read(log, 1)
  const { is } = await untilHealth(log, 'away')
  assert.equal(is, 'away')
  assert.equal(await last(log), null)
  assert.equal(await last(await open(t)), 0)
  for (const cutter of cutters) cutter.heal()
  assert.deepEqual(await appending, { is: 'acked' })
  assert.deepEqual((await reading).map(text), ['a'])
  await untilHealth(log, 'here')
})

test('JetStream: where requests arrive and answers do not, an entry stands, and a rival after it is what is read', async t => {
  const { log, cutters } = await openCut(t)
  for (const cutter of cutters) cutter.lose('answers')
  const appending = append(log, 1, entry('a'))
  const standby = await open(t)
  assert.deepEqual((await read(standby, 1)).map(text), ['a'])
  assert.deepEqual(await append(standby, 2, entry('takeover')), { is: 'acked' })
  for (const cutter of cutters) cutter.heal()
  assert.deepEqual(await appending, { is: 'acked' })
  assert.deepEqual(await append(log, 2, entry('b')), { is: 'refused', entry: entry('takeover') })
})

test('JetStream: where answers arrive and requests do not, an entry of another is there first, and ours is refused', async t => {
  const { log, cutters } = await openCut(t)
  for (const cutter of cutters) cutter.lose('requests')
  const appending = append(log, 1, entry('a'))
  assert.deepEqual(await append(await open(t), 1, entry('takeover')), { is: 'acked' })
  for (const cutter of cutters) cutter.heal()
  assert.deepEqual(await appending, { is: 'refused', entry: entry('takeover') })
})

test('JetStream: a dozen entries of 1 MB are read in order, and few are in memory at once', async t => {
  const log = await open(t)
  const first = octets(1_000_000)
  for (let index = 1; index <= 12; index++) {
    first[0] = index
    await append(log, index, first)
  }
  const reader = await open(t)
  for (let index = 1; index <= 12; ) {
    const batch = await read(reader, index)
    assert.ok(batch.length <= 4, `${batch.length} at once`)
    for (const one of batch) assert.equal(one[0], index++)
  }
})

test('JetStream: a question reaches an owner that only begins to listen while it is asked', async t => {
  const [owner, standby] = [await open(t), await open(t)]
  const asking = ask(standby, 'are you there', 10_000)
  assert.equal(await ask(standby, 'is nobody there', 10), null)
  owner.answer((_, reply) => reply('yes'))
  assert.equal(await asking, 'yes')
})

test('JetStream: a log without room for an entry is away until there is, and the entry waits', async t => {
  const log = await open(t)
  const name = `LOA-${legOf(t)}`
  const { config } = await jsm.streams.info(name)
  await jsm.streams.update(name, { ...config, max_bytes: 1_000 })
  const appending = append(log, 1, octets(2_000))
  await untilHealth(log, 'away')
  await jsm.streams.update(name, { ...config, max_bytes: OCTETS_MAX })
  assert.deepEqual(await appending, { is: 'acked' })
})

test('JetStream: a log that is made anew behind its owner is broken, and takes nothing more', async t => {
  const log = await open(t)
  await append(log, 1, entry('a'))
  await remove(`LOA-${legOf(t)}`)
  await open(t)
  assert.deepEqual(await untilHealth(log, 'broken'), { is: 'broken', why: 'it was made anew' })
  assert.deepEqual(await append(log, 2, entry('b')), { is: 'broken', why: 'it was made anew' })
})

test('JetStream: a change of members in the middle breaks the log', async t => {
  const log = await open(t)
  await append(log, 1, entry('a'))
  const name = `LOA-${legOf(t)}`
  const { config } = await jsm.streams.info(name)
  await jsm.streams.update(name, { ...config, num_replicas: 1 })
  const health = await untilHealth(log, 'broken')
  assert.match(health.is === 'broken' ? health.why : '', /^its members were changed: n1, n2, n3 /)
})

test('JetStream: an entry that cannot follow, as the ones before it are gone, breaks the log', async t => {
  const log = await open(t)
  await append(log, 1, entry('a'))
  assert.deepEqual(await append(log, 3, entry('c')), { is: 'broken', why: 'it holds 1 entries, and 2 were kept' })
})

test('JetStream: a stream that may be purged, is on one server or belongs to something else is refused', async t => {
  const made = { name: `LOA-${legOf(t)}`, subjects: [`loa.log.${legOf(t)}`], num_replicas: 3, max_bytes: OCTETS_MAX }
  const others: [Parameters<typeof jsm.streams.add>[0], string][] = [
    [made, 'logDiffers'],
    [{ ...made, num_replicas: 1 }, 'logFewReplicas'],
    [{ ...made, subjects: ['other'] }, 'logDiffers'],
  ]
  for (const [config, code] of others) {
    await jsm.streams.add(config)
    await refused(open(t), code)
    await remove(made.name)
  }
})

test('JetStream: servers that cannot be asked whether they sync are refused, as is a single one', async t => {
  const cutters = await Promise.all(cluster.servers.map(async ({ port }) => await Cutter.start(t, port)))
  const url = `nats://${cutters.map(({ port }) => `127.0.0.1:${port}`).join()}`
  await refused(open(t, { url }), 'logSyncUnknown')
  await refused(open(t, { url: `nats://127.0.0.1:${cluster.servers[0].port}` }), 'logFewReplicas')
})

/** Until the servers' leader knows of it too: the stream's own answers first, and nobody while it goes. */
async function remove(name: string): Promise<void> {
  await jsm.streams.delete(name)
  const isThere = async () => await jsm.streams.info(name).then(() => true, isOther)
  while (await isThere());
}

function isOther(error: unknown): boolean {
  if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return false
  if (error instanceof TimeoutError) return true
  throw error
}

async function refused(opening: Promise<LegLog>, code: string): Promise<void> {
  await assert.rejects(opening, (error: unknown) => error instanceof Failure && error.code === code)
}
