import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { MISSING_MAX, MissingPackets } from './missing-packets.ts'
import { SourceSequence } from './source-sequence.ts'

const STEP_MS = 5
const RTT_MS = 30

/** A source whose packets come at their instants, asked every five milliseconds what is due. */
class Line {
  readonly sequence = new SourceSequence()
  readonly missing = new MissingPackets()
  readonly asked: [at: number, sequences: number[]][] = []
  gaveUp = 0
  readonly repaired: number[] = []
  #now = 0
  readonly #jitterMs: number
  readonly #rttMs: number

  constructor({ jitterMs = 0, rttMs = RTT_MS }: { jitterMs?: number; rttMs?: number } = {}) {
    this.#jitterMs = jitterMs
    this.#rttMs = rttMs
  }

  come(...sequences: number[]): this {
    for (const sequence of sequences) {
      const placed = this.sequence.place(sequence & 0xffff)
      const when = { now: this.#now as Millis, jitterMs: this.#jitterMs }
      if (this.missing.arrived(placed, this.sequence.extended, when)) this.repaired.push(sequence)
    }
    return this
  }

  until(ms: number): this {
    for (; this.#now < ms; this.#now += STEP_MS) {
      const { ask, gaveUp } = this.missing.due(this.#now as Millis, this.#rttMs)
      if (ask.length > 0) this.asked.push([this.#now, ask.map(number => number & 0xffff)])
      this.gaveUp += gaveUp
    }
    return this
  }
}

test('a lost packet is asked for after 20 ms and every 40 ms, eight times, and is given up when no answer can be on its way any more', () => {
  const line = new Line().come(7, 9).until(1400)
  const instants = [20, 60, 100, 140, 180, 220, 260, 300]
  assert.deepEqual(
    line.asked,
    instants.map(at => [at, [8]]),
  )
  assert.deepEqual([line.gaveUp, line.missing.count], [0, 1])
  line.until(1410)
  assert.deepEqual([line.gaveUp, line.missing.count], [1, 0])
})

test('an answer that takes longer than the line was thought to take is waited for', () => {
  const line = new Line().come(7, 9).until(900).come(8).until(2000)
  assert.deepEqual([line.asked.length, line.gaveUp, line.repaired], [8, 0, [8]])
})

test('where the way there and back is long it is asked for once in that time, as long as an answer would be of use', () => {
  const line = new Line({ rttMs: 400 }).come(7, 9).until(2000)
  assert.deepEqual(
    line.asked.map(([at]) => at),
    [20, 420, 820, 1220],
  )
  assert.equal(line.gaveUp, 1)
})

test('where packets come unevenly it is waited for as long as they usually take', () => {
  const line = new Line({ jitterMs: 85 }).come(7, 9).until(120)
  assert.deepEqual(line.asked, [[85, [8]]])
})

test('what comes late is asked for by nobody', () => {
  const line = new Line().come(65534, 1, 65535, 0).until(1000)
  assert.deepEqual([line.asked, line.gaveUp, line.repaired], [[], 0, []])
})

test('what came is not asked for again', () => {
  const line = new Line().come(7, 9).until(70).come(8).until(1000)
  assert.deepEqual(
    line.asked.map(([at]) => at),
    [20, 60],
  )
  assert.deepEqual([line.gaveUp, line.repaired], [0, [8]])
})

test('a loss across the wrap is asked for, and so is every one after it', () => {
  const line = new Line().come(65533, 2).until(25).come(65534, 65535, 0, 1).until(500)
  assert.deepEqual(line.asked, [[20, [65534, 65535, 0, 1]]])
  line.come(3, 5).until(530)
  assert.deepEqual(line.asked[1], [520, [4]])
})

test('a gap larger than the list is given up whole, and so is what was missing before it', () => {
  const line = new Line().come(0, 2, MISSING_MAX + 3).until(1000)
  assert.deepEqual([line.asked, line.gaveUp, line.missing.count], [[], MISSING_MAX + 1, 0])
  line.come(MISSING_MAX + 5).until(1025)
  assert.deepEqual(line.asked, [[1020, [MISSING_MAX + 4]]])
})

test('the list is never longer than its limit, however many packets are lost', () => {
  const line = new Line()
  for (let sequence = 0; sequence < 50_000; sequence += 3) {
    line.come(sequence)
    assert.ok(line.missing.count <= MISSING_MAX)
  }
})

test('a source that restarts is asked for nothing of before, and a key frame is needed', () => {
  const line = new Line().come(7, 9, 30_000, 30_001).until(1000)
  assert.deepEqual([line.asked, line.gaveUp], [[], 1])
  line.come(30_003).until(1025)
  assert.deepEqual(line.asked, [[1020, [30_002]]])
})

test('a packet from nowhere leaves no gap', () => {
  const line = new Line().come(7, 40_000, 8).until(1000)
  assert.deepEqual([line.asked, line.gaveUp], [[], 0])
})

test('what is older than a key frame is asked for all the same, for some may still wait for it, and that it is given up is no matter', () => {
  const line = new Line().come(7, 10, 12)
  line.missing.keyFrameBegan(line.sequence.extended - 2)
  line.until(25)
  assert.deepEqual(line.asked, [[20, [8, 9, 11]]])
  line.come(11).until(2000)
  assert.deepEqual([line.gaveUp, line.missing.count], [0, 0])
})
