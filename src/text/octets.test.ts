import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { segmentOctets } from './octets.ts'
import { decodePart } from './slow-splitter.test.ts'
import { type SplitOptions, split } from './split.ts'

interface Vector {
  readonly name: string
  readonly text: string
  readonly reference: number
  readonly options?: SplitOptions
  readonly segments: readonly { octets: string; dataCoding: number; udh: boolean }[]
}

const vectors = JSON.parse(readFileSync(new URL('./vectors/segments.json', import.meta.url), 'utf8')) as Vector[]

for (const { name, text, reference, options, segments } of vectors) {
  test(name, () => {
    const got = segmentOctets(split(text, options), reference).map(segment => ({
      ...segment,
      octets: Buffer.from(segment.octets).toString('hex'),
    }))
    assert.deepEqual(
      got,
      segments.map(segment => ({ ...segment, octets: segment.octets.replaceAll(' ', '') })),
    )
  })
}

const piece = fc.oneof(
  fc.constantFrom('a', '€', ']', '\f', 'Ω', 'ế', 'e\u0302\u0301', '😀', '\r\n'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
)
const runs = (of: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(of, fc.integer({ min: 1, max: 170 })), { minLength: 1, maxLength: 6 })
    .map(all => all.map(([letter, times]) => letter.repeat(times)).join(''))
const anyText = fc.oneof(runs(fc.constantFrom('a', '€', ']', '\f', 'Ω')), runs(piece))

test('a phone that joins the parts reads the NFC text, and no part exceeds its limit', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom(8 as const, 16 as const),
      fc.nat(255),
      fc.nat(255),
      (text, bits, low, high) => {
        const counted = split(text, { reference: bits })
        const reference = bits === 8 ? low : high * 256 + low
        const hex = (n: number) => n.toString(16).padStart(2, '0')
        const segments = segmentOctets(counted, reference)
        assert.equal(segments.length, counted.segments)
        const whole = segments.map((segment, i) => {
          const part = decodePart(segment.octets, segment)
          assert.equal(part.units, counted.parts[i])
          assert.equal(part.text, counted.pieces[i])
          assert.equal(segment.udh, segments.length > 1)
          const place = `${hex(segments.length)}${hex(i + 1)}`
          const header = bits === 8 ? `050003${hex(low)}${place}` : `060804${hex(high)}${hex(low)}${place}`
          assert.equal(part.header, segment.udh ? header : '')
          const octetsOnAir = segment.dataCoding === 8 ? 2 * part.units : (part.units * 7) / 8
          assert.ok(part.header.length / 2 + octetsOnAir <= 140, 'a part fits 140 octets')
          return part.text
        })
        assert.equal(whole.join(''), text.normalize('NFC'))
      },
    ),
  )
})

for (const [bits, reference] of [
  [8, -1],
  [8, 256],
  [8, 1.5],
  [8, Number.NaN],
  [16, 65_536],
] as const) {
  test(`the reference ${reference}, which does not fit ${bits} bits, is a bug of the caller`, () =>
    assert.throws(() => segmentOctets(split('a', { reference: bits }), reference), RangeError))
}

test('the largest references are written whole', () => {
  const text = 'a'.repeat(161)
  assert.equal(segmentOctets(split(text), 255)[0].octets[3], 255)
  const wide = segmentOctets(split(text, { reference: 16 }), 65_535)[1].octets
  assert.deepEqual([...wide.subarray(0, 7)], [6, 8, 4, 255, 255, 2, 2])
})
