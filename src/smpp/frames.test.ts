import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vectorsBeside } from '../base/vectors.test.ts'
import { FRAME_SIZE_MAX, FrameCutter, HEADER_SIZE } from './frames.ts'

const { vector, vectors } = vectorsBeside(import.meta.url)

function cut(chunks: Buffer[]): string[] {
  const cutter = new FrameCutter()
  const frames: string[] = []
  for (const chunk of chunks)
    assert.equal(
      cutter.push(chunk, f => frames.push(f.toString('hex'))),
      null,
    )
  return frames
}

/** A frame of `size` octets whose every octet tells its place. */
function frame(size: number): Buffer {
  const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 251))
  bytes.writeUInt32BE(size, 0)
  return bytes
}

for (const { name, bytes } of vectors()) {
  test(`vector ${name}: the length field is right`, () => {
    assert.equal(bytes.readUInt32BE(0), bytes.length)
  })
}

test('the same frames come out wherever the stream is cut', () => {
  const whole = [...vectors().map(v => v.bytes), frame(3000), frame(16), frame(1025)]
  const stream = Buffer.concat([...whole, ...whole])
  const expected = [...whole, ...whole].map(f => f.toString('hex'))
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

const edges = [0, 1, 3, 4, 15, 16, 17, FRAME_SIZE_MAX, FRAME_SIZE_MAX + 1, 0x7fffffff, 0xffffffff]

/** Bytes whose length fields sit on the edges: uniform noise almost never gets past the first check. */
const noise = fc.array(
  fc.oneof(
    fc.uint8Array(),
    fc.constantFrom(...edges).map(size => {
      const b = Buffer.alloc(20)
      b.writeUInt32BE(size, 0)
      return b
    }),
  ),
)

test('garbage never throws and never yields a short frame', () => {
  fc.assert(
    fc.property(noise, chunks => {
      const cutter = new FrameCutter()
      for (const chunk of chunks) {
        const error = cutter.push(Buffer.from(chunk), f => assert.ok(f.length >= HEADER_SIZE))
        if (error !== null) return
      }
    }),
  )
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

test('after an error nothing is cut any more', () => {
  const cutter = new FrameCutter()
  const frames: number[] = []
  const take = (f: Buffer) => frames.push(f.length)
  const bytes = Buffer.concat([frame(16), Buffer.alloc(4), frame(20)])
  assert.equal(cutter.push(bytes, take), 'length-below-header')
  assert.equal(cutter.push(frame(24), take), 'length-below-header')
  assert.deepEqual(frames, [16])
})

test('a chunk that holds whole frames is not copied', () => {
  const small = Buffer.concat([vector('enquire_link').bytes, vector('submit_sm_resp').bytes])
  const stream = Buffer.alloc(small.length) // Not from Buffer's shared pool, so its ArrayBuffer is its own.
  small.copy(stream)
  let frames = 0
  new FrameCutter().push(stream, f => {
    frames += 1
    assert.equal(f.buffer, stream.buffer)
  })
  assert.equal(frames, 2)
})

test('the largest frame in single octets costs each octet once, not once for each chunk', () => {
  const largest = frame(FRAME_SIZE_MAX)
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
      cutter.push(largest.subarray(i, i + 1), f => {
        sizes.push(f.length)
        assert.ok(f.equals(largest))
      })
    assert.deepEqual(sizes, [FRAME_SIZE_MAX])
  } finally {
    Buffer.prototype.copy = copied
  }
  assert.ok(octets < 4 * FRAME_SIZE_MAX, `${octets} octets were copied`)
})
