import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legLogOf, referenceOf } from './machines.ts'

test('references of directives that follow one another are far apart, and a function of the serial alone', () => {
  for (let serial = 1; serial <= 1000; serial++) {
    const from = referenceOf(serial)
    assert.ok(Number.isInteger(from) && from >= 0 && from < 256)
    for (let later = 1; later <= 5; later++) {
      const gap = Math.abs(referenceOf(serial + later) - from)
      assert.ok(Math.min(gap, 256 - gap) >= 20, `${serial} and ${serial + later}`)
    }
  }
})

test('the log of a leg has the directive and the leg for a name, and a key that only who has the directive can make', () => {
  const machines = { name: 'a', servers: 'nats://x', isUnsafe: false, isAlone: false }
  const leg = { number: 2, message: 1, language: 'vi', subscribers: 1, segmentsEach: 1 }
  const of = { directive: '0f8fad5b-d9cb-469f-a165-70867728950e', jws: 'a.b.c', leg }
  const keyOf = (address: object) => (address as { key: string }).key
  const own = legLogOf(machines, of)
  assert.equal(own.name, '0f8fad5b-d9cb-469f-a165-70867728950e-2')
  assert.match(keyOf(own), /^[0-9a-f]{64}$/)
  assert.equal(keyOf(legLogOf({ ...machines, name: 'b' }, of)), keyOf(own), 'on every machine')
  assert.notEqual(keyOf(legLogOf(machines, { ...of, jws: 'a.b.d' })), keyOf(own))
  assert.notEqual(keyOf(legLogOf(machines, { ...of, leg: { ...leg, number: 3 } })), keyOf(own))
})
