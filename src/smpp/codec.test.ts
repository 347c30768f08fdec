import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { type Vector, vectorsBeside } from '../base/vectors.test.ts'
import { type Decoded, decodePdu, encodePdu, encodePduInto } from './codec.ts'
import { FRAME_SIZE_MAX, HEADER_SIZE } from './frames.ts'
import { type Field, PDUS, type PduInput, type PduName, TLVS, type TlvSpec } from './pdus.ts'
import { STATUSES, type StatusName } from './statuses.ts'

const { vector, vectors } = vectorsBeside(import.meta.url)

function decoded(bytes: Buffer) {
  const result = decodePdu(bytes)
  assert.ok(result.ok, JSON.stringify(result))
  return result
}

/** Writes the true length into the header. */
function sized(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt32BE(copy.length, 0)
  return copy
}

function written(value: unknown): string {
  if (!Buffer.isBuffer(value)) return String(value)
  const text = value.toString('latin1')
  return /^[ -~]*$/.test(text) ? text : `0x${value.toString('hex')}`
}

/** The decoded PDU in the words of the vector file. */
function inWords({ name, bytes, words }: Vector): [string, string][] {
  const { pdu, stray } = decoded(bytes)
  assert.equal(stray, false, name)
  const body = pdu as unknown as Record<string, unknown>
  const tlvs = pdu.tlvs as Record<string, unknown>
  const seen = new Map<string, number>()
  return words.map(([field]): [string, string] => {
    const nth = seen.get(field) ?? 0
    seen.set(field, nth + 1)
    if (field === 'command_length') return [field, String(bytes.length)]
    if (field === 'command_id') return [field, pdu.command]
    if (field === 'command_status')
      return [field, Object.keys(STATUSES).find(s => STATUSES[s as StatusName] === pdu.command_status) ?? '']
    if (field === 'sm_length') return [field, String((body.short_message as Buffer).length)]
    if (field === 'number_of_dests') return [field, String((body.dest_address as []).length)]
    if (field === 'no_unsuccess') return [field, String((body.unsuccess_sme as []).length)]
    if (field.startsWith('tlv ')) return [field, written(tlvs[field.slice(4)])]
    const value = body[field]
    return Array.isArray(value) ? [field, Object.values(value[nth] as object).join(' ')] : [field, written(value)]
  })
}

for (const one of vectors()) {
  test(`vector ${one.name} reads as its author says`, () => {
    assert.deepEqual(inWords(one), one.words)
  })
  test(`vector ${one.name} is written back octet for octet`, () => {
    assert.equal(encodePdu(decoded(one.bytes).pdu).toString('hex'), one.bytes.toString('hex'))
  })
}

test('there is a vector for every PDU of the table', () => {
  const ids = new Set(vectors().map(v => v.bytes.readUInt32BE(4)))
  assert.deepEqual(
    Object.entries(PDUS).filter(([, spec]) => !ids.has(spec.id)),
    [],
  )
})

test('no two PDUs share an id, no two TLVs a tag', () => {
  const ids = Object.values(PDUS).map(p => p.id)
  const tags = Object.values(TLVS).map(t => t.tag)
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(new Set(tags).size, tags.length)
})

const latin1 = (max: number) =>
  fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: max }).map(c => String.fromCharCode(...c))
const octets = (max: number) => fc.uint8Array({ maxLength: max }).map(o => Buffer.from(o))
const u8 = fc.integer({ min: 0, max: 255 })
const u32 = fc.nat({ max: 0xffffffff })
const address = { dest_addr_ton: u8, dest_addr_npi: u8, destination_addr: latin1(20) }

const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true })

function fieldValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'u8':
      return u8
    case 'cstring':
      return latin1(field.max - 1)
    case 'octets':
      return octets(field.max)
    case 'destinations':
      return fc.array(fc.oneof(plain(address), plain({ dl_name: latin1(20) })), { maxLength: 5 })
    case 'failures':
      return fc.array(plain({ ...address, error_status_code: u32 }), { maxLength: 5 })
  }
}

function tlvValue(spec: TlvSpec): fc.Arbitrary<unknown> {
  switch (spec.kind) {
    case 'u8':
      return u8
    case 'u16':
      return fc.integer({ min: 0, max: 0xffff })
    case 'u32':
      return u32
    case 'empty':
      return fc.constant(true)
    case 'cstring':
      return latin1((spec.max ?? 65) - 1)
    case 'octets':
      return octets(Math.min(spec.max ?? 99, 99))
  }
}

const tlvs = fc.record(
  Object.fromEntries([
    ...Object.entries(TLVS as Record<string, TlvSpec>).map(([name, spec]) => [
      name,
      spec.many ? fc.array(tlvValue(spec), { minLength: 1, maxLength: 3 }) : tlvValue(spec),
    ]),
    [
      'others',
      fc.array(plain({ tag: fc.integer({ min: 0x1400, max: 0xffff }), value: octets(20) }), {
        minLength: 1,
        maxLength: 3,
      }),
    ],
  ]),
  { requiredKeys: [], noNullPrototype: true },
)

function anyPdu(name: PduName): fc.Arbitrary<PduInput> {
  return fc.record(
    {
      command: fc.constant(name),
      command_status: u32,
      sequence_number: u32,
      tlvs,
      ...Object.fromEntries(PDUS[name].fields.map(f => [f.name, fieldValue(f)])),
    },
    { noNullPrototype: true },
  ) as unknown as fc.Arbitrary<PduInput>
}

for (const name of Object.keys(PDUS) as PduName[]) {
  test(`whatever ${name} carries comes back`, () => {
    fc.assert(
      fc.property(anyPdu(name), pdu => {
        const { pdu: back, stray } = decoded(encodePdu(pdu))
        assert.deepEqual({ ...back, tlvs: { ...back.tlvs } }, pdu)
        assert.equal(stray, false)
      }),
      { numRuns: 50 },
    )
  })
}

/** Frames that almost make sense: a true PDU, cut, lengthened or with octets changed to edges. */
const hostile = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...vectors().map(v => v.bytes)),
      fc.constantFrom(...(Object.keys(PDUS) as PduName[])).chain(n => anyPdu(n).map(encodePdu)),
    ),
    fc.array(fc.tuple(fc.nat(400), fc.constantFrom(0, 1, 2, 4, 0x7f, 0x80, 0xfe, 0xff))),
    fc.integer({ min: -40, max: 40 }),
    fc.boolean(),
  )
  .map(([bytes, changes, more, trueLength]) => {
    const size = Math.max(0, bytes.length + more)
    const frame = Buffer.alloc(size, 0xff)
    bytes.copy(frame)
    for (const [at, octet] of changes) if (at < size) frame[at] = octet
    if (trueLength && size >= 4) frame.writeUInt32BE(size, 0)
    return frame
  })

test('a hostile frame is an answer, never an exception', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.uint8Array().map(Buffer.from)), frame => {
      const result = decodePdu(frame as Buffer)
      if (!result.ok) assert.notEqual(result.command_status, STATUSES.ESME_ROK)
    }),
    { numRuns: 2000 },
  )
})

test('no response with a true length is refused, so every one can settle its request', () => {
  const responses = (Object.keys(PDUS) as PduName[]).filter(n => PDUS[n].id >= 0x80000000)
  fc.assert(
    fc.property(fc.constantFrom(...responses), fc.uint8Array(), (name, body) => {
      const frame = Buffer.alloc(HEADER_SIZE + body.length)
      frame.set(body, HEADER_SIZE)
      frame.writeUInt32BE(PDUS[name].id, 4)
      assert.equal(decodePdu(sized(frame)).ok, true)
    }),
  )
})

/** Header of `name` with sequence_number 5 and this body in hex. */
function raw(name: PduName | number, body: string, status = 0): Buffer {
  const frame = Buffer.concat([Buffer.alloc(HEADER_SIZE), Buffer.from(body.replaceAll(' ', ''), 'hex')])
  frame.writeUInt32BE(typeof name === 'number' ? name : PDUS[name].id, 4)
  frame.writeUInt32BE(status, 8)
  frame.writeUInt32BE(5, 12)
  return sized(frame)
}

for (const [what, frame, message_id, stray] of [
  ['without a body', raw('submit_sm_resp', '', 0x58), '', false],
  ['with a lone NUL', raw('submit_sm_resp', '00', 0x58), '', false],
  ['with a message_id', raw('submit_sm_resp', '41 42 00', 0x58), 'AB', false],
  ['with TLVs behind', raw('submit_sm_resp', '00 0425 0001 01', 0x58), '', false],
  ['whose message_id has no end', raw('submit_sm_resp', '41 42'), 'AB', true],
  ['with octets behind', raw('submit_sm_resp', '41 42 00 00 00'), 'AB', true],
] as const) {
  test(`a submit_sm_resp ${what} counts`, () => {
    const result = decoded(frame)
    assert.ok(result.pdu.command === 'submit_sm_resp')
    assert.equal(result.pdu.message_id, message_id)
    assert.equal(result.stray, stray)
  })
}

for (const [what, frame, stray] of [
  ['no body', raw('bind_transceiver_resp', ''), false],
  ['an empty system_id', raw('bind_transceiver_resp', '00'), false],
  ['a system_id and no TLV', raw('bind_transceiver_resp', '41 00'), false],
  ['a longer system_id than the specification allows', raw('bind_transceiver_resp', `${'41'.repeat(40)} 00`), false],
] as const) {
  test(`a bind_resp with ${what} binds`, () => assert.equal(decoded(frame).stray, stray))
}

test('an extra octet in enquire_link_resp is tolerated', () => {
  assert.equal(decoded(raw('enquire_link_resp', '00')).stray, true)
})

for (const [what, tail] of [
  ['a TLV whose length runs past the end', '0427 0010 02'],
  ['half a TLV header', '04 27 00'],
  ['one stray octet', '00'],
] as const) {
  test(`a receipt with ${what} still counts, flagged`, () => {
    const { bytes } = vector('data_sm_receipt')
    const result = decoded(sized(Buffer.concat([bytes, Buffer.from(tail.replaceAll(' ', ''), 'hex')])))
    assert.equal(result.stray, true)
    assert.equal(result.pdu.tlvs.receipted_message_id, '0123456789')
    assert.equal(result.pdu.tlvs.message_state, 5)
  })
}

function refused(frame: Buffer): Exclude<Decoded, { ok: true }> {
  const result = decodePdu(frame)
  assert.ok(!result.ok)
  return result
}

const SM = vector('submit_sm').bytes
const SM_LENGTH_AT = SM.length - 1 - 20

for (const [what, frame, answer, status, sequence] of [
  ['an unknown request', raw(0x00000111, ''), 'generic_nack', 'ESME_RINVCMDID', 5],
  ['an unknown response', raw(0x80000111, ''), null, 'ESME_RINVCMDID', 5],
  ['a frame shorter than a header', Buffer.alloc(7), 'generic_nack', 'ESME_RINVCMDLEN', 0],
  ['a submit_sm without a body', raw('submit_sm', ''), 'submit_sm_resp', 'ESME_RINVCMDLEN', 5],
  ['a submit_sm cut in its address', sized(SM.subarray(0, 30)), 'submit_sm_resp', 'ESME_RINVCMDLEN', 7],
  ['a submit_sm with one octet of text too few', sized(SM.subarray(0, -1)), 'submit_sm_resp', 'ESME_RINVMSGLEN', 7],
  ['a deliver_sm without text', raw('deliver_sm', `${'00'.repeat(16)} 05`), 'deliver_sm_resp', 'ESME_RINVMSGLEN', 5],
  [
    'a submit_multi with a third kind of destination',
    raw('submit_multi', '00 00 00 00 01 03 00'),
    'submit_multi_resp',
    'ESME_RINVDESTFLAG',
    5,
  ],
  ['an alert_notification cut short', raw('alert_notification', '01'), 'generic_nack', 'ESME_RINVCMDLEN', 5],
] as const) {
  test(`${what} is answered with ${answer ?? 'nothing'} and ${status}`, () => {
    assert.deepEqual(refused(frame), { ok: false, answer, command_status: STATUSES[status], sequence_number: sequence })
  })
}

test('a frame whose length field tells another length is refused', () => {
  const frame = Buffer.from(SM)
  frame.writeUInt32BE(frame.length - 1, 0)
  assert.deepEqual(refused(frame), {
    ok: false,
    answer: 'generic_nack',
    command_status: STATUSES.ESME_RINVCMDLEN,
    sequence_number: 7,
  })
})

test('of a submit_multi_resp that is cut short the whole entries count', () => {
  const { bytes } = vector('submit_multi_resp')
  for (const cut of [1, 4, 5, 16]) {
    const { pdu } = decoded(sized(bytes.subarray(0, bytes.length - cut)))
    assert.ok(pdu.command === 'submit_multi_resp')
    assert.deepEqual([pdu.message_id, pdu.unsuccess_sme], ['M1', []])
  }
})

test('an sm_length beyond the body is an error of that PDU', () => {
  const frame = Buffer.from(SM)
  assert.equal(frame[SM_LENGTH_AT], 20)
  frame[SM_LENGTH_AT] = 21
  assert.equal(refused(frame).command_status, STATUSES.ESME_RINVMSGLEN)
})

test('a message_payload of 64 KiB is legal', () => {
  const payload = Buffer.alloc(0xffff, 'x')
  const { pdu } = decoded(encodePdu({ command: 'deliver_sm', sequence_number: 1, tlvs: { message_payload: payload } }))
  assert.deepEqual(pdu.tlvs.message_payload, payload)
})

test('the longest PDU of the specification fits a frame', () => {
  const bytes = encodePdu({
    command: 'submit_multi',
    sequence_number: 1,
    dest_address: Array.from({ length: 254 }, () => ({
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '8'.repeat(20),
    })),
    short_message: Buffer.alloc(254),
    tlvs: { message_payload: Buffer.alloc(0xffff) },
  })
  assert.ok(bytes.length < FRAME_SIZE_MAX)
})

test('of a TLV that came twice the first counts and the second is kept aside', () => {
  const { pdu } = decoded(raw('enquire_link', '0427 0001 02  0427 0001 03'))
  assert.deepEqual(pdu.tlvs, { message_state: 2, others: [{ tag: 0x0427, value: Buffer.of(3) }] })
})

test('a TLV with another length than its own is kept aside', () => {
  const { pdu } = decoded(raw('enquire_link', '0427 0002 0002  020A 0002 0050'))
  assert.deepEqual(pdu.tlvs, { source_port: 80, others: [{ tag: 0x0427, value: Buffer.of(0, 2) }] })
})

test('a receipted_message_id needs no NUL, and ends at one', () => {
  assert.equal(decoded(raw('enquire_link', '001E 0002 4142')).pdu.tlvs.receipted_message_id, 'AB')
  assert.equal(decoded(raw('enquire_link', '001E 0004 41004200')).pdu.tlvs.receipted_message_id, 'A')
})

test('what was decoded does not change when the frame is used again', () => {
  const frame = Buffer.from(SM)
  const { pdu } = decoded(frame)
  assert.ok(pdu.command === 'submit_sm')
  const before = pdu.short_message.toString('hex')
  frame.fill(0)
  assert.equal(pdu.short_message.toString('hex'), before)
})

test('a password may be longer than the specification allows, and goes as it is', () => {
  const password = 'correct horse battery staple'
  const { pdu } = decoded(encodePdu({ command: 'bind_transceiver', sequence_number: 1, password }))
  assert.ok(pdu.command === 'bind_transceiver')
  assert.equal(pdu.password, password)
  assert.equal(pdu.interface_version, 0x34)
})

const wrong: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['an address longer than 20 characters', 'destination_addr', { destination_addr: '8'.repeat(21) }],
  ['a NUL inside a text field', 'source_addr', { source_addr: 'BO\0YTE' }],
  ['a Vietnamese letter in an address', 'source_addr', { source_addr: 'Bộ Y tế' }],
  ['a text of 255 octets', 'short_message', { short_message: Buffer.alloc(255) }],
  ['a text that is no Buffer', 'short_message', { short_message: 'hello' }],
  ['a number above an octet', 'esm_class', { esm_class: 256 }],
  ['a negative number', 'esm_class', { esm_class: -1 }],
  ['half a number', 'esm_class', { esm_class: 0.5 }],
  ['a sequence_number above 32 bits', 'sequence_number', { sequence_number: 2 ** 32 }],
  ['a TLV that nobody knows', 'no_such_tlv', { tlvs: { no_such_tlv: 1 } }],
  ['a TLV value out of range', 'message_state', { tlvs: { message_state: 256 } }],
  ['a payload above 65535 octets', 'message_payload', { tlvs: { message_payload: Buffer.alloc(65536) } }],
  [
    'payloads that together are too long',
    'others',
    { tlvs: { others: [1, 2].map(tag => ({ tag, value: Buffer.alloc(65535) })) } },
  ],
]
for (const [what, field, change] of wrong) {
  test(`${what} is refused by name and not altered`, () => {
    const pdu = { command: 'submit_sm', sequence_number: 1, ...change } as unknown as PduInput
    assert.throws(
      () => encodePdu(pdu),
      (error: unknown) => error instanceof Failure && error.code === 'smppUnencodable' && error.details.field === field,
    )
  })
}

test('PDUs are written behind each other into one buffer', () => {
  const buffer = Buffer.alloc(2 * FRAME_SIZE_MAX)
  const first = encodePduInto({ command: 'unbind', sequence_number: 1 }, buffer, 3)
  const second = encodePduInto({ command: 'enquire_link', sequence_number: 2 }, buffer, first)
  assert.deepEqual([first, second], [19, 35])
  assert.equal(decoded(buffer.subarray(first, second)).pdu.command, 'enquire_link')
})
