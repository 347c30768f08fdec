import assert from 'node:assert/strict'
import { BlockList, isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressOf, contains, firstOf, lastOf, overlap, type Prefix, prefixOf } from './addresses.ts'

test('an address is read in every notation', () => {
  for (const [text, words] of [
    ['0.0.0.0', [0]],
    ['255.255.255.255', [0xffffffff]],
    ['123.30.0.5', [0x7b1e0005]],
    ['::', [0, 0, 0, 0]],
    ['::1', [0, 0, 0, 1]],
    ['2001:db8::8:800:200c:417a', [0x20010db8, 0, 0x00080800, 0x200c417a]],
    ['2001:DB8:0:0:8:800:200C:417A', [0x20010db8, 0, 0x00080800, 0x200c417a]],
    ['64:ff9b::192.0.2.33', [0x0064ff9b, 0, 0, 0xc0000221]],
    ['::ffff:123.30.0.5', [0x7b1e0005]],
  ] as const)
    assert.deepEqual(addressOf(text)?.words, words, text)
})

test('what is no address is none', () => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4 ',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    'g::',
    '12345::',
    '::1.2.3',
    'fe80::1%eth0',
    '[::1]',
  ])
    assert.equal(addressOf(text), null, text)
})

test("we read as addresses what Node's own net does, whatever the letters", () => {
  const piece = fc.constantFrom('0', '1', 'ff', '255', '256', ':', '::', '.', 'a', '1234', '12345')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 17 }).map(pieces => pieces.join('')),
      text => {
        assert.equal(addressOf(text) !== null, isIP(text) !== 0, text)
      },
    ),
    { numRuns: 3000 },
  )
})

test("a prefix holds what Node's BlockList says", () => {
  const v4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), fc.constant('ipv4' as const))
  const v6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }), fc.ipV6(), fc.constant('ipv6' as const))
  fc.assert(
    fc.property(fc.oneof(v4, v6), ([base, length, other, family]) => {
      const address = addressOf(base)
      if (address === null || (family === 'ipv6') !== (address.family === 6)) return
      const cut: Prefix = { ...address, length, words: firstOf({ ...address, length }) }
      const blocked = new BlockList()
      blocked.addSubnet(base, length, family)
      for (const candidate of [base, other]) {
        const parsed = addressOf(candidate)
        if (parsed === null || parsed.family !== address.family) continue
        assert.equal(contains(cut, parsed), blocked.check(candidate, family), `${base}/${length} ${candidate}`)
      }
    }),
  )
})

test('a prefix has a first and a last address, and whether two of them meet is told by these', () => {
  const prefix = prefixOf('123.30.0.16/28') as Prefix
  assert.deepEqual([firstOf(prefix), lastOf(prefix)], [[0x7b1e0010], [0x7b1e001f]])
  const wide = prefixOf('2405:4800::/32') as Prefix
  assert.deepEqual(lastOf(wide), [0x24054800, 0xffffffff, 0xffffffff, 0xffffffff])
  for (const [one, other, expected] of [
    ['123.30.0.0/24', '123.30.0.16/28', true],
    ['123.30.0.0/28', '123.30.0.16/28', false],
    ['0.0.0.0/0', '123.30.0.16/28', true],
    ['0.0.0.0/0', '::/0', false],
  ] as const) {
    assert.equal(overlap(prefixOf(one) as Prefix, prefixOf(other) as Prefix), expected)
    assert.equal(overlap(prefixOf(other) as Prefix, prefixOf(one) as Prefix), expected)
  }
})

test('a prefix with bits behind its length is none', () => {
  for (const text of [
    '123.30.0.16/24',
    '123.30.0.0/',
    '123.30.0.0/024',
    '123.30.0.0/33',
    '::1/64',
    '::ffff:1.2.3.4/24',
    '/24',
  ])
    assert.equal(prefixOf(text), null, text)
})
