import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import { test } from 'node:test'
import fc from 'fast-check'
import { Utf8Check } from './utf8-check.ts'

const piece = fc.constantFrom('a', '\n', 'ế', 'đ', '😀', '\u07ff', '\uffff').map(Buffer.from)
const noise = fc.uint8Array({ minLength: 1, maxLength: 3 }).map(octets => Buffer.from(octets))

test('whatever a text holds and wherever it is cut, it is UTF-8 or not', () => {
  let [well, ill] = [0, 0]
  const mostlyWell = fc.oneof({ weight: 12, arbitrary: piece }, { weight: 1, arbitrary: noise })
  fc.assert(
    fc.property(fc.array(mostlyWell, { maxLength: 12 }), fc.array(fc.nat(30)), (parts, cuts) => {
      const octets = Buffer.concat(parts)
      const check = new Utf8Check()
      const places = [0, ...cuts.filter(cut => cut <= octets.length).sort((a, b) => a - b)]
      for (const [at, from] of places.entries()) check.add(octets.subarray(from, places[at + 1]))
      assert.equal(check.isUtf8, isUtf8(octets))
      if (check.isUtf8) well++
      else ill++
    }),
    { numRuns: 2000 },
  )
  assert.ok(well > 100 && ill > 100, `${well} well, ${ill} not`)
})
