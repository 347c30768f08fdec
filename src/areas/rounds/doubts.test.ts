import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubtsOf } from './doubts.ts'
import { PLAIN_CONTENT } from './plain-content.ts'

function check(texts: readonly string[], expected: readonly string[]) {
  const messages = texts.map(text => ({ variants: [{ language: 'vi', text }] }))
  const found = doubtsOf({ ...PLAIN_CONTENT, messages }).map(
    ({ message, kind, letter, word, times }) => `${message} ${kind} ${letter} ${word} ${times}`,
  )
  assert.deepEqual(found, expected)
}

test('a plain text and one whose letters force UCS-2 raise no doubt', () => {
  check(['Rửa tay bằng xà phòng', 'Hay o nha, giu “khoang cach” 2 met nhe'], [])
})

test('a look-alike, a letter that turns the text and one without width are a doubt each, with their words', () => {
  check(
    ['Xem tại mоh.gov.vn', 'gọi \u202e8223 0091 hoặc an\u200btoàn'],
    ['0 lookAlike о (U+043E) mоh.gov.vn 1', '1 invisible U+202E [U+202E]8223 1', '1 invisible U+200B an[U+200B]toàn 1'],
  )
})

test('one letter in one word is one doubt, however often it stands there', () => {
  check(['mоh.gov.vn mоh.gov.vn xоa'], ['0 lookAlike о (U+043E) mоh.gov.vn 2', '0 lookAlike о (U+043E) xоa 1'])
})

test('no letter is too far back to be a doubt', () => {
  const text = `${'a\u200b'.repeat(600)} mоh.gov.vn`
  const messages = [{ variants: [{ language: 'vi', text }] }]
  assert.equal(doubtsOf({ ...PLAIN_CONTENT, messages }).at(-1)?.word, 'mоh.gov.vn')
})
