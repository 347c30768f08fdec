import assert from 'node:assert/strict'
import type { NetworkInterfaceInfo } from 'node:os'
import { test } from 'node:test'
import { candidatesOf, reachHere } from './candidates.ts'

const of = (address: string, internal = false) => ({ address, internal }) as NetworkInterfaceInfo
const INTERFACES = {
  lo: [of('127.0.0.1', true), of('::1', true)],
  eth0: [of('fe80::1'), of('2001:db8::7'), of('192.0.2.7'), of('169.254.3.4')],
}
const NOWHERE = { port: 10_000, bind: null, announced: [] }
const addresses = (
  reach: Parameters<typeof candidatesOf>[0],
  interfaces: Parameters<typeof candidatesOf>[1] = INTERFACES,
) => candidatesOf(reach, interfaces).map(candidate => candidate.split(' ').slice(4, 6).join(' '))

test('a site is offered the addresses of this machine, IPv4 first, none that leads nowhere', () => {
  assert.deepEqual(addresses(NOWHERE), ['192.0.2.7 10000', '2001:db8::7 10000'])
})

test('a machine that only knows itself is reached there', () => {
  assert.deepEqual(addresses(NOWHERE, { lo: INTERFACES.lo }), ['127.0.0.1 10000', '::1 10000'])
})

test('whoever is on this machine alone is offered loopback, and an address of a network interface for Firefox, which uses no loopback', () => {
  const here = reachHere(INTERFACES)
  assert.deepEqual(here, { bind: null, announced: ['127.0.0.1', '192.0.2.7', '2001:db8::7'] })
  assert.deepEqual(addresses({ port: 10_000, ...here }), ['127.0.0.1 10000', '192.0.2.7 10000', '2001:db8::7 10000'])
  const many = { ...INTERFACES, eth1: Array.from({ length: 20 }, (_, i) => of(`192.0.2.${20 + i}`)) }
  assert.equal(reachHere(many).announced.length, 8, 'as many as loa serve takes')
})

test('on a machine without a network nothing but loopback is listened on', () => {
  assert.deepEqual(reachHere({ lo: INTERFACES.lo }), { bind: '127.0.0.1', announced: [] })
})

test('what is announced takes the place of what the machine knows, and so does the address that is listened on', () => {
  const announced = ['203.0.113.5', '198.51.100.6']
  assert.deepEqual(addresses({ ...NOWHERE, bind: '10.0.0.7', announced }), ['203.0.113.5 10000', '198.51.100.6 10000'])
  assert.deepEqual(addresses({ ...NOWHERE, bind: '10.0.0.7' }), ['10.0.0.7 10000'])
})

test('the first is preferred, and there are eight at the most', () => {
  const announced = Array.from({ length: 20 }, (_, i) => `203.0.113.${i}`)
  const all = candidatesOf({ ...NOWHERE, announced }, {})
  assert.equal(all.length, 8)
  // RFC 8445, section 5.1.2.1: 2^24 x 126 + 2^8 x preference + 255 of one component.
  assert.equal(all[0], 'candidate:1 1 udp 2130706431 203.0.113.0 10000 typ host')
  const priorities = all.map(candidate => Number(candidate.split(' ')[3]))
  assert.deepEqual(
    priorities,
    priorities.toSorted((a, b) => b - a),
  )
})
