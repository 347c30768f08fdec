import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roomWith, siteWith } from './furnished.ts'
import { attendanceOf, groupsOf } from './roster.ts'

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

test('a chair sees who speaks, who wants to in the order of the queue, who is missing, who is there', () => {
  const groups = groupsOf(ROOM)
  const names = Object.entries(groups).map(([group, sites]) => [
    group,
    sites.map(({ site }) => site).join(' '),
  ])
  assert.deepEqual(names, [
    ['speaks', 'vd bo'],
    ['asks', 'dn cr bm'],
    ['missing', 'hu ct'],
    ['there', 'hp tk'],
  ])
})

test('who is counted is who is expected: no secretary, no interpreter, no observer', () => {
  assert.deepEqual(attendanceOf(ROOM), { there: 6, expected: 8 })
})

test('before it begins, whoever is connected is there', () => {
  const sites = [siteWith('a', { is: 'awaited' }), siteWith('b', { is: 'awaited', line: null })]
  const { there, missing } = groupsOf(roomWith({ state: 'planned', sites }))
  assert.deepEqual([there[0].site, missing[0].site], ['a', 'b'])
})

test('a site that wants to speak is not said to be missing while its line is down', () => {
  const sites = [siteWith('a', { is: 'dropped', line: null, floor: 'accepted', queue: 1 })]
  assert.equal(groupsOf(roomWith({ sites })).asks.length, 1)
})
