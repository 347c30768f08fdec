import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../compose.ts'
import { danglingFigures, type Report } from '../document.ts'
import { Prose } from '../documents/prose.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import type { LevelChangeRecord, PlanRecord } from '../plan-records.ts'
import { isSound } from '../working-out.ts'

const both = (vi: string, en: string) => ({ vi, en })

function changeRecord(number: number, change: Partial<LevelChangeRecord> = {}): LevelChangeRecord {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    ...{ sha256: 'c'.repeat(64), purpose: 'live', version: 1, isTakenBack: false },
    ...{ from: '2020-02-13T00:00:00+07:00', approvedAt: '2020-02-12T20:00:00+07:00' },
    ...{ proposedBy: 'Biên tập', approvedBy: 'Phê duyệt' },
    decisions: [{ area: 'Vĩnh Phúc', level: both('Cấp 3', 'Level 3') }],
    ...{ begins: 7, ends: 2 },
    deeds: { planned: 0, failed: 1, done: 7, asked: 1, dropped: 0 },
    ...change,
  }
}

const PLAN: PlanRecord = {
  ...{ plan: 'dich', title: both('Kế hoạch 2020', 'Plan of 2020') },
  levels: ['Vĩnh Phúc', 'Hà Nội'].map(area => ({
    ...{ area, level: both('Cấp 2', 'Level 2'), from: '2020-02-01', until: '2020-02-12' },
  })),
  changes: [
    changeRecord(1),
    changeRecord(2, { begins: 1, ends: 3, isTakenBack: true }),
    changeRecord(3, { purpose: 'exercise', begins: 50 }),
  ],
}

function reportOf(plans: PlanRecord[] | null): Report {
  return composeReport({ ...RECORDS, plans }, HEADING)
}

function textOf(of: Report, language: 'vi' | 'en'): string {
  const prose = new Prose(of, language)
  const section = of.sections.find(({ id }) => id === 'plans')
  return (section?.blocks ?? [])
    .flatMap(block => ('runs' in block ? [prose.pieces(block.runs).map(({ text }) => text)] : []))
    .map(texts => texts.join(''))
    .join('\n')
}

test('the level changes of a month are told with what they began and ended, planned against done, and exercises apart', () => {
  const of = reportOf([PLAN])
  assert.equal(
    textOf(of, 'vi'),
    'Trong tháng 02/2020, theo Kế hoạch 2020, có 2 lần chuyển cấp độ, mỗi lần do hai người quyết định: 8 tác động bắt đầu, 5 tác động kết thúc. Kế hoạch so với thực hiện: đã thực hiện: 14 bước thực hiện; lỗi: 2 bước thực hiện; chờ người dừng: 2 bước thực hiện; chưa đến lượt: 0 bước thực hiện; không cần nữa: 0 bước thực hiện.\nNgoài ra đã diễn tập 1 lần chuyển cấp độ, không tính vào các số trên.',
  )
  assert.match(textOf(of, 'en'), /^In February 2020, by Plan of 2020, there were 2 level changes,/)
  assert.deepEqual(danglingFigures(of), { missing: [], unused: [] })
  for (const each of of.figures) assert.ok(isSound(each), each.id)
  const section = of.sections.find(({ id }) => id === 'plans')
  const [changes, levels] = (section?.blocks ?? []).filter(({ is }) => is === 'table')
  assert.ok(changes?.is === 'table' && levels?.is === 'table')
  assert.equal(changes.rows.length, 2)
  assert.deepEqual(levels.rows[0][0], both('Vĩnh Phúc, Hà Nội', 'Vĩnh Phúc, Hà Nội'))
})

test('a month without a change says so, and where no level was ever decided there is no section', () => {
  assert.equal(
    textOf(reportOf([{ ...PLAN, levels: [], changes: [] }]), 'vi'),
    'Trong tháng không có lần chuyển cấp độ nào.',
  )
  assert.equal(
    reportOf(null).sections.some(({ id }) => id === 'plans'),
    false,
  )
})
