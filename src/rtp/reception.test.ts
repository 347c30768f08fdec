import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { Reception } from './reception.ts'
import { SourceSequence } from './source-sequence.ts'
import { AUDIO_RATE } from './times.ts'

interface Arrival {
  readonly sequence: number
  readonly timestamp?: number
  readonly at?: number
}

class Receiver {
  readonly #sequence = new SourceSequence()
  readonly reception = new Reception(AUDIO_RATE)

  take(arrivals: readonly Arrival[]): this {
    for (const { sequence, timestamp = sequence * 960, at = sequence * 20 } of arrivals) {
      const placed = this.#sequence.place(sequence & 0xffff)
      const { extended } = this.#sequence
      const packet = { extended, timestamp: timestamp >>> 0 }
      this.reception.arrived(placed, packet, at as Millis)
    }
    return this
  }
}

const sequences = (...all: number[]): Arrival[] => all.map(sequence => ({ sequence }))

/** Lost since the last report in 1/256, lost in all: RFC 3550, appendix A.3, by hand. */
const LOSSES: readonly [string, readonly Arrival[], number, number, number][] = [
  ['all of them', sequences(10, 11, 12, 13), 0, 0, 13],
  ['three of four', sequences(10, 12, 13), 64, 1, 13],
  ['one of four, the last', sequences(10, 13), 128, 2, 13],
  ['some late', sequences(10, 12, 11, 13), 0, 0, 13],
  ['one twice', sequences(10, 11, 11), 0, -1, 11],
  ['over the wrap, one lost', sequences(65534, 65535, 65537), 64, 1, 65537],
]

for (const [what, arrivals, fractionLost, cumulativeLost, highestSequence] of LOSSES)
  test(`of a stream that comes with ${what}, ${fractionLost}/256 and ${cumulativeLost} in all are lost`, () => {
    const { jitter: _, ...told } = new Receiver().take(arrivals).reception.report()!
    assert.deepEqual(told, { fractionLost, cumulativeLost, highestSequence })
  })

test('a fraction is of the time since the last report, what is lost of all time', () => {
  const receiver = new Receiver().take(sequences(1, 2, 4))
  assert.equal(receiver.reception.report()?.fractionLost, 64)
  receiver.take(sequences(5, 6, 7, 8))
  const { fractionLost, cumulativeLost } = receiver.reception.report()!
  assert.deepEqual([fractionLost, cumulativeLost], [0, 1])
  // The one that was lost comes late, after its report: the interval had more than it expected.
  receiver.take(sequences(3, 9))
  const after = receiver.reception.report()!
  assert.deepEqual([after.fractionLost, after.cumulativeLost], [0, 0])
  assert.equal(receiver.reception.report()?.fractionLost, 0)
})

test('of a stream that nothing came of there is no report', () => {
  assert.equal(new Reception(AUDIO_RATE).report(), null)
})

test('what is lost ends at 24 bits, signed', () => {
  const reception = new Reception(AUDIO_RATE)
  reception.arrived('next', { extended: 0, timestamp: 0 }, 0 as Millis)
  reception.arrived('ahead', { extended: 2 ** 24, timestamp: 0 }, 0 as Millis)
  assert.equal(reception.report()?.cumulativeLost, 0x7fffff)
  assert.equal(reception.report()?.highestSequence, 2 ** 24)
})

test('the jitter of a stream that comes evenly is 0, over the wrap of its timestamps too', () => {
  const start = 2 ** 32 - 1920
  const arrivals = Array.from({ length: 9 }, (_, i) => ({ sequence: i, timestamp: start + i * 960, at: 5000 + i * 20 }))
  assert.equal(new Receiver().take(arrivals).reception.jitterMs, 0)
})

test('jitter is the mean deviation of appendix A.8', () => {
  // The second comes 8 ms late: 384 ticks, a sixteenth of it is 24; the third evenly again: 24 + (384 - 24) / 16.
  const receiver = new Receiver().take([
    { sequence: 0, at: 0 },
    { sequence: 1, at: 28 },
  ])
  assert.equal(receiver.reception.report()?.jitter, 24)
  receiver.take([{ sequence: 2, at: 40 }])
  assert.equal(receiver.reception.jitterMs * 48, 24 + 360 / 16)
})

test('what was asked for again does not count as jitter', () => {
  const receiver = new Receiver().take([
    { sequence: 0 },
    { sequence: 2 },
    { sequence: 1, at: 900 },
    { sequence: 1, at: 950 },
    { sequence: 3 },
  ])
  assert.equal(receiver.reception.jitterMs, 0)
})

test('a source that restarts with other timestamps has no jitter of it', () => {
  const restarted = [0, 1, 2].map(i => ({ sequence: 30_000 + i, timestamp: 5_000_000 + i * 960, at: 60 + i * 20 }))
  const receiver = new Receiver().take([...sequences(1, 2), ...restarted])
  assert.equal(receiver.reception.jitterMs, 0)
})

test('a source that restarts is counted anew', () => {
  const receiver = new Receiver().take(sequences(1, 2, 9, 30_000, 30_001, 30_002))
  const { cumulativeLost, fractionLost, highestSequence } = receiver.reception.report()!
  assert.deepEqual([cumulativeLost, fractionLost, highestSequence & 0xffff], [0, 0, 30_002])
})
