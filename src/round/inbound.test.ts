import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fingerprintOf } from './fingerprint.ts'
import { Frame } from './frame-cutter.ts'
import { InboundReceipt } from './inbound.ts'
import { DELIVRD, EXPIRD, RECEIPT_STATES, UNKNOWN } from './ledger.ts'

/** The octets of a deliver_sm, put together by hand: SMPP 3.4, section 4.6.1. */
interface Parts {
  readonly service_type: string
  readonly source_addr: string
  readonly destination_addr: string
  readonly esm_class: number
  readonly schedule_delivery_time: string
  readonly validity_period: string
  readonly data_coding: number
  readonly short_message: string
  /** Hexadecimal, blanks aside. */
  readonly tlvs: string
}

const TEXT =
  'id:0123456789 sub:001 dlvrd:001 submit date:2002031530 done date:2002031531 stat:DELIVRD err:000 text:Bo Y te'

const USUAL: Parts = {
  service_type: '',
  source_addr: '84912345678',
  destination_addr: 'BOYTE',
  esm_class: 0x04,
  schedule_delivery_time: '',
  validity_period: '',
  data_coding: 0,
  short_message: TEXT,
  tlvs: '',
}
const ID_TLV = '001e 000b 3031323334353637383900'
const STATE_TLV = '0427 0001 02'

function deliver(parts: Partial<Parts>): Buffer {
  const p = { ...USUAL, ...parts }
  const text = Buffer.from(p.short_message, 'latin1')
  const body = Buffer.concat([
    Buffer.from(`${p.service_type}\0\x01\x01${p.source_addr}\0\x05\0${p.destination_addr}\0`),
    Buffer.from([p.esm_class, 0, 0]),
    Buffer.from(`${p.schedule_delivery_time}\0${p.validity_period}\0`),
    Buffer.from([0, 0, p.data_coding, 0, text.length]),
    text,
    Buffer.from(p.tlvs.replaceAll(' ', ''), 'hex'),
  ])
  const header = Buffer.from('00000000 00000005 00000000 00000001'.replaceAll(' ', ''), 'hex')
  header.writeUInt32BE(16 + body.length, 0)
  return Buffer.concat([header, body])
}

interface Says {
  readonly address: number
  readonly other: number
  readonly id: string
  readonly idFingerprint: number
  readonly hasId: boolean
  readonly code: number
  readonly odd: boolean
}

function said(receipt: InboundReceipt): Says {
  const { address, other, idFingerprint, hasId, code, odd } = receipt
  return { address, other, id: receipt.idText(), idFingerprint, hasId, code, odd }
}

const short = new InboundReceipt()
const whole = new InboundReceipt()
const like = new InboundReceipt()
/** What lies around a frame in a read: octets that a reader which left its frame would take for its own. */
const AROUND = Buffer.from(`stat:DELIVRD ${'\0'.repeat(40)}${TEXT}${'\0'.repeat(40)}`, 'latin1')

/**
 * What a shorter way answers, null when it leaves the frame to the whole decoder; they never disagree. `before`: what the
 * same centre sent just before it.
 */
function readShort(frame: Buffer, before: Buffer = frame): Says | null {
  const answers = short.readShort(lyingAround(frame))
  const answer = answers ? said(short) : null
  const status = whole.readWhole(frame)
  if (answers) {
    assert.equal(status, null, 'the short way answers only what is a receipt')
    assert.deepEqual(answer, said(whole))
  }
  checkLike(frame, before)
  // What the short way has looked at leaves no trace.
  assert.equal(short.readWhole(frame), status)
  if (status === null) assert.deepEqual(said(short), said(whole))
  return answer
}

/** `whole` has read the frame. */
function checkLike(frame: Buffer, before: Buffer): void {
  const usual = lyingAround(before)
  like.readShort(usual)
  like.readShort(usual)
  if (like.readShort(lyingAround(frame))) assert.deepEqual(said(like), said(whole))
}

function lyingAround(frame: Buffer): Frame {
  const lies = new Frame()
  lies.lieIn(Buffer.concat([AROUND, frame, AROUND]))
  lies.at = AROUND.length
  lies.end = AROUND.length + frame.length
  return lies
}

function readWhole(frame: Buffer): Says | number {
  return whole.readWhole(frame) ?? said(whole)
}

const EXPECTED: Says = {
  address: 84912345678,
  other: 0,
  id: '0123456789',
  idFingerprint: fingerprintOf('0123456789'),
  hasId: true,
  code: DELIVRD,
  odd: false,
}
const changed = (from: string | RegExp, to: string): Partial<Parts> => ({ short_message: TEXT.replace(from, to) })
const withId = (id: string) => ({ id, idFingerprint: fingerprintOf(id) })
const UUID = 'c5f7d8a0-4f5e-11ea-b77f-2e728ce88125'

const SHORT: readonly (readonly [string, Partial<Parts>, Partial<Says>])[] = [
  ["appendix B's text", {}, {}],
  ['text and TLVs that agree', { tlvs: ID_TLV + STATE_TLV }, {}],
  ['TLVs in the other order', { tlvs: STATE_TLV + ID_TLV }, {}],
  ['one TLV of the two', { tlvs: STATE_TLV }, {}],
  ['Latin letters', { data_coding: 3 }, {}],
  ['ASCII letters', { data_coding: 1 }, {}],
  ['a mode in esm_class', { esm_class: 0x05 }, {}],
  ['dates with seconds', changed(/date:(\d+) done date:(\d+)/, 'date:200203153012 done date:200203153113'), {}],
  ['nothing behind the state', changed(/ err.*/, ''), {}],
  ['an expired message', changed('DELIVRD', 'EXPIRED'), { code: EXPIRD }],
  ['a message of unknown state', changed('DELIVRD', 'UNKNOWN'), { code: UNKNOWN }],
  ['a rejected message', changed('DELIVRD', 'REJECTD'), { code: RECEIPT_STATES.indexOf('REJECTD') }],
  ['a message on its way', changed('DELIVRD', 'ENROUTE'), { code: 0 }],
  ['an accepted message', changed('DELIVRD', 'ACCEPTD'), { code: 0 }],
  ['an id of letters', changed('0123456789', UUID), withId(UUID)],
  ['an id of 64 octets', changed('0123456789', 'a'.repeat(64)), withId('a'.repeat(64))],
  ['an id with a colon', changed('0123456789', 'text:5'), withId('text:5')],
  ['text that says stat', changed('Bo Y te', 'stat:UNDELIV err:1'), {}],
  ['a short number of a subscriber', { source_addr: '1' }, { address: 1 }],
  ['a number of 15 digits', { source_addr: '123456789012345' }, { address: 123456789012345 }],
  ['no number', { source_addr: '' }, { address: 0 }],
  [
    'the two addresses swapped',
    { source_addr: '18001091', destination_addr: '84912345678' },
    { address: 18001091, other: 84912345678 },
  ],
]

for (const [name, parts, expected] of SHORT)
  test(`${name}: read in short`, () => {
    assert.deepEqual(readShort(deliver(parts)), { ...EXPECTED, ...expected })
  })

/** Read by the whole decoder; a number is the command_status to answer a frame with that is no receipt. */
const WHOLE: readonly (readonly [string, Partial<Parts>, Partial<Says> | number])[] = [
  ['a plus before the number', { source_addr: '+84912345678' }, {}],
  ['a service_type', { service_type: 'CMT' }, {}],
  ['a validity_period', { validity_period: '000000010000000R' }, {}],
  ['a schedule_delivery_time', { schedule_delivery_time: '200203073000000+' }, {}],
  ['no sub: and dlvrd:', changed(' sub:001 dlvrd:001', ''), {}],
  ['no dates', changed(/ submit date.*(?= stat)/, ''), {}],
  ['keys in capitals', changed('stat:', 'Stat:'), {}],
  ['a state that appendix B does not spell so', changed('DELIVRD', 'DELIVERED'), {}],
  ['an id that a comma ends', changed('0123456789', '0123456789,'), {}],
  ['an id with a key behind it', changed('0123456789', '0123456789;err:005'), {}],
  ['an id with a GSM underscore', changed('0123456789', 'a\x11b'), withId('a_b')],
  ['no id', changed('0123456789', ''), { ...withId(''), hasId: false }],
  ['a state where the dates belong', changed('submit date', 'submit stat'), { code: 0 }],
  ['a TLV that names another state', { tlvs: '0427 0001 05' }, { code: RECEIPT_STATES.indexOf('UNDELIV'), odd: true }],
  [
    'a TLV that says accepted beside a text that says on its way',
    { ...changed('DELIVRD', 'ENROUTE'), tlvs: '0427 0001 06' },
    { code: 0, odd: true },
  ],
  ['a TLV that names another message', { tlvs: '001e 0003 313200' }, { ...withId('12'), odd: true }],
  ['a TLV without its NUL', { tlvs: '001e 000a 30313233343536373839' }, {}],
  ['another TLV', { tlvs: '0423 0003 030000' }, {}],
  ['octets behind the TLVs', { tlvs: `${STATE_TLV} 00` }, {}],
  ['a TLV that runs over the end', { tlvs: '0427 0002 02' }, {}],
  ['UCS-2', { short_message: TEXT.replace(/./g, '\0$&').slice(0, 220), data_coding: 8 }, {}],
  ['a header before the text', { short_message: `\x02\x70\x00${TEXT}`, esm_class: 0x44 }, {}],
  [
    'text in message_payload',
    { short_message: '', tlvs: `0424 00${TEXT.length.toString(16)} ${Buffer.from(TEXT).toString('hex')}` },
    {},
  ],
  ['TLVs only', { short_message: '', tlvs: ID_TLV + STATE_TLV }, {}],
  ['an intermediate notification', { esm_class: 0x20 }, { code: 0 }],
  ["a person's message", { esm_class: 0 }, 0],
  ["a person's message that imitates a receipt", { esm_class: 0x40 }, 0],
  ['an acknowledgement of a person', { esm_class: 0x08 }, 0],
]

for (const [name, parts, expected] of WHOLE)
  test(`${name}: ${typeof expected === 'number' ? 'no receipt' : 'read as a whole'}`, () => {
    const frame = deliver(parts)
    assert.equal(readShort(frame), null)
    const says = readWhole(frame)
    if (typeof expected === 'number') assert.equal(says, expected)
    else assert.deepEqual(says, { ...EXPECTED, ...expected })
  })

test('a frame that ends within a field gets the status that it deserves, and is not read in short', () => {
  const frame = deliver({ tlvs: ID_TLV + STATE_TLV })
  const textEnd = frame.length - ID_TLV.replaceAll(' ', '').length / 2 - 5
  for (let size = 16; size < frame.length; size++) {
    const cut = Buffer.from(frame.subarray(0, size))
    cut.writeUInt32BE(size, 0)
    const says = readShort(cut)
    assert.equal(says !== null, size === textEnd || size === textEnd + 15, `${size} octets`)
    if (size < textEnd) assert.ok(Number(readWhole(cut)) > 0, `${size} octets`)
    else assert.deepEqual(readWhole(cut), EXPECTED)
  }
})

for (const [name, parts] of [
  ['text and TLVs', { destination_addr: '18001091', tlvs: ID_TLV + STATE_TLV }],
  ['a header before the text', { esm_class: 0x44 }],
] as const)
  test(`${name}, each octet changed to each other one: the short way says what the whole decoder says`, () => {
    const frame = deliver(parts)
    const unchanged = Buffer.from(frame)
    for (let at = 4; at < frame.length; at++) {
      if (at >= 4 && at < 8) continue // deliver_sm, and nothing else, is read in short
      const before = frame[at]
      for (let octet = 0; octet < 256; octet++) {
        frame[at] = octet
        readShort(frame, unchanged)
      }
      frame[at] = before
    }
  })

/** Mostly the first: a frame that differs from the usual one in one place or two goes furthest. */
const usually = <T>(first: T, ...others: T[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const aState = fc.constantFrom(
  ...['DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD', 'ENROUTE'],
  ...['DELIVERED', 'FAILED', 'delivrd', '2', ''],
)
const aDate = usually('2002031530', '200203153012', '20200203153012', '20-02-03', '', 'stat:1')
const anId = fc.oneof(
  fc.constantFrom('0123456789', '5', '00', UUID, 'A1;', 'a b', 'stat:EXPIRED', ',id:7', '\x02\xa0'),
  fc.stringMatching(/^[!-~]{1,66}$/),
  fc.string({ maxLength: 20, unit: 'binary-ascii' }),
)
const aText = fc
  .record({
    id: anId,
    counts: usually(' sub:001 dlvrd:001', ' sub:1 dlvrd:1', '', ' stat:05 dlvrd:001'),
    submit: aDate,
    done: aDate,
    state: aState,
    rest: fc.constantFrom(' err:000 text:', '', ' err:0 text:stat:EXPIRED id:9', ' id:9', ' text'),
  })
  .map(
    ({ id, counts, submit, done, state, rest }) =>
      `id:${id}${counts} submit date:${submit} done date:${done} stat:${state}${rest}`,
  )
const aTlv = fc.constantFrom(
  ...[ID_TLV, STATE_TLV, '0427 0001 06', '0427 0001 01', '0427 0001 09', '001e 0002 3500'],
  ...['001e 0001 00', '0427 0000', '0423 0003 030000', '1400 0001 02', '00', '0427 ffff'],
)
const aFrame = fc
  .record({
    service_type: usually('', 'CMT'),
    source_addr: usually('84912345678', '+84912345678', '0912345678', '', 'ABC', '9'.repeat(16)),
    destination_addr: usually('BOYTE', '18001091', '+84912345678', '', 'y'.repeat(25)),
    esm_class: usually(0x04, 0x07, 0x44, 0x00, 0x20, 0x24, 0x84),
    data_coding: usually(0, 1, 3, 4, 8, 240),
    short_message: fc.oneof(aText, fc.constant(TEXT)),
    tlvs: fc.oneof(
      fc.constant(''),
      fc.array(aTlv, { maxLength: 3 }).map(tlvs => tlvs.join('')),
    ),
  })
  .map(deliver)
const OCTETS = [...' ,;|:\0\x02\x11\xa0\t\nidstae019@+'].map(letter => letter.charCodeAt(0))
const aMutation = fc.record({
  is: fc.constantFrom('replace', 'insert', 'remove', 'cut'),
  at: fc.nat(),
  octet: fc.oneof(fc.constantFrom(...OCTETS), fc.nat(255)),
})

function mutated(frame: Buffer, { is, at, octet }: { is: string; at: number; octet: number }): Buffer {
  const place = 16 + (at % (frame.length - 16))
  const before = frame.subarray(0, place)
  const result =
    is === 'cut'
      ? Buffer.from(before)
      : Buffer.concat([
          before,
          is === 'remove' ? Buffer.alloc(0) : Buffer.from([octet]),
          frame.subarray(is === 'insert' ? place : place + 1),
        ])
  result.writeUInt32BE(result.length, 0)
  return result
}

test('whatever a centre sends, the short way says what the whole decoder says, or leaves it to it', () => {
  let [answered, left] = [0, 0]
  fc.assert(
    fc.property(aFrame, fc.array(aMutation, { maxLength: 3 }), (frame, mutations) => {
      const frames = [frame]
      for (const mutation of mutations) {
        if ((frames.at(-1) as Buffer).length <= 17) break
        frames.push(mutated(frames.at(-1) as Buffer, mutation))
      }
      for (const one of frames) {
        if (readShort(one, frame) === null) left++
        else answered++
      }
    }),
    { numRuns: 10_000 },
  )
  assert.ok(answered > 1000 && left > 1000, `${answered} answered, ${left} left`)
})
