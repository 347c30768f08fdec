import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { headAt } from './ebml.ts'
import { type Block, beganMsOf, clusterOf, HEAD_OCTETS, headOf, readCluster } from './webm.ts'

const BEGAN_MS = Date.UTC(2026, 10, 27, 0, 30)

function contentOf(cluster: Buffer): Buffer {
  const head = headAt(cluster, 0)
  assert.ok(head !== null)
  return cluster.subarray(head.at)
}

test('the head is as long while a file is written as when it is whole', () => {
  const whole = { durationMs: 3_600_000, octets: 1e12, cuesAt: 1e12 - 1000, chaptersAt: 1e12 - 10 }
  const heads = [null, whole, { ...whole, cuesAt: null, chaptersAt: null, durationMs: 0, octets: HEAD_OCTETS }].map(
    ending => headOf({ beganMs: BEGAN_MS, voices: 3, ending }),
  )
  for (const head of heads) {
    assert.equal(head.length, HEAD_OCTETS)
    assert.equal(beganMsOf(head), BEGAN_MS)
  }
  assert.equal(beganMsOf(Buffer.alloc(HEAD_OCTETS)), null)
  assert.equal(beganMsOf(heads[0].subarray(1)), null)
})

test('a cluster is read as it was written, and not at all where one octet of it is another', () => {
  const block = fc.record({
    track: fc.integer({ min: 1, max: 4 }),
    atMs: fc.integer({ min: 5000, max: 5400 }),
    isKey: fc.boolean(),
    octets: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  })
  fc.assert(
    fc.property(fc.array(block), fc.string(), fc.nat(), fc.integer({ min: 1, max: 255 }), (blocks, note, at, by) => {
      const content = contentOf(clusterOf({ fromMs: 5000, blocks, note }))
      const read = readCluster(content)
      const same = (one: Block): Block => ({ ...one, octets: Uint8Array.from(one.octets) })
      assert.deepEqual(read?.blocks.map(same), blocks.map(same))
      assert.equal(read?.fromMs, 5000)
      assert.equal(Buffer.from(read?.note ?? '').toString(), Buffer.from(note).toString())
      const noteAt = content.length - Buffer.byteLength(note)
      const changed = Buffer.from(content)
      changed[at % noteAt] ^= by
      assert.equal(readCluster(changed), null)
      assert.equal(readCluster(content.subarray(0, at % content.length)), null)
    }),
  )
})
