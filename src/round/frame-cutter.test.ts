import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FRAME_SIZE_MAX } from '../smpp/frames.ts'
import { type Frame, FrameCutter } from './frame-cutter.ts'

function pdu(size: number, sequence: number): Buffer {
  const bytes = Buffer.alloc(Math.max(16, size), sequence)
  bytes.writeUInt32BE(size, 0)
  bytes.writeUInt32BE(4, 4)
  bytes.writeUInt32BE(0, 8)
  bytes.writeUInt32BE(sequence, 12)
  return bytes.subarray(0, size)
}

const octets = ({ bytes, at, end }: Frame) => Buffer.from(bytes.subarray(at, end))

test('PDUs come out whole and in order, wherever the reads cut them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 16, max: 200 }), { minLength: 1, maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 50 }),
      (sizes, cuts) => {
        const pdus = sizes.map((size, i) => pdu(size, i + 1))
        const stream = Buffer.concat(pdus)
        const cut: Buffer[] = []
        const cutter = new FrameCutter(frame => {
          assert.deepEqual([frame.command, frame.status], [4, 0])
          assert.equal(frame.sequence, cut.length + 1)
          cut.push(octets(frame))
          return true
        })
        // One memory for all reads, as a connection has it.
        const memory = Buffer.alloc(300)
        for (let at = 0, i = 0; at < stream.length; i++) {
          const length = stream.copy(memory, 0, at, at + cuts[i % cuts.length])
          assert.ok(cutter.cut(memory, length))
          at += length
        }
        assert.deepEqual(cut, pdus)
      },
    ),
  )
})

for (const [name, size, isOne] of [
  ['below a header', 15, false],
  ['of a header alone', 16, true],
  ['of the longest PDU', FRAME_SIZE_MAX, true],
  ['above the longest PDU', FRAME_SIZE_MAX + 1, false],
] as const)
  test(`a command_length ${name} ${isOne ? 'is cut' : 'ends the cutting'}, in one read and octet by octet`, () => {
    const stream = Buffer.concat([pdu(20, 1), pdu(size, 2)])
    for (const step of [stream.length, 1]) {
      let frames = 0
      const cutter = new FrameCutter(() => {
        frames++
        return true
      })
      let goesOn = true
      for (let at = 0; at < stream.length && goesOn; at += step)
        goesOn = cutter.cut(stream.subarray(at, at + step), Math.min(step, stream.length - at))
      assert.equal(goesOn, isOne)
      assert.equal(frames, isOne ? 2 : 1)
    }
  })

test('once the connection is gone nothing further is cut, and what was kept means nothing to the next one', () => {
  const taken: number[] = []
  const cutter = new FrameCutter(frame => {
    taken.push(frame.sequence)
    return frame.sequence !== 2
  })
  const stream = Buffer.concat([pdu(20, 1), pdu(20, 2), pdu(20, 3)])
  assert.ok(cutter.cut(stream, stream.length))
  assert.deepEqual(taken, [1, 2])
  assert.ok(cutter.cut(pdu(20, 4), 10))
  cutter.begin()
  assert.ok(cutter.cut(pdu(20, 5), 20))
  assert.deepEqual(taken, [1, 2, 5])
})
