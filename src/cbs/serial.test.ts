import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, nextSerial, serialNumber } from './serial.ts'

test('the serial number of code 1, update 1 in the whole network is 16401', () => {
  assert.equal(serialNumber({ scope: 'plmn', code: 1, update: 1 }), 16401)
})

test('scope, code and update number lie where the specification draws them', () => {
  assert.equal(serialNumber({ scope: 'cell', code: 0, update: 0 }), 0b11_0000000000_0000)
  assert.equal(serialNumber({ scope: 'area', code: 1023, update: 15 }), 0b10_1111111111_1111)
  assert.equal(codeOf(0b10_0000000101_1111), 5)
})

test('the next version has the next update number, and 0 comes after 15', () => {
  assert.equal(nextSerial(serialNumber({ scope: 'plmn', code: 7, update: 3 })), 0x4074)
  assert.equal(nextSerial(serialNumber({ scope: 'plmn', code: 7, update: 15 })), 0x4070)
})
