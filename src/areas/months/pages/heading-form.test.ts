import assert from 'node:assert/strict'
import test from 'node:test'
import { type ReportHeading, reportHeading } from '../model.ts'
import {
  type HeadingForm,
  headingFaults,
  headingField,
  headingFormOf,
  headingFrom,
  isDate,
  RECIPIENTS_MAX,
} from './heading-form.ts'

const HEADING: ReportHeading = {
  governing: null,
  issuing: { vi: 'Bộ Thông tin và Truyền thông', en: 'Ministry of Information' },
  symbol: '12/BC-BTTTT',
  place: { vi: 'Hà Nội', en: 'Hanoi' },
  date: '2026-03-02',
  signer: { title: { vi: 'Bộ trưởng', en: 'Minister' }, name: null },
  recipients: [{ vi: 'Thủ tướng Chính phủ', en: 'The Prime Minister' }],
}

test('a heading as a form and back is the same', () => {
  const full: ReportHeading = {
    ...HEADING,
    governing: { vi: 'Chính phủ', en: 'The Government' },
    symbol: null,
    signer: { ...HEADING.signer, name: 'Nguyễn Văn A' },
    recipients: [],
  }
  for (const heading of [HEADING, full]) {
    const form = headingFormOf(heading)
    assert.deepEqual(headingFaults(form), [])
    assert.deepEqual(headingFrom(form), heading)
  }
})

test('lines above the title are read line by line, and are none where nothing is written', () => {
  const minister = [{ vi: 'KT. Bộ trưởng', en: 'For the Minister' }]
  const committee = [
    { vi: 'TM. Ủy ban nhân dân', en: "For the People's Committee" },
    { vi: 'KT. Chủ tịch', en: 'For the Chairman' },
  ]
  for (const onBehalf of [minister, committee]) {
    const heading = { ...HEADING, signer: { ...HEADING.signer, onBehalf } }
    const form = headingFormOf(heading)
    assert.deepEqual(headingFaults(form), [])
    assert.deepEqual(headingFrom(form), heading)
  }
  const typed = { ...headingFormOf(HEADING), onBehalfVi: ' TM. Ban chỉ đạo;KT. Trưởng ban; ' }
  assert.deepEqual(headingFrom(typed).signer.onBehalf, [
    { vi: 'TM. Ban chỉ đạo', en: 'TM. Ban chỉ đạo' },
    { vi: 'KT. Trưởng ban', en: 'KT. Trưởng ban' },
  ])
  assert.equal(headingField('heading.signer.onBehalf.0.en'), 'onBehalfEn')
})

test('each fault is told at its field; what is left out is no fault', () => {
  const form = headingFormOf(HEADING)
  const table: [Partial<HeadingForm>, [string, string][]][] = [
    [{ issuingEn: '  ' }, [['issuingEn', 'missing']]],
    [{ symbol: '', signerName: '' }, []],
    [{ symbol: 'x'.repeat(41) }, [['symbol', 'tooLong']]],
    [{ date: '2026-02-30' }, [['date', 'date']]],
    [
      { hasGoverning: true },
      [
        ['governingVi', 'missing'],
        ['governingEn', 'missing'],
      ],
    ],
    [{ recipients: [{ key: 7, vi: 'Văn phòng', en: '' }] }, [['recipients.0.en', 'missing']]],
  ]
  for (const [change, expected] of table) {
    const faults = headingFaults({ ...form, ...change })
    assert.deepEqual(
      faults.map(({ field, code }) => [field, code]),
      expected,
    )
    const read = reportHeading.safeParse(headingFrom({ ...form, ...change }))
    assert.equal(read.success, expected.length === 0, 'as the server would judge it')
  }
})

test('every place of the request that can be faulty has its field', () => {
  assert.equal(headingField('heading.signer.title.en'), 'signerTitleEn')
  assert.equal(headingField('heading.symbol'), 'symbol')
  const last = `recipients.${RECIPIENTS_MAX - 1}.en`
  assert.equal(headingField(`heading.${last}`), last)
  for (const path of ['heading', 'heading.recipients', 'sha256']) assert.equal(headingField(path), undefined)
})

test('only days of the calendar are dates', () => {
  assert.deepEqual(['2024-02-29', '2026-02-29', '2026-2-1', '', '2026-13-01', '02/03/2026'].map(isDate), [
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})
