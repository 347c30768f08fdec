/** What holds of spoken text whatever the text is: over any Unicode, and over strings built of the pieces that rules look at. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { type Spoken, spoken } from './spoken.ts'
import { ABBREVIATIONS, ADDRESS_SIGNS, DOCUMENTS, ISSUERS, ROMAN_AFTER, UNITS } from './spoken-tables.ts'

const RUNS = 1500

/** Null for a text that has nothing to say. */
function spokenOf(text: string): Spoken | null {
  try {
    return spoken(text)
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === 'textEmpty', String(error))
    return null
  }
}

function holds(text: string): void {
  const first = spokenOf(text)
  if (first === null) return
  assert.equal(first.spoken, first.spoken.normalize('NFC'))
  assert.doesNotMatch(first.spoken, /[\p{Nd}\p{No}]/u)
  let from = 0
  let inSpoken = 0
  for (const { word, at } of first.asks) {
    assert.equal(text.slice(at, at + word.length), word)
    assert.ok(word.length > 0 && at >= from, 'in order, none twice')
    from = at + word.length
    const place = first.spoken.indexOf(word.normalize('NFC'), inSpoken)
    assert.ok(place >= 0, `${word} stays as it was`)
    inSpoken = place + word.normalize('NFC').length
  }
  const second = spokenOf(first.spoken)
  assert.equal(second?.spoken, first.spoken, `spoken of spoken is unchanged: ${JSON.stringify(text)}`)
  assert.deepEqual(
    second?.asks.map(({ word }) => word.normalize('NFC')),
    first.asks.map(({ word }) => word.normalize('NFC')),
  )
}

const words = [
  ...'ngày tháng năm thứ quý từ đến gọi số tổng đài máy lẻ nhánh phím ext điện thoại tài khoản tại đường sáng ca người và hoặc Bến Lan KHÔNG THÔNG BÁO XYZ Bluezone TTTT'.split(
    ' ',
  ),
  ...'I V X IV XXI A B đ h g m x o C K e com vn gov a-b www http https quy thế kỷ'.split(' '),
  ...ROMAN_AFTER,
]
const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...ABBREVIATIONS.keys(), ...DOCUMENTS.keys(), ...ISSUERS.keys(), ...UNITS.keys()),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(' ', ' ', ' ', '\n', '\u2009', '\u00a0', '\t', '\r\n', '\u200b', '\u202e', '\u0301'),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom(...'.,;:!?…()[]"\'“”‘’-–—−/\\*+=<>~#@&%°$₫€_|^•·→'.split(''), ...ADDRESS_SIGNS.keys()),
  },
  {
    weight: 4,
    arbitrary: fc.oneof(
      fc.nat({ max: 40 }).map(String),
      fc.nat({ max: 99_999 }).map(String),
      fc.constantFrom(
        '000',
        '005',
        '1900',
        '9095',
        '19009095',
        '0912345678',
        '2020',
        '07',
        '00',
        '115',
        '84',
        '0912 345 678',
        '(028) 3930 9912',
        '+84 (0)28',
        '/679',
        '1900-1945',
        '30A-123.45',
        '1 500 000',
      ),
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...'½²₂①❷㎡℃Ⅳⅹ５٣𝟘፩😀🏽🇻🇳漢Жﷺ\u{1F1FB}ÄßñËªº№™\ufffd\ue000Å') },
)
const built = fc.array(pieces, { maxLength: 14 }).map(parts => parts.join(''))
/** Where whole lines are in capitals. */
const shouted = built.map(text => text.toUpperCase())

for (const [name, texts] of [
  ['any Unicode', fc.string({ unit: 'binary', maxLength: 30 })],
  ['any units of UTF-16', fc.string({ unit: 'binary-ascii', maxLength: 40 })],
  ['pieces that rules look at', built],
  ['pieces in capitals', shouted],
] as const)
  test(`spoken again it is unchanged, without digits, and asks for words where they stand: ${name}`, () => {
    fc.assert(fc.property(texts, holds), { numRuns: RUNS })
  })

test('each sign of Unicode between two words and two figures, and in capitals', () => {
  for (let code = 0; code < 0x3400; code++) {
    const sign = String.fromCodePoint(code)
    if (/\p{L}|\p{Cn}/u.test(sign)) continue
    holds(`ba${sign}vn TT.${sign}Lan 5${sign}6\nBẾN TT.${sign}BẾN`)
  }
})
