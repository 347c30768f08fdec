import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { LaneFlow } from './flow.ts'
import { RoundPace } from './round-pace.ts'

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

function byChance(percent: number, latency = 1, seed = 1): Centre {
  const random = seeded(seed)
  return { latency, takes: () => !random.chance(percent) }
}

const WINDOW = 1000
/** What the machine could write in a millisecond. */
const WRITES_A_MS = 200

interface Taken {
  /** Segments that the centre accepted, a second. */
  readonly perSecond: number
  /** Throttled ones of all answers. */
  readonly share: number
  readonly throttled: number
}

interface Sending {
  readonly from: number
  readonly to: number
  readonly window?: number
  /** The round's own pace, segments a second. */
  readonly tps?: number
}

/** One lane and a centre, from one second after the start to another. */
function send(centre: Centre, { from, to, window = WINDOW, tps = 0 }: Sending): Taken {
  const flow = new LaneFlow({ windowMax: window, now: 0 })
  const round = new RoundPace({ perSecond: tps, now: 0 })
  const due: { at: number; taken: boolean }[] = []
  let [head, accepted, throttled] = [0, 0, 0]
  for (let now = 0; now < to * 1000; now++) {
    for (; head < due.length && due[head].at <= now; head++) {
      const { taken } = due[head]
      if (taken) {
        flow.answered(1)
        flow.timed(centre.latency)
      } else flow.throttled(now)
      if (now < from * 1000) continue
      if (taken) accepted++
      else throttled++
    }
    if (now % 10 === 0) flow.tick(now)
    const room = Math.min(flow.room(due.length - head, now), round.room(now), WRITES_A_MS)
    for (let i = 0; i < room; i++) {
      const taken = centre.takes(now, due.length - head + 1)
      due.push({ at: now + centre.latency, taken })
    }
    if (room <= 0) continue
    flow.wrote(room)
    round.wrote(room)
  }
  return { perSecond: accepted / (to - from), share: throttled / (accepted + throttled), throttled }
}

const CENTRES: readonly [name: string, centre: () => Centre, most: number, share: number][] = [
  ['takes 100 in each second', () => eachSecond(100), 100, 0.9],
  ['takes 1000 in each second', () => eachSecond(1000), 1000, 0.85],
  ['takes 7000 in each second', () => eachSecond(7000), 7000, 0.85],
  ['takes 1000 in each second, 50 ms away', () => eachSecond(1000, 50), 1000, 0.9],
  ['takes 100 a second evenly', () => evenly(100), 100, 0.9],
  ['takes 20000 a second evenly', () => evenly(20_000), 20_000, 0.85],
  ['takes 1000 a second evenly, 50 ms away', () => evenly(1000, 50), 1000, 0.75],
  ['has a window of 10, 20 ms away', () => atMostInFlight(10, 20), 500, 0.75],
  ['has a window of 100, 20 ms away', () => atMostInFlight(100, 20), 5000, 0.7],
  ['throttles 1 of 100 by chance', () => byChance(1), 198_000, 0.95],
  ['throttles 30 of 100 by chance', () => byChance(30), 140_000, 0.8],
]

for (const [name, centre, most, share] of CENTRES)
  test(`a centre that ${name} gets nearly what it bears`, () => {
    const { perSecond } = send(centre(), { from: 0, to: 30 })
    assert.ok(perSecond > share * most, `${perSecond.toFixed(0)} of ${most} a second`)
  })

/** After 20 seconds, over 40 more. `most` is what the window lets through, or the centre. */
const SETTLED: readonly [name: string, centre: () => Centre, most: number, share: number, throttled: number][] = [
  ['takes 50 a second evenly', () => evenly(50), 50, 0.98, 0.1],
  ['takes 50 in each second', () => eachSecond(50), 50, 0.95, 0.12],
  ['takes 5000 in each second', () => eachSecond(5000), 5000, 0.9, 0.1],
  ['takes 50 a second evenly, 50 ms away', () => evenly(50, 50), 50, 0.93, 0.1],
  ['takes 50 a second evenly, 500 ms away', () => evenly(50, 500), 50, 0.95, 0.1],
  ['takes 50 in each second, 500 ms away', () => eachSecond(50, 500), 50, 0.9, 0.12],
  ['takes 500 a second evenly, 500 ms away', () => evenly(500, 500), 500, 0.95, 0.1],
  ['takes 500 in each second, 500 ms away', () => eachSecond(500, 500), 500, 0.95, 0.1],
  ['takes 5000 a second evenly, 500 ms away', () => evenly(5000, 500), 2000, 0.95, 0.05],
  ['takes 50 a second evenly, 2 s away', () => evenly(50, 2000), 50, 0.9, 0.2],
  ['takes 500 a second evenly, 2 s away', () => evenly(500, 2000), 500, 0.85, 0.1],
  ['has a window of 1', () => atMostInFlight(1, 1), 1000, 0.95, 0.1],
  ['has a window of 1, 50 ms away', () => atMostInFlight(1, 50), 20, 0.7, 0.25],
  ['has a window of 10, 50 ms away', () => atMostInFlight(10, 50), 200, 0.7, 0.2],
  ['has a window of 1, 500 ms away', () => atMostInFlight(1, 500), 2, 0.6, 0.35],
  ['has a window of 10, 500 ms away', () => atMostInFlight(10, 500), 20, 0.65, 0.22],
  ['has a window of 100, 500 ms away', () => atMostInFlight(100, 500), 200, 0.65, 0.2],
  ['throttles 5 of 100 by chance, 50 ms away', () => byChance(5, 50), 19_000, 0.95, 0.06],
  ['throttles 30 of 100 by chance, 500 ms away', () => byChance(30, 500), 1400, 0.95, 0.32],
]

for (const [name, centre, most, share, throttled] of SETTLED)
  test(`a centre that ${name} is not pestered once the lane knows it`, () => {
    const settled = send(centre(), { from: 20, to: 60 })
    const figures = `${settled.perSecond.toFixed(1)} of ${most} a second, ${(settled.share * 100).toFixed(1)} % throttled`
    assert.ok(settled.perSecond > share * most, figures)
    assert.ok(settled.share < throttled, figures)
  })

/** Few answers a second: chance alone makes a third of them throttled in one, and none in the next. */
const SLOWLY: readonly [name: string, percent: number, sending: Partial<Sending>, most: number][] = [
  ['30 of 100 at 20 a second', 30, { tps: 20 }, 14],
  ['30 of 100 at 5 a second', 30, { tps: 5 }, 3.5],
  ['30 of 100 at 10 a second, one at a time', 30, { window: 1 }, 7],
  ['12 of 100 at 20 a second', 12, { tps: 20 }, 17.6],
  ['8 of 100 at 20 a second', 8, { tps: 20 }, 18.4],
  ['50 of 100 at 20 a second', 50, { tps: 20 }, 10],
]

for (const [name, percent, sending, most] of SLOWLY)
  test(`a lane is not starved by a centre that throttles ${name} by chance`, () => {
    const SEEDS = 12
    let sum = 0
    for (let seed = 1; seed <= SEEDS; seed++)
      sum += send(byChance(percent, 100, seed), { from: 20, to: 120, ...sending }).perSecond
    assert.ok(sum / SEEDS > 0.8 * most, `${(sum / SEEDS).toFixed(1)} of ${most} a second`)
  })

/** In the first three seconds: what they throttled when the lane began with its whole window was a thousand and more. */
const FIRST: readonly [name: string, centre: () => Centre, perSecond: number, throttled: number][] = [
  ['takes 50 in each second, 300 ms away', () => eachSecond(50, 300), 40, 250],
  ['takes 50 a second evenly, 300 ms away', () => evenly(50, 300), 5, 150],
  ['has a window of 10, 50 ms away', () => atMostInFlight(10, 50), 150, 250],
  ['has a window of 10, 300 ms away', () => atMostInFlight(10, 300), 20, 150],
]

for (const [name, centre, least, most] of FIRST)
  test(`a centre that ${name} is met with few at first`, () => {
    const { perSecond, throttled } = send(centre(), { from: 0, to: 3 })
    assert.ok(throttled < most, `${throttled} throttled`)
    assert.ok(perSecond > least, `${perSecond.toFixed(1)} a second`)
  })

test('a centre that bears more than before gets more within seconds', () => {
  const [slow, fast] = [evenly(500, 50), evenly(5000, 50)]
  const centre: Centre = { latency: 50, takes: (now, inFlight) => (now < 20_000 ? slow : fast).takes(now, inFlight) }
  const { perSecond } = send(centre, { from: 35, to: 45 })
  assert.ok(perSecond > 4000, `${perSecond.toFixed(0)} of 5000 a second`)
})

test('a centre that no longer throttles by chance is paced again within a minute', () => {
  const [chance, even] = [byChance(30, 50), evenly(500, 50)]
  const centre: Centre = { latency: 50, takes: (now, inFlight) => (now < 20_000 ? chance : even).takes(now, inFlight) }
  const { perSecond, share } = send(centre, { from: 80, to: 100 })
  assert.ok(perSecond > 490 && share < 0.1, `${perSecond} a second, ${share} throttled`)
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
  assert.ok(written.slice(30).reduce((a, b) => a + b) <= 60, 'and not one of them a second in the end')
  for (let s = 60; s < 90; s++)
    second(1000 * s, count => {
      flow.answered(count)
      flow.timed(10)
    })
  assert.ok(written.slice(-1)[0] > 100 * WINDOW * 0.9, 'as before')
  assert.equal(flow.pace, Number.POSITIVE_INFINITY)
})

test('when sixteen answers in a row are throttled, a lane holds its breath for a tenth of a second', () => {
  for (const [inRow, holds] of [
    [15, false],
    [16, true],
  ] as const) {
    const flow = opened(100)
    flow.wrote(50)
    flow.throttled(50)
    flow.answered(1)
    for (let i = 0; i < inRow; i++) flow.throttled(50)
    assert.equal(flow.room(0, 149), holds ? 0 : 100)
    assert.equal(flow.room(0, 150), holds ? 16 : 100, 'then it asks with as many')
    flow.answered(1)
    assert.equal(flow.room(0, 150), 100)
  }
})

/** A lane that has had its whole window answered, 10 ms after each was written. */
function opened(windowMax: number): LaneFlow {
  const flow = new LaneFlow({ windowMax, now: 0 })
  while (flow.window < windowMax) {
    const room = flow.room(0, 0)
    flow.wrote(room)
    flow.answered(room)
    flow.timed(10)
  }
  flow.answered(windowMax)
  flow.room(0, 0)
  return flow
}

test('a window opens by answers: each that was answered in whole doubles it', () => {
  const flow = new LaneFlow({ windowMax: 700, now: 0 })
  const sizes: number[] = []
  for (let i = 0; i < 6; i++) {
    const room = flow.room(0, 0)
    sizes.push(room)
    flow.wrote(room)
    flow.answered(room - 1)
    assert.equal(flow.room(1, 0), room - 1, 'not yet')
    flow.answered(1)
  }
  assert.deepEqual(sizes, [100, 200, 400, 700, 700, 700])
})

test('a window that is smaller than the first step is whole from the start', () => {
  assert.equal(new LaneFlow({ windowMax: 30, now: 0 }).room(0, 0), 30)
})

test('a centre that says nothing at all is sent the whole window in time', () => {
  const flow = new LaneFlow({ windowMax: 1000, now: 0 })
  let inFlight = 0
  const sizes: number[] = []
  for (let now = 0; now < 5000; now += 10) {
    flow.tick(now)
    const room = flow.room(inFlight, now)
    inFlight += room
    flow.wrote(room)
    if (now % 500 === 0) sizes.push(inFlight)
  }
  assert.deepEqual(sizes, [100, 200, 400, 800, 1000, 1000, 1000, 1000, 1000, 1000])
})

test('a lane with a pace has no more in flight than that pace brings while the centre answers', () => {
  const flow = new LaneFlow({ windowMax: 1000, now: 0 })
  // A centre that has room for sixty and answers after 50 ms.
  flow.wrote(flow.room(0, 0))
  flow.timed(50)
  for (let i = 0; i < 40; i++) {
    flow.throttled(50)
    flow.answered(1)
  }
  flow.answered(20)
  assert.ok(flow.room(0, 50) <= 60)
  assert.equal(flow.window, 54)
  assert.equal(flow.pace, 1080)
})

/** A lane with 100 in flight, of which 10 were accepted, 40 throttled, and 50 are never answered. */
function halfUnanswered(): LaneFlow {
  const flow = opened(100)
  flow.wrote(flow.room(0, 0))
  flow.answered(10)
  for (let i = 0; i < 40; i++) flow.throttled(1000)
  flow.tick(1000)
  return flow
}

test('a lane with a pace saves up no more than it may write in 20 ms', () => {
  const flow = halfUnanswered()
  const { pace } = flow
  assert.ok(pace < 500)
  assert.equal(flow.room(0, 4000), Math.max(1, Math.floor(pace * 0.02)))
})

test('answers that never come do not keep a lane from finding its pace', () => {
  const flow = halfUnanswered()
  const { pace } = flow
  for (let now = 1010; now <= 12_000; now += 10) {
    // The 50 are overdue: they no longer count as in flight.
    const room = flow.room(0, now)
    flow.wrote(room)
    flow.answered(room)
    flow.tick(now)
  }
  // Without a bound it would wait for 50 of them for ever.
  assert.ok(flow.pace > pace * 1.2, `${flow.pace} after ${pace}`)
})

test('a lane that nobody throttles has its whole window and no pace', () => {
  const flow = opened(WINDOW)
  for (let now = 0; now < 10_000; now += 10) {
    flow.answered(500)
    flow.tick(now)
    assert.equal(flow.room(0, now), WINDOW)
  }
  assert.equal(flow.pace, Number.POSITIVE_INFINITY)
})
