import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { canonicalJson } from '../../base/canonical.ts'
import { composeReport } from '../compose.ts'
import { danglingFigures, type Report, report } from '../document.ts'
import { Prose } from '../documents/prose.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import { type BriefingHeld, type MonthRecords, monthRecords } from '../records.ts'
import { isSound } from '../working-out.ts'

const { briefings } = RECORDS
assert.ok(briefings !== null)
const { held, issued } = briefings

function reportOf(change: Partial<NonNullable<MonthRecords['briefings']>>, more = {}): Report {
  return composeReport({ ...RECORDS, ...more, briefings: { held, issued, ...change } }, HEADING)
}

function textOf(of: Report, language: 'vi' | 'en'): string {
  const prose = new Prose(of, language)
  const section = of.sections.find(({ id }) => id === 'briefings')
  return (section?.blocks ?? [])
    .flatMap(block => ('runs' in block ? [prose.pieces(block.runs).map(({ text }) => text)] : []))
    .map(texts => texts.join(''))
    .join('\n')
}

function figureOf({ figures }: Report, id: string): number {
  const found = figures.find(each => each.id === `briefings.${id}`)
  assert.ok(found, id)
  return found.value
}

test('the briefings of a month are told with who was expected, came, was late, dropped or absent, and what was issued', () => {
  const [paragraph, instructions] = textOf(reportOf({}), 'vi').split('\n')
  assert.equal(
    paragraph,
    'Trong tháng 02/2020 có 2 buổi giao ban trực tuyến; buổi đông nhất mời 23 điểm cầu. Cộng các buổi, 45 lượt điểm cầu được mời, 43 lượt điểm cầu có mặt (vào muộn: 3 lượt điểm cầu; mất kết nối: 3 lượt điểm cầu); vắng có lý do: 1 lượt điểm cầu; vắng không lý do: 1 lượt điểm cầu. Đã khóa biên bản của 1 buổi giao ban.',
  )
  assert.equal(instructions, 'Đã giao 4 nhiệm vụ cho các điểm cầu; đã hoàn thành 2 nhiệm vụ, quá hạn 2 nhiệm vụ.')
  assert.match(
    textOf(reportOf({}), 'en'),
    /^February 2020 had 2 briefings online; .+ expected 45 site turns; present: 43 site turns \(late: 3 site turns;/,
  )
})

test('each figure of briefings is what counting the records one by one gives, and leads to them', () => {
  const of = reportOf({})
  assert.deepEqual(danglingFigures(of), { missing: [], unused: [] })
  for (const each of of.figures) assert.ok(isSound(each), each.id)
  const columns = [
    ['expected', 'expected'],
    ['came', 'came'],
    ['late', 'late'],
    ['dropped', 'dropped'],
    ['absent-with-reason', 'absentWithReason'],
    ['absent', 'absent'],
  ] as const
  for (const [id, column] of columns) {
    let sum = 0
    for (const [index, each] of held.entries()) {
      sum += each[column]
      assert.equal(figureOf(of, `briefing-${index + 1}.${id}`), each[column], id)
    }
    assert.equal(figureOf(of, id), sum, id)
  }
  assert.equal(figureOf(of, 'held'), held.length)
  assert.equal(figureOf(of, 'sites'), Math.max(...held.map(({ expected }) => expected)))
  assert.equal(figureOf(of, 'instructions-overdue'), issued.filter(each => each.isOverdue).length)
  const done = of.figures.find(({ id }) => id === 'briefings.instructions-done')
  assert.ok(done?.derivation.is === 'counted')
  assert.deepEqual(
    done.derivation.parts.map(({ record }) => (record.is === 'instruction' ? record.instruction : '')),
    issued.filter(({ doneAt }) => doneAt !== null).map(({ id }) => id),
  )
})

test('a briefing that goes on, or an instruction that is neither done nor withdrawn, makes its figures so far', () => {
  const isFinal = (of: Report, id: string) => of.figures.find(each => each.id === `briefings.${id}`)?.isFinal
  assert.equal(isFinal(reportOf({}), 'came'), true)
  assert.equal(isFinal(reportOf({}), 'instructions-issued'), true)
  assert.equal(isFinal(reportOf({}), 'instructions-done'), false)
  const settled = reportOf({ issued: issued.filter(({ doneAt }) => doneAt !== null) })
  assert.equal(isFinal(settled, 'instructions-done'), true)
  const going: BriefingHeld = { ...held[1], endedAt: null }
  const open = reportOf({ held: [held[0], going] })
  assert.equal(isFinal(open, 'came'), false)
  assert.equal(isFinal(open, 'briefing-1.came'), true)
  assert.equal(isFinal(open, 'briefing-2.came'), false)
  assert.match(textOf(open, 'vi'), /đang diễn ra: Giao ban tuần 7\./)
  const asOf = '2020-02-20T08:30:00+07:00'
  assert.equal(isFinal(reportOf({}, { asOf }), 'came'), false, 'the month goes on')
})

test('a month without a briefing says so, and of what others said of briefings that it was not counted here', () => {
  const none = { held: [], issued: [] }
  const [first] = textOf(reportOf(none, { citedFacts: [] }), 'vi').split('\n')
  assert.equal(first, 'Trong tháng không có buổi giao ban trực tuyến nào được ghi.')
  assert.match(textOf(reportOf(none), 'vi'), /^Hệ thống này không ghi buổi giao ban nào trong tháng; /)
  const only = textOf(reportOf({ held: [] }, { citedFacts: [] }), 'vi').split('\n')
  assert.deepEqual([only[0], only[1].slice(0, 17)], [first, 'Đã giao 4 nhiệm vụ'.slice(0, 17)])
  const unused = composeReport({ ...RECORDS, citedFacts: [], briefings: null }, HEADING)
  assert.equal(textOf(unused, 'vi'), '', 'where no briefing was ever held nothing is said')
})

test('a report that was published before reports knew briefings is read as it is, and its records still make it', () => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(`${import.meta.dirname}/../vectors/${name}.json`, 'utf8'))
  const published = read('report-without-briefings')
  assert.equal(canonicalJson(report.parse(published)), canonicalJson(published))
  const records = monthRecords.parse(read('records-without-briefings'))
  assert.equal(records.briefings, null)
  assert.equal(canonicalJson(composeReport(records, HEADING)), canonicalJson(published))
})
