import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodePdu, encodePdu } from '../smpp/codec.ts'
import type { PduInputOf } from '../smpp/pdus.ts'
import { Message } from './message.ts'

type Fields = Omit<PduInputOf<'deliver_sm'>, 'command' | 'sequence_number'>

function message(fields: Fields): Message<'deliver_sm'> {
  const decoded = decodePdu(encodePdu({ ...fields, command: 'deliver_sm', sequence_number: 1 }))
  assert.ok(decoded.ok && decoded.pdu.command === 'deliver_sm')
  return new Message(decoded.pdu)
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

for (const [what, data_coding, octets, text] of [
  ['the default alphabet', 0, '00 02 11 05 7B 20 41', '@$_éä A'],
  ['its extension table', 0, '1B 65 1B 3C 1B 2F', '€[\\'],
  ['an escape to nowhere, and one at the end', 0, '1B 41 1B', '\ufffd\ufffd'],
  ['an octet that is no septet', 0, '41 80', 'A\ufffd'],
  ['ASCII', 1, '40 24 5F', '@$_'],
  ['Latin-1', 3, 'E9 40', 'é@'],
  ['UCS-2', 8, '1E D9 00 20 D8 3D DE 00', 'ộ 😀'],
  ['UCS-2 of an odd length', 8, '00 41 00', 'A'],
  ['GSM with a message class', 0xf1, '00 41', '@A'],
  ['UCS-2 as a data coding scheme', 0x18, '00 41', 'A'],
  ['binary', 4, '00 41', null],
  ['binary with a message class', 0xf5, '00 41', null],
  ['Shift-JIS', 5, '00 41', null],
] as const) {
  test(`a text in ${what} reads as ${JSON.stringify(text)}`, () => {
    assert.equal(message({ data_coding, short_message: hex(octets) }).text, text)
  })
}

for (const [what, fields, part, text] of [
  ['an 8 bit reference', { esm_class: 0x40, short_message: hex('05 00 03 A5 03 02 41') }, [0xa5, 3, 2], 'A'],
  ['a 16 bit reference', { esm_class: 0x40, short_message: hex('06 08 04 01 02 03 01 41') }, [0x102, 3, 1], 'A'],
  [
    'another element before it',
    { esm_class: 0x40, short_message: hex('07 24 00 00 03 A5 02 02 41') },
    [0xa5, 2, 2],
    'A',
  ],
  [
    'SAR TLVs',
    { short_message: hex('41'), tlvs: { sar_msg_ref_num: 7, sar_total_segments: 2, sar_segment_seqnum: 1 } },
    [7, 2, 1],
    'A',
  ],
  ['SAR TLVs that lack one', { short_message: hex('41'), tlvs: { sar_msg_ref_num: 7 } }, null, 'A'],
  ['a part beyond its total', { esm_class: 0x40, short_message: hex('05 00 03 A5 02 03 41') }, null, 'A'],
  ['a header that is cut', { esm_class: 0x40, short_message: hex('05 00 03 A5') }, null, ''],
  ['a header longer than the message', { esm_class: 0x40, short_message: hex('FF 00 03 A5 02 01') }, [0xa5, 2, 1], ''],
  ['no header under UDHI', { esm_class: 0x40 }, null, ''],
  ['a text in message_payload', { tlvs: { message_payload: hex('41 42') } }, null, 'AB'],
] as const) {
  test(`parts: ${what}`, () => {
    const one = message(fields as Fields)
    const [reference, total, index] = part ?? []
    assert.deepEqual(one.part, part === null ? null : { reference, total, index })
    assert.equal(one.text, text)
  })
}
