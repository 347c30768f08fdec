import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { type Vector, vectorsBeside } from '../base/vectors.test.ts'
import { decodeMessage, encodeMessage, exampleOf } from './codec.ts'
import { AVPS, type AvpName, type Avps, COMMANDS, type MessageInput } from './dictionary.ts'
import { HEADER_SIZE, MESSAGE_SIZE_MAX } from './frames.ts'
import { RESULT_CODES, type ResultName } from './result-codes.ts'

const { vector, vectors } = vectorsBeside(import.meta.url)

function decoded(bytes: Buffer) {
  const result = decodeMessage(bytes)
  assert.ok(result.ok, inspect(result))
  return result.message
}

function written(name: string, value: unknown): string {
  if (Buffer.isBuffer(value)) return `0x${value.toString('hex')}`
  if (name.endsWith('Event-Timestamp')) return new Date(value as number).toISOString().replace('.000', '')
  return String(value)
}

/** All AVPs as the vector files name them, groups before their members, those of one name together. */
function flat(avps: Avps, path = ''): [string, string][] {
  return Object.entries(avps).flatMap(([name, value]) =>
    [value].flat().flatMap((one): [string, string][] => {
      const here = path + name
      const isGroup = AVPS[name as AvpName].type === 'Grouped'
      if (!isGroup) return [[here, written(here, one)]]
      return [[here, '{'], ...flat(one as Avps, `${here}/`)]
    }),
  )
}

const byName = (a: [string, string], b: [string, string]) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)

function check(one: Vector): void {
  const message = decoded(one.bytes)
  const header = new Map(one.words)
  const { command, hopByHop, endToEnd, application } = message
  assert.equal(String(COMMANDS[command].code), header.get('Command Code'))
  assert.equal(String(application), header.get('Application-ID'))
  assert.equal(String(hopByHop), header.get('Hop-by-Hop Identifier'))
  assert.equal(String(endToEnd), header.get('End-to-End Identifier'))
  const flags = [
    COMMANDS[command].request ? 'R' : '-',
    message.proxiable ? 'P' : '-',
    message.error ? 'E' : '-',
    message.retransmitted ? 'T' : '-',
  ]
  assert.equal(flags.join(''), header.get('Command Flags'))
  const words = one.words.slice(7).map(([name, value]): [string, string] => [name, value])
  // Stable: within a name the order of the message counts.
  assert.deepEqual(flat(message.avps).sort(byName), words.sort(byName))
}

for (const one of vectors()) {
  test(`the message of vector ${one.name} reads as it is written beside it`, () => check(one))

  test(`the message of vector ${one.name} that was read can be written, and reads as the same message`, () => {
    const message = decoded(one.bytes)
    const again = encodeMessage(message)
    assert.equal(again.length, one.bytes.length)
    assert.deepEqual(decoded(again), message)
  })
}

test('a message whose AVPs stand in our order comes out octet for octet', () => {
  for (const name of ['ccr_call_initial', 'cca_not_applicable', 'rar']) {
    const { bytes } = vector(name)
    assert.equal(encodeMessage(decoded(bytes)).toString('hex'), bytes.toString('hex'), name)
  }
})

/** Changes octets of a copy of the vector. */
function changed(name: string, change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(vector(name).bytes)
  change(bytes)
  return bytes
}

/** Where the AVP of this code begins. */
function at(bytes: Buffer, code: number): number {
  for (let i = HEADER_SIZE; i < bytes.length; i += (bytes.readUIntBE(i + 5, 3) + 3) & ~3)
    if (bytes.readUInt32BE(i) === code) return i
  throw new Error(`no AVP ${code}`)
}

const without = (name: string, code: number): Buffer => {
  const { bytes } = vector(name)
  const from = at(bytes, code)
  const to = from + ((bytes.readUIntBE(from + 5, 3) + 3) & ~3)
  const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  rest.writeUIntBE(rest.length, 1, 3)
  return rest
}

const withAvp = (name: string, hex: string): Buffer => {
  const longer = Buffer.concat([vector(name).bytes, Buffer.from(hex.replaceAll(' ', ''), 'hex')])
  longer.writeUIntBE(longer.length, 1, 3)
  return longer
}

/** What is wrong, the Result-Code of RFC 6733, section 7.1, and the AVP that Failed-AVP shows. */
const WRONG: readonly [string, Buffer, ResultName, string | null][] = [
  ['version 2', changed('dwr', b => b.writeUInt8(2, 0)), 'DIAMETER_UNSUPPORTED_VERSION', null],
  ['a reserved bit of the header', changed('dwr', b => b.writeUInt8(0x81, 4)), 'DIAMETER_INVALID_BIT_IN_HEADER', null],
  ['the E bit in a request', changed('dwr', b => b.writeUInt8(0xa0, 4)), 'DIAMETER_INVALID_HDR_BITS', null],
  ['the P bit in a watchdog', changed('dwr', b => b.writeUInt8(0xc0, 4)), 'DIAMETER_INVALID_HDR_BITS', null],
  ['a command that nobody knows', changed('dwr', b => b.writeUIntBE(999, 5, 3)), 'DIAMETER_COMMAND_UNSUPPORTED', null],
  ['no Origin-Realm', without('dwr', 296), 'DIAMETER_MISSING_AVP', '00 00 01 28 40 00 00 08'],
  [
    'no Disconnect-Cause, of which four zeros are the example',
    without('dpr', 273),
    'DIAMETER_MISSING_AVP',
    '00 00 01 11 40 00 00 0C 00 00 00 00',
  ],
  [
    'an unknown AVP with the M bit',
    withAvp('dwr', '00 00 27 0F 40 00 00 0C 01 02 03 04'),
    'DIAMETER_AVP_UNSUPPORTED',
    '00 00 27 0F 40 00 00 0C 01 02 03 04',
  ],
  [
    'an unknown AVP of a vendor with the M bit',
    withAvp('dwr', '00 00 00 01 C0 00 00 10 00 00 07 DB 01 02 03 04'),
    'DIAMETER_AVP_UNSUPPORTED',
    '00 00 00 01 C0 00 00 10 00 00 07 DB 01 02 03 04',
  ],
  [
    'a second Origin-Host',
    withAvp('dwr', '00 00 01 08 40 00 00 09 61 00 00 00'),
    'DIAMETER_AVP_OCCURS_TOO_MANY_TIMES',
    '00 00 01 08 40 00 00 09 61 00 00 00',
  ],
  [
    'an AVP that reaches beyond the message, shown as its header',
    changed('dwr', b => b.writeUIntBE(200, at(b, 296) + 5, 3)),
    'DIAMETER_INVALID_AVP_LENGTH',
    '00 00 01 28 40 00 00 08',
  ],
  [
    'an AVP shorter than its header',
    changed('dwr', b => b.writeUIntBE(7, at(b, 296) + 5, 3)),
    'DIAMETER_INVALID_AVP_LENGTH',
    '00 00 01 28 40 00 00 08',
  ],
  [
    'four octets that are no header, padded with zeros',
    withAvp('dwr', '00 00 01 28'),
    'DIAMETER_INVALID_AVP_LENGTH',
    '00 00 01 28 00 00 00 08',
  ],
  [
    'an Unsigned32 of two octets',
    withAvp('dwa', '00 00 01 16 40 00 00 0A 00 01 00 00'),
    'DIAMETER_INVALID_AVP_LENGTH',
    '00 00 01 16 40 00 00 0A 00 01 00 00',
  ],
  [
    'the V bit with vendor 0',
    withAvp('dwr', '00 00 27 0F 80 00 00 0C 00 00 00 00'),
    'DIAMETER_INVALID_AVP_BITS',
    '00 00 27 0F 80 00 00 0C 00 00 00 00',
  ],
]

for (const [what, bytes, name, failed] of WRONG)
  test(`a message with ${what} is refused as ${name}`, () => {
    const result = decodeMessage(bytes)
    assert.ok(!result.ok)
    assert.equal(result.resultCode, RESULT_CODES[name])
    const hex = result.failed?.toString('hex').toUpperCase() ?? null
    assert.equal(hex, failed?.replaceAll(' ', '') ?? null)
  })

test('an unknown AVP without the M bit is kept and shown among the others', () => {
  const { avps } = decoded(withAvp('dwr', '00 00 27 0F 00 00 00 0A 01 02 00 00'))
  const data = Buffer.of(1, 2)
  assert.deepEqual(avps.others, [{ code: 9999, vendor: 0, mandatory: false, data }])
})

test('groups deeper than any grammar needs are kept as octets, and no recursion goes with them', () => {
  let group = exampleOf(AVPS['Origin-State-Id'])
  for (let depth = 0; depth < 500; depth++) {
    const around = Buffer.alloc(8 + group.length)
    around.writeUInt32BE(279, 0)
    around.writeUInt32BE(0x40000000 + around.length, 4)
    group.copy(around, 8)
    group = around
  }
  const message = decoded(withAvp('dwa', group.toString('hex')))
  let depth = 0
  for (let avps: Avps | undefined = message.avps; avps; avps = avps['Failed-AVP']?.[0]) depth += 1
  assert.equal(depth, 9)
})

test('no octets make the decoder throw, and a refusal has a code and at most the message itself', () => {
  const cases = vectors().map(({ bytes }) => bytes)
  const edges = [0, 1, 7, 8, 9, 11, 12, 13, 0xffff, 0xffffff]
  fc.assert(
    fc.property(
      fc.constantFrom(...cases),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.oneof(
            fc.integer({ min: 0, max: 255 }).map(n => Buffer.of(n)),
            fc.constantFrom(...edges).map(n => Buffer.of(n >> 16, n >> 8, n)),
          ),
        ),
        { maxLength: 6 },
      ),
      (bytes, changes) => {
        const odd = Buffer.from(bytes)
        for (const [place, octets] of changes) octets.copy(odd, HEADER_SIZE + (place % (odd.length - HEADER_SIZE)))
        const result = decodeMessage(odd)
        if (result.ok) return
        assert.ok(result.resultCode >= 3001 && result.resultCode <= 5017)
        assert.ok((result.failed?.length ?? 0) <= odd.length + 12)
      },
    ),
    { numRuns: 2000 },
  )
})

const VALUES: readonly [AvpName, unknown, string][] = [
  ['CC-Time', 4294967295, '00 00 01 A4 40 00 00 0C FF FF FF FF'],
  ['Exponent', -2, '00 00 01 AD 40 00 00 0C FF FF FF FE'],
  ['CC-Total-Octets', 2n ** 64n - 1n, '00 00 01 A5 40 00 00 10 FF FF FF FF FF FF FF FF'],
  ['Value-Digits', -5n, '00 00 01 BF 40 00 00 10 FF FF FF FF FF FF FF FB'],
  // 31 January 2020 at 17:00:00 UTC, midnight in Hà Nội: 3 789 478 800 s after 1900.
  ['Event-Timestamp', Date.UTC(2020, 0, 31, 17), '00 00 00 37 40 00 00 0C E1 DE DB 90'],
  // The first second of the next era.
  ['Event-Timestamp', Date.UTC(2036, 1, 7, 6, 28, 16), '00 00 00 37 40 00 00 0C 00 00 00 00'],
  ['SGSN-Address', ['192.0.2.7'], '00 00 04 CC C0 00 00 12 00 00 28 AF 00 01 C0 00 02 07 00 00'],
  [
    'SGSN-Address',
    ['2001:db8::1'],
    '00 00 04 CC C0 00 00 1E 00 00 28 AF 00 02 20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 01 00 00',
  ],
  ['Product-Name', 'Loa', '00 00 01 0D 00 00 00 0B 4C 6F 61 00'],
]

for (const [name, value, hex] of VALUES)
  test(`an AVP ${name} of ${String(value)} is written as ${hex} and read back`, () => {
    const input = { command: 'DWA', hopByHop: 1, endToEnd: 2, error: true } as const
    const rest = { 'Result-Code': 2001, 'Origin-Host': 'a' }
    const bytes = encodeMessage({ ...input, avps: { ...rest, [name]: value } })
    const octets = bytes.subarray(bytes.length - hex.replaceAll(' ', '').length / 2)
    assert.equal(octets.toString('hex').toUpperCase(), hex.replaceAll(' ', ''))
    assert.deepEqual(decoded(bytes).avps[name], value)
  })

test('IPv6 addresses keep to RFC 5952, whatever is zero', () => {
  const check = (given: string, expected: string) => {
    const avps = { 'Result-Code': 2001, 'Origin-Host': 'a', 'Host-IP-Address': [given] }
    const bytes = encodeMessage({ command: 'DWA', hopByHop: 1, endToEnd: 2, error: true, avps })
    assert.deepEqual(decoded(bytes).avps['Host-IP-Address'], [expected])
  }
  check('::', '::')
  check('::1', '::1')
  check('2001:db8::', '2001:db8::')
  check('2001:0:0:1:0:0:0:1', '2001:0:0:1::1')
  check('1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8')
  check('1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8')
  check('::ffff:192.0.2.1', '::ffff:c000:201')
})

const UNENCODABLE: readonly [string, Avps][] = [
  ['a number too large', { 'CC-Time': 2 ** 32 }],
  ['a number below zero', { 'CC-Time': -1 }],
  ['half a number', { 'CC-Time': 0.5 }],
  ['a text for a number', { 'CC-Time': '5' as unknown as number }],
  ['a number for a bigint', { 'CC-Total-Octets': 5 as unknown as bigint }],
  ['a bigint too large', { 'CC-Total-Octets': 2n ** 64n }],
  ['an identity with a space', { 'Origin-Host': 'a b' }],
  ['an empty identity', { 'Origin-Host': '' }],
  ['a time before 1968', { 'Event-Timestamp': Date.UTC(1967, 0) }],
  ['an address that is none', { 'Host-IP-Address': ['example.net'] }],
  ['one address where a list of them belongs', { 'Host-IP-Address': '192.0.2.1' as unknown as readonly string[] }],
  ['a text for a group', { 'Proxy-Info': ['x' as unknown as Avps] }],
  ['an AVP that is not in the dictionary', { 'No-Such-AVP': 1 } as unknown as Avps],
  ['more than a message holds', { Class: [Buffer.alloc(MESSAGE_SIZE_MAX)] }],
  [
    'more than a message holds, in a group',
    { 'Failed-AVP': [{ Class: [Buffer.alloc(40_000), Buffer.alloc(40_000)] }] },
  ],
]

for (const [what, avps] of UNENCODABLE)
  test(`a message with ${what} is refused by the encoder and not altered`, () => {
    const message: MessageInput = { command: 'DWR', hopByHop: 1, endToEnd: 2, avps }
    assert.throws(
      () => encodeMessage(message),
      error => error instanceof Failure && error.code === 'diameterUnencodable',
    )
  })
