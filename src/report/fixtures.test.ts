/** The month of the tests: five rounds at two operators, made up. No test of its own but one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Report } from './document.ts'
import {
  type InstructionIssued,
  type MonthRecords,
  monthRecords,
  type OperatorPart,
  type RoundRecord,
} from './records.ts'

const hex = (number: number) => number.toString(16).padStart(64, '0')
const uuid = (number: number) => `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}`

const OPERATORS = [
  { operator: 'viettel', name: 'Viettel', subscribers: 75_000_000 },
  { operator: 'vinaphone', name: 'VinaPhone', subscribers: 50_034_117 },
]
const SEGMENTS = 11

function part(round: number, at: number): OperatorPart {
  const { operator, name, subscribers } = OPERATORS[at]
  const failed = 1000 * (at + 1)
  const accepted = subscribers * SEGMENTS
  return {
    directive: uuid(round * 10 + at),
    operator,
    name,
    returnSha256: hex(round * 10 + at),
    heardAt: null,
    subscribers,
    segments: { submitted: accepted, accepted, delivered: accepted - failed * SEGMENTS },
    turns: { delivered: subscribers - failed, accepted: 0, failed, expired: 0, uncertain: 0, unsent: 0 },
    flags: [],
  }
}

export function roundRecord(number: number): RoundRecord {
  const day = String(number * 4).padStart(2, '0')
  return {
    id: uuid(number),
    title: `Đợt ${number}`,
    campaign: 'Phòng, chống dịch',
    startedAt: `2020-02-${day}T07:00:00+07:00`,
    endedAt: `2020-02-${day}T19:30:00+07:00`,
    parts: [part(number, 0), part(number, 1)],
  }
}

function issued(number: number, change: Partial<InstructionIssued>): InstructionIssued {
  return {
    id: uuid(number),
    site: 'Bệnh viện Chợ Rẫy',
    sha256: 'd'.repeat(64),
    doneAt: null,
    isWithdrawn: false,
    isOverdue: false,
    ...change,
  }
}

export const RECORDS: MonthRecords = {
  caveats: [],
  month: '2020-02',
  timeZone: 'Asia/Ho_Chi_Minh',
  asOf: '2020-03-01T00:00:00+07:00',
  rounds: [1, 2, 3, 4, 5].map(roundRecord),
  exercises: [],
  freeServices: [
    {
      kind: 'hotline',
      id: 'byt-19003228',
      title: 'Đường dây nóng 19003228',
      owner: 'Bộ Y tế',
      listVersion: 1,
      free: [{ from: '2020-02-01T00:00:00+07:00', until: '2020-04-04T00:00:00+07:00' }],
      days: 29,
      isWholeDays: true,
    },
    {
      kind: 'page',
      id: 'ncov',
      title: 'ncov.moh.gov.vn',
      owner: 'Bộ Y tế',
      listVersion: 1,
      free: [{ from: '2020-02-01T00:00:00+07:00', until: null }],
      days: 29,
      isWholeDays: true,
    },
  ],
  screenings: { doors: 2, days: 20, readings: 810, above: 11, aboveUntil: null, isSoFar: false },
  briefings: {
    held: [
      {
        id: uuid(700),
        title: 'Giao ban tuần 6',
        beganAt: '2020-02-05T07:30:00+07:00',
        endedAt: '2020-02-05T09:00:00+07:00',
        isClosed: true,
        expected: 22,
        came: 20,
        late: 3,
        dropped: 1,
        absentWithReason: 1,
        absent: 1,
      },
      {
        id: uuid(701),
        title: 'Giao ban tuần 7',
        beganAt: '2020-02-12T07:30:00+07:00',
        endedAt: '2020-02-12T08:40:00+07:00',
        isClosed: false,
        expected: 23,
        came: 23,
        late: 0,
        dropped: 2,
        absentWithReason: 0,
        absent: 0,
      },
    ],
    issued: [
      issued(710, { doneAt: '2020-02-10T10:00:00+07:00' }),
      issued(711, { isOverdue: true }),
      issued(712, { doneAt: '2020-02-28T10:00:00+07:00', isOverdue: true }),
      issued(713, { isWithdrawn: true }),
    ],
  },
  channels: null,
  plans: null,
  workItems: [
    {
      id: uuid(900),
      section: 'network-security',
      date: '2020-02-14',
      unit: 'Cục An toàn thông tin',
      title: 'Nhóm nghiên cứu tiêu chuẩn an toàn 5G',
      result: 'Đã thành lập',
      nextStep: 'Trình kế hoạch nghiên cứu',
      english: { title: 'Study group on 5G security standards', result: 'Set up', nextStep: 'Submit the study plan' },
    },
    {
      id: uuid(901),
      section: 'other',
      date: null,
      unit: 'Văn phòng',
      title: 'Công tác <b>khác</b> & hậu cần',
      result: '',
      nextStep: null,
      english: null,
    },
  ],
  citedFacts: [
    {
      id: 'hospitals',
      section: 'briefings',
      label: {
        vi: 'Bệnh viện tham gia giao ban trực tuyến với Bộ Y tế',
        en: 'Hospitals in the online briefings with the Ministry of Health',
      },
      unit: 'hospitals',
      citations: [
        {
          value: 23,
          qualifier: 'exactly',
          asOf: '2020-03-02',
          source: { vi: 'báo cáo của Bộ', en: "the ministry's report" },
          note: null,
        },
        { value: 22, qualifier: 'exactly', asOf: '2020-02-02', source: { vi: 'báo chí', en: 'press' }, note: null },
      ],
    },
  ],
}

export const HEADING: Report['heading'] = {
  governing: null,
  issuing: { vi: 'Bộ Thông tin và Truyền thông', en: 'Ministry of Information and Communications' },
  symbol: null,
  place: { vi: 'Hà Nội', en: 'Hanoi' },
  date: '2020-03-02',
  signer: { title: { vi: 'Bộ trưởng', en: 'Minister' }, name: null },
  recipients: [{ vi: 'Thủ tướng Chính phủ (để báo cáo)', en: 'The Prime Minister (to report)' }],
}

test('the month of the tests has the right shape', () => {
  assert.deepEqual(monthRecords.parse(RECORDS), RECORDS)
})
