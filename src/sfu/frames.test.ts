import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FrameReader, frameOf } from './frames.ts'

test('what is framed is read again, wherever the pipe cuts it', () => {
  const values = [{ is: 'heard', sites: ['Bệnh viện Chợ Rẫy'] }, null, [1, 2], 'x'.repeat(70_000)]
  const octets = Buffer.concat(values.map(frameOf))
  for (const size of [1, 3, 4096, octets.length]) {
    const reader = new FrameReader()
    const read: unknown[] = []
    for (let at = 0; at < octets.length; at += size)
      assert.ok(reader.push(octets.subarray(at, at + size), value => read.push(value)))
    assert.deepEqual(read, values)
  }
})

test('a frame of more than a megabyte, and one that is no JSON, end the conversation', () => {
  const read: unknown[] = []
  const longHead = Buffer.alloc(4)
  longHead.writeUInt32BE(2 << 20)
  assert.equal(
    new FrameReader().push(longHead, value => read.push(value)),
    false,
  )
  const noJson = Buffer.from([0, 0, 0, 2, 0x7b, 0x7b])
  assert.equal(
    new FrameReader().push(noJson, value => read.push(value)),
    false,
  )
  assert.deepEqual(read, [])
})
