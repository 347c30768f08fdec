import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vectorsBeside } from '../base/vectors.test.ts'
import { RtpPacket } from './packet.ts'
import { putPictureId, putTl0PicIdx, type Vp8Fault, Vp8Payload } from './vp8.ts'

const { vector } = vectorsBeside(import.meta.url)

function octets(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex')
}

function read(bytes: Buffer): Vp8Payload {
  const vp8 = new Vp8Payload()
  assert.equal(vp8.read(bytes, 0, bytes.length), null)
  return vp8
}

function payloadOf(name: string): Buffer {
  const packet = new RtpPacket()
  packet.read(vector(name).bytes)
  return packet.bytes.subarray(packet.payloadAt, packet.payloadEnd)
}

test('the first packet of a key frame tells its picture id, layers and size', () => {
  const vp8 = read(payloadOf('rtp_vp8_key_frame'))
  const { beginsFrame, beginsKeyFrame, pictureId, pictureIdBits, tl0PicIdx, tid, keyIdx } = vp8
  assert.deepEqual(
    { beginsFrame, beginsKeyFrame, pictureId, pictureIdBits, tl0PicIdx, tid, keyIdx },
    {
      beginsFrame: true,
      beginsKeyFrame: true,
      pictureId: 32767,
      pictureIdBits: 15,
      tl0PicIdx: 255,
      tid: 0,
      keyIdx: -1,
    },
  )
  assert.deepEqual([vp8.layerSync, vp8.isNotReferred], [true, false])
  assert.deepEqual([vp8.width, vp8.height, vp8.at], [640, 360, 6])
})

test('a packet within a frame begins none, and its picture id may have 7 bits', () => {
  const vp8 = read(payloadOf('rtp_vp8_inter'))
  assert.deepEqual(
    [vp8.beginsFrame, vp8.beginsKeyFrame, vp8.pictureId, vp8.pictureIdBits, vp8.at],
    [false, false, 127, 7, 3],
  )
})

const FRAMES: readonly [string, string, boolean, boolean][] = [
  ['of a key frame, its first octets', '10 10 02 00', true, true],
  ['of another frame, its first octets', '10 11 02 00', true, false],
  ['of a key frame, a second partition', '11 10 02 00', false, false],
  ['that no frame refers to', '30 11 02 00', true, false],
  ['with the reserved bit', '50 10 02 00', true, true],
  ['of a key frame, within', '00 10 02 00', false, false],
]

for (const [what, hex, begins, beginsKey] of FRAMES)
  test(`a packet ${what}, begins ${beginsKey ? 'a key frame' : begins ? 'a frame' : 'nothing'}`, () => {
    const vp8 = read(octets(hex))
    assert.deepEqual([vp8.beginsFrame, vp8.beginsKeyFrame], [begins, beginsKey])
    assert.deepEqual([vp8.width, vp8.height], [0, 0])
  })

test('N says that no frame refers to this one', () => {
  assert.equal(read(octets('30 11')).isNotReferred, true)
})

test('the size leaves the scale out, and a wrong start code tells none', () => {
  const size = (hex: string) => {
    const { width, height } = read(octets(hex))
    return [width, height]
  }
  assert.deepEqual(size('10 10 02 00 9D 01 2A A0 40 5A C0'), [160, 90])
  assert.deepEqual(size('10 10 02 00 9D 01 2B A0 00 5A 00'), [0, 0])
  assert.deepEqual(size('10 10 02 00 9D 01 2A A0 00 5A'), [0, 0])
})

test('a temporal layer and a key index are told apart', () => {
  const layered = read(octets('80 30 B5 00'))
  assert.deepEqual([layered.tid, layered.layerSync, layered.keyIdx], [2, true, 21])
  const keyed = read(octets('80 10 B5 00'))
  assert.deepEqual([keyed.tid, keyed.layerSync, keyed.keyIdx], [-1, false, 21])
})

const MALFORMED: readonly [string, string, Vp8Fault][] = [
  ['nothing', '', 'short'],
  ['an extended descriptor that ends', '90', 'short'],
  ['a picture id that is not there', '90 80', 'short'],
  ['half a picture id', '90 80 81', 'short'],
  ['a TL0PICIDX that is not there', '90 C0 01', 'short'],
  ['layers that are not there', '90 F0 81 01 05', 'short'],
  ['a descriptor and nothing behind it', '90 80 01', 'empty'],
  ['a short descriptor and nothing behind it', '10', 'empty'],
]

for (const [what, hex, fault] of MALFORMED)
  test(`a payload of ${what} is refused: ${fault}`, () => {
    const bytes = octets(hex)
    assert.equal(new Vp8Payload().read(bytes, 0, bytes.length), fault)
  })

test('a picture id and a TL0PICIDX are rewritten in the bits that they have, and nothing else is', () => {
  const check = (hex: string, expected: string) => {
    const bytes = octets(hex)
    const vp8 = read(bytes)
    putPictureId(vp8, bytes, 0x12345)
    putTl0PicIdx(vp8, bytes, 0x1fe)
    assert.equal(bytes.toString('hex'), expected.replaceAll(' ', ''))
  }
  check('90 e0 ff ff 00 20 aa', '90 e0 a3 45 fe 20 aa')
  check('90 80 7f aa', '90 80 45 aa')
  check('90 40 05 aa', '90 40 fe aa')
  check('10 aa bb', '10 aa bb')
})

test('any octets are a descriptor or a fault, never an exception, and one reading leaves nothing to the next', () => {
  const used = new Vp8Payload()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 16 }), any => {
      const bytes = Buffer.from(any)
      const fresh = new Vp8Payload()
      const fault = fresh.read(bytes, 0, bytes.length)
      assert.equal(used.read(bytes, 0, bytes.length), fault)
      if (fault !== null) return
      assert.ok(fresh.at < bytes.length)
      const { pictureIdAt: _, tl0PicIdxAt: __, ...told } = fresh
      const { pictureIdAt: ___, tl0PicIdxAt: ____, ...again } = used
      assert.deepEqual(again, told)
    }),
    { numRuns: 2000 },
  )
})
