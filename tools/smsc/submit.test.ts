import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DATA_SM, SUBMIT_SM } from './protocol.ts'
import { readSubmit } from './submit.ts'

/** Written by hand from SMPP 3.4, section 4.4.1. `|` only parts the fields for the reader. */
const hex = (text: string) => Buffer.from(text.replace(/[^0-9A-F]/g, ''), 'hex')
const HEADER = '00000000 00000004 00000000 00000007'
const TO = '00 | 05 00 424F5954 4500 | 01 01 3834393132333435363738 00'

const read = (text: string, command = SUBMIT_SM) => {
  const submit = readSubmit(hex(text), command)
  assert.ok(typeof submit !== 'string', `it is ${submit}`)
  return submit
}

test('a plain submit_sm is read field by field', () => {
  const submit = read(`${HEADER} ${TO} | 00 00 00 | 00 | 00 | 01 00 08 00 | 02 1EA1`)
  assert.deepEqual(submit.source, { ton: 5, npi: 0, digits: 'BOYTE' })
  assert.deepEqual(submit.destination, { ton: 1, npi: 1, digits: '84912345678' })
  assert.equal(submit.destinationAt, 16 + 1 + 2 + 6 + 2)
  assert.equal(submit.data_coding, 8)
  assert.equal(submit.receipt, 1)
  assert.deepEqual(submit.part, { reference: null, part: 1, parts: 1 })
  assert.deepEqual(Buffer.from(submit.payload), hex('1EA1'))
})

const body = (esm: string, message: string) => `${HEADER} ${TO} | ${esm} 00 00 00 00 00 00 00 00 | ${message}`
for (const [name, text, expected] of [
  ['8 bits', body('40', '07 05 00 03 2A 06 03 41'), { reference: 42, part: 3, parts: 6 }],
  ['16 bits', body('40', '08 06 08 04 01 2A 06 03 41'), { reference: 298, part: 3, parts: 6 }],
  ['behind another element', body('40', '0B 09 70 02 0000 00 03 2A 02 01 41'), { reference: 42, part: 1, parts: 2 }],
  ['not marked in esm_class', body('00', '07 05 00 03 2A 06 03 41'), null],
  ['part 0', body('40', '06 05 00 03 2A 06 00'), null],
  ['part beyond parts', body('40', '06 05 00 03 2A 06 07'), null],
  ['cut', body('40', '05 05 00 03 2A 06'), null],
  ['empty', body('40', '00'), null],
  [
    'SAR TLVs',
    body('00', '01 41 | 020C 0002 012A | 020E 0001 06 | 020F 0001 03'),
    { reference: 298, part: 3, parts: 6 },
  ],
  ['SAR TLVs without the total', body('00', '01 41 | 020C 0002 012A | 020F 0001 03'), null],
] as const)
  test(`concatenation with ${name} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(read(text).part, expected ?? { reference: null, part: 1, parts: 1 })
  })

test('message_payload stands in for an empty short_message', () => {
  const submit = read(body('00', '00 | 0424 0003 414243'))
  assert.equal(Buffer.from(submit.payload).toString(), 'ABC')
})

test('stray octets and a TLV that runs past the end are no error', () => {
  assert.equal(Buffer.from(read(body('00', '01 41 | 0424 FFFF 00')).payload).toString(), 'A')
  assert.equal(Buffer.from(read(body('00', '01 41 | 04')).payload).toString(), 'A')
  assert.equal(read(body('00', '00 | 0424 0003 4142')).payload.length, 0)
})

test('a data_sm is read by its own fields', () => {
  const submit = read(`${HEADER} ${TO} | 40 01 08 | 0424 0007 050003 2A 02 01 41`, DATA_SM)
  assert.deepEqual(submit.part, { reference: 42, part: 1, parts: 2 })
  assert.deepEqual([submit.receipt, submit.data_coding], [1, 8])
})

for (const [text, error] of [
  [body('00', '05 41'), 'beyond'],
  [`${HEADER} ${TO} | 00 00`, 'beyond'],
  [`${HEADER} ${TO} | 00 00 00 3230`, 'unterminated'],
  [`${HEADER} 00 05 00 424F5954 45`, 'unterminated'],
  [HEADER, 'unterminated'],
] as const)
  test(`the body ${text.slice(36) || 'of nothing'} is ${error}`, () => {
    assert.equal(readSubmit(hex(text), SUBMIT_SM), error)
  })

test('any octets are a submit or an error, never an exception', () => {
  const edge = fc.constantFrom(0, 1, 3, 5, 0x40, 0x41, 0xff)
  const noise = fc.array(fc.oneof(edge, fc.integer({ min: 0, max: 255 })), { maxLength: 80 })
  fc.assert(
    fc.property(noise, fc.constantFrom(SUBMIT_SM, DATA_SM), (octets, command) => {
      readSubmit(Buffer.concat([Buffer.alloc(16), Buffer.from(octets)]), command)
    }),
  )
})
