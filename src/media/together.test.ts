import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { type Frame, Together } from './together.ts'

const TICK_MS = 10

function frame(n: number, more: Partial<Frame> = {}): Frame {
  return { extended: n, timestamp: n * 960, ticks: 960, like: 0x48, since: (n * 20) as Millis, ...more }
}

/** Frames come when they are told; by tick, what went together when. */
function went(frames: readonly Frame[], untilMs: number): string[] {
  const together = new Together()
  const told: string[] = []
  for (let ms = 0; ms <= untilMs; ms += TICK_MS) {
    for (const one of frames.filter(({ since }) => since > ms - TICK_MS && since <= ms)) together.add(one)
    for (let went = together.take(ms as Millis); went.length > 0; went = together.take(ms as Millis))
      told.push(`${ms}: ${went.join(' ')}`)
  }
  assert.ok(together.isEmpty)
  return told
}

const late = (n: number, ms: number) => frame(n, { since: ms as Millis })

test('three frames go together as soon as the third is there', () => {
  assert.deepEqual(
    went(
      [0, 1, 2, 3, 4, 5].map(n => frame(n)),
      200,
    ),
    ['40: 0 1 2', '100: 3 4 5'],
  )
})

test('what no third comes to goes once it has waited as long as three sound', () => {
  assert.deepEqual(went([frame(0), frame(1)], 200), ['60: 0 1'])
})

test('one that comes late is in its place, and one that never comes is waited for by those behind it', () => {
  const others = [0, 1, 2, 4, 5, 6].map(n => frame(n))
  assert.deepEqual(went([...others, late(3, 110)], 300), ['40: 0 1 2', '110: 3 4 5', '180: 6'])
  assert.deepEqual(went(others, 300), ['40: 0 1 2', '180: 4 5 6'])
})

test('another kind of frame goes with those of its kind, and what is like none goes by itself at once', () => {
  const of = (kinds: readonly (number | null)[]) => kinds.map((like, n) => frame(n, { like }))
  assert.deepEqual(went(of([1, 1, 2, 2, 2, 1]), 300), ['40: 0 1', '80: 2 3 4', '160: 5'])
  assert.deepEqual(went(of([1, null, 1, 1, 1]), 300), ['20: 0', '20: 1', '80: 2 3 4'])
  assert.deepEqual(went([frame(0, { like: null })], 0), ['0: 0'])
})

test('what comes behind a silence does not go with what was before it', () => {
  const after = [3, 4, 5].map(n => frame(n, { timestamp: 50_000 + n * 960 }))
  assert.deepEqual(went([0, 1, 2].map(n => frame(n)).concat(after), 300), ['40: 0 1 2', '100: 3 4 5'])
  const cut = [frame(0), frame(1, { timestamp: 50_000 })]
  assert.deepEqual(went(cut, 300), ['20: 0', '80: 1'])
})

test('whatever waits goes where all of it is to', () => {
  const together = new Together()
  for (const n of [0, 2, 3]) together.add(frame(n))
  const all = { isAll: true }
  assert.deepEqual([together.take(0 as Millis, all), together.take(0 as Millis, all)], [[0], [2, 3]])
  assert.ok(together.isEmpty)
})

test('of a flood no more than a dozen wait, whatever is missing before them', () => {
  const together = new Together()
  together.add(frame(0, { since: 0 as Millis }))
  assert.deepEqual(together.take(0 as Millis), [])
  for (let n = 2; n < 5000; n++) together.add(frame(n, { since: 0 as Millis }))
  let went = 0
  for (let frames = together.take(0 as Millis); frames.length > 0; frames = together.take(0 as Millis))
    went += frames.length
  assert.ok(went >= 4999 - 12, `${went} went`)
})

test('frames go once, in their order, and none waits longer than a tenth of a second and a tick', () => {
  const some = fc.uniqueArray(fc.record({ n: fc.nat(40), lateMs: fc.nat(90), like: fc.constantFrom(1, 2, null) }), {
    selector: ({ n }) => n,
  })
  fc.assert(
    fc.property(some, all => {
      const frames = all.map(({ n, lateMs, like }) => frame(n, { like, since: (n * 20 + lateMs) as Millis }))
      const together = new Together()
      const sent: number[] = []
      for (let ms = 0; ms <= 1100; ms += TICK_MS) {
        const highest = sent.at(-1) ?? -1
        // What belongs before what went is not taken in: the slot refuses it.
        for (const one of frames)
          if (one.since > ms - TICK_MS && one.since <= ms && one.extended > highest) together.add(one)
        for (let went = together.take(ms as Millis); went.length > 0; went = together.take(ms as Millis)) {
          assert.ok(went.length <= 3)
          const kinds = new Set(went.map(n => frames.find(({ extended }) => extended === n)?.like))
          assert.ok(kinds.size === 1 && (went.length === 1 || !kinds.has(null)))
          for (const n of went)
            assert.ok(ms - (frames.find(({ extended }) => extended === n)?.since ?? 0) <= 100 + TICK_MS)
          sent.push(...went)
        }
      }
      assert.deepEqual(
        sent,
        sent.toSorted((a, b) => a - b),
      )
      assert.ok(together.isEmpty)
    }),
  )
})
