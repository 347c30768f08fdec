import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inWords, SPELT_MAX } from './number-words.ts'

for (const [count, vi, en] of [
  [0, 'không', 'zero'],
  [1, 'một', 'one'],
  [4, 'bốn', 'four'],
  [10, 'mười', 'ten'],
  [11, 'mười một', 'eleven'],
  [14, 'mười bốn', 'fourteen'],
  [15, 'mười lăm', 'fifteen'],
  [20, 'hai mươi', 'twenty'],
  [21, 'hai mươi mốt', 'twenty-one'],
  [24, 'hai mươi tư', 'twenty-four'],
  [55, 'năm mươi lăm', 'fifty-five'],
  [100, 'một trăm', 'one hundred'],
  [105, 'một trăm linh năm', 'one hundred and five'],
  [1000, 'một nghìn', 'one thousand'],
  [1001, 'một nghìn không trăm linh một', 'one thousand and one'],
  [1010, 'một nghìn không trăm mười', 'one thousand and ten'],
  [
    125_034_117,
    'một trăm hai mươi lăm triệu không trăm ba mươi tư nghìn một trăm mười bảy',
    'one hundred and twenty-five million thirty-four thousand one hundred and seventeen',
  ],
  [125_000_000, 'một trăm hai mươi lăm triệu', 'one hundred and twenty-five million'],
  [6_875_000_000, 'sáu tỷ tám trăm bảy mươi lăm triệu', 'six billion eight hundred and seventy-five million'],
  [SPELT_MAX + 1, null, null],
  [1.5, null, null],
] as const) {
  test(`${count} is ${vi ?? 'not spelt'}`, () => {
    assert.equal(inWords(count, 'vi'), vi)
    assert.equal(inWords(count, 'en'), en)
  })
}
