import assert from 'node:assert/strict'
import { test } from 'node:test'
import { better, COMPARED_TO, measureOf, ratiosOf, rawRatiosOf } from './measures.ts'

const SENT = { subscribers: 1000, segmentsEach: 2, receipts: 'last', window: 10 } as const

function measured(name: string, seconds: number, senderCpuSeconds: number) {
  return measureOf({ kind: 'round', name, ...SENT }, { seconds, senderCpuSeconds, centreCpuSeconds: 0.5 })
}

test('rates and prices are of segments', () => {
  const { segmentsPerSecond, senderMicros, centreMicros, senderShare } = measured('a', 4, 1)
  assert.deepEqual(
    { segmentsPerSecond, senderMicros, centreMicros, senderShare },
    { segmentsPerSecond: 500, senderMicros: 500, centreMicros: 250, senderShare: 0.25 },
  )
})

test("ratios are beside npm's smpp, and none without it", () => {
  const ours = measured('ours', 1, 0.5)
  const paced = { ...measured('paced', 10, 1), kind: 'paced' as const }
  assert.deepEqual(ratiosOf([ours]), [])
  assert.deepEqual(ratiosOf([ours, paced, measured(COMPARED_TO, 4, 3)]), [
    { name: 'ours', rate: 4, cpu: 6 },
    { name: COMPARED_TO, rate: 1, cpu: 1 },
  ])
})

test('a round is set beside the raw TCP that carried octets of the same size, and beside no other', () => {
  const of = (kind: 'round' | 'raw', octetsEach: number, seconds: number) => ({
    ...measured(`${kind} of ${octetsEach}`, seconds, seconds / 2),
    kind,
    octetsEach,
  })
  const round = of('round', 189, 4)
  assert.deepEqual(rawRatiosOf([round, of('round', 178.5, 4)]), [])
  assert.deepEqual(rawRatiosOf([round, of('raw', 178.5, 1), of('raw', 189, 0.5)]), [
    { name: 'round of 189', rate: 0.125, cpu: 8 },
  ])
})

test('the faster run of two counts', () => {
  const [fast, slow] = [measured('fast', 1, 1), measured('slow', 2, 1)]
  assert.equal(better(fast, slow), fast)
  assert.equal(better(slow, fast), fast)
})
