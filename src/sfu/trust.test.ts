import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Trust } from './trust.ts'

const READY = { is: 'ready', port: 5000 }
const lamp = (at: number) => ({
  is: 'event',
  event: { is: 'lamp', room: 'r', site: `site ${at}`, isLit: true },
})
const connected = (at: number) => ({
  is: 'event',
  event: { is: 'connected', room: 'r', site: `site ${at}`, replaced: false, atMs: at },
})
const times = (many: number) => Array.from({ length: many }, (_, at) => at)

test('a media process that says once more that it is there is not ours', () => {
  const trust = new Trust()
  assert.notEqual(trust.reported(READY, 0), null)
  assert.equal(trust.reported(READY, 60_000), null)
})

test('a media process that tells without end is not ours, and one that restarts with 256 sites is', () => {
  const busy = new Trust()
  for (const second of times(5)) {
    for (const at of times(1500)) assert.notEqual(busy.reported(lamp(at), second * 1000), null)
    for (const at of times(256)) assert.notEqual(busy.reported(connected(at), second * 1000), null)
  }
  const telling = new Trust()
  assert.ok(times(10_000).some(at => telling.reported(lamp(at), 0) === null))
  const inventing = new Trust()
  assert.ok(times(1000).some(at => inventing.reported(connected(at), 0) === null))
})

test('what is no report of ours is none', () => {
  for (const value of [null, 7, 'ready', {}, { is: 'ready', port: 0 }, { ...READY, pid: 1 }])
    assert.equal(new Trust().reported(value, 0), null)
})
