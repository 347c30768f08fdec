/** Entries of a leg's log: what stands in them, and that nothing that does not follow is taken for one that does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BEFORE_ALL,
  decodeEntry,
  type EntryKind,
  encodeEntry,
  followingEntry,
  type LegPlace,
  placeOfMark,
} from './entries.ts'

const PAYLOAD = Buffer.from('{"by":"a"}')
const KEY = Buffer.alloc(32, 7)

function chain(...kinds: readonly (readonly [EntryKind, number])[]) {
  let place: LegPlace = BEFORE_ALL
  return kinds.map(([kind, epoch]) => {
    const before = place
    const made = encodeEntry(place, { kind, epoch }, PAYLOAD, KEY)
    place = made.place
    return { before, ...made }
  })
}

const [BEGIN, GROUP, TAKEOVER, LATER] = chain(['begin', 1], ['group', 1], ['takeover', 2], ['group', 2])

test('the octets of an entry are as drawn', () => {
  const { bytes } = GROUP
  assert.equal(bytes.toString('latin1', 0, 4), 'LOLE')
  assert.equal(
    bytes.toString('hex', 4, 32),
    `${'01000100'}${'01000000'}00000000${'0000000000000040'}${'0a000000'}00000000`,
  )
  assert.deepEqual(bytes.subarray(32, 64), BEGIN.place.code)
  assert.deepEqual(bytes.subarray(96), PAYLOAD)
})

test('each entry of a chain follows the place before it, and its mark leads to the place behind it', () => {
  for (const { before, bytes, place } of [BEGIN, GROUP, TAKEOVER, LATER]) {
    assert.deepEqual(followingEntry(before, bytes, KEY)?.place, place)
    const mark = { ...place, previous: before.code.toString('hex') }
    assert.deepEqual(placeOfMark(mark, bytes, KEY), place)
  }
})

const FORKED = encodeEntry(GROUP.before, { kind: 'group', epoch: 1 }, Buffer.from('{}'), KEY)

for (const [name, place, bytes] of [
  ['of a fork', FORKED.place, TAKEOVER.bytes],
  ['that stands one too far', BEGIN.place, TAKEOVER.bytes],
  ['that is known already', GROUP.place, GROUP.bytes],
  [
    'of an owner that lost the leg',
    TAKEOVER.place,
    encodeEntry(TAKEOVER.place, { kind: 'group', epoch: 1 }, PAYLOAD, KEY).bytes,
  ],
  [
    'that takes over into the epoch that there is',
    GROUP.place,
    encodeEntry(GROUP.place, { kind: 'takeover', epoch: 1 }, PAYLOAD, KEY).bytes,
  ],
  [
    'that begins a leg which has begun',
    GROUP.place,
    encodeEntry(GROUP.place, { kind: 'begin', epoch: 2 }, PAYLOAD, KEY).bytes,
  ],
  ['that is first and does not begin', BEFORE_ALL, GROUP.bytes],
  ['that was cut short', BEGIN.place, GROUP.bytes.subarray(0, -1)],
  [
    'of one who has not the key',
    BEGIN.place,
    encodeEntry(BEGIN.place, { kind: 'group', epoch: 1 }, PAYLOAD, Buffer.alloc(0)).bytes,
  ],
] as const)
  test(`an entry ${name} follows nothing`, () => {
    assert.equal(followingEntry(place, bytes, KEY), null)
  })

test('an entry with any bit flipped is none', () => {
  for (let bit = 0; bit < GROUP.bytes.length * 8; bit++) {
    const bytes = Buffer.from(GROUP.bytes)
    bytes[bit >> 3] ^= 1 << (bit & 7)
    // Of the four octets that say nothing, too.
    assert.equal(decodeEntry(bytes, KEY), null)
  }
})

test('octets that are no entry are null, never an exception', () => {
  for (let size = 0; size < 70; size++) assert.equal(decodeEntry(Buffer.alloc(size, 0x4c), KEY), null)
})
