import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Costs, figuresOf } from '../../plan/cost.ts'
import { diffOf } from '../../plan/effects.ts'
import { approvedChange, type ChangeContent, Situation } from '../../plan/situation.ts'
import { diffViewOf } from './diff-view.ts'
import { smallPlan } from './fixtures.test.ts'

const AT = Date.parse('2021-07-19T00:00:00+07:00')
const UUID = '00000000-0000-4000-8000-000000000000'

/** Two provinces go up; so many clusters are in each. */
function viewOf(clusters: readonly (number | null)[]) {
  const areas = ['01.2004', '79.2004']
  const plan = smallPlan()
  const content: ChangeContent = {
    format: 1,
    change: UUID,
    purpose: 'live',
    takesBack: null,
    plan: { id: plan.id, version: 1 },
    from: new Date(AT).toISOString(),
    decisions: areas.map(area => ({ area, level: 'vua' })),
  }
  const before = Situation.empty({ purpose: 'live', timeZone: plan.timeZone })
  const change = approvedChange({ content, submitted: 'a', approved: 'b' }, 'live')
  const after = before.with(change)
  const diff = diffOf({ plan, before, after, running: new Map(), at: AT, now: AT })
  const counted = areas.map(
    (area, at) => [area, { population: null, subscribers: null, english: 0, clusters: clusters[at] }] as const,
  )
  const { groups, totals } = diffViewOf(diff, new Costs(figuresOf(new Map(counted))))
  const minutes = groups.map(({ cost }) => cost.loudspeakerMinutes)
  return { total: totals.loudspeakerMinutes, ofLines: minutes }
}

test('minutes of loudspeakers are those of all clusters, in a line as in the total: none where a province has none, unknown where nobody said', () => {
  const [one, five, none, unknown] = [
    [1, 0],
    [2, 3],
    [0, 0],
    [1, null],
  ].map(viewOf)
  assert.ok((one.total ?? 0) > 0)
  assert.equal(five.total, 5 * (one.total ?? 0))
  assert.deepEqual([none.total, unknown.total], [0, null])
  for (const { total, ofLines } of [one, five, none])
    assert.equal(
      ofLines.reduce((sum, minutes) => (sum ?? 0) + (minutes ?? Number.NaN), 0),
      total,
    )
  assert.ok(unknown.ofLines.includes(null))
})
