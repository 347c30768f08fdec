import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../compose.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import { REFERENCE_FACTS } from '../reference/february-2020.ts'
import { Prose } from './prose.ts'

test('what is cited is everywhere as its source said it', () => {
  const report = composeReport({ ...RECORDS, citedFacts: [...REFERENCE_FACTS] }, HEADING)
  for (const [language, value, said, exact, cited] of [
    [
      'vi',
      125_000_000,
      'hơn 125 triệu thuê bao',
      'hơn 125\u202f000\u202f000 thuê bao',
      'hơn 125\u202f000\u202f000:',
    ],
    [
      'en',
      125_000_000,
      'more than 125 million subscribers',
      'more than 125\u202f000\u202f000 subscribers',
      'more than 125\u202f000\u202f000:',
    ],
    ['vi', 23, '23 bệnh viện', '23 bệnh viện', '23: '],
  ] as const) {
    const prose = new Prose(report, language)
    const figure = report.figures.find(
      each => each.derivation.is === 'cited' && each.value === value,
    )
    assert.ok(figure !== undefined, String(value))
    assert.deepEqual([prose.said(figure), prose.exact(figure)], [said, exact])
    assert.ok(prose.derivation(figure).startsWith(cited))
  }
})
