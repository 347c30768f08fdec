import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../../report/compose.ts'
import { HEADING, RECORDS } from '../../report/fixtures.test.ts'
import { doubtsOf, PLAIN } from './doubts.ts'

const ODD = { code: 'segments-short', expected: '1100', found: '1099' }

test('T12: a month that goes on, figures so far, and an issuer or a signatory that nobody has named are doubts', () => {
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
    assert.deepEqual(doubtsOf(report), expected)
  }
})
