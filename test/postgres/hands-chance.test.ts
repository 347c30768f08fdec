/**
 * Whatever people, nodes and time do, in whatever order, nothing is left in nobody's hands: what is open waits for somebody who can go on
 * with it, and what is closed waits for nobody. A walk goes through all kinds of decisions; a failure names its seed, and `SEED=7` walks that
 * one alone, `WALKS=500` the first five hundred.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { AREAS, openThings } from '../../src/app/areas.ts'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import { instructionUseCases } from '../../src/areas/briefing/instructions/use-cases.ts'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import { draftSmsRounds } from '../../src/areas/bulletins/sms-drafts.ts'
import { doubtsOf } from '../../src/areas/months/doubts.ts'
import { adriftOf, unheardOf } from '../../src/areas/notices/adrift.ts'
import { lookForFound } from '../../src/areas/notices/finding.ts'
import { noticeRows, type Thing } from '../../src/areas/notices/store.ts'
import { concerns } from '../../src/areas/notices/told.ts'
import type { Carrier } from '../../src/areas/plan/carrier.ts'
import type { Actor } from '../../src/authority/actor.ts'
import { Failure } from '../../src/base/failure.ts'
import { HEADING } from '../../src/report/fixtures.test.ts'
import { howMany } from '../parts.ts'
import { approve, ofShown } from './bulletins-stage.ts'
import { onlySqlite } from './databases.ts'
import { approvalOf, FIRST, withServices } from './free-stage.ts'
import { overviewOf } from './overview-stage.ts'
import { HANOI, PLAN, SAIGON, to, withPlan } from './plan-stage.ts'
import {
  approved as approvedRound,
  approve as approveRound,
  contentFor,
  DAY,
  draft,
  enrolled,
  PEOPLE,
  SECOND,
  tallyOf,
} from './stage.ts'

const { editor, approver, otherApprover, administrator } = PEOPLE
const WRITERS: readonly Actor[] = [editor, approver, otherApprover]
const READERS = Object.values(PEOPLE).map(each => ({ ...each, isDisabled: false }))
const HOUR = 3600 * SECOND
const STEPS = 40
/** Which a level makes free of charge. */
const HOTLINE = withServices({ ...FIRST, id: 'duong-day-nong', free: [] })
const MONTH = '2026-01'
const OTHERS = { screenings: null, briefings: null, channels: null, plans: null }
const KINDS = AREAS.flatMap(({ hands }) =>
  Object.entries(hands).flatMap(([kind, held]) => (held === null ? [] : [kind])),
)

/** A small generator: the same seed, the same choices. */
function chance(seed: number) {
  let state = seed * 2_654_435_761
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    isUnder: (share: number) => next() < share,
    of: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)],
  }
}
type Chance = ReturnType<typeof chance>

async function world(t: TestContext, random: Chance) {
  const of = await withPlan(t, onlySqlite())
  const { stage, work, clock, bulletins, plans, carriers } = of
  const { authority } = stage
  for (const carrier of [carriers.bulletin, carriers.round] as Carrier[])
    Object.assign(carrier, { begin: sometimes(carrier.begin, random) })
  const nodes = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
  const rounds = smsRounds(authority)
  const instructions = instructionUseCases(work, null)
  const [site, briefing] = [randomUUID(), randomUUID()]
  await furnish(of, { site, briefing })
  const listed = { cursor: null, limit: 100 }
  const made: string[] = []
  /** Of the month, with the heading under which it is reviewed. */
  const doubtsOfMonth = async () => {
    const { report } = await authority.months.report(editor, MONTH, OTHERS, 'next')
    return doubtsOf({ ...report, heading: HEADING }).length
  }

  /** What is there, and what may be done to it: as a page would offer it, whoever reads it. */
  const things: Readonly<Record<string, (who: Actor) => Promise<void>>> = {
    bulletin: async who => {
      const { items } = await bulletins.bulletins({ ...listed, states: null, purpose: null })
      if (items.length === 0) return
      const shown = await bulletins.bulletin(who, random.of(items).id)
      const { id, version } = shown
      const seen = ofShown(shown)
      switch (shown.actions.length === 0 ? null : random.of(shown.actions)) {
        case 'save':
          return void (await bulletins.saveBulletin(who, id, { version, draft: shown.draft }))
        case 'submit':
          return void (await bulletins.submitBulletin(who, id, seen))
        case 'approve':
          return void (await bulletins.approveBulletin(who, id, { ...seen, purpose: shown.draft.purpose }))
        case 'return':
          return void (await bulletins.returnBulletin(who, id, { reason: 'Sai' }))
        case 'revise':
          return void (await bulletins.reviseBulletin(who, id))
        case 'discard':
          return void (await bulletins.discardBulletin(who, id))
        case 'archive':
          return void (await bulletins.archiveBulletin(who, id))
        case 'unarchive':
          return void (await bulletins.unarchiveBulletin(who, id))
        case 'delete':
          return await bulletins.deleteBulletin(who, id, { version })
        case 'correct':
          return void (await bulletins.correctBulletin(who, id, { version }))
        case 'cancel':
          return void (await bulletins.cancelBulletin(who, id, { version, reason: '' }))
      }
    },
    round: async who => {
      const { items } = await authority.rounds({ ...listed, campaign: null, states: null })
      if (items.length === 0) return
      const shown = await authority.round(who, random.of(items).id)
      const { id, version, digest, subscribers, content } = shown
      switch (shown.actions.length === 0 ? null : random.of(shown.actions)) {
        case 'save':
          return void (await authority.saveRound(who, id, { version, content }))
        case 'submit':
          return void (await authority.submitRound(who, id, { version }))
        case 'withdraw':
          return void (await authority.withdrawRound(who, id, { version }))
        case 'approve':
          return void (await authority.approveRound(who, id, { version, digest, subscribers }))
        case 'return':
          return void (await authority.returnRound(who, id, { version, reason: 'Sai' }))
        case 'exercise':
          return void (await authority.exerciseRound(who, id))
        case 'schedule':
          return void (await authority.scheduleRound(who, id))
        case 'pause':
          return void (await authority.pauseRound(who, id))
        case 'resume':
          return void (await authority.resumeRound(who, id))
        case 'stop':
          return void (await authority.stopRound(who, id, { reason: 'Sai' }))
        case 'archive':
          return void (await authority.archiveRound(who, id))
        case 'unarchive':
          return void (await authority.unarchiveRound(who, id))
        case 'delete':
          return await authority.deleteRound(who, id, { version })
      }
    },
    list: async who => {
      const shown = await authority.free.draft(who)
      const { revision, content } = shown
      switch (shown.actions.length === 0 ? null : random.of(shown.actions)) {
        case 'save':
          return void (await authority.free.saveFreeDraft(who, {
            revision,
            content: random.isUnder(0.5) ? content : HOTLINE,
          }))
        case 'submit':
          return void (await authority.free.submitFreeDraft(who, { revision }))
        case 'withdraw':
          return void (await authority.free.withdrawFreeDraft(who, { revision }))
        case 'approve':
          return void (await authority.free.approveFreeDraft(who, approvalOf(shown)))
        case 'return':
          return void (await authority.free.returnFreeDraft(who, { revision, reason: 'Sai' }))
      }
    },
    plan: async who => {
      const { draft } = await plans.plan(who, PLAN)
      const { revision, sha256, faults, content } = draft
      const seen = { revision, sha256: sha256 ?? '0'.repeat(64) }
      switch (draft.actions.length === 0 ? null : random.of(draft.actions)) {
        case 'save':
          return void (await plans.savePlanDraft(who, PLAN, { revision, content }))
        case 'submit':
          return void (await plans.submitPlanDraft(who, PLAN, seen))
        case 'withdraw':
          return void (await plans.withdrawPlanDraft(who, PLAN, { revision }))
        case 'approve':
          return void (await plans.approvePlanDraft(who, PLAN, { ...seen, doubts: faults.length }))
        case 'return':
          return void (await plans.returnPlanDraft(who, PLAN, { revision, reason: 'Sai' }))
      }
    },
    change: async who => {
      const query = { plan: PLAN, purpose: null, states: ['draft', 'submitted'] as const }
      const { items } = await plans.changes({ ...listed, ...query })
      if (items.length === 0) return
      const shown = await plans.change(who, random.of(items).id)
      const { id, sha256, purpose, diff } = shown
      switch (shown.actions.length === 0 ? null : random.of(shown.actions)) {
        case 'submit':
          return void (await plans.submitLevelChange(who, id, { sha256 }))
        case 'approve':
          return void (await plans.approveLevelChange(who, id, {
            sha256,
            purpose,
            effectsSha256: diff?.effectsSha256 ?? '0'.repeat(64),
          }))
        case 'refuse':
          return void (await plans.refuseLevelChange(who, id, { reason: 'Sai' }))
        case 'withdraw':
          return void (await plans.withdrawLevelChange(who, id))
      }
    },
    instruction: async who => {
      const content = { site, text: 'Bổ sung 20 máy thở.', due: '2026-02-10', basis: null, decision: null }
      if (random.isUnder(0.3)) {
        return void (await instructions.createInstruction(who, briefing, content))
      }
      const all = await instructions.instructions(who, 'all')
      if (all.length === 0) return
      const { id, version, sha256, actions } = random.of(all)
      if (random.isUnder(0.3)) {
        const step = random.of(['acknowledge', 'done'] as const)
        const answer = { by: 'Trần Thị Bình', note: '' }
        return void (await instructions.answerInstruction({ site }, id, step, answer))
      }
      switch (actions.length === 0 ? null : random.of(actions)) {
        case 'save':
          return void (await instructions.saveInstruction(who, id, { version, content }))
        case 'submit':
          return void (await instructions.submitInstruction(who, id, { version, sha256 }))
        case 'approve':
          return void (await instructions.approveInstruction(who, id, { version, sha256 }))
        case 'return':
          return void (await instructions.returnInstruction(who, id, { reason: 'Sai' }))
        case 'withdraw':
          return void (await instructions.withdrawInstruction(who, id, { reason: 'Sai' }))
      }
    },
    month: async who => {
      const { months } = authority
      const shown = await months.report(who, MONTH, OTHERS).catch(() => null)
      const seen = { sha256: shown?.sha256 ?? '0'.repeat(64), doubts: await doubtsOfMonth() }
      switch (random.of(['review', 'sign', 'publish', 'return'])) {
        case 'review':
          return void (await months.reviewReport(who, MONTH, { heading: HEADING, doubts: seen.doubts }, OTHERS))
        case 'sign':
          return void (await months.signMonthReport(who, MONTH, seen))
        case 'publish':
          return void (await months.publishMonthReport(who, MONTH, seen))
        case 'return':
          return void (await months.returnMonthReport(who, MONTH, { reason: 'Sai' }))
      }
    },
    task: async who => {
      const { items } = await plans.tasks({ ...listed, plan: PLAN, isOpen: true })
      if (items.length > 0) await plans.doTask(who, random.of(items).id, { note: 'Xong' })
    },
    deed: async who => {
      const states = ['approved'] as const
      const { items } = await plans.changes({ ...listed, plan: PLAN, purpose: null, states })
      for (const change of items)
        for (const { id, state } of await of.deeds(change))
          if (state === 'failed') return void (await plans.retry(who, id))
    },
    proposal: async who => {
      const { items } = await plans.proposals({ ...listed, plan: PLAN, state: 'open' })
      if (items.length > 0 && random.isUnder(0.5))
        return void (await plans.dismissProposal(who, random.of(items).id, { reason: 'Chưa' }))
      const [area, level] = [random.of([HANOI, SAIGON]), random.of(['vua', 'cao'])]
      await plans.makeProposal(who, PLAN, { area, level, reason: 'Số ca tăng' })
    },
    'level change by two': async () => {
      const decision = to(random.of(['VN', HANOI, SAIGON]), random.of(['thap', 'vua', 'cao']))
      const purpose = random.isUnder(0.2) ? 'exercise' : 'live'
      const last = made.at(-1)
      const isBack = last !== undefined && random.isUnder(0.3) && purpose === 'live'
      const change = await of.decided(isBack ? [] : [decision], { purpose, ...(isBack ? { takesBackId: last } : {}) })
      if (purpose === 'live') made.push(change.id)
    },
    'level change proposed': async () => {
      await of.propose([to(random.of([HANOI, SAIGON]), random.of(['thap', 'vua', 'cao']))])
    },
    'end of an exercise': async who => {
      await plans.endExercise(who, PLAN)
    },
    'bulletin begun': async who => {
      const until = new Date(clock.now() + 5 * DAY).toISOString()
      const blank = plainDraft(until)
      const sms = [{ language: 'vi', text: 'BYT: hãy rửa tay.' }]
      await bulletins.createBulletin(who, {
        ...blank,
        renditions: { ...blank.renditions, sms },
        correction: { ...blank.correction, sms },
      })
    },
    'bulletin by two': async () => {
      const states = ['draft', 'submitted'] as const
      const { items } = await bulletins.bulletins({ ...listed, states, purpose: null })
      for (const { id } of items.slice(0, 3)) {
        const shown = await bulletins.bulletin(editor, id)
        const submitted =
          shown.state === 'draft' ? await bulletins.submitBulletin(editor, id, ofShown(shown)).catch(() => null) : shown
        if (submitted !== null) await approve(bulletins, otherApprover, submitted)
      }
    },
    'round by two': async () => {
      const states = ['draft', 'submitted', 'approved'] as const
      const { items } = await authority.rounds({ ...listed, campaign: null, states })
      for (const { id, state, version } of items.slice(0, 3)) {
        if (state === 'draft') await authority.submitRound(editor, id, { version })
        if (state !== 'approved') await approveRound(stage, id)
        if (random.isUnder(0.5)) await authority.scheduleRound(approver, id)
      }
    },
    'sent back': async () => {
      const states = ['draft', 'submitted'] as const
      const { items } = await bulletins.bulletins({ ...listed, states, purpose: null })
      if (items.length === 0) return
      const { id, state, version } = random.of(items)
      const { sha256 } = await bulletins.bulletin(editor, id)
      if (state === 'draft') await bulletins.submitBulletin(editor, id, { version, sha256: sha256 ?? '0'.repeat(64) })
      await bulletins.returnBulletin(otherApprover, id, { reason: 'Sai' })
    },
    'up, out and down': async () => {
      const area = random.of([HANOI, SAIGON])
      await of.decided([to(area, 'vua')])
      await of.again()
      clock.advance(HOUR)
      await things['bulletin by two'](editor).catch(refused)
      await of.decided([to(area, 'thap')])
      await of.again()
    },
    'list by two': async () => {
      const { revision, state } = await authority.free.draft(editor)
      if (state === 'none') await authority.free.saveFreeDraft(editor, { revision, content: HOTLINE })
      const shown = await authority.free.draft(editor)
      if (shown.state === 'draft') await authority.free.submitFreeDraft(editor, { revision: shown.revision })
      await authority.free.approveFreeDraft(otherApprover, approvalOf(await authority.free.draft(otherApprover)))
    },
    'report by two': async () => {
      const { months } = authority
      const doubts = await doubtsOfMonth()
      await months.reviewReport(editor, MONTH, { heading: HEADING, doubts }, OTHERS)
      const { sha256 } = await months.report(approver, MONTH, OTHERS)
      await months.signMonthReport(approver, MONTH, { sha256: sha256 ?? '0'.repeat(64), doubts })
    },
    'round out and paused': async () => {
      const { id } = await approvedRound(stage, contentFor(['mot', 'hai']))
      if (random.isUnder(0.5)) return
      await authority.scheduleRound(approver, id)
      if (random.isUnder(0.7)) await authority.pauseRound(editor, id)
    },
    'round begun': async () => {
      await draft(stage, contentFor(['mot', 'hai'], { exerciseFirst: random.isUnder(0.3) }))
    },
    'what is due': async () => {
      clock.advance(random.of([SECOND, HOUR, DAY, 3 * DAY]))
      await of.again()
      await draftSmsRounds(work, rounds)
      await lookForFound(work, await overviewOf(stage).found(clock.now()))
    },
    nodes: async () => {
      for (const node of nodes)
        for (const task of await node.tasks())
          await (random.isUnder(0.5) ? node.progress(task, { tally: tallyOf(task, 5) }) : node.return(task))
    },
  }
  return { ...of, things }
}

/** Anything but a refusal is a bug. */
function refused(error: unknown): void {
  if (!(error instanceof Failure)) throw error
}

function sometimes(begin: Carrier['begin'], random: Chance): Carrier['begin'] {
  return async (...given) => {
    if (random.isUnder(0.15)) throw new TypeError('what began has broken')
    return await begin(...given)
  }
}

async function furnish(
  { work }: Awaited<ReturnType<typeof withPlan>>,
  { site, briefing }: { readonly site: string; readonly briefing: string },
): Promise<void> {
  const by = { id: 'office', name: 'Văn phòng' }
  await work.transaction(async ({ store, now }) => {
    const rows = briefingRows(store)
    const responsible = { name: 'Giám đốc', title: null, mail: null }
    const named = { name: 'Bộ Y tế', short: 'BYT', responsible, isRetired: false }
    await rows.putSite({
      id: site,
      position: 1,
      version: 1,
      content: named,
      verdict: null,
      updatedAt: now,
      updatedBy: by,
    })
    await rows.putBriefing({
      id: briefing,
      version: 1,
      state: 'ended',
      content: {
        title: 'Giao ban',
        startsAt: new Date(now).toISOString(),
        minutes: 60,
        agenda: [],
        roster: [{ site, role: 'site', language: null }],
        isQueueOpen: true,
        grantedMax: 1,
        isRecorded: false,
      },
      beganAt: now,
      endedAt: now,
      closedAt: null,
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    })
  })
}

/** What each waits to be done, by what its page offers to whom it waits for. */
async function cannot(
  { bulletins, stage, plans }: Awaited<ReturnType<typeof withPlan>>,
  { subject: { kind, id }, stands, does }: Thing,
  who: Actor,
): Promise<boolean> {
  const wants = WANTS[does ?? stands]
  if (wants === undefined) return false
  const { authority } = stage
  const actions = async (): Promise<readonly string[]> => {
    switch (kind) {
      case 'bulletin':
        return (await bulletins.bulletin(who, id)).actions
      case 'round':
        return (await authority.round(who, id)).actions
      case 'list':
        return (await authority.free.draft(who)).actions
      case 'level-change':
        return (await plans.change(who, id)).actions
      default:
        return wants
    }
  }
  const may = await actions()
  return !wants.some(action => may.includes(action))
}

const WANTS: Readonly<Record<string, readonly string[]>> = {
  waits: ['approve'],
  sentBack: ['save', 'submit'],
  finish: ['submit'],
  issue: ['schedule'],
  hold: ['exercise', 'save'],
  resume: ['resume'],
}

/** What walks have to come by, or they are no walks through all decisions. */
const COMES_BY = ['waits', 'sentBack', 'proposed', 'finish', 'issue', 'resume', 'publish', 'stop']
const seen = new Set<string>()

async function walk(t: TestContext, seed: number): Promise<number> {
  const random = chance(seed)
  const of = await world(t, random)
  const { work, things } = of
  const done: string[] = []
  const deeds = Object.keys(things)
  for (let step = 0; step < STEPS; step++) {
    const deed = random.isUnder(0.3) ? 'what is due' : random.of(deeds)
    const who = random.of(WRITERS)
    done.push(`${deed} by ${who.name}`)
    await things[deed](who).catch(error => {
      refused(error)
      done.push(`  refused: ${error.code}`)
    })
    for (const { does, stands } of await noticeRows(work.store).things()) seen.add(does ?? stands)
  }
  await of.again()
  const told = `seed ${seed}\n${done.join('\n')}`
  const open = await openThings(work.store)
  const adrift = await adriftOf(work.store, open, { kinds: KINDS, people: READERS })
  const named = (all: readonly { readonly subject: object }[]) => all.map(each => JSON.stringify(each))
  assert.deepEqual(named(adrift.open), [], `open, and nothing stands of it; ${told}`)
  assert.deepEqual(named(adrift.closed), [], `closed, and it waits; ${told}`)
  const kept = await noticeRows(work.store).things()
  // That nobody can do it is so only where all who could have written it.
  for (const { stands, people, subject } of unheardOf(kept, READERS))
    assert.ok(
      stands === 'waits' && people.includes(approver.id) && people.includes(otherApprover.id),
      `${JSON.stringify(subject)} waits for nobody; ${told}`,
    )
  for (const thing of kept)
    for (const who of READERS.filter(each => concerns(thing, each)))
      assert.ok(!(await cannot(of, thing, who)), `${JSON.stringify(thing)} waits for ${who.name}, who cannot; ${told}`)
  assert.equal((await overviewOf(of.stage).overview(administrator)).waits.total, 0)
  return open.length
}

test('whatever is decided, done, refused and forgotten in whatever order, what is open waits for somebody who can go on with it', async t => {
  const given = Number(process.env.SEED ?? Number.NaN)
  const walks = Number(process.env.WALKS ?? howMany(3, 100))
  const seeds = Number.isNaN(given) ? Array.from({ length: walks }, (_, at) => at + 1) : [given]
  let open = 0
  // Its authority is closed with it.
  for (const seed of seeds)
    await t.test(`walk ${seed}`, async each => {
      open += await walk(each, seed)
    })
  if (seeds.length > 1)
    assert.deepEqual(
      [...COMES_BY, 'retry', 'do'].filter(each => !seen.has(each)),
      [],
      'no walk came by',
    )
  t.diagnostic(`${open} things open after ${seeds.length} walks`)
  assert.ok(open > seeds.length, 'too few to mean anything')
})
