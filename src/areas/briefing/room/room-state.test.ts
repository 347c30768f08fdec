import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BriefingRoom, room } from '../model.ts'
import { ID, roomWith, siteWith } from './furnished.ts'
import { changed, itemNow, nameOf } from './room-state.ts'

test('a change of the room lies over what was, and of its sites only those are others that are told', () => {
  const before = roomWith({ title: 'Giao ban', sites: [siteWith('a'), siteWith('b'), siteWith('c')] })
  const after = changed(before, { chair: 'a', sites: [siteWith('b', { queue: 1 })] })
  assert.equal(after.title, 'Giao ban')
  assert.equal(after.chair, 'a')
  assert.deepEqual(
    after.sites.map(({ site, queue }) => [site, queue]),
    [
      ['a', null],
      ['b', 1],
      ['c', null],
    ],
  )
  assert.equal(after.sites[0], before.sites[0])
})

test('a site that joins the roster while the briefing goes on comes behind the others', () => {
  const before = roomWith({ sites: [siteWith('a')] })
  const { sites } = changed(before, { sites: [siteWith('z')] })
  assert.deepEqual(
    sites.map(({ site }) => site),
    ['a', 'z'],
  )
})

test('what is told as nothing from now on is nothing', () => {
  const before = roomWith({ screen: 'a', chair: 'a' })
  const after = changed(before, { screen: null })
  assert.equal(after.screen, null)
  assert.equal(after.chair, 'a')
})

test('whoever is in no roster has no name', () => {
  assert.equal(nameOf(roomWith({ sites: [siteWith('a')] }), 'b'), '')
  assert.equal(nameOf(roomWith({ sites: [siteWith('a')] }), null), '')
})

test('the room that is looked at here is one that the server could tell', () => {
  assert.deepEqual(room.safeParse(roomWith({ sites: [siteWith(ID)] })).error, undefined)
})

test('what is spoken of is what the minutes are at, or what whoever speaks reports on further down the agenda', () => {
  const item = (id: string, site: string | null = null) => ({ id, title: id, minutes: 10, site })
  const agenda = [item('1', 'a'), item('2', 'b'), item('3'), item('4', 'a')]
  const minute = (id: string | null, at: number): BriefingRoom['minutes'][number] => ({
    id: `${id} ${at}`,
    version: 1,
    item: id,
    is: 'statement',
    site: null,
    text: 'x',
    at: `2026-11-27T00:0${at}:00.000Z`,
    updatedAt: '2026-11-27T00:00:00.000Z',
    updatedBy: { id: 'p', name: 'Thư ký' },
  })
  const table: readonly (readonly [
    heard: readonly string[],
    minutes: readonly BriefingRoom['minutes'][number][],
    number: number | null,
  ])[] = [
    [[], [], null],
    [['chair'], [], null],
    [['b', 'chair'], [], 2],
    [['chair'], [minute('1', 1)], 1],
    // Who was heard on the first speaks again, of the last.
    [['a'], [minute('1', 1)], 1],
    [['a'], [minute('1', 1), minute('3', 2)], 4],
    [['b'], [minute('1', 1), minute('3', 2)], 3],
    // The newest counts, wherever it stands.
    [['chair'], [minute('3', 2), minute('1', 1)], 3],
    // Of no item, or of one that is gone.
    [['chair'], [minute('2', 1), minute(null, 2), minute('gone', 3)], 2],
  ]
  for (const [heard, minutes, number] of table)
    assert.equal(
      itemNow({ agenda, minutes: [...minutes], heard: [...heard] })?.number ?? null,
      number,
      JSON.stringify([heard, minutes.map(({ item }) => item)]),
    )
})
