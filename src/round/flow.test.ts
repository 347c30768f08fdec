import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { LaneFlow, RoundPace } from './flow.ts'

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

function atMostInFlight(window: number, latency: number): Centre {
  return { latency, takes: (_now, inFlight) => inFlight <= window }
}

function byChance(percent: number): Centre {
  const random = seeded(1)
  return { latency: 1, takes: () => !random.chance(percent) }
}

const WINDOW = 1000
/** What the machine could write in a millisecond. */
const WRITES_A_MS = 200
const SECONDS = 30

/** Segments that the centre accepted, a second, over half a minute from the start. */
function acceptedPerSecond(centre: Centre): number {
  const flow = new LaneFlow({ windowMax: WINDOW, now: 0 })
  const due: { at: number; taken: boolean }[] = []
  let [head, accepted] = [0, 0]
  for (let now = 0; now < SECONDS * 1000; now++) {
    for (; head < due.length && due[head].at <= now; head++)
      if (due[head].taken) {
        accepted++
        flow.answered(1)
      } else flow.throttled(now)
    if (now % 10 === 0) flow.tick(now)
    const room = Math.min(flow.room(due.length - head, now), WRITES_A_MS)
    for (let i = 0; i < room; i++) {
      const taken = centre.takes(now, due.length - head + 1)
      due.push({ at: now + centre.latency, taken })
    }
    if (room > 0) flow.wrote(room)
  }
  return accepted / SECONDS
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
    const perSecond = acceptedPerSecond(centre())
    assert.ok(perSecond > share * most, `${perSecond.toFixed(0)} of ${most} a second`)
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

/** What a round of one pace writes in ten seconds of ticks that come late now and then: instants and counts. */
function paced(perSecond: number, lateMs: number, seed: number): { at: number; count: number }[] {
  const random = seeded(seed)
  const pace = new RoundPace({ perSecond, now: 1000 })
  const written: { at: number; count: number }[] = []
  for (
    let now = 1000;
    now < 11_000;
    now += 10 + (random.chance(10) ? random.below(lateMs + 1) : 0)
  ) {
    const count = pace.room(now)
    pace.wrote(count)
    if (count > 0) written.push({ at: now, count })
  }
  return written
}

for (const [perSecond, lateMs] of [
  [1, 0],
  [7, 40],
  [100, 0],
  [1000, 60],
  [1000, 200],
  [250_000, 90],
] as const)
  test(`a round of ${perSecond} segments a second never writes more in any second, and hardly less, with ticks up to ${lateMs} ms late`, () => {
    const written = paced(perSecond, lateMs, perSecond + lateMs)
    let sum = 0
    let from = 0
    for (const { at, count } of written) {
      sum += count
      while (written[from].at <= at - 1000) sum -= written[from++].count
      assert.ok(sum <= perSecond, `${sum} in the second before ${at}`)
    }
    const total = written.reduce((all, { count }) => all + count, 0)
    assert.ok(total >= 9 * perSecond * 0.97, `${total} in ten seconds`)
  })

test('no pace is no limit', () => {
  const pace = new RoundPace({ perSecond: 0, now: 0 })
  pace.wrote(1_000_000)
  assert.ok(pace.room(0) > 1e9)
})
