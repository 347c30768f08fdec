import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { roundedOf } from './rounding.ts'
import { UNIT_IDS, type UnitId } from './units.ts'
import { exact, phrase, read } from './words.ts'

const SMS = 'quy đổi ra bản tin SMS thông thường'

test('figures as they are said', () => {
  for (const [value, unit, vi, en] of [
    [125_034_117, 'subscribers', 'hơn 125 triệu thuê bao', 'more than 125 million subscribers'],
    [125_000_000, 'subscribers', '125 triệu thuê bao', '125 million subscribers'],
    [
      6_875_000_000,
      'ordinary-sms',
      `gần 7 tỷ tin nhắn (${SMS})`,
      'nearly 7 billion messages (counted as ordinary SMS)',
    ],
    [
      6_860_271_000,
      'ordinary-sms',
      `gần 7 tỷ tin nhắn (${SMS})`,
      'nearly 7 billion messages (counted as ordinary SMS)',
    ],
    [
      6_824_999_999,
      'ordinary-sms',
      `hơn 6,82 tỷ tin nhắn (${SMS})`,
      'more than 6.82 billion messages (counted as ordinary SMS)',
    ],
    [6_900_000_000, 'ordinary-sms', `6,9 tỷ tin nhắn (${SMS})`, '6.9 billion messages (counted as ordinary SMS)'],
    [
      7_000_000_001,
      'ordinary-sms',
      `hơn 7 tỷ tin nhắn (${SMS})`,
      'more than 7 billion messages (counted as ordinary SMS)',
    ],
    [999_999_999, 'subscribers', 'gần 1 tỷ thuê bao', 'nearly 1 billion subscribers'],
    [999_999, 'subscribers', '999.999 thuê bao', '999\u202f999 subscribers'],
    [1_234_567, 'calls', 'hơn 1,23 triệu cuộc gọi', 'more than 1.23 million calls'],
    [9_900_000_000_001, 'turns', 'gần 10.000 tỷ lượt thuê bao', 'nearly 10\u202f000 billion subscriber turns'],
    [5, 'rounds', '5 đợt nhắn tin', '5 rounds'],
    [1, 'rounds', '1 đợt nhắn tin', '1 round'],
    [0, 'alerts', '0 lượt vượt ngưỡng thân nhiệt', '0 readings above the threshold'],
  ] as const) {
    assert.equal(phrase(value, unit, 'vi'), vi)
    assert.equal(phrase(value, unit, 'en'), en)
  }
})

test('what is no count is never put into words', () => {
  for (const value of [-1, 1.5, Number.NaN, Infinity, 2 ** 53])
    assert.throws(() => phrase(value, 'subscribers', 'vi'), RangeError)
})

const value = fc.oneof(
  fc.maxSafeNat(),
  // Where the rule changes: around every number of one and of three digits.
  fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: -2, max: 2 }))
    .map(([digits, zeros, off]) => Math.max(0, Math.min(digits * 10 ** zeros + off, Number.MAX_SAFE_INTEGER))),
)
const unit = fc.constantFrom<UnitId>(...UNIT_IDS)
const language = fc.constantFrom('vi', 'en')

test('the words never overstate, whatever the figure', () => {
  fc.assert(
    fc.property(value, counted => {
      const said = roundedOf(counted)
      if (said.qualifier === 'exactly') assert.equal(said.value, counted)
      if (said.qualifier === 'moreThan') {
        assert.ok(said.value < counted)
        assert.ok(counted - said.value < counted / 100)
      }
      if (said.qualifier === 'nearly') {
        assert.ok(said.value > counted)
        assert.ok(said.value - counted < counted * 0.026)
      }
    }),
    { numRuns: howMany(1000, 5000) },
  )
})

test('a larger figure is never said to be smaller', () => {
  const floorOf = (counted: number) => {
    const { qualifier, value } = roundedOf(counted)
    return qualifier === 'nearly' ? value * 0.974 : value
  }
  fc.assert(
    fc.property(value, value, (one, other) => {
      const [less, more] = one < other ? [one, other] : [other, one]
      assert.ok(floorOf(less) <= more)
    }),
    { numRuns: howMany(1000, 5000) },
  )
})

test('magnitude and unit never part: a phrase is read back to what it promises', () => {
  fc.assert(
    fc.property(value, unit, language, (counted, of, spoken) => {
      const promised = read(phrase(counted, of, spoken), spoken)
      assert.deepEqual(promised, { unit: of, ...roundedOf(counted) })
      assert.deepEqual(read(exact(counted, of, spoken), spoken), { unit: of, qualifier: 'exactly', value: counted })
    }),
    { numRuns: howMany(1000, 5000) },
  )
})

test("a phrase that lost its unit or is somebody else's is not read", () => {
  for (const text of ['125', 'hơn 125 triệu', '125 thuê', 'khoảng 125 triệu thuê bao', '', 'triệu thuê bao'])
    assert.equal(read(text, 'vi'), null, text)
})
