import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { anyMessage } from './any-message.test.ts'
import { ALL_CELLS, type Cell, parseCell } from './cells.ts'
import { decodeMessage, encodeMessage } from './codec.ts'
import { CAUSES } from './elements.ts'
import { BODY_SIZE_MAX, FrameCutter } from './frames.ts'
import { MESSAGES, type Message, type MessageName } from './messages.ts'
import { keepAlivePeriod } from './periods.ts'

const NAMES = Object.keys(MESSAGES) as MessageName[]
const octets = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')
const cell = (text: string): Cell => {
  const parsed = parseCell(text)
  assert.ok(parsed !== null)
  return parsed
}

/** Made by hand from 3GPP TS 48.049 sections 8.1 and 8.2, never by our own encoder. */
const BY_HAND: readonly (readonly [name: string, octets: string, message: Message])[] = [
  [
    'a WRITE-REPLACE of one page to all cells of the BSC',
    `01 00006c
     0e 1113  03 4010  04 0001 06  12 00  05 02  06 0010  07 0078  13 01  0c 48
     01 04 0042006f ${'000d'.repeat(39)}`,
    {
      message: 'WRITE-REPLACE',
      messageIdentifier: 4371,
      newSerialNumber: 0x4010,
      cellList: ALL_CELLS,
      channelIndicator: 0,
      category: 2,
      repetitionPeriod: 16,
      numberOfBroadcastsRequested: 120,
      numberOfPages: 1,
      dataCodingScheme: 0x48,
      pages: [{ used: 4, octets: octets(`0042006f${'000d'.repeat(39)}`) }],
    },
  ],
  [
    'a WRITE-REPLACE COMPLETE that replaced in one cell, with how often the old one was on the air',
    '02 00001b  0e 1113  03 4011  02 4010  08 000b 00 54f240 0064 04d2 0029 00  04 0001 06',
    {
      message: 'WRITE-REPLACE COMPLETE',
      messageIdentifier: 4371,
      newSerialNumber: 0x4011,
      oldSerialNumber: 0x4010,
      completedList: [{ cell: cell('452-04-100-1234'), count: 41, info: 0 }],
      cellList: ALL_CELLS,
    },
  ],
  [
    'a WRITE-REPLACE FAILURE for a cell without memory and one that the BSC does not know',
    '03 00001c  0e 1113  03 4010  09 0013  00 54f240 0064 04d3 07  01 0064 04d4 03  02 04d5 0e',
    {
      message: 'WRITE-REPLACE FAILURE',
      messageIdentifier: 4371,
      newSerialNumber: 0x4010,
      failureList: [
        { cell: cell('452-04-100-1235'), cause: 7 },
        { cell: { by: 'lac-ci', lac: 100, ci: 1236 }, cause: 3 },
        { cell: { by: 'ci', ci: 1237 }, cause: 14 },
      ],
    },
  ],
  [
    'a KILL in two cells of a network with three digits',
    '04 000018  0e 1113  02 4010  04 000f 00 130062 0001 0002 130062 0001 ffff',
    {
      message: 'KILL',
      messageIdentifier: 4371,
      oldSerialNumber: 0x4010,
      cellList: [cell('310-260-1-2'), cell('310-260-1-65535')],
    },
  ],
  [
    'a LOAD-QUERY COMPLETE',
    '08 00000e  0a 0009 02 04d2 1900 04d3 6464  12 00',
    {
      message: 'LOAD-QUERY COMPLETE',
      loadList: [
        { cell: { by: 'ci', ci: 1234 }, loads: [25, 0] },
        { cell: { by: 'ci', ci: 1235 }, loads: [100, 100] },
      ],
      channelIndicator: 0,
    },
  ],
  [
    'a RESTART of a location area whose data are lost',
    '13 00000c  04 0005 05 0064 0065  16 00  0d 01',
    {
      message: 'RESTART',
      cellList: [
        { by: 'lac', lac: 100 },
        { by: 'lac', lac: 101 },
      ],
      broadcastMessageType: 0,
      recoveryIndication: 1,
    },
  ],
  [
    'a FAILURE of a location area',
    '14 00000c  09 0007 04 54f240 0064 0a  16 00',
    {
      message: 'FAILURE',
      failureList: [{ cell: { by: 'lai', mcc: '452', mnc: '04', lac: 100 }, cause: 10 }],
      broadcastMessageType: 0,
    },
  ],
  [
    'an ERROR-INDICATION about a message',
    '15 000008  0b 04  0e 1113  03 4010',
    { message: 'ERROR-INDICATION', cause: 4, messageIdentifier: 4371, newSerialNumber: 0x4010 },
  ],
  ['a KEEP-ALIVE of 30 s', '16 000002  18 14', { message: 'KEEP-ALIVE', keepAliveRepetitionPeriod: 20 }],
  ['a KEEP-ALIVE COMPLETE', '17 000000', { message: 'KEEP-ALIVE COMPLETE' }],
  [
    'a SET-DRX of a schedule of 16 slots, two of them kept free',
    '0d 00000a  04 0001 06  14 10  15 02  12 00',
    { message: 'SET-DRX', cellList: ALL_CELLS, schedulePeriod: 16, numberOfReservedSlots: 2, channelIndicator: 0 },
  ],
  [
    'a SET-DRX COMPLETE',
    '0e 000006  04 0001 06  12 00',
    { message: 'SET-DRX COMPLETE', cellList: ALL_CELLS, channelIndicator: 0 },
  ],
  [
    'a SET-DRX FAILURE of a cell whose channel keeps another schedule',
    '0f 000009  09 0004 02 04d2 0b  12 00',
    { message: 'SET-DRX FAILURE', failureList: [{ cell: { by: 'ci', ci: 1234 }, cause: 11 }], channelIndicator: 0 },
  ],
]

describe('CBSP by hand', () => {
  for (const [name, hex, message] of BY_HAND)
    test(`${name} is read and written octet for octet`, () => {
      assert.deepEqual(decodeMessage(octets(hex)), { ok: true, message, stray: false })
      assert.equal(encodeMessage(message).toString('hex'), octets(hex).toString('hex'))
    })
})

describe('CBSP by property', () => {
  for (const name of NAMES)
    test(`any ${name} is read again as it was written`, () => {
      fc.assert(
        fc.property(anyMessage(name), message => {
          assert.deepEqual(decodeMessage(encodeMessage(message)), { ok: true, message, stray: false })
        }),
        { numRuns: 50 },
      )
    })

  test('a message that is cut or has one octet changed never makes the decoder throw, nor read beyond it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES).chain(name => anyMessage(name)),
        fc.nat(),
        fc.nat({ max: 255 }),
        (message, place, value) => {
          const whole = encodeMessage(message)
          const changed = Buffer.from(whole)
          changed[place % changed.length] = value
          decodeMessage(changed)
          const cut = Buffer.from(whole.subarray(0, place % whole.length))
          if (cut.length >= 4) cut.writeUIntBE(cut.length - 4, 1, 3)
          const decoded = decodeMessage(cut)
          assert.ok(decoded.ok || decoded.cause <= CAUSES.laiOrLacNotValid)
        },
      ),
    )
  })

  test('noise after a header of any type never makes the decoder throw', () => {
    fc.assert(
      fc.property(fc.nat({ max: 255 }), fc.uint8Array({ maxLength: 300 }), (type, noise) => {
        const frame = Buffer.from([type, 0, noise.length >> 8, noise.length & 255, ...noise])
        decodeMessage(frame)
      }),
    )
  })
})

function check(hex: string, expected: Partial<ReturnType<typeof decodeMessage>>) {
  const decoded = decodeMessage(octets(hex)) as Record<string, unknown>
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(decoded[name], value)
}

describe('odd CBSP', () => {
  test('an unknown element ends the message there, and what was read counts', () => {
    check('13 00000a  04 0001 06  16 00  0d 00  7f ff', { ok: true, stray: true })
    check('13 000008  04 0001 06  7f ff  16 00', { ok: false, cause: CAUSES.missingMandatoryElement })
  })

  test('elements come in any order, those of other messages are passed over, of two the first counts', () => {
    check('13 00000e  0d 01  12 00  0d 00  16 00  04 0001 06  05 02', {
      ok: true,
      stray: false,
      message: { message: 'RESTART', recoveryIndication: 1, broadcastMessageType: 0, cellList: ALL_CELLS },
    })
  })

  test('a list without its discriminator, with half a cell, with letters for digits is refused', () => {
    for (const list of ['04 0000', '04 0004 02 0001 00', '04 0008 00 5af240 0064 04d2', '04 0001 03'])
      check(`10 ${octets(list).length.toString(16).padStart(6, '0')} ${list}`, {
        ok: false,
        cause: CAUSES.parameterValueInvalid,
      })
  })

  test('a type that is none and a length that is not the frame’s are refused', () => {
    check('7f 000000', { ok: false, type: 0x7f, cause: CAUSES.unrecognisedMessage })
    check('17 000001', { ok: false, cause: CAUSES.parameterValueInvalid })
    check('17', { ok: false, cause: CAUSES.parameterValueInvalid })
  })

  test('pages that are not as many as the message says are refused', () => {
    const page = `01 52 ${'0d'.repeat(82)}`
    check(`01 000062 0e 1113 03 4010 04 0001 06 13 02 ${page} 0c 48`, {
      ok: false,
      cause: CAUSES.parameterValueInvalid,
    })
  })

  test('an answer or a word of a BSC without what it must have is refused', () => {
    for (const [type, body] of [
      ['02', '03 4010'],
      ['03', '0e 1113 03 4010'],
      ['05', '0e 1113'],
      ['06', '0e 1113 02 4010'],
      ['08', '12 00'],
      ['09', '12 00'],
      ['0b', '0e 1113 02 4010 12 00'],
      ['0c', '0e 1113 02 4010 12 00'],
      ['0e', '12 00'],
      ['0f', '12 00'],
      ['11', ''],
      ['12', '04 0001 06'],
      ['13', '04 0001 06 16 00'],
      ['14', '09 0004 02 04d2 0a'],
      ['15', '0e 1113'],
      ['16', ''],
    ] as const) {
      const size = octets(body).length.toString(16).padStart(6, '0')
      check(`${type} ${size} ${body}`, { ok: false, cause: CAUSES.missingMandatoryElement })
    }
  })

  test('a page that says that more of its octets are used than it has is refused', () => {
    const of = (used: string) => `01 000062 0e 1113 03 4010 04 0001 06 13 01 01 ${used} ${'0d'.repeat(82)} 0c 48`
    const size = (octets(of('52')).length - 4).toString(16).padStart(6, '0')
    const frame = (used: string) => of(used).replace('000062', size)
    check(frame('52'), { ok: true })
    check(frame('53'), { ok: false, cause: CAUSES.parameterValueInvalid })
  })

  test('a message of a mebibyte of cells costs as many values as its first list has, in little time', () => {
    const list = Buffer.concat([Buffer.from('04ffff02', 'hex'), Buffer.alloc(0xfffe)])
    const body = Buffer.concat(Array(15).fill(list))
    const frame = Buffer.concat([Buffer.from([0x10, 0, 0, 0]), body])
    frame.writeUIntBE(body.length, 1, 3)
    const decoded = decodeMessage(frame)
    assert.ok(decoded.ok && decoded.message.message === 'RESET')
    assert.equal(decoded.message.cellList.length, 0x7fff)
  })

  test('what does not fit a message is refused by the encoder, by its name', () => {
    const wrong: readonly (readonly [Message, RegExp])[] = [
      [{ message: 'KEEP-ALIVE', keepAliveRepetitionPeriod: 256 }, /keepAliveRepetitionPeriod/],
      [{ message: 'RESET', cellList: [{ by: 'all' }, { by: 'ci', ci: 1 }] }, /cellList/],
      [{ message: 'RESET', cellList: [{ by: 'ci', ci: 65536 }] }, /cellList/],
      [
        { message: 'RESET', cellList: Array(10_000).fill({ by: 'cgi', mcc: '452', mnc: '04', lac: 1, ci: 1 }) },
        /longer than its length/,
      ],
    ]
    for (const [message, why] of wrong)
      assert.throws(
        () => encodeMessage(message),
        error => error instanceof Failure && why.test(error.message),
      )
  })
})

describe('the stream of CBSP', () => {
  const frames = BY_HAND.map(([, hex]) => octets(hex))

  test('messages are cut out of a stream whatever its pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), sizes => {
        const cutter = new FrameCutter()
        const stream = Buffer.concat(frames)
        const seen: string[] = []
        for (let at = 0, i = 0; at < stream.length; i++) {
          const end = Math.min(stream.length, at + sizes[i % sizes.length])
          const error = cutter.push(stream.subarray(at, end), frame => {
            seen.push(frame.toString('hex'))
          })
          assert.equal(error, null)
          at = end
        }
        assert.deepEqual(
          seen,
          frames.map(frame => frame.toString('hex')),
        )
      }),
      { numRuns: 30 },
    )
  })

  test('a length of a mebibyte is awaited, one octet more is refused before it comes', () => {
    const head = (length: number) => {
      const bytes = Buffer.from([0x01, 0, 0, 0])
      bytes.writeUIntBE(length, 1, 3)
      return bytes
    }
    assert.equal(
      new FrameCutter().push(head(BODY_SIZE_MAX), () => {}),
      null,
    )
    assert.equal(
      new FrameCutter().push(head(BODY_SIZE_MAX + 1), () => {}),
      'length-above-max',
    )
  })
})

test('a keep-alive says its period rounded up, from 1 s to 120 s', () => {
  for (const [ms, octet] of [
    [0, 1],
    [1_000, 1],
    [10_000, 10],
    [11_000, 11],
    [30_000, 20],
    [31_000, 21],
    [120_000, 38],
    [3_600_000, 38],
  ] as const)
    assert.equal(keepAlivePeriod(ms), octet, `${ms} ms`)
})
