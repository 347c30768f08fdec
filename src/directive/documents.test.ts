import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  acknowledgementBody,
  agenda,
  directedVariant,
  directiveTally,
  helloBody,
  NOTHING,
  orderBody,
  progressBody,
  provinceRef,
  returnBody,
  sumTallies,
} from './documents.ts'
import { directVariant, octetsSha256 } from './octets.ts'

test('the digest is of the octets on the wire, without the header that each operator makes', () => {
  // Made by hand: data_coding, length, octets.
  const gsm = Buffer.from([0, 7, 0x52, 0x75, 0x61, 0x20, 0x74, 0x61, 0x79])
  assert.equal(octetsSha256('Rua tay'), createHash('sha256').update(gsm).digest('hex'))
  const ucs2 = Buffer.from([8, 4, 0x1e, 0xed, 0x00, 0x61])
  assert.equal(octetsSha256('ửa'), createHash('sha256').update(ucs2).digest('hex'))
  // 71 letters of UCS-2 are two segments: 67 and 4.
  const part = (letters: number) =>
    Buffer.concat([Buffer.from([8, 2 * letters]), Buffer.alloc(2 * letters, Buffer.from([0x1e, 0xed]))])
  const two = Buffer.concat([part(67), part(4)])
  assert.equal(octetsSha256('ử'.repeat(71)), createHash('sha256').update(two).digest('hex'))
})

test('the same letters written in two ways are one message, another letter is another', () => {
  assert.equal(octetsSha256('u\u031b\u0309a tay'), octetsSha256('ửa tay'))
  assert.notEqual(octetsSha256('Rua tay'), octetsSha256('Rua tai'))
  assert.notEqual(octetsSha256('Rua tay'), octetsSha256('Rua tay '))
})

test('a directed variant is what the one splitter says, in NFC', () => {
  const variant = directVariant('vi', 'u\u031b\u0309a')
  assert.deepEqual(directedVariant.parse(variant), variant)
  assert.deepEqual([variant.text, variant.encoding, variant.units, variant.segments], ['ửa', 'ucs2', 2, 1])
})

test('no document takes a field that it does not know: a number has nowhere to slip in', () => {
  for (const schema of [acknowledgementBody, directiveTally, helloBody, orderBody, progressBody, returnBody, agenda]) {
    const result = schema.safeParse({ number: '84912345678' })
    const codes = result.error?.issues.map(({ code }) => code) ?? []
    assert.ok(codes.includes('unrecognized_keys'))
  }
})

test('a province without its day is none: the code alone says nothing', () => {
  assert.ok(provinceRef.safeParse({ code: '01', asOf: '2020-02-03' }).success)
  for (const wrong of [{ code: '01' }, { code: '1', asOf: '2020-02-03' }, { code: '01', asOf: '2020-02-30' }])
    assert.ok(!provinceRef.safeParse(wrong).success)
})

const count = fc.nat(1_000_000)
const tally = fc.record({
  turns: fc.record(Object.fromEntries(Object.keys(NOTHING.turns).map(name => [name, count]))),
  segments: fc.record(Object.fromEntries(Object.keys(NOTHING.segments).map(name => [name, count]))),
  receipts: fc.record(Object.fromEntries(Object.keys(NOTHING.receipts).map(name => [name, count]))),
  lanes: fc.record(Object.fromEntries(Object.keys(NOTHING.lanes).map(name => [name, count]))),
  statuses: fc.dictionary(fc.constantFrom('ESME_RTHROTTLED', 'ESME_RINVDSTADR', '0x00000403'), count),
  segmentsPerSecond: count,
})

test('tallies add up field by field, in any order, and change none of the parts', () => {
  assert.deepEqual(sumTallies([]), NOTHING)
  fc.assert(
    fc.property(fc.array(tally, { maxLength: 4 }), parts => {
      const tallies = parts.map(part => directiveTally.parse(part))
      const before = structuredClone(tallies)
      const sum = sumTallies(tallies)
      assert.deepEqual(directiveTally.parse(sum), sum)
      assert.deepEqual(tallies, before)
      assert.deepEqual(sumTallies(tallies.toReversed()), sum)
      assert.equal(
        sum.turns.delivered,
        tallies.reduce((all, one) => all + one.turns.delivered, 0),
      )
      assert.equal(
        sum.statuses.ESME_RTHROTTLED ?? 0,
        tallies.reduce((all, one) => all + (one.statuses.ESME_RTHROTTLED ?? 0), 0),
      )
    }),
  )
  assert.deepEqual(NOTHING.statuses, {})
})

test('statuses are added by their names, whatever every object calls its own', () => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'ESME_RTHROTTLED']
  const statuses = Object.fromEntries(names.map((name, at) => [name, at + 1]))
  const tally = { ...structuredClone(NOTHING), statuses }
  const sum = sumTallies([tally, tally])
  assert.deepEqual(
    Object.entries(sum.statuses),
    names.map((name, at) => [name, 2 * (at + 1)]),
  )
})
