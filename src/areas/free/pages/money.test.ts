import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moneyOf } from './money.ts'

test('an amount is whole smallest units, shown with the currency that it is of', () => {
  const dong = { code: 'VND', decimals: 0 }
  assert.equal(moneyOf(1_234_567, dong, 'vi'), '1\u202f234\u202f567\u00a0đồng')
  assert.equal(moneyOf(5000, dong, 'en'), '5\u202f000\u00a0VND')
  assert.equal(moneyOf(1250, { code: 'USD', decimals: 2 }, 'vi'), '12,50\u00a0USD')
  assert.equal(moneyOf(-1250, { code: 'USD', decimals: 2 }, 'en'), '−12.50\u00a0USD')
  assert.equal(moneyOf(0, dong, 'vi'), '0\u00a0đồng')
})
