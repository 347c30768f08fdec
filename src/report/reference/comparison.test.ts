import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { composeReport } from '../compose.ts'
import { HEADING, RECORDS, roundRecord } from '../fixtures.test.ts'
import { type MonthRecords, monthRecords } from '../records.ts'
import { grouped } from '../words.ts'
import { type ComparedLine, compare } from './comparison.ts'
import { REFERENCE_FACTS, REFERENCE_ITEMS, REFERENCE_MONTH } from './february-2020.ts'

const reference = (changes: Partial<MonthRecords> = {}) =>
  composeReport(
    {
      ...RECORDS,
      month: REFERENCE_MONTH,
      citedFacts: [...REFERENCE_FACTS],
      workItems: [...REFERENCE_ITEMS],
      ...changes,
    },
    HEADING,
  )
const verdicts = (changes: Partial<MonthRecords> = {}) =>
  compare(reference(changes)).map(({ what, published, verdict }) => [what, published.value, verdict])

test('what was published and what is counted say the same; all hospitals are shown', t => {
  tell(t, compare(reference()))
  assert.deepEqual(verdicts(), [
    ['sms.rounds', 5, 'agrees'],
    ['sms.subscribers', 125_000_000, 'agrees'],
    ['sms.accepted', 7_000_000_000, 'agrees'],
    ['cited.hospitals', 23, 'cited'],
    ['cited.hospitals', 22, 'cited'],
    ['cited.hospitals', 21, 'cited'],
  ])
})

/** What a run of the whole country left: made by `loa report month 2020-02 --rehearsal --records`. */
const FULL_SCALE = join(import.meta.dirname, '../../../docs/results/february-2020.records.json')

test('the full-scale February differs in no line from the published one', t => {
  const records = monthRecords.parse(JSON.parse(readFileSync(FULL_SCALE, 'utf8')))
  assert.deepEqual(records.workItems, REFERENCE_ITEMS)
  assert.deepEqual(records.citedFacts, REFERENCE_FACTS)
  const lines = compare(reference(records))
  tell(t, lines)
  // The made-up country has 125 million subscribers to the very one, and theirs had more.
  assert.deepEqual(
    lines.map(({ what, verdict }) => `${what} ${verdict}`),
    [
      'sms.rounds agrees',
      'sms.subscribers borders',
      'sms.accepted agrees',
      'cited.hospitals cited',
      'cited.hospitals cited',
      'cited.hospitals cited',
    ],
  )
})

test('how far the work of the published report had come is said the same in both languages, and no further than it says', () => {
  const came = new Map(REFERENCE_ITEMS.map(({ result, english }) => [result, english?.result]))
  assert.deepEqual(
    [...came],
    [
      ['đã thực hiện', 'done'],
      [
        'được nêu trong báo cáo, không rõ đã làm đến đâu',
        'named in the report, which does not say how far it had come',
      ],
    ],
  )
  assert.deepEqual(
    REFERENCE_ITEMS.filter(({ result }) => result === 'đã thực hiện').map(({ section }) => section),
    ['free-services', 'screening'],
    'of calls, pages and temperatures the report says that it was done',
  )
})

/** As a table in the test's output. */
function tell(t: TestContext, lines: readonly ComparedLine[]): void {
  const rows = lines.map(({ what, published, counted, verdict }) => {
    const { value, qualifier, asOf, source } = published
    const said = { exactly: '', moreThan: 'more than ', nearly: 'nearly ' }[qualifier]
    const ours = counted === null ? `cited: ${source.en}, ${asOf}` : `counted: ${grouped(counted.value, 'en')}`
    return [what, `${said}${grouped(value, 'en')}`, ours, verdict]
  })
  const all = [['figure', 'published', 'ours', 'verdict'], ...rows]
  const widths = all[0].map((_, at) => Math.max(...all.map(row => row[at].length)))
  for (const row of all)
    t.diagnostic(
      row
        .map((text, at) => text.padEnd(widths[at]))
        .join(' | ')
        .trimEnd(),
    )
}

test('a round too few, a country too small and a source left out are told', () => {
  const four = [1, 2, 3, 4].map(roundRecord)
  assert.deepEqual(
    verdicts({ rounds: four })
      .slice(0, 3)
      .map(([, , verdict]) => verdict),
    ['differs', 'agrees', 'differs'],
  )
  // 125 subscribers, as a headline once had it.
  const small = RECORDS.rounds.map(round => ({
    ...round,
    parts: round.parts.map(part => ({ ...part, subscribers: 62 })),
  }))
  assert.equal(verdicts({ rounds: small })[1][2], 'differs')
  assert.deepEqual(
    verdicts({ citedFacts: [] })
      .slice(3)
      .map(([, , verdict]) => verdict),
    ['differs', 'differs', 'differs'],
  )
})
