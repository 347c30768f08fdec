/**
 * What the demo's change of level is made of: the library's plan with made-up bounds, with a round and urgent loudspeakers; a province,
 * its made-up cases of twenty days as CSV, and hotlines that can be made free.
 */
import { readFile } from 'node:fs/promises'
import type { FreeContent } from '../src/areas/free/model.ts'
import { wallDate } from '../src/base/wall-time.ts'
import { type AreaId, areaOf, dayAfter } from '../src/plan/areas.ts'
import { type Action, type Plan, plan as planShape } from '../src/plan/plan.ts'

const IS_BUILT = import.meta.url.endsWith('.js')
const EXAMPLES = new URL(IS_BUILT ? '../../docs/examples/' : '../docs/examples/', import.meta.url)

/** Where a commune of the demo had the most cases in February 2020; since July 2025 it is of this province. */
export const PROVINCE = '25'
/** At which level it is before, and which data calls for. */
export const [BEFORE, AFTER] = ['watch', 'alert'] as const

const DAYS = 20
const CASES_A_DAY = 20
/** Made up, so that twenty cases a day call for the level. */
export const POPULATION = 1_000_000

export function provinceOn(now: number, { timeZone }: Plan): AreaId {
  const area = areaOf(PROVINCE, wallDate(now, timeZone))
  if (area === null) throw new RangeError(`${PROVINCE} is no province`)
  return area
}

/** Version 1. Messages to everybody's telephone and mailbox are left out of it. */
export async function demoPlan(): Promise<Plan> {
  const read = planShape.parse(await json('plans/made-up-bounds.json'))
  return {
    ...read,
    id: 'demo',
    title: { vi: 'Kế hoạch của buổi chạy thử (ngưỡng tự đặt)', en: 'The plan of the demo (made-up bounds)' },
    actions: read.actions.flatMap(actionsOf),
  }
}

const NOW = { afterMinutes: 0, at: null, everyDays: null } as const
const RAISED = ['alert', 'emergency']

function actionsOf(action: Action): Action[] {
  if (action.kind === 'loudspeakers') return [{ ...action, priority: 'urgent', perWindow: 1, ...SPOKEN }]
  if (action.kind === 'free-list') return [action, { ...action, ...SECOND_HOTLINE }]
  if (action.kind !== 'bulletin') return [action]
  const { priority, channels, perWindow, template, ...common } = action
  const { sms } = template
  const onPage: Action = {
    ...action,
    channels: ['page'],
    schedule: NOW,
    template: { ...template, sms: null, spoken: null },
  }
  if (action.when !== 'entering' || sms === null) return [onPage]
  const round: Action = {
    ...common,
    kind: 'round',
    id: 'sms',
    levels: RAISED,
    schedule: NOW,
    template: { sms },
    title: { vi: 'Tin nhắn khi nâng cấp độ', en: 'Messages when a level is raised' },
  }
  return [onPage, round]
}

const SPOKEN = {
  parameters: [],
  template: { spoken: { vi: '{area} ở {level}. Hãy đeo khẩu trang.', en: '{area} is at {level}. Wear a mask.' } },
}

const SECOND_HOTLINE = {
  id: 'free-second-hotline',
  levels: RAISED,
  title: { vi: 'Miễn cước đường dây nóng thứ hai', en: 'The second hotline free of charge' },
  services: ['byt-19003228'],
}

/** Both hotlines of the example, not free yet. */
export async function notYetFree(): Promise<FreeContent> {
  const example = (await json('zero-rating-february-2020.json')) as FreeContent
  return {
    ...example,
    inForceFrom: null,
    services: example.services.map(service => ({ ...service, free: [], evidence: [] })),
  }
}

/** Up to yesterday: a day that is not over has no data. */
export function casesCsv(now: number, { timeZone }: Plan): Buffer<ArrayBuffer> {
  const today = wallDate(now, timeZone)
  const rows = Array.from({ length: DAYS }, (_, at) => `${dayAfter(today, at - DAYS)},${PROVINCE},${CASES_A_DAY}`)
  return Buffer.from(`date,area,cases\n${rows.join('\n')}\n`)
}

async function json(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(name, EXAMPLES), 'utf8'))
}
