import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Line } from './line.ts'

test('items leave in the order in which they came, until one is not taken', () => {
  const line = new Line<number>()
  const taken: number[] = []
  for (const item of [1, 2, 3]) line.push(item)
  line.drain(item => item < 3 && taken.push(item) > 0)
  assert.deepEqual([taken, line.length], [[1, 2], 1])
  line.push(4)
  line.drain(item => taken.push(item) > 0)
  assert.deepEqual([taken, line.length], [[1, 2, 3, 4], 0])
})

test('an item that is being taken is not among those that a cleared line gives back', () => {
  const line = new Line<number>()
  for (const item of [1, 2, 3]) line.push(item)
  let cleared: readonly number[] = []
  line.drain(() => {
    cleared = line.clear()
    return true
  })
  assert.deepEqual([cleared, line.length], [[2, 3], 0])
})
