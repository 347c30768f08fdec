import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/failure.ts'
import { checkLeg, LEG_MAX, parseAddress } from './address.ts'

const HOSTS = [
  { host: 'a', port: 4222 },
  { host: 'b.example', port: 5222 },
  { host: '[::1]', port: 6222 },
]

test('servers of a cluster are read from one address, with and without ports, user and TLS', () => {
  const nats = { kind: 'nats', servers: HOSTS, isTls: false, user: null }
  assert.deepEqual(parseAddress('nats://a,b.example:5222,[::1]:6222'), nats)
  assert.deepEqual(parseAddress('tls://loa:p%40ss@a,b.example:5222,[::1]:6222'), {
    ...nats,
    isTls: true,
    user: { name: 'loa', password: 'p@ss' },
  })
})

test('where a database is is told without user and password', () => {
  const address = parseAddress('postgres://loa:secret@db.example:5433/loa?sslmode=require')
  assert.equal(address.kind === 'postgres' && address.at, 'db.example:5433/loa')
})

test('an address that is none is refused, and its password is not cited', () => {
  for (const url of [
    ...['', 'nats://', 'http://a:1', 'nats://a:0', 'nats://a:65536', 'nats://a,,b', 'nats://a b'],
    ...['nats://secret@a', 'nats://:secret@a', 'nats://u:secret:secret@a', 'nats://u:secret%@a'],
    ...['nats://u:secret@a/path', 'postgres//u:secret@a', `nats://${'a,'.repeat(20)}a`],
  ])
    assert.throws(
      () => parseAddress(url),
      (error: unknown) =>
        error instanceof Failure && error.code === 'logAddressMalformed' && !error.message.includes('secret'),
      url,
    )
})

test('a leg is letters of ASCII, digits and hyphens', () => {
  for (const leg of ['a', 'A-1', 'x'.repeat(LEG_MAX)]) checkLeg(leg)
  for (const leg of ['', 'a.b', 'a b', 'đ', 'a*', '>', 'a\n', 'x'.repeat(LEG_MAX + 1)])
    assert.throws(() => checkLeg(leg), /is not a valid --leg name/, JSON.stringify(leg))
})
