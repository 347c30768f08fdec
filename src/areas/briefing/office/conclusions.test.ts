import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Block, Runs } from '../../../report/document.ts'
import { checkLayout } from '../../../report/documents/checker.ts'
import { docxOf } from '../../../report/documents/docx.ts'
import { readDocx } from '../../../report/documents/docx-reading.ts'
import { htmlOf } from '../../../report/documents/html.ts'
import { rulesOn } from '../../../report/documents/layout.ts'
import { pdfOf } from '../../../report/documents/pdf.ts'
import { HEADING } from '../../../report/fixtures.test.ts'
import type { Paper } from '../../../report/paper.ts'
import { HELD } from '../fixtures.test.ts'
import type { Briefing, Question } from '../model.ts'
import { conclusionsOf } from './conclusions.ts'

const ABOUT = {
  heading: { ...HEADING, symbol: '12/BC-BYT' },
  now: Date.parse('2026-02-04T02:00:00Z'),
  timeZone: 'Asia/Ho_Chi_Minh',
}

function paperOf(change: Partial<Briefing> = {}): Paper {
  return conclusionsOf({ ...HELD, ...change }, ABOUT)
}

/** A section's paragraphs, list items and rows, a line each. */
function linesOf({ sections }: Paper, id: string, language: 'vi' | 'en' = 'vi'): string[] {
  const spoken = (runs: Runs) => runs[language].map(run => ('text' in run ? run.text : '?')).join('')
  const lines = (block: Block): string[] => {
    if ('runs' in block) return [spoken(block.runs)]
    if (block.is === 'list') return block.items.map(spoken)
    if (block.is === 'chart' || block.is === 'strip') return []
    return block.rows.map(row => row.map(cell => ('vi' in cell ? cell[language] : '?')).join(' | '))
  }
  return sections.filter(section => section.id === id).flatMap(({ blocks }) => blocks.flatMap(lines))
}

test('the conclusions say who chaired, from when to when, and who was there, by the clock of the authority', () => {
  assert.deepEqual(linesOf(paperOf(), 'attendance'), [
    'Từ 07:30 ngày 03/02/2026 đến 09:05 ngày 03/02/2026; chủ trì: Nguyễn Văn An, Thứ trưởng (Bộ Y tế).',
    'Thư ký: Bác sĩ 11, Giám đốc (Văn phòng Bộ).',
    'Có mặt 4/6 điểm cầu được mời; vắng có lý do: 1; vắng không lý do: 1.',
    'Bệnh viện Chợ Rẫy | Bác sĩ 12, Giám đốc | có mặt | –',
    'Bệnh viện Bạch Mai | Bác sĩ 13, Giám đốc | có mặt, vào muộn | –',
    'Bệnh viện Trung ương Huế | Bác sĩ 14, Giám đốc | rời sớm | –',
    'Bệnh viện Đa khoa tỉnh Khánh Hòa | Bác sĩ 15, Giám đốc | mất kết nối | mất kết nối 2 lần',
    'Bệnh viện Phổi Trung ương | Bác sĩ 16, Giám đốc | vắng có lý do | Mất điện toàn khu vực từ 6 giờ sáng',
    'Bệnh viện Nhiệt đới Trung ương | Bác sĩ 17, Giám đốc | vắng không lý do | –',
  ])
})

test('a deputy who came is said to have been in the chair where the chair did not come', () => {
  const [chair, ...others] = HELD.places
  const deputy = { ...others[1], role: 'deputy' as const }
  const places = [{ ...chair, is: 'absent' as const }, deputy]
  assert.match(linesOf(paperOf({ places }), 'attendance')[0], /chủ trì: Bác sĩ 12/)
  const both = [chair, deputy]
  assert.match(linesOf(paperOf({ places: both }), 'attendance')[0], /chủ trì: Nguyễn Văn An/)
})

test('decisions stand under their items, and what was said without being decided does not', () => {
  assert.deepEqual(linesOf(paperOf(), 'decisions'), [
    'Nội dung 1, Tình hình thu dung, điều trị:',
    'Các bệnh viện báo cáo số giường trước 15 giờ mỗi ngày.',
    'Nội dung 2, Vật tư, trang thiết bị:',
    'Rà soát vật tư, đề xuất bổ sung <b>ngay</b>.',
    'Nội dung khác:',
    'Họp lại sau một tuần.',
  ])
  assert.deepEqual(linesOf(paperOf({ minutes: [] }), 'decisions'), ['Biên bản chưa ghi kết luận nào.'])
})

test('questions in writing stand in the conclusions with when, whose, and whether they were answered; where there were none nothing does', () => {
  const [, , choRay, bachMai] = HELD.places
  const asked = (last: number, of: Partial<Question>): Question => ({
    id: `0190a1b2-0000-7000-8000-00000000030${last}`,
    site: choRay.site,
    at: '2026-02-03T00:41:00.000Z',
    text: 'Khi nào có thuốc?',
    state: 'answered',
    doneAt: '2026-02-03T00:44:00.000Z',
    ...of,
  })
  const questions = [
    asked(1, {}),
    asked(2, { site: bachMai.site, text: 'Còn <b>máy thở</b>\nkhông?', state: 'waiting', doneAt: null }),
    asked(3, { text: 'Gửi nhầm.', state: 'withdrawn' }),
  ]
  assert.deepEqual(linesOf(paperOf({ questions }), 'questions'), [
    '07:41 | Bệnh viện Chợ Rẫy | Khi nào có thuốc? | đã trả lời',
    '07:41 | Bệnh viện Bạch Mai | Còn <b>máy thở</b> không? | chưa trả lời',
    '07:41 | Bệnh viện Chợ Rẫy | Gửi nhầm. | đã rút',
  ])
  assert.match(htmlOf(paperOf({ questions })), /Còn &lt;b&gt;máy thở&lt;\/b&gt; không\?/)
  assert.deepEqual(linesOf(paperOf(), 'questions'), [])
})

test('instructions that were issued and still count stand in the conclusions, with whose they are, until when and why', () => {
  assert.deepEqual(linesOf(paperOf(), 'instructions'), [
    '1 | Bệnh viện Chợ Rẫy | Bổ sung 20 máy thở, báo cáo kết quả | 10/02/2026 | Kết luận của Thứ trưởng ngày 03/02/2026',
    '2 | Bệnh viện Chợ Rẫy | Nhiệm vụ đã xong | 05/02/2026 | –',
  ])
})

test('conclusions are a draft until the minutes are closed, and say so in every form', async () => {
  const closed = paperOf()
  assert.equal(closed.mark, undefined)
  assert.equal(closed.heading.date, '2026-02-03')
  const open = paperOf({ closedAt: null })
  assert.deepEqual(open.mark, { vi: 'BẢN NHÁP', en: 'DRAFT' })
  assert.equal(open.heading.date, '2026-02-04')
  for (const [language, word] of [
    ['vi', 'BẢN NHÁP'],
    ['en', 'DRAFT'],
  ] as const) {
    const texts = (paper: Buffer) => readDocx(paper).paragraphs.map(({ text }) => text)
    assert.ok(texts(await docxOf(open, language)).includes(word))
    assert.ok(!texts(await docxOf(closed, language)).includes(word))
    assert.ok(htmlOf(open).includes(`<strong>${word}</strong>`))
    assert.ok(!htmlOf(closed).includes(`<strong>${word}</strong>`))
    assert.notEqual((await pdfOf(open, language)).length, (await pdfOf(closed, language)).length)
  }
})

test('the conclusions as DOCX keep every rule of the decree that they have parts for, with their own number', async () => {
  for (const change of [{}, { closedAt: null }]) {
    const findings = checkLayout(readDocx(await docxOf(paperOf(change))), rulesOn('2026-02-03'))
    const broken = findings.filter(({ is }) => is !== 'kept').map(({ rule, is }) => `${rule} ${is}`)
    // They have no annex.
    const none = ['annex', 'annex-title', 'enclosed-with'].map(rule => `${rule} not-found`)
    assert.deepEqual(broken, none)
    const kind = findings.find(({ rule }) => rule === 'kind')
    assert.match(kind?.found ?? '', /^"THÔNG BÁO"/)
    assert.match(findings.find(({ rule }) => rule === 'symbol')?.found ?? '', /\/TB-/)
  }
})

test('what people wrote is text in the page of the conclusions, never markup', () => {
  assert.ok(htmlOf(paperOf()).includes('bổ sung &lt;b&gt;ngay&lt;/b&gt;'))
})

test('a briefing that has not begun has no conclusions', () => {
  assert.throws(() => paperOf({ beganAt: null }), { code: 'conclusionsNotYet' })
})
