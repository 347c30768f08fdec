import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPassword } from './passwords.ts'

const WHOSE = { name: 'Nguyễn Văn An', email: 'bien.tap@bo.example' }

function check(password: string, code: string | null): void {
  const act = () => checkPassword(password, WHOSE)
  if (code === null) assert.doesNotThrow(act, password)
  else assert.throws(act, { code }, password)
}

test('a password that everybody tries first is refused, with whatever digits around it', () => {
  for (const password of [
    'password1234',
    'PASSWORD1234',
    'ｐａｓｓｗｏｒｄ1234',
    '2024password!',
    'passwordpassword',
    'qwerty123456',
    'qazwsxedcrfv',
    'iloveyou!!!!',
    '123456789012',
    'aaaaaaaaaaaa',
    'abababababab',
  ])
    check(password, 'passwordCommon')
})

test('a password that is little more than one’s own name or address is refused', () => {
  for (const password of [
    'nguyenvanan1',
    'Nguyễn Văn An 2024',
    'bien.tap@bo.example',
    'bientap12345',
    'an-nguyen-bien-tap',
  ])
    check(password, 'passwordOwn')
})

test('a sentence is a password, with one’s own name in it too', () => {
  for (const password of [
    'một câu dễ nhớ, đủ dài',
    'An thích ăn phở mỗi sáng sớm',
    'correct horse battery staple',
    'password của mẹ tôi rất dài',
    'x7Kq-09Lm_ab',
  ])
    check(password, null)
})

test('a password has a length', () => {
  check('ngắn quá', 'passwordShort')
  check('dài '.repeat(40), 'passwordShort')
})
