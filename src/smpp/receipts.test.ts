import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vectorsBeside } from '../base/vectors.test.ts'
import { decodePdu, encodePdu } from './codec.ts'
import type { PduOf, Tlvs } from './pdus.ts'
import {
  normalMessageId,
  type Receipt,
  type ReceiptState,
  readReceipt,
  responseIdsOf,
  sameMessageId,
  writeReceipt,
} from './receipts.ts'

const { vector } = vectorsBeside(import.meta.url)

type Inbound = PduOf<'deliver_sm'> | PduOf<'data_sm'>

interface Parts {
  esm_class?: number
  data_coding?: number
  tlvs?: Tlvs
}

function deliver(short_message: string | Buffer, parts: Parts = {}): Inbound {
  const bytes = encodePdu({
    command: 'deliver_sm',
    sequence_number: 1,
    esm_class: 4,
    short_message: Buffer.from(short_message as string, 'latin1'),
    ...parts,
  })
  const result = decodePdu(bytes)
  assert.ok(result.ok && result.pdu.command === 'deliver_sm')
  return result.pdu
}

function fromVector(name: string): Inbound {
  const result = decodePdu(vector(name).bytes)
  assert.ok(result.ok && (result.pdu.command === 'deliver_sm' || result.pdu.command === 'data_sm'))
  return result.pdu
}

const TEXT =
  'id:0123456789 sub:001 dlvrd:001 submit date:2002031530 done date:2002031531 stat:DELIVRD err:000 text:Bo Y te'

/** The parts of a receipt that a row of the table names. */
function check(pdu: Inbound, expected: Partial<Receipt> | null): void {
  const receipt = readReceipt(pdu)
  if (expected === null || receipt === null) assert.equal(receipt, expected)
  else assert.deepEqual({ ...receipt, ...expected }, receipt)
}

const ucs2 = (text: string) => Buffer.from(text, 'utf16le').swap16()
const payload = (text: string): Tlvs => ({ message_payload: Buffer.from(text, 'latin1') })

const dialects: readonly (readonly [string, Inbound, Partial<Receipt> | null])[] = [
  [
    "appendix B's text with its TLVs",
    fromVector('deliver_sm_receipt'),
    {
      message_id: '0123456789',
      state: 'DELIVRD',
      final: true,
      error: '000',
      odd: false,
      source: 'tlv',
      submit_date: '2002031530',
      done_date: '2002031531',
    },
  ],
  [
    'a data_sm with TLVs only',
    fromVector('data_sm_receipt'),
    { message_id: '0123456789', state: 'UNDELIV', final: true, error: null, source: 'tlv' },
  ],
  [
    "appendix B's text alone",
    deliver(TEXT),
    { message_id: '0123456789', state: 'DELIVRD', error: '000', source: 'text', odd: false },
  ],
  [
    'receipted_message_id without message_state',
    deliver(TEXT, { tlvs: { receipted_message_id: '0123456789' } }),
    { message_id: '0123456789', state: 'DELIVRD', source: 'text', odd: false },
  ],
  [
    'receipted_message_id and no state anywhere',
    deliver('', { tlvs: { receipted_message_id: 'A1' } }),
    { message_id: 'A1', state: 'UNKNOWN', final: false, source: 'none' },
  ],
  ['the text in message_payload', deliver('', { tlvs: payload(TEXT) }), { message_id: '0123456789', state: 'DELIVRD' }],
  [
    'no sub: and no dlvrd:',
    deliver('id:7 submit date:2002031530 done date:2002031531 stat:EXPIRED err:0000 text:'),
    { message_id: '7', state: 'EXPIRED', error: '0000', final: true },
  ],
  [
    'dates with seconds and with dashes',
    deliver('id:7 submit date:200203153059 done date:2020-02-03 15:31:00 stat:REJECTD err:12'),
    { message_id: '7', state: 'REJECTD', done_date: '2020-02-03 15:31:00', error: '12' },
  ],
  ['stat: only', deliver('id:7 stat:DELIVRD'), { message_id: '7', state: 'DELIVRD', error: null }],
  [
    'a state without its label',
    deliver('id:7 sub:001 dlvrd:001 submit date:2002031530 done date:2002031531 DELIVRD err:000'),
    { message_id: '7', state: 'DELIVRD', final: true, error: '000', done_date: '2002031531' },
  ],
  [
    'a state without its label, behind the id and behind a count',
    deliver('id:7 UNDELIV err:011'),
    { message_id: '7', state: 'UNDELIV', error: '011' },
  ],
  [
    'a state without its label, behind a key that says nothing else',
    deliver('id:7 sub:001 dlvrd:000 EXPIRED'),
    { message_id: '7', state: 'EXPIRED', final: true, source: 'text' },
  ],
  [
    'a state in the message itself, and one with its label, are no others',
    deliver('id:7 stat:UNDELIV err:001 DELIVRD text:DELIVRD'),
    { message_id: '7', state: 'UNDELIV' },
  ],
  [
    'a state in the message itself alone is none',
    deliver('id:7 err:000 text:DELIVRD'),
    { message_id: '7', state: 'UNKNOWN', final: false, source: 'none' },
  ],
  [
    'a message that itself holds stat:',
    deliver('id:7 stat:UNDELIV err:001 text:id:8 stat:DELIVRD'),
    { message_id: '7', state: 'UNDELIV', error: '001' },
  ],
  [
    'a message that itself holds stat:, and TLVs',
    deliver('id:7 stat:UNDELIV err:001 Text:stat:DELIVRD', { tlvs: { message_state: 5 } }),
    { state: 'UNDELIV', odd: false },
  ],
  [
    'a message that itself holds stat: behind a word',
    deliver('id:7 text:hello stat:DELIVRD'),
    { message_id: '7', state: 'UNKNOWN', source: 'none' },
  ],
  ['a key that comes twice', deliver('id:7 stat:UNDELIV stat:DELIVRD id:8'), { message_id: '7', state: 'UNDELIV' }],
  [
    'a message that itself holds stat:, where the receipt holds none',
    deliver('id:7 text:stat:DELIVRD'),
    { message_id: '7', state: 'UNKNOWN', final: false, source: 'none' },
  ],
  [
    'small letters and other words',
    deliver('ID:abC-1_2 Sub:1 Stat:delivered Err:5 TEXT:x'),
    { message_id: 'abC-1_2', state: 'DELIVRD', error: '5' },
  ],
  [
    'commas between the keys',
    deliver('id:7, stat:UNDELIVERABLE, err:1, text:x'),
    { message_id: '7', state: 'UNDELIV', error: '1' },
  ],
  [
    'spaces after the colons',
    deliver('id: 7 stat: EXPIRED err: 3 text: x'),
    { message_id: '7', state: 'EXPIRED', error: '3' },
  ],
  [
    'an identifier of odd characters',
    deliver('id:{a:b}/c+d==.e sub:001 stat:ACCEPTD err:000 text:'),
    { message_id: '{a:b}/c+d==.e', state: 'ACCEPTD', final: false },
  ],
  [
    'an identifier with id and err inside',
    deliver('id:paid-err:1 stat:DELIVRD err:000'),
    { message_id: 'paid-err:1', state: 'DELIVRD' },
  ],
  ['a numeric state', deliver('id:7 stat:2 err:0'), { state: 'DELIVRD' }],
  ['a state that nobody knows', deliver('id:7 stat:MAYBE err:0'), { state: 'UNKNOWN', final: false, source: 'none' }],
  [
    'a message_state that nobody knows, beside a text',
    deliver(TEXT, { tlvs: { message_state: 77 } }),
    { state: 'DELIVRD', source: 'text' },
  ],
  ['UCS-2', deliver(ucs2('id:7 stat:DELIVRD err:000'), { data_coding: 8 }), { message_id: '7', state: 'DELIVRD' }],
  ['UCS-2 under a data_coding of 0', deliver(ucs2('id:7 stat:DELIVRD err:000')), { message_id: '7', state: 'DELIVRD' }],
  [
    'UCS-2 with its octets swapped',
    deliver(Buffer.from('id:7 stat:DELIVRD', 'utf16le'), { data_coding: 8 }),
    { message_id: '7', state: 'DELIVRD' },
  ],
  [
    'UCS-2 with a byte order mark',
    deliver(ucs2('\ufeffid:7 stat:DELIVRD'), { data_coding: 8 }),
    { message_id: '7', state: 'DELIVRD' },
  ],
  [
    'ASCII under a data_coding of UCS-2',
    deliver('id:7 stat:DELIVRD', { data_coding: 8 }),
    { message_id: '7', state: 'DELIVRD' },
  ],
  ['an underscore as GSM 7-bit', deliver('id:a\x11b stat:DELIVRD err:000'), { message_id: 'a_b' }],
  ['a NUL behind the text', deliver('id:7 stat:DELIVRD\0'), { state: 'DELIVRD' }],
  [
    'a user data header',
    deliver('\x05\x00\x03\xa5\x01\x01id:7 stat:DELIVRD', { esm_class: 0x44 }),
    { message_id: '7', state: 'DELIVRD' },
  ],
  [
    'TLVs and a text that tell different states',
    deliver(TEXT, { tlvs: { message_state: 5 } }),
    { state: 'UNDELIV', odd: true, source: 'tlv' },
  ],
  [
    'TLVs and a text that name different messages',
    deliver(TEXT, { tlvs: { receipted_message_id: '99', message_state: 2 } }),
    { message_id: '99', odd: true },
  ],
  [
    'the same id in hexadecimal and decimal',
    deliver('id:255 stat:DELIVRD', { tlvs: { receipted_message_id: 'FF', message_state: 2 } }),
    { message_id: 'FF', odd: false },
  ],
  ['a network_error_code', deliver(TEXT, { tlvs: { network_error_code: Buffer.of(3, 1, 4) } }), { error: '260' }],
  [
    'a network_error_code without its network',
    deliver(TEXT, { tlvs: { network_error_code: Buffer.of(0, 8) } }),
    { error: '008' },
  ],
  [
    'a network_error_code of one octet',
    deliver(TEXT, { tlvs: { network_error_code: Buffer.of(8) } }),
    { error: '000' },
  ],
  ['ENROUTE', deliver('id:7 stat:ENROUTE'), { state: 'ENROUTE', final: false }],
  ['UNKNOWN', deliver('id:7 stat:UNKNOWN'), { state: 'UNKNOWN', final: true, source: 'text' }],
  [
    'an intermediate notification of a failed try',
    deliver('id:7 stat:UNDELIV', { esm_class: 0x20 }),
    { state: 'UNDELIV', final: false },
  ],
  ['nothing at all', deliver(''), { message_id: null, state: 'UNKNOWN', final: false, source: 'none' }],
  ["a person's message that imitates a receipt", deliver(TEXT, { esm_class: 0 }), null],
  ["a person's message with the receipt's TLVs", deliver('', { esm_class: 0, tlvs: { message_state: 2 } }), null],
  ['a long message of a person', deliver('\x05\x00\x03\xa5\x01\x01hello', { esm_class: 0x40 }), null],
  ['an acknowledgement by the phone', deliver(TEXT, { esm_class: 0x08 }), null],
  ['an acknowledgement by its owner', deliver(TEXT, { esm_class: 0x10 }), null],
]
for (const [what, pdu, expected] of dialects) {
  test(`receipt: ${what}`, () => check(pdu, expected))
}

for (const [code, state, final] of [
  [1, 'ENROUTE', false],
  [2, 'DELIVRD', true],
  [3, 'EXPIRED', true],
  [4, 'DELETED', true],
  [5, 'UNDELIV', true],
  [6, 'ACCEPTD', false],
  [7, 'UNKNOWN', true],
  [8, 'REJECTD', true],
] as const) {
  test(`message_state ${code} is ${state}, ${final ? 'final' : 'not final'}`, () => {
    check(deliver('', { tlvs: { message_state: code } }), { state, final })
    check(deliver(`id:1 stat:${state}`), { state, final })
  })
}

test('no text and no TLV makes the reader throw', () => {
  const word = fc.constantFrom('id:', 'stat:', ' ', 'text:', 'DELIVRD', 'err:', ':', '\0', ',', 'submit date:')
  const text = fc.oneof(
    fc.uint8Array({ maxLength: 254 }).map(o => Buffer.from(o)),
    fc.array(word).map(words => Buffer.from(words.join('').slice(0, 254), 'latin1')),
  )
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 255 }), (short_message, esm_class) => {
      readReceipt(deliver(short_message, { esm_class }))
    }),
  )
})

const states: ReceiptState[] = ['ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD']

for (const state of states) {
  test(`a receipt of ${state} that we write is read, from its TLVs and from its text alone`, () => {
    const written = writeReceipt({
      message_id: 'a-1',
      state,
      error: '034',
      submitted: Date.parse('2020-02-03T08:30:00Z'),
      done: Date.parse('2020-02-03T08:31:00Z'),
      text: 'Bộ Y tế stat:x',
      from: { addr: '84912345678', ton: 1, npi: 1 },
      to: { addr: 'BOYTE', ton: 5, npi: 0 },
    })
    const bytes = encodePdu({ ...written, sequence_number: 1 })
    const result = decodePdu(bytes)
    assert.ok(result.ok && result.pdu.command === 'deliver_sm')
    const expected = { message_id: 'a-1', state, error: '034', done_date: '2002030831', odd: false }
    check(result.pdu, expected)
    check({ ...result.pdu, tlvs: {} }, expected)
    assert.equal(result.pdu.source_addr, '84912345678')
  })
}

for (const [response, receipt, same] of [
  ['10ABCDEF', '10ABCDEF', true],
  ['10ABCDEF', '10abcdef', true],
  ['10ABCDEF', '279694831', true],
  ['279694831', '10ABCDEF', true],
  ['10abcdef', '0279694831', true],
  ['0010', '10', true],
  ['10', '16', true],
  ['16', '10', true],
  ['0x1A', '26', true],
  ['1A', '0x1a', true],
  ['0', '000', true],
  ['ffffffffffffffffffffffffffffffff', '340282366920938463463374607431768211455', true],
  ['340282366920938463463374607431768211455', 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', true],
  ['9007199254740993', '20000000000001', true],
  ['9007199254740993', '9007199254740992', false],
  ['msg-7', 'MSG-7', true],
  ['msg-7', 'msg-07', false],
  ['11', '12', false],
  ['', '', true],
  ['', '0', false],
  ['abc', '', false],
] as const) {
  test(`the response '${response}' and the receipt '${receipt}' ${same ? 'name the same message' : 'do not match'}`, () =>
    assert.equal(sameMessageId(response, receipt), same))
}

test('every number matches itself in hexadecimal and decimal, either way, and no neighbour', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), n => {
      const hex = n.toString(16).toUpperCase()
      assert.ok(sameMessageId(hex, n.toString()))
      assert.ok(sameMessageId(n.toString(), hex))
      assert.ok(responseIdsOf(n.toString()).includes(normalMessageId(hex)))
      assert.ok(responseIdsOf(hex).length <= 3)
    }),
  )
})
