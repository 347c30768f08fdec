import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { roomWith, siteWith } from './furnished.ts'
import { isVoiced, lampOf } from './lamp.ts'

test('"you are being heard" is said exactly while the server forwards this site, whatever else is so', () => {
  const facts = fc.record({
    isHeard: fc.boolean(),
    isMuted: fc.boolean(),
    hasMicrophone: fc.boolean(),
    isConnected: fc.boolean(),
    mayBeHeard: fc.boolean(),
    floor: fc.constantFrom(null, 'pending' as const, 'accepted' as const, 'granted' as const),
  })
  fc.assert(
    fc.property(facts, ({ isHeard, floor, mayBeHeard, ...own }) => {
      const room = roomWith({
        heard: mayBeHeard ? ['a'] : [],
        sites: [siteWith('a', { isHeard, floor }), siteWith('b', { isHeard: !isHeard })],
      })
      assert.equal(lampOf({ site: 'a', room, ...own }) === 'heard', isHeard)
    }),
  )
})

test('who may be heard and is not is told why', () => {
  const room = roomWith({ heard: ['a'], sites: [siteWith('a', { floor: 'granted' })] })
  const facts = { site: 'a', room, isMuted: false, hasMicrophone: true, isConnected: true }
  assert.equal(lampOf(facts), 'may-be-heard')
  assert.equal(lampOf({ ...facts, isMuted: true }), 'muted')
  assert.equal(lampOf({ ...facts, hasMicrophone: false }), 'no-microphone')
  assert.equal(lampOf({ ...facts, isConnected: false }), 'not-connected')
})

test('a voice must come where the first of the others is forwarded, and from no interpreter', () => {
  const sites = [siteWith('a'), siteWith('b', { isHeard: true }), siteWith('c')]
  const check = (heard: string[], expected: boolean, listensTo: string | null = null) => {
    const room = roomWith({ heard, sites })
    assert.equal(isVoiced({ self: { site: 'a' }, room, listensTo }), expected, heard.join())
  }
  check(['b', 'c'], true)
  check(['a', 'b'], true)
  // The poorest line is given the first voice alone.
  check(['c', 'b'], false)
  check(['a'], false)
  check([], false)
  check(['b'], false, 'en')
})
