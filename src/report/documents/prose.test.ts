import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../compose.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import { REFERENCE_FACTS } from '../reference/february-2020.ts'
import { Prose } from './prose.ts'

const [FACT] = REFERENCE_FACTS.filter(({ unit }) => unit === 'subscribers')
const THEIRS = FACT.citations[0]

test('what is cited is said as its source said it, in the text and in the table of figures', () => {
  for (const [qualifier, value, said, exact] of [
    ['moreThan', 125_000_000, 'hơn 125 triệu', 'hơn 125.000.000'],
    ['nearly', 7_000_000, 'gần 7 triệu', 'gần 7.000.000'],
    ['exactly', 125_000_000, '125 triệu', '125.000.000'],
    // Whose number is exact we may round; a bound is not made looser, nor turned round.
    ['exactly', 125_034_117, 'hơn 125 triệu', '125.034.117'],
    ['nearly', 125_034_117, 'gần 125.034.117', 'gần 125.034.117'],
    ['moreThan', 6_875_000, 'hơn 6.875.000', 'hơn 6.875.000'],
  ] as const) {
    const other = { ...THEIRS, qualifier, value: 23 }
    const fact = { ...FACT, citations: [{ ...THEIRS, qualifier, value }, other] }
    const prose = new Prose(composeReport({ ...RECORDS, citedFacts: [fact] }, HEADING), 'vi')
    const figure = prose.figure(`cited.${FACT.id}`)
    assert.equal(prose.said(figure), `${said} thuê bao`)
    assert.equal(prose.exact(figure), `${exact} thuê bao`)
    assert.ok(prose.derivation(figure).startsWith(`${exact}: `))
    const text =
      prose.report.sections
        .flatMap(({ blocks }) => blocks)
        .filter(block => block.is === 'paragraph')
        .map(({ runs }) =>
          prose
            .pieces(runs)
            .map(piece => piece.text)
            .join(''),
        )
        .find(paragraph => paragraph.startsWith(FACT.label.vi)) ?? ''
    assert.ok(text.startsWith(`${FACT.label.vi}: ${said} thuê bao (`), text)
    const theirOther = prose.exact({ ...figure, value: 23 }).replace(' thuê bao', '')
    assert.ok(text.includes(`Nguồn khác: ${theirOther} (`), text)
  }
})
