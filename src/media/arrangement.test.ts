import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LineClass } from '../rtp/downlink.ts'
import { arranged, echoed, hearing, placed, type Scene, SILENT, showing, type Wanted } from './arrangement.ts'

const SCENE: Scene = {
  heard: ['speaker', 'chair', 'third'],
  places: ['chair', 'speaker', 'third'],
  thumbnails: ['chair', 'a', 'b', 'c', 'd', 'e', 'f', 'g'],
  thumbnailPlaces: ['chair', 'a', 'b', 'c', 'd', 'e'],
  screen: null,
}

/** By slot; in brackets what is given up, a dot for nobody. */
function told(site: string, line: LineClass, scene = SCENE, interpreter: string | null = null): string {
  return written(arranged({ site, line, interpreter }, scene))
}

function written(slots: readonly (Wanted | null)[]): string {
  return slots
    .map(one => {
      if (one === null) return '·'
      const name = one.kind === 'screen' ? `${one.site}’s screen` : one.site
      return one.isGivenUp ? `(${name})` : name
    })
    .join(' ')
}

test('what a line is given up of goes in order: thumbnails, pictures, voices, and never the speaker’s', () => {
  const rows: readonly [LineClass, string][] = [
    ['A', 'chair speaker third chair speaker third chair a b c d e'],
    ['B', 'chair speaker third (chair) speaker (third) chair a (b) (c) (d) (e)'],
    ['C', 'chair speaker third (chair) (speaker) (third) (chair) (a) (b) (c) (d) (e)'],
    ['D', '(chair) speaker (third) (chair) (speaker) (third) (chair) (a) (b) (c) (d) (e)'],
  ]
  for (const [line, slots] of rows) assert.equal(told('x', line), slots)
})

test('nobody is sent itself, and who speaks hears the next one on the poorest line', () => {
  assert.equal(told('chair', 'A'), '· speaker third · speaker third · a b c d e')
  assert.equal(told('speaker', 'D').split(' ').slice(0, 3).join(' '), 'chair · (third)')
})

test('a shared screen is in the last main slot, on good lines', () => {
  const scene = { ...SCENE, screen: 'a' }
  const mains = (site: string, line: LineClass) => told(site, line, scene).split(' ').slice(3, 7)
  assert.deepEqual(mains('x', 'A').join(' '), 'chair speaker a’s screen')
  assert.deepEqual(mains('x', 'B').join(' '), '(chair) speaker (a’s screen)')
  assert.deepEqual(mains('a', 'A').slice(0, 3).join(' '), 'chair speaker third')
})

test('where nobody is heard nothing is shown', () => {
  assert.equal(told('x', 'A', SILENT), Array(12).fill('·').join(' '))
})

test('who stays keeps the place, whoever comes and goes', () => {
  assert.deepEqual(placed([null, null, null], ['a', 'b']), ['a', 'b', null])
  assert.deepEqual(placed(['a', 'b', null], ['b', 'c', 'd']), ['c', 'b', 'd'])
  assert.deepEqual(placed(['a', 'b', 'c'], ['x', 'c', 'b']), ['x', 'b', 'c'])
  assert.deepEqual(placed(['a', 'b', 'c'], ['a', 'b', 'c', 'd']), ['a', 'b', 'c'])
})

test('a thumbnail keeps its slot while others come and go, and the foremost six have one', () => {
  const shown = (before: Scene, thumbnails: string) => showing(before, { thumbnails: [...thumbnails], screen: null })
  const first = shown(SILENT, 'abcdefg')
  assert.deepEqual(first.thumbnailPlaces, ['a', 'b', 'c', 'd', 'e', 'f'])
  const second = shown(first, 'gafed')
  assert.deepEqual(second.thumbnailPlaces, ['a', 'g', null, 'd', 'e', 'f'])
  assert.deepEqual(shown(second, 'xygafed').thumbnailPlaces, ['a', 'g', 'x', 'y', 'e', 'f'])
})

test('on a line that is given two thumbnails they are of the foremost two others, each in its slot', () => {
  const scene = showing(SCENE, { thumbnails: ['e', 'c', 'a', 'b'], screen: null })
  const small = (site: string) => told(site, 'B', scene).split(' ').slice(6).join(' ')
  assert.equal(small('x'), '· (a) (b) c · e')
  assert.equal(small('e'), '· a (b) c · ·')
})

test('in which slot a site stands is the same for everybody, whatever the line and whomever it listens to', () => {
  const sites = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const some = fc.uniqueArray(fc.constantFrom(...sites))
  const steps = fc.array(fc.record({ heard: some, thumbnails: some }), { minLength: 1 })
  const line = fc.constantFrom<LineClass>('A', 'B', 'C', 'D')
  const site = fc.constantFrom(...sites)
  fc.assert(
    fc.property(steps, site, line, fc.option(site), (all, viewer, is, interpreter) => {
      let scene = SILENT
      for (const { heard, thumbnails } of all) scene = showing(hearing(scene, heard), { thumbnails, screen: null })
      const slots = arranged({ site: viewer, line: is, interpreter }, scene)
      const others = (of: Scene['places']) => of.map(one => (one === viewer ? null : one))
      const shown = slots.map(one => one?.site ?? null)
      assert.deepEqual(shown.slice(3, 6), others(scene.places))
      assert.deepEqual(shown.slice(6), others(scene.thumbnailPlaces))
      if (interpreter === null) assert.deepEqual(shown.slice(0, 3), others(scene.places))
    }),
  )
})

test('whatever is heard and shown, a site stands at most once in slots of a kind, and on every line one voice is given', () => {
  const sites = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'))
  const line = fc.constantFrom<LineClass>('A', 'B', 'C', 'D')
  fc.assert(
    fc.property(sites, sites, line, (heard, thumbnails, is) => {
      const scene = showing(hearing(SILENT, heard), { thumbnails, screen: null })
      const all = arranged({ site: 'a', line: is, interpreter: null }, scene)
      const names = all.flatMap(one => (one === null ? [] : [`${one.kind} ${one.site}`]))
      assert.equal(new Set(names).size, names.length)
      assert.ok(all.every(one => one?.site !== 'a'))
      const speaker = heard.slice(0, 3).find(site => site !== 'a')
      if (speaker === undefined) return
      const voice = all.find(one => one?.kind === 'audio' && one.site === speaker)
      assert.equal(voice?.isGivenUp, false)
    }),
  )
})

test('who listens to an interpreter hears it alone, on any line, and sees what all see', () => {
  const rows: readonly [LineClass, string][] = [
    ['A', 'i · · chair speaker third chair a b c d e'],
    ['D', 'i · · (chair) (speaker) (third) (chair) (a) (b) (c) (d) (e)'],
  ]
  for (const [line, slots] of rows) assert.equal(told('x', line, SCENE, 'i'), slots)
  assert.equal(told('speaker', 'A', SCENE, 'i').split(' ').slice(0, 6).join(' '), 'i · · chair · third')
})

test('in a test call a site has itself in every slot of pictures that its line is given but the one that is filled, and its voice once', () => {
  const rows: readonly [LineClass, string][] = [
    ['A', 'x · · x x · x x x x x x'],
    ['B', 'x · · x (x) · x x (x) (x) (x) (x)'],
    ['D', 'x · · (x) (x) · (x) (x) (x) (x) (x) (x)'],
  ]
  for (const [line, slots] of rows) assert.equal(written(echoed({ site: 'x', line })), slots)
})
