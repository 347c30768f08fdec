import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byTurns } from './log.ts'

test('lines of one turn are one write, in their order, and at the end of a process nothing is left behind', async () => {
  const writes: string[] = []
  const log = byTurns({ write: lines => void writes.push(lines) })
  log.write('a\n')
  await Promise.resolve()
  log.write('b\n')
  assert.deepEqual(writes, [])
  await new Promise(done => setImmediate(done))
  log.write('c\n')
  log.flush()
  assert.deepEqual(writes, ['a\nb\n', 'c\n'])
  await new Promise(done => setImmediate(done))
  assert.equal(writes.length, 2)
})
