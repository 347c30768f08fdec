import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EVENT_SIZE_MAX, type ServerEvent, ServerEvents } from './server-events.ts'

function readAll(...pieces: string[]): ServerEvent[] {
  const events = new ServerEvents()
  return pieces.flatMap(piece => [...(events.push(piece) ?? [])])
}

const TEXT =
  '\uFEFF: beat\n\nevent: agenda\ndata: {"items":[]}\n\nid: 7\nretry: 10\ndata:one\ndata: two\r\n\r\nevent: beat\rdata: {}\r\revent: none\n\ndata\n\ndata: cut'
const EVENTS: ServerEvent[] = [
  { event: 'agenda', data: '{"items":[]}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'beat', data: '{}' },
  { event: 'message', data: '' },
]

test('events are read as the specification says', () => {
  assert.deepEqual(readAll(TEXT), EVENTS)
})

test('wherever the stream is cut, the events are the same', () => {
  for (let cut = 0; cut <= TEXT.length; cut++)
    assert.deepEqual(readAll(TEXT.slice(0, cut), TEXT.slice(cut)), EVENTS, `cut at ${cut}`)
  fc.assert(
    fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 20 }), cuts => {
      const at = [0, ...cuts.sort((a, b) => a - b), TEXT.length]
      assert.deepEqual(readAll(...at.slice(1).map((end, i) => TEXT.slice(at[i], end))), EVENTS)
    }),
  )
})

test('a stream that never ends an event does not fill the memory', () => {
  const endless = new ServerEvents()
  const piece = 'x'.repeat(EVENT_SIZE_MAX / 4)
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(() => endless.push(piece) === null),
    [false, false, false, false, true],
  )
  const lines = new ServerEvents()
  const many = `data: ${'x'.repeat(EVENT_SIZE_MAX / 4)}\n`
  assert.equal([1, 2, 3, 4, 5].map(() => lines.push(many)).at(-1), null)
})
