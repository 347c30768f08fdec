/**
 * For tests: what every outbox keeps, on whatever database. Whoever implements one gives it with a way to put rows in, to look at
 * one, and to let it go on after a pause.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Ending, Outbox } from '../../src/channels/outbox.ts'

export interface OutboxBench<To> {
  readonly outbox: Outbox<To>
  /** Rows that wait, one after another in this order. */
  add(rows: readonly { readonly id: string; readonly peer: string; readonly tryAtMs: number }[]): Promise<void>
  /** `waits`, `intent`, or how it ended. */
  stateOf(id: string): Promise<string>
  /** What a person does after the queue stopped by itself. */
  goOn(): Promise<void>
}

const NOW_MS = Date.parse('2020-02-03T07:00:00+07:00')
const ENDINGS: readonly Ending[] = [
  { is: 'accepted' },
  { is: 'refused', isGone: true, why: 'recipientGone' },
  { is: 'refused', isGone: false, why: 'messageRefused' },
  { is: 'unknown', why: 'noAnswer' },
  { is: 'expired' },
]

export function outboxContract<To>(name: string, open: (t: TestContext) => Promise<OutboxBench<To>>): void {
  const rows = (count: number, more: { peer?: string; tryAtMs?: number } = {}) =>
    Array.from({ length: count }, (_, at) => ({ id: `m${at}`, peer: 'a.example', tryAtMs: NOW_MS, ...more }))
  const taken = async (
    { outbox }: OutboxBench<To>,
    wanted: { max?: number; nowMs?: number; except?: readonly string[] } = {},
  ) => {
    const all = await outbox.take({ max: 100, nowMs: NOW_MS, except: [], ...wanted })
    return all.map(({ message }) => message.id)
  }

  test(`${name}: what was taken has an intent and is taken by nobody else`, async t => {
    const bench = await open(t)
    await bench.add(rows(5))
    assert.deepEqual(await taken(bench, { max: 2 }), ['m0', 'm1'])
    assert.deepEqual(await taken(bench), ['m2', 'm3', 'm4'])
    assert.deepEqual(await taken(bench), [])
    assert.equal(await bench.stateOf('m0'), 'intent')
  })

  test(`${name}: two that take at once never take the same`, async t => {
    const bench = await open(t)
    await bench.add(rows(40))
    const all = await Promise.all(Array.from({ length: 8 }, async () => taken(bench, { max: 5 })))
    assert.equal(new Set(all.flat()).size, all.flat().length)
  })

  test(`${name}: what has ended is never taken again, and what waits only from its time on`, async t => {
    const bench = await open(t)
    await bench.add(rows(ENDINGS.length + 1))
    await taken(bench)
    const laterMs = NOW_MS + 60_000
    await bench.outbox.mark([
      ...ENDINGS.map((ending, at) => ({ id: `m${at}`, ending })),
      { id: 'm5', ending: { is: 'waits', tryAtMs: laterMs, why: 'peerBusy' } },
    ])
    for (const [at, { is }] of ENDINGS.entries()) assert.equal(await bench.stateOf(`m${at}`), is)
    assert.deepEqual(await taken(bench, { nowMs: laterMs - 1 }), [])
    const again = await bench.outbox.take({ max: 100, nowMs: laterMs, except: [] })
    assert.deepEqual(
      again.map(({ message, tries }) => [message.id, tries]),
      [['m5', 1]],
    )
  })

  test(`${name}: an intent that a crash left open is unknown, and never taken`, async t => {
    const bench = await open(t)
    await bench.add(rows(3))
    await taken(bench, { max: 2 })
    assert.equal(await bench.outbox.settle(), 2)
    assert.equal(await bench.stateOf('m0'), 'unknown')
    assert.deepEqual(await taken(bench), ['m2'])
    assert.equal(await bench.outbox.settle(), 1)
    assert.equal(await bench.outbox.settle(), 0)
  })

  test(`${name}: those of a peer that rests are passed over and keep their place`, async t => {
    const bench = await open(t)
    await bench.add([...rows(2), { id: 'm2', peer: 'b.example', tryAtMs: NOW_MS }])
    assert.deepEqual(await taken(bench, { except: ['a.example', 'c.example'] }), ['m2'])
    assert.deepEqual(await taken(bench), ['m0', 'm1'])
  })

  test(`${name}: while it is paused nothing is taken, and what is under way is marked`, async t => {
    const bench = await open(t)
    await bench.add(rows(2))
    await taken(bench, { max: 1 })
    await bench.outbox.pause({ of: 50, failed: 30 })
    assert.deepEqual(await taken(bench), [])
    await bench.outbox.mark([{ id: 'm0', ending: { is: 'accepted' } }])
    assert.equal(await bench.stateOf('m0'), 'accepted')
    await bench.goOn()
    assert.deepEqual(await taken(bench), ['m1'])
  })
}
