import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ngapWriteReplace } from './ngap.ts'
import { type NgapTold, readNgapTold } from './ngap-told.ts'

const octets = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')

const NETWORK = { mcc: '452', mnc: '04' }
const ONE = { ...NETWORK, nci: 0x123456789 }
const OTHER = { mcc: '310', mnc: '260', nci: 0xfffffffff }

/** Made by hand from the ASN.1 of TS 38.413 and from X.691, element by element; `test/peers` has Wireshark read the same kinds. */
const TOLD: readonly (readonly [string, string, NgapTold])[] = [
  [
    'a WriteReplaceWarningResponse with two cells',
    `20 33 00 26 00 0003
      0023 40 02 1113
      005f 40 02 4010
      000d 40 14 60 0001
        00 54f240 1234567890
        130062 fffffffff0`,
    { is: 'completed', id: 4371, serial: 0x4010, cells: [ONE, OTHER] },
  ],
  [
    'a WriteReplaceWarningResponse by tracking areas',
    `20 33 00 26 00 0003
      0023 40 02 1113
      005f 40 02 4010
      000d 40 15 80 0000
        00 54f240 000007 0000
        00 54f240 1234567890`,
    { is: 'completed', id: 4371, serial: 0x4010, cells: [ONE] },
  ],
  [
    'a WriteReplaceWarningResponse that names no cell',
    '20 33 00 0f 00 0002 0023 40 02 1113 005f 40 02 4010',
    { is: 'completed', id: 4371, serial: 0x4010, cells: null },
  ],
  [
    'a PWSCancelResponse with how often it was on the air',
    `20 20 00 1f 00 0003
      0023 40 02 1113
      005f 40 02 4010
      000c 40 0e 60 0000
        00 54f240 1234567890 002a`,
    { is: 'cancelled', id: 4371, serial: 0x4010, cells: [{ ...ONE, broadcasts: 42 }] },
  ],
  [
    'a PWSRestartIndication',
    `00 22 40 28 00 0003
      0010 40 0c 40 0000 00 54f240 1234567890
      001b 00 08 00 54f240 00 000001
      0068 00 09 0000 00 54f240 000007`,
    { is: 'restart', cells: [ONE] },
  ],
  [
    'a PWSFailureIndication',
    `00 21 40 1b 00 0002
      0051 00 0c 40 0000 00 54f240 1234567890
      001b 00 08 00 54f240 00 000001`,
    { is: 'failure', cells: [ONE] },
  ],
  [
    'a PWSFailureIndication of cells that are none of NR',
    `00 21 40 19 00 0002
      0051 00 0b 00 0000 00 54f240 12345670
      001b 00 08 00 54f240 00 000001`,
    { is: 'failure', cells: [] },
  ],
]

for (const [name, given, meant] of TOLD)
  test(`${name} is read from the octets that are made by hand`, () => {
    assert.deepEqual(readNgapTold(withLengths(octets(given))), meant)
  })

/** The lengths of what is around the elements are those of what is in it. */
function withLengths(pdu: Buffer): Buffer {
  const one = Buffer.from(pdu)
  one[3] = pdu.length - 4
  return one
}

test('extensions that nobody here knows are passed over, in a cell and behind it', () => {
  const list = octets(`60 0001
    d0 54f240 1234567890  0000 0001 40 01 ff  0000 0002 40 02 eeee  01 01 dd
    00 130062 fffffffff0`)
  const pdu = Buffer.concat([
    octets('20 33 00 00 00 0003 0023 40 02 1113 005f 40 02 4010 000d 40'),
    Buffer.from([list.length]),
    list,
  ])
  assert.deepEqual(readNgapTold(withLengths(pdu)), { is: 'completed', id: 4371, serial: 0x4010, cells: [ONE, OTHER] })
})

test('no octets make the reader throw: cut, changed or random, they are read as one of four or as nothing, and what is cut is nothing', () => {
  const whole = TOLD.map(([, given]) => withLengths(octets(given)))
  for (const pdu of whole)
    for (let size = 0; size < pdu.length; size++)
      assert.equal(readNgapTold(pdu.subarray(0, size)), null, `${size} of ${pdu.toString('hex')}`)
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(100), fc.nat(255)), { minLength: 1, maxLength: 5 }),
      (pdu, changes) => {
        const changed = Buffer.from(pdu)
        for (const [at, value] of changes) changed[at % changed.length] = value
        readNgapTold(changed)
      },
    ),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), random => void readNgapTold(random)))
  const page = { octets: Buffer.alloc(82), used: 1 }
  const ours = { id: 1, serial: 1, repetitionS: 1, broadcasts: 1, dcs: 1, pages: [page] }
  assert.equal(readNgapTold(ngapWriteReplace({ ...ours, concurrent: true }, null)), null)
})
