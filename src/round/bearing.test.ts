import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Bearing, type Verdict } from './bearing.ts'

/** Samples in turn: answered, throttled among them, seconds since the last; and what is said of each. */
type Sample = readonly [answered: number, throttled: number, verdict: Verdict, seconds?: number]

function check(samples: readonly Sample[]): void {
  const all = { answered: 0, throttled: 0 }
  const bearing = new Bearing(all, 0)
  let now = 0
  samples.forEach(([answered, throttled, verdict, seconds = 1], i) => {
    all.answered += answered
    all.throttled += throttled
    now += seconds * 1000
    assert.equal(bearing.verdict(now), verdict, `sample ${i + 1}`)
    bearing.begin(now)
  })
}

const STORIES: readonly [name: string, samples: readonly Sample[]][] = [
  [
    'nothing is throttled, or a tenth',
    [
      [1000, 0, 'borne'],
      [1000, 100, 'borne'],
    ],
  ],
  [
    'of few, more are throttled than a tenth, as chance would have it',
    [
      [10, 2, 'borne'],
      [10, 3, 'too-much'],
    ],
  ],
  [
    'what the first cut mends',
    [
      [1000, 900, 'too-much'],
      [100, 3, 'borne'],
    ],
  ],
  [
    'what each cut mends a little',
    [
      [1000, 900, 'too-much'],
      [1000, 400, 'too-much'],
      [1000, 150, 'too-much'],
      [1000, 50, 'borne'],
    ],
  ],
  [
    'a centre that throttles a third whatever the pace',
    [
      [100, 33, 'too-much'],
      [66, 22, 'no-matter'],
      [100, 38, 'borne'],
      [100, 25, 'borne'],
      [100, 60, 'too-much'],
    ],
  ],
  [
    'a centre that throttles four of five whatever the pace, then all',
    [
      [100, 80, 'too-much'],
      [100, 80, 'no-matter'],
      [100, 84, 'borne'],
      [1000, 930, 'too-much'],
    ],
  ],
  [
    'after half a minute it is tried again whether the pace matters',
    [
      [100, 33, 'too-much'],
      [100, 33, 'no-matter'],
      [100, 33, 'borne', 29],
      [100, 33, 'too-much', 1],
    ],
  ],
  [
    'a centre that takes nothing does not become one that throttles by chance',
    [
      [100, 100, 'too-much'],
      [100, 100, 'too-much'],
      [100, 95, 'too-much'],
    ],
  ],
  [
    'a share that grows after the cut is no proof that the pace does not matter',
    [
      [100, 50, 'too-much'],
      [100, 80, 'too-much'],
    ],
  ],
  [
    'a cut that helps after all: what was borne is no longer borne',
    [
      [100, 33, 'too-much'],
      [100, 33, 'no-matter'],
      [100, 60, 'too-much'],
      [100, 2, 'borne'],
      [100, 33, 'too-much'],
    ],
  ],
]

for (const [name, samples] of STORIES) test(name, () => check(samples))

test('a cut of which too little was known is no trial', () => {
  const all = { answered: 100, throttled: 50 }
  const bearing = new Bearing(all, 0)
  assert.equal(bearing.verdict(0), 'too-much')
  bearing.forgetTrial()
  bearing.begin(0)
  all.answered += 100
  all.throttled += 50
  assert.equal(bearing.verdict(1000), 'too-much')
})

test('after a cut the sample begins once the answers tell of it', () => {
  const all = { answered: 0, throttled: 0 }
  const bearing = new Bearing(all, 0)
  bearing.beginAfterCut(10, 5000)
  all.answered = 9
  assert.equal(bearing.age(5999), 0)
  assert.equal(bearing.age(7000), 0, 'the second is over, one answer is still awaited')
  all.answered = 25
  assert.equal(bearing.age(7100), 0, 'it begins now')
  assert.equal(bearing.answered, 0)
  all.answered = 30
  assert.equal(bearing.age(7300), 200)
  assert.equal(bearing.answered, 5)
})

test('an answer that does not come is not awaited for ever, nor is a second cut short', () => {
  const all = { answered: 0, throttled: 0 }
  const bearing = new Bearing(all, 0)
  bearing.beginAfterCut(10, 0)
  assert.equal(bearing.age(4999), 0)
  bearing.age(5000)
  assert.equal(bearing.age(5001), 1)
  bearing.beginAfterCut(0, 6000)
  assert.equal(bearing.age(6999), 0)
  bearing.age(7000)
  assert.equal(bearing.age(7001), 1)
})
