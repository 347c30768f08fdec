import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ngapCancel, ngapCancelAll, ngapWriteReplace } from './ngap.ts'
import { PerWriter } from './per.ts'
import { sbcapStop, sbcapWriteReplace } from './sbcap.ts'
import type { Warning } from './warning.ts'

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')
const octets = (text: string) => text.replace(/\s/g, '')

const page = Buffer.alloc(82, 0x0d)
const WARNING: Warning = {
  id: 4371,
  serial: 0x4010,
  repetitionS: 30,
  broadcasts: 120,
  dcs: 0x48,
  concurrent: true,
  pages: [{ octets: page, used: 4 }],
}
const CONTENTS = `01${'0d'.repeat(82)}04`

/** Made by hand from the ASN.1 of TS 38.413 and TS 29.168 and from X.691, element by element. */
test('a WriteReplaceWarningRequest of NGAP has the octets that are made by hand', () => {
  const area = { cells: [{ mcc: '452', mnc: '04', nci: 0x123456789 }] }
  assert.equal(
    hex(ngapWriteReplace(WARNING, area)),
    octets(`00 33 00 80 8f  00 0008
      0023 00 02 1113
      005f 00 02 4010
      007a 40 0c 20 0000 00 54f240 1234567890
      0057 00 02 00 1e
      002f 00 02 0078
      0014 40 01 48
      007b 40 56 0053 ${CONTENTS}
      0011 00 01 00`),
  )
})

test('a PWSCancelRequest of NGAP has the octets that are made by hand', () => {
  const area = {
    areas: [
      { mcc: '452', mnc: '04', tac: 7 },
      { mcc: '310', mnc: '260', tac: 0xffffff },
    ],
  }
  assert.equal(
    hex(ngapCancel(WARNING, area)),
    octets(`00 20 00 24  00 0003
      0023 00 02 1113
      005f 00 02 4010
      007a 40 11 40 0001 00 54f240 000007 00 130062 ffffff`),
  )
  assert.equal(
    hex(ngapCancelAll(WARNING)),
    octets('00 20 00 14  00 0003  0023 00 02 1113  005f 00 02 4010  000e 00 01 00'),
  )
})

test('the requests of SBc-AP have the octets that are made by hand', () => {
  const cells = { cells: [{ mcc: '452', mnc: '04', eci: 0x1234567 }] }
  assert.equal(
    hex(sbcapWriteReplace({ ...WARNING, concurrent: false }, cells)),
    octets(`00 00 00 80 89  00 0007
      0005 00 02 1113
      000b 00 02 4010
      000f 40 0b 00 0000 00 54f240 12345670
      000a 00 02 001e
      0007 00 02 0078
      0003 40 01 48
      0010 40 56 0053 ${CONTENTS}`),
  )
  const areas = { areas: [{ mcc: '452', mnc: '04', tac: 7 }] }
  assert.equal(
    hex(sbcapStop(WARNING, areas)),
    octets(`00 01 00 28  00 0004
      0005 00 02 1113
      000b 00 02 4010
      000e 00 08 0000 00 54f240 0007
      000f 40 09 20 0000 00 54f240 0007`),
  )
})

test('a value of 40 000 octets comes in pieces, and each has its number before it', () => {
  const value = new PerWriter().octets(new Uint8Array(40_000).fill(7))
  const open = new PerWriter().open(value).done()
  assert.equal(open[0], 0xc2)
  // 7232 are left, with two bits before their number.
  assert.equal(hex(open.subarray(1 + 32_768, 3 + 32_768)), '9c40')
  assert.equal(open.length, 40_000 + 3)
  const exactly = new PerWriter().open(new PerWriter().octets(new Uint8Array(16_384))).done()
  assert.equal(exactly.at(-1), 0)
  assert.equal(exactly.length, 16_384 + 2)
})
