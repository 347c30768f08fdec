import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { DCS_GSM7, DCS_UCS2, DCS_UCS2_WITH_LANGUAGE, PAGE_OCTETS, PAGES_MAX, pagesOf } from './pages.ts'

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')

/** Letters of the extension table that these tests use, by their second septet (3GPP TS 23.038 section 6.2.1.1). */
const EXTENDED: Readonly<Record<number, string>> = { 40: '{', 47: '\\', 60: '[', 101: '€' }

/** A phone's reading, made of the bits as one long text: nothing of it is the product's. */
function septetsOf(octets: Uint8Array): number[] {
  const bits = [...octets].map(octet => octet.toString(2).padStart(8, '0').split('').reverse().join('')).join('')
  return (bits.match(/.{7}/g) ?? []).map(seven => Number.parseInt(seven.split('').reverse().join(''), 2))
}

/** Letters of ASCII that stand for themselves in GSM-7, and the extended ones above. */
function readGsm7(octets: Uint8Array): string {
  let text = ''
  const septets = septetsOf(octets).slice(0, 93)
  for (let i = 0; i < septets.length; i++)
    text += septets[i] === 0x1b ? EXTENDED[septets[++i]] : String.fromCharCode(septets[i])
  return text.replace(/\r+$/, '')
}

function readUcs2(octets: Uint8Array): string {
  return Buffer.from(octets).swap16().toString('utf16le').replace(/\r+$/, '')
}

describe('a page of a cell broadcast, by hand', () => {
  test('a short GSM-7 text is packed and the rest of its 82 octets is packed CR', () => {
    const { encoding, dcs, units, pages } = pagesOf('hellohello')
    assert.deepEqual({ encoding, dcs, units }, { encoding: 'gsm7', dcs: DCS_GSM7, units: 10 })
    assert.equal(pages.length, 1)
    assert.equal(pages[0].octets.length, PAGE_OCTETS)
    assert.equal(pages[0].used, 9)
    // e8329bfd4697d9ec37 is the packing of hellohello that is printed in many a manual; its last two bits begin the first CR.
    assert.equal(hex(pages[0].octets).slice(0, 16), 'e8329bfd4697d9ec')
    assert.equal(pages[0].octets[8] & 0x3f, 0x37)
    assert.deepEqual(septetsOf(pages[0].octets).slice(10, 93), Array(83).fill(0x0d))
  })

  test('seven letters leave a CR where else an @ would be read', () => {
    const [{ octets, used }] = pagesOf('1234567').pages
    // Eight septets 31 32 33 34 35 36 37 0d are seven octets.
    assert.equal(hex(octets.subarray(0, 7)), '31d98c56b3dd1a')
    assert.equal(used, 7)
  })

  test('93 letters of GSM-7 fill a page and leave its last five bits 0', () => {
    const { pages } = pagesOf('o'.repeat(93))
    assert.equal(pages.length, 1)
    assert.equal(pages[0].octets[81], 0x6f >> 4)
    assert.equal(pages[0].used, 82)
  })

  test('a Vietnamese text is UCS-2, big endian, and the rest of the page is U+000D', () => {
    const { encoding, dcs, pages } = pagesOf('Bộ Y tế')
    assert.deepEqual({ encoding, dcs }, { encoding: 'ucs2', dcs: DCS_UCS2 })
    assert.equal(hex(pages[0].octets), `00421ed90020005900200074${'1ebf'}${'000d'.repeat(34)}`)
    assert.equal(pages[0].used, 14)
  })

  test('with a language each page begins with its two letters in GSM-7 and has 40 units', () => {
    const { dcs, pages, unitsOfPage } = pagesOf('ế'.repeat(41), { language: 'vi' })
    assert.equal(dcs, DCS_UCS2_WITH_LANGUAGE)
    assert.equal(unitsOfPage, 40)
    // v is 0x76 and i 0x69: 1110110 and 1101001, packed f6 34.
    assert.deepEqual(
      pages.map(({ octets, units, used }) => [hex(octets.subarray(0, 4)), units, used]),
      [
        ['f6341ebf', 40, 82],
        ['f6341ebf', 1, 4],
      ],
    )
  })
})

function check(text: string, expected: string) {
  const { encoding, pages } = pagesOf(text)
  assert.equal(`${encoding} ${pages.map(({ units }) => units).join(' ')}`, expected)
}

for (const [name, text, expected] of [
  ['one letter', 'a', 'gsm7 1'],
  ['94 letters', 'a'.repeat(94), 'gsm7 93 1'],
  ['92 letters and a euro', `${'a'.repeat(92)}€`, 'gsm7 92 2'],
  ['41 Vietnamese letters', 'ế'.repeat(41), 'ucs2 41'],
  ['42 Vietnamese letters', 'ế'.repeat(42), 'ucs2 41 1'],
  ['40 letters and an emoji at the end of the page', `${'ế'.repeat(40)}😀a`, 'ucs2 40 3'],
  ['39 letters and an emoji', `${'ế'.repeat(39)}😀a`, 'ucs2 41 1'],
  ['a text whose marks come apart', 'e\u0302\u0301'.repeat(41), 'ucs2 41'],
] as const)
  test(`${name} take the pages ${expected}`, () => check(text, expected))

test('15 pages are taken and 16 are refused, never cut', () => {
  assert.equal(pagesOf('ế'.repeat(15 * 41)).pages.length, PAGES_MAX)
  assert.equal(pagesOf('a'.repeat(15 * 93)).pages.length, PAGES_MAX)
  for (const text of ['ế'.repeat(15 * 41 + 1), 'a'.repeat(15 * 93 + 1), 'a'.repeat(1_000_000)])
    assert.throws(
      () => pagesOf(text),
      error =>
        error instanceof Failure &&
        error.code === 'cbsTooManyPages' &&
        /^The message takes (16|> 15) pages; a cell broadcast has at most 15\./.test(error.message),
    )
})

test('an empty text and half a letter are refused', () => {
  for (const [text, code] of [
    ['', 'textEmpty'],
    ['a\ud83d', 'textLoneSurrogate'],
  ])
    assert.throws(
      () => pagesOf(text),
      error => error instanceof Failure && error.code === code,
    )
})

const gsm7Text = fc
  .array(fc.constantFrom('a', 'Z', '7', ' ', '.', '€', '[', '\\', '{', '\r'), { minLength: 1, maxLength: 700 })
  .map(letters => letters.join(''))
const ucs2Text = fc
  .array(fc.constantFrom('ế', 'đ', 'a', '😀', '\u0301', 'Ơ', '中'), { minLength: 1, maxLength: 300 })
  .map(letters => `ộ${letters.join('')}`)

test('any GSM-7 text is read again by a phone, page by page, with no escape pair cut', () => {
  fc.assert(
    fc.property(gsm7Text, given => {
      const { pages, text } = pagesOf(given)
      assert.equal(pages.map(page => page.text).join(''), text)
      for (const page of pages) {
        assert.equal(page.octets.length, PAGE_OCTETS)
        assert.equal(readGsm7(page.octets), page.text.replace(/\r+$/, ''))
        assert.ok(page.units <= 93)
      }
    }),
  )
})

test('any text with Vietnamese letters and emoji is read again by a phone, with no surrogate pair cut', () => {
  fc.assert(
    fc.property(ucs2Text, fc.boolean(), (given, hasLanguage) => {
      const { pages, text } = pagesOf(given, hasLanguage ? { language: 'vi' } : {})
      assert.equal(pages.map(page => page.text).join(''), text)
      for (const [i, page] of pages.entries()) {
        const from = hasLanguage ? 2 : 0
        assert.equal(readUcs2(page.octets.subarray(from)), page.text)
        assert.ok(page.text.isWellFormed())
        assert.equal(page.used, from + 2 * page.units)
        // Only a letter of two units leaves one free.
        if (i < pages.length - 1) assert.ok(page.units >= (hasLanguage ? 39 : 40))
      }
    }),
  )
})
