import assert from 'node:assert/strict'
import test from 'node:test'
import { composeReport } from '../../../report/compose.ts'
import { HEADING, RECORDS } from '../../../report/fixtures.test.ts'
import { headlineOf, proofOf, proves } from './headline.ts'

const REPORT = composeReport(RECORDS, HEADING)
const SILENT = composeReport({ ...RECORDS, rounds: [] }, HEADING)

test('the headline figures are those of the month, largest first said as it is', () => {
  assert.deepEqual(
    headlineOf(REPORT).map(({ id, value }) => [id, value]),
    [
      ['sms.rounds', 5],
      ['sms.operators', 2],
      ['sms.subscribers', 125_034_117],
      ['sms.accepted', 6_876_876_435],
      ['sms.delivered', 6_876_711_435],
    ],
  )
  assert.deepEqual(headlineOf(SILENT), [])
})

test('who types 125 for 125 million has not read it', () => {
  const table: [string, boolean][] = [
    ['125034117', true],
    ['125 034 117', true],
    ['125.034.117', true],
    ['125', false],
    ['125 triệu', false],
    ['125034118', false],
    ['', false],
    ['02/2020', false],
  ]
  const proof = proofOf(REPORT)
  for (const [typed, expected] of table) assert.equal(proves(typed, proof), expected, typed)
})

test('a month in which nothing was sent is signed by its name', () => {
  const proof = proofOf(SILENT)
  const table: [string, boolean][] = [
    ['02/2020', true],
    ['2/2020', true],
    ['03/2020', false],
    ['0', false],
  ]
  for (const [typed, expected] of table) assert.equal(proves(typed, proof), expected, typed)
})
