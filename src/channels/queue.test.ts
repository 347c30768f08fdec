import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { CONTENT } from '../../test/channels/contract.suite.ts'
import { manualClock } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import type { Outbox } from './outbox.ts'
import { Pacing } from './pacing.ts'
import { ACCEPTED, notNow } from './provider.ts'
import { Queue } from './queue.ts'

test('of 100 000 messages that wait no more are held than are under way', async () => {
  const messages = 100_000
  const atOnce = 10
  const stop = new AbortController()
  let next = 0
  let held = 0
  let mostHeld = 0
  let accepted = 0
  const outbox: Outbox<string> = {
    settle: async () => 0,
    pause: async () => assert.fail('nothing failed'),
    take: async ({ max }) => {
      const count = Math.min(max, messages - next)
      held += count
      mostHeld = Math.max(mostHeld, held)
      return Array.from({ length: count }, () => {
        const peer = `peer-${next % 20_000}.example`
        const message = { id: `m${next++}`, to: peer, content: CONTENT }
        return { message, peer, tries: 0, untilMs: Number.POSITIVE_INFINITY }
      })
    },
    mark: async ended => {
      held -= ended.length
      accepted += ended.filter(({ ending }) => ending.is === 'accepted').length
      if (accepted === messages) stop.abort()
    },
  }
  const queue = new Queue({
    outbox,
    atOnce,
    everyMs: 0,
    clock: manualClock(),
    random: seeded(1),
    provider: { channel: 'mail', send: async () => ACCEPTED, peerOf: to => to, close: async () => undefined },
  })
  await queue.run(stop.signal)
  assert.equal(accepted, messages)
  assert.ok(mostHeld <= atOnce, `${mostHeld} were held`)
})

test('a message whose time is over is not sent', async () => {
  const stop = new AbortController()
  const clock = manualClock({ wall: 1000 })
  const marked: unknown[] = []
  let isTaken = false
  const queue = new Queue<string>({
    atOnce: 1,
    everyMs: 0,
    clock,
    random: seeded(1),
    outbox: {
      settle: async () => 0,
      pause: async () => undefined,
      take: async () => {
        if (isTaken) return []
        isTaken = true
        const message = { id: 'b7', to: 'x', content: CONTENT }
        return [{ message, peer: 'x', tries: 0, untilMs: 1000 }]
      },
      mark: async ended => {
        marked.push(...ended)
        stop.abort()
      },
    },
    provider: {
      channel: 'mail',
      send: async () => assert.fail('it was sent'),
      peerOf: to => to,
      close: async () => undefined,
    },
  })
  await queue.run(stop.signal)
  assert.deepEqual(marked, [{ id: 'b7', ending: { is: 'expired' } }])
})

test('a peer whose rest ends while the outbox is asked has its next message at once', async () => {
  const stop = new AbortController()
  const clock = manualClock()
  const waiting = ['first', 'second']
  let looks = 0
  const queue = new Queue<string>({
    atOnce: 2,
    everyMs: 50,
    clock,
    random: seeded(1),
    outbox: {
      settle: async () => 0,
      pause: async () => undefined,
      take: async ({ except }) => {
        const id = except.includes('x') ? undefined : waiting.shift()
        // The queue has nothing else to do by the fourth look, which is as slow as a database that is busy.
        if (++looks === 4) clock.advance(60)
        return id === undefined
          ? []
          : [{ message: { id, to: 'x', content: CONTENT }, peer: 'x', tries: 0, untilMs: 1e9 }]
      },
      mark: async ended => {
        if (ended.some(({ id }) => id === 'second')) stop.abort()
      },
    },
    provider: { channel: 'mail', send: async () => ACCEPTED, peerOf: to => to, close: async () => undefined },
  })
  const ran = queue.run(stop.signal)
  for (let passed = 0; passed < 100 && !stop.signal.aborted; passed++) {
    await setImmediate()
    clock.advance(1)
  }
  assert.deepEqual(waiting, [])
  stop.abort()
  await ran
})

test('an outbox whose disk is full ends the queue, and nothing is sent any more', async () => {
  const queue = new Queue<string>({
    atOnce: 1,
    everyMs: 0,
    clock: manualClock(),
    random: seeded(1),
    outbox: {
      settle: async () => 0,
      pause: async () => undefined,
      take: async () => await Promise.reject(new Error('disk full')),
      mark: async () => undefined,
    },
    provider: {
      channel: 'mail',
      send: async () => assert.fail('it was sent'),
      peerOf: to => to,
      close: async () => undefined,
    },
  })
  await assert.rejects(queue.run(new AbortController().signal), /disk full/)
})

test('a peer that asks for patience is left alone, longer each time, and is like any other once it has taken something', () => {
  const pacing = new Pacing({ everyMs: 0 })
  const rests: number[] = []
  let nowMs = 0
  for (let tries = 0; tries < 5; tries++) {
    pacing.ends('a.example', notNow('peerBusy', 0), nowMs)
    pacing.ends('b.example', ACCEPTED, nowMs)
    assert.deepEqual(pacing.resting(nowMs), ['a.example'])
    rests.push(pacing.firstMs(nowMs) - nowMs)
    nowMs = pacing.firstMs(nowMs)
  }
  assert.deepEqual(rests, [5000, 10_000, 20_000, 40_000, 80_000])
  pacing.ends('a.example', ACCEPTED, nowMs)
  assert.deepEqual(pacing.resting(nowMs), [])
  assert.equal(pacing.peers, 0)
})

test('what is remembered of peers is bounded, however many there are', () => {
  const pacing = new Pacing({ everyMs: 0 })
  for (let peer = 0; peer < 50_000; peer++) {
    pacing.ends(`p${peer}.example`, notNow('peerBusy', 60_000), 0)
    pacing.ends('well.example', ACCEPTED, 0)
  }
  const resting = pacing.resting(0)
  assert.ok(resting.length <= 200)
  assert.ok(pacing.peers <= 10_000, `${pacing.peers}`)
})
