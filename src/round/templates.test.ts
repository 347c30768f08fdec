import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type NumberSet, numberAt } from '../audience/audience.ts'
import { decodePdu } from '../smpp/codec.ts'
import { segmentOctets } from '../text/octets.ts'
import { type ReferenceBits, split } from '../text/split.ts'
import { SEQUENCE_MAX } from './flight.ts'
import { digitsOf, numberOf, type Source, SubmitTemplates, type TemplateOptions } from './templates.ts'

const BOYTE: Source = { addr: 'BOYTE', ton: 5, npi: 0 }

function templates(text: string, options: Partial<TemplateOptions> = {}): SubmitTemplates {
  return new SubmitTemplates({
    segments: segmentOctets(split(text), 0x77),
    source: BOYTE,
    trackedFrom: 0,
    validityPeriod: '',
    callingCode: '84',
    ...options,
  })
}

function written(pdus: SubmitTemplates, what: { segment: number; sequence: number; number: number }): Buffer {
  const out = Buffer.alloc(pdus.sizeMax + 20, 0xee)
  const end = pdus.write(out, 10, what.segment, what.sequence, what.number)
  assert.ok(end <= 10 + pdus.sizeMax, 'sizeMax is enough')
  assert.ok(
    out.subarray(0, 10).every(octet => octet === 0xee),
    'nothing is written before',
  )
  assert.ok(
    out.subarray(end).every(octet => octet === 0xee),
    'nothing is written behind',
  )
  return out.subarray(10, end)
}

test('a message of one segment is on the wire as SMPP 3.4, section 4.4.1, draws it', () => {
  // By hand: header, service_type, 5 0 BOYTE, 1 1 84912345678, esm_class, protocol_id, priority_flag, two empty times,
  // registered_delivery, replace_if_present_flag, data_coding, sm_default_msg_id, sm_length, "Rua tay".
  const expected = `
    00000038 00000004 00000000 01020304
    00  05 00 424f595445 00  01 01 3834393132333435363738 00
    00 00 00  00 00  01 00 00 00  07 52756120746179`
  const pdu = written(templates('Rua tay'), { segment: 0, sequence: 0x01020304, number: 912_345_678 })
  assert.equal(pdu.toString('hex'), expected.replaceAll(/\s/g, ''))
})

test('a part of a long message says that a header stands before its letters', () => {
  // Two parts of 67 and 13 UCS-2 letters; the second: 05 00 03 77 02 02, then "ă".
  const pdu = written(templates('ă'.repeat(80)), { segment: 1, sequence: 1, number: 912_345_678 })
  const expected = `
    00000051 00000004 00000000 00000001
    00  05 00 424f595445 00  01 01 3834393132333435363738 00
    40 00 00  00 00  01 00 08 00  20 050003770202 ${'0103'.repeat(13)}`
  assert.equal(pdu.toString('hex'), expected.replaceAll(/\s/g, ''))
})

const aText = fc.oneof(
  fc.string({ minLength: 1, maxLength: 160, unit: fc.constantFrom(...'abc xyzÀ€[') }),
  fc.string({ minLength: 160, maxLength: 900, unit: fc.constantFrom(...'abc xyz€[') }),
  fc.string({ minLength: 1, maxLength: 400, unit: fc.constantFrom(...'ăâđêôơư', '😷') }),
)
const aSource: fc.Arbitrary<Source> = fc.constantFrom(
  BOYTE,
  { addr: 'A', ton: 5, npi: 0 },
  { addr: 'Bo Y te-1_2.', ton: 5, npi: 0 },
  { addr: '1900', ton: 3, npi: 0 },
  { addr: '84243846368812345678', ton: 1, npi: 1 },
)
const aNumber = fc
  .integer({ min: 1, max: 12 })
  .chain(digits => fc.integer({ min: 10 ** (digits - 1), max: 10 ** digits - 1 }))

test('every PDU says what was approved, to the number and with the sequence_number it was asked for', () => {
  fc.assert(
    fc.property(
      fc.record({
        text: aText,
        bits: fc.constantFrom<ReferenceBits>(8, 16),
        reference: fc.nat(255),
        source: aSource,
        tracked: fc.constantFrom('none', 'last', 'all'),
        validityPeriod: fc.constantFrom('', '000000060000000R'),
        callingCode: fc.constantFrom('84', '1', '856'),
        numbers: fc.array(aNumber, { minLength: 1, maxLength: 5 }),
        sequence: fc.integer({ min: 1, max: SEQUENCE_MAX }),
      }),
      o => {
        const pieces = split(o.text, { reference: o.bits })
        const segments = segmentOctets(pieces, o.reference)
        const trackedFrom = o.tracked === 'none' ? segments.length : o.tracked === 'last' ? segments.length - 1 : 0
        const { source, validityPeriod, callingCode, sequence } = o
        const pdus = new SubmitTemplates({ segments, source, trackedFrom, validityPeriod, callingCode })
        for (const number of o.numbers)
          for (const [i, segment] of segments.entries()) {
            const decoded = decodePdu(written(pdus, { segment: i, sequence, number }))
            assert.deepEqual(decoded, {
              ok: true,
              stray: false,
              pdu: {
                command: 'submit_sm',
                command_status: 0,
                sequence_number: sequence,
                service_type: '',
                source_addr_ton: source.ton,
                source_addr_npi: source.npi,
                source_addr: source.addr,
                dest_addr_ton: 1,
                dest_addr_npi: 1,
                destination_addr: `${callingCode}${number}`,
                esm_class: segments.length > 1 ? 0x40 : 0,
                protocol_id: 0,
                priority_flag: 0,
                schedule_delivery_time: '',
                validity_period: validityPeriod,
                registered_delivery: i >= trackedFrom ? 1 : 0,
                replace_if_present_flag: 0,
                data_coding: segment.dataCoding,
                sm_default_msg_id: 0,
                short_message: Buffer.from(segment.octets),
                tlvs: {},
              },
            })
          }
      },
    ),
    { numRuns: 200 },
  )
})

test('PDUs that are laid out in a run are those that are written one by one', () => {
  const aNineDigit = fc.integer({ min: 1e8, max: 1e9 - 1 })
  fc.assert(
    fc.property(
      aText,
      fc.nat(254),
      fc.array(fc.record({ number: aNineDigit, sequence: fc.integer({ min: 1, max: SEQUENCE_MAX }) }), {
        minLength: 1,
        maxLength: 100,
      }),
      (text, first, sent) => {
        const pdus = templates(text)
        const { segments } = split(text)
        const run = Buffer.alloc(10 + sent.length * pdus.sizeMax, 0xee)
        const view = new DataView(run.buffer, run.byteOffset)
        let segment = first % segments
        let at = 10
        const laid = pdus.lay(run, at, segment, sent.length)
        assert.ok(laid > 0 && laid <= sent.length)
        for (const { number, sequence } of sent.slice(0, laid)) {
          assert.ok(pdus.isOfRun(number))
          const end = pdus.address(view, at, segment, sequence, number)
          assert.deepEqual(run.subarray(at, end), written(pdus, { segment, sequence, number }))
          segment = (segment + 1) % segments
          at = end
        }
        assert.ok(
          run.subarray(at).every(octet => octet === 0xee),
          'nothing is written behind',
        )
      },
    ),
  )
})

test('numbers of eight and of ten digits are in no run', () => {
  const pdus = templates('a')
  for (const [number, is] of [
    [99_999_999, false],
    [100_000_000, true],
    [999_999_999, true],
    [1_000_000_000, false],
    [0, false],
  ] as const)
    assert.equal(pdus.isOfRun(number), is, String(number))
})

test('a number has as many digits as it is written with', () => {
  for (let digits = 1; digits <= 15; digits++)
    for (const number of [10 ** (digits - 1), 10 ** digits - 1]) assert.equal(digitsOf(number), digits, String(number))
})

test('a rank has the number that the audience says, whatever runs it lies in', () => {
  const set = (runs: NumberSet['runs'], low: number[]): NumberSet => ({
    size: low.length,
    country: 'VN',
    callingCode: '84',
    runs,
    low: Uint32Array.from(low),
  })
  const far = 3 * 2 ** 32
  for (const audience of [
    set([{ base: 0, from: 0 }], [5, 912_345_678]),
    set([{ base: far, from: 0 }], [0, 2 ** 32 - 1]),
    set(
      [
        { base: 0, from: 0 },
        { base: 2 ** 32, from: 1 },
        { base: far, from: 3 },
      ],
      [4_000_000_000, 1, 2, 0, 7],
    ),
  ]) {
    const numbers = numberOf({ ...audience, sha256: '' })
    for (let rank = 0; rank < audience.size; rank++) assert.equal(numbers(rank), numberAt(audience, rank))
  }
})
