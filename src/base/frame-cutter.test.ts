/** For tests only: what holds of the frames of every protocol that are cut by FrameCutter. Each protocol's own test asks. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FrameCutter } from './frame-cutter.ts'

export interface Protocol {
  readonly name: string
  readonly cutter: () => FrameCutter<string>
  readonly headerSize: number
  readonly sizeMax: number
  /** The largest that its field can hold. */
  readonly fieldMax: number
  readonly writeSize: (frame: Buffer, size: number) => void
  /** Whole frames from elsewhere. */
  readonly vectors: readonly Buffer[]
}

export function framesHold(protocol: Protocol): void {
  const { name, cutter, headerSize, sizeMax, fieldMax, writeSize, vectors } = protocol
  const frame = frameOf(protocol)
  const cut = (chunks: readonly Buffer[]) => {
    const own = cutter()
    const frames: string[] = []
    for (const chunk of chunks)
      assert.equal(
        own.push(chunk, one => frames.push(one.toString('hex'))),
        null,
      )
    return frames
  }

  test(`the same frames of ${name} come out wherever the stream is cut`, () => {
    const once = [...vectors, frame(3000), frame(headerSize), frame(2048)]
    const whole = [...once, ...once]
    const stream = Buffer.concat(whole)
    const expected = whole.map(one => one.toString('hex'))
    assert.deepEqual(cut([stream]), expected)
    assert.deepEqual(cut([...stream].map(octet => Buffer.of(octet))), expected)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), marks => {
        const edges = [0, ...marks.sort((a, b) => a - b), stream.length]
        const chunks = edges.slice(1).map((end, i) => stream.subarray(edges[i], end))
        assert.deepEqual(cut(chunks), expected)
      }),
    )
  })

  /** Sizes sit on the edges: uniform noise almost never gets past the first check. */
  const sizes = [0, 1, 3, 4, headerSize - 1, headerSize, headerSize + 1, sizeMax, sizeMax + 1]
  const noise = fc.array(
    fc.oneof(
      fc.uint8Array(),
      fc.constantFrom(...sizes, fieldMax >>> 1, fieldMax).map(size => {
        const chunk = Buffer.alloc(headerSize + 4)
        writeSize(chunk, size)
        return chunk
      }),
    ),
  )

  test(`garbage in place of ${name} never throws and never yields a frame below a header`, () => {
    fc.assert(
      fc.property(noise, chunks => {
        const own = cutter()
        for (const chunk of chunks) {
          const error = own.push(Buffer.from(chunk), one => assert.ok(one.length >= headerSize))
          if (error !== null) return
        }
      }),
    )
  })

  test(`after an error in a stream of ${name} nothing is cut any more`, () => {
    const own = cutter()
    const cutSizes: number[] = []
    const take = (one: Buffer) => cutSizes.push(one.length)
    const first = frame(headerSize + 4)
    const bytes = Buffer.concat([first, Buffer.alloc(headerSize), frame(headerSize + 8)])
    assert.equal(own.push(bytes, take), 'length-below-header')
    assert.equal(own.push(first, take), 'length-below-header')
    assert.deepEqual(cutSizes, [first.length])
  })

  test(`a chunk that holds whole frames of ${name} is not copied`, () => {
    const both = Buffer.concat([frame(headerSize), frame(headerSize + 4)])
    const stream = Buffer.alloc(both.length) // Not from Buffer's shared pool, so its ArrayBuffer is its own.
    both.copy(stream)
    let frames = 0
    cutter().push(stream, one => {
      frames += 1
      assert.equal(one.buffer, stream.buffer)
    })
    assert.equal(frames, 2)
  })

  test(`the largest frame of ${name} in single octets costs each octet a few copies, not one for each chunk`, () => {
    const largest = frame(sizeMax)
    const octets = octetsCopied(() => {
      const own = cutter()
      const whole: boolean[] = []
      for (let i = 0; i < largest.length; i++)
        own.push(largest.subarray(i, i + 1), one => whole.push(one.equals(largest)))
      assert.deepEqual(whole, [true])
    })
    assert.ok(octets < 4 * sizeMax, `${octets} octets were copied`)
  })
}

/** Makes frames whose every octet tells its place. */
export function frameOf({ writeSize }: Pick<Protocol, 'writeSize'>): (size: number) => Buffer {
  return size => {
    const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 251))
    writeSize(bytes, size)
    return bytes
  }
}

function octetsCopied(work: () => void): number {
  const { copy } = Buffer.prototype
  let octets = 0
  Buffer.prototype.copy = function (this: Buffer, ...args: Parameters<typeof copy>): number {
    const count = copy.apply(this, args)
    octets += count
    return count
  } as typeof copy
  try {
    work()
  } finally {
    Buffer.prototype.copy = copy
  }
  return octets
}
