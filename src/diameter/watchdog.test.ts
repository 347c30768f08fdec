import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { type Random, seeded } from '../base/random.ts'
import {
  answered,
  connectionDown,
  connectionUp,
  heard,
  tick,
  type Watchdog,
  type WatchdogIs,
  type WatchdogStep,
  watchdogOf,
} from './watchdog.ts'

/** No jitter: `below(n)` gives its middle. */
const middle: Random = { below: below => (below - 1) / 2, chance: () => false }
const limits = { watchdogMs: 30_000, random: middle }
const at = (ms: number) => ms as Millis

type Event = 'up' | 'down' | 'dwa' | 'other' | 'timer'

function after(dog: Watchdog, event: Event, now: number): [Watchdog, WatchdogStep] {
  switch (event) {
    case 'up':
      return connectionUp(dog, limits, at(now))
    case 'down':
      return connectionDown(dog, limits, at(now))
    case 'dwa':
      return answered(dog, limits, at(now))
    case 'other':
      return heard(dog, limits, at(now))
    case 'timer':
      return tick(dog, limits, at(now))
  }
}

type Row = [
  from: Pick<Watchdog, 'is' | 'pending' | 'answers'>,
  event: Event,
  to: Partial<Watchdog>,
  step: WatchdogStep,
  resets: boolean,
]
const state = (is: WatchdogIs, pending = false, answers = 0) => ({ is, pending, answers })

/** RFC 3539, appendix A: the state machine, row by row. `resets`: SetWatchdog(). */
const ROWS: readonly Row[] = [
  [state('okay', true), 'dwa', { is: 'okay', pending: false }, 'wait', true],
  [state('okay', true), 'other', { is: 'okay', pending: true }, 'wait', true],
  [state('suspect', true), 'dwa', { is: 'okay', pending: false }, 'failback', true],
  [state('suspect', true), 'other', { is: 'okay', pending: true }, 'failback', true],
  [state('reopen', true, 2), 'dwa', { is: 'okay', pending: false }, 'failback', false],
  [state('reopen', true, 1), 'dwa', { is: 'reopen', pending: false, answers: 2 }, 'wait', false],
  [state('reopen', true, 0), 'dwa', { is: 'reopen', pending: false, answers: 1 }, 'wait', false],
  [state('reopen', true, 1), 'other', { is: 'reopen', pending: true, answers: 1 }, 'wait', false],
  [state('initial'), 'dwa', { is: 'initial', pending: false }, 'wait', false],
  [state('initial'), 'other', { is: 'initial' }, 'wait', false],
  [state('down'), 'dwa', { is: 'down', pending: false }, 'wait', false],
  [state('down'), 'other', { is: 'down' }, 'wait', false],
  [state('okay'), 'timer', { is: 'okay', pending: true }, 'ask', true],
  [state('okay', true), 'timer', { is: 'suspect' }, 'failover', true],
  [state('suspect', true), 'timer', { is: 'down' }, 'close', true],
  [state('initial'), 'timer', { is: 'initial' }, 'open', true],
  [state('down'), 'timer', { is: 'down' }, 'open', true],
  [state('reopen'), 'timer', { is: 'reopen', pending: true }, 'ask', true],
  [state('reopen', true, -1), 'timer', { is: 'down' }, 'close', true],
  [state('reopen', true, 0), 'timer', { is: 'reopen', answers: -1 }, 'wait', true],
  [state('initial'), 'up', { is: 'okay' }, 'failback', true],
  [state('down'), 'up', { is: 'reopen', pending: true, answers: 0 }, 'ask', true],
  [state('okay'), 'down', { is: 'down' }, 'failover', true],
  [state('suspect', true), 'down', { is: 'down' }, 'wait', true],
  [state('reopen', true), 'down', { is: 'down' }, 'wait', true],
]

for (const [from, event, to, step, resets] of ROWS)
  test(`a watchdog that is ${from.is}${from.pending ? ' and has asked' : ''} with ${from.answers} answers is ${to.is} after ${event}, and says ${step}`, () => {
    const due = event === 'timer' ? 100 : 1000
    const [next, told] = after({ ...from, due: at(due) }, event, 100)
    assert.equal(told, step)
    for (const [name, value] of Object.entries(to)) assert.equal(next[name as keyof Watchdog], value, name)
    assert.equal(next.due, resets ? 30_100 : due)
  })

test('before its time the timer of a watchdog does nothing', () => {
  const dog = watchdogOf(limits, at(0))
  assert.deepEqual(tick(dog, limits, at(29_999)), [dog, 'wait'])
})

test('the interval Tw of a watchdog is varied by two seconds at most, in either direction', () => {
  const random = seeded(7)
  const dues = Array.from({ length: 2000 }, () => watchdogOf({ ...limits, random }, at(0)).due)
  assert.equal(Math.min(...dues), 28_000)
  assert.equal(Math.max(...dues), 32_000)
})

test('a peer that never answers is given up within three intervals, whatever else happens before', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Event>('up', 'down', 'dwa', 'other', 'timer')), events => {
      let now = 0
      let dog = watchdogOf(limits, at(now))
      for (const event of events) {
        now += event === 'timer' ? 30_000 : 1
        // A connection comes up only while there is none.
        if (event === 'up' && dog.is !== 'initial' && dog.is !== 'down') continue
        dog = after(dog, event, now)[0]
      }
      for (let i = 0; i < 3 && dog.is !== 'down' && dog.is !== 'initial'; i++) {
        now += 30_000
        dog = after(dog, 'timer', now)[0]
      }
      assert.ok(dog.is === 'down' || dog.is === 'initial', dog.is)
    }),
  )
})
