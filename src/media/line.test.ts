import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { Line } from './line.ts'

interface Second {
  readonly lost?: number
  readonly asked?: number
  readonly estimate?: number
}

/** Seconds of a line of 100 packets each, one after the other. */
function lived(line: Line, from: number, seconds: readonly Second[]): void {
  for (const [i, { lost = 0, asked = 0, estimate }] of seconds.entries()) {
    if (estimate !== undefined) line.estimated(estimate)
    for (let packet = 0; packet < 100; packet++) line.sent(1000)
    line.received({ expected: 100, lost })
    line.asked(asked)
    line.report((1000 * (from + i + 1)) as Millis)
  }
}

const same = (count: number, second: Second) => Array<Second>(count).fill(second)
const fresh = () => new Line('A', 0 as Millis)

test('an estimate that does not afford what is sent brings the class down', () => {
  const line = fresh()
  lived(line, 0, same(3, { estimate: 160_000 }))
  assert.equal(line.is, 'C')
})

test('things are repeated where packets are lost and the estimate has room, and until nothing was for ten seconds', () => {
  const line = fresh()
  lived(line, 0, same(5, { estimate: 3_000_000 }))
  assert.equal(line.repeats, false)
  lived(line, 5, [{ asked: 3 }])
  assert.deepEqual([line.repeats, line.is], [true, 'A'])
  lived(line, 6, same(9, {}))
  assert.equal(line.repeats, true)
  lived(line, 15, same(1, {}))
  assert.equal(line.repeats, false)
  lived(line, 16, [{ lost: 3 }])
  assert.equal(line.repeats, true)
  lived(line, 17, [{ lost: 3, estimate: 60_000 }])
  assert.equal(line.repeats, false)
})

test('reports that do not fit together are no loss', () => {
  const line = fresh()
  line.estimated(3_000_000)
  for (const [expected, lost] of [
    [0, 5],
    [-3, 5],
    [100, -7],
  ]) {
    line.received({ expected, lost })
    line.report(5000 as Millis)
    assert.equal(line.repeats, false)
  }
})

test('the time there and back is a mean, and one out of all measure is not believed', () => {
  const line = fresh()
  for (let i = 0; i < 50; i++) line.wentThereAndBack(300)
  assert.ok(Math.abs(line.rttMs - 300) < 1)
  line.wentThereAndBack(60_000)
  assert.ok(Math.abs(line.rttMs - 300) < 1)
})

/** Seconds until each change of what the line is given, of one that sends what its class does and says what `says` makes of it. */
function tried(says: (sent: number, second: number) => number): string[] {
  const line = new Line('D', 0 as Millis)
  const changes: string[] = []
  let was = ''
  for (let second = 1; second <= 30; second++) {
    const sent = line.is === 'D' ? (line.repeatsVoices ? 55_000 : 29_000) : 86_000
    line.estimated(says(sent, second))
    line.sent(sent / 8)
    line.received({ expected: 50, lost: 0 })
    line.report((1000 * second) as Millis)
    const is = `${line.is}${line.repeatsVoices ? ' repeating' : ''}`
    if (is !== was) changes.push(`${second} s: ${is}`)
    was = is
  }
  return changes
}

test('a line of the last class whose estimate does not rise when its voice is repeated is given no other voice', () => {
  const told = tried(sent => Math.min(sent * 1.5, 43_000))
  assert.deepEqual(told, ['1 s: D', '11 s: D repeating', '16 s: D'])
})

test('a line of the last class whose estimate rises while its voice is repeated is given three voices', () => {
  let estimate = 43_000
  const told = tried(sent => {
    estimate = Math.min(estimate * 1.08, sent * 1.5)
    return estimate
  })
  assert.deepEqual(told, ['1 s: D', '11 s: D repeating', '16 s: C'])
})
