import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBscUrl } from './urls.ts'

test('a URL says who connects, where, and how its BSC reads a repetition period; two ways to one BSC have one name', () => {
  for (const [text, expected] of [
    ['cbsp://10.0.0.5', ['10.0.0.5:48049', true, 'sixteen-bits']],
    ['cbsp://10.0.0.5:48049/', ['10.0.0.5:48049', true, 'sixteen-bits']],
    ['cbsp://10.0.0.5?period=12', ['10.0.0.5:48049', true, 'twelve-bits']],
    ['cbsp-listen://bsc-1:5000?period=12', ['bsc-1:5000', false, 'twelve-bits']],
    ['cbsp-listen://[::1]:5000/?period=16', ['[::1]:5000', false, 'sixteen-bits']],
  ] as const) {
    const read = readBscUrl(text)
    assert.deepEqual(read && [read.name, read.calls, read.period], expected, text)
  }
})

test('a BSC that connects may be known by its addresses; one that is called has no other than its own', () => {
  const { from, period } = readBscUrl('cbsp-listen://[::]?from=10.0.0.5,fd00::5&period=12') ?? {}
  assert.deepEqual([from, period], [['10.0.0.5', 'fd00::5'], 'twelve-bits'])
  assert.equal(readBscUrl('cbsp-listen://h')?.from, null)
  for (const query of ['from=', 'from=bsc', 'from=10.0.0.5,', 'from=10.0.0.5&from=10.0.0.6'])
    assert.equal(readBscUrl(`cbsp-listen://h?${query}`), null, query)
  assert.equal(readBscUrl('cbsp://h?from=10.0.0.5'), null)
})

test('what is no URL of a BSC is none, and neither is one with a period that nobody reads', () => {
  for (const text of ['cbsp://', 'cbsp://h:0', 'smpp://h', 'cbsp://h?period=8', 'cbsp://h?p=12'])
    assert.equal(readBscUrl(text), null, text)
})
