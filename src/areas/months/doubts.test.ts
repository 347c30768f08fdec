import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../../report/compose.ts'
import { sectionId } from '../../report/document.ts'
import { HEADING, RECORDS } from '../../report/fixtures.test.ts'
import { doubtsOf, emptySections, missingSections, PLAIN } from './doubts.ts'

const RUNS = { vi: [{ text: 'x' }], en: [{ text: 'x' }] }
const ODD = { code: 'segments-short', expected: '1100', found: '1099' }

test('a month that goes on, figures so far, and an issuer or a signatory that nobody has named are doubts', () => {
  const [first, ...others] = RECORDS.rounds
  const [part] = first.parts
  const soFar = [{ ...first, endedAt: null, parts: [{ ...part, returnSha256: null }] }, ...others]
  const odd = [{ ...first, parts: [{ ...part, flags: [ODD] }] }, ...others]
  const { briefings = null } = RECORDS
  assert.ok(briefings)
  const settled = {
    ...RECORDS,
    briefings: { ...briefings, issued: briefings.issued.filter(each => each.doneAt !== null) },
  }
  const noon = '2020-02-25T12:00:00+07:00'
  const table = [
    [{}, {}, []],
    [{ asOf: noon }, {}, ['month-not-over']],
    [{ rounds: soFar }, {}, ['figures-so-far']],
    [{ asOf: noon, rounds: soFar }, {}, ['month-not-over']],
    [{ rounds: odd }, {}, ['does-not-add-up']],
    // An instruction that is not done yet.
    [{ briefings }, {}, ['figures-so-far']],
    [{}, { issuing: PLAIN.issuing }, ['issuer-plain']],
    [{}, { issuing: { ...HEADING.issuing, en: PLAIN.issuing.en } }, ['issuer-plain']],
    [{}, { signer: { title: PLAIN.signerTitle, name: 'Nguyễn Văn An' } }, ['signer-plain']],
  ] as const
  for (const [records, heading, expected] of table) {
    const report = composeReport({ ...settled, ...records }, { ...HEADING, ...heading })
    assert.deepEqual(
      doubtsOf(report).filter(doubt => !doubt.startsWith('sections-')),
      expected,
    )
  }
})

test('sections that the document lacks, and those that only say that there was nothing, are a doubt each', () => {
  const full = { blocks: [{ is: 'list' as const, items: [RUNS] }] }
  const nothing = { blocks: [{ is: 'notice' as const, weight: 'note' as const, runs: RUNS }] }
  const odd = { blocks: [{ ...nothing.blocks[0], about: 'does-not-add-up' as const }] }
  const whole = sectionId.options.map(id => ({ id, ...full }))
  assert.deepEqual([missingSections(whole), emptySections(whole)], [[], []])
  const [first, second, third, ...others] = whole
  const cut = [{ ...first, ...nothing }, { ...second, ...odd }, ...others]
  assert.deepEqual([missingSections(cut), emptySections(cut)], [[third.id], [first.id]])
  const report = composeReport({ ...RECORDS, rounds: [], workItems: [] }, HEADING)
  assert.ok(emptySections(report.sections).includes('sms'))
  const said = doubtsOf(report).filter(doubt => doubt.startsWith('sections-'))
  assert.deepEqual(said, ['sections-missing', 'sections-empty'])
  const settled = { ...report, sections: whole.map(each => ({ ...each, title: HEADING.issuing })) }
  assert.ok(!doubtsOf(settled).some(doubt => doubt.startsWith('sections-')))
})
