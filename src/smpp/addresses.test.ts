import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceAddress } from './addresses.ts'

for (const [text, ton, npi] of [
  ['BOYTE', 5, 0],
  ['Bo Y te', 5, 0],
  ['a', 5, 0],
  ['ABCDEFGHIJK', 5, 0],
  ['A-B_C.D 1', 5, 0],
  ['12', 5, 0],
  ['1900.3228', 5, 0],
  ['113', 3, 0],
  ['19003228', 3, 0],
  ['190032281', 1, 1],
  ['84912345678', 1, 1],
  ['12345678901234567890', 1, 1],
] as const) {
  test(`'${text}' is a source of TON ${ton}, NPI ${npi}`, () => {
    assert.deepEqual(sourceAddress(text), { addr: text, ton, npi })
  })
}

for (const text of [
  '',
  ' ',
  'ABCDEFGHIJKL',
  'Bộ Y tế',
  '+84912345678',
  'BO/YTE',
  'BOYTE\n',
  '113\n',
  '٣٤٥',
  'BO\0YTE',
  '123456789012345678901',
]) {
  test(`${JSON.stringify(text)} is refused`, () => assert.equal(sourceAddress(text), null))
}
