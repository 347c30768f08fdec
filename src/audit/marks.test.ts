import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY, NCOV } from '../zerorating/example-list.ts'
import { inForce } from '../zerorating/in-force.ts'
import { marksOf } from './marks.ts'

const heads = (prefix: string) => [
  ...marksOf([{ ...FEBRUARY, services: [{ ...NCOV, prefixes: [{ prefix, exclusive: true }] }] }]).addressHeads,
]

test('numbers are marked by their digits, hosts by their ends', () => {
  const { digits, hostTails } = marksOf([FEBRUARY])
  assert.deepEqual([...digits], ['19003228', '8419003228', '008419003228', '19009095', '8419009095', '008419009095'])
  assert.deepEqual([...hostTails], ['ncov.moh.gov.vn', 'ncov.moh.gov.vn.'])
})

test('addresses are marked by their beginnings', () => {
  for (const [prefix, expected] of [
    ['123.30.0.0/28', ['123.30.0.']],
    ['123.30.0.5/32', ['123.30.0.5']],
    ['123.16.0.0/12', ['123.']],
    ['64.0.0.0/2', ['']],
    ['2405:4800:1::/48', ['2405:4800:']],
    ['2405:f0::/32', ['2405:00f0:', '2405:0f0:', '2405:f0:']],
    ['2405::/32', ['2405:']],
    ['2400::/12', ['']],
  ] as const)
    assert.deepEqual(heads(prefix), expected, prefix)
})

test('every address of a prefix begins with one of its heads, however it is written', () => {
  const bits = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
  const spelt = (groups: readonly number[], style: number) => {
    const long = groups.map(group => group.toString(16).padStart(4, '0').toUpperCase()).join(':')
    // The platform writes it as RFC 5952 has it, zeros left out.
    const short = new URL(`http://[${long}]/`).hostname.slice(1, -1)
    return [long, short, groups.map(group => group.toString(16)).join(':')][style]
  }
  fc.assert(
    fc.property(bits, bits, fc.integer({ min: 3, max: 128 }), fc.nat(2), (one, two, size, style) => {
      const rest = 128n - BigInt(size)
      const global = (1n << 125n) + (one >> 3n)
      const start = (global >> rest) << rest
      const inside = start + (two & ((1n << rest) - 1n))
      const groups = (value: bigint) =>
        Array.from({ length: 8 }, (_, at) => Number((value >> BigInt(112 - 16 * at)) & 0xffffn))
      const prefix = `${spelt(groups(start), 2)}/${size}`
      const written = spelt(groups(inside), style)
      const force = inForce([{ ...FEBRUARY, services: [{ ...NCOV, prefixes: [{ prefix, exclusive: true }] }] }])
      const reached = { host: null, address: written, port: 443 }
      assert.equal(force.page(reached, Date.UTC(2020, 1, 3)).is, 'free')
      assert.ok(
        heads(prefix).some(head => written.toLowerCase().startsWith(head)),
        `${prefix} ${written}`,
      )
    }),
  )
})
