import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressBlock, networkOf, plainAddress, providerBlock, siteBlock } from './network.ts'

test('all addresses of one IPv6 network of 64 bits count as one, an IPv4 address as itself', () => {
  const check = (address: string, block: string) => assert.equal(addressBlock(address), block, address)
  check('2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64')
  check('2001:0DB8:0001:0002::1', '2001:db8:1:2::/64')
  check('2001:db8::1', '2001:db8:0:0::/64')
  check('2001:db8:1:2:3:4:192.0.2.1', '2001:db8:1:2::/64')
  check('::1', '0:0:0:0::/64')
  check('fe80::1%eth0', 'fe80:0:0:0::/64')
  check('192.0.2.1', '192.0.2.1')
  check('', '')
})

test('neighbours of an IPv4 address are of its network of 24 bits', () => {
  const check = (address: string, network: string) => assert.equal(networkOf(address), network, address)
  check('192.0.2.1', '192.0.2.0/24')
  check('192.0.2.255', '192.0.2.0/24')
  check('2001:db8:1:2::9', '2001:db8:1:2::/64')
  check('', '')
})

test('an IPv4 address that is written as IPv6 is that IPv4 address, and not of one network with all others', () => {
  const check = (address: string, plain: string) => {
    assert.equal(plainAddress(address), plain, address)
    assert.equal(addressBlock(address), addressBlock(plain), address)
    assert.equal(networkOf(address), networkOf(plain), address)
    assert.equal(siteBlock(address), siteBlock(plain), address)
  }
  check('::ffff:192.0.2.1', '192.0.2.1')
  check('::FFFF:192.0.2.1', '192.0.2.1')
  check('::ffff:c000:201', '192.0.2.1')
  check('0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1')
  check('64:ff9b::192.0.2.1', '192.0.2.1')
  check('::ffff:0:192.0.2.1', '::ffff:0:192.0.2.1')
  check('2001:db8::192.0.2.1', '2001:db8::192.0.2.1')
  check('::1', '::1')
  check('192.0.2.1', '192.0.2.1')
  check('unknown', 'unknown')
})

test('65,536 IPv6 networks are of one site, and an IPv4 address of none', () => {
  const check = (address: string, site: string | null) => assert.equal(siteBlock(address), site, address)
  check('2001:db8:1:2:3:4:5:6', '2001:db8:1::/48')
  check('2001:db8:1:ffff::1', '2001:db8:1::/48')
  check('2001:db8:2::1', '2001:db8:2::/48')
  assert.equal(providerBlock('2001:db8:2::1'), '2001:db8::/32')
  check('192.0.2.1', null)
  check('', null)
})
