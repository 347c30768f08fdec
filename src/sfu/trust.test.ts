import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Trust } from './trust.ts'

const READY = { is: 'ready', port: 5000 }
const lamp = (at: number) => ({ is: 'event', event: { is: 'lamp', room: 'r', site: `site ${at}`, isLit: true } })
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
    for (const at of times(512)) assert.notEqual(busy.reported(connected(at), second * 1000), null)
  }
  const telling = new Trust()
  assert.ok(times(10_000).some(at => telling.reported(lamp(at), 0) === null))
  const inventing = new Trust()
  assert.ok(times(2000).some(at => inventing.reported(connected(at), 0) === null))
})

test('nothing is told of a day that there is not, for what is kept of it could never be read', () => {
  const seen = (lastMs: number) => ({
    site: 's',
    lastMs,
    line: 'A',
    quality: {
      up: { kbits: 1, loss: 0, jitterMs: 0 },
      down: { kbits: 1, loss: null, jitterMs: null },
      rttMs: null,
      path: 'udp',
    },
  })
  const recorded = (beganMs: number, durationMs: number) => ({
    file: '1.webm',
    octets: 1,
    sha256: '0'.repeat(64),
    beganMs,
    durationMs,
    gaps: [{ fromMs: beganMs, untilMs: beganMs }],
  })
  const told = (event: object) => new Trust().reported({ is: 'event', event }, 0)
  const now = Date.now()
  assert.notEqual(told({ is: 'sites', room: 'r', sites: [seen(now)] }), null)
  assert.notEqual(told({ is: 'recorded', room: 'r', recorded: recorded(now, 60_000) }), null)
  for (const never of [-1, -1e300, 1e300, 8.65e15]) {
    assert.equal(told({ is: 'sites', room: 'r', sites: [seen(never)] }), null)
    assert.equal(told({ is: 'gone', room: 'r', site: 's', atMs: never }), null)
    assert.equal(told({ ...connected(0).event, atMs: never }), null)
    assert.equal(told({ is: 'recorded', room: 'r', recorded: recorded(never, 1) }), null)
    assert.equal(told({ is: 'recorded', room: 'r', recorded: recorded(now, never) }), null)
  }
})

test('what is no report of ours is none', () => {
  for (const value of [null, 7, 'ready', {}, { is: 'ready', port: 0 }, { ...READY, pid: 1 }])
    assert.equal(new Trust().reported(value, 0), null)
})
