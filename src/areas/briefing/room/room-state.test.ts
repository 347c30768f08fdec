import assert from 'node:assert/strict'
import { test } from 'node:test'
import { room } from '../model.ts'
import { ID, roomWith, siteWith } from './furnished.ts'
import { changed, nameOf } from './room-state.ts'

test('a change of the room lies over what was, and of its sites only those are others that are told', () => {
  const before = roomWith({
    title: 'Giao ban',
    sites: [siteWith('a'), siteWith('b'), siteWith('c')],
  })
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
