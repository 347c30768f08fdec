import assert from 'node:assert/strict'
import test from 'node:test'
import { EventReader, LINE_MAX, type ServerEvent } from './events.ts'

const STREAM =
  ': beat\n\nevent: change\ndata: {"is":"round"}\n\ndata: one\ndata: two\r\n\r\nid: 7\nretry: 5\nevent: empty\n\ndata:no space\r\rdata\n\nevent: late\ndata: cut off'
const EVENTS: ServerEvent[] = [
  { event: 'change', data: '{"is":"round"}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'message', data: 'no space' },
  { event: 'message', data: '' },
]

test('a stream that comes whole gives its events; beats and what was cut off give none', () => {
  assert.deepEqual(new EventReader().push(STREAM), EVENTS)
})

test('a stream that is cut anywhere gives the same events', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const reader = new EventReader()
    const events = [...reader.push(STREAM.slice(0, cut)), ...reader.push(STREAM.slice(cut))]
    assert.deepEqual(events, EVENTS, `cut at ${cut}`)
  }
})

test('a stream that comes letter by letter gives the same events', () => {
  const reader = new EventReader()
  assert.deepEqual(
    [...STREAM].flatMap(letter => reader.push(letter)),
    EVENTS,
  )
})

test('a line without an end is refused, not kept', () => {
  const reader = new EventReader()
  assert.throws(() => reader.push(`data: ${'x'.repeat(LINE_MAX)}`), RangeError)
})
