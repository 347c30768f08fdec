/**
 * The whole sender (ledger, store, lanes, accounts) against a hostile centre and a disk that crashes, in virtual time.
 *
 * Everything comes from one seed: a failure prints it, and SEED=n runs that one alone. RUNS=n runs that many.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Random } from '../../src/base/random.ts'
import { seeded } from '../../src/base/random.ts'
import * as L from '../../src/round/ledger.ts'
import { createStore } from '../../src/round/ledger-files.ts'
import { recover } from '../../src/round/ledger-reader.ts'
import { settleAfterCrash } from '../../src/round/recovery.ts'
import type { Ending } from '../../src/round/round-stage.ts'
import { Sender, type SenderSettings } from '../../src/round/sender.ts'
import { type ReceiptsAsked, shapeOf } from '../../src/round/shape.ts'
import { FRESH, metaOf } from '../../src/round/snapshot.ts'
import { Store } from '../../src/round/store.ts'
import { PERMISSION_MS } from '../../src/round/syncing.ts'
import { SubmitTemplates } from '../../src/round/templates.ts'
import { segmentOctets } from '../../src/text/octets.ts'
import { split } from '../../src/text/split.ts'
import { howMany } from '../parts.ts'
import { CrashingDisk } from './crashing-disk.ts'
import { HostileCentre, type Temper } from './hostile-centre.ts'
import { Schedule } from './schedule.ts'
import { checkSubscribers, checkSums, type Truth } from './truth.ts'

/** So many must reach every ending and every counter but one, or they prove nothing about them. */
const REACH_ALL = 300
const RUNS = Number(process.env.RUNS ?? howMany(100, REACH_ALL))
/** Virtual time after which a round must have ended. */
const END_MS = 12 * 3_600_000
const FIRST_NUMBER = 912_000_000

interface Plan {
  readonly subscribers: number
  readonly segments: number
  readonly receipts: ReceiptsAsked
  readonly lanes: number
  readonly settings: SenderSettings
  readonly temper: Temper
  readonly crashes: number
  readonly failingDisk: number
  readonly pauses: number
}

function plan(random: Random): Plan {
  const isHostile = random.chance(70)
  const share = (most: number) => (isHostile && random.chance(50) ? random.below(most + 1) : 0)
  const segments = [1, 1, 2, 3, 9, 11][random.below(6)]
  const crashes = random.chance(60) ? 1 + random.below(4) : 0
  return {
    subscribers: 1 + random.below(random.chance(20) ? 400 : 60),
    segments,
    receipts: (['last', 'all', 'none'] as const)[random.below(3)],
    lanes: 1 + random.below(3),
    settings: {
      window: 1 + random.below(random.chance(50) ? 4 : 40),
      tps: random.chance(20) ? 20 + random.below(200) : 0,
      responseTimeoutMs: 1000,
      enquireLinkMs: 2000,
      receiptWaitMs: 8000,
      retryForMs: random.chance(80) ? 6 * END_MS : 1500,
      uncertain: random.chance(50) ? 'hold' : 'resend',
      uncertainWaitMs: random.below(3000),
      syncIntervalMs: 20,
      sending: { notBefore: null, notAfter: null, daily: null },
      canary: 0,
    },
    temper: {
      throttle: share(20),
      refuse: share(10),
      silentTaken: share(4),
      silentLost: share(4),
      late: share(5),
      nack: share(4),
      drop: share(2),
      unbind: share(1),
      refuseBind: share(30),
      laneError: share(1),
      noReceipt: share(10),
      earlyReceipt: share(60),
      twice: share(20),
      bogus: share(20),
      intermediate: share(20),
      asDataSm: share(30),
      tlvOnly: share(30),
      lyingTlv: share(10),
      ids: (['same', 'hex-then-decimal', 'decimal-then-hex', 'zeros'] as const)[random.below(4)],
      latencyMs: random.below(60),
      receiptMs: random.below(400),
    },
    crashes,
    failingDisk: random.chance(15) ? random.below(30) : 0,
    pauses: random.chance(20) ? 1 + random.below(3) : 0,
  }
}

/** By the command_id of the last PDU or of any before it. */
function isSubmit(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < bytes.length; at += view.getUint32(at)) if (view.getUint32(at + 4) === 4) return true
  return false
}

const TEXTS = new Map<number, string>()
function textOf(segments: number): string {
  let text = TEXTS.get(segments)
  if (text === undefined) {
    text = segments === 1 ? 'Rửa tay' : 'ă'.repeat(67 * segments - 3)
    TEXTS.set(segments, text)
  }
  return text
}

class Simulation {
  readonly random: Random
  readonly plan: Plan
  readonly schedule = new Schedule()
  readonly disk: CrashingDisk
  readonly centre: HostileCentre
  readonly templates: SubmitTemplates
  sender: Sender | null = null
  ledger: L.Ledger
  ending: Ending | null = null
  #life = 0
  crashed = 0
  /** What each crash left in doubt, and the most that it may. */
  readonly reached = new Set<string>()

  constructor(seed: number) {
    this.random = seeded(seed)
    this.plan = plan(this.random)
    this.disk = new CrashingDisk(this.schedule, this.random)
    this.centre = new HostileCentre(this.schedule, this.random, this.plan.temper)
    const { subscribers, receipts, segments } = this.plan
    const shape = shapeOf({ subscribers, segments, receipts })
    createStore(this.disk, shape, metaOf(FRESH))
    const pieces = split(textOf(segments))
    assert.equal(pieces.segments, segments)
    this.templates = new SubmitTemplates({
      segments: segmentOctets(pieces, 77),
      source: { addr: 'BOYTE', ton: 5, npi: 0 },
      trackedFrom: shape.trackedFrom,
      validityPeriod: '',
      callingCode: '84',
    })
    this.ledger = new L.Ledger(shape)
    this.start()
  }

  start(): void {
    const life = ++this.#life
    const recovered = recover(this.disk)
    const before = recovered.ledger.counters[L.UNCERTAIN]
    const snapshot = settleAfterCrash(recovered)
    void before
    this.ledger = recovered.ledger
    const { subscribers, lanes, settings } = this.plan
    const smsc = { host: 'centre', port: 2775, tls: false, systemId: 'loa', password: 'x' }
    const sender = new Sender({
      ledger: recovered.ledger,
      store: new Store(this.disk, recovered),
      snapshot,
      settings,
      smscs: Array(lanes).fill(smsc),
      numberOf: rank => FIRST_NUMBER + rank * 7,
      rankOf: number => {
        const rank = (number - FIRST_NUMBER) / 7
        return Number.isInteger(rank) && rank >= 0 && rank < subscribers ? rank : -1
      },
      callingCode: '84',
      templates: this.templates,
      connect: (smsc, events) => {
        const wire = this.centre.connect(smsc, events)
        return { ...wire, write: (bytes, done) => this.#write(bytes, () => wire.write(bytes, done)) }
      },
      clock: this.schedule.clock,
      wall: () => 1_580_700_000_000 + this.schedule.now,
      random: this.random,
      report: () => {},
      ended: ending => {
        this.ending = ending
      },
    })
    this.sender = sender
    const tick = () => {
      if (life !== this.#life) return
      const wait = sender.tick()
      if (!sender.hasEnded) this.schedule.after(wait, tick)
    }
    tick()
  }

  /** What was allowed by a sync of long ago is not written. */
  #write(bytes: Uint8Array, write: () => void): void {
    const age = this.schedule.now - this.disk.permittedFrom
    if (isSubmit(bytes)) assert.ok(age <= PERMISSION_MS, `written ${age} ms after the last sync`)
    write()
  }

  crash(): void {
    this.#life++
    this.crashed++
    this.sender = null
    this.ending = null
    this.centre.senderDied()
    this.disk.crash(this.random.chance(50) ? 'kill' : 'power')
    this.check(false)
    // A crash while it was recovering changes nothing.
    this.start()
  }

  run(): void {
    const { plan, random, schedule } = this
    for (let i = 0; i < plan.crashes; i++)
      schedule.after(random.below(random.chance(50) ? 300 : 6000), () => {
        if (this.ending === null) this.crash()
      })
    // The narrow moments: a segment is on its way again, and the ledger says so only just.
    let repeats = plan.crashes > 0 ? random.below(20) : 0
    this.centre.onRepeat = () => {
      if (--repeats !== 0) return
      schedule.after(random.below(10), () => {
        if (this.ending === null) this.crash()
      })
    }
    for (let i = 0; i < plan.pauses; i++) {
      const at = random.below(2000)
      schedule.after(at, () => this.sender?.wish('pause'))
      schedule.after(at + 1 + random.below(3000), () => this.sender?.wish('run'))
      // A crash forgets the pause; a pause outlives the wish to run of an earlier life.
      schedule.after(6000 + at, () => this.sender?.wish('run'))
    }
    if (plan.failingDisk > 0) {
      schedule.after(random.below(500), () => {
        this.disk.failing = plan.failingDisk
      })
      schedule.after(4000, () => {
        this.disk.failing = 0
      })
    }
    for (let lives = 0; lives < 20; lives++) {
      while (this.ending === null && schedule.now < END_MS && schedule.step());
      assert.ok(
        this.ending !== null,
        `the round ends (now ${Math.round(schedule.now)}, ${JSON.stringify(this.sender?.snapshot())}, ${JSON.stringify(plan.settings)}, lanes ${this.sender?.lanes.map(l => l.state.is + l.flight.inFlight)})`,
      )
      if (this.ending.is === 'finished') break
      // The disk or the binds gave out: whoever runs it resumes.
      this.reached.add(`ending ${this.ending.is}`)
      this.ending = null
      this.disk.failing = 0
      this.start()
    }
    assert.equal(this.ending?.is, 'finished')
    this.check(true)
  }

  /** What must hold of a ledger on disk, at the end and after any crash. */
  check(isEnd: boolean): void {
    const recovered = recover(this.disk)
    const snapshot = settleAfterCrash(recovered)
    const { ledger } = recovered
    const { counters, shape } = ledger
    if (isEnd) {
      for (let r = 0; r < shape.subscribers; r++)
        if (this.ledger.outcome(r) < 3) throw new Error(`rank ${r} is left ${this.ledger.outcome(r)}`)
      this.ledger.assertCounted()
      assert.deepEqual([...counters], [...this.ledger.counters], 'the disk says what memory says')
    }
    checkSums(ledger, this.#truth)
    if (isEnd) assert.equal(counters[L.UNSENT] + counters[L.SENDING] + counters[L.WAITING], 0)
    checkSubscribers(ledger, snapshot.walk, this.#truth)
  }

  get #truth(): Truth {
    const { temper, settings } = this.plan
    return {
      centre: this.centre,
      temper,
      reached: this.reached,
      isPatient: settings.retryForMs >= END_MS,
      addressOf: rank => `84${FIRST_NUMBER + rank * 7}`,
    }
  }
}

test('a round is true to the last segment, whatever the centre, the disk and the power do', () => {
  const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: RUNS }, (_, i) => i)
  const reached = new Set<string>()
  let crashes = 0
  const counters = new Float64Array(L.COUNTERS)
  for (const seed of seeds) {
    try {
      const simulation = new Simulation(seed)
      simulation.run()
      crashes += simulation.crashed
      for (const what of simulation.reached) reached.add(what)
      for (let i = 0; i < L.COUNTERS; i++) counters[i] += simulation.ledger.counters[i]
    } catch (error) {
      throw new Error(`SEED=${seed}: ${(error as Error).message}`, { cause: error })
    }
  }
  if (seeds.length < REACH_ALL) return
  const outcomes = [L.UNSENT, L.ACCEPTED, L.DELIVERED, L.FAILED, L.EXPIRED, L.UNCERTAIN]
  for (const outcome of outcomes) assert.ok(reached.has(`outcome ${outcome}`), `outcome ${outcome}`)
  assert.ok(reached.has('resent'))
  assert.ok(reached.has('delivered, a segment without an answer'))
  assert.ok(crashes > 100)
  // A late answer to the first copy after one to the second: a thousand rounds reach it; ledger.test.ts does at once.
  for (let i = L.SUBMITTED; i <= L.ODD; i++)
    if (i !== L.ACCEPTED_AGAIN) assert.ok(counters[i] > 0, `counter ${i} was never reached`)
})
