import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlan } from '../src/audience/numbering.ts'
import { listPieces, numbersOf } from './lists.ts'
import { COUNTRY_SUBSCRIBERS, operatorsOf } from './operators.ts'

const plan = await loadPlan('VN')

for (const scale of [1, 1000])
  test(`at one ${scale}th the operators have the country's subscribers together`, () => {
    const operators = operatorsOf(plan, scale)
    const sum = operators.reduce((all, each) => all + each.subscribers, 0)
    assert.equal(sum, COUNTRY_SUBSCRIBERS / scale)
    assert.equal(operators.length, plan.mobile.length, 'every operator of the plan has a share')
  })

test('the smallest demo has a subscriber at each operator', () => {
  for (const { subscribers } of operatorsOf(plan, COUNTRY_SUBSCRIBERS)) assert.equal(subscribers, 1)
})

for (const operator of operatorsOf(plan, 5000))
  test(`the numbers of ${operator.name} differ and have its prefixes`, () => {
    const numbers = [...numbersOf(operator)]
    assert.equal(numbers.length, operator.subscribers)
    assert.equal(new Set(numbers).size, operator.subscribers)
    for (const number of numbers) {
      assert.equal(number.length, operator.length)
      assert.ok(operator.prefixes.some(prefix => number.startsWith(prefix)))
    }
    if (operator.subscribers > 100)
      for (const prefix of operator.prefixes) assert.ok(numbers.some(number => number.startsWith(prefix)))
  })

test('a prefix that is used up repeats no number', () => {
  const full = { id: 'x', name: 'X', subscribers: 11_000, length: 5, prefixes: ['9', '87'] }
  const numbers = new Set(numbersOf(full))
  assert.equal(numbers.size, 11_000)
  assert.throws(() => [...numbersOf({ ...full, subscribers: 11_001 })], /more subscribers/)
})

test('a list has rows in several spellings, some twice, some that are no mobile number', () => {
  const [operator] = operatorsOf(plan, 50_000)
  const rows = [...listPieces(operator)].join('').trimEnd().split('\n')
  assert.ok(rows.length > operator.subscribers)
  for (const spelling of [/^0\d{9}$/, /^0\d{3} \d{3} \d{3}$/, /^\+84\d{9}$/, /^84\d{9}$/, /^0243/])
    assert.ok(
      rows.some(row => spelling.test(row)),
      String(spelling),
    )
})
