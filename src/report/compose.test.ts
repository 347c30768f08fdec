import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from './compose.ts'
import { type Block, danglingFigures, type Report, type Runs } from './document.ts'
import { Prose } from './documents/prose.ts'
import type { Figure } from './figure.ts'
import { HEADING, RECORDS, roundRecord } from './fixtures.test.ts'
import type { MonthRecords } from './records.ts'
import { exact, phrase } from './words.ts'
import { isSound } from './working-out.ts'

const REPORT = composeReport(RECORDS, HEADING)

function figure(report: Report, id: string): Figure {
  const found = report.figures.find(each => each.id === id)
  assert.ok(found, id)
  return found
}

/** A section as plain text, figures in words. */
function read(report: Report, section: string, language: 'vi' | 'en'): string {
  const spoken = (runs: Runs) =>
    runs[language]
      .map(run => {
        if ('text' in run) return run.text
        const { value, unit } = figure(report, run.figure)
        return (run.as === 'phrase' ? phrase : exact)(value, unit, language)
      })
      .join('')
  const text = (block: Block): string =>
    'runs' in block ? spoken(block.runs) : block.is === 'list' ? block.items.map(spoken).join('\n') : ''
  return report.sections
    .filter(({ id }) => id === section)
    .flatMap(({ blocks }) => blocks.map(text).filter(Boolean))
    .join('\n')
}

function withRecords(changes: Partial<MonthRecords>): Report {
  return composeReport({ ...RECORDS, ...changes }, HEADING)
}

test('what was sent is counted from the returns, in words that keep their units', () => {
  assert.equal(
    read(REPORT, 'sms', 'vi'),
    'Trong tháng 02/2020, 2 doanh nghiệp viễn thông đã triển khai 5 đợt nhắn tin theo lệnh đã ký của cơ quan chủ quản. Đợt lớn nhất tới hơn 125 triệu thuê bao. Tổng đài của các doanh nghiệp viễn thông đã nhận gần 7 tỷ tin nhắn (quy đổi ra bản tin SMS thông thường); trong đó gần 7 tỷ tin nhắn (quy đổi ra bản tin SMS thông thường) có báo nhận gửi thành công.',
  )
  assert.match(
    read(REPORT, 'sms', 'en'),
    /^In February 2020, 2 operators carried out 5 rounds .+ more than 125 million subscribers/,
  )
  assert.equal(figure(REPORT, 'sms.accepted').value, 125_034_117 * 11 * 5)
  assert.equal(figure(REPORT, 'sms.round-3.delivered').value, (125_034_117 - 3000) * 11)
  assert.equal(figure(REPORT, 'sms.operator-viettel.subscribers').value, 75_000_000, 'not added up over rounds')
})

test('each figure can be worked out again, each that is named is there, and none that is not', () => {
  assert.ok(REPORT.figures.length > 50)
  for (const each of REPORT.figures) assert.ok(isSound(each), each.id)
  assert.deepEqual(danglingFigures(REPORT), { missing: [], unused: [] })
  assert.equal(new Set(REPORT.figures.map(({ id }) => id)).size, REPORT.figures.length)
})

test('a round that has not ended makes the figures so far, with the instant', () => {
  const open = { ...roundRecord(5), endedAt: null }
  const parts = open.parts.map(part => ({ ...part, returnSha256: null, heardAt: '2020-02-29T23:59:00+07:00' }))
  const report = withRecords({ rounds: [roundRecord(1), { ...open, parts }] })
  assert.match(read(report, 'sms', 'vi'), /Số liệu tạm tính đến 00:00 ngày 01\/03\/2020; còn chờ kết quả của Đợt 5\./)
  assert.match(
    read(report, 'sms', 'en'),
    /Provisional figures as of 1 March 2020, 00:00; results still awaited: Đợt 5\./,
  )
  assert.deepEqual(
    ['sms.accepted', 'sms.round-1.accepted', 'sms.round-2.accepted'].map(id => figure(report, id).isFinal),
    [false, true, false],
  )
  // Ended, and one operator has not returned: not final either.
  const [first, second] = roundRecord(1).parts
  const waiting = { ...roundRecord(1), parts: [first, { ...second, returnSha256: null }] }
  assert.equal(figure(withRecords({ rounds: [waiting] }), 'sms.accepted').isFinal, false)
})

test('what does not add up is told beside the figures, which stay', () => {
  const [first, second] = roundRecord(1).parts
  const flagged = { ...second, flags: [{ code: 'segments-short', expected: '1100', found: '1099' }] }
  const report = withRecords({ rounds: [{ ...roundRecord(1), parts: [first, flagged] }] })
  assert.match(
    read(report, 'sms', 'vi'),
    /Chưa khớp: Đợt 1, VinaPhone: số bản tin tổng đài nhận ít hơn số phải gửi \(cần: 1\.100; nhận được: 1\.099\)\./,
  )
  assert.equal(figure(report, 'sms.accepted').value, 125_034_117 * 11)
})

test('a month without a round, a free service, a screening or a task says so', () => {
  const report = withRecords({
    rounds: [],
    freeServices: [],
    screenings: { doors: 0, days: 0, readings: null, above: null, aboveUntil: null, isSoFar: false },
    briefings: { held: [], issued: [] },
    workItems: [],
    citedFacts: [],
  })
  for (const [section, expected] of [
    ['sms', 'Trong tháng 02/2020 không có đợt nhắn tin nào.'],
    ['briefings', 'Trong tháng không có buổi giao ban trực tuyến nào được ghi.'],
    ['free-services', 'Trong tháng không có dịch vụ nào trong danh mục miễn cước.'],
    ['screening', 'Trong tháng không có lượt kiểm tra nào được ghi.'],
    ['directions', 'Chưa có nhiệm vụ nào được ghi.'],
  ])
    assert.equal(read(report, section, 'vi'), expected)
  assert.deepEqual(report.figures, [])
  assert.ok(withRecords({ screenings: null }).sections.every(({ id }) => id !== 'screening'))
})

test('counts of checks that could point at somebody are not told', () => {
  const screened = { doors: 1, days: 3, readings: 40, above: null, aboveUntil: null, isSoFar: true }
  const some = withRecords({ screenings: screened })
  assert.match(read(some, 'screening', 'vi'), /40 lượt kiểm tra thân nhiệt; số lượt vượt ngưỡng quá ít để nêu\.$/)
  assert.equal(figure(some, 'screening.readings').isFinal, false)
  const few = withRecords({ screenings: { ...screened, readings: null } })
  assert.match(read(few, 'screening', 'en'), /^The month’s checks are too few/)
  assert.match(read(REPORT, 'screening', 'en'), /810 temperature checks, of which 11 readings above the threshold\.$/)
  const until = { ...screened, readings: 810, above: 11, aboveUntil: '2020-02-26' }
  const partly = withRecords({ screenings: until })
  assert.match(
    read(partly, 'screening', 'vi'),
    /810 lượt kiểm tra thân nhiệt, trong đó 11 lượt vượt ngưỡng thân nhiệt đến hết ngày 26\/02\/2020, các ngày sau quá ít để nêu\.$/,
  )
  assert.match(figure(partly, 'screening.above').label.en, /until 26 February 2020$/)
})

test('what was said of free services stands beside no sentence that there were none', () => {
  const item = { ...RECORDS.workItems[0], section: 'free-services' as const }
  const told = read(withRecords({ freeServices: [], workItems: [item] }), 'free-services', 'vi')
  assert.match(told, /^Hệ thống này không có danh mục miễn cước đã ký nào có hiệu lực trong tháng; /)
  assert.doesNotMatch(told, /không có dịch vụ nào/)
})

test('what is cited is as of the day on which its source said it', () => {
  const cited = figure(REPORT, 'cited.hospitals')
  assert.equal(cited.asOf.slice(0, 10), '2020-03-02')
  assert.equal(new Prose(REPORT, 'vi').asOf(cited), '02/03/2020')
  assert.equal(new Prose(REPORT, 'en').asOf(cited), '2 March 2020')
  assert.match(new Prose(REPORT, 'vi').derivation(cited), /22: báo chí, 02\/02\/2020$/)
})

test('where sources differ, all are told; a work item without a date says so', () => {
  const told = withRecords({ briefings: null })
  assert.equal(
    read(told, 'briefings', 'vi'),
    'Bệnh viện tham gia giao ban trực tuyến với Bộ Y tế: 23 bệnh viện (theo báo cáo của Bộ, 02/03/2020). Nguồn khác: 22 (báo chí, 02/02/2020).',
  )
  assert.equal(read(REPORT, 'other', 'vi'), 'Công tác <b>khác</b> & hậu cần (Văn phòng, không ghi ngày)')
  assert.equal(read(REPORT, 'directions', 'vi'), 'Trình kế hoạch nghiên cứu (Cục An toàn thông tin)')
  assert.equal(read(REPORT, 'directions', 'en'), 'Submit the study plan (Cục An toàn thông tin)')
})

test('a month that is not over says so, whether anything was sent or not', () => {
  const asOf = '2020-02-20T08:30:00+07:00'
  for (const rounds of [RECORDS.rounds, []]) {
    const running = withRecords({ asOf, rounds })
    assert.match(read(running, 'sms', 'vi'), /Chưa hết tháng 02\/2020: số liệu tạm tính đến 08:30 ngày 20\/02\/2020/)
    assert.equal(figure(running, 'free-services.hotlines').isFinal, false)
  }
  const running = withRecords({ asOf })
  assert.equal(figure(running, 'sms.accepted').isFinal, false)
  assert.equal(figure(running, 'sms.round-1.accepted').isFinal, true, 'that round has ended')
  // By the clock of the country: at seven in the evening in Greenwich it is March there.
  const over = withRecords({ asOf: '2020-02-29T17:00:00Z' })
  assert.equal(figure(over, 'sms.accepted').isFinal, true)
})

test('a thousand rounds that do not add up are a report too, which says how many it leaves out', () => {
  const flag = { code: 'segments', expected: '2', found: '1' }
  const rounds = Array.from({ length: 1000 }, (_, at) => {
    const { parts, ...round } = roundRecord((at % 5) + 1)
    const id = `0190a1b2-0000-7000-8000-1${String(at).padStart(11, '0')}`
    const open = parts.map(part => ({ ...part, returnSha256: null, flags: [flag] }))
    return { ...round, id, title: `${'Đợt '.repeat(40)}${at}`, parts: open }
  })
  const text = read(withRecords({ rounds }), 'sms', 'vi')
  assert.match(text, / và 990 đợt khác\./)
  assert.equal(text.match(/Chưa khớp: Đợt /g)?.length, 200)
  assert.match(text, /Còn 1800 điểm chưa khớp khác/)
  const free = Array.from({ length: 100 }, () => RECORDS.freeServices[0].free[0])
  const often = withRecords({ freeServices: [{ ...RECORDS.freeServices[0], free }] })
  assert.match(JSON.stringify(often), /; 95 khoảng khác/)
})

test('days free of charge are whole days and say so, and a service that was free for hours alone is told with none', () => {
  const [service] = RECORDS.freeServices
  const hours = { from: '2020-02-29T20:00:00+07:00', until: null }
  const told = (change: object) => withRecords({ freeServices: [{ ...service, free: [hours], days: 0, ...change }] })
  const whole = told({})
  const days = whole.figures.find(({ id }) => id === 'free-services.byt-19003228.days')
  assert.equal(days?.value, 0)
  assert.match(JSON.stringify(days), /from 00:00 to 24:00 \(Asia\/Ho_Chi_Minh\)/)
  assert.match(JSON.stringify(whole), /Số ngày trọn \(00:00–24:00\)/)
  // Counted before, and otherwise.
  const before = JSON.stringify(told({ days: 1, isWholeDays: undefined }))
  assert.match(before, /Ngày có lúc miễn cước/)
  assert.doesNotMatch(before, /ngày trọn/)
})

test('the title names the month and the one to come, over the end of a year too', () => {
  assert.equal(REPORT.title.vi, 'Báo cáo kết quả công tác tháng 02/2020 và phương hướng, nhiệm vụ tháng 03/2020')
  assert.match(withRecords({ month: '2020-12' }).title.en, /December 2020, and directions for January 2021$/)
})
