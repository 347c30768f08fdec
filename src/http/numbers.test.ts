import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlan, Numbering } from '../audience/numbering.ts'
import { holdsNumber, pathOfNumber } from './numbers.ts'

const numbering = new Numbering(await loadPlan('VN'))
const check = (text: string, expected: boolean) => assert.equal(holdsNumber(numbering, text), expected, text)

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

test('any punctuation, symbol, space or mark between digits is a gap', () => {
  for (const gap of [',', ';', '*', ':', '|', '~', '·', '•', "'", '’', '"', '#', '=', '…', '→', '📞'])
    check(`gọi 0912${gap}345${gap}678`, true)
  for (const text of [
    '0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣',
    '0̲9̲1̲2̲3̲4̲5̲6̲7̲8̲',
    '09 :: 12 ~~ 34 ** 56 || 78',
    '0912,345,678',
    '+84.,912;345:678',
    '0\u2028912\u2028345\u2028678',
  ])
    check(text, true)
})

test('digits in circles, of the Chinese and of bankers are digits', () => {
  for (const text of [
    '〇九一二三四五六七八',
    '零玖壹贰叁肆伍陆柒捌',
    '⓪⑨①②③④⑤⑥⑦⑧',
    '⓿❾❶❷❸❹❺❻❼❽',
    '🄋➈➀➁➂➃➄➅➆➇',
    '0⓽⓵⓶⓷⓸⓹⓺⓻⓼',
    '𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖',
    'chú thích ²0912345678',
    '①0912345678',
    '0〩〡〢〣〤〥〦〧〨',
  ])
    check(text, true)
})

test('the guide says what may be refused though it is no number', () => {
  check('08:15, 09:30, 10:00', true)
  check('08:15, rồi 09:30, rồi 10:00', false)
})

test('an instant is none, and a number beside one is', () => {
  check('2020-02-03T07:00:00+07:00', false)
  check('2020-02-03T07:00:00.123Z 2020-02-03T09:12:34+07:00', false)
  check('2020-02-03T07:00:00+07:00 0912:345:678', true)
})

test('what people write is looked into where it resembles an id, and a field for ids is not', () => {
  const uuid = '00000000-0912-3456-78ab-00000000abcd'
  const digest = `0912345678${'a'.repeat(54)}`
  for (const text of [uuid, digest]) {
    for (const name of ['note', 'title', 'text', 'reason', 'name', 'evidence'])
      assert.equal(pathOfNumber(numbering, { [name]: text }), name)
    for (const name of ['id', 'round', 'digest', 'audienceSha256', 'item', 'itemIds', 'person'])
      assert.equal(pathOfNumber(numbering, { [name]: text }), null)
  }
  assert.equal(pathOfNumber(numbering, { evidence: ['x', digest] }), 'evidence.1')
  assert.equal(pathOfNumber(numbering, { id: '0912345678' }), 'id')
})

test('the id of what a person has signed is one, also where it reads as a number; what a letter is about is not', () => {
  const subject = '00000000-0912-3456-78ab-00000000abcd'
  assert.equal(pathOfNumber(numbering, { subject }), 'subject')
  const approval = { submitted: { statement: { of: 'bulletin', subject } } }
  assert.equal(pathOfNumber(numbering, { approval }), null)
  const written = { approval: { submitted: { statement: { subject: '0912 345 678' } } } }
  assert.equal(pathOfNumber(numbering, written), 'approval.submitted.statement.subject')
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
