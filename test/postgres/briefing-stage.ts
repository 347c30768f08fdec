/** The office of briefings on a database: its people, a few sites, a clock that the test moves, and a hall and a mail that remember. */
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { openAuthority } from '../../src/app/authority.ts'
import { Halls } from '../../src/areas/briefing/hall/halls.ts'
import type {
  AgendaItem,
  Briefing,
  BriefingContent,
  BriefingSite,
  PlaceLink,
  RosterEntry,
  SiteContent,
} from '../../src/areas/briefing/model.ts'
import { type BriefingWriting, briefingRows } from '../../src/areas/briefing/store.ts'
import { type OfficeUseCases, officeUseCases } from '../../src/areas/briefing/use-cases.ts'
import type { Letter } from '../../src/authority/mailer.ts'
import { verifyTrail } from '../../src/authority/trail.ts'
import type { TrailEntry } from '../../src/authority/trail-entry.ts'
import type { Change, UnitOfWork } from '../../src/authority/unit-of-work.ts'
import { makeKey } from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import type { Databases } from './databases.ts'
import { type Clock, PEOPLE, stoppedClock } from './stage.ts'

export const ORIGIN = 'https://loa.bo.example'
/** 7:00 in Hanoi; briefings are planned for half past. */
export const MORNING = Date.parse('2026-11-27T00:00:00Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const NEWEST = { states: null, cursor: null, limit: 50 }

export interface OfficeStage {
  readonly office: OfficeUseCases
  readonly work: UnitOfWork
  readonly kysely: Database['kysely']
  readonly clock: Clock
  /** `briefing site`, of who was put out. */
  readonly removed: string[]
  readonly letters: Letter[]
  readonly mail: { isUp: boolean }
  readonly changes: Change[]
  /** As if the hall had done it. */
  write<Result>(act: (rows: BriefingWriting) => Promise<Result>): Promise<Result>
  /** Of a briefing, or of the sites; the trail is whole. */
  trail(subject: string): Promise<readonly TrailEntry[]>
}

export async function openOffice(t: TestContext, databases: Databases): Promise<OfficeStage> {
  const database = await databases.open(t)
  const clock = stoppedClock(MORNING)
  const authority = await openAuthority({ database, signingKey: await makeKey(), clock })
  const { work } = authority
  const [removed, letters, changes]: [string[], Letter[], Change[]] = [[], [], []]
  const mail = { isUp: true }
  authority.subscribe(change => void changes.push(change))
  const halls = new Halls({
    work,
    media: null,
    iceServers: () => [],
    recovered: async () => [],
    directory: '',
    streams: { tell: () => {}, end: () => {}, watching: () => 0 },
    onError: error => {
      throw error
    },
  })
  const office = officeUseCases({
    work,
    hall: {
      changed: () => {},
      remove: (briefing, site) => void removed.push(`${briefing} ${site}`),
      room: async briefing => await halls.room(briefing),
    },
    mailer: {
      from: 'loa@bo.example',
      send: async letter => {
        letters.push(letter)
        return mail.isUp ? { reached: 1, failed: 0 } : { reached: 0, failed: 1 }
      },
    },
    origin: ORIGIN,
    instructions: { of: async () => [], earlier: async () => [], to: async () => [] },
  })
  return {
    office,
    work,
    kysely: database.kysely,
    clock,
    removed,
    letters,
    mail,
    changes,
    write: async act => await work.store.write(async store => await act(briefingRows(store))),
    trail: async subject => {
      const verified = await verifyTrail(work.store)
      if (verified.is !== 'whole') throw new Error(verified.why)
      return await work.store.trailOf(subject, 100)
    },
  }
}

export function siteContent(name: string, mail: string | null = null): SiteContent {
  const responsible = { name: `Bác sĩ trực ${name}`, title: 'Phó giám đốc', mail }
  return { name, short: name.slice(0, 16), responsible, isRetired: false }
}

export async function siteNamed(
  { office }: Pick<OfficeStage, 'office'>,
  name: string,
  mail: string | null = null,
): Promise<BriefingSite> {
  return await office.createSite(PEOPLE.editor, siteContent(name, mail))
}

export function agendaItem(title: string, site: string | null = null): AgendaItem {
  return { id: randomUUID(), title, minutes: 10, site }
}

export const entry = (
  { id }: Pick<BriefingSite, 'id'>,
  role: RosterEntry['role'] = 'site',
  language: string | null = null,
): RosterEntry => ({ site: id, role, language })

export function contentWith(roster: readonly RosterEntry[], change: Partial<BriefingContent> = {}): BriefingContent {
  return {
    title: 'Giao ban trực tuyến tuần 48',
    startsAt: '2026-11-27T00:30:00Z',
    minutes: 90,
    agenda: [],
    roster: [...roster],
    isQueueOpen: true,
    grantedMax: 2,
    isRecorded: true,
    ...change,
  }
}

export interface Planned {
  readonly briefing: Briefing
  readonly chair: BriefingSite
  readonly hue: BriefingSite
  readonly vinh: BriefingSite
}

/** With a chair and two hospitals, one of which has an address. */
export async function plannedBriefing(stage: OfficeStage): Promise<Planned> {
  const chair = await siteNamed(stage, 'Bộ Y tế', 'phong.hop@bo.example')
  const hue = await siteNamed(stage, 'Bệnh viện Trung ương Huế', 'hanh.chinh@hue.example')
  const vinh = await siteNamed(stage, 'Bệnh viện Vinh')
  const briefing = await stage.office.createBriefing(
    PEOPLE.editor,
    contentWith([entry(chair, 'chair'), entry(hue), entry(vinh)], {
      agenda: [agendaItem('Điểm tin'), agendaItem('Báo cáo của Huế', hue.id)],
    }),
  )
  return { briefing, chair, hue, vinh }
}

/** As the hall begins or ends it. */
export async function inState(stage: OfficeStage, id: string, state: 'open' | 'ended'): Promise<void> {
  const now = stage.clock.now()
  await stage.write(async rows => {
    const before = await rows.briefing(id)
    if (before === null) throw new Error('no such briefing')
    const at = state === 'open' ? { beganAt: now } : { endedAt: now }
    await rows.putBriefing({ ...before, state, ...at, version: before.version + 1 })
    const kind = state === 'open' ? 'began' : 'ended'
    await rows.append(id, { atMs: now, kind, site: null, details: { by: null } })
  })
}

export function secretOf({ url }: PlaceLink): string {
  return new URL(url).hash.slice(1)
}
