import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgendaItem, BriefingContent, RosterEntry } from '../model.ts'
import { onlyAdds, type RosterFault, rosterFault } from './roster.ts'

const entry = (site: string, role: RosterEntry['role'], language: string | null = null) => ({ site, role, language })
const item = (id: string, site: string | null = null): AgendaItem => ({ id, title: `Nội dung ${id}`, minutes: 5, site })

const CHAIR = entry('bo', 'chair')
const DEPUTY = entry('cuc', 'deputy')
const FIRST = entry('bach-mai', 'site')
const SECOND = entry('cho-ray', 'site')

function check(roster: readonly RosterEntry[], agenda: readonly AgendaItem[], expected: RosterFault | null) {
  const content = { roster: [...roster], agenda: [...agenda] }
  assert.deepEqual(rosterFault(content), expected, JSON.stringify(content))
}

test('a roster with one chair, one deputy, sites, observers and an interpreter for each language has no fault', () => {
  const others = [entry('bao', 'observer'), entry('thu-ky', 'secretary')]
  const interpreters = [entry('dich-a', 'interpreter', 'en'), entry('dich-b', 'interpreter', 'fr')]
  check([CHAIR, DEPUTY, FIRST, SECOND, ...others, ...interpreters], [item('1', 'cho-ray')], null)
  check([], [], null)
  check([FIRST], [], null)
})

test('what is wrong with a roster or its agenda is told by what it is and where', () => {
  for (const [roster, agenda, expected] of [
    [[FIRST, SECOND, FIRST], [], { code: 'rosterTwice', site: 'bach-mai' }],
    [[CHAIR, { ...FIRST, role: 'chair' }], [], { code: 'chairsTooMany' }],
    [[DEPUTY, { ...FIRST, role: 'deputy' }], [], { code: 'deputiesTooMany' }],
    [[entry('dich', 'interpreter')], [], { code: 'interpreterLanguage', site: 'dich' }],
    [[{ ...FIRST, language: 'en' }], [], { code: 'interpreterLanguage', site: 'bach-mai' }],
    [
      [entry('a', 'interpreter', 'en'), entry('b', 'interpreter', 'en')],
      [],
      { code: 'interpretersTooMany', language: 'en' },
    ],
    [[FIRST], [item('1'), item('1')], { code: 'agendaTwice' }],
    [[FIRST], [item('1', 'cho-ray')], { code: 'agendaSite', title: 'Nội dung 1' }],
  ] as const)
    check(roster, agenda, expected)
})

test('while it is open sites and items are added, and what was there stays as it was', () => {
  const before: BriefingContent = {
    title: 'Giao ban',
    startsAt: '2026-11-27T00:30:00Z',
    minutes: 60,
    agenda: [item('1')],
    roster: [CHAIR, FIRST],
    isQueueOpen: true,
    grantedMax: 2,
    isRecorded: true,
  }
  const may = (change: Partial<BriefingContent>, expected: boolean) =>
    assert.equal(onlyAdds(before, { ...before, ...change }), expected, JSON.stringify(change))
  may({}, true)
  may({ roster: [SECOND, FIRST, CHAIR] }, true)
  may({ agenda: [item('2'), item('1')] }, true)
  may({ title: 'Giao ban sáng', minutes: 90, isQueueOpen: false, grantedMax: 1 }, true)
  may({ roster: [CHAIR] }, false)
  may({ roster: [CHAIR, { ...FIRST, role: 'observer' }] }, false)
  may({ agenda: [] }, false)
  may({ agenda: [{ ...item('1'), title: 'Khác' }] }, false)
  may({ startsAt: '2026-11-27T01:30:00Z' }, false)
  may({ isRecorded: false }, false)
})
