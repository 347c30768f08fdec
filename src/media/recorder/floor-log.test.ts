import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FloorLog, type Hearing, type Note, noteOf, noteText } from './floor-log.ts'
import { GAP_MS, HearingNow } from './recorder.ts'

test('spans go from the beginning to the end, and what is told later of the time before takes its place', () => {
  const log = new FloorLog()
  log.add({
    untilMs: 400,
    spans: [
      [0, 'nobody'],
      [100, 'heard'],
    ],
    floor: [
      [0, null],
      [100, 'a'],
    ],
  })
  log.add({
    untilMs: 2000,
    spans: [[300, 'gap']],
    floor: [
      [1000, 'b'],
      [1500, null],
    ],
  })
  log.add({ untilMs: 2400, spans: [[2100, 'heard']], floor: [] })
  assert.deepEqual(
    log.spans().map(({ is, fromMs, untilMs }) => [is, fromMs, untilMs]),
    [
      ['nobody', 0, 100],
      ['heard', 100, 300],
      ['gap', 300, 2100],
      ['heard', 2100, 2400],
    ],
  )
  assert.deepEqual(log.chapters(), [
    { name: 'a', fromMs: 100, untilMs: 1000 },
    { name: 'b', fromMs: 1000, untilMs: 1500 },
  ])
})

test('nothing came where somebody is heard and no packet was there for a second, from the last one on', () => {
  const now = new HearingNow(0)
  now.look(5000)
  now.heard(true, 6000)
  now.came(6500)
  now.came(6500 + GAP_MS - 1)
  now.look(9000)
  now.look(9500)
  now.came(9600)
  now.heard(false, 9700)
  now.look(20_000)
  now.heard(true, 21_000)
  now.heard(false, 24_000)
  assert.deepEqual(
    now.turns().map(({ at, is }) => [at, is]),
    [
      [0, 'nobody'],
      [6000, 'heard'],
      [7499, 'gap'],
      [9600, 'heard'],
      [9700, 'nobody'],
      [21_000, 'heard'],
      [21_000, 'gap'],
      [24_000, 'nobody'],
    ],
  )
  assert.deepEqual(now.turns(), [])
})

test('whatever notes say, the spans add up to what they reach to', () => {
  const turn = fc.tuple(fc.integer({ min: -100, max: 5000 }), fc.constantFrom<Hearing>('nobody', 'heard', 'gap'))
  fc.assert(
    fc.property(fc.array(fc.array(turn)), all => {
      const log = new FloorLog()
      log.add({ untilMs: 1, spans: [[0, 'nobody']], floor: [] })
      for (const [i, spans] of all.entries())
        log.add({ untilMs: 400 * (i + 1), spans: spans.toSorted((a, b) => a[0] - b[0]), floor: [] })
      const spans = log.spans()
      assert.equal(
        spans.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0),
        log.untilMs,
      )
      for (const [i, { fromMs }] of spans.entries()) assert.equal(fromMs, spans[i - 1]?.untilMs ?? 0)
    }),
  )
})

test('a note is read as it was written, and any other text is none', () => {
  const note: Note = {
    untilMs: 400,
    spans: [[0, 'gap']],
    floor: [
      [3, 'bệnh viện'],
      [9, null],
    ],
  }
  assert.deepEqual(noteOf(noteText(note)), note)
  const faulty = ['', '{', 'null', '[]', '{"untilMs":1}', noteText(note).replace('gap', 'gape')]
  for (const text of faulty) assert.equal(noteOf(text), null, text)
})
