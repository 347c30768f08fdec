import assert from 'node:assert/strict'
import test from 'node:test'
import { operatorPages } from '../areas/operators/pages/area.ts'
import { overviewPages } from '../areas/overview/pages/area.ts'
import { roundsPages } from '../areas/rounds/pages/area.ts'
import { screeningPages } from '../areas/screening/pages/area.ts'
import { trailPages } from '../areas/trail/pages/area.ts'
import type { Change } from '../authority/unit-of-work.ts'
import { maySee, onChange, sectionsOf, touched } from './area-pages.ts'

const AREAS = [roundsPages, operatorPages, screeningPages]

test('a change makes old what shows it, and nothing else', () => {
  const table: [Change, string[][]][] = [
    [{ is: 'campaign', campaign: 'c' }, [['campaigns'], ['campaign', 'c']]],
    [{ is: 'round', round: 'r', state: 'running', version: 2 }, [['rounds'], ['round', 'r'], ['campaigns']]],
    [{ is: 'operator', operator: 'viettel' }, [['operators']]],
    [{ is: 'agenda', operator: 'viettel' }, [['operators']]],
  ]
  for (const [change, expected] of table) assert.deepEqual(touched(AREAS, change), expected)
})

test('a change of a kind that a later server may send makes nothing old and breaks nothing', () => {
  const asked: unknown[] = []
  const cache = { invalidateQueries: async (filter: unknown) => void asked.push(filter) }
  onChange(AREAS, cache, { is: 'briefing' })
  assert.deepEqual(asked, [])
})

test('a role sees the sections that are for it, in the order of the navigation', () => {
  const paths = (role: Parameters<typeof sectionsOf>[1]) => sectionsOf(AREAS, role).map(({ path }) => path)
  assert.deepEqual(paths('editor'), ['/rounds', '/campaigns', '/operators', '/screening'])
  assert.deepEqual(paths('engineer'), ['/rounds', '/campaigns', '/operators'])
  assert.deepEqual(paths('duty'), ['/screening'])
  const [trail] = sectionsOf([...AREAS, trailPages], 'auditor')
  assert.equal(trail.path, '/trail', 'an auditor’s own work is what comes first')
  assert.equal(sectionsOf([...AREAS, trailPages], 'administrator').at(-1)?.path, '/trail')
})

test('a role sees a page by its section, which is never only the beginning of another name; a page of none is everybody’s', () => {
  const table: [Parameters<typeof maySee>[1], string, boolean][] = [
    ['editor', '/rounds', true],
    ['editor', '/rounds/0190/live', true],
    ['duty', '/rounds', false],
    ['duty', '/rounds/0190/live', false],
    ['duty', '/rounds-of-others', true],
    ['engineer', '/screening', false],
    ['duty', '/', true],
    ['engineer', '/account', true],
  ]
  for (const [role, page, expected] of table) assert.equal(maySee(AREAS, role, page), expected, page)
})

test('a page that stands in no section may be for some roles alone', () => {
  const check = (role: Parameters<typeof maySee>[1]) => maySee([overviewPages], role, '/calendar')
  assert.deepEqual([check('editor'), check('duty')], [true, false])
  assert.ok(maySee([overviewPages], 'duty', '/'))
})
