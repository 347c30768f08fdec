import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attendanceOf, DROPPED_MS, EARLY_MS, type Evidence, intervalsOf, LATE_MS, type Span } from './presence.ts'

const MINUTE = 60_000
const BEGAN = 10 * MINUTE
const ENDED = 70 * MINUTE

/** Heard once a second. */
function heard(fromMs: number, untilMs: number, end?: Evidence['is']): Evidence[] {
  const log: Evidence[] = []
  for (let atMs = fromMs; atMs < untilMs; atMs += 1000) log.push({ site: 'a', atMs, is: 'heard' })
  log.push({ site: 'a', atMs: untilMs, is: end ?? 'heard' })
  return log
}

function rollOf(
  log: readonly Evidence[],
  { untilMs = ENDED, nowMs = ENDED + MINUTE, reason = null as string | null } = {},
) {
  const span: Span = { fromMs: BEGAN, untilMs: Number.isNaN(untilMs) ? null : untilMs }
  return attendanceOf(intervalsOf(log, nowMs), span, { reason, nowMs })
}

test('evidence is one interval as long as it comes often enough, and two where it did not', () => {
  const log = [...heard(0, 60_000), ...heard(60_000 + DROPPED_MS - 1, 120_000)]
  assert.deepEqual(intervalsOf(log, 120_000), [{ fromMs: 0, untilMs: 120_000, closed: null }])
  const broken = [...heard(0, 60_000), ...heard(60_000 + DROPPED_MS, 120_000, 'left')]
  assert.deepEqual(intervalsOf(broken, 120_000), [
    { fromMs: 0, untilMs: 60_000, closed: 'dropped' },
    { fromMs: 60_000 + DROPPED_MS, untilMs: 120_000, closed: 'left' },
  ])
})

test('an interval ends with its last evidence, not when somebody noticed or the server ended it', () => {
  const dropped = heard(0, 60_000)
  assert.deepEqual(intervalsOf(dropped, 60_000 + DROPPED_MS - 1).at(-1)?.closed, null)
  const [late] = intervalsOf(dropped, 3_600_000)
  assert.deepEqual(late, { fromMs: 0, untilMs: 60_000, closed: 'dropped' })
  const ended = [...heard(0, 60_000), { site: 'a', atMs: 64_000, is: 'ended' } as const]
  assert.deepEqual(intervalsOf(ended, 70_000), [{ fromMs: 0, untilMs: 60_000, closed: 'ended' }])
})

test('evidence that comes out of order, twice, or after a leave is the same roll', () => {
  const log = heard(BEGAN, ENDED, 'ended')
  const mixed = [...log, ...log].toReversed()
  assert.deepEqual(rollOf(mixed), rollOf(log))
  const again = [...heard(BEGAN, BEGAN + MINUTE, 'left'), ...heard(BEGAN + 2 * MINUTE, ENDED, 'ended')]
  const { is, presentMs, drops } = rollOf(again)
  assert.deepEqual([is, presentMs, drops], ['present', 59 * MINUTE - 1000, 0])
})

test('each site of the roll is what its evidence says', () => {
  for (const [log, expected] of [
    [heard(0, ENDED, 'ended'), 'present'],
    [heard(BEGAN + LATE_MS, ENDED, 'ended'), 'present'],
    [heard(BEGAN + LATE_MS + 1, ENDED, 'ended'), 'late'],
    [heard(0, ENDED - EARLY_MS, 'left'), 'present'],
    [heard(0, ENDED - EARLY_MS - 1, 'left'), 'left-early'],
    [heard(0, ENDED - EARLY_MS - 1), 'dropped'],
    [heard(0, ENDED - EARLY_MS), 'present'],
    [heard(0, ENDED - 1, 'removed'), 'removed'],
    [heard(0, BEGAN - MINUTE, 'left'), 'absent'],
    [heard(ENDED + 1000, ENDED + 2000), 'absent'],
    [[], 'absent'],
  ] as const)
    assert.equal(rollOf(log).is, expected)
})

test('a reason excuses who was never there, and makes nobody absent who was', () => {
  const reason = 'mất điện'
  assert.equal(rollOf([], { reason }).is, 'absent-with-reason')
  assert.equal(rollOf(heard(0, ENDED, 'ended'), { reason }).is, 'present')
})

test('while it goes on nobody is absent before they are late, and who drops is said to have dropped', () => {
  const on = { untilMs: Number.NaN }
  assert.equal(rollOf([], { ...on, nowMs: BEGAN - MINUTE }).is, 'awaited')
  assert.equal(rollOf([], { ...on, nowMs: BEGAN + LATE_MS }).is, 'awaited')
  assert.equal(rollOf([], { ...on, nowMs: BEGAN + LATE_MS + 1 }).is, 'absent')
  const here = heard(0, BEGAN + MINUTE)
  assert.equal(rollOf(here, { ...on, nowMs: BEGAN + MINUTE + 2000 }).is, 'present')
  assert.equal(rollOf(here, { ...on, nowMs: BEGAN + MINUTE + DROPPED_MS }).is, 'dropped')
})

test('who was late and dropped is told with both', () => {
  const log = [
    ...heard(BEGAN + LATE_MS + 1000, BEGAN + 10 * MINUTE),
    ...heard(BEGAN + 12 * MINUTE, BEGAN + 20 * MINUTE),
  ]
  const { is, wasLate, drops, cameMs, goneMs } = rollOf(log)
  assert.deepEqual([is, wasLate, drops], ['dropped', true, 2])
  assert.deepEqual([cameMs, goneMs], [BEGAN + LATE_MS + 1000, BEGAN + 20 * MINUTE])
})
