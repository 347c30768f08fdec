import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isGsm7 } from './gsm7.ts'
import { SEGMENTS_MAX, split } from './split.ts'
import golden from './vectors/golden-sms.json' with { type: 'json' }
import { unaccented, unaccentedAlternative } from './vietnamese.ts'

for (const { id, text, alsoTrue } of golden) {
  test(`${id} without accents is GSM-7, as long as before, and half as costly`, () => {
    for (const given of [text, text.normalize('NFD')]) {
      const alternative = unaccentedAlternative(split(given))
      assert.ok(alternative !== null)
      assert.equal(alternative.encoding, 'gsm7')
      assert.equal(alternative.units, 353)
      assert.equal(alternative.segments, alsoTrue.unaccentedGsm7Segments)
      assert.match(alternative.text, /^BCD phong, chong Covid-19 tinh Hai Duong de nghi toan bo/)
    }
  })
}

/** The 12 vowels and đ, with all tones. */
const ALPHABET: readonly (readonly [string, string])[] = [
  ['a', 'aàáảãạăằắẳẵặâầấẩẫậ'],
  ['e', 'eèéẻẽẹêềếểễệ'],
  ['i', 'iìíỉĩị'],
  ['o', 'oòóỏõọôồốổỗộơờớởỡợ'],
  ['u', 'uùúủũụưừứửữự'],
  ['y', 'yỳýỷỹỵ'],
  ['d', 'dđ'],
]

for (const [base, letters] of ALPHABET) {
  test(`every Vietnamese ${base} becomes ${base}, large and small, composed or not`, () => {
    for (const form of ['NFC', 'NFD'] as const) {
      const plain = base.repeat([...letters].length)
      assert.equal(unaccented(letters.normalize(form)), plain)
      assert.equal(unaccented(letters.toUpperCase().normalize(form)), plain.toUpperCase())
    }
  })
}

for (const [name, text, expected] of [
  ['quotes and dashes of word processors', '“Ở nhà” – ‘an toàn’—…', `"O nha" - 'an toan'-...`],
  ['spaces that look like spaces', 'a\u00a0b\u202fc\td', 'a b c d'],
  ['letters that cannot be seen', 'a\u200bb\ufeffc\u00add', 'abcd'],
  ['line separators', 'a\u2028b', 'a\nb'],
  ['signs of everyday figures', '38°C, 5000₫, ≥ 2 m, 3×4', '38oC, 5000d, >= 2 m, 3x4'],
  ['an eth typed for a đ', 'Ðà Nẵng', 'Da Nang'],
  ['a mark on a letter that never has one', 'x\u0323', 'x'],
  ['accents of other languages that GSM-7 lacks', 'Citroën ç Škoda', 'Citroen c Skoda'],
  ['letters of other languages that GSM-7 has', 'ñ ü Ö Å Ç ß Ω', 'ñ ü Ö Å Ç ß Ω'],
  ['what has no agreed replacement', '😀 ² ½ 漢 й', '😀 ² ½ 漢 й'],
  ['a stroke that turns the meaning', '≠ ≮ ≯', '≠ ≮ ≯'],
  ['a stroke that meets its letter when what parted them goes', '=\u200b\u0338', '≠'],
  ['the letters of GSM-7 that need two septets', '[€]{}\\^~|', '[€]{}\\^~|'],
  ['line ends', 'à\r\nb\n', 'a\r\nb\n'],
] as const) {
  test(name, () => assert.equal(unaccented(text), expected))
}

const vietnamese = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...ALPHABET.flatMap(([, letters]) => [...letters])),
    fc.constantFrom(...'Đ0123456789 .,:/-'),
  ),
})

test('Vietnamese without accents is GSM-7, and as long as its NFC', () => {
  fc.assert(
    fc.property(vietnamese, text => {
      assert.ok(isGsm7(unaccented(text)))
      assert.equal(unaccented(text.normalize('NFD')).length, text.length)
    }),
  )
})

test('digits are never touched, and a second time changes nothing, whatever the text', () => {
  const digits = (text: string) => text.replace(/[^0-9]/g, '')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      assert.equal(digits(unaccented(text)), digits(text.normalize('NFC')))
      assert.equal(unaccented(unaccented(text)), unaccented(text))
      if (isGsm7(unaccented(text))) return
      assert.ok(!isGsm7(text.normalize('NFC')), 'a GSM-7 text stays one')
    }),
  )
})

test('there is no alternative where it would change nothing', () => {
  for (const text of ['Rua tay', '😀', 'ñ', '[€]', '漢字']) assert.equal(unaccentedAlternative(split(text)), null)
})

test('there is none where nothing would be left to send', () => {
  assert.equal(unaccentedAlternative(split('\u200b\u200b')), null)
})

test('there is none that is too long for one message', () => {
  const text = `${'…'.repeat(67 * SEGMENTS_MAX - 2)}😀`
  assert.equal(split(text).segments, SEGMENTS_MAX)
  assert.equal(unaccentedAlternative(split(text)), null)
})

test('an alternative that an emoji keeps in UCS-2 says so', () => {
  const alternative = unaccentedAlternative(split('Chào 😀'))
  assert.deepEqual(alternative, { text: 'Chao 😀', encoding: 'ucs2', units: 7, segments: 1 })
})

test('the alternative has as many reference bits as the text', () => {
  const text = `Đ${'a'.repeat(305)}`
  assert.equal(unaccentedAlternative(split(text))?.segments, 2)
  assert.equal(unaccentedAlternative(split(text, { reference: 16 }))?.segments, 3)
})
