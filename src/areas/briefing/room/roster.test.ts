import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomSite } from '../model.ts'
import * as model from '../model.ts'
import { EXPECTED } from '../pages/limits.ts'
import { rollOf } from '../pages/live/room-state.ts'
import { roomWith, siteWith } from './furnished.ts'
import { attendanceOf, chairAway, groupsOf, haveGone } from './roster.ts'

const ROOM = roomWith({
  chair: 'bo',
  heard: ['vd', 'bo'],
  sites: [
    siteWith('bo', { role: 'chair' }),
    siteWith('bm', { floor: 'pending' }),
    siteWith('vd', { floor: 'granted' }),
    siteWith('cr', { floor: 'accepted', queue: 2 }),
    siteWith('hu', { is: 'absent', line: null }),
    siteWith('dn', { floor: 'accepted', queue: 1 }),
    siteWith('ct', { is: 'dropped', line: null }),
    siteWith('hp', { is: 'late' }),
    siteWith('tk', { role: 'secretary' }),
    siteWith('pd', { role: 'interpreter', is: 'awaited', line: null }),
    siteWith('qs', { role: 'observer', is: 'absent', line: null }),
  ],
})

const BEFORE = roomWith({
  state: 'planned',
  sites: [siteWith('a', { is: 'awaited' }), siteWith('b', { is: 'awaited', line: null })],
})

test('a chair sees who speaks, who wants to in the order of the queue, who is missing, who is there', () => {
  const groups = groupsOf(ROOM)
  const names = Object.entries(groups).map(([group, sites]) => [group, sites.map(({ site }) => site).join(' ')])
  assert.deepEqual(names, [
    ['speaks', 'vd bo'],
    ['asks', 'dn cr bm'],
    ['missing', 'hu ct'],
    ['there', 'hp tk'],
  ])
})

test('who is counted is who is expected: no chair, no secretary, no interpreter, no observer', () => {
  assert.deepEqual(attendanceOf(ROOM), { there: 5, expected: 7 })
})

test('the room, the console and the report of the month count the same sites', () => {
  assert.deepEqual(EXPECTED, model.EXPECTED)
  for (const room of [ROOM, BEFORE]) {
    const { there, expected } = rollOf(room)
    assert.deepEqual(attendanceOf(room), { there, expected })
  }
})

test('a chair that is not there is said to be away, and not counted with the sites', () => {
  assert.equal(chairAway(ROOM), null)
  const sites = [siteWith('bo', { role: 'chair', is: 'awaited', line: null }), siteWith('a')]
  const room = roomWith({ sites })
  assert.equal(chairAway(room)?.site, 'bo')
  assert.deepEqual(groupsOf(room).missing, [])
  assert.deepEqual(attendanceOf(room), { there: 1, expected: 1 })
})

test('of those who are missing it is told whether some have been there', () => {
  const missing = (is: RoomSite['is']) => siteWith('a', { is, line: null })
  const never = [missing('awaited'), missing('absent'), missing('absent-with-reason')]
  assert.equal(haveGone(never), false)
  for (const is of ['dropped', 'left-early', 'removed'] as const) assert.equal(haveGone([...never, missing(is)]), true)
})

test('before it begins, whoever is connected is there', () => {
  const { there, missing } = groupsOf(BEFORE)
  assert.deepEqual([there[0].site, missing[0].site], ['a', 'b'])
})

test('a site that wants to speak is not said to be missing while its line is down', () => {
  const sites = [siteWith('a', { is: 'dropped', line: null, floor: 'accepted', queue: 1 })]
  assert.equal(groupsOf(roomWith({ sites })).asks.length, 1)
})
