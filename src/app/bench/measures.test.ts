import assert from 'node:assert/strict'
import { test } from 'node:test'
import { better, COMPARED_TO, measureOf, ratiosOf } from './measures.ts'

const SENT = { subscribers: 1000, segmentsEach: 2, receipts: 'last', window: 10 } as const

function measured(name: string, seconds: number, senderCpuSeconds: number) {
  return measureOf(
    { kind: 'round', name, ...SENT },
    { seconds, senderCpuSeconds, centreCpuSeconds: 0.5 },
  )
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

test('the faster run of two counts', () => {
  const [fast, slow] = [measured('fast', 1, 1), measured('slow', 2, 1)]
  assert.equal(better(fast, slow), fast)
  assert.equal(better(slow, fast), fast)
})
