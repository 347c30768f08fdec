import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roomWith } from './furnished.ts'
import { picturesOf } from './pictures.ts'
import { changed } from './room-state.ts'

const shown = (room: Parameters<typeof roomWith>[0], site = 'me') => {
  const { large, beside, small } = picturesOf(roomWith(room), site)
  const told = (one: typeof large) => (one === null ? null : `${one.site} ${one.is} ${one.track}`)
  return { large: told(large), beside: beside.map(told), small: small.map(told) }
}

test('the speaker is large and the chair beside, each on the track of its place', () => {
  assert.deepEqual(shown({ heard: ['vd', 'bo'], places: ['bo', 'vd', null] }), {
    large: 'vd camera 8',
    beside: ['bo camera 7'],
    small: [],
  })
})

test('a page that comes late names each picture as one does that was there all the time', () => {
  const before = roomWith({ heard: ['bo', 'hu'], places: ['bo', 'hu', null] })
  const change = { heard: ['vd', 'bo'], places: ['bo', null, 'vd'] }
  const late = picturesOf(roomWith(change), 'me')
  assert.deepEqual(
    [late.large, ...late.beside].map(one => `${one?.site} ${one?.track}`),
    ['vd 9', 'bo 7'],
  )
  assert.deepEqual(picturesOf(changed(before, change), 'me'), late)
})

test('whoever is heard and has no place yet is there by name', () => {
  assert.deepEqual(shown({ heard: ['vd', 'bo'], places: ['bo', 'hu', null] }), {
    large: 'vd camera null',
    beside: ['bo camera 7'],
    small: [],
  })
})

test('who speaks looks at somebody else, and at itself where there is nobody', () => {
  assert.deepEqual(shown({ heard: ['me', 'bo'], places: ['bo', 'me', null] }), {
    large: 'bo camera 7',
    beside: ['me own null'],
    small: [],
  })
  assert.equal(shown({ heard: ['me'], places: ['me', null, null] }).large, 'me own null')
})

test('a shared screen stands in the last place, in front of whoever is there; one’s own is not shown', () => {
  const room = { heard: ['hu', 'vd', 'bo'], places: ['bo', 'vd', 'hu'], screen: 'vd' }
  assert.deepEqual(shown(room), {
    large: 'vd screen 9',
    beside: ['hu camera null', 'vd camera 8', 'bo camera 7'],
    small: [],
  })
  assert.equal(shown({ ...room, screen: 'me' }).large, 'hu camera 9')
})

test('thumbnails are by their slots, each with its name, and nobody sees itself', () => {
  const { small } = shown({ thumbnails: ['a', 'me', null, 'b'] })
  assert.deepEqual(small, ['a camera 10', 'b camera 13'])
})

test('where there is no media whoever is heard is there by name, and nobody is small', () => {
  assert.deepEqual(shown({ heard: ['vd', 'bo'], places: null, thumbnails: null, isMediaUp: false }), {
    large: 'vd camera null',
    beside: ['bo camera null'],
    small: [],
  })
})
