/** Folded letters: every Vietnamese one, composed or not, and those of other scripts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folded } from './folded.ts'

test('every Vietnamese letter is folded, composed or not', () => {
  const vowels = 'aăâeêioôơuưy'
  const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
  for (const vowel of vowels)
    for (const tone of tones)
      for (const letter of [`${vowel}${tone}`, `${vowel}${tone}`.toUpperCase()])
        for (const form of ['NFC', 'NFD'] as const) assert.match(folded(letter.normalize(form)), /^[aeiouy]$/, letter)
  for (const letter of ['đ', 'Đ', 'ð', 'Ð']) assert.equal(folded(letter), 'd')
})

test('what is no accent stays', () => {
  for (const [given, expected] of [
    ['ﬁle ＦＵＬＬ ①', 'file full 1'],
    ['Straße İstanbul', 'straße istanbul'],
    ['គ្រប់គ្រង ภาษาไทย', 'គ្រប់គ្រង ภาษาไทย'],
    ['Số 3/5, “đợt”', 'so 3/5, “dot”'],
  ])
    assert.equal(folded(given), expected)
})
