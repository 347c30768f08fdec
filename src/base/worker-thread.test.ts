import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseFailure } from './failures.ts'
import { warmThread } from './worker-thread.ts'

/** Answers with which thread it is; says nothing to `wait`, and breaks of `break`. */
const code = `
  import { parentPort, threadId } from 'node:worker_threads'
  parentPort.on('message', said => {
    if (said === 'break') throw new Error('broken')
    if (said !== 'wait') parentPort.postMessage(threadId)
  })`
const worker = new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const tooMuch = () => baseFailure('unexpected', { id: 'slow' })
const limits = { withinMs: 60_000, tooMuch }

test('a warm thread does one piece of work after the other, and what comes meanwhile is done by another', async () => {
  const ask = warmThread({ worker, memoryMaxMb: 64, idleMs: 60_000 })
  const first = await ask<number>('who', limits)
  assert.equal(await ask<number>('who', limits), first)
  const [one, other] = await Promise.all([ask<number>('who', limits), ask<number>('who', limits)])
  assert.equal(one, first)
  assert.notEqual(other, first)
})

test('a thread that was too slow or broke is given no work again', async () => {
  const ask = warmThread({ worker, memoryMaxMb: 64, idleMs: 60_000 })
  const first = await ask<number>('who', limits)
  await assert.rejects(ask('wait', { withinMs: 1, tooMuch }), { name: 'Failure' })
  const second = await ask<number>('who', limits)
  assert.notEqual(second, first)
  await assert.rejects(ask('break', limits), /broken/)
  assert.notEqual(await ask<number>('who', limits), second)
})
