import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isIdentity, isIdentityAt, readDiameterUri, sameIdentity, winsElection } from './identities.ts'

test('an identity is a domain name', () => {
  const check = (text: string, expected: boolean) => assert.equal(isIdentity(text), expected, text)
  check('ocs.example.net', true)
  check('OCS-1.epc.mnc004.mcc452.3gppnetwork.org', true)
  check('localhost', true)
  check('', false)
  check('a..b', false)
  check('-a.b', false)
  check('a b', false)
  check('ocs.example.net.', false)
  check(`${'a'.repeat(64)}.net`, false)
  check('a.'.repeat(130), false)
})

test('a Diameter URI says where, and whether by TLS', () => {
  const check = (text: string, expected: string | null) => {
    const uri = readDiameterUri(text)
    assert.equal(uri && `${uri.host} ${uri.port} ${uri.tls ? 'tls' : 'plain'}`, expected, text)
  }
  check('aaa://ocs.example.net', 'ocs.example.net 3868 plain')
  check('aaas://ocs.example.net', 'ocs.example.net 5868 tls')
  // RFC 6733, section 4.3.1, its examples; SCTP and RADIUS are not ours.
  check('aaa://host.example.com;transport=tcp', 'host.example.com 3868 plain')
  check('aaa://host.example.com:6666;transport=tcp', 'host.example.com 6666 plain')
  check('aaa://host.example.com;protocol=diameter', 'host.example.com 3868 plain')
  check('aaa://host.example.com:6666;transport=tcp;protocol=diameter', 'host.example.com 6666 plain')
  check('aaa://host.example.com:1813;transport=udp;protocol=radius', null)
  check('aaa://host.example.com;transport=sctp', null)
  check('aaas://[2001:db8::1]:5868', '2001:db8::1 5868 tls')
  check('http://ocs.example.net', null)
  check('aaa://ocs.example.net:70000', null)
  check('aaa://ocs.example.net/', null)
})

test('identities compare as domain names do, without regard to case', () => {
  assert.ok(sameIdentity('OCS.example.net', 'ocs.EXAMPLE.net'))
  assert.ok(!sameIdentity('ocs.example.net', 'ocs.example.ne'))
  const octets = Buffer.from('xxOCS.Example.Netxx')
  const lowered = Buffer.from('ocs.example.net')
  assert.ok(isIdentityAt(octets, 2, 17, lowered))
  assert.ok(!isIdentityAt(octets, 2, 16, lowered))
  assert.ok(!isIdentityAt(octets, 3, 18, lowered))
  // '[' is '{' with the bit of a small letter: no letter, and so no match.
  assert.ok(!isIdentityAt(Buffer.from('['), 0, 1, Buffer.from('{')))
})

test('of two who connect at once one wins, and it is not for both to say', () => {
  for (const [a, b] of [
    ['a.net', 'b.net'],
    ['A.net', 'b.net'],
    ['a.net', 'a.network'],
    ['B.net', 'a.net'],
  ])
    assert.notEqual(winsElection(a, b), winsElection(b, a))
  assert.ok(winsElection('b.net', 'A.net'))
})
