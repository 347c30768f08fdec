import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import {
  type Downlink,
  downlinkOf,
  type LineClass,
  type LineReport,
  type OwnReport,
  onOwnReport,
  onReport,
  risen,
  trialFailed,
} from './downlink.ts'

const REPORT_MS = 200

/** What each class sends, bits a second. */
const SENT: Readonly<Record<LineClass, number>> = { A: 2_000_000, B: 600_000, C: 100_000, D: 30_000 }

/** One that rises as soon as it may. */
function rising(before: Downlink, report: LineReport, now: Millis): Downlink {
  const line = onReport(before, report, now)
  return line.mayBe === null ? line : risen(line, line.mayBe, { estimate: report.estimate, now })
}

type Says = (line: Downlink, ms: number) => Partial<LineReport>

/** Changes as `at s: class`, of a line that is told something five times a second. */
function changes(from: LineClass, seconds: number, says: Says): string[] {
  let line = downlinkOf(from)
  const told: string[] = []
  for (let ms = 0; ms <= seconds * 1000; ms += REPORT_MS) {
    const report = { estimate: SENT[line.is] * 1.1, loss: 0, sent: SENT[line.is], ...says(line, ms) }
    const next = rising(line, report, ms as Millis)
    if (next.is !== line.is) told.push(`${ms / 1000} s: ${next.is}`)
    line = next
  }
  return told
}

const estimate = (bitrate: number) => () => ({ estimate: bitrate })

/** Voices and thumbnails before somebody is seen. */
const QUIET = { sent: 60_000, estimate: 90_000 }
/** By 8 % a second, up to a tenth above what is sent (draft-ietf-rmcat-gcc-02, section 5.5). */
const grown = (ms: number) => Math.min(660_000, QUIET.estimate * 1.08 ** (ms / 1000))

const LINES: readonly [string, LineClass, number, Says, readonly string[]][] = [
  ['that carries what it is sent', 'A', 60, () => ({}), []],
  ['that carries less', 'A', 5, estimate(1_000_000), ['1 s: B']],
  ['that carries much less', 'A', 5, estimate(200_000), ['1 s: C']],
  ['that carries next to nothing', 'A', 5, estimate(20_000), ['1 s: D']],
  ['that is below its class, and was sent no more', 'A', 20, () => ({ sent: 900_000, estimate: 950_000 }), []],
  ['that is bad for less than a second', 'A', 9, (_, ms) => (ms % 3000 < 800 ? { estimate: 1e5 } : {}), []],
  [
    'that says once, far off, next to nothing',
    'A',
    5,
    (_, ms) => ({ estimate: ms === 400 ? 1 : 1_000_000 }),
    ['1 s: B'],
  ],
  [
    'that is sent much more at once, and whose estimate comes up slowly, as libwebrtc’s does',
    'A',
    60,
    (_, ms) => (ms < 10_000 ? QUIET : { sent: 600_000, estimate: grown(ms - 10_000) }),
    [],
  ],
  [
    'that is sent much more at once, and whose estimate falls',
    'A',
    20,
    (_, ms) => (ms < 10_000 ? QUIET : { sent: 600_000, estimate: ms < 10_400 ? QUIET.estimate : 50_000 }),
    ['11.4 s: D'],
  ],
  [
    'that is sent much more at once, and loses it',
    'A',
    11.5,
    (_, ms) => (ms < 10_000 ? QUIET : { sent: 600_000, estimate: grown(ms - 10_000), loss: 0.3 }),
    ['11 s: D'],
  ],
  [
    'that is sent much more at once, and whose estimate stays',
    'A',
    45,
    (_, ms) => (ms < 10_000 ? QUIET : { sent: 600_000, estimate: QUIET.estimate }),
    ['41 s: D'],
  ],
  ['that loses a tenth', 'A', 2.5, () => ({ loss: 0.1 }), ['1 s: B', '2.2 s: C']],
  ['that loses half, of the lowest class', 'D', 9, () => ({ loss: 0.5 }), []],
  ['that loses 5 %', 'A', 30, () => ({ loss: 0.05 }), []],
  ['that no estimate came of', 'B', 30, () => ({ estimate: null }), []],
  ['that no estimate came of and that loses', 'B', 1, () => ({ estimate: null, loss: 0.2 }), ['1 s: C']],
  ['that carries more', 'D', 12, estimate(900_000), ['10 s: B']],
  [
    'that carries more, and once not so much more',
    'D',
    12,
    (_, ms) => ({ estimate: ms === 6000 ? 300_000 : 9e5 }),
    ['10 s: C'],
  ],
  ['that carries more and loses 5 %', 'D', 60, () => ({ estimate: 9e5, loss: 0.05 }), []],
  ['that carries more, but not for long', 'B', 60, (_, ms) => ({ estimate: ms % 9000 === 0 ? SENT.B * 1.1 : 3e6 }), []],
]

for (const [what, from, seconds, says, expected] of LINES)
  test(`a line ${what}, of class ${from}, goes ${expected.length === 0 ? 'nowhere' : `to ${expected.join(', ')}`}`, () =>
    assert.deepEqual(changes(from, seconds, says), expected))

/** A receiver whose estimate is at most half above what it is sent, and grows by 8 % a second, as libwebrtc's. */
function receiver(capacity: number): Says {
  let told = 100_000
  return line => {
    const sent = SENT[line.is]
    const loss = Math.max(0, 1 - capacity / sent)
    if (loss > 0) told = 0.85 * capacity
    else told = Math.max(Math.min(told * 1.016, sent * 1.5 + 10_000), Math.min(told, capacity))
    return { estimate: told, loss }
  }
}

test('a line that shows no more than it is given climbs to the class that it carries', () => {
  const told = changes('C', 120, receiver(4_000_000))
  assert.deepEqual(
    told.map(change => change.at(-1)),
    ['B', 'A'],
  )
})

test('a line between two classes is tried ever more seldom', () => {
  const told = changes('C', 900, receiver(400_000))
  const failed = told.filter(change => change.endsWith('C')).length
  assert.ok(failed >= 3 && failed <= 8, told.join(', '))
  const ups = told.filter(change => change.endsWith('B')).map(change => Number.parseFloat(change))
  const waits = ups.slice(1).map((at, i) => at - ups[i])
  assert.ok(
    waits.every((wait, i) => i === 0 || wait >= waits[i - 1] - 3),
    waits.join(', '),
  )
  assert.ok(Math.max(...waits) <= 175)
})

test('a line without pictures that loses nothing may be tried for more after ten seconds, whatever its estimate says', () => {
  for (const estimate of [null, 20_000]) {
    let line = downlinkOf('D')
    for (let ms = 0; ms <= 10_000; ms += REPORT_MS) {
      assert.deepEqual([line.is, line.mayBe], ['D', null])
      line = onReport(line, { estimate, loss: 0, sent: 30_000 }, ms as Millis)
    }
    assert.deepEqual([line.is, line.mayBe], ['D', 'C'])
    line = trialFailed(line, 'D')
    assert.deepEqual([line.is, line.mayBe, line.goodForMs], ['D', null, 20_000])
  }
})

test('a trial that is passed makes the next wait short again', () => {
  let line: Downlink = { ...downlinkOf('C'), goodForMs: 160_000, trial: { since: 0 as Millis, estimate: 1 } }
  line = onReport(line, { estimate: 200_000, loss: 0, sent: 190_000 }, 10_000 as Millis)
  assert.deepEqual([line.goodForMs, line.trial], [10_000, null])
})

const TRIALS: readonly [string, Says, readonly string[]][] = [
  [
    'whose estimate falls',
    line => (line.is === 'C' ? { estimate: 2e5 } : { estimate: 1.6e5 }),
    ['10 s: B', '11.2 s: C'],
  ],
  ['whose estimate stays where it was', () => ({ estimate: 2e5 }), ['10 s: B', '41 s: C']],
  ['whose estimate comes up to what is sent', (_, ms) => ({ estimate: 2e5 + ms * 20 }), ['10 s: B', '36 s: A']],
]

for (const [what, says, expected] of TRIALS)
  test(`a line on trial ${what}: ${expected.join(', ')}`, () => {
    assert.deepEqual(changes('C', 45, says).slice(0, 2), expected)
  })

test('a trial that looks well at first and then fails makes the next wait longer', () => {
  let line: Downlink = { ...downlinkOf('B'), trial: { since: 0 as Millis, estimate: 600_000 } }
  for (let ms = 0; ms <= 6200; ms += REPORT_MS) {
    const estimate = ms < 5000 ? 800_000 : 400_000
    line = rising(line, { estimate, loss: 0, sent: 600_000 }, ms as Millis)
  }
  assert.deepEqual([line.is, line.goodForMs], ['C', 20_000])
})

test('no class is left for a better one in less than 10 s, nor for a worse one in less than one', () => {
  const report = fc.record({
    estimate: fc.constantFrom(null, 10_000, 160_000, 800_000, 3_000_000),
    loss: fc.constantFrom(0, 0, 0.05, 0.3),
    sent: fc.constantFrom(30_000, 600_000, 2_000_000),
    lasts: fc.constantFrom(1, 4, 60),
  })
  fc.assert(
    fc.property(fc.constantFrom<LineClass>('A', 'B', 'C', 'D'), fc.array(report), (from, reports) => {
      let line = downlinkOf(from)
      let [now, since] = [0, 0]
      for (const { lasts, ...one } of reports)
        for (let i = 0; i < lasts; i++, now += REPORT_MS) {
          const next = rising(line, one, now as Millis)
          if (next.is !== line.is) {
            assert.ok(now - since >= (next.is < line.is ? 10_000 : 1000))
            since = now
          }
          line = next
        }
    }),
    { numRuns: 200 },
  )
})

const NONE_WAITS = { queuedMs: 0, isOverflowed: false }

/** Classes a tenth of a second at a time, of a line that is B. */
function ownClasses(report: OwnReport, { tenths = 15, line = downlinkOf('B') } = {}): string {
  let classes = ''
  for (let tenth = 0; tenth <= tenths; tenth++) {
    line = onOwnReport(line, report, (100 * tenth) as Millis)
    classes += line.is
  }
  return classes
}

test('by our own estimate a class is lost while a queue stands before more than is thought to be carried, for a second', () => {
  const full = { estimate: 400_000, sent: 600_000, loss: 0, isQueued: true, ...NONE_WAITS }
  assert.equal(ownClasses(full), `${'B'.repeat(10)}${'C'.repeat(6)}`)
  assert.equal(ownClasses({ ...full, estimate: 60_000 }), `${'B'.repeat(10)}${'D'.repeat(6)}`)
})

test('by our own estimate no class is lost while no queue stands and nothing is lost, whatever is thought', () => {
  const good = { estimate: 10_000, sent: 600_000, loss: 0, isQueued: false, ...NONE_WAITS }
  assert.equal(ownClasses(good), 'B'.repeat(16))
  const keyFrame = { estimate: 650_000, sent: 600_000, loss: 0, isQueued: true, ...NONE_WAITS }
  assert.equal(ownClasses(keyFrame), 'B'.repeat(16))
  assert.equal(ownClasses({ ...good, loss: 0.05 }), 'B'.repeat(16))
  assert.equal(ownClasses({ ...good, loss: 0.1 }), `${'B'.repeat(10)}${'D'.repeat(6)}`)
})

test('pictures are given up while they keep a voice waiting, or wait for their line themselves, and voices are not', () => {
  const late = { estimate: 900_000, sent: 600_000, loss: 0, isQueued: true }
  for (const waits of [
    { queuedMs: 300, isOverflowed: false },
    { queuedMs: 0, isOverflowed: true },
  ]) {
    assert.equal(ownClasses({ ...late, ...waits }), `${'B'.repeat(10)}${'C'.repeat(6)}`)
    const line = downlinkOf('C')
    assert.equal(ownClasses({ ...late, ...waits }, { line, tenths: 30 }), 'C'.repeat(31))
  }
  const short = { ...late, queuedMs: 299, isOverflowed: false }
  assert.equal(ownClasses(short), 'B'.repeat(16))
})

test('a class that is lost within ten seconds after it was risen to lets the next trial wait longer', () => {
  const now = 0 as Millis
  const line = risen(downlinkOf('C'), 'B', { estimate: 700_000, now })
  const full = { estimate: 400_000, sent: 600_000, loss: 0, isQueued: true, ...NONE_WAITS }
  let [early, late] = [line, line]
  for (let tenth = 0; tenth <= 12; tenth++) {
    early = onOwnReport(early, full, (100 * tenth) as Millis)
    late = onOwnReport(late, full, (20_000 + 100 * tenth) as Millis)
  }
  assert.deepEqual([early.is, early.goodForMs], ['C', 20_000])
  assert.deepEqual([late.is, late.goodForMs], ['C', 10_000])
})
