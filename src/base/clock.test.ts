import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock, pause, systemClock } from './clock.ts'

test("the system's clock never goes back", () => {
  let before = systemClock.monotonic()
  for (let i = 0; i < 100_000; i++) {
    const now = systemClock.monotonic()
    assert.ok(now >= before)
    before = now
  }
})

test("the system's clock calls whoever waits, in order, and nobody who has cancelled", async () => {
  const called: string[] = []
  await new Promise<void>(done => {
    const cancelled = systemClock.after(1, () => called.push('cancelled'))
    systemClock.after(1, () => called.push('first'))
    systemClock.after(2, () => called.push('second'))
    systemClock.after(3, done)
    cancelled.cancel()
  })
  assert.deepEqual(called, ['first', 'second'])
})

test('a manual clock moves when it is told to, and by so much', () => {
  const clock = manualClock({ monotonic: 5, wall: 1000 })
  assert.deepEqual([clock.monotonic(), clock.wall()], [5, 1000])
  assert.equal(clock.monotonic(), 5)
  clock.advance(2.5)
  assert.deepEqual([clock.monotonic(), clock.wall()], [7.5, 1002.5])
  clock.setWall(10)
  clock.advance(1)
  assert.deepEqual([clock.monotonic(), clock.wall()], [8.5, 11])
  assert.equal(manualClock().monotonic(), 0)
})

test('a manual clock calls each that waits at its own time, also who begins to wait meanwhile', () => {
  const clock = manualClock()
  const called: [string, number][] = []
  const say = (name: string) => () => called.push([name, clock.monotonic()])
  clock.after(30, say('late'))
  clock.after(10, () => {
    say('early')()
    clock.after(5, say('after early'))
    clock.after(0, say('soon'))
  })
  clock.after(10, say('as early'))
  clock.after(12, say('never')).cancel()
  assert.equal(clock.nextMs, 10)
  clock.advance(9)
  assert.deepEqual([called, clock.nextMs], [[], 1])
  clock.advance(11)
  assert.deepEqual(called, [
    ['early', 10],
    ['as early', 10],
    ['soon', 11],
    ['after early', 15],
  ])
  clock.advance(10)
  assert.deepEqual(called.at(-1), ['late', 30])
  assert.equal(clock.nextMs, null)
})

test('a pause ends after its time, or at once when the signal is given, and leaves nobody waiting', async () => {
  const clock = manualClock()
  const ending = new AbortController()
  const [paused, cut] = [pause(clock, 10, new AbortController().signal), pause(clock, 50, ending.signal)]
  clock.advance(10)
  await paused
  assert.equal(clock.nextMs, 40)
  ending.abort()
  await cut
  await pause(clock, 50, ending.signal)
  assert.equal(clock.nextMs, null)
})
