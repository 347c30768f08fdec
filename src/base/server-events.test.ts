import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ServerEvent, ServerEvents } from './server-events.ts'

const OCTETS = new TextEncoder().encode(
  '\uFEFF: beat\n\nevent: agenda\ndata: {"items":[]}\n\nid: 7\nretry: 10\ndata:Đợt\ndata: 🛑\r\n\r\nevent: beat\rdata: {}\r\revent: none\n\nunknown: x\nretry: soon\ndata\n\nevent: late\ndata: cut',
)
const EVENTS: ServerEvent[] = [
  { event: 'agenda', data: '{"items":[]}' },
  { event: 'message', data: 'Đợt\n🛑' },
  { event: 'beat', data: '{}' },
  { event: 'message', data: '' },
]

/** The pieces between these places. */
function readCut(...places: number[]): ServerEvent[] {
  const events = new ServerEvents({ sizeMax: 1000 })
  const at = [0, ...places.sort((a, b) => a - b), OCTETS.length]
  return at.slice(1).flatMap((end, i) => [...(events.push(OCTETS.subarray(at[i], end)) ?? [])])
}

test('server-sent events are read as the specification says, and one that is cut off never comes out', () => {
  assert.deepEqual(readCut(), EVENTS)
})

test('wherever a stream of events is cut, in a letter too, the events are the same', () => {
  for (let cut = 0; cut <= OCTETS.length; cut++) assert.deepEqual(readCut(cut), EVENTS, `cut at ${cut}`)
  assert.deepEqual(readCut(...OCTETS.keys()), EVENTS, 'octet by octet')
  fc.assert(
    fc.property(fc.array(fc.nat(OCTETS.length), { maxLength: 20 }), cuts => {
      assert.deepEqual(readCut(...cuts), EVENTS)
    }),
  )
})

test('a stream that never ends an event is given up at the limit, and stays so', () => {
  const sizeMax = 1024
  const quarter = 'x'.repeat(sizeMax / 4)
  const forms: readonly [string, string][] = [
    ['one line without an end', quarter],
    ['lines of data without an end', `data: ${quarter}\n`],
    ['a comment without an end', `:${quarter}`],
    ['the name of an event without an end', `event: ${quarter}`],
    ['empty lines of data', 'data\n'.repeat(sizeMax / 4)],
  ]
  for (const [name, piece] of forms) {
    const events = new ServerEvents({ sizeMax })
    const pieces = Array.from({ length: 6 }, () => new TextEncoder().encode(piece))
    const taken = pieces.map(octets => events.push(octets) !== null)
    assert.ok(taken[0] && taken[2], name)
    assert.deepEqual(taken.slice(4), [false, false], name)
    assert.equal(events.push(new TextEncoder().encode('\n\ndata: later\n\n')), null, name)
  }
})

test('a stream of many events may be longer than the limit of one', () => {
  const events = new ServerEvents({ sizeMax: 100 })
  const octets = new TextEncoder().encode(`data: ${'x'.repeat(50)}\n\n`)
  for (let i = 0; i < 10; i++) assert.equal(events.push(octets)?.length, 1)
})
