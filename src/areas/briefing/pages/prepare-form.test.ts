import assert from 'node:assert/strict'
import { test } from 'node:test'
import { briefingContent } from '../model.ts'
import {
  agendaMinutes,
  BLANK_BRIEFING,
  moved,
  type PrepareForm,
  prepareFormOf,
  readPreparing,
  withInvited,
  withRole,
} from './prepare-form.ts'

const [MINISTRY, BACH_MAI, CHO_RAY] = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
]
const ITEM = '00000000-0000-4000-8000-00000000000a'

const FORM: PrepareForm = {
  ...BLANK_BRIEFING,
  title: 'Giao ban phòng, chống dịch',
  starts: '2026-11-27T07:30',
  agenda: [{ id: ITEM, title: 'Tình hình trong ngày', minutes: '15', site: BACH_MAI }],
  roster: [
    { site: MINISTRY, role: 'chair', language: '' },
    { site: BACH_MAI, role: 'site', language: 'en' },
  ],
}

test('a briefing is written by the authority’s clocks and comes back as it was', () => {
  const read = readPreparing(FORM)
  assert.ok(read.is === 'read')
  assert.equal(read.content.startsAt, '2026-11-27T00:30:00.000Z')
  assert.deepEqual(briefingContent.parse(read.content), read.content)
  // A language is an interpreter's alone.
  assert.equal(read.content.roster[1]?.language, null)
  assert.deepEqual(prepareFormOf(read.content).agenda, FORM.agenda)
})

test('what is missing is told at its field', () => {
  const cases: [Partial<PrepareForm>, object][] = [
    [{ title: ' ' }, { title: 'missing' }],
    [{ starts: '' }, { starts: 'starts' }],
    [{ minutes: '4' }, { minutes: 'minutes' }],
    [
      { agenda: [{ id: ITEM, title: '', minutes: 'x', site: '' }] },
      { 'agenda.0.title': 'missing', 'agenda.0.minutes': 'itemMinutes' },
    ],
    [{ roster: [{ site: BACH_MAI, role: 'site', language: '' }] }, { roster: 'noChair' }],
    [
      { roster: [...FORM.roster, { site: CHO_RAY, role: 'interpreter', language: 'tiếng Anh' }] },
      { 'roster.2.language': 'language' },
    ],
  ]
  for (const [part, faults] of cases) {
    const read = readPreparing({ ...FORM, ...part })
    assert.ok(read.is === 'faulty')
    assert.deepEqual(read.faults, faults)
  }
})

test('there is one chair: who had the chair before is a site again', () => {
  const roster = withRole(FORM.roster, BACH_MAI, 'chair')
  assert.deepEqual(
    roster.map(({ role }) => role),
    ['site', 'chair'],
  )
  const two = withRole(withRole(FORM.roster, MINISTRY, 'observer'), BACH_MAI, 'observer')
  assert.deepEqual(
    two.map(({ role }) => role),
    ['observer', 'observer'],
  )
})

test('who is invited keeps the role, and all stand in the order of the sites', () => {
  const roster = withInvited(FORM.roster, [CHO_RAY, MINISTRY], [MINISTRY, BACH_MAI, CHO_RAY])
  assert.deepEqual(
    roster.map(({ site, role }) => [site, role]),
    [
      [MINISTRY, 'chair'],
      [CHO_RAY, 'site'],
    ],
  )
})

test('who is invited first of all leads, until somebody else is said to', () => {
  const order = [MINISTRY, BACH_MAI]
  const roles = (of: ReturnType<typeof withInvited>) => of.map(({ role }) => role)
  assert.deepEqual(roles(withInvited([], order, order)), ['chair', 'site'])
  const one = withInvited([], [BACH_MAI], order)
  assert.deepEqual(roles(one), ['chair'])
  assert.deepEqual(roles(withInvited(one, order, order)), ['site', 'chair'])
})

test('an item of a site that is not invited any more is nobody’s', () => {
  const read = readPreparing({ ...FORM, roster: FORM.roster.slice(0, 1) })
  assert.ok(read.is === 'read')
  assert.equal(read.content.agenda[0]?.site, null)
})

test('items are moved up and down, and not out of the list', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 1, 1), ['a', 'c', 'b'])
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b'])
  assert.deepEqual(moved(['a', 'b'], 0, -1), ['a', 'b'])
  assert.equal(agendaMinutes([...FORM.agenda, { id: '', title: '', minutes: '', site: '' }]), 15)
})
