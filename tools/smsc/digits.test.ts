import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeHex, writeNine } from './digits.ts'

const bytes = new Uint8Array(12)
const view = new DataView(bytes.buffer)

for (const [value, expected] of [
  [0, '.00000000...'],
  [42, '.0000002A...'],
  [0x89abcdef, '.89ABCDEF...'],
  [0x89abcdef | 0, '.89ABCDEF...'],
  [0xffffffff, '.FFFFFFFF...'],
] as const)
  test(`${value} is eight hexadecimal digits and touches nothing beside them`, () => {
    bytes.fill(46)
    writeHex(view, 1, value)
    assert.equal(Buffer.from(bytes).toString(), expected)
  })

for (const [value, expected] of [
  [0, '.000000000..'],
  [7, '.000000007..'],
  [90_000_001, '.090000001..'],
  [912_345_678, '.912345678..'],
  [999_999_999, '.999999999..'],
] as const)
  test(`${value} is nine decimal digits and touches nothing beside them`, () => {
    bytes.fill(46)
    writeNine(view, 1, value)
    assert.equal(Buffer.from(bytes).toString(), expected)
  })
