import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { NOTHING, type ProgressBody } from '../directive/documents.ts'
import { ProgressTeller } from './progress.ts'

/** A directive whose progress is what the test makes it. */
class Played {
  readonly directive: string
  readonly #now: () => number
  orderSequence = 1

  constructor(directive: string, now: () => number) {
    this.directive = directive
    this.#now = now
  }

  progress(): ProgressBody {
    const { directive, orderSequence } = this
    const at = new Date(this.#now()).toISOString()
    return { directive, state: 'running', note: null, orderSequence, at, tally: NOTHING }
  }
}

function scene() {
  const clock = manualClock()
  const told: [string, number][] = []
  const conducts = ['a', 'b'].map(name => new Played(name, () => clock.wall()))
  const teller = new ProgressTeller({
    clock,
    courier: { progress: ({ directive }) => told.push([directive, clock.monotonic()]) },
    conducts: () => conducts,
  })
  teller.start()
  return { clock, told, conducts, teller }
}

test('progress is told each second where it changed, and every ten seconds where it did not', () => {
  const { clock, told, conducts, teller } = scene()
  for (let second = 1; second <= 21; second++) {
    conducts[1].orderSequence++
    clock.advance(1000)
  }
  const timesOf = (name: string) => told.flatMap(([of, at]) => (of === name ? [at] : []))
  assert.deepEqual(timesOf('a'), [1000, 11_000, 21_000])
  assert.deepEqual(
    timesOf('b'),
    Array.from({ length: 21 }, (_, i) => (i + 1) * 1000),
  )
  teller.close()
  assert.equal(clock.nextMs, null)
})

test('progress that is news is told at once, and the next second only what differs from it', () => {
  const { clock, told, conducts, teller } = scene()
  clock.advance(1500)
  told.length = 0
  teller.tell(conducts[0])
  clock.advance(500)
  assert.deepEqual(told, [['a', 1500]])
  teller.forget('a')
  clock.advance(1000)
  assert.deepEqual(told.at(-1), ['a', 3000], 'what was forgotten is told as if it were new')
})
