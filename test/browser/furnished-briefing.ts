/**
 * A town with briefings: sites of hospitals, one briefing that was held, with minutes and instructions in every state, and one
 * that is planned for tomorrow with its links. What no test can wait for, an hour of attendance and test calls over real lines,
 * is put into the server's answers on their way to the browser.
 */
import type { Page } from 'playwright-core'
import { dayAfter } from '../../src/areas/briefing/instructions/due.ts'
import { saidOfInstruction } from '../../src/areas/briefing/instructions/said.ts'
import type {
  AgendaItem,
  Briefing,
  BriefingSite,
  BriefingSummary,
  Instruction,
  Minute,
  Place,
  PlaceLink,
  Verdict,
} from '../../src/areas/briefing/model.ts'
import { today } from '../../src/areas/briefing/pages/days.ts'
import type { Page as PageOf } from '../../src/authority/paging.ts'
import { SiteClient } from '../../town/site-client.ts'
import { Town } from '../town/town.ts'

const HOSPITALS = [
  'Bệnh viện Bạch Mai',
  'Bệnh viện Chợ Rẫy',
  'Bệnh viện Trung ương Huế',
  'Bệnh viện Bệnh Nhiệt đới Trung ương',
  'Bệnh viện Đa khoa tỉnh Khánh Hòa',
  'Bệnh viện Đa khoa tỉnh Thanh Hóa',
  'Bệnh viện Đa khoa tỉnh Vĩnh Phúc',
  'Bệnh viện Phổi Trung ương',
] as const

export const MINISTRY = 'Bộ Y tế (điểm cầu trung tâm)'
export const HELD = 'Giao ban phòng, chống dịch, buổi 1'
export const PLANNED = 'Giao ban phòng, chống dịch, buổi 2'
export const AGENDA_TITLES = ['Tình hình trong ngày', 'Năng lực xét nghiệm', 'Phương tiện phòng hộ']
export const STATEMENT = 'Trong ngày có thêm 3 ca, đều là người tiếp xúc gần.'
export const DECISION = 'Bệnh viện Chợ Rẫy nâng năng lực xét nghiệm lên 1 500 mẫu một ngày.'
export const ORDER = 'Nâng năng lực xét nghiệm lên 1 500 mẫu một ngày và báo cáo hằng ngày.'

export const QUESTIONS = [
  'Bao giờ bệnh viện được cấp thêm sinh phẩm xét nghiệm?',
  'Đề nghị cho biết đầu mối tiếp nhận bệnh nhân nặng chuyển từ các tỉnh phía Nam,\nvà số giường hồi sức còn trống của từng bệnh viện.',
] as const

export interface FurnishedBriefings {
  readonly town: Town
  readonly sites: readonly BriefingSite[]
  readonly held: string
  readonly planned: string
  readonly decision: string
  /** draft, submitted, issued. */
  readonly instructions: readonly string[]
}

export async function openBriefings(): Promise<FurnishedBriefings> {
  return await Town.furnished({ operators: [], pace: 0 }, furnish)
}

async function furnish(town: Town): Promise<FurnishedBriefings> {
  const editor = town.client('editor')
  const approver = town.client('approver')
  const sites: BriefingSite[] = []
  for (const [at, name] of [MINISTRY, ...HOSPITALS].entries())
    sites.push(await editor.post<BriefingSite>('/api/v1/briefing-sites', siteOf(name, at)))
  const agenda = AGENDA_TITLES.map(
    (title, at): AgendaItem => ({
      id: crypto.randomUUID(),
      title,
      minutes: 20,
      site: at === 0 ? null : (sites[at]?.id ?? null),
    }),
  )
  const roster = sites.map(({ id }, at) => ({
    site: id,
    role: at === 0 ? 'chair' : at === 1 ? 'deputy' : 'site',
    language: null,
  }))
  const content = { agenda, roster, minutes: 90, isQueueOpen: true, grantedMax: 1 }
  const held = await editor.post<Briefing>('/api/v1/briefings', {
    ...content,
    title: HELD,
    startsAt: new Date().toISOString(),
    isRecorded: false,
  })
  const path = `/api/v1/briefings/${held.id}`
  const links = await editor.post<PlaceLink[]>(`${path}/links`, { mail: false })
  const there: SiteClient[] = []
  for (const { url } of links.slice(0, 3)) {
    const site = await SiteClient.enter(town.url, url)
    await site.act('beat').catch(() => undefined)
    there.push(site)
  }
  await editor.post(`${path}/begin`)
  const [chair, , asking] = there
  const asked = QUESTIONS.map(text => ({ id: crypto.randomUUID(), text }))
  for (const each of asked) await asking?.act('questions', { do: 'write', ...each })
  await chair?.act('questions', { do: 'answer', id: asked[0]?.id })
  const minutes: Minute[] = []
  for (const [is, text] of [
    ['statement', STATEMENT],
    ['decision', DECISION],
  ])
    minutes.push(
      await editor.post<Minute>(`${path}/minutes`, {
        item: agenda[is === 'decision' ? 1 : 0]?.id ?? null,
        is,
        site: sites[is === 'decision' ? 0 : 1]?.id ?? null,
        text,
      }),
    )
  await editor.post(`${path}/places/${sites[8]?.id}/reason`, { reason: 'Mất điện cả khu vực, đã báo qua điện thoại.' })
  await editor.post(`${path}/end`)
  const decision = minutes[1]?.id ?? ''
  const instructions: Instruction[] = []
  for (const at of [2, 3, 4])
    instructions.push(
      await editor.post<Instruction>(`${path}/instructions`, {
        site: sites[at]?.id,
        text: at === 2 ? ORDER : `${ORDER} (${at})`,
        due: dayAfter(today(Date.now()), at),
        basis: at === 2 ? 'Công điện 156/CĐ-TTg ngày 02/02/2020' : null,
        decision: at === 2 ? decision : null,
      }),
    )
  for (const draft of instructions.slice(1)) {
    const { id, version, sha256 } = draft
    const signature = await editor.sign(saidOfInstruction(draft, 'submit'))
    await editor.post(`/api/v1/instructions/${id}/submit`, { version, sha256, signature })
  }
  const submitted = await approver.get<Instruction>(`/api/v1/instructions/${instructions[2]?.id}`)
  const { id, version, sha256 } = submitted
  const signature = await approver.sign(saidOfInstruction(submitted, 'approve'))
  await approver.post(`/api/v1/instructions/${id}/approve`, { version, sha256, signature })
  const tomorrow = dayAfter(today(Date.now()), 1)
  const planned = await editor.post<Briefing>('/api/v1/briefings', {
    ...content,
    agenda: agenda.map(item => ({ ...item, id: crypto.randomUUID() })),
    title: PLANNED,
    startsAt: new Date(`${tomorrow}T07:30:00+07:00`).toISOString(),
    isRecorded: true,
  })
  for (const { id } of sites.slice(0, 7))
    await editor.post(`/api/v1/briefings/${planned.id}/places/${id}/link`, { mail: false })
  return { town, sites, held: held.id, planned: planned.id, decision, instructions: instructions.map(({ id }) => id) }
}

function siteOf(name: string, at: number) {
  return {
    name,
    short: at === 0 ? 'Trung tâm' : `BV ${String(at).padStart(2, '0')}`,
    responsible: {
      name: `Nguyễn Văn ${'ABCDEGHIK'[at]}`,
      title: at === 0 ? 'Chánh Văn phòng' : 'Phó Giám đốc',
      mail: at % 3 === 2 ? null : `truc${at}@benhvien.example.vn`,
    },
  }
}

// What no test can wait for ------------------------------------------------------------------------------------------

const VERDICT: Verdict = {
  at: new Date(Date.now() - 40 * 60_000).toISOString(),
  line: 'A',
  reason: null,
  kbitsUp: 4_200,
  kbitsDown: 18_000,
  lossUp: 0,
  lossDown: 0.001,
  jitterMs: 4,
  roundTripMs: 22,
  path: 'udp',
  microphone: 'works',
  camera: 'works',
}

const VERDICTS: readonly (Partial<Verdict> | null)[] = [
  {},
  { line: 'B', reason: 'rate-down', kbitsDown: 900 },
  { camera: 'missing' },
  { line: 'D', reason: 'rate-up', kbitsUp: 70, kbitsDown: 240, lossUp: 0.06, path: 'relay' },
  { microphone: 'silent' },
  null,
  { line: 'C', reason: 'jitter', jitterMs: 180, kbitsUp: 300, kbitsDown: 480 },
]

const verdictOf = (at: number): Verdict | null => {
  const part = VERDICTS[at]
  return part == null ? null : { ...VERDICT, ...part }
}

/** Test calls over lines of all kinds, and the course of an hour and a half. */
export async function withLines(page: Page, { held }: FurnishedBriefings): Promise<void> {
  await page.route(/\/api\/v1\/briefing-sites$/, async route => {
    const response = await route.fetch()
    if (!response.ok()) return await route.fulfill({ response })
    const sites = (await response.json()) as BriefingSite[]
    await route.fulfill({ response, json: sites.map((site, at) => ({ ...site, verdict: verdictOf(at) })) })
  })
  await page.route(/\/api\/v1\/briefings(\?.*)?$/, async route => {
    const response = await route.fetch()
    if (!response.ok() || route.request().method() !== 'GET') return await route.fulfill({ response })
    const all = (await response.json()) as PageOf<BriefingSummary>
    const items = all.items.map(each => (each.id === held ? { ...each, came: 6 } : each))
    await route.fulfill({ response, json: { ...all, items } })
  })
  await page.route(/\/api\/v1\/briefings\/[0-9a-f-]+$/, async route => {
    const response = await route.fetch()
    if (!response.ok()) return await route.fulfill({ response })
    const briefing = (await response.json()) as Briefing
    await route.fulfill({ response, json: briefing.state === 'ended' ? courseOf(briefing) : withVerdicts(briefing) })
  })
}

function withVerdicts(briefing: Briefing): Briefing {
  const places = briefing.places.map(
    (place, at): Place => ({ ...place, verdict: verdictOf(at), link: verdictOf(at) === null ? place.link : 'used' }),
  )
  return { ...briefing, places }
}

type Course = Pick<Place, 'is' | 'drops'> & {
  readonly intervals: readonly (readonly [from: number, until: number, closed: Place['intervals'][number]['closed']])[]
}

/** In minutes from the beginning. */
const COURSES: readonly Course[] = [
  { is: 'present', drops: 0, intervals: [[0, 92, 'ended']] },
  { is: 'present', drops: 0, intervals: [[0, 92, 'ended']] },
  {
    is: 'present',
    drops: 2,
    intervals: [
      [0, 31, 'dropped'],
      [33, 58, 'dropped'],
      [59, 92, 'ended'],
    ],
  },
  { is: 'late', drops: 0, intervals: [[14, 92, 'ended']] },
  { is: 'left-early', drops: 0, intervals: [[0, 61, 'left']] },
  { is: 'dropped', drops: 1, intervals: [[0, 47, 'dropped']] },
  { is: 'present', drops: 0, intervals: [[0, 92, 'ended']] },
  { is: 'absent', drops: 0, intervals: [] },
  { is: 'absent-with-reason', drops: 0, intervals: [] },
]

const MINUTES = 92

function courseOf(briefing: Briefing): Briefing {
  const began = Date.parse(briefing.beganAt ?? briefing.startsAt)
  const at = (minute: number) => new Date(began + minute * 60_000).toISOString()
  const turns = [
    [1, 12, 21],
    [2, 22, 30],
    [3, 40, 52],
    [6, 66, 80],
  ] as const
  return {
    ...briefing,
    beganAt: at(0),
    endedAt: at(MINUTES),
    places: briefing.places.map((place, index): Place => {
      const course = COURSES[index] ?? COURSES[0]
      const intervals = (course?.intervals ?? []).map(([from, until, closed]) => ({
        from: at(from),
        until: at(until),
        closed,
      }))
      const minutes = (course?.intervals ?? []).reduce((sum, [from, until]) => sum + until - from, 0)
      const spoke = turns.filter(([site]) => site === index)
      return {
        ...place,
        is: course?.is ?? 'present',
        drops: course?.drops ?? 0,
        intervals,
        presentMs: minutes * 60_000,
        spokeMs: spoke.reduce((sum, [, from, until]) => sum + until - from, 0) * 60_000,
        reason: course?.is === 'absent-with-reason' ? 'Mất điện cả khu vực, đã báo qua điện thoại.' : null,
      }
    }),
    turns: turns.map(([site, from, until], index) => ({
      site: briefing.places[site]?.site ?? '',
      from: at(from),
      until: at(until),
      ended: index === 2 ? 'revoked' : 'released',
    })),
    isRecorded: true,
    recordings: [
      { number: 1, octets: 412_300_000, sha256: '3f'.repeat(32), beganAt: at(0), durationMs: 58 * 60_000, gaps: [] },
      {
        number: 2,
        octets: 231_700_000,
        sha256: 'a7'.repeat(32),
        beganAt: at(58),
        durationMs: 34 * 60_000,
        gaps: [{ from: at(70), until: at(70.2) }],
      },
    ],
  }
}
