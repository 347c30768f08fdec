import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlan, Numbering } from '../audience/numbering.ts'
import { holdsNumber, pathOfNumber } from './numbers.ts'

const numbering = new Numbering(await loadPlan('VN'))
const check = (text: string, expected: boolean) =>
  assert.equal(holdsNumber(numbering, text), expected, text)

test('a number is found however it is spelled', () => {
  for (const text of [
    '0912345678',
    '912345678',
    '84912345678',
    '+84912345678',
    '+84 (0)912 345 678',
    '0084 912.345.678',
    '(091) 234-5678',
    'tel:+84912345678',
    'gọi 0912345678 ngay',
    'x0912345678y',
    '0912345678@x.vn',
    '０９１２３４５６７８',
    '០៩១២៣៤៥៦៧៨',
    '0912\u200b345\u00ad678',
    '0912\u2013345\u2013678',
    '0912\u00a0345\u202f678',
    '01234567890',
    'a 12 0912 345 678 b',
    'Mã 5 0912345678 0987654321',
    '0912_345_678',
    '0912/345/678',
    '091 234 5678\n',
  ])
    check(text, true)
})

test('what is no number of a subscriber is left alone', () => {
  for (const text of [
    '',
    'Bo Y te khuyen cao',
    'Goi 19009095 hoac 1900 3228',
    '2020-02-03T07:00:00+07:00',
    '2025-07-01',
    '07:00',
    '125 034 117',
    '4a3c9e12-0912-4345-8678-091234567890',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '10:00 11:00 12:00',
    'v1.2.3',
  ])
    check(text, false)
})

test('a name of a field holds none either, and a signed document is looked into', () => {
  assert.equal(pathOfNumber(numbering, { a: [{ b: 'x' }, { b: '0912345678' }] }), 'a.1.b')
  assert.equal(pathOfNumber(numbering, { statuses: { ESME_0912345678: 1 } }), 'statuses')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jws = (body: object) => `${part({ alg: 'EdDSA' })}.${part(body)}.${'A'.repeat(86)}`
  check(jws({ note: '0912345678' }), true)
  check(jws({ note: 'well' }), false)
})

test('an IP prefix is none where a list of what is free has one, and nowhere else', () => {
  const text = '123.30.0.16/28'
  check(text, true)
  const list = (prefix: string) => ({ services: [{ prefixes: [{ prefix, exclusive: true }] }] })
  assert.equal(pathOfNumber(numbering, list(text)), null)
  assert.equal(pathOfNumber(numbering, { content: list(text) }), null)
  assert.equal(pathOfNumber(numbering, { note: text }), 'note')
  for (const wrong of ['0912345678', '091.234.56.78/0', `${text} `])
    assert.equal(pathOfNumber(numbering, list(wrong)), 'services.0.prefixes.0.prefix', wrong)
})
