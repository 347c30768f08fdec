/** A table that is saved opens in a spreadsheet as it was shown, and computes nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf, fileNameOf } from './csv.ts'

for (const [what, cells, vi, en] of [
  [
    'figures are figures, without their thin spaces',
    ['Nhà mạng', '125\u202f034\u202f117'],
    'Nhà mạng;125034117',
    'Nhà mạng,125034117',
  ],
  ['a decimal stays as its language writes it', ['56,9', '−3,5'], '56,9;-3,5', '"56,9","-3,5"'],
  ['a figure with its unit has plain spaces', ['1\u202f234\u00a0thuê bao'], '1 234 thuê bao', '1 234 thuê bao'],
  [
    'a cell that begins as a formula is text',
    ['=1+1', '+84…', '@a', '-x'],
    "'=1+1;'+84…;'@a;'-x",
    "'=1+1,'+84…,'@a,'-x",
  ],
  ['a negative figure is no formula', ['-5', '−12'], '-5;-12', '-5,-12'],
  [
    'quotes, separators and lines are kept within a cell',
    ['a;b', 'c,d', 'e"f', 'g\nh'],
    '"a;b";c,d;"e""f";"g\nh"',
    'a;b,"c,d","e""f","g\nh"',
  ],
] as const)
  test(`CSV: ${what}`, () => {
    assert.equal(csvOf([cells], 'vi'), `\uFEFF${vi}\r\n`)
    assert.equal(csvOf([cells], 'en'), `\uFEFF${en}\r\n`)
  })

test('CSV: a file is called by its table, in letters that every system takes', () => {
  assert.equal(fileNameOf('Kết quả theo nhà mạng: đợt 3/5'), 'Ket-qua-theo-nha-mang-dot-3-5.csv')
  assert.equal(fileNameOf('…'), 'loa.csv')
  assert.ok(fileNameOf('a'.repeat(500)).length < 100)
})
