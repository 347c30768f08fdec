/** A made-up briefing that was held, for tests of what is made of it. */
import type { Briefing, Instruction, Minute, Place } from './model.ts'

const uuid = (number: number) => `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}`
const WRITER = { id: 'editor', name: 'Thư ký' }
const BEGAN = '2026-02-03T00:30:00.000Z'
const ENDED = '2026-02-03T02:05:00.000Z'
const ITEMS = [uuid(21), uuid(22)] as const

function place(number: number, name: string, change: Partial<Place> = {}): Place {
  return {
    site: uuid(number),
    name,
    short: name.slice(0, 16),
    responsible: { name: `Bác sĩ ${number}`, title: 'Giám đốc', mail: null },
    role: 'site',
    language: null,
    link: 'used',
    linkExpiresAt: null,
    verdict: null,
    is: 'present',
    intervals: [{ from: BEGAN, until: ENDED, closed: 'ended' }],
    presentMs: 95 * 60_000,
    drops: 0,
    wasLate: false,
    spokeMs: 0,
    reason: null,
    ...change,
  }
}

export function minuteOf(number: number, change: Partial<Minute>): Minute {
  return {
    id: uuid(100 + number),
    version: 1,
    at: BEGAN,
    updatedAt: BEGAN,
    updatedBy: WRITER,
    item: null,
    is: 'decision',
    site: null,
    text: `Kết luận ${number}`,
    ...change,
  }
}

export function instructionOf(number: number, change: Partial<Instruction> = {}): Instruction {
  return {
    id: uuid(200 + number),
    briefing: uuid(1),
    briefingTitle: 'Giao ban tuần 6',
    site: uuid(12),
    siteName: 'Bệnh viện Chợ Rẫy',
    text: `Nhiệm vụ ${number}`,
    due: '2026-02-10',
    basis: 'Kết luận của Thứ trưởng ngày 03/02/2026',
    decision: null,
    state: 'issued',
    isOverdue: false,
    version: 1,
    sha256: 'ab'.repeat(32),
    submittedBy: WRITER,
    approvedBy: { id: 'approver', name: 'Phê duyệt' },
    issuedAt: ENDED,
    acknowledged: null,
    done: null,
    reason: null,
    actions: [],
    updatedAt: ENDED,
    updatedBy: WRITER,
    ...change,
  }
}

/** Ten sites: most were there, one was late, one left early, one dropped, one had a reason, one had none. */
export const HELD: Briefing = {
  id: uuid(1),
  version: 3,
  title: 'Giao ban tuần 6',
  startsAt: BEGAN,
  plannedMinutes: 90,
  state: 'ended',
  beganAt: BEGAN,
  endedAt: ENDED,
  closedAt: '2026-02-03T08:00:00.000Z',
  agenda: [
    { id: ITEMS[0], title: 'Tình hình thu dung, điều trị', minutes: 40, site: uuid(12) },
    { id: ITEMS[1], title: 'Vật tư, trang thiết bị', minutes: 30, site: null },
  ],
  roster: [],
  isQueueOpen: true,
  grantedMax: 1,
  isRecorded: true,
  places: [
    place(10, 'Bộ Y tế', { role: 'chair', responsible: { name: 'Nguyễn Văn An', title: 'Thứ trưởng', mail: null } }),
    place(11, 'Văn phòng Bộ', { role: 'secretary' }),
    place(12, 'Bệnh viện Chợ Rẫy'),
    place(13, 'Bệnh viện Bạch Mai', { is: 'late', wasLate: true }),
    place(14, 'Bệnh viện Trung ương Huế', { is: 'left-early' }),
    place(15, 'Bệnh viện Đa khoa tỉnh Khánh Hòa', { is: 'dropped', drops: 2 }),
    place(16, 'Bệnh viện Phổi Trung ương', {
      is: 'absent-with-reason',
      reason: 'Mất điện toàn khu vực\ntừ 6 giờ sáng',
      intervals: [],
      presentMs: 0,
    }),
    place(17, 'Bệnh viện Nhiệt đới Trung ương', { is: 'absent', intervals: [], presentMs: 0 }),
  ],
  documents: [],
  minutes: [
    minuteOf(1, { item: ITEMS[0], text: 'Các bệnh viện báo cáo số giường trước 15 giờ mỗi ngày.' }),
    minuteOf(2, { item: ITEMS[0], is: 'statement', text: 'Đã thu dung 12 ca.' }),
    minuteOf(3, { item: ITEMS[1], text: 'Rà soát vật tư,\nđề xuất bổ sung <b>ngay</b>.' }),
    minuteOf(4, { text: 'Họp lại sau một tuần.' }),
  ],
  questions: [],
  captions: [],
  turns: [],
  rolls: [],
  recordings: [
    { number: 1, octets: 1_000_000, sha256: 'cd'.repeat(32), beganAt: BEGAN, durationMs: 95 * 60_000, gaps: [] },
  ],
  instructions: [
    instructionOf(1, { text: 'Bổ sung 20 máy thở,\nbáo cáo kết quả' }),
    instructionOf(2, { state: 'withdrawn', text: 'Nhiệm vụ đã thu hồi' }),
    instructionOf(3, { state: 'draft', issuedAt: null, text: 'Nhiệm vụ chưa giao' }),
    instructionOf(4, { state: 'done', due: '2026-02-05', basis: null, text: 'Nhiệm vụ đã xong' }),
  ],
  earlier: [],
  createdBy: WRITER,
  updatedAt: ENDED,
  updatedBy: WRITER,
}
