import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Begun, codesOf, type Entry, folded } from './book.ts'

const BEGUN: Begun = {
  is: 'begun',
  at: 0,
  until: 9,
  repeatMs: 1,
  keepAliveMs: 1,
  bscs: ['cbsp://a'],
  cells: null,
  broadcasts: [
    { id: 4371, kind: 'live', text: 'một', serial: 0x4010 },
    { id: 4384, kind: 'live', text: 'one', serial: 0x4020 },
  ],
}
const replaced = (id: number, serial: number): Entry => ({ is: 'replaced', at: 1, id, text: 'hai', serial })
const STOPPING: Entry = { is: 'stopping', at: 2, why: 'stop' }
const ENDED: Entry = { is: 'ended', at: 3 }

/** Of each broadcast its serial numbers, and how it stands. */
function check(entries: readonly Entry[], serials: readonly (readonly number[])[], phase: string) {
  const book = folded([BEGUN, ...entries])
  assert.ok(book !== null)
  assert.deepEqual(
    book.broadcasts.map(each => each.serials),
    serials,
  )
  assert.equal(book.phase.is === 'onAir' ? 'onAir' : `${book.phase.is} ${book.phase.why}`, phase)
}

test('a book names every version of each broadcast, the latest last', () => {
  check([], [[0x4010], [0x4020]], 'onAir')
  check([replaced(4371, 0x4011)], [[0x4010, 0x4011], [0x4020]], 'onAir')
  check([STOPPING], [[0x4010], [0x4020]], 'stopping stop')
  check([STOPPING, ENDED], [[0x4010], [0x4020]], 'ended stop')
  const book = folded([BEGUN, replaced(4371, 0x4011)])
  assert.deepEqual(book && codesOf(book), [1, 2])
})

test('what does not follow changes nothing: a replacement of what is stopped or nowhere, a second stop, an end without a stop', () => {
  const serials = [[0x4010], [0x4020]]
  check([STOPPING, replaced(4371, 0x4011)], serials, 'stopping stop')
  check([replaced(50, 0x4011)], serials, 'onAir')
  check([STOPPING, { is: 'stopping', at: 4, why: 'over' }], serials, 'stopping stop')
  check([ENDED], serials, 'onAir')
  check([STOPPING, ENDED, STOPPING, BEGUN], serials, 'ended stop')
  assert.equal(folded([]), null)
  assert.equal(folded([STOPPING, BEGUN]), null)
})
