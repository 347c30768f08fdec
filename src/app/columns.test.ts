import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columns, wrapped } from './columns.ts'

test('names stand to the left, figures to the right, and no line ends with blanks', () => {
  const rows = [
    ['Nhà mạng', 'Gửi đi', ''],
    ['Viettel', '62\u2009000', 'bằng nhau'],
    ['iTel', '7'],
  ]
  assert.equal(columns(rows), ['Nhà mạng  Gửi đi', 'Viettel   62\u2009000  bằng nhau', 'iTel           7'].join('\n'))
})

for (const [size, rows] of [
  [40, ['mỗi lần bản tin được gửi lại']],
  [16, ['mỗi lần bản tin', '  được gửi lại']],
  [3, ['mỗi', '  lần', '  bản', '  tin', '  được', '  gửi', '  lại']],
] as const)
  test(`a sentence in ${size} letters is cut between words`, () => {
    assert.deepEqual(wrapped('mỗi lần bản tin được gửi lại', size), rows)
  })
