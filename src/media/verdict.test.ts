import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LineClass } from '../rtp/downlink.ts'
import type { Quality } from './server.ts'
import { type Because, VERDICT_SAMPLES, verdictOf } from './verdict.ts'

interface Line {
  readonly up?: Partial<Quality['up']>
  readonly down?: Partial<Quality['down']>
  readonly rttMs?: number | null
}

function qualityOf({ up, down, rttMs = 40 }: Line): Quality {
  return {
    up: { kbits: 700, loss: 0, jitterMs: 5, ...up },
    down: { kbits: 2200, loss: 0, jitterMs: 5, ...down },
    rttMs,
    path: 'udp',
  }
}

const ten = (line: Line) => Array<Quality>(VERDICT_SAMPLES).fill(qualityOf(line))

test('a line is given the best class that it earns, and what keeps it from the one above', () => {
  const rows: readonly [Line, LineClass, LineClass, Because | null][] = [
    [{}, 'A', 'A', null],
    [{}, 'B', 'B', 'kbits'],
    [{}, 'D', 'D', 'kbits'],
    [{ down: { kbits: 600 } }, 'A', 'B', 'kbits'],
    [{ up: { kbits: 60 } }, 'A', 'C', 'kbits'],
    [{ down: { kbits: 40 } }, 'A', 'D', 'kbits'],
    [{ up: { loss: 0.03 } }, 'A', 'B', 'loss'],
    [{ down: { loss: 0.06 } }, 'A', 'C', 'loss'],
    [{ down: { loss: 0.2 } }, 'C', 'D', 'loss'],
    [{ rttMs: 350 }, 'A', 'B', 'rtt'],
    [{ rttMs: 900 }, 'A', 'D', 'rtt'],
    [{ up: { jitterMs: 80 } }, 'A', 'B', 'jitter'],
    [{ down: { jitterMs: 300 } }, 'A', 'C', 'jitter'],
    // The class above is told of, not the best one: what keeps from A may be another thing.
    [{ down: { loss: 0.03, jitterMs: 200 } }, 'A', 'C', 'jitter'],
  ]
  for (const [line, by, is, because] of rows) {
    const verdict = verdictOf(ten(line), by)
    assert.deepEqual([verdict?.is, verdict?.because], [is, because], JSON.stringify([line, by]))
  }
})

test('one bad second among ten good ones is not the line, and what was before the last ten is not looked at', () => {
  const bad = qualityOf({ down: { loss: 0.5, kbits: 10 }, rttMs: 1500 })
  assert.equal(verdictOf([...ten({}).slice(1), bad], 'A')?.is, 'A')
  assert.equal(verdictOf([...Array<Quality>(20).fill(bad), ...ten({})], 'A')?.is, 'A')
})

test('what a line carries down is what came through in its best seconds, for it is filled little by little', () => {
  const filled = (kbits: readonly number[], loss = 0) => kbits.map(sent => qualityOf({ down: { kbits: sent, loss } }))
  const slowly = [150, 225, 350, 512, 690, 1020, 1400, 1700, 1960, 2100]
  const { is, measured } = verdictOf(filled(slowly), 'A') ?? assert.fail()
  assert.deepEqual([is, measured.downKbits], ['A', 2100])
  const lossy = verdictOf(
    filled([...slowly.slice(0, 9), 1150], 0.05).toSpliced(6, 3, ...filled([900, 900, 900], 0.05)),
    'B',
  )
  assert.deepEqual([lossy?.is, lossy?.measured.downKbits], ['B', 1150 * 0.95])
})

test('there is no verdict before ten seconds, and nothing that was never measured speaks for a line', () => {
  assert.equal(verdictOf(ten({}).slice(1), 'A'), null)
  const rows: readonly [Line, Because][] = [
    [{ up: { loss: null }, down: { loss: null } }, 'loss'],
    [{ rttMs: null }, 'rtt'],
    [{ up: { jitterMs: null }, down: { jitterMs: null } }, 'jitter'],
  ]
  for (const [line, because] of rows) {
    const { is, because: why } = verdictOf(ten(line), 'A') ?? {}
    assert.deepEqual([is, why], ['D', because])
  }
})

test('a line that is worse in anything never earns a better class', () => {
  const way = fc.record({
    kbits: fc.integer({ min: 0, max: 3000 }),
    loss: fc.double({ min: 0, max: 1, noNaN: true }),
    jitterMs: fc.integer({ min: 0, max: 1000 }),
  })
  const rtt = fc.integer({ min: 0, max: 2000 })
  const classes = fc.constantFrom<LineClass>('A', 'B', 'C', 'D')
  fc.assert(
    fc.property(way, way, rtt, classes, rtt, (up, down, rttMs, line, more) => {
      const before = verdictOf(ten({ up, down, rttMs }), line)?.is ?? ''
      const lost = Math.min(1, down.loss + more / 2000)
      const worse = [
        ten({ up, down, rttMs: rttMs + more }),
        ten({ up, down: { ...down, loss: lost }, rttMs }),
        ten({ up: { ...up, kbits: Math.max(0, up.kbits - more) }, down, rttMs }),
        ten({ up: { ...up, jitterMs: up.jitterMs + more }, down, rttMs }),
      ]
      for (const samples of worse) assert.ok((verdictOf(samples, line)?.is ?? '') >= before)
    }),
  )
})
