import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { RoundPace } from './round-pace.ts'

/** What a round of one pace writes in ten seconds of ticks that come late now and then: instants and counts. */
function paced(perSecond: number, lateMs: number, seed: number): { at: number; count: number }[] {
  const random = seeded(seed)
  const pace = new RoundPace({ perSecond, now: 1000 })
  const written: { at: number; count: number }[] = []
  for (let now = 1000; now < 11_000; now += 10 + (random.chance(10) ? random.below(lateMs + 1) : 0)) {
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
