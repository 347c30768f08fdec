import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AnonymousQueue } from './anonymous-queue.ts'

test('between two bodies of strangers, whoever else waits has a turn', async () => {
  const queue = new AnonymousQueue()
  const order: string[] = []
  const stranger = async (name: string) => {
    await queue.next()
    order.push(name)
  }
  const strangers = Promise.all(['a', 'b', 'c'].map(stranger))
  let isOver = false
  const others = () => {
    order.push('other')
    if (!isOver) setImmediate(others)
  }
  setImmediate(others)
  await strangers
  isOver = true
  assert.match(order.join(' '), /a (?:other )+b (?:other )+c/)
})
