import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoundLive } from '../../model.ts'
import { ratesOf } from './chart-data.ts'
import { at, directive, liveOf, sample, tally } from './example-round.test.ts'
import { next, SAMPLES_MAX } from './stream.ts'

const live = liveOf([directive(1), directive(2)], [])

test('nothing is shown before the first snapshot', () => {
  assert.equal(next(null, { is: 'sample', sample: sample(1) }), null)
  assert.equal(next(null, { is: 'snapshot', live }), live)
})

test('the sum is the sum of the directives that are shown', () => {
  const after = next(live, {
    is: 'directive',
    directive: directive(2, { tally: tally({ audience: 1000, delivered: 400, unsent: 600 }) }),
  })
  assert.equal(after?.sum.turns.delivered, 400)
  assert.equal(after?.sum.turns.audience, 2000)
  assert.deepEqual(
    after?.directives.map(({ operator }) => operator),
    ['operator-1', 'operator-2'],
  )
})

test('a directive that was not there yet is added, one of an exercise is not', () => {
  const added = next(live, { is: 'directive', directive: directive(3) })
  assert.equal(added?.directives.length, 3)
  const exercise = directive(4, { purpose: 'exercise' })
  assert.equal(next(live, { is: 'directive', directive: exercise }), live)
})

test('the page was last heard when the latest of its nodes was', () => {
  const late = next(live, { is: 'directive', directive: directive(1, { heardAt: at(9) }) })
  assert.equal(late?.heardAt, at(9))
  const early = next(late, { is: 'directive', directive: directive(2, { heardAt: at(3) }) })
  assert.equal(early?.heardAt, at(9))
})

test('a sample that comes twice or late is left out', () => {
  const one = next(live, { is: 'sample', sample: sample(5) })
  assert.equal(one?.samples.length, 1)
  assert.equal(next(one, { is: 'sample', sample: sample(5) }), one)
  assert.equal(next(one, { is: 'sample', sample: sample(4) }), one)
})

test('samples have a limit, and what charts are made of stays from the beginning to the newest', () => {
  let live: RoundLive | null = liveOf([directive(1)], [])
  for (let second = 0; second < 3 * SAMPLES_MAX; second++) {
    const counts = { 'operator-1': { submitted: second, throttled: 0 } }
    live = next(live, { is: 'sample', sample: sample(second, { counts }) })
  }
  const samples = live?.samples ?? []
  assert.ok(samples.length <= SAMPLES_MAX)
  assert.equal(samples[0].at, at(0))
  assert.equal(samples.at(-1)?.at, at(3 * SAMPLES_MAX - 1))
  const given = { lines: [['operator-1']], isOver: true }
  const { intervals } = ratesOf(samples, given)
  assert.ok(intervals.every(({ sum }) => Math.abs(sum - 1) < 1e-9))
})

test('the time left follows each event, and who has returned keeps nobody waiting', () => {
  const both = { 'operator-1': 60, 'operator-2': 6 }
  const rated = liveOf([directive(1), directive(2)], [sample(0, { byOperator: both })])
  const after = next(rated, { is: 'sample', sample: sample(1, { byOperator: both }) })
  assert.equal(after?.secondsLeft, 1000)
  const returned = directive(2, { state: 'stopped', returnedAt: at(2) })
  assert.equal(next(after, { is: 'directive', directive: returned })?.secondsLeft, 100)
})

test('a change of state is taken over with its version', () => {
  const after = next(live, { is: 'round', state: 'paused', version: 4 })
  assert.equal(after?.round.state, 'paused')
  assert.equal(after?.round.version, 4)
})
