import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { slowSplit } from './slow-splitter.test.ts'
import { split, TEXT_UNITS_MAX } from './split.ts'
import golden from './vectors/golden-sms.json' with { type: 'json' }

for (const { id, text, utf16UnitsNfc, publishedSegments } of golden) {
  test(`${id} takes the number of ordinary SMS that was published`, () => {
    const { encoding, units, segments, parts, notes } = split(text)
    assert.deepEqual(
      { encoding, units, segments, parts, notes },
      {
        encoding: 'ucs2',
        units: utf16UnitsNfc,
        segments: publishedSegments,
        parts: [67, 67, 67, 67, 67, 18],
        notes: [],
      },
    )
  })
  test(`${id} takes the same when its marks come apart, and a note says so`, () => {
    const apart = text.normalize('NFD')
    assert.equal(apart.length, 438)
    assert.equal(split(apart).text, text)
    assert.deepEqual(split(apart).parts, split(text).parts)
    assert.deepEqual(split(apart).notes, ['normalised to NFC'])
  })
}

function check(text: string, expected: string, reference: 8 | 16 = 8) {
  const { encoding, parts } = split(text, { reference })
  assert.equal(`${encoding} ${parts.join(' ')}`, expected)
}

const a = (n: number) => 'a'.repeat(n)
const e = (n: number) => 'ế'.repeat(n)

for (const [name, text, expected, expected16] of [
  ['one letter', 'a', 'gsm7 1', 'gsm7 1'],
  ['160 letters', a(160), 'gsm7 160', 'gsm7 160'],
  ['161 letters', a(161), 'gsm7 153 8', 'gsm7 152 9'],
  ['306 letters', a(306), 'gsm7 153 153', 'gsm7 152 152 2'],
  ['307 letters', a(307), 'gsm7 153 153 1', 'gsm7 152 152 3'],
  ['159 letters and a backslash', `${a(159)}\\`, 'gsm7 153 8', 'gsm7 152 9'],
  ['158 letters and a backslash', `${a(158)}\\`, 'gsm7 160', 'gsm7 160'],
  ['153 brackets', ']'.repeat(153), 'gsm7 152 152 2', 'gsm7 152 152 2'],
  ['a euro between 152 and 152', `${a(152)}€${a(152)}`, 'gsm7 152 153 1', 'gsm7 152 152 2'],
  ['70 Vietnamese letters', e(70), 'ucs2 70', 'ucs2 70'],
  ['71 Vietnamese letters', e(71), 'ucs2 67 4', 'ucs2 66 5'],
  ['134 Vietnamese letters', e(134), 'ucs2 67 67', 'ucs2 66 66 2'],
  ['35 emoji', '😀'.repeat(35), 'ucs2 70', 'ucs2 70'],
  ['70 emoji', '😀'.repeat(70), 'ucs2 66 66 8', 'ucs2 66 66 8'],
  ['an emoji on the edge', `${e(66)}😀${e(10)}`, 'ucs2 66 12', 'ucs2 66 12'],
  ['line ends', 'a\r\nb\n', 'gsm7 5', 'gsm7 5'],
  ['a form feed', '\f', 'gsm7 2', 'gsm7 2'],
  ['Kelvin and ohm signs, which NFC makes K and omega', '\u212a\u2126', 'gsm7 2', 'gsm7 2'],
  ['a small c with cedilla', 'ç', 'ucs2 1', 'ucs2 1'],
] as const) {
  test(`the split of ${name} is ${expected}`, () => {
    check(text, expected)
    check(text, expected16, 16)
  })
}

const letters = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'aZ @Ω\n\rÇà') },
  { weight: 3, arbitrary: fc.constantFrom(...'€[]\\^{}~|\f') },
  { weight: 1, arbitrary: fc.constantFrom('ế', 'đ', 'e\u0302\u0301', '\u0323', '😀', '👍🏽', '\u00a0') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }) },
)
/** Runs of one letter, long enough to reach the limits of a segment from either side. */
const texts = (of: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(of, fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 60, max: 165 }))), {
      minLength: 1,
      maxLength: 8,
    })
    .map(runs => runs.map(([letter, times]) => letter.repeat(times)).join(''))
const anyText = fc.oneof(
  texts(fc.constantFrom(...'aZ @Ω\n\r€[]\\^{}~|\f')),
  texts(letters),
  fc.string({ unit: 'binary', minLength: 1 }),
)
const anyReference = fc.constantFrom(8 as const, 16 as const)

test('a second splitter that tries every cut finds the same count, and no fewer segments', () => {
  fc.assert(
    fc.property(anyText, anyReference, (text, reference) => {
      const { encoding, units, segments } = split(text, { reference })
      assert.deepEqual({ encoding, units, segments }, slowSplit(text, reference))
    }),
  )
})

test('a text that is in NFC already splits like itself', () => {
  fc.assert(
    fc.property(anyText, text => {
      const once = split(text)
      const twice = split(once.text)
      assert.deepEqual(twice.pieces, once.pieces)
      assert.ok(!twice.notes.includes('normalised to NFC'))
    }),
  )
})

test('what is left in the last segment is exactly what still fits', () => {
  fc.assert(
    fc.property(texts(fc.constantFrom(...'aZ€]')), anyReference, (text, reference) => {
      const { segments, unitsLeft } = split(text, { reference })
      assert.equal(split(text + a(unitsLeft), { reference }).segments, segments)
      assert.ok(split(text + a(unitsLeft + 1), { reference }).segments > segments)
    }),
  )
})

function checkFailure(text: string, expected: string, options: Parameters<typeof split>[1] = {}) {
  assert.throws(
    () => split(text, options),
    (error: unknown) => {
      assert.ok(error instanceof Failure)
      assert.equal(`${error.code} ${JSON.stringify(error.details)}`, expected)
      for (const language of ['vi', 'en'] as const) assert.doesNotMatch(error.sentence(language), /[{}]/)
      return true
    },
  )
}

test('an empty text is no message', () => checkFailure('', 'textEmpty {}'))

test('255 segments are one message, 256 are none', () => {
  assert.equal(split(a(255 * 153)).segments, 255)
  assert.equal(split(e(255 * 67)).segments, 255)
  assert.equal(split(a(255 * 152), { reference: 16 }).segments, 255)
  checkFailure(a(255 * 153 + 1), 'textTooLong {"segments":256,"max":255}')
  checkFailure(e(255 * 67 + 1), 'textTooLong {"segments":256,"max":255}')
  checkFailure(a(255 * 152 + 1), 'textTooLong {"segments":256,"max":255}', { reference: 16 })
})

test('a text too long to fit whatever it holds is refused before it is looked at', () => {
  checkFailure('a'.repeat(TEXT_UNITS_MAX + 1), 'textTooLong {"segments":"> 255","max":255}')
  checkFailure('\ud800'.repeat(TEXT_UNITS_MAX + 1), 'textTooLong {"segments":"> 255","max":255}')
})

test('normalising makes at most 4 units into one, so the early bound refuses nothing that fits', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const letter = String.fromCodePoint(code)
    const apart = letter.normalize('NFD')
    if (apart.length > 4 * apart.normalize('NFC').length) assert.fail(`U+${code.toString(16)}`)
  }
})

test('under forced GSM-7 a letter that it lacks is named with its place, and never replaced', () => {
  const gsm = { encoding: 'gsm7' } as const
  checkFailure('😀', 'letterNotInGsm7 {"letter":"😀 (U+1F600)","position":1}', gsm)
  checkFailure('[€]đ', 'letterNotInGsm7 {"letter":"đ (U+0111)","position":4}', gsm)
  checkFailure('a\u00a0b', 'letterNotInGsm7 {"letter":"U+00A0","position":2}', gsm)
  assert.equal(split('[€]', gsm).units, 6)
})

test('forced UCS-2 counts UTF-16 units of a text that GSM-7 could hold', () => {
  assert.deepEqual(split(a(71), { encoding: 'ucs2' }).parts, [67, 4])
})

test('forced UCS-2 needs no note on what forces it', () =>
  assert.deepEqual(split(`${a(10)}ạ`, { encoding: 'ucs2' }).notes, []))

test('half a surrogate pair is named with its place, and never sent', () => {
  checkFailure('\ud83d', 'textLoneSurrogate {"letter":"U+D83D","position":1}')
  checkFailure('😀a\ude00b', 'textLoneSurrogate {"letter":"U+DE00","position":3}')
})

for (const [name, text, expected] of [
  ['a GSM-7 text needs no note', 'Rua tay bang xa phong [24/7]', []],
  ['Vietnamese needs no note', 'Chào bạn, hãy rửa tay thường xuyên', []],
  ['emoji alone need no note', '😀😀', []],
  [
    'one curly quote in a long GSM-7 text is named',
    'Bo Y te: hay o nha’ va rua tay',
    ['UCS-2 only because of ’ (U+2019)'],
  ],
  [
    'a letter that cannot be seen is named by its code',
    'Bo Y te:\u00a0hay o nha va rua tay',
    ['UCS-2 only because of U+00A0'],
  ],
  ['ten letters for each stray are enough to name it', `${a(10)}ạ`, ['UCS-2 only because of ạ (U+1EA1)']],
  ['nine are not', `${a(9)}ạ`, []],
  ['four different strays are not', `‘ ’ “ ” ${a(100)}`, []],
  [
    'a control character is named, line ends and tabs are not',
    'ạ\u0000\u001b\t\r\n',
    ['holds control characters that phones may not show: U+0000, U+001B'],
  ],
  ['damaged letters are counted', 'ạ\ufffd\ufffd', ['2 damaged letters (U+FFFD); look at the original text']],
] as const) {
  test(name, () => assert.deepEqual(split(text).notes, expected))
}
