import assert from 'node:assert/strict'
import { test } from 'node:test'
import published from '../../../text/vectors/golden-sms.json' with { type: 'json' }
import { previewOf, withoutAccents } from './preview.ts'

const [golden] = published

test('a text whose count was published is previewed with that count, and half without accents', () => {
  const preview = previewOf(golden.text)
  assert.ok(preview.is === 'split')
  assert.equal(preview.split.segments, golden.publishedSegments)
  assert.equal(preview.split.unitsLeft, 49)
  assert.equal(preview.alternative?.segments, golden.alsoTrue.unaccentedGsm7Segments)
  assert.deepEqual(preview.kept, [])
  assert.equal(withoutAccents(golden.text), preview.alternative?.text)
})

test('nothing written yet is no error', () => {
  assert.deepEqual(previewOf(''), { is: 'empty' })
})

test('half a letter is refused with its place', () => {
  const preview = previewOf('ab\ud83d')
  assert.ok(preview.is === 'refused')
  assert.equal(preview.failure.code, 'textLoneSurrogate')
  assert.equal(preview.failure.details.position, 3)
})

test('a text too long for one message is refused, not cut', () => {
  const preview = previewOf('ế'.repeat(67 * 255 + 1))
  assert.ok(preview.is === 'refused')
  assert.equal(preview.failure.code, 'textTooLong')
})

test('the letters that keep the alternative in UCS-2 are named', () => {
  const preview = previewOf('Chào bạn 😀 m²')
  assert.ok(preview.is === 'split')
  assert.deepEqual(preview.kept, ['😀 (U+1F600)', '² (U+00B2)'])
})

test('a text of nothing but invisible letters stays as it is', () => {
  assert.equal(withoutAccents('\u200b'), '\u200b')
})
