import assert from 'node:assert/strict'
import { test } from 'node:test'
import { framesHold } from '../base/frame-cutter.test.ts'
import { vectorsBeside } from '../base/vectors.test.ts'
import { FRAME_SIZE_MAX, FrameCutter, HEADER_SIZE } from './frames.ts'

const { vectors } = vectorsBeside(import.meta.url)

framesHold({
  name: 'SMPP',
  cutter: () => new FrameCutter(),
  headerSize: HEADER_SIZE,
  sizeMax: FRAME_SIZE_MAX,
  fieldMax: 0xffffffff,
  writeSize: (frame, size) => frame.writeUInt32BE(size, 0),
  vectors: vectors().map(({ bytes }) => bytes),
})

test('the length of each vector is right', () => {
  for (const { name, bytes } of vectors()) assert.equal(bytes.readUInt32BE(0), bytes.length, name)
})

for (const [size, expected] of [
  [0, 'length-below-header'],
  [HEADER_SIZE - 1, 'length-below-header'],
  [HEADER_SIZE, null],
  [FRAME_SIZE_MAX, null],
  [FRAME_SIZE_MAX + 1, 'length-above-max'],
  [0x80000000, 'length-above-max'],
  [0xffffffff, 'length-above-max'],
] as const) {
  test(`a length of ${size} gives ${expected}, as soon as its 4 octets are here`, () => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(size)
    const cutter = new FrameCutter()
    const none = () => assert.fail('no frame yet')
    assert.equal(cutter.push(length.subarray(0, 3), none), null)
    assert.equal(cutter.push(length.subarray(3), none), expected)
  })
}

test('a browser on the wrong port is an error of the stream', () => {
  const none = () => assert.fail('no frame')
  assert.equal(new FrameCutter().push(Buffer.from('HTTP/1.1 400'), none), 'length-above-max')
})
