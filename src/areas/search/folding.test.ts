/** Words as they are folded: Vietnamese composed and decomposed, other scripts, ids; and what never becomes a word. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ASKED_MAX, WORDS_MAX, wantedOf, wordsOf } from './folding.ts'

const WORDS: readonly (readonly [given: string, words: string])[] = [
  ['Phòng, chống dịch', 'phong chong dich'],
  ['PHÒNG CHỐNG DỊCH', 'phong chong dich'],
  ['Đường dây nóng Đắk Lắk đợt 3/5', 'duong day nong dak lak dot 3 5'],
  ['ƯỚC ươm Ơn uốn', 'uoc uom on uon'],
  ['ỡ Ỹ ặ ẵ ễ', 'o y a e'],
  ['Ðắk Lắk', 'dak lak'],
  ['ﬁle ＦＵＬＬ ①', 'file full 1'],
  ['Straße İstanbul', 'straße istanbul'],
  ['គ្រប់គ្រង ภาษาไทย', 'គ្រប់គ្រង ภาษาไทย'],
  ['a.b_c-d’e', 'a b c d e'],
  ['9b2f0c1a-77aa-4d10-8c0f-3f6d3a1e5b00', '9b2f0c1a 77aa 4d10 8c0f 3f6d3a1e5b00'],
  ['19009095, 1022 và 02438246000', '19009095 1022 va'],
  ['gọi 0912345678', 'goi'],
  ['gọi +84 912 345 678 hoặc 0912.345.678', 'goi hoac'],
  ['gọi 84912345678.', 'goi'],
  ['từ 01-02-2026 08:00', 'tu 01 02 2026 08 00'],
  ['từ 01.02.2026 08 giờ', 'tu 01 02 2026 08 gio'],
  ['thư cho lan.nguyen@bv.example.vn nhé', 'thu cho nhe'],
  ['123456789012', ''],
  ['chưa rõ  \n\t …', 'chua ro'],
  ['', ''],
]

test('a text becomes words without marks and case, and never an address or a telephone number', () => {
  for (const [given, words] of WORDS)
    for (const text of [given.normalize('NFC'), given.normalize('NFD')])
      assert.equal(wordsOf([text]).join(' '), words, given)
})

test('a word stands once in a document, and a document has so many at most', () => {
  assert.deepEqual(wordsOf(['loa Loa', 'LOA phường']), ['loa', 'phuong'])
  const many = Array.from({ length: WORDS_MAX + 5 }, (_, at) => `t${at}`)
  assert.equal(wordsOf([many.join(' ')]).length, WORDS_MAX)
  assert.equal(wordsOf(['a'.repeat(100)])[0].length, 64)
})

test('all words are asked for, and what begins with the last', () => {
  assert.deepEqual(wantedOf(' Phòng  chống d'), { whole: ['phong', 'chong'], beginning: 'd' })
  assert.deepEqual(wantedOf('Đà Nẵng'), { whole: ['da'], beginning: 'nang' })
  assert.deepEqual(wantedOf('loa loa'), { whole: [], beginning: 'loa' })
  const many = wantedOf(Array.from({ length: 30 }, (_, at) => `t${at}`).join(' '))
  assert.equal(many?.whole.length, ASKED_MAX - 1)
  for (const nothing of ['', ' ', '…', '0912345678', 'a@b.vn']) assert.equal(wantedOf(nothing), null)
})
