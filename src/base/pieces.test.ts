import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Pieces, whole } from './pieces.ts'
import { yielding } from './yielding.ts'

function* counted(to: number, seen: number[]): Pieces<number> {
  for (let at = 0; at < to; at++) {
    seen.push(at)
    yield
  }
  return to
}

test('work in pieces comes to the same at once and in turns', async () => {
  const [once, turns]: number[][] = [[], []]
  assert.equal(whole(counted(50, once)), 50)
  assert.equal(await yielding(counted(50, turns)), 50)
  assert.deepEqual(once, turns)
})

test('who waits has a turn while long work goes on in turns, and none while it is done at once', async () => {
  let others = 0
  let isOver = false
  const other = () => {
    others++
    if (!isOver) setImmediate(other)
  }
  setImmediate(other)
  whole(counted(100, []))
  assert.equal(others, 0)
  // Each look at the clock is 4 ms later: a turn has three pieces.
  let now = 0
  await yielding(counted(100, []), () => (now += 4))
  isOver = true
  assert.ok(others >= 30 && others <= 35, `${others}`)
})

test('work in turns that fails fails for whoever asked', async () => {
  function* failing(): Pieces<never> {
    yield
    throw new Error('it cannot be done')
  }
  await assert.rejects(yielding(failing()), /it cannot be done/)
})
