import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { areasOn, dayAfter } from '../../plan/areas.ts'
import { approvedChange, type ChangeContent, Situation } from '../../plan/situation.ts'
import { levelsOf } from './month-levels.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const LEVELS = ['thap', 'vua', 'cao', null]
const AREAS = ['VN', '01.2004', '79.2004']
const [FROM, UNTIL] = ['2020-02-01', '2020-02-29']
/** Of 1 February there. */
const MIDNIGHT = Date.parse('2020-01-31T17:00:00Z')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const decision = fc.record({
  area: fc.constantFrom(...AREAS),
  level: fc.constantFrom(...LEVELS),
  hour: fc.integer({ min: -100, max: 40 * 24 }),
})

function situationOf(decisions: readonly { area: string; level: string | null; hour: number }[]) {
  let situation = Situation.empty({ purpose: 'live', timeZone: ZONE })
  for (const [at, { area, level, hour }] of decisions.entries()) {
    const content: ChangeContent = {
      change: `c-${at}`,
      plan: { id: 'dich', version: 1 },
      takesBack: null,
      format: 1,
      purpose: 'live',
      decisions: [{ area, level }],
      from: new Date(MIDNIGHT + hour * HOUR_MS).toISOString(),
    }
    const signed = { content, submitted: 'a', approved: 'b' }
    situation = situation.with(approvedChange(signed, 'live'))
  }
  return situation
}

test('the levels of a month, stretch by stretch, are those of each area at the end of each day until now', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(decision, { maxLength: 12, selector: ({ area, hour }) => `${area} ${hour}` }),
      fc.integer({ min: -24, max: 35 * 24 }),
      (decisions, hours) => {
        const situation = situationOf(decisions)
        const now = MIDNIGHT + hours * HOUR_MS + 1
        const found = new Map<string, string | null>()
        for (const { area, level, from, until } of levelsOf(situation, { from: FROM, until: UNTIL, now }))
          for (let day = from; day <= until; day = dayAfter(day)) {
            assert.ok(!found.has(`${area} ${day}`), 'two levels on one day')
            found.set(`${area} ${day}`, level)
          }
        let days = 0
        for (let at = MIDNIGHT; at <= now && days < 29; at += DAY_MS) {
          days += 1
          const day = dayAfter(FROM, days - 1)
          const end = Math.min(at + DAY_MS - 1, now)
          for (const area of areasOn(day)) {
            const standing = situation.levelOf(area, end)
            const level = 'level' in standing ? standing.level : null
            assert.equal(found.get(`${area} ${day}`), level, `${area} ${day}`)
          }
        }
        assert.equal(found.size, days * 63)
      },
    ),
    { numRuns: 40 },
  )
})
