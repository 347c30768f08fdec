import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTHING } from '../../directive/documents.ts'
import type { Sample } from './model.ts'
import { type Part, secondsLeft } from './time-left.ts'

const START = Date.parse('2026-02-04T02:00:00Z')
const at = (second: number) => new Date(START + 1000 * second).toISOString()

/** Eleven ordinary SMS to each of a thousand. */
const part = (operator: string, unsent: number, isOpen = true): Part => ({
  operator,
  isOpen,
  tally: {
    ...NOTHING,
    turns: { ...NOTHING.turns, audience: 1000, unsent },
    segments: { ...NOTHING.segments, expected: 11_000 },
  },
})

const sample = (second: number, byOperator: Sample['byOperator']): Sample => ({
  at: at(second),
  submitted: 0,
  delivered: 0,
  accepted: 0,
  failed: 0,
  expired: 0,
  uncertain: 0,
  unsent: 0,
  rate: Object.values(byOperator).reduce((sum, rate) => sum + rate, 0),
  byOperator,
  counts: {},
})

const check = (what: string, parts: readonly Part[], samples: readonly Sample[], expected: number | null) =>
  test(what, () => {
    const now = samples.length === 0 ? START : Date.parse(samples[samples.length - 1].at)
    assert.equal(secondsLeft(parts, samples, now), expected)
  })

const STEADY = [0, 1, 2, 3].map(second => sample(second, { a: 110, b: 11 }))

check(
  'a round takes as long as its slowest operator, however fast the others are',
  [part('a', 1000), part('b', 1000)],
  STEADY,
  1000,
)
check('an operator that has returned keeps nobody waiting', [part('a', 1000), part('b', 1000, false)], STEADY, 100)
check('with nothing unsent nothing is left', [part('a', 0), part('b', 0)], STEADY, 0)
check('without directives there is nothing to tell', [], STEADY, null)
check(
  'one that has something to send and does not send: it cannot be told',
  [part('a', 1000), part('c', 1)],
  STEADY,
  null,
)
check('one that has said nothing: it cannot be told', [{ operator: 'a', isOpen: true, tally: null }], STEADY, null)
check(
  'the rate is that of the last minute, each sample for as long as it stands',
  [part('a', 1000)],
  [sample(0, { a: 0 }), sample(60, { a: 9000 }), sample(120, { a: 20 }), sample(150, { a: 200 })],
  11_000 / 80,
)
check(
  "an operator's first sample says nothing of its rate",
  [part('a', 100)],
  [sample(0, {}), sample(1, { a: 0 }), sample(2, { a: 10 })],
  110,
)
