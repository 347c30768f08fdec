import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isGsm7, septets, writeGsm7 } from './gsm7.ts'
import { gsm7Vector } from './slow-splitter.test.ts'

const vector = gsm7Vector()

function octetsOf(letter: string): number[] {
  const into = new Uint8Array(septets(letter))
  assert.equal(writeGsm7(letter, into, 0), into.length)
  return [...into]
}

test('the alphabet has 127 letters and the extension table 10', () => {
  const codes = [...vector.values()]
  assert.equal(codes.filter(octets => octets.length === 1).length, 127)
  assert.equal(codes.filter(octets => octets.length === 2).length, 10)
})

test('each letter of the published table has its septets', () => {
  for (const [letter, octets] of vector) assert.deepEqual(octetsOf(letter), octets, letter)
})

test('no other code point has any, escape and no-break space among them', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const letter = String.fromCodePoint(code)
    if (!vector.has(letter) && septets(letter) !== 0) assert.fail(`U+${code.toString(16)} has septets`)
  }
})

for (const [text, expected] of [
  ['', true],
  ['Ç', true],
  ['ç', false],
  ['`', false],
  ['\t', false],
  ['\u001b', false],
  ['\u00a0', false],
  ['Ωß€\f\r\n', true],
  ['µ', false],
  ['đ', false],
  ['\ud83d', false],
] as const) {
  test(`${JSON.stringify(text)} is ${expected ? '' : 'not '}in GSM-7`, () => assert.equal(isGsm7(text), expected))
}

test('a letter outside the alphabet is a bug of the caller, never a question mark', () => {
  assert.throws(() => writeGsm7('đ', new Uint8Array(4), 0), RangeError)
})
