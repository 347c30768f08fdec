import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roomWith } from './furnished.ts'
import { NOBODY_PLACED, picturesOf, placesAfter } from './pictures.ts'

const shown = (
  room: Parameters<typeof roomWith>[0],
  {
    site = 'me',
    places = NOBODY_PLACED,
  }: { site?: string; places?: readonly (string | null)[] } = {},
) => {
  const { large, beside, small } = picturesOf(roomWith({ thumbnails: [], ...room }), {
    site,
    places,
  })
  const told = (one: typeof large) => (one === null ? null : `${one.site} ${one.is} ${one.track}`)
  return { large: told(large), beside: beside.map(told), small: small.map(told) }
}

test('the speaker is large and the chair beside, each on the track of its place', () => {
  assert.deepEqual(shown({ heard: ['vd', 'bo'] }, { places: ['bo', 'vd', null] }), {
    large: 'vd camera 8',
    beside: ['bo camera 7'],
    small: [],
  })
})

test('a site keeps its place while others come and go', () => {
  const first = placesAfter(NOBODY_PLACED, roomWith({ heard: ['bo'] }))
  const second = placesAfter(first, roomWith({ heard: ['vd', 'bo'] }))
  const third = placesAfter(second, roomWith({ heard: ['hu', 'vd', 'bo'] }))
  assert.deepEqual(third, ['bo', 'vd', 'hu'])
  assert.deepEqual(placesAfter(third, roomWith({ heard: ['dn', 'hu', 'bo'] })), ['bo', 'dn', 'hu'])
})

test('where the server tells the places they are those', () => {
  const room = roomWith({ heard: ['vd', 'bo'], places: [null, 'bo', 'vd'] })
  assert.deepEqual(placesAfter(['vd', 'bo', null], room), [null, 'bo', 'vd'])
})

test('who speaks looks at somebody else, and at itself where there is nobody', () => {
  assert.deepEqual(shown({ heard: ['me', 'bo'] }, { places: ['bo', 'me', null] }), {
    large: 'bo camera 7',
    beside: ['me own null'],
    small: [],
  })
  assert.equal(shown({ heard: ['me'] }, { places: ['me', null, null] }).large, 'me own null')
})

test('a shared screen stands in the last place, in front of whoever is there; one’s own is not shown', () => {
  const room = { heard: ['hu', 'vd', 'bo'], screen: 'vd' }
  const places = ['bo', 'vd', 'hu']
  assert.deepEqual(shown(room, { places }), {
    large: 'vd screen 9',
    beside: ['hu camera null', 'vd camera 8', 'bo camera 7'],
    small: [],
  })
  assert.equal(shown({ ...room, screen: 'me' }, { places }).large, 'hu camera 9')
})

test('thumbnails are by their slots, and nobody sees itself', () => {
  const { small } = shown({ thumbnails: ['a', 'me', null, 'b'] })
  assert.deepEqual(small, ['a camera 10', 'b camera 13'])
})

test('where nobody says whose thumbnails they are they are shown without a name', () => {
  const { small } = picturesOf(roomWith(), { site: 'me', places: NOBODY_PLACED })
  assert.deepEqual(
    small.map(({ site, track }) => [site, track]),
    [10, 11, 12, 13, 14, 15].map(track => [null, track]),
  )
})
