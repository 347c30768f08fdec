import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../compose.ts'
import { HEADING, RECORDS, roundRecord } from '../fixtures.test.ts'
import type { MonthRecords } from '../records.ts'
import { compare } from './comparison.ts'
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
  compare(reference(changes)).map(({ what, published, verdict }) => [
    what,
    published.value,
    verdict,
  ])

test('what was published and what is counted say the same; all hospitals are shown', () => {
  assert.deepEqual(verdicts(), [
    ['sms.rounds', 5, 'agrees'],
    ['sms.subscribers', 125_000_000, 'agrees'],
    ['sms.accepted', 7_000_000_000, 'agrees'],
    ['cited.hospitals', 23, 'cited'],
    ['cited.hospitals', 22, 'cited'],
    ['cited.hospitals', 21, 'cited'],
  ])
})

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
