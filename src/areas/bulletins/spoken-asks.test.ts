import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markedSpoken } from '../../directive/exercise-mark.ts'
import { spoken as spokenOf } from '../../text/spoken.ts'
import { asksIn } from './spoken-asks.ts'

test('a spoken text asks as long as it has figures or words that no rule can read', () => {
  const check = (text: string, expected: boolean, language = 'vi') =>
    assert.equal(asksIn(text, language), expected, text)
  check('Bà con hãy đeo khẩu trang nơi đông người.', false)
  check('Gọi 19009095 khi sốt.', true)
  check(spokenOf('Gọi 19009095 khi sốt trên 38°C, trước 17h30 ngày 13/02/2020.').spoken, false)
  check('Hãy hỏi XYZK.', true)
  check('Hai dòng.\n\nCách  nhau.', false)
  check('Chú ý! (Bà con vùng trũng) hãy sơ tán; nhanh lên…', false)
  check('Giảm 20%.', true)
  check('', false)
  // What is in no language with rules, whoever writes it answers for.
  check('Call 19009095.', false, 'en')
})

test('what is said before an exercise is spoken as it stands', () => {
  const said = markedSpoken('Bà con chú ý.', { language: 'vi', purpose: 'exercise' })
  assert.equal(asksIn(said, 'vi'), false)
})

test('of what nothing can be said, it is asked, and nobody is kept from reading the draft by it', () => {
  for (const nothing of ['\u200b', '\u0301', '***', '\ud800']) assert.ok(asksIn(nothing, 'vi'))
  assert.equal(asksIn('  ', 'vi'), false)
})
