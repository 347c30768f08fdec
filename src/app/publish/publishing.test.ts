import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { manualClock } from '../../base/clock.ts'
import { baseFailure } from '../../base/failures.ts'
import { seeded } from '../../base/random.ts'
import { keepPublishing } from './publishing.ts'

const START = Date.UTC(2026, 1, 3, 2, 0, 0)
const MINUTE_MS = 60_000
const AWAY = baseFailure('fileUnwritable', { file: '/srv/loa', why: 'away' })

/** A database, a folder and a clock that a test moves. */
function opened() {
  const clock = manualClock({ wall: START })
  const world = { mark: '1', isAway: false, made: [] as number[], told: [] as string[] }
  const stopping = new AbortController()
  const ended = keepPublishing({
    mark: async () => {
      if (world.isAway) throw AWAY
      return world.mark
    },
    at: async nowMs => {
      world.made.push(nowMs - START)
      return { files: [], untilMs: (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS }
    },
    bring: async () => ({ files: 0, written: 0, removed: 0 }),
    clock,
    random: seeded(1),
    signal: stopping.signal,
    onPublished: (_, why) => void world.told.push(why),
    onFailure: ({ code }) => void world.told.push(code),
    onWell: () => void world.told.push('well'),
  })
  /** In steps, as whoever waits asks for the next wait only once it was called. */
  const advance = async (ms: number) => {
    for (let left = ms; left > 0; ) {
      for (let i = 0; i < 5; i++) await turn()
      const step = Math.min(left, clock.nextMs ?? left)
      clock.advance(step)
      left -= step
    }
    for (let i = 0; i < 5; i++) await turn()
  }
  return { clock, world, stopping, ended, advance }
}

test('a change is published within a second, and nothing is made where nobody has changed anything', async () => {
  const { world, stopping, ended, advance } = opened()
  await advance(10_000)
  assert.deepEqual(world.made, [0])
  for (let i = 0; i < 20; i++) {
    await advance(137 * i)
    const before = world.made.length
    world.mark = `change ${i}`
    await advance(999)
    assert.equal(world.made.length, before + 1, `change ${i}`)
  }
  stopping.abort()
  await ended
})

test('pages are made anew at the turn of each minute, to the millisecond, and nobody is told of that', async () => {
  const { world, stopping, ended, advance } = opened()
  await advance(3 * MINUTE_MS)
  assert.deepEqual(
    world.made,
    [0, 1, 2, 3].map(minutes => minutes * MINUTE_MS),
  )
  assert.deepEqual(world.told, ['first', 'minute', 'minute', 'minute'])
  stopping.abort()
  await ended
})

test('however much is committed, it makes what is public at most two and a half times a second', async () => {
  const { world, stopping, ended, advance } = opened()
  for (let i = 0; i < 1000; i++) {
    world.mark = String(i)
    await advance(10)
  }
  assert.ok(world.made.length <= 26, String(world.made.length))
  assert.ok(world.made.length >= 20, String(world.made.length))
  stopping.abort()
  await ended
})

test('a database that is away is told once and asked again, and what changed meanwhile is published when it is back', async () => {
  const { world, stopping, ended, advance } = opened()
  await advance(1000)
  world.isAway = true
  await advance(10 * MINUTE_MS)
  world.mark = '2'
  world.isAway = false
  await advance(30_000)
  assert.deepEqual(world.told, ['first', 'fileUnwritable', 'change', 'well'])
  stopping.abort()
  await ended
})

test('a clock that is set back does not stop it from saying the minute', async () => {
  const { clock, world, stopping, ended, advance } = opened()
  await advance(1000)
  clock.setWall(START - 3_600_000)
  await advance(1000)
  assert.deepEqual(world.told, ['first', 'minute'])
  stopping.abort()
  await ended
})

test('what cannot be published the first time is a failure of the command', async () => {
  const failing = keepPublishing({
    mark: async () => '1',
    at: async () => {
      throw AWAY
    },
    bring: async () => assert.fail(),
    clock: manualClock(),
    random: seeded(1),
    signal: new AbortController().signal,
    onPublished: assert.fail,
    onFailure: assert.fail,
    onWell: assert.fail,
  })
  await assert.rejects(failing, { code: 'fileUnwritable' })
})
