import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallPlan } from '../fixtures.test.ts'
import { planChanges } from './plan-changes.ts'

const PLAN = smallPlan()

test('the same plan differs nowhere, whatever its number and the order of its actions', () => {
  assert.deepEqual(planChanges(PLAN, { ...smallPlan('dich', 7) }), [])
  assert.deepEqual(planChanges(PLAN, { ...PLAN, actions: PLAN.actions.toReversed() }), [])
})

test('a text that was changed is told with its place, what was added and taken out whole', () => {
  const [first, ...others] = PLAN.levels
  const changed = {
    ...PLAN,
    levels: [{ ...first, name: { ...first.name, en: 'Quiet' } }, ...others],
    parameters: { hotline: { vi: '19009095', en: '19009095' } },
    actions: PLAN.actions.slice(1),
  }
  const found = planChanges(PLAN, changed)
  assert.deepEqual(
    found.map(({ place, before, after }) => [place, before === null, after === null]),
    [
      ['levels[thap].name.en', false, false],
      ['parameters.hotline', true, false],
      ['actions[bao-tang]', false, true],
    ],
  )
  assert.deepEqual([found[0].before, found[0].after], ['Level 1', 'Quiet'])
})
