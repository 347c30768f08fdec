/** One directive on three machines in virtual time: each leg's log is played, and machines die, hear orders late and differ. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ManualClock, manualClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import type { Wish } from '../round/round-stage.ts'
import type { Ended } from '../round/run.ts'
import type { Tally } from '../round/tally.ts'
import type { Closing } from './closing.ts'
import { Conduct } from './conduct.ts'
import type { HowToStart, LegRounds, RestingLeg, RunningLeg } from './leg.ts'
import { type Accepted, type LegRecord, NOT_ORDERED } from './memory.ts'
import { SendingMutex } from './sending-mutex.ts'

const LEGS = [10, 6].map(
  (subscribers, i): LegRecord => ({ number: i + 1, message: i + 1, language: 'vi', subscribers, segmentsEach: 1 }),
)
const START = Date.parse('2020-02-03T00:00:00Z')
const EXPIRES = Date.parse('2020-02-10T00:00:00Z')

/** What the log of one leg says. */
class PlayedLog {
  readonly subscribers: number
  readonly rounds: PlayedRound[] = []
  owner: PlayedRound | null = null
  isBegun = false
  sent = 0
  isPaused = false
  isCanaryDone = false
  end: { readonly is: 'finished' | 'stopped' | 'window-over'; readonly at: number } | null = null

  constructor({ subscribers }: LegRecord) {
    this.subscribers = subscribers
  }

  ends(is: 'finished' | 'stopped' | 'window-over', at: number): void {
    this.end = { is, at }
    for (const round of [...this.rounds]) round.over({ is })
  }

  tally(state: Tally['state']): Tally {
    const { subscribers: audience, sent, end } = this
    const none = { failed: 0, expired: 0, uncertain: 0, resent: 0, sending: 0, delivered: 0 }
    return {
      state,
      message: { encoding: 'gsm7', units: 1, segments: 1 },
      subscribers: { audience, unsent: audience - sent, accepted: sent, ...none },
      segments: { submitted: sent, accepted: sent, refused: 0, retried: 0, unanswered: 0, delivered: 0 },
      receipts: { matched: 0, early: 0, intermediate: 0, duplicate: 0, unmatched: 0, odd: 0 },
      statuses: {},
      lanes: [],
      startedAt: this.isBegun ? new Date(START).toISOString() : null,
      endedAt: end === null ? null : new Date(end.at).toISOString(),
      segmentsPerSecond: 0,
    }
  }
}

/** A machine's end of it, as round/play.ts is one. */
class PlayedRound implements RunningLeg {
  readonly log: PlayedLog
  readonly #how: HowToStart
  readonly #clock: ManualClock
  #wish: Wish | null = null
  #hasTold = false
  #isOver = false
  #end: (ended: Ended) => void = () => {}
  readonly ended: Promise<Ended>

  constructor(log: PlayedLog, how: HowToStart, clock: ManualClock) {
    this.log = log
    this.#how = how
    this.#clock = clock
    this.ended = new Promise(done => {
      this.#end = done
    })
    log.rounds.push(this)
  }

  /** Begins the leg, or follows it. */
  join(): this {
    const { log } = this
    if (log.end !== null) this.over({ is: log.end.is })
    else if (log.isBegun) this.#how.onRole({ is: 'following' })
    else {
      log.isBegun = true
      log.owner = this
      this.#how.onRole({ is: 'owner', epoch: 1, uncertain: 0 })
    }
    return this
  }

  get isOwner(): boolean {
    return this.log.owner === this && !this.#isOver
  }

  over(ending: Ended['ending']): void {
    if (this.#isOver) return
    this.#isOver = true
    this.log.rounds.splice(this.log.rounds.indexOf(this), 1)
    if (this.log.owner === this) this.log.owner = null
    this.#end({ ending, tally: this.log.tally('interrupted') })
  }

  wish(wish: Wish): void {
    this.#wish = wish
    if (wish === 'interrupt') return this.over({ is: 'interrupted' })
    if (this.isOwner) this.#obey()
    else if (wish === 'stop') this.log.owner?.wish('stop')
  }

  #obey(): void {
    if (this.#wish === 'stop') return this.log.ends('stopped', this.#clock.wall())
    if (this.#how.isExpired) return this.log.ends('window-over', this.#clock.wall())
    if (this.#wish !== null) this.log.isPaused = this.#wish === 'pause'
  }

  send(by: number): void {
    const { log } = this
    if (!this.isOwner || log.isPaused) return
    const end = log.isCanaryDone || this.#how.canary === 0 ? log.subscribers : this.#how.canary
    log.sent = Math.min(end, log.sent + by)
    if (log.sent === log.subscribers || log.isCanaryDone || log.sent < this.#how.canary) return
    if (this.#how.canary === 0) return
    log.isCanaryDone = true
    log.isPaused = true
    this.#tellOfCanary()
  }

  finish(): void {
    if (this.isOwner && this.log.sent === this.log.subscribers) this.log.ends('finished', this.#clock.wall())
  }

  takeOver(): void {
    this.log.owner = this
    this.#how.onRole({ is: 'owner', epoch: 2, uncertain: 0 })
    this.#tellOfCanary()
    this.#obey()
  }

  look(): void {
    this.#tellOfCanary()
  }

  #tellOfCanary(): void {
    const { isPaused, isCanaryDone, sent } = this.log
    if (!isPaused || !isCanaryDone || sent > this.#how.canary || this.#hasTold) return
    this.#hasTold = true
    if (this.#wish === 'run') this.#wish = null
    this.#how.onEvent({ is: 'canary', subscribers: this.#how.canary })
  }

  async tally(): Promise<Tally> {
    this.look()
    const state = this.isOwner ? (this.log.isPaused ? 'paused' : 'running') : 'following'
    return this.log.tally(state)
  }
}

class PlayedRounds implements LegRounds {
  readonly isReplicated = true
  readonly #logs: readonly PlayedLog[]
  readonly #clock: ManualClock
  readonly isSeparate: boolean

  constructor(logs: readonly PlayedLog[], clock: ManualClock, isSeparate: boolean) {
    this.#logs = logs
    this.#clock = clock
    this.isSeparate = isSeparate
  }

  look(): RestingLeg {
    return { is: 'unbegun' }
  }

  async start({ number }: LegRecord, how: HowToStart): Promise<RunningLeg> {
    if (this.isSeparate) throw new Failure('legOtherAudience', OTHER_AUDIENCE, { leg: 'x' })
    return new PlayedRound(this.#logs[number - 1], how, this.#clock).join()
  }
}

const OTHER_AUDIENCE = { retry: 'never', blame: 'caller', http: 409, exit: 1, vi: '', en: '' } as const
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

interface Machine {
  readonly name: string
  readonly conduct: Conduct
  readonly closings: Closing[]
}

function scene(how: { canary?: number; window?: Partial<DirectiveBody['window']>; apart?: string } = {}) {
  const clock = manualClock({ wall: START })
  const logs = LEGS.map(leg => new PlayedLog(leg))
  const body = {
    expiresAt: new Date(EXPIRES).toISOString(),
    window: { notBefore: null, notAfter: null, daily: null, timeZone: 'UTC', ...how.window },
    sending: { canary: how.canary ?? 0 },
  } as DirectiveBody
  const machineOf = (name: string): Machine => {
    const closings: Closing[] = []
    const conduct = new Conduct({
      accepted: { directive: 'd', serial: 1, legs: LEGS } as unknown as Accepted,
      body,
      obeyed: NOT_ORDERED,
      machine: name,
      lanes: 1,
      mutex: new SendingMutex(),
      rounds: new PlayedRounds(logs, clock, how.apart === name),
      log: silent,
      clock,
      settling: { quietMs: 100, atMostMs: 1000 },
      onNews: () => {},
      onAcked: () => {},
      onClosed: closing => closings.push(closing),
      onLeft: () => left.push(name),
    })
    return { name, conduct, closings }
  }
  const left: string[] = []
  const machines = ['a', 'b', 'c'].map(machineOf)
  return { left, clock, logs, machines, machineOf }
}

/** Lets everything that is under way come to rest, and everybody look at it. */
async function rest(machines: readonly Machine[]): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await new Promise(done => setImmediate(done))
    for (const { conduct } of machines) await conduct.look()
  }
}

const does = (machines: readonly Machine[]) => machines.map(({ conduct }) => conduct.does)

/** All machines say the same of it, and one of them returns it. */
function checkClosed(machines: readonly Machine[], state: Closing['state']): void {
  const closings = machines.flatMap(machine => machine.closings)
  assert.equal(closings.length, machines.length, 'each closes it once')
  for (const { isOurs: _, ...closing } of closings) {
    const { isOurs: __, ...first } = closings[0]
    assert.deepEqual(closing, first)
  }
  assert.equal(closings[0].state, state)
}

async function begun(how: Parameters<typeof scene>[0] = {}) {
  const played = scene(how)
  for (const { conduct } of played.machines) conduct.run()
  await rest(played.machines)
  return played
}

test('one machine sends and the others follow; the next leg is begun by the one that sent the last, and all make the same return', async () => {
  const { clock, logs, machines } = await begun()
  assert.deepEqual(does(machines), ['sends', 'follows', 'follows'])
  assert.deepEqual(machines[1].conduct.progress().machine, { name: 'b', does: 'follows' })
  logs[0].owner?.send(10)
  await rest(machines)
  clock.advance(100)
  // Who follows looks first.
  for (const { conduct } of [...machines].reverse()) await conduct.look()
  await rest(machines)
  assert.deepEqual(does(machines), ['sends', 'follows', 'follows'])
  assert.equal(logs[1].rounds.length, 1, 'the others leave it to the one that sends')
  clock.advance(5000)
  await rest(machines)
  assert.equal(logs[1].rounds.length, 3)
  logs[1].owner?.send(6)
  for (const log of logs) log.owner?.finish()
  await rest(machines)
  checkClosed(machines, 'finished')
  assert.deepEqual(
    machines.map(({ closings }) => closings[0].isOurs),
    [true, false, false],
  )
})

test('a machine that comes back when all is over makes the same return, and leaves it to the others', async () => {
  const { clock, logs, machines, machineOf } = await begun()
  const [first, second] = machines
  logs[0].owner?.send(10)
  logs[0].owner?.finish()
  await rest(machines)
  logs[1].owner?.send(6)
  logs[1].owner?.finish()
  await rest(machines)
  clock.setWall(START + 3_600_000)
  const late = machineOf('c')
  late.conduct.run()
  await rest([late])
  clock.advance(5000)
  await rest([late])
  checkClosed([first, second, late], 'finished')
  assert.equal(late.closings[0].isOurs, false)
})

test('the next leg is begun by another machine where the one that sent the last is gone', async () => {
  const { clock, logs, machines } = await begun()
  logs[0].owner?.send(10)
  logs[0].owner?.finish()
  await rest(machines)
  const [gone, ...others] = machines
  void gone.conduct.interrupt()
  for (const round of [...logs[1].rounds]) round.over({ is: 'interrupted' })
  logs[1].isBegun = false
  clock.advance(5000)
  await rest(others)
  assert.ok(does(others).includes('sends'))
})

test('a stop that one machine alone has heard stops the one that sends, and legs that nobody has begun are ended in their logs', async () => {
  const { logs, machines } = await begun()
  logs[0].owner?.send(4)
  machines[2].conduct.obey({ sequence: 2, wish: 'stop' })
  assert.equal(logs[0].end?.is, 'stopped')
  await rest(machines)
  assert.deepEqual(
    logs.map(({ end }) => end?.is),
    ['stopped', 'stopped'],
  )
  checkClosed(machines, 'stopped')
})

test('a machine that takes over while it was stopped writes nothing', async () => {
  const { logs, machines } = await begun()
  logs[0].owner?.send(4)
  const [, second] = logs[0].rounds
  logs[0].owner = null
  machines[1].conduct.obey({ sequence: 2, wish: 'stop' })
  second.takeOver()
  second.send(5)
  await rest(machines)
  assert.equal(logs[0].sent, 4)
  assert.equal(logs[0].end?.is, 'stopped')
})

test('after the first subscribers a machine that takes over waits for an order, whatever was ordered before', async () => {
  const { logs, machines } = await begun({ canary: 3 })
  for (const { conduct } of machines) {
    conduct.obey({ sequence: 2, wish: 'pause' })
    conduct.obey({ sequence: 3, wish: 'run' })
  }
  logs[0].owner?.send(5)
  const [, second] = logs[0].rounds
  // Before anybody has looked.
  logs[0].owner = null
  second.takeOver()
  second.send(5)
  assert.equal(logs[0].sent, 3)
  await rest(machines)
  for (const { conduct } of machines)
    assert.deepEqual([conduct.progress().state, conduct.progress().note], ['paused', 'canary'])
  for (const { conduct } of machines) assert.equal(conduct.obey({ sequence: 4, wish: 'run' })?.releases, true)
  second.send(5)
  assert.equal(logs[0].sent, 8)
})

test('an order after the first subscribers that reached only the machine that sends lets the others go on too', async () => {
  const { logs, machines } = await begun({ canary: 3 })
  const [, second] = logs[0].rounds
  logs[0].owner?.send(5)
  await rest(machines)
  machines[0].conduct.obey({ sequence: 2, wish: 'run' })
  logs[0].owner?.send(2)
  await rest(machines)
  assert.notEqual(machines[1].conduct.progress().note, 'canary')
  logs[0].owner = null
  second.takeOver()
  second.send(2)
  assert.equal(logs[0].sent, 7)
})

test('a machine whose audience is another one takes no part and says so; it is no reason for the others to wait', async () => {
  const { logs, machines, left } = await begun({ apart: 'b' })
  assert.deepEqual(does(machines), ['sends', 'apart', 'follows'])
  assert.equal(logs[0].rounds.length, 2)
  assert.deepEqual(machines[1].conduct.progress().machine, { name: 'b', does: 'apart' })
  for (const { conduct } of machines) conduct.obey({ sequence: 2, wish: 'stop' })
  await rest(machines)
  assert.deepEqual(left, ['b'])
  checkClosed(
    machines.filter(({ name }) => name !== 'b'),
    'stopped',
  )
  assert.equal(machines[1].closings.length, 0, 'it returns nothing')
})

test('a machine that lost its leg to another follows it from then on', async () => {
  const { clock, logs, machines } = await begun()
  const [first, second] = logs[0].rounds
  logs[0].owner = second
  second.takeOver()
  first.over({ is: 'fenced', by: null })
  await rest(machines)
  clock.advance(1)
  await rest(machines)
  assert.deepEqual(does(machines), ['follows', 'sends', 'follows'])
})

test('what is handed over is followed again only when another machine has had time to take it', async () => {
  const { clock, logs, machines } = await begun()
  assert.equal(machines[1].conduct.handOver(), 0)
  assert.equal(machines[0].conduct.handOver(), 1)
  await rest(machines)
  assert.equal(logs[0].rounds.length, 2)
  logs[0].rounds[0].takeOver()
  clock.advance(10_000)
  await rest(machines)
  assert.deepEqual(does(machines), ['follows', 'sends', 'follows'])
})

test('a directive that nobody has begun in time is ended in its logs, by whichever clock is ahead', async () => {
  const { clock, logs, machines } = await begun({ window: { notBefore: '2020-02-11T00:00:00Z' } })
  assert.deepEqual(does(machines), [null, null, null])
  clock.setWall(EXPIRES)
  await rest(machines)
  await rest(machines)
  assert.deepEqual(
    logs.map(({ end, sent }) => [end?.is, sent]),
    [
      ['window-over', 0],
      ['window-over', 0],
    ],
  )
  checkClosed(machines, 'window-over')
})

const step = fc.oneof(
  fc.record({
    is: fc.constant('order'),
    wish: fc.constantFrom<'run' | 'pause' | 'stop'>('run', 'run', 'pause', 'stop'),
    late: fc.array(fc.nat(2), { maxLength: 2 }),
  }),
  fc.record({ is: fc.constant('hear') }),
  fc.record({ is: fc.constant('send'), by: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ is: fc.constant('finish') }),
  fc.record({ is: fc.constant('lose'), to: fc.nat(2) }),
  fc.record({ is: fc.constant('time'), ms: fc.integer({ min: 1, max: 3000 }) }),
)

test('whoever loses a leg to whom and hears of an order when, nothing is sent against an order that its sender has heard, and all returns are the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.nat(18), async (steps, canary) => {
      const { clock, logs, machines } = await begun({ canary })
      let sequence = 1
      const unheard = machines.map((): { sequence: number; wish: 'run' | 'pause' | 'stop' }[] => [])
      const hear = (at: number) => {
        for (const order of unheard[at].splice(0)) machines[at].conduct.obey(order)
      }
      let isStopHeard = false
      for (const one of steps) {
        if (one.is === 'order') {
          sequence++
          for (const [at, machine] of machines.entries()) {
            unheard[at].push({ sequence, wish: one.wish })
            if (!one.late.includes(at)) hear(at)
            if (!one.late.includes(at) && one.wish === 'stop') isStopHeard = true
            void machine
          }
        } else if (one.is === 'hear') for (const at of machines.keys()) hear(at)
        else if (one.is === 'send') {
          const before = logs.map(({ sent }) => sent)
          for (const log of logs) log.owner?.send(one.by)
          const moved = logs.filter(({ sent }, i) => sent > before[i])
          if (isStopHeard) assert.equal(moved.length, 0, 'a stop that anybody heard holds')
          assert.ok(moved.length <= 1, 'one leg is sent at a time')
        } else if (one.is === 'finish') for (const log of logs) log.owner?.finish()
        else if (one.is === 'lose') {
          const log = logs.find(({ owner }) => owner !== null)
          const next = log?.rounds[one.to % log.rounds.length]
          const { owner } = log ?? { owner: null }
          if (next !== undefined && next !== owner) {
            next.takeOver()
            owner?.over({ is: 'fenced', by: null })
          }
        } else clock.advance(one.ms)
        await rest(machines)
      }
      for (const at of machines.keys()) hear(at)
      for (const { conduct } of machines) conduct.obey({ sequence: sequence + 1, wish: 'stop' })
      for (let i = 0; i < 3; i++) {
        clock.advance(11_000)
        await rest(machines)
      }
      const closings = machines.flatMap(machine => machine.closings)
      checkClosed(machines, closings[0].state)
      for (const { conduct } of machines) await conduct.interrupt()
    }),
    { numRuns: 60 },
  )
})
