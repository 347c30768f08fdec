import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { LaneFlow } from './flow.ts'

/** A centre that answers `latency` milliseconds later, and whether it takes the segment. */
interface Centre {
  readonly latency: number
  takes(now: number, inFlight: number): boolean
}

/** So many in each second of its clock, the rest throttled. */
function eachSecond(tps: number, latency = 1): Centre {
  let [start, taken] = [0, 0]
  const takes = (now: number) => {
    if (now - start >= 1000) [start, taken] = [now, 0]
    return taken++ < tps
  }
  return { latency, takes }
}

/** Evenly so many a second, a tenth of a second's saved up. */
function evenly(tps: number, latency = 1): Centre {
  let [at, saved] = [0, 0]
  const takes = (now: number) => {
    saved = Math.min(tps / 10, saved + ((now - at) * tps) / 1000)
    at = now
    if (saved < 1) return false
    saved--
    return true
  }
  return { latency, takes }
}

/** It counts what it will throttle as well, until it has said so. */
function atMostInFlight(window: number, latency: number): Centre {
  return { latency, takes: (_now, inFlight) => inFlight <= window }
}

function byChance(percent: number, latency = 1): Centre {
  const random = seeded(1)
  return { latency, takes: () => !random.chance(percent) }
}

const WINDOW = 1000
/** What the machine could write in a millisecond. */
const WRITES_A_MS = 200

interface Taken {
  /** Segments that the centre accepted, a second. */
  readonly perSecond: number
  /** Of all answers. */
  readonly throttled: number
}

/** One lane and a centre, from one second after the start to another. */
function send(centre: Centre, { from, to }: { from: number; to: number }): Taken {
  const flow = new LaneFlow({ windowMax: WINDOW, now: 0 })
  const due: { at: number; taken: boolean }[] = []
  let [head, accepted, throttled] = [0, 0, 0]
  for (let now = 0; now < to * 1000; now++) {
    for (; head < due.length && due[head].at <= now; head++) {
      const { taken } = due[head]
      if (taken) flow.answered(1)
      else flow.throttled(now)
      if (now < from * 1000) continue
      if (taken) accepted++
      else throttled++
    }
    if (now % 10 === 0) flow.tick(now)
    const room = Math.min(flow.room(due.length - head, now), WRITES_A_MS)
    for (let i = 0; i < room; i++) {
      const taken = centre.takes(now, due.length - head + 1)
      due.push({ at: now + centre.latency, taken })
    }
    if (room > 0) flow.wrote(room)
  }
  return { perSecond: accepted / (to - from), throttled: throttled / (accepted + throttled) }
}

const CENTRES: readonly [name: string, centre: () => Centre, most: number, share: number][] = [
  ['takes 100 in each second', () => eachSecond(100), 100, 0.9],
  ['takes 1000 in each second', () => eachSecond(1000), 1000, 0.85],
  ['takes 7000 in each second', () => eachSecond(7000), 7000, 0.85],
  ['takes 1000 in each second, 50 ms away', () => eachSecond(1000, 50), 1000, 0.9],
  ['takes 100 a second evenly', () => evenly(100), 100, 0.9],
  ['takes 20000 a second evenly', () => evenly(20_000), 20_000, 0.9],
  ['takes 1000 a second evenly, 50 ms away', () => evenly(1000, 50), 1000, 0.85],
  ['has a window of 10, 20 ms away', () => atMostInFlight(10, 20), 500, 0.75],
  ['has a window of 100, 20 ms away', () => atMostInFlight(100, 20), 5000, 0.7],
  ['throttles 1 of 100 by chance', () => byChance(1), 198_000, 0.95],
  ['throttles 30 of 100 by chance', () => byChance(30), 140_000, 0.85],
]

for (const [name, centre, most, share] of CENTRES)
  test(`a centre that ${name} gets nearly what it bears`, () => {
    const { perSecond } = send(centre(), { from: 0, to: 30 })
    assert.ok(perSecond > share * most, `${perSecond.toFixed(0)} of ${most} a second`)
  })

/** After 20 seconds, over 40 more. `most` is what the window lets through, or the centre. */
const SETTLED: readonly [
  name: string,
  centre: () => Centre,
  most: number,
  share: number,
  throttled: number,
][] = [
  ['takes 50 a second evenly', () => evenly(50), 50, 0.98, 0.1],
  ['takes 50 in each second', () => eachSecond(50), 50, 0.95, 0.1],
  ['takes 5000 in each second', () => eachSecond(5000), 5000, 0.9, 0.1],
  ['takes 50 a second evenly, 50 ms away', () => evenly(50, 50), 50, 0.98, 0.1],
  ['takes 50 a second evenly, 500 ms away', () => evenly(50, 500), 50, 0.95, 0.1],
  ['takes 50 in each second, 500 ms away', () => eachSecond(50, 500), 50, 0.9, 0.1],
  ['takes 500 a second evenly, 500 ms away', () => evenly(500, 500), 500, 0.95, 0.1],
  ['takes 500 in each second, 500 ms away', () => eachSecond(500, 500), 500, 0.95, 0.1],
  ['takes 5000 a second evenly, 500 ms away', () => evenly(5000, 500), 2000, 0.95, 0.05],
  ['takes 50 a second evenly, 2 s away', () => evenly(50, 2000), 50, 0.9, 0.15],
  ['takes 500 a second evenly, 2 s away', () => evenly(500, 2000), 500, 0.85, 0.1],
  ['has a window of 1', () => atMostInFlight(1, 1), 1000, 0.95, 0.1],
  ['has a window of 1, 50 ms away', () => atMostInFlight(1, 50), 20, 0.7, 0.25],
  ['has a window of 10, 50 ms away', () => atMostInFlight(10, 50), 200, 0.7, 0.2],
  ['has a window of 1, 500 ms away', () => atMostInFlight(1, 500), 2, 0.6, 0.2],
  ['has a window of 10, 500 ms away', () => atMostInFlight(10, 500), 20, 0.65, 0.2],
  ['has a window of 100, 500 ms away', () => atMostInFlight(100, 500), 200, 0.7, 0.2],
  ['throttles 5 of 100 by chance, 50 ms away', () => byChance(5, 50), 19_000, 0.95, 0.06],
  ['throttles 30 of 100 by chance, 500 ms away', () => byChance(30, 500), 1400, 0.95, 0.32],
]

for (const [name, centre, most, share, throttled] of SETTLED)
  test(`a centre that ${name} is not pestered once the lane knows it`, () => {
    const settled = send(centre(), { from: 20, to: 60 })
    const figures = `${settled.perSecond.toFixed(1)} of ${most} a second, ${(settled.throttled * 100).toFixed(1)} % throttled`
    assert.ok(settled.perSecond > share * most, figures)
    assert.ok(settled.throttled < throttled, figures)
  })

test('a centre that bears more than before gets more within seconds', () => {
  const [slow, fast] = [evenly(500, 50), evenly(5000, 50)]
  const centre: Centre = {
    latency: 50,
    takes: (now, inFlight) => (now < 20_000 ? slow : fast).takes(now, inFlight),
  }
  const { perSecond } = send(centre, { from: 35, to: 45 })
  assert.ok(perSecond > 4000, `${perSecond.toFixed(0)} of 5000 a second`)
})

test('a centre that no longer throttles by chance is paced again within a minute', () => {
  const [chance, even] = [byChance(30, 50), evenly(500, 50)]
  const centre: Centre = {
    latency: 50,
    takes: (now, inFlight) => (now < 20_000 ? chance : even).takes(now, inFlight),
  }
  const { perSecond, throttled } = send(centre, { from: 80, to: 100 })
  assert.ok(perSecond > 490 && throttled < 0.1, `${perSecond} a second, ${throttled} throttled`)
})

test('a centre that takes nothing at all is asked less and less, then goes on at once when it does', () => {
  const flow = new LaneFlow({ windowMax: WINDOW, now: 0 })
  const written: number[] = []
  const second = (from: number, take: (count: number, now: number) => void) => {
    let sum = 0
    for (let now = from; now < from + 1000; now += 10) {
      const room = flow.room(0, now)
      flow.wrote(room)
      take(room, now)
      sum += room
      flow.tick(now)
    }
    written.push(sum)
  }
  for (let s = 0; s < 60; s++)
    second(1000 * s, (count, now) => {
      for (let i = 0; i < count; i++) flow.throttled(now)
    })
  assert.ok(Math.max(...written.slice(2)) <= 10, 'a handful in a second')
  assert.ok(
    written.slice(30).reduce((a, b) => a + b) <= 60,
    'and not one of them a second in the end',
  )
  for (let s = 60; s < 90; s++) second(1000 * s, count => flow.answered(count))
  assert.ok(written.slice(-1)[0] > 100 * WINDOW * 0.9, 'as before')
  assert.equal(flow.pace, Number.POSITIVE_INFINITY)
})

test('when nearly all of the last answers are throttled, a lane holds its breath for a tenth of a second', () => {
  for (const [throttled, holds] of [
    [27, false],
    [28, true],
  ] as const) {
    const flow = new LaneFlow({ windowMax: 100, now: 0 })
    flow.wrote(100)
    flow.answered(4)
    for (let i = 0; i < throttled; i++) flow.throttled(50)
    assert.equal(flow.window, holds ? 50 : 100)
    assert.equal(flow.room(0, 149), holds ? 0 : 100)
    assert.equal(flow.room(0, 150), holds ? 50 : 100)
  }
})

/** A lane with 100 in flight, of which 10 were accepted, 40 throttled, and 50 are never answered. */
function halfUnanswered(): LaneFlow {
  const flow = new LaneFlow({ windowMax: 100, now: 0 })
  flow.wrote(flow.room(0, 0))
  flow.answered(10)
  for (let i = 0; i < 40; i++) flow.throttled(1000)
  flow.tick(1000)
  assert.equal(flow.pace, 10)
  return flow
}

test('a lane with a pace saves up no more than it may write in 20 ms', () => {
  const flow = halfUnanswered()
  assert.equal(flow.room(0, 4000), 1)
  flow.wrote(1)
  assert.equal(flow.room(0, 4099), 0)
  assert.equal(flow.room(0, 4100), 1)
})

test('answers that never come do not keep a lane from finding its pace', () => {
  const flow = halfUnanswered()
  for (let now = 1010; now <= 10_000; now += 10) {
    const room = flow.room(50, now)
    flow.wrote(room)
    flow.answered(room)
    flow.tick(now)
  }
  // Ten a second: without a bound it would wait for 50 of them. With one, there are four quiet seconds.
  assert.ok(flow.pace > 12, String(flow.pace))
})

test('a lane that nobody throttles has its whole window and no pace', () => {
  const flow = new LaneFlow({ windowMax: WINDOW, now: 0 })
  for (let now = 0; now < 10_000; now += 10) {
    flow.answered(500)
    flow.tick(now)
    assert.equal(flow.room(0, now), WINDOW)
  }
  assert.equal(flow.pace, Number.POSITIVE_INFINITY)
})
