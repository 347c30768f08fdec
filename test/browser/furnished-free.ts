/**
 * A town in which things are free: two versions signed, one node that holds both, one that is off, an operator without a
 * node; and a draft that changes, adds, removes and is doubtful. The periods lie around today; hotlines and page are those
 * of the fixtures.
 */
import type { FreeContent } from '../../src/areas/free/model.ts'
import type { AuditSummary } from '../../src/audit/summary.ts'
import { isoInZone, wallDate } from '../../src/base/wall-time.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import type { Service } from '../../src/zerorating/list.ts'
import { summaryOf } from '../postgres/free-stage.ts'
import { approveList, submitDraft } from '../town/free.ts'
import { Town, TWO_OPERATORS } from '../town/town.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const [FIRST, SECOND, PAGE] = FEBRUARY_CONTENT.services

/** Midnight in Viet Nam, so many days from today. */
export function midnight(days: number): string {
  const today = wallDate(Date.now(), FEBRUARY_CONTENT.timeZone)
  return isoInZone(Date.parse(`${today}T00:00:00+07:00`) + days * DAY_MS, FEBRUARY_CONTENT.timeZone)
}

const free = (...periods: [number, number | null][]) =>
  periods.map(([from, until]) => ({ from: midnight(from), until: until === null ? null : midnight(until) }))

const SHORT_CODE: Service = {
  kind: 'short-code',
  id: 'tin-1422',
  title: 'Tổng đài hỏi đáp 1422',
  owner: 'Bộ Thông tin và Truyền thông',
  numbers: ['1422'],
  diversions: [],
  free: free([-20, 40]),
  otherwise: { call: { setup: 0, amount: 1000, perSeconds: 60 } },
  evidence: ['Dữ liệu mẫu'],
}

export const FIRST_VERSION = {
  ...FEBRUARY_CONTENT,
  inForceFrom: midnight(-60),
  services: [
    { ...FIRST, free: free([-60, -25], [-10, 20]) },
    { ...PAGE, free: free([-60, null]) },
  ],
} as FreeContent

export const SECOND_VERSION = {
  ...FEBRUARY_CONTENT,
  inForceFrom: null,
  services: [
    { ...FIRST, free: free([-60, -25], [-10, 20]) },
    { ...SECOND, free: free([-1, null]) },
    { ...PAGE, free: free([-60, null]) },
    { ...SHORT_CODE },
  ],
} as FreeContent

/** Changes one, removes one, adds one; and ends a second early, which is a doubt. */
export const DRAFT = {
  ...FEBRUARY_CONTENT,
  inForceFrom: midnight(3),
  services: [
    {
      ...FIRST,
      title: 'Đường dây nóng Bộ Y tế 19003228 (sáng và chiều)',
      free: [...free([-60, -25]), { from: midnight(-10), until: midnight(30).replace('T00:00:00', 'T23:59:59') }],
    },
    { ...SECOND, free: free([-1, null]) },
    { ...PAGE, free: free([-60, null]), prefixes: [] },
    {
      ...SHORT_CODE,
      id: 'tin-1900599928',
      title: 'Tổng đài hỗ trợ người bệnh 1900599928',
      numbers: ['1900599928'],
      free: [],
    },
  ],
} as FreeContent

export async function openFree(): Promise<Town> {
  return await Town.furnished({ operators: TWO_OPERATORS, pace: 0, isHere: true }, async town => {
    const admin = town.client('administrator')
    await admin.post('/api/v1/operators', { id: 'itel', name: 'iTel' })
    await approveList(town, FIRST_VERSION)
    await untilHeld(town, 'viettel', 1)
    await untilHeld(town, 'vinaphone', 1)
    await town.host.killNode(town.operators[1])
    await approveList(town, SECOND_VERSION)
    await untilHeld(town, 'viettel', 2)
    await bringAudits(town)
    await submitDraft(town, DRAFT)
    return town
  })
}

/** Made up: a month of the hotlines, the first days of which were charged; and one of a list that is not ours. */
async function bringAudits(town: Town): Promise<void> {
  const approver = town.client('approver')
  const { sha256 } = await approver.get<{ sha256: string }>('/api/v1/zero-rating/lists/1')
  const days = Array.from({ length: 28 }, (_, at) => midnight(at - 30).slice(0, 10))
  const cells = days.flatMap((day, at) =>
    [FIRST, PAGE].map((service, which) => ({
      service: service.id,
      operator: 'viettel',
      day,
      records: at > 20 ? 0 : 20 * (which + 1) + at,
      seconds: which === 0 ? 1200 + 60 * at : 0,
      octets: which === 1 ? 10_240 * at : 0,
      charged: at > 20 ? 0 : 5000 * (20 - at) * (2 - which),
      refund: at > 20 ? 0 : 5000 * (20 - at) * (2 - which),
      subscribers: null,
    })),
  )
  const sum = (name: 'records' | 'octets' | 'charged' | 'refund' | 'seconds') =>
    cells.reduce((all, cell) => all + cell[name], 0)
  const base = summaryOf({ sha256 })
  const records = sum('records')
  const { claimed } = base
  const summary: AuditSummary = {
    ...base,
    claimed: claimed && {
      ...claimed,
      cells: claimed.cells.map(cell => ({ ...cell, operator: 'viettel', day: days[3] })),
    },
    days: { first: days[0], last: days[27] },
    rows: { in: records + 9_999_960, judged: records + 9_999_860, duplicates: 10, rejected: 5, notConcerned: 85 },
    judged: { right: 9_999_850, wrong: records, claimed: 3, unproved: 4, undecided: 3 },
    wrong: {
      ...base.wrong,
      records,
      seconds: sum('seconds'),
      octets: sum('octets'),
      charged: sum('charged'),
      refund: sum('refund'),
      cells,
    },
  }
  await approver.post('/api/v1/zero-rating/audits', { operator: 'viettel', summary })
  await approver.post('/api/v1/zero-rating/audits', {
    operator: 'vinaphone',
    summary: { ...summaryOf({}), claimed: null, files: { read: 3, damaged: 1 } },
  })
}

export async function untilHeld(town: Town, operator: string, version: number): Promise<void> {
  const { untilThere } = await import('../../town/waiting.ts')
  await untilThere(`version ${version} at ${operator}`, async () => {
    const { operators } = await town
      .client('auditor')
      .get<{ operators: { operator: string; version: number }[] }>('/api/v1/zero-rating')
    const found = operators.find(each => each.operator === operator)
    return found?.version === version ? true : null
  })
}
