import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ManualClock, manualClock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { DirectiveBody, Wish as OrderWish } from '../directive/documents.ts'
import type { Wish } from '../round/round-stage.ts'
import type { Ended } from '../round/run.ts'
import type { SenderEvent } from '../round/sender.ts'
import type { Tally } from '../round/tally.ts'
import type { Closing } from './closing.ts'
import { Conduct } from './conduct.ts'
import type { LegRounds, RestingLeg, RunningLeg } from './leg.ts'
import { type Accepted, type LegRecord, NOT_ORDERED, type Obeyed } from './memory.ts'
import { SendingMutex } from './sending-mutex.ts'

const log: Log = { info: () => {}, warn: () => {}, error: () => {} }
const ZERO = { accepted: 0, refused: 0, retried: 0, unanswered: 0 }

/** A round that does only what the test makes it do; what it is wished is written down. */
class PlayedRound implements RunningLeg {
  readonly wishes: Wish[] = []
  readonly ended: Promise<Ended>
  readonly onEvent: (event: SenderEvent) => void
  #end: (ended: Ended) => void = () => {}
  readonly #subscribers: number
  sent = 0
  hasEnded = false

  constructor(subscribers: number, onEvent: (event: SenderEvent) => void) {
    this.#subscribers = subscribers
    this.onEvent = onEvent
    this.ended = new Promise(done => {
      this.#end = done
    })
  }

  wish(wish: Wish): void {
    this.wishes.push(wish)
    // As a round does: a stop and an interruption drain and end it.
    if (wish === 'stop') this.end('stopped')
    if (wish === 'interrupt') this.end('interrupted')
  }

  get last(): Wish {
    return this.wishes.at(-1) ?? 'run'
  }

  end(is: 'finished' | 'stopped' | 'interrupted' | 'window-over'): void {
    if (this.hasEnded) return
    this.hasEnded = true
    this.#end({ ending: { is }, tally: this.now() })
  }

  now(): Tally {
    const { sent } = this
    const left = { failed: 0, expired: 0, uncertain: 0, resent: 0, sending: 0, delivered: 0 }
    return {
      state: 'running',
      message: { encoding: 'gsm7', units: 1, segments: 1 },
      subscribers: { audience: this.#subscribers, unsent: this.#subscribers - sent, accepted: sent, ...left },
      segments: { ...ZERO, submitted: sent, accepted: sent, delivered: 0 },
      receipts: { matched: 0, early: 0, intermediate: 0, duplicate: 0, unmatched: 0, odd: 0 },
      statuses: {},
      lanes: [],
      startedAt: null,
      endedAt: null,
      segmentsPerSecond: 0,
    }
  }

  async tally(): Promise<Tally> {
    return this.now()
  }
}

class PlayedRounds implements LegRounds {
  readonly isReplicated = false
  readonly started: { leg: number; round: PlayedRound; canary: number }[] = []
  readonly lying = new Map<number, RestingLeg>()

  look({ number }: LegRecord): RestingLeg {
    return this.lying.get(number) ?? { is: 'unbegun' }
  }

  async start(
    { number, subscribers }: LegRecord,
    how: { canary: number; onEvent: (event: SenderEvent) => void },
  ): Promise<RunningLeg> {
    const round = new PlayedRound(subscribers, how.onEvent)
    this.started.push({ leg: number, round, canary: how.canary })
    return round
  }
}

interface Scene {
  readonly conduct: Conduct
  readonly rounds: PlayedRounds
  readonly closings: Closing[]
  readonly clock: ManualClock
}

const LEGS = [10, 5, 20].map(
  (subscribers, i): LegRecord => ({ number: i + 1, message: i + 1, language: 'vi', subscribers, segmentsEach: 1 }),
)

function scene(
  how: {
    canary?: number
    window?: Partial<DirectiveBody['window']>
    obeyed?: Obeyed
    mutex?: SendingMutex
    serial?: number
    rounds?: PlayedRounds
  } = {},
): Scene {
  const rounds = how.rounds ?? new PlayedRounds()
  const clock = manualClock({ wall: Date.parse('2020-02-03T00:00:00Z') })
  const closings: Closing[] = []
  const body = {
    expiresAt: '2020-02-10T00:00:00Z',
    window: { notBefore: null, notAfter: null, daily: null, timeZone: 'UTC', ...how.window },
    sending: { canary: how.canary ?? 0 },
  } as DirectiveBody
  return {
    rounds,
    closings,
    clock,
    conduct: new Conduct({
      accepted: { directive: 'd', serial: how.serial ?? 1, legs: LEGS } as unknown as Accepted,
      body,
      obeyed: how.obeyed ?? NOT_ORDERED,
      rounds,
      lanes: 1,
      machine: null,
      mutex: how.mutex ?? new SendingMutex(),
      log,
      clock,
      settling: { quietMs: 100, atMostMs: 1000 },
      onNews: () => {},
      onAcked: () => {},
      onLeft: () => assert.fail('it has a part in it'),
      onClosed: closing => closings.push(closing),
    }),
  }
}

/** Lets everything that is under way come to rest. */
const rest = async () => await new Promise(done => setImmediate(done))

test('a leg begins once the one before has nothing left to write and no more receipts come', async () => {
  const { conduct, rounds, clock, closings } = scene()
  conduct.run()
  await rest()
  assert.deepEqual(
    rounds.started.map(({ leg }) => leg),
    [1],
  )
  rounds.started[0].round.sent = 9
  clock.advance(5000)
  await conduct.look()
  assert.equal(rounds.started.length, 1)
  rounds.started[0].round.sent = 10
  await conduct.look()
  assert.equal(rounds.started.length, 1)
  clock.advance(100)
  await conduct.look()
  await rest()
  assert.deepEqual(
    rounds.started.map(({ leg }) => leg),
    [1, 2],
    'the first still waits for its receipts',
  )
  rounds.started[1].round.sent = 5
  rounds.started[1].round.end('finished')
  await rest()
  assert.deepEqual(
    rounds.started.map(({ leg }) => leg),
    [1, 2, 3],
  )
  rounds.started[2].round.sent = 20
  rounds.started[2].round.end('finished')
  await rest()
  assert.equal(closings.length, 0)
  rounds.started[0].round.end('finished')
  await rest()
  assert.deepEqual(
    closings.map(({ state }) => state),
    ['finished'],
  )
  assert.equal(closings[0].tally.segments.submitted, 35)
})

test('a directive waits to start, is running, waits for receipts, and is failed where what a leg has kept cannot be taken up', async () => {
  const { conduct, rounds, clock } = scene()
  assert.equal(conduct.state, 'waiting-to-start')
  conduct.run()
  await rest()
  assert.equal(conduct.state, 'running')
  for (const at of LEGS.keys()) {
    rounds.started[at].round.sent = LEGS[at].subscribers
    await conduct.look()
    clock.advance(1000)
    await conduct.look()
    await rest()
  }
  assert.equal(conduct.state, 'waiting-for-receipts')
  const damaged = new PlayedRounds()
  damaged.start = async () => {
    throw new Error('the ledger is not as it was written')
  }
  const { conduct: other } = scene({ rounds: damaged })
  other.run()
  await rest()
  assert.equal(other.state, 'failed')
  await other.interrupt()
  assert.equal(other.state, 'interrupted')
})

test('of each leg it is told whether it is unbegun, starting, running, resting or ended', async () => {
  const rounds = new PlayedRounds()
  const { conduct } = scene({ rounds })
  const told = () => conduct.legs().map(({ is }) => is)
  assert.deepEqual(told(), ['unbegun', 'unbegun', 'unbegun'])
  conduct.run()
  assert.deepEqual(told(), ['starting', 'unbegun', 'unbegun'])
  await rest()
  assert.deepEqual(told(), ['running', 'unbegun', 'unbegun'])
  const [{ round }] = rounds.started
  const tally = round.now()
  round.end('finished')
  await rest()
  assert.equal(told()[0], 'ended')
  rounds.lying.set(1, { is: 'interrupted', tally, isAtCanary: false })
  const { conduct: next } = scene({ rounds })
  assert.equal(next.legs()[0].is, 'resting')
})

test('an order reaches every round within the call that brings it', async () => {
  const { conduct, rounds, clock } = scene()
  conduct.run()
  await rest()
  rounds.started[0].round.sent = 10
  await conduct.look()
  clock.advance(1000)
  await conduct.look()
  await rest()
  const both = rounds.started.map(({ round }) => round)
  assert.equal(both.length, 2)
  conduct.obey({ sequence: 1, wish: 'pause' })
  assert.deepEqual(
    both.map(({ last }) => last),
    ['pause', 'pause'],
  )
  conduct.obey({ sequence: 2, wish: 'run' })
  assert.deepEqual(
    both.map(({ last }) => last),
    ['run', 'run'],
  )
  conduct.obey({ sequence: 1, wish: 'pause' })
  assert.deepEqual(
    both.map(({ last }) => last),
    ['run', 'run'],
    'an older order is none',
  )
  conduct.obey({ sequence: 3, wish: 'stop' })
  assert.deepEqual(
    both.map(({ last }) => last),
    ['stop', 'stop'],
  )
})

test('an order that comes while a round starts reaches it before anything is written', async () => {
  const { conduct, rounds } = scene()
  conduct.run()
  conduct.obey({ sequence: 1, wish: 'stop' })
  await rest()
  assert.deepEqual(
    rounds.started.map(({ round }) => round.wishes),
    [['stop']],
  )
})

test('a directive that is stopped before it begins never begins, and is returned with nobody sent to', async () => {
  const { conduct, rounds, closings } = scene({ obeyed: { sequence: 1, wish: 'stop', isReleased: false } })
  conduct.run()
  await rest()
  assert.equal(rounds.started.length, 0)
  assert.deepEqual(
    closings.map(({ state, tally }) => [state, tally.turns.unsent]),
    [['stopped', 35]],
  )
})

test('a round that the operator stops in its own house ends its directive as stopped', async () => {
  const { conduct, rounds, closings } = scene()
  conduct.run()
  await rest()
  rounds.started[0].round.end('stopped')
  await rest()
  assert.equal(rounds.started.length, 1)
  assert.deepEqual(
    closings.map(({ state }) => state),
    ['stopped'],
  )
  conduct.obey({ sequence: 1, wish: 'run' })
  await rest()
  assert.equal(rounds.started.length, 1)
})

test('a directive pauses after its first subscribers between two legs too, and an order from before does not release it', async () => {
  const { conduct, rounds } = scene({ canary: 10 })
  conduct.run()
  await rest()
  conduct.obey({ sequence: 1, wish: 'pause' })
  conduct.obey({ sequence: 2, wish: 'run' })
  rounds.started[0].round.sent = 10
  rounds.started[0].round.end('finished')
  await rest()
  assert.equal(rounds.started.length, 1)
  assert.deepEqual([conduct.progress().state, conduct.progress().note], ['paused', 'canary'])
  conduct.obey({ sequence: 2, wish: 'run' })
  await rest()
  assert.equal(rounds.started.length, 1)
  assert.deepEqual(conduct.obey({ sequence: 3, wish: 'run' }), {
    is: 'order',
    directive: 'd',
    sequence: 3,
    wish: 'run',
    releases: true,
  })
  await rest()
  assert.equal(rounds.started.length, 2)
})

test('the order that comes with a directive does not let it go on after its first subscribers, however late it comes', async () => {
  const { conduct, rounds } = scene({ canary: 10 })
  conduct.run()
  await rest()
  rounds.started[0].round.sent = 10
  rounds.started[0].round.end('finished')
  await rest()
  assert.equal(conduct.obey({ sequence: 1, wish: 'run' })?.releases, false)
  await rest()
  assert.equal(rounds.started.length, 1)
  assert.deepEqual([conduct.progress().state, conduct.progress().note], ['paused', 'canary'])
  assert.equal(conduct.obey({ sequence: 2, wish: 'run' })?.releases, true)
  await rest()
  assert.equal(rounds.started.length, 2)
})

test('a round that paused by itself is paused again by the next process, until it is released', async () => {
  for (const isReleased of [false, true]) {
    const rounds = new PlayedRounds()
    const tally = new PlayedRound(10, () => {}).now()
    rounds.lying.set(1, { is: 'interrupted', tally, isAtCanary: true })
    const { conduct } = scene({ rounds, canary: 3, obeyed: { sequence: 4, wish: 'run', isReleased } })
    conduct.run()
    await rest()
    assert.equal(rounds.started[0].round.last, isReleased ? 'run' : 'pause')
    assert.equal(rounds.started[0].canary, isReleased ? 0 : 3)
    conduct.obey({ sequence: 5, wish: 'run' })
    assert.equal(rounds.started[0].round.last, 'run')
    await conduct.interrupt()
  }
})

test('a directive that is paused gives the turn to the next one, and takes it back when that has sent', async () => {
  const mutex = new SendingMutex()
  const [first, second] = [scene({ mutex, serial: 1 }), scene({ mutex, serial: 2 })]
  first.conduct.run()
  second.conduct.run()
  await rest()
  assert.deepEqual([first.rounds.started.length, second.rounds.started.length], [1, 0])
  assert.equal(second.conduct.progress().state, 'waiting-to-start')
  first.conduct.obey({ sequence: 1, wish: 'pause' })
  await rest()
  assert.equal(second.rounds.started.length, 1)
  first.conduct.obey({ sequence: 2, wish: 'run' })
  assert.equal(first.rounds.started[0].round.last, 'pause', 'not while the other one sends')
  second.conduct.obey({ sequence: 1, wish: 'stop' })
  assert.equal(first.rounds.started[0].round.last, 'run')
  await first.conduct.interrupt()
})

test('when the window of a directive is over, a paused leg ends too, and one that was not begun never begins', async () => {
  const played = scene({ window: { notAfter: '2020-02-04T00:00:00Z' } })
  const { conduct, rounds, closings } = played
  conduct.run()
  await rest()
  rounds.started[0].round.sent = 4
  conduct.obey({ sequence: 1, wish: 'pause' })
  played.clock.setWall(Date.parse('2020-02-04T00:00:00Z'))
  await conduct.look()
  await rest()
  assert.deepEqual(rounds.started[0].round.wishes, ['pause', 'interrupt'])
  assert.deepEqual(
    closings.map(({ state, tally }) => [state, tally.turns.unsent]),
    [['window-over', 31]],
  )
})

test('a directive that has not begun when it expires never begins', async () => {
  const played = scene({ window: { notBefore: '2020-02-11T00:00:00Z' } })
  played.conduct.run()
  played.clock.setWall(Date.parse('2020-02-11T00:00:00Z'))
  await played.conduct.look()
  await rest()
  assert.equal(played.rounds.started.length, 0)
  assert.deepEqual(
    played.closings.map(({ state }) => state),
    ['window-over'],
  )
})

const step = fc.oneof(
  fc.record({
    is: fc.constant('order'),
    sequence: fc.integer({ min: 1, max: 30 }),
    wish: fc.constantFrom<OrderWish>('run', 'run', 'pause', 'stop'),
  }),
  fc.record({ is: fc.constant('send'), by: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ is: fc.constant('end') }),
  fc.record({ is: fc.constant('time'), ms: fc.integer({ min: 1, max: 300 }) }),
)

test('whatever the course of a directive, nothing runs against the last order, nobody is skipped, and one return ends it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(36), async (steps, canary) => {
      const { conduct, rounds, closings, clock } = scene({ canary })
      let said: { sequence: number; wish: OrderWish } = { sequence: 0, wish: 'run' }
      conduct.run()
      await rest()
      let startedAtStop = -1
      for (const one of steps) {
        const running = rounds.started.filter(({ round }) => !round.hasEnded)
        if (one.is === 'order') {
          if (one.sequence > said.sequence || one.wish === 'stop')
            said = { sequence: Math.max(one.sequence, said.sequence), wish: said.wish === 'stop' ? 'stop' : one.wish }
          conduct.obey(one)
          for (const { round } of running) {
            if (said.wish === 'stop') assert.ok(round.hasEnded)
            if (said.wish === 'pause') assert.equal(round.last, 'pause')
          }
        } else if (one.is === 'send') {
          for (const { leg, round } of running) {
            if (round.last !== 'run') continue
            round.sent = Math.min(LEGS[leg - 1].subscribers, round.sent + one.by)
          }
        } else if (one.is === 'end') {
          const done = running.find(({ leg, round }) => round.sent === LEGS[leg - 1].subscribers)
          done?.round.end('finished')
        } else clock.advance(one.ms)
        await rest()
        await conduct.look()
        await rest()
        if (said.wish === 'stop' && startedAtStop < 0) startedAtStop = rounds.started.length
        if (startedAtStop >= 0) assert.equal(rounds.started.length, startedAtStop, 'nothing begins after a stop')
        const legs = rounds.started.map(({ leg }) => leg)
        assert.deepEqual(legs, [1, 2, 3].slice(0, legs.length), 'each leg once, in order')
        const writing = rounds.started.filter(
          ({ leg, round }) => !round.hasEnded && round.last === 'run' && round.sent < LEGS[leg - 1].subscribers,
        )
        assert.ok(writing.length <= 1, 'one leg writes at a time')
        if (said.wish !== 'run') assert.equal(writing.length, 0)
        const { turns } = conduct.progress().tally
        assert.equal(turns.unsent + turns.accepted, turns.audience)
        assert.equal(turns.audience, 35)
        assert.equal(conduct.progress().orderSequence, said.sequence)
      }
      assert.ok(closings.length <= 1)
      if (said.wish === 'stop') assert.equal(closings.length, 1)
      await conduct.interrupt()
    }),
    { numRuns: 150 },
  )
})
