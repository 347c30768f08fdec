import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, framesHold } from '../base/frame-cutter.test.ts'
import { vectorsBeside } from '../base/vectors.test.ts'
import { FrameCutter, HEADER_SIZE, MESSAGE_SIZE_MAX } from './frames.ts'

const { vectors } = vectorsBeside(import.meta.url)
const writeSize = (frame: Buffer, size: number) => frame.writeUIntBE(size, 1, 3)
const frame = frameOf({ writeSize })

framesHold({
  name: 'Diameter',
  cutter: () => new FrameCutter(),
  headerSize: HEADER_SIZE,
  sizeMax: MESSAGE_SIZE_MAX,
  fieldMax: 0xffffff,
  writeSize,
  vectors: vectors().map(({ bytes }) => bytes),
})

test('the length in the header of each vector is its length in octets', () => {
  for (const { name, bytes } of vectors()) assert.equal(bytes.readUIntBE(1, 3), bytes.length, name)
})

for (const [size, expected] of [
  [0, 'length-below-header'],
  [HEADER_SIZE - 4, 'length-below-header'],
  [HEADER_SIZE, null],
  [HEADER_SIZE + 1, 'length-no-multiple-of-4'],
  [HEADER_SIZE + 2, 'length-no-multiple-of-4'],
  [MESSAGE_SIZE_MAX, null],
  [MESSAGE_SIZE_MAX + 4, 'length-above-max'],
  [0xffffff, 'length-above-max'],
] as const) {
  test(`a header with a length of ${size} ${expected === null ? 'is taken' : `ends the stream as ${expected}, and can still be answered`}`, () => {
    const header = frame(HEADER_SIZE)
    header.writeUIntBE(size, 1, 3)
    const cutter = new FrameCutter()
    let frames = 0
    const take = () => {
      frames += 1
    }
    assert.equal(cutter.push(header.subarray(0, 19), take), null)
    assert.equal(cutter.push(header.subarray(19), take), expected)
    assert.equal(frames, size === HEADER_SIZE ? 1 : 0)
    assert.deepEqual(cutter.offender, expected === null ? null : header)
  })
}
