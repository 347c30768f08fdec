import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Acks } from './acks.ts'

for (const count of [0, 1, 1024, 1025, 5000])
  test(`${count} receipts are answered once each, in the order in which they came`, () => {
    const acks = new Acks()
    // Any sequence_number of 32 bits is given back as it came.
    const sequences = Array.from({ length: count }, (_, i) => 0xffffffff - i)
    for (const sequence of sequences) acks.push(sequence)
    assert.equal(acks.size, count)
    assert.deepEqual([...acks.take()], sequences)
    assert.equal(acks.size, 0)
    assert.equal(acks.take().length, 0)
    acks.push(7)
    assert.deepEqual([...acks.take()], [7])
  })
