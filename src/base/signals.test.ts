import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toldBy, unlessTold, untilToldToEnd, wasToldToEnd } from './signals.ts'

test('who is told by a signal ends as it likes, and listens no more afterwards', async () => {
  const before = process.listenerCount('SIGTERM')
  const ended = untilToldToEnd(async told => {
    assert.equal(process.listenerCount('SIGTERM'), before + 1)
    await toldBy(told)
    return 'put away'
  })
  process.kill(process.pid, 'SIGTERM')
  assert.equal(await ended, 'put away')
  assert.equal(process.listenerCount('SIGTERM'), before)
  assert.ok(wasToldToEnd())
})

test('what is waited for in vain is given up when it is told, and not before', async () => {
  const told = new AbortController()
  assert.equal(await unlessTold(told.signal, Promise.resolve(7)), 7)
  const waiting = unlessTold(told.signal, new Promise<never>(() => {}))
  told.abort()
  assert.equal(await waiting, null)
  await toldBy(told.signal)
})
