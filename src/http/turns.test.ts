import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Turns } from './turns.ts'

test('between two bodies of strangers, whoever else waits has a turn', async () => {
  const turns = new Turns()
  const order: string[] = []
  const stranger = async (name: string) => {
    await turns.next()
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
