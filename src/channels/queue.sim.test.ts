/** The queue in virtual time, killed at any instant. A failure prints its seed: SEED=n repeats it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as soon } from 'node:timers/promises'
import { World } from '../../test/channels/stage.ts'
import { type ManualClock, manualClock } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import { Queue } from './queue.ts'

const SEEDS = process.env.SEED === undefined ? 25 : 1
const FIRST = Number(process.env.SEED ?? 1)
const AT_ONCE = 8
const HOUR = 3_600_000
/** So short that what is put off a few times is over. */
const LIFE_MS = 240_000

/** A process that runs the queue until it is stopped, or killed. */
function start(world: World, options: { readonly everyMs: number }) {
  const life = { isOver: false }
  const stop = new AbortController()
  const queue = new Queue({
    ...world.seenBy(life),
    clock: world.clock,
    random: world.random,
    atOnce: AT_ONCE,
    ...options,
  })
  const ran = queue.run(stop.signal)
  ran.catch(() => undefined)
  return {
    queue,
    kill: () => {
      life.isOver = true
    },
    stop: async () => {
      stop.abort()
      await untilSettled(world.clock, ran)
    },
  }
}

/** Lets time pass until `isOver`, step by step: whatever is ready happens before the next instant comes. */
async function pass(clock: ManualClock, isOver: () => boolean): Promise<void> {
  for (let steps = 0; !isOver(); steps++) {
    assert.ok(steps < 1_000_000, 'it never ends')
    await soon()
    if (clock.nextMs !== null) clock.advance(clock.nextMs)
  }
}

async function untilSettled(clock: ManualClock, promise: Promise<void>): Promise<void> {
  let isSettled = false
  const settled = promise.finally(() => {
    isSettled = true
  })
  await pass(clock, () => isSettled)
  await settled
}

/** A person has looked at why the queue stopped by itself, and lets it go on. */
function goOn(world: World, queue: Queue<string>): void {
  if (world.paused === null) return
  world.paused = null
  queue.wake()
}

function isOpen({ rows }: World): boolean {
  return rows.some(({ state }) => state === 'waits' || state === 'intent')
}

function summed(world: World, seed: number): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { id, state, copies, resent } of world.rows) {
    const told = `seed ${seed}, ${id}: ${state}, ${copies} copies, resent ${resent} times`
    assert.ok(copies <= 1 + resent, told)
    if (state === 'accepted') assert.ok(copies >= 1, told)
    if (resent === 0 && (state === 'refused' || state === 'expired')) assert.equal(copies, 0, told)
    sums[state] = (sums[state] ?? 0) + 1
  }
  return sums
}

test('nobody gets a second copy that is not marked, wherever the process is killed, and every message has one ending', async () => {
  const reached = new Set<string>()
  let kills = 0
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const random = seeded(seed)
    const clock = manualClock({ wall: Date.parse('2020-02-03T07:00:00+07:00') })
    const world = new World({ clock, random, messages: 150, peers: 12, lifeMs: LIFE_MS })
    let process = start(world, { everyMs: 20 })
    let killAtMs = clock.wall() + random.below(2000)
    await pass(clock, () => {
      if (clock.wall() >= killAtMs) {
        process.kill()
        kills++
        process = start(world, { everyMs: 20 })
        killAtMs = clock.wall() + random.below(kills % 3 === 0 ? 200 : 20_000)
      }
      goOn(world, process.queue)
      return !isOpen(world)
    })
    const unknown = world.rows.filter(({ state }) => state === 'unknown')
    assert.ok(unknown.length > 0, `seed ${seed}`)
    for (const state of Object.keys(summed(world, seed))) reached.add(state)
    for (const row of unknown) world.resend(row)
    process.queue.wake()
    await pass(clock, () => {
      goOn(world, process.queue)
      return !isOpen(world)
    })
    summed(world, seed)
    await process.stop()
  }
  assert.deepEqual([...reached].toSorted(), ['accepted', 'expired', 'refused', 'unknown'])
  assert.ok(kills > SEEDS, `${kills} kills`)
})

test('a queue that is stopped answers what is under way, and leaves no message in doubt', async () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const random = seeded(seed)
    const clock = manualClock()
    const chances = { refused: 2, notNow: 10, unknown: 0 }
    const world = new World({ clock, random, messages: 60, peers: 5, lifeMs: 24 * HOUR, chances })
    for (let starts = 0; isOpen(world); starts++) {
      assert.ok(starts < 10_000)
      const process = start(world, { everyMs: 0 })
      const stopAtMs = clock.wall() + random.below(300)
      await pass(clock, () => clock.wall() >= stopAtMs)
      await process.stop()
      assert.ok(!world.rows.some(({ state }) => state === 'intent'), `seed ${seed}`)
      clock.advance(60_000)
    }
    assert.equal(summed(world, seed).unknown, undefined)
  }
})

test('where too many fail for good the queue stops by itself, says so, and goes on only when a person lets it', async () => {
  const clock = manualClock()
  const chances = { refused: 60, notNow: 0, unknown: 0 }
  const world = new World({ clock, random: seeded(1), chances, messages: 400, peers: 40, lifeMs: HOUR })
  const process = start(world, { everyMs: 0 })
  await pass(clock, () => world.paused !== null)
  const { of, failed } = world.paused!
  assert.ok(of >= 50 && failed > of * 0.2, JSON.stringify(world.paused))
  const untouched = () => world.rows.filter(({ state }) => state === 'waits').length
  const waitMs = clock.wall() + 10 * 60_000
  await pass(clock, () => clock.wall() > waitMs)
  const left = untouched()
  assert.ok(left > 300, `${left} were not sent`)
  world.paused = null
  process.queue.wake()
  await pass(clock, () => world.paused !== null)
  assert.ok(untouched() < left, 'it went on, and stopped again')
  await process.stop()
})

test('messages that come back after they were accepted stop the queue too', async () => {
  const clock = manualClock()
  const chances = { refused: 0, notNow: 0, unknown: 0 }
  const world = new World({ clock, random: seeded(1), chances, messages: 60, peers: 6, lifeMs: HOUR })
  const process = start(world, { everyMs: 0 })
  await pass(clock, () => !isOpen(world))
  assert.equal(world.paused, null)
  const told = Promise.all(Array.from({ length: 30 }, async () => await process.queue.bounced()))
  await pass(clock, () => world.paused !== null)
  await process.stop()
  await told
})

test('a peer is spoken to no faster than it bears, and others do not wait for it', async () => {
  const clock = manualClock()
  const chances = { refused: 0, notNow: 0, unknown: 0 }
  const world = new World({ clock, random: seeded(3), chances, messages: 300, peers: 3, lifeMs: HOUR })
  const process = start(world, { everyMs: 1000 })
  const begunMs = clock.wall()
  await pass(clock, () => !isOpen(world))
  const perPeer = Object.values(Object.groupBy(world.rows, ({ peer }) => peer)).map(rows => rows?.length ?? 0)
  const tookMs = clock.wall() - begunMs
  const slowestMs = Math.max(...perPeer) * 1000
  assert.ok(tookMs >= slowestMs - AT_ONCE * 1000, `${tookMs} ms for ${perPeer}`)
  assert.ok(tookMs < slowestMs * 1.2, `${tookMs} ms for ${perPeer}: they wait for each other`)
  await process.stop()
})

test('a mail server that is away is not asked by every message in turn', async () => {
  const clock = manualClock()
  const chances = { refused: 0, notNow: 100, unknown: 0 }
  const world = new World({ clock, random: seeded(3), chances, messages: 2000, peers: 1000, lifeMs: 24 * HOUR })
  const process = start(world, { everyMs: 0 })
  const untilMs = clock.wall() + HOUR
  await pass(clock, () => clock.wall() > untilMs)
  const tries = world.rows.reduce((sum, row) => sum + row.tries, 0)
  assert.ok(tries > 10 && tries < 200, `${tries} tries within an hour`)
  await process.stop()
})
