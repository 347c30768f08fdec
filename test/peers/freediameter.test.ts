/**
 * freeDiameter in front of us, between, and behind us, as an operator would plug us in; what goes over the wires is read by
 * Wireshark.
 *
 *   pgw (test_ccload) ──► dra (relay, rt_rewrite) ──► loa ──► ocs (test_cc)
 *
 * test_ccload makes requests without a called number, to a Destination-Host of its own choice: a SIP URI there, which
 * rt_rewrite moves into Called-Party-Address on the way through the relay.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, type TestContext, test } from 'node:test'
import type { Counters } from '../../src/charging/counters.ts'
import { testMore } from '../parts.ts'
import { type Capture, startCapture } from './capture.ts'
import { Authority } from './certificates.ts'
import { type Reading, type ReadMessage, readDiameter, readValue } from './diameter-reading.ts'
import {
  type FreeDiameter,
  type FreeDiameterOptions,
  REALM,
  startFreeDiameter,
  WATCHDOG_SECONDS_MIN,
} from './freediameter.ts'
import { type Gy, HOTLINE, startGy, US, writeLists } from './gy.ts'
import { missing } from './installed.ts'

const OCS = `ocs.${REALM}`
const OCS2 = `ocs2.${REALM}`
const DRA = `dra.${REALM}`
const PGW = `pgw.${REALM}`
const MOVES_THE_CALLED_NUMBER = [
  'MAP = "Destination-Host" > "Service-Information" : "IMS-Information" : "Called-Party-Address";',
]
const CREDIT_CONTROL = 272
const WATCHDOG = 280
const DISCONNECT = 282
/** Answers enough to have seen something. */
const ENOUGH = 20
const WAIT_MS = 120_000

const skip = missing('freeDiameter', 'openssl', 'tshark', 'the right to capture packets')

/** They mostly wait for each other; more at once would not be sooner on few cores. */
const AT_ONCE = 3

/** All but what was on its way when the client went: how much that is, is the client's pace and not ours. */
function assertCameBack({ returned, unclaimed, relayed, ...others }: Counters): void {
  assert.ok(returned >= ENOUGH)
  assert.ok(returned + unclaimed <= relayed, `${returned} + ${unclaimed} of ${relayed}`)
  const { late, timeouts, undelivered, failovers, refused } = others
  assert.deepEqual(
    { late, timeouts, undelivered, failovers, refused },
    { late: 0, timeouts: 0, undelivered: 0, failovers: 0, refused: {} },
  )
}

describe('freeDiameter and the online charging', { skip, concurrency: AT_ONCE }, async () => {
  const authority = new Authority()
  const lists = await writeLists()
  const directory = mkdtempSync(join(tmpdir(), 'loa-freediameter-test-'))
  let files = 0
  after(() => {
    authority.remove()
    lists.remove()
    rmSync(directory, { recursive: true })
  })

  /** Starts what a test needs, and ends it with the test. */
  function stage(t: TestContext) {
    const started: { stop(): Promise<void> }[] = []
    t.after(async () => {
      for (const one of started.toReversed()) await one.stop()
    })
    return {
      async daemon(options: Partial<FreeDiameterOptions> & { identity: string }) {
        const one = await startFreeDiameter({ authority, ...options })
        started.push(one)
        return one
      },
      async gy(...args: string[]): Promise<Gy> {
        const one = await startGy(lists, ...args)
        started.push({ stop: () => one.child.stop() })
        return one
      },
    }
  }

  const capture = (port: number) =>
    startCapture(port, join(directory, `${files++}.pcap`), { protocol: 'diameter', read: readDiameter })

  /** Makes requests, by the thousand in a second, until it is enough. */
  async function load(client: FreeDiameter, enough: () => Promise<unknown>): Promise<void> {
    client.load()
    await client.child.printed(/switched generation of CCRs on/)
    await enough()
    client.load()
    await client.child.printed(/switched generation of CCRs off/)
  }

  const answerOn = (wire: Capture<Reading>) => () => wire.printed(/Credit-Control Answer/)
  /** It says so once a second. */
  const saidOf = (client: FreeDiameter, times: number) => () =>
    client.child.printed(new RegExp(`(CCA messages received[^]*){${times}}`), WAIT_MS)

  const of = ({ messages }: Reading, command: number, request: boolean) =>
    messages.filter(one => one.command === command && one.request === request)
  const codeOf = (message: ReadMessage) => Number(readValue(message.avps, 'Result-Code'))

  test('a call to the hotline through a relay of theirs is free, and their charging server hears nothing of it', async t => {
    const { daemon, gy } = stage(t)
    const ocs = await daemon({ identity: OCS, serves: true })
    const loa = await gy('--relay', `${OCS}=127.0.0.1:${ocs.port}`)
    await loa.connected(OCS)
    const wire = await capture(loa.port)
    const dra = await daemon({
      identity: DRA,
      connect: { identity: US, port: loa.port },
      rewrites: MOVES_THE_CALLED_NUMBER,
    })
    await dra.connected(US)
    const pgw = await daemon({
      identity: PGW,
      connect: { identity: DRA, port: dra.port },
      loads: `sip:${HOTLINE}@hotline.${REALM}`,
    })
    await pgw.connected(DRA)
    await load(pgw, answerOn(wire))
    const reading = await wire.read()
    assert.deepEqual(reading.complaints, [])
    const answers = of(reading, CREDIT_CONTROL, false)
    assert.ok(answers.length >= ENOUGH)
    for (const answer of answers) {
      assert.equal(codeOf(answer), 4011)
      assert.equal(answer.error, false)
      assert.equal(readValue(answer.avps, 'Origin-Host'), US)
      assert.match(readValue(answer.avps, 'Proxy-Info', 'Proxy-Host') ?? '', /^Dummy-Proxy-Host/)
    }
    const asked = new Map(of(reading, CREDIT_CONTROL, true).map(one => [one.hopByHop, one]))
    for (const { hopByHop, endToEnd } of answers) assert.equal(asked.get(hopByHop)?.endToEnd, endToEnd)
    await pgw.stop()
    const { counters } = await loa.standing()
    assert.deepEqual(counters.free, { 'byt-19009095': counters.requests })
    assert.equal(counters.relayed, 0)
  })

  test('what is charged reaches their charging server whole and comes back; neither side sees a malformed octet', async t => {
    const { daemon, gy } = stage(t)
    const ocs = await daemon({ identity: OCS, serves: true })
    const loa = await gy('--relay', `127.0.0.1:${ocs.port}`)
    await loa.connected(OCS)
    const before = await capture(loa.port)
    const behind = await capture(ocs.port)
    const pgw = await daemon({ identity: PGW, connect: { identity: US, port: loa.port }, loads: `REALM:${REALM}` })
    await pgw.connected(US)
    await load(pgw, answerOn(before))
    const [client, charging] = [await before.read(), await behind.read()]
    assert.deepEqual([...client.complaints, ...charging.complaints], [])
    const answers = of(client, CREDIT_CONTROL, false)
    assert.ok(answers.length >= ENOUGH)
    assert.ok(answers.every(answer => codeOf(answer) === 2001))
    const onward = new Map(of(charging, CREDIT_CONTROL, true).map(one => [one.endToEnd, one]))
    for (const request of of(client, CREDIT_CONTROL, true)) {
      const one = onward.get(request.endToEnd)
      if (one === undefined) continue
      assert.equal(readValue(one.avps, 'Route-Record'), PGW)
      const untouched = one.avps.filter(({ name }) => name !== 'Route-Record')
      assert.deepEqual(untouched, request.avps)
    }
    const numbers = of(charging, CREDIT_CONTROL, true).map(({ hopByHop }) => hopByHop)
    assert.equal(new Set(numbers).size, numbers.length)
    await pgw.stop()
    const { counters } = await loa.standing()
    assertCameBack(counters)
    assert.equal(counters.relayed, counters.requests)
    assert.equal(counters.answered, 0)
  })

  test('freeDiameter speaks with us over TLS with certificates on both sides, before us and behind us', async t => {
    const { daemon, gy } = stage(t)
    const { certFile, keyFile, caFile } = await authority.of(US)
    const tls = ['--tls-cert', certFile, '--tls-key', keyFile, '--tls-ca', caFile]
    const ocs = await daemon({ identity: OCS, serves: true })
    const loa = await gy(...tls, '--relay', `${OCS}=aaas://127.0.0.1:${ocs.tlsPort}`)
    await loa.connected(OCS)
    const pgw = await daemon({
      identity: PGW,
      connect: { identity: US, port: loa.port, tls: true },
      loads: `REALM:${REALM}`,
    })
    await pgw.connected(US)
    await load(pgw, saidOf(pgw, 1))
    await pgw.stop()
    const { counters } = await loa.standing()
    assertCameBack(counters)
    assert.equal(counters.relayed, counters.requests)
  })

  test('who has a certificate of another authority is turned away, before us and behind us', async t => {
    const { daemon, gy } = stage(t)
    const strangers = new Authority()
    t.after(() => strangers.remove())
    const { certFile, keyFile, caFile } = await authority.of(US)
    const tls = ['--tls-cert', certFile, '--tls-key', keyFile, '--tls-ca', caFile]
    const ocs = await daemon({ authority: strangers, identity: OCS, serves: true })
    const loa = await gy(...tls, '--relay', `${OCS}=aaas://127.0.0.1:${ocs.tlsPort}`)
    await loa.child.printed(/charging system unreachable/)
    const connect = { identity: US, port: loa.port, tls: true }
    await daemon({ authority: strangers, identity: PGW, connect })
    await loa.child.printed(/TLS handshake failed, client rejected/)
    assert.equal((await loa.standing()).clients, 0)
    assert.doesNotMatch(loa.child.stderr, /\bconnected/)
  })

  testMore('a name that is not on the list of peers is refused, and the refusal is one that they read', async t => {
    const { daemon, gy } = stage(t)
    const loa = await gy('--peer', `other.${REALM}`)
    const pgw = await daemon({ identity: PGW, connect: { identity: US, port: loa.port } })
    await pgw.child.printed(/DIAMETER_UNKNOWN_PEER/)
    assert.equal((await loa.standing()).clients, 0)
  })

  testMore('when their charging server dies the other one goes on, and every request is answered once', async t => {
    const { daemon, gy } = stage(t)
    const first = await daemon({ identity: OCS, serves: true })
    const second = await daemon({ identity: OCS2, serves: true })
    const loa = await gy(
      ...['--relay', `${OCS}=127.0.0.1:${first.port}`],
      ...['--relay', `${OCS2}=127.0.0.1:${second.port}`],
    )
    await loa.connected(OCS)
    await loa.connected(OCS2)
    const pgw = await daemon({ identity: PGW, connect: { identity: US, port: loa.port }, loads: `REALM:${REALM}` })
    await pgw.connected(US)
    await load(pgw, async () => {
      await saidOf(pgw, 1)()
      first.child.kill('SIGKILL')
      await loa.child.printed(/charging system connection lost/)
      await saidOf(pgw, 3)()
    })
    await pgw.stop()
    const { counters } = await loa.standing()
    const { requests, relayed, returned, refused, undelivered, unclaimed } = counters
    assert.equal(relayed, requests)
    assert.equal(returned + undelivered + unclaimed, requests)
    assert.deepEqual([refused, undelivered], [{}, 0])
  })

  testMore('each side asks whether the other is alive, and is answered; who stops says goodbye', async t => {
    const { daemon, gy } = stage(t)
    // Ours is between the two: the one asks before we do, the other never would.
    const eager = await daemon({ identity: OCS, watchdogSeconds: WATCHDOG_SECONDS_MIN })
    const lazy = await daemon({ identity: OCS2, watchdogSeconds: 600 })
    const loa = await gy(
      ...['--watchdog', '10s', '--relay', `${OCS}=127.0.0.1:${eager.port}`],
      ...['--relay', `${OCS2}=127.0.0.1:${lazy.port}`],
    )
    await loa.connected(OCS)
    await loa.connected(OCS2)
    const wires = [await capture(eager.port), await capture(lazy.port)]
    for (const wire of wires) await wire.printed(/Device-Watchdog Answer/)
    await loa.standing()
    for (const [i, wire] of wires.entries()) {
      const reading = await wire.read()
      assert.deepEqual(reading.complaints, [])
      const [asked] = of(reading, WATCHDOG, true)
      const origin = readValue(asked.avps, 'Origin-Host')
      assert.equal(origin, i === 0 ? OCS : US)
      assert.ok(of(reading, WATCHDOG, false).every(answer => codeOf(answer) === 2001))
      const goodbyes = of(reading, DISCONNECT, true)
      assert.deepEqual(
        goodbyes.map(({ avps }) => readValue(avps, 'Disconnect-Cause')),
        ['0'],
      )
      assert.deepEqual(of(reading, DISCONNECT, false).map(codeOf), [2001])
    }
  })
})
