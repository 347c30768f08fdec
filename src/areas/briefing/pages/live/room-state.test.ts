import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BriefingRoom, RoomSite } from '../../model.ts'
import { changed, floorNow, rollOf, speakerOf, toldBetween } from './room-state.ts'

const site = (name: string, part: Partial<RoomSite> = {}): RoomSite => ({
  site: name,
  name,
  short: name,
  role: 'site',
  language: null,
  is: 'present',
  line: 'A',
  isHeard: false,
  isSlow: false,
  floor: null,
  queue: null,
  questions: 0,
  ...part,
})

const ROOM: BriefingRoom = {
  briefing: 'b',
  title: 'Giao ban',
  startsAt: '2026-11-27T00:30:00Z',
  state: 'open',
  beganAt: '2026-11-27T00:30:00Z',
  endedAt: null,
  isRecorded: true,
  isQueueOpen: true,
  grantedMax: 1,
  chair: 'ministry',
  heard: ['ministry'],
  places: [null, null, null],
  thumbnails: [null, null, null, null, null, null],
  screen: null,
  sites: [site('ministry', { role: 'chair' }), site('a'), site('b', { is: 'awaited', line: null })],
  agenda: [],
  documents: [],
  slide: null,
  minutes: [],
  captions: [],
  roll: null,
  languages: [],
  isMediaUp: true,
  revision: 0,
}

test('a change is of the members and the sites that it names, and of no others', () => {
  const after = changed(ROOM, { heard: ['a', 'ministry'], sites: [site('a', { isHeard: true })] })
  assert.deepEqual(
    after?.sites.map(({ site, isHeard }) => [site, isHeard]),
    [
      ['ministry', false],
      ['a', true],
      ['b', false],
    ],
  )
  assert.equal(after?.title, ROOM.title)
  assert.equal(speakerOf(after ?? ROOM), 'a')
  assert.deepEqual(changed(ROOM, { sites: [site('new')] })?.sites.at(-1)?.name, 'new')
  assert.equal(changed(null, { title: 'x' }), null)
})

test('the roll counts those who are expected, and the chair is not one of them', () => {
  const sites = [
    ...ROOM.sites,
    site('c', { is: 'absent-with-reason' }),
    site('d', { is: 'dropped' }),
    site('e', { is: 'late' }),
    site('observer', { role: 'observer', is: 'awaited' }),
  ]
  const { expected, there, missing } = rollOf({ sites })
  assert.deepEqual([expected, there], [5, 2])
  assert.deepEqual(
    missing.map(({ name }) => name),
    ['d', 'b', 'c'],
  )
})

test('who speaks, who is next and who asks stand in their order', () => {
  const { speaking, queued, asking } = floorNow({
    heard: ['a', 'ministry'],
    sites: [
      ...ROOM.sites,
      site('second', { floor: 'accepted', queue: 2 }),
      site('first', { floor: 'accepted', queue: 1 }),
      site('asks', { floor: 'pending' }),
    ],
  })
  assert.deepEqual(
    [speaking, queued, asking].map(all => all.map(({ name }) => name)),
    [['a', 'ministry'], ['first', 'second'], ['asks']],
  )
})

test('what is read out is who asks, who speaks, who went and who came, once each', () => {
  const after: BriefingRoom = {
    ...ROOM,
    state: 'ended',
    sites: [site('ministry', { role: 'chair' }), site('a', { floor: 'pending' }), site('b', { floor: 'granted' })],
  }
  assert.deepEqual(toldBetween(ROOM, after), [
    { is: 'ended' },
    { is: 'asks', name: 'a' },
    { is: 'speaks', name: 'b' },
    { is: 'came', name: 'b' },
  ])
  assert.deepEqual(toldBetween(after, after), [])
  const queued = changed(after, { sites: [site('a', { floor: 'accepted', queue: 1 })] })
  assert.deepEqual(toldBetween(after, queued ?? after), [])
  const gone = changed(ROOM, { sites: [site('a', { is: 'dropped' })] })
  assert.deepEqual(toldBetween(ROOM, gone ?? ROOM), [{ is: 'dropped', name: 'a' }])
})
