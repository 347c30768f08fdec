/** An authority in which there is something of everything that is found, and what its people find, for the tests. */
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { AREAS } from '../../src/app/areas.ts'
import { actionNames } from '../../src/app/trail-names.ts'
import { personRows } from '../../src/areas/access/store.ts'
import { briefingRows, type StoredInstruction } from '../../src/areas/briefing/store.ts'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import { communeUseCases } from '../../src/areas/loudspeakers/communes.ts'
import { smallPlan } from '../../src/areas/plan/fixtures.test.ts'
import { openSearchArea } from '../../src/areas/search/area.ts'
import type { FoundKind } from '../../src/areas/search/model.ts'
import type { Question } from '../../src/areas/search/use-cases.ts'
import type { Actor, Role } from '../../src/authority/actor.ts'
import { trailActor } from '../../src/authority/trail.ts'
import type { UnitOfWork } from '../../src/authority/unit-of-work.ts'
import { withBulletins } from './bulletins-stage.ts'
import type { Databases } from './databases.ts'
import { FIRST, LIST, save, signed, withServices } from './free-stage.ts'
import { COMMUNE } from './loudspeakers-stage.ts'
import { HANOI, PLAN, plansOn, sign, to } from './plan-stage.ts'
import { contentFor, enrolled, PEOPLE, scheduled } from './stage.ts'

const { administrator, editor } = PEOPLE
export const DUTY: Actor = { ...editor, id: 'id-of-duty', name: 'Trực', role: 'duty' }

export function searchOf(work: UnitOfWork) {
  const errors: unknown[] = []
  const opened = openSearchArea({ work, names: actionNames(AREAS), onError: error => void errors.push(error) })
  const asked = async (actor: Actor, q: string, change: Partial<Question> = {}) =>
    await opened.useCases.search(actor, { q, kind: null, cursor: null, ...change })
  return {
    ...opened,
    errors,
    asked,
    /** `round Đợt 1`, in the order in which it is shown; of the trail only where that is asked for. */
    finds: async (actor: Actor, q: string, kind: FoundKind | null = null) =>
      (await asked(actor, q, { kind })).groups
        .filter(group => group.kind !== 'trail' || kind === 'trail')
        .flatMap(({ items }) => items.map(item => `${item.kind} ${item.title}`)),
  }
}

export async function withSearch(t: TestContext, databases: Databases) {
  const of = await withBulletins(t, databases)
  const { work, stage } = of
  return { ...of, ...searchOf(work), work, stage, authority: stage.authority }
}

export type SearchStage = Awaited<ReturnType<typeof withSearch>>

/** One of everything, each of which says "phòng, chống dịch". */
export async function furnished(of: SearchStage) {
  const { stage, authority, work, bulletins, until } = of
  for (const id of ['mot', 'hai']) await enrolled(stage, id)
  const told = (title: string, operators: readonly string[]) => ({
    ...contentFor(operators, { title, exerciseFirst: false }),
  })
  const round = await scheduled(stage, told('Phòng, chống dịch: đợt gửi', ['mot']))
  const draft = await authority.createRound(editor, round.campaign, told('Đợt còn dự thảo', ['hai']))
  const plain = plainDraft(until)
  const [page] = plain.renditions.page
  const drafted = await bulletins.createBulletin(editor, {
    ...plain,
    renditions: { ...plain.renditions, page: [{ ...page, title: 'Bản tin phòng, chống dịch' }] },
  })
  const plans = plansOn(authority)
  await sign(plans.plans, smallPlan())
  const change = await plans.plans.propose(editor, PLAN, {
    purpose: 'live',
    decisions: [to(HANOI, smallPlan().levels[0].id)],
    reason: 'Phòng, chống dịch ở phường Đống Đa',
    from: null,
    takesBackId: null,
  })
  await signed(stage, withServices(FIRST))
  await save(stage, LIST)
  const communes = communeUseCases(work)
  await communes.saveCommunes(administrator, [COMMUNE])
  await communes.addClusters(administrator, [
    { cluster: 'loa-01', name: 'Cụm loa Ái Văn', commune: COMMUNE.code, purpose: 'live' },
  ])
  const people = { lan: await person(work, 'Nguyễn Thị Lan', 'lan@bo.example', 'editor') }
  const told1 = await briefed(of)
  return { round, draft, drafted, plans, change, people, communes, ...told1 }
}

async function person(work: UnitOfWork, name: string, email: string, role: Role): Promise<string> {
  return await work.transaction(async ({ store, now, record }) => {
    const rows = personRows(store)
    const id = (await rows.create({ name, email, role, operator: null, nowMs: now })) as string
    await record(trailActor(administrator), {
      action: 'person.invite',
      subject: { kind: 'person', id },
      details: { role, email, phone: '0912345678' },
    })
    return id
  })
}

async function briefed({ work, stage }: SearchStage) {
  const [briefing, instruction, site] = [randomUUID(), randomUUID(), randomUUID()]
  const by = { id: editor.id, name: editor.name }
  const at = stage.clock.now()
  const stored: StoredInstruction = {
    id: instruction,
    briefing,
    site,
    state: 'draft',
    version: 1,
    sha256: 'a1'.repeat(32),
    content: {
      site,
      due: '2026-02-20',
      basis: 'Công văn 123/BYT-DP',
      decision: null,
      text: 'Tăng cường phòng, chống dịch tại khoa cấp cứu',
    },
    writers: [by],
    submittedBy: null,
    approvedBy: null,
    signatures: null,
    document: null,
    issuedAt: null,
    acknowledged: null,
    done: null,
    withdrawnAt: null,
    reason: null,
    updatedAt: at,
    updatedBy: by,
  }
  await work.transaction(async ({ store, record }) => {
    const rows = briefingRows(store)
    const responsible = { name: 'Trần Văn Bình', title: null, mail: 'binh@bv.example' }
    await rows.putSite({
      id: site,
      position: 1,
      version: 1,
      verdict: null,
      updatedAt: at,
      updatedBy: by,
      content: { name: 'Bệnh viện Đà Nẵng', short: 'Đà Nẵng', responsible, isRetired: false },
    })
    await rows.putBriefing({
      id: briefing,
      version: 1,
      state: 'planned',
      beganAt: null,
      endedAt: null,
      content: {
        title: 'Giao ban phòng, chống dịch',
        startsAt: new Date(at).toISOString(),
        minutes: 60,
        agenda: [],
        roster: [],
        isQueueOpen: true,
        grantedMax: 1,
        isRecorded: false,
      },
      closedAt: null,
      createdAt: at,
      createdBy: by,
      updatedAt: at,
      updatedBy: by,
    })
    await rows.putInstruction(stored)
    const told = [
      ['briefing.create', { kind: 'briefing', id: briefing }],
      ['instruction.create', { kind: 'instruction', id: instruction }],
    ] as const
    for (const [action, subject] of told) await record(trailActor(editor), { action, subject, details: {} })
  })
  return { briefing, instruction, site, stored }
}
