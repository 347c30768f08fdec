import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressBlock, networkOf } from './network.ts'

test('S9: all addresses of one IPv6 network of 64 bits count as one, an IPv4 address as itself', () => {
  const check = (address: string, block: string) =>
    assert.equal(addressBlock(address), block, address)
  check('2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64')
  check('2001:0DB8:0001:0002::1', '2001:db8:1:2::/64')
  check('2001:db8::1', '2001:db8:0:0::/64')
  check('2001:db8:1:2:3:4:192.0.2.1', '2001:db8:1:2::/64')
  check('::1', '0:0:0:0::/64')
  check('fe80::1%eth0', 'fe80:0:0:0::/64')
  check('192.0.2.1', '192.0.2.1')
  check('', '')
})

test('S9: neighbours of an IPv4 address are of its network of 24 bits', () => {
  const check = (address: string, network: string) =>
    assert.equal(networkOf(address), network, address)
  check('192.0.2.1', '192.0.2.0/24')
  check('192.0.2.255', '192.0.2.0/24')
  check('2001:db8:1:2::9', '2001:db8:1:2::/64')
  check('', '')
})
