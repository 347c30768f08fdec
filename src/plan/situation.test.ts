import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { TIME_ZONE } from '../country/vn/time-zone.ts'
import { type AreaId, areaOf, areasOn, becameOn, COUNTRY, datedCodeOf, partsOn } from './areas.ts'
import { AREAS, anyHistory, at, changeOf, type History, situationOf } from './random-plans.test.ts'
import { approvedChange, asExercise, changeContent, type Decision, Situation, saidOfChange } from './situation.ts'

const [HANOI, BAC_GIANG, BAC_NINH] = AREAS

/** The last decision that counts, looked for by hand in the history itself. */
function lastOf(history: History, area: AreaId, hours: number): string | null | undefined {
  return history
    .filter(one => one.hours <= hours)
    .flatMap(({ decisions }) => decisions)
    .findLast(decision => decision.area === area)?.level
}

test('an area is at the level of its own last decision, else at that of the country, and is told which', () => {
  fc.assert(
    fc.property(anyHistory, fc.integer({ min: -1, max: 45 }), (history, hours) => {
      const situation = situationOf(history, 'live')
      for (const area of AREAS) {
        const standing = situation.levelOf(area, at(hours))
        const [own, country] = [lastOf(history, area, hours), lastOf(history, COUNTRY, hours)]
        const expected = own ?? country ?? null
        assert.equal('level' in standing ? standing.level : null, expected)
        const why = own != null ? 'decided' : country != null ? 'inherited' : 'undecided'
        assert.equal(standing.is, why)
      }
    }),
    { numRuns: howMany(600, 3000) },
  )
})

test('a situation that has grown tells the same of every instant before the newest change', () => {
  fc.assert(
    fc.property(anyHistory, history => {
      fc.pre(history.length > 0)
      const newest = history[history.length - 1].hours
      const before = situationOf(history.slice(0, -1), 'live')
      const after = situationOf(history, 'live')
      for (const area of [COUNTRY, ...AREAS])
        for (let hours = -1; hours < newest; hours++)
          assert.deepEqual(after.levelOf(area, at(hours)), before.levelOf(area, at(hours)))
    }),
    { numRuns: howMany(150, 500) },
  )
})

const decide = (hours: number, decisions: readonly Decision[], more = {}) =>
  changeOf({ hours, decisions, purpose: 'live', ...more })
const EMPTY = Situation.empty({ purpose: 'live', timeZone: TIME_ZONE })
const HIGH = [{ area: HANOI, level: 'high' }]

test('an area never has two levels from one instant: the second decision is refused and the first stays', () => {
  const situation = EMPTY.with(decide(5, HIGH))
  const second = decide(5, [{ area: HANOI, level: 'low' }], { change: 'other' })
  assert.throws(() => situation.with(second), { code: 'levelTwice' })
  const twice = decide(6, [...HIGH, { area: HANOI, level: 'low' }])
  assert.throws(() => situation.with(twice), { code: 'areaTwice' })
  const standing = situation.levelOf(HANOI, at(9))
  assert.equal('level' in standing ? standing.level : null, 'high')
})

test('a change that one person submitted and approved is none', () => {
  const { content } = decide(1, HIGH)
  const alone = { content, submitted: 'editor', approved: 'editor' }
  assert.throws(() => approvedChange(alone, 'live'), { code: 'changeNeedsTwo' })
})

test('what two people sign of a change is a statement of its own kind, over a document that can be read back', () => {
  const { content } = decide(1, HIGH)
  assert.deepEqual(changeContent.parse(JSON.parse(JSON.stringify(content))), content)
  const sha256 = 'a'.repeat(64)
  const said = { of: 'level-change', subject: 'c1', version: 1, sha256 }
  assert.deepEqual(saidOfChange(content, sha256), said)
})

test('an exercise never becomes a live situation, and a live change grows no exercise', () => {
  const exercise = Situation.empty({ purpose: 'exercise', timeZone: TIME_ZONE })
  // @ts-expect-error: a live change is of another type.
  assert.throws(() => exercise.with(decide(1, HIGH)), { code: 'changeOfOther' })
  const { content } = decide(1, HIGH)
  const given = { content, submitted: 'a', approved: 'b' }
  assert.throws(() => approvedChange(given, 'exercise'), { code: 'changeOfOther' })
  const rehearsed = asExercise(EMPTY.with(decide(1, HIGH)))
  assert.equal(rehearsed.purpose, 'exercise')
  assert.deepEqual(rehearsed.levelOf(HANOI, at(2)), EMPTY.with(decide(1, HIGH)).levelOf(HANOI, at(2)))
})

test('a change that is still to come is taken back and never counts; one that is in force is not', () => {
  const situation = EMPTY.with(decide(10, HIGH, { change: 'planned' }))
  const back = situation.with(decide(5, [], { change: 'back', takesBack: 'planned' }))
  assert.equal(back.levelOf(HANOI, at(20)).is, 'undecided')
  const late = decide(10, [], { change: 'late', takesBack: 'planned' })
  assert.throws(() => situation.with(late), { code: 'changeInForce' })
  const unknown = decide(1, [], { change: 'unknown', takesBack: 'nothing' })
  assert.throws(() => situation.with(unknown), { code: 'changeUnknown' })
  assert.throws(() => situation.with(decide(12, [], { change: 'planned' })), { code: 'changeTwice' })
})

// Mergers ----------------------------------------------------------------------------------------------------------

const HOURS_2025 = (Date.parse('2025-06-01T00:00:00+07:00') - at(0)) / 3_600_000
const JULY = Date.parse('2025-07-02T00:00:00+07:00')
const NEW_BAC_NINH = '24.2025'

test('every area of the old list became one of the new list, and the new ones consist of all of them', () => {
  const [old, now] = [areasOn('2025-06-30'), areasOn('2025-07-01')]
  assert.deepEqual([old.length, now.length], [63, 34])
  assert.deepEqual(now.flatMap(area => partsOn(area, '2025-06-30')).toSorted(), old.toSorted())
  for (const area of old) {
    const next = becameOn(area, '2025-07-01')
    assert.ok(next !== null && partsOn(next, '2025-06-30').includes(area))
  }
  assert.deepEqual([areaOf('24', '2025-06-30'), areaOf('24', '2025-07-01')], ['24.2004', NEW_BAC_NINH])
  assert.deepEqual(datedCodeOf(NEW_BAC_NINH), { code: '24', asOf: '2025-07-01' })
  assert.equal(areaOf('99', '2025-07-01'), null)
})

test('provinces that were merged at one level stay at it, and at different ones their new province is unclear', () => {
  const both = (...levels: readonly string[]) =>
    EMPTY.with(
      decide(HOURS_2025, [
        { area: BAC_GIANG, level: levels[0] },
        { area: BAC_NINH, level: levels[1] },
      ]),
    )
  const same = both('high', 'high').levelOf(NEW_BAC_NINH, JULY)
  assert.deepEqual([same.is, 'level' in same && same.level], ['merged', 'high'])
  assert.deepEqual(both('high', 'low').levelOf(NEW_BAC_NINH, JULY), {
    is: 'unclear',
    parts: [
      { area: BAC_GIANG, level: 'high' },
      { area: BAC_NINH, level: 'low' },
    ],
  })
})

test('a province that went on alone keeps its level under its new id', () => {
  const situation = EMPTY.with(decide(HOURS_2025, HIGH))
  const standing = situation.levelOf('01.2025', JULY)
  assert.deepEqual([standing.is, 'level' in standing && standing.level], ['decided', 'high'])
})

test('a code of the old list decides nothing after the reform, and the sentence names the day', () => {
  const late = decide(HOURS_2025 + 24 * 60, [{ area: BAC_NINH, level: 'high' }])
  assert.throws(() => EMPTY.with(late), { code: 'areaNotThere', message: /27\.2004 on 2025-07-31/ })
})
