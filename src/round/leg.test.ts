/** How one comes to a leg: what is waited for, and what is not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { entryOf, lastOf, octetsOf, placeIn } from './leg.ts'
import type { LegLog } from './log.ts'
import { shapeOf } from './shape.ts'

const LEG = { servers: 'nats://x', name: 'a', isUnsafe: false, key: null }
const MARK = { index: 3, epoch: 1, previous: '' }

/** Answers nothing. */
const broken = {
  read: () => {},
  last: (done: (last: number | null) => void) => setImmediate(() => done(null)),
  health: () => ({ is: 'broken', why: 'it was made anew' }),
} as unknown as LegLog

const failsWith = (code: string) => (error: unknown) => error instanceof Failure && error.code === code

test('whoever joins a leg whose log is not what it was is told so, and waits for no answer', async () => {
  const asked: readonly (() => Promise<unknown>)[] = [
    async () => await lastOf(broken, LEG.name),
    async () => await entryOf(broken, LEG.name, 1),
    async () => await placeIn(broken, MARK, LEG),
  ]
  for (const ask of asked) await assert.rejects(ask, failsWith('legBroken'))
})

test('a log that was chosen too small for its subscribers is refused before anything is made', () => {
  const shape = shapeOf({ subscribers: 1_000_000, segments: 1, receipts: 'last' })
  const needed = octetsOf(shape, LEG) - octetsOf(shapeOf({ ...shape, subscribers: 0 }), LEG)
  assert.equal(octetsOf(shape, { ...LEG, octets: needed }), needed)
  assert.throws(() => octetsOf(shape, { ...LEG, octets: needed - 1 }), failsWith('legTooSmall'))
})
