import assert from 'node:assert/strict'
import { test } from 'node:test'
import { danglingFigures, type Report, report } from './document.ts'
import { cited, counted, figure, type Part } from './figure.ts'
import { isSound } from './working-out.ts'

const UUID = '0190a1b2-0000-7000-8000-000000000001'
const said = (text: string) => ({ vi: text, en: text })
const ABOUT = {
  id: 'sms.messages',
  label: said('SMS'),
  unit: 'ordinary-sms',
  asOf: '2020-03-01T00:00:00+07:00',
  isFinal: true,
} as const

function part(value: number): Part {
  return { label: said('Viettel'), value, record: { is: 'round', round: UUID } }
}

test('a counted figure is worked out from its parts, and again by whoever reads it', () => {
  for (const [operation, values, expected] of [
    ['sum', [1, 2, 3], 6],
    ['sum', [], 0],
    ['count', [7, 7], 2],
    ['largest', [3, 9, 4], 9],
    ['largest', [], 0],
  ] as const) {
    const made = counted(ABOUT, { operation, how: said('x'), parts: values.map(part) })
    assert.equal(made.value, expected)
    assert.deepEqual(figure.parse(made), made)
    assert.ok(isSound(made))
    assert.ok(!isSound({ ...made, value: expected + 1 }), 'a value that somebody typed')
  }
})

test('a sum that would lose digits is refused', () => {
  const parts = [part(Number.MAX_SAFE_INTEGER), part(1)]
  assert.throws(() => counted(ABOUT, { operation: 'sum', how: said('x'), parts }), RangeError)
})

test('a cited figure is of its first source', () => {
  const citation = (value: number) =>
    ({ value, qualifier: 'exactly', asOf: '2020-03-02', source: said('Báo cáo'), note: null }) as const
  const made = cited({ ...ABOUT, unit: 'hospitals' }, [citation(23), citation(22)])
  assert.equal(made.value, 23)
  assert.ok(isSound(figure.parse(made)))
  assert.ok(!isSound({ ...made, value: 22 }))
})

test('figures that are named and missing, or there and never named, are found', () => {
  const made = counted(ABOUT, { operation: 'sum', how: said('x'), parts: [] })
  const document: Report = report.parse({
    month: '2020-02',
    timeZone: 'Asia/Ho_Chi_Minh',
    title: said('Báo cáo'),
    heading: {
      governing: null,
      issuing: said('Bộ'),
      symbol: null,
      place: said('Hà Nội'),
      date: '2020-03-02',
      signer: { title: said('Bộ trưởng'), name: null },
      recipients: [],
    },
    asOf: ABOUT.asOf,
    sections: [
      {
        id: 'sms',
        title: said('SMS'),
        blocks: [
          {
            is: 'paragraph',
            runs: { vi: [{ text: 'Đã gửi ' }, { figure: 'sms.sent', as: 'phrase' }], en: [{ text: 'x' }] },
          },
          { is: 'table', caption: said('x'), head: [said('x')], rows: [[{ figure: 'sms.row' }, said('x')]] },
          { is: 'list', items: [{ vi: [{ figure: 'sms.item', as: 'exact' }], en: [{ text: 'x' }] }] },
          { is: 'chart', caption: said('x'), bars: [{ label: said('x'), figures: ['sms.bar'] }], series: [said('x')] },
          { is: 'notice', weight: 'note', runs: { vi: [{ text: 'x' }], en: [{ figure: 'sms.notice', as: 'exact' }] } },
        ],
      },
    ],
    figures: [made],
  })
  assert.deepEqual(danglingFigures(document), {
    missing: ['sms.sent', 'sms.row', 'sms.item', 'sms.bar', 'sms.notice'],
    unused: ['sms.messages'],
  })
})
