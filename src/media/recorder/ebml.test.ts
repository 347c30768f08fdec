import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  childrenOf,
  date,
  dateOf,
  element,
  ended,
  endless,
  filler,
  float,
  headAt,
  sizeOctets,
  text,
  unsigned,
  unsignedOf,
  VOID,
} from './ebml.ts'

test('sizes are the shortest that are not all ones, as the tables of RFC 8794 have them', () => {
  const rows: readonly [number, string][] = [
    [0, '80'],
    [1, '81'],
    [2, '82'],
    [126, 'fe'],
    // 0xff would mean that it is unknown (section 6.2).
    [127, '407f'],
    [128, '4080'],
    [16_382, '7ffe'],
    [16_383, '203fff'],
    [2_097_151, '101fffff'],
  ]
  for (const [size, hex] of rows) assert.equal(sizeOctets(size).toString('hex'), hex)
  assert.equal(sizeOctets(2, 2).toString('hex'), '4002')
  assert.equal(sizeOctets(2, 8).toString('hex'), '0100000000000002')
})

test('elements are id, size and content', () => {
  const rows: readonly [Buffer, string][] = [
    [unsigned(0x4286, 1), '42868101'],
    [unsigned(0x2ad7b1, 1_000_000), '2ad7b1830f4240'],
    [unsigned(0x9c, 0), '9c8100'],
    [text(0x4282, 'webm'), '4282847765626d'],
    [float(0xb5, 48_000), 'b58840e7700000000000'],
    // One second after the beginning of 2001.
    [date(0x4461, Date.UTC(2001, 0, 1, 0, 0, 1)), '44618800000000' + '3b9aca00'],
    [element(0xae, [unsigned(0xd7, 1), unsigned(0x83, 2)]), 'ae86d78101838102'],
    [endless(0x18538067), '1853806701ffffffffffffff'],
    [ended(0x18538067, 5), '185380670100000000000005'],
    [filler(2), 'ec80'],
    [filler(4), 'ec820000'],
  ]
  for (const [octets, hex] of rows) assert.equal(octets.toString('hex'), hex)
  for (const size of [2, 3, 127, 128, 129, 1000]) assert.equal(filler(size).length, size)
})

test('what was written is read', () => {
  const content = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(VOID, 0x4dbb, 0x1f43b675), content)), all => {
      const octets = Buffer.concat(all.map(([id, one]) => element(id, one)))
      const read = childrenOf(octets)?.map(one => [one.id, Uint8Array.from(one.octets)])
      assert.deepEqual(read, all)
    }),
  )
  fc.assert(
    fc.property(fc.maxSafeNat(), value => {
      const [one] = childrenOf(unsigned(0xd7, value)) ?? []
      assert.equal(unsignedOf(one.octets), value)
    }),
  )
  const at = Date.UTC(2026, 10, 27, 0, 30) + 123
  assert.equal(dateOf(childrenOf(date(0x4461, at))?.[0].octets ?? Buffer.alloc(0)), at)
  assert.deepEqual(headAt(endless(0x18538067), 0), { id: 0x18538067, size: null, at: 12 })
})

test('any octets are elements or none, never an exception, and nothing is read beyond them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), octets => {
      const children = childrenOf(Buffer.from(octets)) ?? []
      const end = children.at(-1)
      assert.ok(end === undefined || end.at + end.size === octets.length)
    }),
    { numRuns: 1000 },
  )
})
