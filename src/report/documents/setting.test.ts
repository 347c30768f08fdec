import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { composeReport } from '../compose.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import { draw, escaped, svgOf } from './chart.ts'
import { columnWidths } from './columns.ts'
import { kindAndSubject, placeAndDate, roman, rulesOn } from './layout.ts'
import { linesOf } from './lines.ts'
import { pngOf } from './png.ts'

/** Every letter is one wide. */
const measure = (text: string) => text.length

test('lines are no wider than they may be, lose no word, and keep words of two pieces whole', () => {
  const piece = fc.record({
    text: fc.array(fc.constantFrom('a', 'bb', 'ccc', ' ', '  ', ',', '(d)')).map(all => all.join('')),
    figure: fc.constantFrom(null, 'x', 'y'),
  })
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 3, max: 30 }), (pieces, width) => {
      const lines = linesOf(pieces, { width, indent: 2 }, measure)
      const words = lines.flatMap(line => line.words.map(word => word.map(({ text }) => text).join('')))
      const whole = pieces.map(({ text }) => text).join('')
      assert.deepEqual(
        words,
        whole.split(/ +/).filter(word => word !== ''),
      )
      for (const [at, line] of lines.entries())
        assert.ok(line.words.length === 1 || line.width <= width - (at === 0 ? 2 : 0))
    }),
  )
})

test('columns fill the table, and none is narrower than its longest word where there is room', () => {
  const texts = fc.array(fc.array(fc.constantFrom('a', 'bb cc', '1000', 'x y z'), { minLength: 1 }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(texts, columns => {
      const widths = columnWidths(columns, 100, measure)
      assert.ok(Math.abs(widths.reduce((sum, width) => sum + width, 0) - 100) < 1e-6)
      const longest = columns.map(all => Math.max(...all.flatMap(text => text.split(' ')).map(measure)))
      if (longest.reduce((sum, each) => sum + each, 0) < 100)
        for (const [at, width] of widths.entries()) assert.ok(width >= longest[at] - 1e-9)
    }),
  )
})

test('a name beside many numbers gets what they leave, and none breaks into more lines than it must', () => {
  const numbers = ['Tổng đài đã nhận (bản tin SMS)', '1.375.000.000', '998.877.665']
  const names = ['Đợt', 'Khuyến cáo phòng, chống dịch, đợt 5']
  const [name, ...others] = columnWidths([names, numbers, numbers, numbers], 62, measure)
  // Three numbers of 13 leave 23 of 62: 35 letters in two lines, for heads of three.
  assert.deepEqual([name, ...others].map(Math.round), [23, 13, 13, 13])
  const even = columnWidths(
    [
      ['', 'a a a a a a a a a'],
      ['', 'b c d e'],
    ],
    60,
    measure,
  )
  assert.ok(even[0] > 17 && even[1] > 7, 'all fit: what is left over is shared')
  const [long, short] = columnWidths(
    [
      ['', 'x y '.repeat(50)],
      ['', 'z w '.repeat(10)],
    ],
    50,
    measure,
  )
  assert.ok(Math.abs(long / short - 5) < 0.3, 'both break into as many lines')
})

const DATA = {
  bars: [
    { label: 'Đợt 1', values: [3_000_000, 1_000_000] },
    { label: 'Đợt 2', values: [0, 2_000_000] },
  ],
  series: ['Viettel', 'VinaPhone'],
  unit: 'triệu tin nhắn',
  scale: 1_000_000,
  point: ',',
} as const

test('boxes are as high as their values, stand on each other, and none is drawn of nothing', () => {
  const boxes = draw(DATA).shapes.filter(shape => shape.is === 'box' && shape.width > 20)
  assert.equal(boxes.length, 3)
  const [three, one, two] = boxes as { y: number; height: number }[]
  assert.ok(Math.abs(three.height - 3 * one.height) < 1e-6)
  assert.ok(Math.abs(two.height - 2 * one.height) < 1e-6)
  assert.ok(Math.abs(one.y + one.height - three.y) < 1e-6)
})

test('a chart names its unit and its series, and a picture of it is a PNG', () => {
  const svg = svgOf(draw({ ...DATA, series: ['A & <B>', 'C'] }), 'Tinos')
  assert.match(svg, /triệu tin nhắn/)
  assert.match(svg, /A &amp; &lt;B&gt;/)
  assert.equal(pngOf(draw(DATA)).subarray(1, 4).toString(), 'PNG')
  assert.equal(
    draw({ ...DATA, bars: [{ label: 'x', values: [0] }] }).shapes.filter(({ is }) => is === 'box').length,
    2,
    'only the key',
  )
})

test('dates, numerals, kinds of documents and rules are as the regulations say', () => {
  assert.equal(placeAndDate('Hà Nội', '2020-03-02'), 'Hà Nội, ngày 02 tháng 3 năm 2020')
  assert.equal(placeAndDate('Huế', '2026-01-11'), 'Huế, ngày 11 tháng 01 năm 2026')
  assert.deepEqual([1, 4, 9, 14].map(roman), ['I', 'IV', 'IX', 'XIV'])
  const paper = composeReport(RECORDS, HEADING)
  assert.deepEqual(kindAndSubject({ ...paper, title: { vi: 'Báo cáo kết quả', en: 'x' } }), {
    kind: 'BÁO CÁO',
    subject: 'Kết quả',
  })
  const title = { vi: 'Thông báo kết luận', en: 'x' }
  assert.deepEqual(kindAndSubject({ ...paper, kind: 'announcement', title }), {
    kind: 'THÔNG BÁO',
    subject: 'Kết luận',
  })
  assert.deepEqual(
    ['2020-03-04', '2020-03-05'].map(date => rulesOn(date).regulation),
    ['circular-01-2011', 'decree-30-2020'],
  )
  assert.equal(escaped(`<a href="x">'&`), '&lt;a href=&quot;x&quot;&gt;&#39;&amp;')
})
