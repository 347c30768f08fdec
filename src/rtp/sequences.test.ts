import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  extendBits,
  extendSequence,
  extendTimestamp,
  isNewerSequence,
  isNewerTimestamp,
  sequenceDelta,
  timestampDelta,
} from './sequences.ts'

/** From, to, how far ahead. */
const SEQUENCES: readonly [number, number, number][] = [
  [0, 1, 1],
  [1, 0, -1],
  [65535, 0, 1],
  [0, 65535, -1],
  [65000, 100, 636],
  [0, 32767, 32767],
  [0, 32768, -32768],
  [32768, 0, -32768],
]

for (const [from, to, ahead] of SEQUENCES)
  test(`sequence ${to} is ${ahead} ahead of ${from}`, () => {
    assert.equal(sequenceDelta(from, to), ahead)
    assert.equal(isNewerSequence(to, from), ahead > 0)
  })

const TIMESTAMPS: readonly [number, number, number][] = [
  [0xffffffff, 0, 1],
  [0, 0xffffffff, -1],
  [0xfffff000, 0x1000, 0x2000],
  [0, 0x7fffffff, 0x7fffffff],
  [0, 0x80000000, -0x80000000],
]

for (const [from, to, ahead] of TIMESTAMPS)
  test(`timestamp ${to} is ${ahead} ahead of ${from}`, () => {
    assert.equal(timestampDelta(from, to), ahead)
    assert.equal(isNewerTimestamp(to, from), ahead > 0)
  })

test('of two numbers half the circle apart neither is newer', () => {
  assert.equal(isNewerSequence(32768, 0), false)
  assert.equal(isNewerSequence(0, 32768), false)
})

test('a walk that never goes half the circle at a step is told in extended numbers, over any number of wraps', () => {
  const check = (bits: number, extend: (near: number, value: number) => number) =>
    fc.assert(
      fc.property(
        fc.nat(2 ** bits - 1),
        fc.array(fc.integer({ min: 1 - 2 ** (bits - 1), max: 2 ** (bits - 1) - 1 })),
        (start, steps) => {
          let truth = start
          let near = start
          for (const step of steps) {
            truth += step
            const wire = ((truth % 2 ** bits) + 2 ** bits) % 2 ** bits
            near = extend(near, wire)
            assert.equal(near, truth)
          }
        },
      ),
    )
  check(16, extendSequence)
  check(32, extendTimestamp)
  for (const bits of [7, 8, 15]) check(bits, (near, value) => extendBits(near, value, bits))
})
