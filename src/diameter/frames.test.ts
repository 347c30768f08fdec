import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FrameCutter, HEADER_SIZE, MESSAGE_SIZE_MAX } from './frames.ts'
import { vector, vectors } from './vectors/read.ts'

function cut(chunks: Buffer[]): string[] {
  const cutter = new FrameCutter()
  const frames: string[] = []
  for (const chunk of chunks)
    assert.equal(
      cutter.push(chunk, frame => frames.push(frame.toString('hex'))),
      null,
    )
  return frames
}

/** A message of `size` octets whose every octet tells its place. */
function frame(size: number): Buffer {
  const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 251))
  bytes.writeUIntBE(size, 1, 3)
  return bytes
}

test('the length in the header of each vector is its length in octets', () => {
  for (const { name, bytes } of vectors()) assert.equal(bytes.readUIntBE(1, 3), bytes.length, name)
})

test('the same messages come out wherever the stream is cut', () => {
  const whole = [...vectors().map(v => v.bytes), frame(3000), frame(20), frame(2048)]
  const stream = Buffer.concat([...whole, ...whole])
  const expected = [...whole, ...whole].map(one => one.toString('hex'))
  assert.deepEqual(cut([stream]), expected)
  assert.deepEqual(cut([...stream].map(octet => Buffer.of(octet))), expected)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), marks => {
      const edges = [0, ...marks.sort((a, b) => a - b), stream.length]
      assert.deepEqual(
        cut(edges.slice(1).map((end, i) => stream.subarray(edges[i], end))),
        expected,
      )
    }),
  )
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

test('after a length that cannot be, nothing more is cut from the stream', () => {
  const cutter = new FrameCutter()
  const sizes: number[] = []
  const take = (one: Buffer) => sizes.push(one.length)
  const bytes = Buffer.concat([frame(24), Buffer.alloc(HEADER_SIZE), frame(28)])
  assert.equal(cutter.push(bytes, take), 'length-below-header')
  assert.equal(cutter.push(frame(32), take), 'length-below-header')
  assert.deepEqual(sizes, [24])
})

test('a chunk that holds whole messages is not copied', () => {
  const both = Buffer.concat([vector('dwr').bytes, vector('cca').bytes])
  const stream = Buffer.alloc(both.length) // Not from Buffer's shared pool, so its ArrayBuffer is its own.
  both.copy(stream)
  let frames = 0
  new FrameCutter().push(stream, one => {
    frames += 1
    assert.equal(one.buffer, stream.buffer)
  })
  assert.equal(frames, 2)
})

test('the largest message in single octets costs each octet a few copies, not one for each chunk', () => {
  const largest = frame(MESSAGE_SIZE_MAX)
  const copied = Buffer.prototype.copy
  let octets = 0
  Buffer.prototype.copy = function (this: Buffer, ...args: Parameters<typeof copied>): number {
    const count = copied.apply(this, args)
    octets += count
    return count
  } as typeof copied
  try {
    const cutter = new FrameCutter()
    const sizes: number[] = []
    for (let i = 0; i < largest.length; i++)
      cutter.push(largest.subarray(i, i + 1), one => {
        sizes.push(one.length)
        assert.ok(one.equals(largest))
      })
    assert.deepEqual(sizes, [MESSAGE_SIZE_MAX])
  } finally {
    Buffer.prototype.copy = copied
  }
  assert.ok(octets < 4 * MESSAGE_SIZE_MAX, `${octets} octets were copied`)
})
