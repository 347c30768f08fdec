import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTHING } from '../../directive/documents.ts'
import { firstOfEach, intervalMs } from './intervals.ts'
import type { Sample } from './model.ts'
import { Samples, STORED_EVERY_MS } from './samples.ts'
import type { Counts, RoundsReading, StoredDirective } from './store.ts'

const START = Date.parse('2026-02-03T00:00:00Z')
const SECOND = 1000
const MINUTE = 60 * SECOND
const ROUND = { round: 'r', purpose: 'live' } as const

const told = (submitted: Record<string, number | null>): readonly StoredDirective[] =>
  Object.entries(submitted).map(
    ([operator, count]) =>
      ({
        operator,
        tally: count === null ? null : { ...NOTHING, segments: { ...NOTHING.segments, submitted: count } },
      }) as StoredDirective,
  )

/** What `take` wanted stored. */
function storeOf(kept: { at: number; counts: Counts }[]): RoundsReading {
  return {
    samples: async (_round: string, _purpose: string, lengthMs: number) =>
      firstOfEach(kept, { lengthMs, atMs: ({ at }) => at }),
    sampleSpan: async () => (kept.length === 0 ? null : { from: kept[0].at, to: kept[kept.length - 1].at }),
  } as unknown as RoundsReading
}

function taking() {
  const samples = new Samples()
  const kept: { at: number; counts: Counts }[] = []
  return {
    samples,
    kept,
    take: (submitted: Record<string, number | null>, now: number, of: { round: string; purpose: 'live' } = ROUND) => {
      const taken = samples.take(of, told(submitted), now)
      if (taken?.isStored) kept.push(taken.point)
      return taken
    },
    show: async (operator: string | null = null) => await samples.show(storeOf(kept), ROUND, operator),
  }
}

test('a second has one point, however often nodes report in it', () => {
  const { take } = taking()
  assert.ok(take({ mot: 0 }, START) !== null)
  assert.equal(take({ mot: 5 }, START + 999), null)
  assert.equal(take({ mot: 50 }, START + 1000)?.sample.rate, 50)
  assert.equal(take({ mot: 50 }, START), null, 'a clock that was set back')
})

test('rates are sums over the operators, each since the point before', () => {
  const { take } = taking()
  take({ mot: 0, hai: 100 }, START)
  const taken = take({ mot: 20, hai: 400, ba: 7 }, START + 2 * SECOND)
  assert.deepEqual(taken?.sample.byOperator, { mot: 10, hai: 150, ba: 0 })
  assert.equal(taken?.sample.rate, 160)
  assert.equal(taken?.sample.submitted, 427)
  assert.deepEqual(taken?.byOperator.hai, {
    ...taken?.sample,
    submitted: 400,
    rate: 150,
    byOperator: { hai: 150 },
    counts: { hai: { submitted: 400, throttled: 0 } },
  })
})

test('outcomes are of turns and sum to the turns of the round, whatever each takes in segments', () => {
  const turns = { ...NOTHING.turns, audience: 40, unsent: 1, sending: 2, accepted: 3 }
  const tally = {
    ...NOTHING,
    turns: { ...turns, delivered: 10, failed: 11, expired: 6, uncertain: 7 },
    segments: { ...NOTHING.segments, submitted: 407, accepted: 286, delivered: 110 },
  }
  const one = { operator: 'mot', tally } as StoredDirective
  const { sample } = new Samples().take(ROUND, [one], START) as { sample: Sample }
  const { submitted, accepted, delivered, failed, expired, uncertain, unsent } = sample
  assert.deepEqual(
    { submitted, accepted, delivered, failed, expired, uncertain, unsent },
    { submitted: 407, accepted: 3, delivered: 10, failed: 11, expired: 6, uncertain: 7, unsent: 3 },
  )
  assert.equal(accepted + delivered + failed + expired + uncertain + unsent, turns.audience)
})

test('an operator that has said nothing has no point, and a count that fell has no rate below nothing', () => {
  const { take } = taking()
  assert.deepEqual(take({ mot: 10, hai: null }, START)?.sample.byOperator, { mot: 0 })
  assert.equal(take({ mot: 5, hai: null }, START + SECOND)?.sample.rate, 0)
})

test('what centres throttled is counted, and a point of 0.1.0 that has no such count is none', async () => {
  const tally = {
    ...NOTHING,
    segments: { ...NOTHING.segments, submitted: 90 },
    statuses: { ESME_RTHROTTLED: 7, ESME_RMSGQFUL: 2, ESME_RSYSERR: 5 },
  }
  const samples = new Samples()
  const one = { operator: 'mot', tally } as unknown as StoredDirective
  const taken = samples.take(ROUND, [one], START)
  assert.deepEqual(taken?.sample.counts, { mot: { submitted: 90, throttled: 9 } })
  const old = storeOf([{ at: START, counts: { mot: [1, 2, 3, 4, 5, 6, 7] } }])
  const [shown] = await new Samples().show(old, ROUND, null)
  assert.deepEqual(shown.counts, { mot: { submitted: 1, throttled: 0 } })
})

test('what is shown of a round that is over does not change when the memory forgets it', async () => {
  const { samples, kept, take, show } = taking()
  // Nodes are not on the second, and fall silent for a while.
  const seconds = Array.from({ length: 1500 }, (_, i) => i).filter(i => i % 7 !== 0 || i % 35 === 0)
  for (const second of seconds) take({ mot: second, hai: 3 * second }, START + second * SECOND + ((37 * second) % 900))
  const drawn = async () => {
    const all = await show()
    const span = Date.parse(all[all.length - 1].at) - Date.parse(all[0].at)
    const points = firstOfEach(all, { lengthMs: intervalMs(span, 150), atMs: ({ at }) => Date.parse(at) })
    return points.map(({ at, counts }) => ({ at, counts }))
  }
  const atTheEnd = await drawn()
  samples.take({ round: 'other', purpose: 'live' }, told({ mot: 1 }), START + 60 * MINUTE)
  assert.ok(kept.length < seconds.length / 5)
  assert.deepEqual(await drawn(), atTheEnd)
})

test('every few seconds one is stored; what is older than a quarter of an hour is shown from there', async () => {
  const { take, kept, show } = taking()
  for (let second = 0; second < 60 * 60; second++) take({ mot: second }, START + second * SECOND)
  assert.equal(kept.length, 360 + 90)
  assert.ok(kept.every(({ at }) => at % (STORED_EVERY_MS / 2) === 0))
  const shown = await show()
  const times = shown.map(({ at }) => Date.parse(at))
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
  assert.equal(new Set(times).size, times.length)
  assert.equal(times[0], START)
  assert.ok(shown.slice(1).every(({ rate }) => Math.abs(rate - 1) < 1e-9))
  assert.equal(shown.length, 900 + 1 + 270 + 90)
})

test('of a long round fewer points are shown, from its beginning to its end', async () => {
  const { take, show } = taking()
  for (let at = 0; at < 48 * 60 * MINUTE; at += STORED_EVERY_MS) take({ mot: at }, START + at)
  const shown = await show('mot')
  assert.ok(shown.length < 1000, String(shown.length))
  assert.equal(Date.parse(shown[0].at), START)
})

test('rounds that are over leave the memory', async () => {
  const { samples, take } = taking()
  take({ mot: 1 }, START)
  take({ mot: 1 }, START + 20 * MINUTE, { round: 'other', purpose: 'live' })
  assert.deepEqual(await samples.show(storeOf([]), ROUND, null), [])
})

test('the rate now is of the last moments, of an operator alone where it is asked for, and not known once nothing was told in them', () => {
  const { take, samples } = taking()
  take({ mot: 0, hai: 0 }, START)
  assert.equal(samples.rate(ROUND, null, START), null)
  take({ mot: 9000, hai: 100 }, START + 60 * SECOND)
  take({ mot: 9100, hai: 300 }, START + 70 * SECOND)
  const now = START + 71 * SECOND
  assert.equal(samples.rate(ROUND, null, now), 30)
  assert.equal(samples.rate(ROUND, 'mot', now), 10)
  assert.equal(samples.rate(ROUND, null, now + MINUTE), null)
  assert.equal(samples.rate({ round: 'other', purpose: 'live' }, null, now), null)
})
