import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyDifferences, diffContents, diffTexts } from './diff.ts'
import type { RoundContent } from './model.ts'

const word = fc.constantFrom('rửa', 'tay', 'đeo', 'khẩu', 'trang', 'nhà', ' ', '\n', '  ', '😷')
const text = fc.array(word, { maxLength: 30 }).map(words => words.join(''))

const content: fc.Arbitrary<RoundContent> = fc
  .record({
    title: fc.constantFrom('Đợt 1', 'Đợt 2'),
    messages: fc.array(
      fc.record({
        variants: fc.array(fc.record({ language: fc.constantFrom('vi', 'en', 'km'), text }), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    source: fc.constantFrom('BOYTE', 'BYT'),
    operators: fc.uniqueArray(fc.constantFrom('mot', 'hai', 'ba')),
    audience: fc.record({
      provinces: fc.option(
        fc.array(fc.record({ code: fc.constantFrom('01', '79'), asOf: fc.constant('2026-01-01') }), {
          minLength: 1,
          maxLength: 3,
        }),
      ),
      excludes: fc.uniqueArray(fc.constantFrom('opted-out', 'staff')),
    }),
    window: fc.record({
      notBefore: fc.option(fc.constantFrom('2026-02-03T00:00:00Z', '2026-02-04T00:00:00Z')),
      notAfter: fc.constant(null),
      daily: fc.option(fc.record({ from: fc.constant('07:00'), to: fc.constantFrom('20:00', '21:00') })),
      timeZone: fc.constant('Asia/Ho_Chi_Minh'),
    }),
    sending: fc.record({
      receipts: fc.constantFrom('last' as const, 'all' as const),
      receiptWaitSeconds: fc.nat(9),
      uncertain: fc.constant('hold' as const),
      validitySeconds: fc.option(fc.integer({ min: 1, max: 9 })),
      canary: fc.nat(9),
      segmentsPerSecondMax: fc.nat(9),
    }),
    exerciseFirst: fc.boolean(),
  })
  .map(made => structuredClone(made))

test('what changed, applied to the one content, gives the other', () => {
  fc.assert(
    fc.property(content, content, (before, after) => {
      const frozen = JSON.stringify(before)
      assert.deepEqual(applyDifferences(before, diffContents(before, after)), after)
      assert.equal(JSON.stringify(before), frozen)
    }),
    { numRuns: 500 },
  )
})

test('nothing changed is no difference', () => {
  fc.assert(fc.property(content, one => assert.deepEqual(diffContents(one, structuredClone(one)), [])))
})

test('the parts of a text put together are both texts, and neighbours are of different kinds', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffTexts(before, after)
      const side = (which: 'added' | 'removed') =>
        parts
          .filter(({ is }) => is === 'same' || is === which)
          .map(part => part.text)
          .join('')
      assert.equal(side('removed'), before)
      assert.equal(side('added'), after)
      for (let i = 1; i < parts.length; i++) assert.notEqual(parts[i].is, parts[i - 1].is)
      assert.ok(parts.every(part => part.text !== ''))
    }),
    { numRuns: 1000 },
  )
})

test('a changed word is told as that word, not as the whole text', () => {
  assert.deepEqual(diffTexts('Hãy rửa tay thường xuyên', 'Hãy rửa tay kỹ và thường xuyên'), [
    { is: 'same', text: 'Hãy rửa tay ' },
    { is: 'added', text: 'kỹ và ' },
    { is: 'same', text: 'thường xuyên' },
  ])
  assert.deepEqual(diffTexts('Gọi 19003228', 'Gọi 19009095'), [
    { is: 'same', text: 'Gọi ' },
    { is: 'removed', text: '19003228' },
    { is: 'added', text: '19009095' },
  ])
})

test('two long texts that share nothing are told in time', () => {
  const long = (letter: string) => Array.from({ length: 8000 }, (_, i) => letter + i).join(' ')
  assert.deepEqual(
    diffTexts(long('a'), long('b')).map(({ is }) => is),
    ['removed', 'added'],
  )
})
