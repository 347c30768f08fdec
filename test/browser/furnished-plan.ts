/**
 * A town with a communication plan in force: the country at a level, two provinces at higher ones, data of the last weeks with gaps, open
 * proposals, a change that waits for a second person, an exercise, and a draft of the next version with a fault.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bulletin } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import type { ChangeDetail, DeedView, PlanContent, PlanDetail, ProposalView } from '../../src/areas/plan/model.ts'
import { saidOfChange, saidOfPlan } from '../../src/areas/plan/said.ts'
import { isoInZone, wallDate } from '../../src/base/wall-time.ts'
import { provincesOn } from '../../src/country/vn/provinces.ts'
import type { Purpose } from '../../src/directive/documents.ts'
import { areasOn, COUNTRY, dayAfter } from '../../src/plan/areas.ts'
import type { Decision } from '../../src/plan/situation.ts'
import { Town, type TownPlan } from '../town/town.ts'

/** It has formulas, so that data proposes. */
export const PLAN = 'made-up-bounds'
const FILE = new URL(`../../docs/examples/plans/${PLAN}.json`, import.meta.url)
const ZONE = 'Asia/Ho_Chi_Minh'
const HOUR_MS = 3_600_000
const TODAY = '2025-07-01'
const POPULATION = 2_000_000
const [HANOI, BACNINH, PHUTHO, DANANG, CANTHO] = ['01', '24', '25', '48', '92']

export interface FurnishedPlan {
  readonly town: Town
  readonly changes: Readonly<Record<'approved' | 'submitted' | 'exercise', string>>
  readonly proposal: ProposalView
  readonly names: readonly string[]
}

/** With operators' nodes it is told on the air too. */
export async function openPlan(
  given: Pick<TownPlan, 'operators' | 'node'> = { operators: [] },
): Promise<FurnishedPlan> {
  return await Town.furnished({ ...given, pace: 0, isHere: true }, furnish)
}

const SOURCE = 'Niên giám thống kê (số tròn)'
const REASONS = ['Bắt đầu theo dõi trên cả nước', 'Số ca tăng ở hai tỉnh', 'Đề nghị của Sở Y tế']

async function furnish(town: Town): Promise<FurnishedPlan> {
  const isAired = town.operators.length > 0
  const content = lightened(JSON.parse(readFileSync(FILE, 'utf8')) as PlanContent, isAired)
  await planSigned(town, content)
  const editor = town.client('editor')
  const areas = areasOn(TODAY)
  await editor.put('/api/v1/plan-populations', {
    source: SOURCE,
    populations: areas.map(area => ({ area, population: POPULATION })),
  })
  const now = Date.now()
  const from = (hours: number) => isoInZone(now - hours * HOUR_MS, ZONE)
  const [started, raised, asked] = REASONS
  await decided(town, 'live', from(20), started, [{ area: COUNTRY, level: 'watch' }])
  const approved = await decided(town, 'live', from(4), raised, [
    { area: `${BACNINH}.2025`, level: 'alert' },
    { area: `${PHUTHO}.2025`, level: 'emergency' },
  ])
  const exercise = await decided(town, 'exercise', from(3), raised, [{ area: `${HANOI}.2025`, level: 'emergency' }])
  await editor.postOctets(`/api/v1/plans/${PLAN}/data`, Buffer.from(casesUntilYesterday()), 'text/csv')
  const submitted = await submittedChange(town, 'live', null, asked, [{ area: `${CANTHO}.2025`, level: 'alert' }])
  const { draft } = await editor.get<PlanDetail>(`/api/v1/plans/${PLAN}`)
  await editor.put(`/api/v1/plans/${PLAN}/draft`, { revision: draft.revision, content: withFault(content) })
  const { items } = await editor.get<{ items: readonly ProposalView[] }>(`/api/v1/plans/${PLAN}/proposals?state=open`)
  const proposal = items.find(({ area }) => area === `${HANOI}.2025`)
  if (proposal === undefined) throw new Error('data proposes nothing for Hà Nội')
  return {
    town,
    proposal,
    changes: { approved, exercise, submitted: submitted.id },
    names: [
      ...[...REASONS, SOURCE],
      ...town.accounts.map(({ name }) => name),
      ...[TODAY, '2025-06-30'].flatMap(day => provincesOn(day).map(({ name }) => name)),
      // Ids and keywords of the plan's file, in what is told of its faults.
      ...['watch', 'emergency', 'office', 'entering'],
      ...['TP. Hồ Chí Minh', 'Bộ Thông tin và Truyền thông (bản chạy thử)', 'Tiếng Việt', 'English'],
    ],
  }
}

async function planSigned(town: Town, content: PlanContent): Promise<void> {
  const [editor, approver] = [town.client('editor'), town.client('approver')]
  const path = `/api/v1/plans/${PLAN}`
  const { draft } = await editor.put<PlanDetail>(`${path}/draft`, { revision: 0, content })
  const { revision, version, faults } = draft
  const sha256 = draft.sha256 ?? ''
  const said = (does: 'submit' | 'approve') => saidOfPlan({ id: PLAN, version }, sha256, does)
  await editor.post(`${path}/draft/submit`, { revision, sha256, signature: await editor.sign(said('submit')) })
  await approver.post(`${path}/draft/approve`, {
    revision,
    sha256,
    doubts: faults.length,
    signature: await approver.sign(said('approve')),
  })
}

/** By the two of the town. */
export async function submittedChange(
  town: Town,
  purpose: Purpose,
  from: string | null,
  reason: string,
  decisions: readonly Decision[],
): Promise<ChangeDetail> {
  const editor = town.client('editor')
  const change = await editor.post<ChangeDetail>(`/api/v1/plans/${PLAN}/changes`, {
    purpose,
    from,
    decisions,
    takesBackId: null,
    reason,
  })
  const { id, sha256, content } = change
  return await editor.post<ChangeDetail>(`/api/v1/level-changes/${id}/submit`, {
    sha256,
    signature: await editor.sign(saidOfChange(content, sha256, 'submit')),
  })
}

/** By two, and carried out as far as nobody else is needed. */
export async function decided(...given: Parameters<typeof submittedChange>): Promise<string> {
  const [town, purpose] = given
  const approver = town.client('approver')
  const { id, sha256, content, diff } = await submittedChange(...given)
  await approver.post(`/api/v1/level-changes/${id}/approve`, {
    sha256,
    effectsSha256: diff?.effectsSha256,
    purpose,
    signature: await approver.sign(saidOfChange(content, sha256, 'approve')),
  })
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    const { items } = await approver.get<{ items: readonly DeedView[] }>(
      `/api/v1/level-changes/${id}/deeds?state=planned`,
    )
    if (items.every(({ dueAt }) => Date.parse(dueAt) > Date.now())) return id
    await wait(TURN_MS)
  }
  throw new Error('a change is not carried out')
}

/** All drafts of a change that are bulletins, released by two as the plan wrote them: their ids. */
export async function released(town: Town, change: string): Promise<readonly string[]> {
  const [editor, approver] = [town.client('editor'), town.client('approver')]
  const { items } = await editor.get<{ items: readonly DeedView[] }>(`/api/v1/level-changes/${change}/deeds?limit=200`)
  const ids = items.flatMap(({ thing }) => (thing?.is === 'bulletin' ? [thing.id] : []))
  for (const id of ids) {
    const path = `/api/v1/bulletins/${id}`
    const { version, sha256, draft } = await editor.get<Bulletin>(path)
    const of = { version, sha256: sha256 ?? '' }
    const said = (does: 'submit' | 'approve') => saidOf({ id, ...of }, does)
    await editor.post(`${path}/submit`, { ...of, signature: await editor.sign(said('submit')) })
    await approver.post(`${path}/approve`, {
      ...of,
      purpose: draft.purpose,
      signature: await approver.sign(said('approve')),
    })
  }
  return ids
}

const TURN_MS = 100
const TURNS_MAX = 1200

const DAYS = 30
const SILENT_DAYS = new Set([17, 18])

/** Hà Nội rises above a bound, Đà Nẵng falls below one, one province stops two weeks ago, one is never told of. */
function casesUntilYesterday(): string {
  const yesterday = dayAfter(wallDate(Date.now(), ZONE), -1)
  const rows = provincesOn(TODAY).flatMap(({ code }) =>
    code === '96'
      ? []
      : Array.from({ length: DAYS }, (_, ago) => ago)
          .filter(ago => !(code === '91' && ago < 14) && !(code === HANOI && SILENT_DAYS.has(ago)))
          .map(ago => `${dayAfter(yesterday, -ago)},${code},${casesOf(code, ago)}`),
  )
  return `date,area,cases\n${rows.join('\n')}\n`
}

function casesOf(code: string, ago: number): number {
  if (code === HANOI) return Math.round(72 - ago * 2.4)
  if (code === DANANG) return ago < 12 ? 0 : 4
  return 4 + ((Number(code) + ago * 5) % 7)
}

/** A day that more cases are brought of, some of them in rows that cannot be taken. */
export function casesWithFaults(): string {
  const [yesterday, tomorrow] = [-1, 2].map(days => dayAfter(wallDate(Date.now(), ZONE), days))
  const days = Array.from({ length: 16 }, (_, ago) => dayAfter(yesterday, -ago))
  return [
    'date,area,cases',
    ...days.map(day => `${day},79,120`),
    `${tomorrow},79,3`,
    `${yesterday},99,3`,
    `${yesterday},26,3`,
    `${yesterday},80,-4`,
  ].join('\n')
}

interface Action {
  readonly id: string
  readonly levels: readonly string[]
  readonly channels?: readonly string[]
  readonly template?: object
  readonly priority?: string
  readonly perWindow?: number
}

/**
 * At its low levels it says and asks nothing: each of the country's provinces would else be a bulletin and a task. Horns play one kind at
 * one level: each text that is spoken is two sounds, and a sound takes a machine longer than all else that comes of a change.
 */
const LIGHTENED: ReadonlyMap<string, readonly string[]> = new Map([
  ['enter', ['alert', 'emergency']],
  ['announce', ['alert', 'emergency']],
  ['loudspeakers', ['alert']],
])

function lightened(content: PlanContent, isAired: boolean): PlanContent {
  const actions = content.actions as readonly Action[]
  const round = actions.filter(({ id }) => isAired && id === 'enter').map(ofTheCountry) as Action[]
  return {
    ...content,
    actions: [...actions, ...round].map(action => {
      const levels = LIGHTENED.get(action.id) ?? action.levels
      if (action.id === 'loudspeakers') return { ...action, ...AT_ONCE, levels }
      if (action.channels === undefined) return { ...action, levels }
      const silent = { ...unspoken(action), levels }
      return isAired && action.id === 'enter' ? aired(silent) : silent
    }),
  }
}

/** Whatever the hour is. */
const AT_ONCE = { priority: 'urgent', perWindow: 1 }

/** As loud as the priority has it. */
function aired({ channels = [], template, ...action }: Action): Action {
  const text = { vi: '{area}: {level} từ {date}.', en: '{area}: {level} from {date}.' }
  return { ...action, channels: [...channels, 'broadcast'], template: { ...template, broadcast: { text } } }
}

/** A round of short messages, when a place is in an emergency. */
function ofTheCountry({ channels, template, priority, perWindow, ...action }: Action): object {
  const sms = {
    vi: 'BO Y TE: {area} o cap do {level}. Hoi {hotline}.',
    en: 'Ministry of Health: {area} is at {level}. Questions: {hotline}.',
  }
  const schedule = { afterMinutes: 0, at: null, everyDays: null }
  const title = { vi: 'Tin nhắn khi khẩn cấp', en: 'Messages in an emergency' }
  const round = { ...action, kind: 'round', id: 'sms', areas: 'country', levels: ['emergency'] }
  return { ...round, title, schedule, parameters: [], template: { sms } }
}

function unspoken({ channels = [], template, ...action }: Action): Action {
  return {
    ...action,
    channels: channels.filter(channel => channel !== 'loudspeakers'),
    template: { ...template, spoken: null },
  }
}

function withFault(content: PlanContent): PlanContent {
  const actions = content.actions as readonly Action[]
  return {
    ...content,
    parameters: { ...(content.parameters as object), office: { vi: 'Sở Y tế', en: 'Health office' } },
    actions: actions.map(action =>
      action.id === 'enter' ? { ...action, deadlineMinutes: 90, levels: ['alert', 'red'] } : action,
    ),
  }
}
