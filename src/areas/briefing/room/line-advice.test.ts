import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviceOf } from './line-advice.ts'

const GOOD = { line: 'A', reason: null, path: 'udp', microphone: 'works', camera: 'works' } as const

test('a good line with all that belongs to it asks for nothing', () => {
  assert.deepEqual(adviceOf(GOOD), [])
})

test('what keeps a site from being heard is said before what keeps it from being seen', () => {
  assert.deepEqual(adviceOf({ ...GOOD, line: 'C', reason: 'loss', microphone: 'silent', camera: 'missing' }), [
    'microphone.silent.do',
    'line.reason.loss.do',
    'camera.missing.do',
  ])
})

test('the poorest line is told to the ministry before the briefing, and one through a relay to whoever keeps the network', () => {
  assert.deepEqual(adviceOf({ ...GOOD, line: 'D', reason: 'rate-up', path: 'relay' }), [
    'line.reason.rate-up.do',
    'line.call',
    'line.relay.do',
  ])
})
