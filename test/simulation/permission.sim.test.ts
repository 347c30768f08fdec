/**
 * A sender that was suspended, or whose disk hangs, in virtual time: nothing goes out 2 s after the last group that was synced
 * was sent, whatever its ledger allowed; and a round with little to do is not held up by that.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { ACCEPTED } from '../../src/round/ledger.ts'
import { createStore } from '../../src/round/ledger-files.ts'
import { recover } from '../../src/round/ledger-reader.ts'
import { settleAfterCrash } from '../../src/round/recovery.ts'
import type { Ending } from '../../src/round/round-stage.ts'
import { Sender } from '../../src/round/sender.ts'
import { shapeOf } from '../../src/round/shape.ts'
import { FRESH, metaOf } from '../../src/round/snapshot.ts'
import { Store } from '../../src/round/store.ts'
import { PERMISSION_MS } from '../../src/round/syncing.ts'
import { SubmitTemplates } from '../../src/round/templates.ts'
import type { Connect } from '../../src/round/wire.ts'
import { segmentOctets } from '../../src/text/octets.ts'
import { split } from '../../src/text/split.ts'
import { CrashingDisk } from './crashing-disk.ts'
import { HostileCentre, type Temper } from './hostile-centre.ts'
import { Schedule } from './schedule.ts'

const FIRST_NUMBER = 912_000_000
const MINUTE = 60_000
const END_MS = 60 * MINUTE
const SUBMIT_SM = 4

const CALM: Temper = {
  throttle: 0,
  refuse: 0,
  silentTaken: 0,
  silentLost: 0,
  late: 0,
  nack: 0,
  drop: 0,
  unbind: 0,
  refuseBind: 0,
  laneError: 0,
  noReceipt: 0,
  earlyReceipt: 0,
  twice: 0,
  bogus: 0,
  intermediate: 0,
  asDataSm: 0,
  tlvOnly: 0,
  lyingTlv: 0,
  ids: 'same',
  latencyMs: 20,
  receiptMs: 100,
  receiptAgainMs: 400,
}

interface Given {
  readonly subscribers: number
  readonly tps?: number
  readonly window?: number
  readonly latencyMs?: number
  readonly seed?: number
  readonly receiptMs?: number
  /** Waits so long for them; 0: asks for none. */
  readonly receiptWaitMs?: number
  readonly canary?: number
}

function round({ subscribers, tps = 0, window = 10, ...given }: Given) {
  const { latencyMs = 20, seed = 1, receiptMs = 100, receiptWaitMs = 0, canary = 0 } = given
  const schedule = new Schedule()
  const random = seeded(seed)
  const disk = new CrashingDisk(schedule, random)
  const centre = new HostileCentre(schedule, random, { ...CALM, latencyMs, receiptMs })
  const shape = shapeOf({ subscribers, segments: 1, receipts: receiptWaitMs > 0 ? 'last' : 'none' })
  createStore(disk, shape, metaOf(FRESH))
  const recovered = recover(disk)
  const submits: number[] = []
  const told: string[] = []
  /** Each submit_sm at the instant at which it is handed to the connection. */
  const connect: Connect = (smsc, events) => {
    const wire = centre.connect(smsc, events)
    return {
      ...wire,
      write: (bytes, done) => {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
        for (let at = 0; at < bytes.length; at += view.getUint32(at)) {
          if (view.getUint32(at + 4) !== SUBMIT_SM) continue
          submits.push(schedule.now)
          const age = schedule.now - disk.permittedFrom
          assert.ok(age <= PERMISSION_MS, `written ${age} ms after the last sync that allowed it`)
        }
        wire.write(bytes, done)
      },
    }
  }
  let ending: Ending | null = null
  const snapshot = settleAfterCrash(recovered)
  const sender = new Sender({
    ledger: recovered.ledger,
    store: new Store(disk, recovered),
    snapshot,
    settings: {
      window,
      tps,
      responseTimeoutMs: 30_000,
      enquireLinkMs: 3_600_000,
      receiptWaitMs,
      retryForMs: END_MS,
      uncertain: 'hold',
      uncertainWaitMs: 0,
      syncIntervalMs: 100,
      canary,
      sending: { notBefore: null, notAfter: null, daily: null },
    },
    smscs: [{ host: 'centre', port: 2775, tls: false, systemId: 'loa', password: 'x' }],
    numberOf: rank => FIRST_NUMBER + rank,
    rankOf: number => number - FIRST_NUMBER,
    callingCode: '84',
    templates: new SubmitTemplates({
      segments: segmentOctets(split('Rửa tay'), 77),
      source: { addr: 'BOYTE', ton: 5, npi: 0 },
      trackedFrom: shape.trackedFrom,
      validityPeriod: '',
      callingCode: '84',
    }),
    connect,
    clock: schedule.clock,
    wall: () => 1_580_700_000_000 + schedule.now,
    random,
    report: ({ is }) => void told.push(is),
    ended: how => {
      ending = how
    },
  })
  const tick = () => {
    const wait = sender.tick()
    if (!sender.hasEnded) schedule.after(wait, tick)
  }
  tick()
  return {
    schedule,
    disk,
    sender,
    submits,
    told,
    /** Accepted, and no receipt says what became of them. */
    missing: () => {
      const { ledger } = recovered
      const ranks = Array.from({ length: subscribers }, (_, rank) => rank)
      return ranks.filter(rank => ledger.outcome(rank) === ACCEPTED && ledger.awaitsReceipt(rank)).length
    },
    until: (what: () => boolean) => {
      while (!what() && schedule.now < END_MS && schedule.step());
      assert.ok(what(), `reached within an hour: ${JSON.stringify(sender.snapshot())}`)
    },
    ending: () => ending,
  }
}

test('a sender that was suspended across a stop writes nothing when it wakes', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const given = round({ subscribers: 20_000, seed })
    const { schedule, sender, submits, until } = given
    until(() => submits.length > 500)
    // Every timer and answer of these ten minutes is heard at once, the stop among the last of them.
    schedule.clock.advance((10 * MINUTE) as Millis)
    const before = submits.length
    schedule.after(0, () => sender.wish('stop'))
    until(() => given.ending() !== null)
    assert.equal(submits.length, before, `seed ${seed}`)
    assert.equal(given.ending()?.is, 'stopped')
  }
})

test('a sender that was suspended goes on once the disk has taken a group, and loses nobody', () => {
  const { schedule, sender, submits, until } = round({ subscribers: 5000 })
  until(() => submits.length > 500)
  schedule.clock.advance((1.5 * MINUTE) as Millis)
  until(() => sender.hasEnded)
  const { UNSENT, ACCEPTED, UNCERTAIN } = countersOf(sender.snapshot().counters)
  assert.deepEqual([UNSENT, ACCEPTED + UNCERTAIN], [0, 5000])
})

test('while the disk hangs nothing is written after two seconds, and the round goes on with it', () => {
  const { schedule, disk, sender, submits, until } = round({ subscribers: 2000, tps: 20 })
  until(() => submits.length > 100)
  const { now } = schedule
  disk.hang()
  until(() => schedule.now > now + 30_000)
  const last = submits[submits.length - 1]
  assert.ok(last - now > 500, 'what was synced was written')
  assert.ok(last - now <= PERMISSION_MS)
  disk.goOn()
  until(() => sender.hasEnded)
  assert.equal(submits.length, 2000)
})

test('a round whose disk hangs for longer than it waits for receipts waits anew once they can be kept', () => {
  const given = { subscribers: 40, receiptMs: 4000, receiptWaitMs: 6000 }
  const { schedule, disk, sender, submits, missing, until } = round(given)
  until(() => submits.length === given.subscribers)
  const { now } = schedule
  disk.hang()
  until(() => schedule.now > now + 10_000)
  assert.ok(missing() > 0, 'receipts came while they could not be kept')
  disk.goOn()
  until(() => sender.hasEnded)
  assert.equal(missing(), 0)
})

for (const [what, given] of [
  ['of one message a second', { subscribers: 40, tps: 1 }],
  ['whose centre takes five seconds for each answer', { subscribers: 30, window: 1, latencyMs: 5000 }],
] as const)
  test(`a round ${what} is not held up by permissions that age`, () => {
    const { schedule, sender, submits, until } = round(given)
    until(() => sender.hasEnded)
    assert.equal(submits.length, given.subscribers)
    const seconds = (schedule.now - submits[0]) / 1000
    assert.ok(seconds < 5 * given.subscribers + 10, `${seconds} s`)
  })

test('a canary is told of once its pause outlives a kill, and nothing that is wished before lets it go on', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { schedule, disk, sender, submits, told, until } = round({ subscribers: 20, canary: 5, seed })
    until(() => submits.length === 5)
    disk.hang()
    const { now } = schedule
    until(() => schedule.now > now + 300)
    sender.wish('run')
    until(() => schedule.now > now + 600)
    assert.deepEqual([told.includes('canary'), submits.length], [false, 5], `seed ${seed}`)
    disk.goOn()
    until(() => told.includes('canary'))
    disk.crash(seed % 2 === 0 ? 'kill' : 'power')
    assert.equal(settleAfterCrash(recover(disk)).canaryDone, true, `seed ${seed}`)
    assert.equal(submits.length, 5)
  }
})

test('a canary that was told of goes on when somebody wishes so', () => {
  const { sender, submits, told, until } = round({ subscribers: 20, canary: 5 })
  until(() => told.includes('canary'))
  assert.equal(submits.length, 5)
  sender.wish('run')
  until(() => sender.hasEnded)
  assert.equal(submits.length, 20)
  assert.equal(told.filter(is => is === 'canary').length, 1)
})

function countersOf(counters: readonly number[]) {
  return { UNSENT: counters[0], ACCEPTED: counters[3], DELIVERED: counters[4], UNCERTAIN: counters[7] }
}
