/**
 * A leg on three machines with a replicated log, in virtual time: owners are killed, suspended, cut off, lose their disk or its
 * room, the log loses its leader and its quorum; and whoever owns the leg in the end, the round is true to the last segment.
 *
 * Everything comes from one seed: a failure prints it, and SEED=n runs that one alone. RUNS=n runs that many.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seeded } from '../../src/base/random.ts'
import * as L from '../../src/round/ledger.ts'
import { recover } from '../../src/round/ledger-reader.ts'
import { settleAfterCrash } from '../../src/round/recovery.ts'
import { howMany } from '../parts.ts'
import { Cluster, type ClusterPlan, type Machine } from './cluster.ts'
import type { Temper } from './hostile-centre.ts'
import { checkSubscribers, checkSums, type Truth } from './truth.ts'

/** So many reach every fault of an owner and every outcome. */
const REACH_ALL = 80
const RUNS = Number(process.env.RUNS ?? howMany(3, REACH_ALL))
/** Of each that befalls an owner. */
const SEEDS = howMany(1, 12)
const STOPS = howMany(1, 4)
const END_MS = 6 * 3_600_000
const FIRST_NUMBER = 912_000_000

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
  receiptMs: 200,
}

function planOf(random: Random): ClusterPlan {
  const share = (most: number) => (random.chance(40) ? random.below(most + 1) : 0)
  return {
    machines: 2 + random.below(2),
    subscribers: 50 + random.below(600),
    text: random.chance(70) ? 'Rửa tay' : 'ă'.repeat(67 * 3 - 3),
    receipts: (['last', 'all', 'none'] as const)[random.below(3)],
    lanes: 1 + random.below(2),
    settings: {
      window: 1 + random.below(20),
      tps: 20 + random.below(120),
      responseTimeoutMs: 1000,
      enquireLinkMs: 2000,
      receiptWaitMs: 6000,
      retryForMs: 6 * END_MS,
      uncertain: random.chance(50) ? 'hold' : 'resend',
      uncertainWaitMs: random.below(2000),
      syncIntervalMs: 20 + random.below(80),
      sending: { notBefore: null, notAfter: null, daily: null },
      canary: 0,
    },
    temper: {
      ...CALM,
      throttle: share(10),
      refuse: share(5),
      silentTaken: share(2),
      silentLost: share(2),
      late: share(3),
      drop: share(1),
      noReceipt: share(5),
      earlyReceipt: share(40),
      twice: share(10),
      asDataSm: share(20),
      ids: (['same', 'hex-then-decimal', 'decimal-then-hex', 'zeros'] as const)[random.below(4)],
      latencyMs: random.below(60),
      receiptMs: random.below(400),
    },
  }
}

type Fault = (cluster: Cluster, machine: Machine, lastsMs: number) => void

const FAULTS: Readonly<Record<string, Fault>> = {
  'killed and started again': ({ schedule }, machine, lastsMs) => {
    machine.crash('kill')
    schedule.after(lastsMs, () => machine.start())
  },
  'without power': ({ schedule }, machine, lastsMs) => {
    machine.crash('power')
    schedule.after(lastsMs, () => machine.start())
  },
  'suspended and woken': ({ schedule }, machine, lastsMs) => {
    machine.suspend()
    schedule.after(lastsMs, () => machine.wake())
  },
  'cut off from the log': ({ schedule }, machine, lastsMs) => {
    machine.cut()
    schedule.after(lastsMs, () => machine.heal())
  },
  'cut off from the centre': ({ schedule }, machine, lastsMs) => {
    machine.cutFromCentre(true)
    schedule.after(lastsMs, () => machine.cutFromCentre(false))
  },
  'the log without a leader': ({ log }, _machine, lastsMs) => log.loseLeader(lastsMs),
  'its disk lost': ({ schedule }, machine, lastsMs) => {
    machine.crash('kill')
    machine.loseDisk()
    schedule.after(lastsMs, () => machine.start())
  },
  'its disk full': ({ schedule }, machine, lastsMs) => {
    const { disk } = machine
    disk.failing = 100
    schedule.after(lastsMs, () => {
      disk.failing = 0
    })
  },
  'handed over': (_cluster, machine) => machine.wish('interrupt'),
  'paused and resumed': (cluster, _machine, lastsMs) => {
    cluster.owner?.wish('pause')
    cluster.schedule.after(lastsMs, () => {
      for (const each of cluster.machines) each.wish('run')
    })
  },
}
const NAMES = Object.keys(FAULTS)

/** Whoever ended before the round did is started again, as a supervisor does. */
function supervise(cluster: Cluster): void {
  cluster.schedule.every(1000, () => {
    for (const machine of cluster.machines) {
      const { end } = machine
      assert.notEqual(end?.is, 'log-broken', end?.why)
      if (end !== null && end.is !== 'finished' && end.is !== 'stopped') machine.start()
    }
  })
}

const isOver = ({ machines }: Cluster) => machines.every(({ end }) => end?.is === 'finished' || end?.is === 'stopped')

function runToItsEnd(cluster: Cluster): void {
  const { schedule } = cluster
  // A round that was left paused by a take-over in between is woken: every machine is told.
  schedule.every(60_000, () => {
    for (const machine of cluster.machines) machine.wish('run')
  })
  while (!isOver(cluster) && schedule.now < END_MS && schedule.step());
  const said = cluster.machines.map(
    ({ end, sender, standby }) =>
      `${end?.is ?? (sender !== null ? 'owner' : standby !== null ? 'standby' : 'down')} ` +
      JSON.stringify(sender?.snapshot() ?? standby?.snapshot() ?? null),
  )
  assert.ok(isOver(cluster), `the round ends everywhere: ${said.join('; ')}`)
}

/** Of all copies, at the end. */
function checkCopies(cluster: Cluster, reached: Set<string>): void {
  cluster.checkLog()
  const truth: Truth = {
    centre: cluster.centre,
    temper: cluster.plan.temper,
    reached,
    isPatient: true,
    addressOf: rank => `84${FIRST_NUMBER + rank * 7}`,
  }
  const copies = cluster.machines.map(({ disk, number }) => {
    const recovered = recover(disk)
    const snapshot = settleAfterCrash(recovered)
    const { ledger } = recovered
    checkSums(ledger, truth)
    checkSubscribers(ledger, snapshot.walk, truth)
    assert.equal(
      ledger.counters[L.UNSENT] + ledger.counters[L.SENDING] + ledger.counters[L.WAITING],
      0,
      `machine ${number} knows what became of everybody`,
    )
    return { ledger, snapshot }
  })
  const [first, ...others] = copies
  for (const { ledger, snapshot } of others) {
    assert.deepEqual(stored(ledger.state), stored(first.ledger.state), 'all copies are one')
    assert.deepEqual(ledger.accepted, first.ledger.accepted)
    assert.deepEqual(ledger.receipts, first.ledger.receipts)
    assert.deepEqual(ledger.ids, first.ledger.ids)
    assert.deepEqual([...snapshot.counters], [...first.snapshot.counters])
  }
}

const stored = (state: Uint8Array) => state.map(each => each & L.STORED)

test('a leg on several machines is true to the last segment in every copy, whatever happens to its owners', context => {
  const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: RUNS }, (_, i) => i)
  const reached = new Set<string>()
  const count = { faults: 0, takeOvers: 0, entries: 0 }
  for (const seed of seeds)
    try {
      const random = seeded(seed)
      const cluster = new Cluster(planOf(random), random)
      const { schedule, machines } = cluster
      supervise(cluster)
      for (let i = 1 + random.below(5); i > 0; i--)
        schedule.after(200 + random.below(15_000), () => {
          if (isOver(cluster)) return
          const name = NAMES[random.below(NAMES.length)]
          // Mostly the owner; sometimes a standby.
          const any = machines[random.below(machines.length)]
          const machine = random.chance(75) ? (cluster.owner ?? any) : any
          if (!machine.isRunning) return
          count.faults++
          reached.add(`${name}${machine.isOwner ? ', the owner' : ''}`)
          FAULTS[name](cluster, machine, 100 + random.below(random.chance(20) ? 60_000 : 6000))
        })
      runToItsEnd(cluster)
      checkCopies(cluster, reached)
      count.takeOvers += cluster.takeOvers.length
      count.entries += cluster.log.entries.length
    } catch (error) {
      throw new Error(`SEED=${seed}: ${(error as Error).message}`, { cause: error })
    }
  context.diagnostic(
    `${seeds.length} seeds, ${count.faults} faults, ${count.takeOvers} take-overs, ${count.entries} entries`,
  )
  if (seeds.length < REACH_ALL) return
  for (const name of NAMES) assert.ok(reached.has(`${name}, the owner`), `${name}, the owner`)
  for (const outcome of [L.ACCEPTED, L.DELIVERED, L.FAILED, L.UNCERTAIN])
    assert.ok(reached.has(`outcome ${outcome}`), `outcome ${outcome}`)
})

/** A calm round of one segment at a steady pace; far from its end when something happens to it. */
function calm(seed: number): Cluster {
  const plan: ClusterPlan = {
    machines: 3,
    subscribers: 2500,
    text: 'Rửa tay',
    receipts: 'last',
    lanes: 2,
    temper: CALM,
    settings: {
      window: 20,
      tps: 200,
      responseTimeoutMs: 30_000,
      enquireLinkMs: 2000,
      receiptWaitMs: 5000,
      retryForMs: END_MS,
      uncertain: 'hold',
      uncertainWaitMs: 0,
      syncIntervalMs: 50,
      canary: 0,
      sending: { notBefore: null, notAfter: null, daily: null },
    },
  }
  const cluster = new Cluster(plan, seeded(seed))
  supervise(cluster)
  return cluster
}

function until(cluster: Cluster, what: () => boolean, withinMs = 600_000): void {
  const { schedule } = cluster
  const end = schedule.now + withinMs
  while (!what() && schedule.now < end && schedule.step());
  assert.ok(what(), `reached within ${withinMs} ms`)
}

const isUnderWay = (cluster: Cluster) => () => cluster.centre.received > 400
const hasGoneOn = (cluster: Cluster) => {
  const { received } = cluster.centre
  const { length } = cluster.owners
  return () => cluster.owners.length > length && cluster.centre.received > received + 50
}

/** Line by line of what may happen: how many are in doubt after it, and when the round goes on. */
const LINES: readonly {
  readonly name: string
  readonly fault: (cluster: Cluster, owner: Machine) => void
  /** Nobody is in doubt; else what one group allows and what was in flight. */
  readonly isClean?: boolean
  readonly withinMs: number
}[] = [
  { name: 'the owner is killed', fault: (_cluster, owner) => owner.crash('kill'), withinMs: 6000 },
  {
    name: 'the owner’s machine dies, and the log’s leader with it',
    fault: ({ log }, owner) => {
      owner.crash('power')
      log.loseLeader(6000)
    },
    withinMs: 15_000,
  },
  {
    name: 'the owner is cut off from the log and not from the centre',
    fault: (_cluster, owner) => owner.cut(),
    withinMs: 15_000,
  },
  { name: 'the owner is suspended', fault: (_cluster, owner) => owner.suspend(), withinMs: 6000 },
  {
    name: 'the owner’s disk takes nothing more',
    fault: (_cluster, owner) => {
      owner.disk.failing = 100
    },
    isClean: true,
    withinMs: 5000,
  },
  { name: 'the owner hands over', fault: (_cluster, owner) => owner.wish('interrupt'), isClean: true, withinMs: 2000 },
]
for (const { name, fault, isClean = false, withinMs } of LINES)
  test(`${name}: a standby goes on within ${withinMs / 1000} s, ${isClean ? 'and nobody is in doubt' : 'and no more are in doubt than one group allows and were in flight'}`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const cluster = calm(seed)
      until(cluster, isUnderWay(cluster))
      const { owner } = cluster
      assert.ok(owner !== null)
      fault(cluster, owner)
      until(cluster, hasGoneOn(cluster), withinMs)
      const [{ uncertain, bound }] = cluster.takeOvers
      const most = isClean ? 0 : bound
      assert.ok(uncertain <= most, `seed ${seed}: ${uncertain} in doubt, at most ${most}`)
      for (const machine of cluster.machines) {
        machine.disk.failing = 0
        machine.heal()
        machine.wake()
      }
      const isDown = !owner.isRunning && owner.end === null
      if (isDown) owner.start()
      runToItsEnd(cluster)
      checkCopies(cluster, new Set())
      // Of two standbys that hear of a hand-over one takes over, once.
      if (isClean) assert.equal(cluster.takeOvers.length, 1, `seed ${seed}`)
    }
  })

test('the log loses its leader: the round waits for another one, keeps its binds, and nobody is in doubt', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const cluster = calm(seed)
    until(cluster, isUnderWay(cluster))
    const { log, schedule, owners } = cluster
    const from = schedule.now
    log.loseLeader(8000)
    until(cluster, () => schedule.now > from + 5000)
    const { received } = cluster.centre
    until(cluster, () => schedule.now > from + 7900)
    assert.equal(cluster.centre.received, received, 'nothing is written while it is away')
    assert.ok(cluster.centre.receiptsRefused > 0, 'the centre keeps its receipts')
    runToItsEnd(cluster)
    assert.equal(owners.length, 1, 'its owner stays')
    assert.ok(cluster.machines.every(({ ledger }) => ledger !== null && ledger.counters[L.UNCERTAIN] === 0))
    checkCopies(cluster, new Set())
  }
})

test('an owner that wakes after ten minutes writes nothing, whatever was decided meanwhile', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const cluster = calm(seed)
    const { schedule, machines } = cluster
    until(cluster, isUnderWay(cluster))
    const { owner } = cluster
    assert.ok(owner !== null)
    owner.suspend()
    until(cluster, hasGoneOn(cluster))
    for (const machine of machines) machine.wish('stop')
    until(cluster, () => machines.every(machine => machine === owner || machine.end !== null))
    const { received } = cluster.centre
    until(cluster, () => schedule.now > 600_000)
    owner.wake()
    until(cluster, () => owner.end !== null, 60_000)
    assert.equal(owner.end?.is, 'fenced')
    assert.equal(cluster.centre.received, received, 'it writes nothing')
  }
})

test('a pause and a resume that were told are known to whoever takes over at that instant', () => {
  for (let seed = 1; seed <= SEEDS; seed++)
    for (const wish of ['pause', 'run'] as const) {
      const cluster = calm(seed)
      until(cluster, isUnderWay(cluster))
      const ownerIsTold = (asked: 'pause' | 'run') => {
        const sender = cluster.owner?.sender
        assert.ok(sender)
        sender.wish(asked)
        until(cluster, () => sender.isWishKept, 5000)
      }
      ownerIsTold('pause')
      if (wish === 'run') ownerIsTold('run')
      const { length } = cluster.owners
      cluster.owner?.crash('kill')
      until(cluster, () => cluster.owners.length > length)
      assert.equal(cluster.owner?.sender?.snapshot().isPaused, wish === 'pause', `seed ${seed}`)
    }
})

test('a stop during any single fault is followed by silence within a second', () => {
  for (const name of NAMES)
    for (let seed = 1; seed <= STOPS; seed++) {
      const cluster = calm(seed)
      const { schedule, machines } = cluster
      until(cluster, isUnderWay(cluster))
      const { owner } = cluster
      assert.ok(owner !== null)
      FAULTS[name](cluster, owner, 3000 + seed * 700)
      const at = schedule.now + cluster.random.below(6000)
      until(cluster, () => schedule.now >= at)
      cluster.silentFrom = schedule.now + 1000
      for (const machine of machines) machine.wish('stop')
      until(cluster, () => schedule.now > at + 30_000)
    }
})
