import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseFailure } from '../base/failures.ts'
import { byTurns, openLog } from './log.ts'

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

test('a failure of a background task is one line a minute without a stack, with how often it came; a bug is a line each time', () => {
  const lines: Record<string, unknown>[] = []
  let nowMs = 0
  const write = (line: string) => void lines.push(JSON.parse(line))
  const log = openLog({ write }, { level: 'info', holdsNumber: () => false, nowMs: () => nowMs })
  const failed = baseFailure('cannotListen', { where: 'here', why: 'no' })
  for (let i = 0; i < 60; i++) {
    nowMs = i * 1000
    log.unexpected('timer', failed)
  }
  log.unexpected('feed', failed)
  nowMs = 60_000
  log.unexpected('timer', failed)
  for (let i = 0; i < 2; i++) log.unexpected('timer', new TypeError('bug'))
  assert.deepEqual(
    lines.map(({ msg, task, times }) => [msg, task, times]),
    [
      ['background task failed', 'timer', 1],
      ['background task failed', 'feed', 1],
      ['background task failed', 'timer', 60],
      ['unexpected error', undefined, undefined],
      ['unexpected error', undefined, undefined],
    ],
  )
  assert.equal(lines[0].why, failed.message)
  assert.deepEqual([lines[0].at, Array.isArray(lines[3].at)], [undefined, true])
})
