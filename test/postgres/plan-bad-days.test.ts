/** Plans and changes of level on bad days; what no database decides, on one. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import { freeDraftNow } from '../../src/areas/free/drafts.ts'
import type { Carrier } from '../../src/areas/plan/carrier.ts'
import { smallPlan } from '../../src/areas/plan/fixtures.test.ts'
import { saidOfChange } from '../../src/areas/plan/said.ts'
import { planTables } from '../../src/areas/plan/sql.ts'
import { planRows } from '../../src/areas/plan/store.ts'
import { taskCarrier } from '../../src/areas/plan/tasks.ts'
import { checkPlan } from '../../src/plan/check.ts'
import type { EffectDocument } from '../../src/plan/effect.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import { HOUR, iso } from './bulletins-stage.ts'
import { onlySqlite } from './databases.ts'
import type { KilledWith } from './plan-killed.ts'
import { HANOI, PLAN, plansOn, SAIGON, sign, to, withPlan } from './plan-stage.ts'
import { given, type Signer, signRoster } from './signers-stage.ts'
import { DAY, enrolled, PEOPLE, SECOND } from './stage.ts'

const { editor, approver, otherApprover, auditor } = PEOPLE
const databases = onlySqlite()

test('the plan that the tests go by has no fault', () => {
  const { faults } = checkPlan(smallPlan())
  assert.deepEqual(
    faults.filter(({ severity }) => severity === 'fault'),
    [],
  )
})

test('no level changes without two people: neither who proposed nor who submitted it approves, and no other role does anything', async t => {
  const of = await withPlan(t, databases)
  const mine = await of.plans.propose(approver, PLAN, {
    purpose: 'live',
    from: null,
    takesBackId: null,
    reason: 'Số ca tăng',
    decisions: [to(HANOI, 'vua')],
  })
  await assert.rejects(of.approve(mine, otherApprover), { code: 'changeState' })
  const submitted = await of.submit(mine, otherApprover)
  await assert.rejects(of.approve(submitted, approver), { code: 'ownApproval' })
  await assert.rejects(of.approve(submitted, otherApprover), { code: 'ownApproval' })
  await assert.rejects(of.approve(submitted, auditor), { code: 'forbidden' })
  await of.carryOut()
  assert.deepEqual(await of.deeds(mine), [])
  const { areas } = await of.plans.situation(PLAN, { purpose: 'live', atMs: null })
  assert.ok(areas.every(({ is }) => is === 'undecided'))
  const refused = await of.plans.refuseLevelChange(otherApprover, mine.id, { reason: 'Chưa đủ căn cứ' })
  assert.deepEqual([refused.state, refused.refusal], ['refused', 'Chưa đủ căn cứ'])
  await assert.rejects(of.submit(refused), { code: 'changeState' })
})

test('a change whose content was altered in the database is approved by nobody', async t => {
  const of = await withPlan(t, databases)
  const submitted = await of.submit(await of.propose([to(HANOI, 'vua')]))
  const altered = JSON.stringify({ ...submitted.content, decisions: [to(HANOI, 'cao')] })
  await of.stage.database.kysely
    .withTables<{ plan_change: { content: string } }>()
    .updateTable('plan_change')
    .set({ content: altered })
    .execute()
  await assert.rejects(of.approve(submitted), { code: 'contentAltered' })
})

test('what an approver has not seen is not approved: neither the other purpose nor other effects', async t => {
  const of = await withPlan(t, databases)
  const submitted = await of.submit(await of.propose([to(HANOI, 'vua')]))
  const { id, sha256 } = submitted
  const seen = { sha256, effectsSha256: submitted.diff?.effectsSha256 ?? '' }
  const approve = async (change: object) =>
    await of.plans.approveLevelChange(approver, id, { ...seen, purpose: 'live', ...change })
  await assert.rejects(approve({ purpose: 'exercise' }), { code: 'changePurposeDiffers' })
  await assert.rejects(approve({ effectsSha256: 'a'.repeat(64) }), { code: 'effectsDiffer' })
  await assert.rejects(approve({ sha256: 'a'.repeat(64) }), { code: 'digestDiffers' })
  await approve({})
})

test('one effect fails and the rest goes on; it is shown with its sentence and is carried out when a person has it tried again', async t => {
  const of = await withPlan(t, databases)
  const change = await of.decided([to(HANOI, 'cao')])
  await of.carryOut()
  const deeds = await of.deeds(change)
  const failed = deeds.filter(({ state }) => state === 'failed')
  assert.deepEqual(
    failed.map(({ action, failure, tries }) => [action, failure?.code, tries]),
    [
      ['mien-cuoc', 'servicesUnknown', 1],
      ['giao-ban', 'sitesUnknown', 1],
    ],
  )
  assert.equal(deeds.filter(({ state }) => state === 'done').length, deeds.length - 2)
  const standing = async () => (await of.plans.change(editor, change.id)).standing
  assert.equal(await standing(), 'failed')
  assert.deepEqual(of.errors, [])
  const [hotline] = FEBRUARY_CONTENT.services
  const content = { ...FEBRUARY_CONTENT, services: [{ ...hotline, id: 'duong-day-nong', free: [] }] }
  await of.stage.authority.free.saveFreeDraft(editor, { revision: 0, content: { ...content, inForceFrom: null } })
  const [free, briefing] = failed
  await assert.rejects(of.plans.retry(auditor, free.id), { code: 'forbidden' })
  await of.plans.retry(editor, free.id)
  assert.equal(await standing(), 'partly', 'one failed and another is to be tried')
  await of.plans.retry(editor, briefing.id)
  assert.equal(await standing(), 'carrying-out')
  await of.carryOut()
  const again = await of.deeds(change)
  assert.deepEqual(of.told(again.filter(({ id }) => id === free.id || id === briefing.id)), [
    ['begin', 'mien-cuoc', 'done', 'free-list', 'ready', 'content'],
    ['begin', 'giao-ban', 'failed', undefined, undefined, null],
  ])
  await assert.rejects(of.plans.retry(editor, free.id), { code: 'deedNotFailed' })
  const draft = await freeDraftNow(of.work.store, of.clock.now())
  assert.deepEqual(
    draft.content.services.map(({ id, free: periods }) => [id, periods.map(({ until }) => until)]),
    [['duong-day-nong', [null]]],
  )
})

test('a bug while one effect is carried out is told to the engineers, and the rest goes on', async t => {
  const broken: Carrier = {
    ...taskCarrier,
    begin: async () => {
      throw new TypeError('a bug')
    },
  }
  const of = await withPlan(t, databases, { task: broken })
  const change = await of.decided([to(HANOI, 'vua')])
  await of.carryOut()
  assert.deepEqual(
    (await of.deeds(change)).map(({ action, state, failure }) => [action, state, failure?.code]),
    [
      ['loa', 'done', undefined],
      ['bao-tang', 'done', undefined],
      ['viec', 'failed', 'deedUnexpected'],
    ],
  )
  assert.equal(of.errors.length, 1)
})

test('a server that is killed by kill -9 between two effects has done the first, and the next ones carry out the rest once, be they two', async t => {
  const of = await withPlan(t, databases)
  const change = await of.decided([to(HANOI, 'vua')])
  const { database, key, clock } = of.stage
  const { file } = database
  assert.ok(file !== null)
  const keyFile = `${file}.key`
  writeFileSync(keyFile, JSON.stringify(key))
  const script = join(import.meta.dirname, 'plan-killed.ts')
  const killedWith: KilledWith = [file, keyFile, String(clock.now())]
  const child = spawn(process.execPath, [script, ...killedWith], { stdio: 'ignore' })
  const [, signal] = await once(child, 'exit')
  assert.equal(signal, 'SIGKILL')
  assert.deepEqual(
    (await of.deeds(change)).map(({ state }) => state),
    ['done', 'planned', 'planned'],
  )
  await Promise.all([of.carryOut(), plansOn(of.stage.authority).carryOut()])
  assert.deepEqual(
    (await of.deeds(change)).map(({ state, tries }) => [state, tries]),
    [
      ['done', 1],
      ['done', 1],
      ['done', 1],
    ],
  )
  const { items } = await of.bulletins.bulletins({ cursor: null, limit: 10, states: null, purpose: null })
  assert.equal(items.length, 2)
  const tasks = await of.plans.tasks({ plan: PLAN, isOpen: true, cursor: null, limit: 10 })
  assert.equal(tasks.items.length, 1)
})

test('a change is not approved while another is carried out, and is once that is done', async t => {
  const of = await withPlan(t, databases)
  const second = await of.submit(await of.propose([to(SAIGON, 'vua')]))
  const first = await of.decided([to(HANOI, 'vua')])
  await assert.rejects(of.approve(second), { code: 'changeBeingCarriedOut', details: { other: first.id } })
  await of.carryOut()
  const approved = await of.approve(await of.plans.change(approver, second.id))
  assert.equal(approved.state, 'approved')
  await assert.rejects(of.approve(approved), { code: 'changeState' })
})

test('a plan that is edited while its level is in force is a new version, and what was begun keeps the old one', async t => {
  const of = await withPlan(t, databases)
  await of.decided([to(HANOI, 'vua')])
  await of.carryOut()
  const waiting = await of.propose([to(SAIGON, 'vua')])
  const plan = smallPlan()
  await sign(of.plans, { ...plan, title: { vi: 'Kế hoạch hai', en: 'Plan two' } })
  assert.deepEqual(
    (await of.plans.plan(editor, PLAN)).versions.map(({ version }) => version),
    [2, 1],
  )
  const running = await of.plans.running(PLAN, { purpose: 'live' })
  assert.deepEqual([...new Set(running.map(({ version }) => version))], [1])
  await assert.rejects(of.submit(waiting), { code: 'changeOfOldPlan' })
  const change = await of.decided([to(SAIGON, 'vua')])
  assert.deepEqual([change.version, change.diff?.totals.stays], [2, 3])
  await of.carryOut()
  const deeds = await of.deeds(change)
  assert.deepEqual([...new Set(deeds.map(({ version }) => version))], [2])
})

test('a plan is signed by nobody who wrote or submitted it, and by nobody who has not seen every doubt', async t => {
  const of = await withPlan(t, databases)
  const { plan, draft } = await of.plans.plan(approver, PLAN)
  const content = JSON.parse(JSON.stringify({ ...plan, text: { vi: 'Khác', en: 'Other' } }))
  const { revision } = draft
  const saved = (await of.plans.savePlanDraft(approver, PLAN, { revision, content })).draft
  await assert.rejects(of.plans.savePlanDraft(editor, PLAN, { revision, content }), { code: 'versionConflict' })
  const seen = { revision: saved.revision, sha256: saved.sha256 ?? '' }
  await of.plans.submitPlanDraft(approver, PLAN, seen)
  const doubts = saved.faults.length
  await assert.rejects(of.plans.approvePlanDraft(approver, PLAN, { ...seen, doubts }), { code: 'ownApproval' })
  const unseen = of.plans.approvePlanDraft(otherApprover, PLAN, { ...seen, doubts: doubts + 1 })
  await assert.rejects(unseen, { code: 'planDoubtsUnseen' })
  await of.plans.approvePlanDraft(otherApprover, PLAN, { ...seen, doubts })
  const version = await of.plans.version(PLAN, 2)
  assert.deepEqual(
    [version.plan.version, version.sha256, version.submittedBy.name, version.approvedBy.name],
    [2, seen.sha256, approver.name, otherApprover.name],
  )
})

test('a plan whose criteria leave a gap is kept as a draft and cannot be submitted', async t => {
  const of = await withPlan(t, databases)
  const plan = JSON.parse(JSON.stringify(smallPlan('ho')))
  plan.levels[0].criteria[0].formula[0].all[0].below = 5
  const { draft } = await of.plans.savePlanDraft(editor, 'ho', { revision: 0, content: plan })
  assert.ok(draft.faults.some(({ code }) => code === 'criteria-gap'))
  const submit = of.plans.submitPlanDraft(editor, 'ho', { revision: draft.revision, sha256: draft.sha256 ?? '' })
  await assert.rejects(submit, { code: 'contentFaulty' })
  await assert.rejects(of.plans.situation('ho', { purpose: 'live', atMs: null }), { code: 'planUnsigned' })
})

test('a change that waits for its time is taken back: what it drafted is given up, and what it was to end goes on', async t => {
  const of = await withPlan(t, databases)
  await of.decided([to(HANOI, 'vua')])
  await of.carryOut()
  of.clock.advance(DAY)
  const from = iso(of.clock.now() + 3 * DAY)
  const up = await of.decided([to(HANOI, 'cao')], { from })
  assert.equal(up.standing, 'scheduled')
  await of.carryOut()
  await assert.rejects(of.propose([to(SAIGON, 'vua')]), { code: 'changeBehind' })
  const back = await of.decided([to(SAIGON, 'vua')], { takesBackId: up.id })
  assert.deepEqual(
    [...new Set(back.diff?.groups.filter(({ is }) => is === 'stops').map(({ action }) => action))],
    [...new Set(up.diff?.groups.filter(({ is }) => is === 'starts').map(({ action }) => action))],
  )
  await of.carryOut()
  assert.equal((await of.plans.change(editor, up.id)).standing, 'taken-back')
  const ended = (await of.deeds(back)).filter(({ does }) => does === 'end')
  assert.deepEqual([...new Set(ended.map(({ state, thing }) => `${state} ${thing?.state}`))], ['done stopped'])
  of.clock.advance(4 * DAY)
  await of.again()
  const { areas } = await of.plans.situation(PLAN, { purpose: 'live', atMs: null })
  assert.deepEqual(
    [HANOI, SAIGON].map(one => areas.find(({ area }) => area === one)?.level),
    ['vua', 'vua'],
  )
  const running = await of.plans.running(PLAN, { purpose: 'live' })
  assert.deepEqual(
    running.filter(({ when }) => when === 'while').map(({ action, areas: where }) => [action, where]),
    [['loa', [HANOI, SAIGON]]],
  )
})

test('what is repeated while a level lasts is drafted a day ahead each time, until the level is left', async t => {
  const of = await withPlan(t, databases)
  const up = await of.decided([to(HANOI, 'vua')])
  await of.carryOut()
  const times = async () =>
    (await of.deeds(up)).filter(({ action, does }) => action === 'loa' && does === 'begin').length
  assert.equal(await times(), 1)
  of.clock.advance(DAY - SECOND)
  await of.again()
  assert.equal(await times(), 1)
  of.clock.advance(2 * SECOND)
  await of.again()
  await of.again()
  assert.equal(await times(), 2)
  await of.decided([to(HANOI, 'thap')])
  await of.carryOut()
  of.clock.advance(10 * DAY)
  await of.again()
  assert.equal(await times(), 2)
})

test('an exercise runs while a real change does: it begins with what is live, makes exercises alone, and touches none of it', async t => {
  const of = await withPlan(t, databases)
  const real = await of.decided([to(HANOI, 'vua')])
  of.clock.advance(SECOND)
  const exercise = await of.decided([to(HANOI, 'cao')], { purpose: 'exercise' })
  assert.deepEqual(exercise.diff?.steps, [{ area: HANOI, before: 'vua', level: 'cao', goes: 'up', isInherited: false }])
  await of.carryOut()
  const level = async (purpose: 'live' | 'exercise') =>
    (await of.plans.situation(PLAN, { purpose, atMs: null })).areas.find(({ area }) => area === HANOI)?.level
  assert.deepEqual([await level('live'), await level('exercise')], ['vua', 'cao'])
  const deeds = await of.deeds(exercise)
  assert.ok(deeds.every(({ purpose }) => purpose === 'exercise'))
  assert.ok(deeds.some(({ thing }) => thing?.is === 'round'))
  const { items } = await of.bulletins.bulletins({ cursor: null, limit: 50, states: null, purpose: 'live' })
  assert.deepEqual(items.length, (await of.deeds(real)).filter(({ thing }) => thing?.is === 'bulletin').length)
  for (const { thing } of deeds) {
    if (thing?.is === 'bulletin')
      assert.equal((await of.bulletins.bulletin(editor, thing.id)).draft.purpose, 'exercise')
    if (thing?.is === 'round') {
      const { title, purpose } = await of.stage.authority.round(editor, thing.id)
      assert.match(title, /^DIỄN TẬP: /)
      assert.equal(purpose, 'exercise')
    }
    assert.notEqual(thing?.is, 'free-list')
  }
  const { items: tasks } = await of.plans.tasks({ plan: PLAN, isOpen: true, cursor: null, limit: 50 })
  for (const { purpose, title } of tasks) assert.equal(/^DIỄN TẬP: /.test(title.vi), purpose === 'exercise', title.vi)
  await of.plans.endExercise(editor, PLAN)
  await of.carryOut()
  assert.deepEqual([await level('live'), await level('exercise')], ['vua', 'vua'])
  const ended = (await of.deeds(exercise)).filter(({ does, thing }) => does === 'end' && thing?.is === 'bulletin')
  assert.ok(ended.length > 0 && ended.every(({ thing }) => thing?.state === 'stopped'))
})

test('a version that lacks a level which is in force is not submitted, and is as soon as no area is at it', async t => {
  const of = await withPlan(t, databases)
  await of.decided([to(HANOI, 'vua')])
  await of.carryOut()
  const { levels, actions, ...rest } = smallPlan()
  const renamed = (ids: readonly string[]) => ids.map(id => (id === 'vua' ? 'giua' : id))
  const next = {
    ...rest,
    levels: levels.map(level => ({ ...level, id: renamed([level.id])[0] })),
    actions: actions.map(action => ({ ...action, levels: renamed(action.levels) })),
  }
  await assert.rejects(sign(of.plans, next), { code: 'contentFaulty' })
  const { draft } = await of.plans.plan(editor, PLAN)
  assert.deepEqual(
    draft.faults.filter(({ severity }) => severity === 'fault').map(({ code, value, other }) => [code, value, other]),
    [['level-in-force', 'vua', 'Hà Nội']],
  )
  of.clock.advance(SECOND)
  await of.decided([to(HANOI, 'cao')])
  await sign(of.plans, next)
  assert.equal((await of.plans.plan(editor, PLAN)).plan?.version, 2)
})

test('a change begins at most a day ago, for a decision on paper comes first and a second person may take as long', async t => {
  const of = await withPlan(t, databases)
  const from = (ago: number) => new Date(of.clock.now() - ago).toISOString()
  await assert.rejects(of.propose([to(HANOI, 'vua')], { from: from(DAY + 1) }), { code: 'changeLate' })
  const late = await of.submit(await of.propose([to(HANOI, 'vua')], { from: from(DAY) }))
  of.clock.advance(1)
  await assert.rejects(of.approve(late), { code: 'changeLate' })
  const kept = await of.decided([to(HANOI, 'vua')], { from: from(DAY - SECOND) })
  // It stands from then on, and nothing that it does is said to have begun before it was decided.
  const { areas } = await of.plans.situation(PLAN, { purpose: 'live', atMs: of.clock.now() - DAY / 2 })
  assert.equal(areas.find(({ area }) => area === HANOI)?.level, 'vua')
  const deeds = await of.deeds(kept)
  assert.ok(deeds.length > 0 && deeds.every(({ dueAt }) => Date.parse(dueAt) >= of.clock.now()))
})

test('a level is not lowered in silence', async t => {
  const of = await withPlan(t, databases)
  await of.decided([to(HANOI, 'vua')])
  await of.carryOut()
  of.clock.advance(DAY)
  await of.decided([to(HANOI, 'thap')])
  await of.carryOut()
  of.clock.advance(DAY)
  const silent = await of.propose([to(HANOI, null)])
  assert.ok(silent.diff?.remarks.some(({ code }) => code === 'no-leave-message'))
  await assert.rejects(of.submit(silent), { code: 'changeInSilence' })
})

test('a person does a task once, and says what came of it', async t => {
  const of = await withPlan(t, databases)
  const change = await of.decided([to(HANOI, 'vua')])
  await of.carryOut()
  const query = { plan: PLAN, isOpen: true, cursor: null, limit: 10 }
  const [task] = (await of.plans.tasks(query)).items
  assert.deepEqual(
    [task.text.vi, task.owner.vi, task.deadline],
    ['Kiểm tra các chợ ở Hà Nội.', 'Sở Y tế', iso(of.clock.now() + 600 * 60 * SECOND)],
  )
  const done = await of.plans.doTask(editor, task.id, { note: 'Đã kiểm tra 12 chợ' })
  assert.deepEqual([done.state, done.doneBy?.name], ['done', editor.name])
  await assert.rejects(of.plans.doTask(approver, task.id, { note: '' }), { code: 'taskClosed' })
  assert.deepEqual((await of.plans.tasks(query)).items, [])
  const deed = (await of.deeds(change)).find(({ thing }) => thing?.id === task.id)
  assert.deepEqual([deed?.thing?.state, deed?.awaits], ['over', null])
})

test('where people sign with keys, a change is signed by two of them, and nothing that follows is signed for anybody', async t => {
  const of = await withPlan(t, databases)
  const { stage, plans } = of
  const [admin, writer, second] = [
    await stage.person('administrator', 'admin'),
    await stage.person('editor', 'writer'),
    await stage.person('approver', 'second'),
  ]
  await stage.signers.prepare(admin.actor)
  await signRoster(stage, admin)
  const shown = await plans.propose(writer.actor, PLAN, {
    purpose: 'live',
    from: null,
    takesBackId: null,
    reason: 'Số ca tăng',
    decisions: [to(HANOI, 'vua')],
  })
  const { id, content, sha256 } = shown
  const signed = async (who: Signer, does: 'submit' | 'approve') =>
    await given(stage, who, saidOfChange(content, sha256, does))
  const submit = { code: 'signatureNeeded' }
  await assert.rejects(plans.submitLevelChange(writer.actor, id, { sha256 }), submit)
  const signature = await signed(writer, 'submit')
  const { diff } = await plans.submitLevelChange(writer.actor, id, { sha256, signature })
  const seen = { sha256, effectsSha256: diff?.effectsSha256 ?? '', purpose: 'live' } as const
  await assert.rejects(plans.approveLevelChange(second.actor, id, seen), { code: 'signatureNeeded' })
  const other = await given(stage, second, saidOfChange(content, 'a'.repeat(64), 'approve'))
  await assert.rejects(plans.approveLevelChange(second.actor, id, { ...seen, signature: other }), {
    code: 'signatureOfPersonWrong',
  })
  const approval = { ...seen, signature: await signed(second, 'approve') }
  await plans.approveLevelChange(second.actor, id, approval)
  await of.carryOut()
  const kept = await planRows(of.work.store).situation({ plan: PLAN, purpose: 'live' })
  assert.deepEqual(
    kept.map(({ approval: by }) => [by?.submitted.person, by?.approved.person]),
    [[writer.actor.id, second.actor.id]],
  )
  assert.deepEqual(of.told(await of.deeds(shown)), [
    ['begin', 'loa', 'done', 'bulletin', 'draft', 'content'],
    ['begin', 'bao-tang', 'done', 'bulletin', 'ready', 'submission'],
    ['begin', 'viec', 'done', 'task', 'out', 'task'],
  ])
})

test('every kind of thing that a level begins is given up or asked to be stopped when it is left', async t => {
  const of = await withPlan(t, databases)
  const { stage } = of
  await enrolled(stage, 'mot')
  const [hotline] = FEBRUARY_CONTENT.services
  const services = [{ ...hotline, id: 'duong-day-nong', free: [] }]
  const { free } = stage.authority
  await free.saveFreeDraft(editor, { revision: 0, content: { ...FEBRUARY_CONTENT, services, inForceFrom: null } })
  await of.work.transaction(
    async ({ store }) =>
      await briefingRows(store).putSite({
        id: randomUUID(),
        position: 1,
        version: 1,
        verdict: null,
        updatedAt: 0,
        updatedBy: { id: '', name: '' },
        content: {
          name: 'Bộ Y tế',
          short: 'BYT',
          isRetired: false,
          responsible: { name: 'Chủ trì', title: null, mail: null },
        },
      }),
  )
  const up = await of.decided([to(HANOI, 'cao')])
  assert.deepEqual(
    up.diff?.groups
      .map(({ action, cost: { sms, subscribers } }) => [action, sms, subscribers])
      .find(([action]) => action === 'tin-nhan'),
    ['tin-nhan', 300, 300],
  )
  await of.carryOut()
  const begun = of.told(await of.deeds(up))
  assert.deepEqual(begun.toSorted(), [
    ['begin', 'bao-tang', 'done', 'bulletin', 'submitted', 'approval'],
    ['begin', 'giao-ban', 'done', 'briefing', 'draft', 'content'],
    ['begin', 'loa', 'done', 'bulletin', 'draft', 'content'],
    ['begin', 'mien-cuoc', 'done', 'free-list', 'ready', 'content'],
    ['begin', 'nguong', 'done', 'task', 'out', 'task'],
    ['begin', 'tin-nhan', 'done', 'round', 'ready', 'content'],
    ['begin', 'viec', 'done', 'task', 'out', 'task'],
  ])
  const draft = await free.draft(editor)
  const { revision, digest, faults } = draft
  await free.submitFreeDraft(editor, { revision })
  const counted = { services: draft.services, doubts: faults.length }
  await free.approveFreeDraft(approver, { revision, digest, ...counted })
  of.clock.advance(SECOND)
  const free1 = (await of.deeds(up)).find(({ action }) => action === 'mien-cuoc')
  assert.equal(free1?.thing?.state, 'out')
  const down = await of.decided([to(HANOI, 'thap')])
  await of.carryOut()
  assert.deepEqual(of.told((await of.deeds(down)).filter(({ does }) => does === 'end')).toSorted(), [
    ['end', 'bao-tang', 'done', 'bulletin', 'stopped', null],
    ['end', 'giao-ban', 'done', 'briefing', 'stopped', null],
    ['end', 'loa', 'done', 'bulletin', 'stopped', null],
    ['end', 'mien-cuoc', 'asked', 'free-list', 'out', 'stop'],
    ['end', 'nguong', 'done', 'task', 'stopped', null],
    ['end', 'tin-nhan', 'done', 'round', 'stopped', null],
    ['end', 'viec', 'done', 'task', 'stopped', null],
  ])
  const next = await free.draft(editor)
  await free.submitFreeDraft(editor, { revision: next.revision })
  const approval = { services: next.services, doubts: next.faults.length }
  await free.approveFreeDraft(approver, { revision: next.revision, digest: next.digest, ...approval })
  of.clock.advance(SECOND)
  await of.again()
  const settled = of.told(await of.deeds(down)).find(([, action]) => action === 'mien-cuoc')
  assert.deepEqual(settled, ['end', 'mien-cuoc', 'done', 'free-list', 'stopped', null])
})

test('a briefing that a level had planned tells its sites by mail when the level is left, with the end of their appointment, once it is kept', async t => {
  const of = await withPlan(t, databases)
  const site = randomUUID()
  await of.work.transaction(
    async ({ store }) =>
      await briefingRows(store).putSite({
        id: site,
        position: 1,
        version: 1,
        verdict: null,
        updatedAt: 0,
        updatedBy: { id: '', name: '' },
        content: {
          name: 'Bộ Y tế',
          short: 'BYT',
          isRetired: false,
          responsible: { name: 'Chủ trì', title: null, mail: 'phong.hop@bo.example' },
        },
      }),
  )
  const up = await of.decided([to(HANOI, 'cao')])
  await of.carryOut()
  const id = (await of.deeds(up)).find(({ action }) => action === 'giao-ban')?.thing?.id ?? ''
  await of.work.transaction(async ({ store }) => {
    const rows = briefingRows(store)
    const [place] = await rows.places(id)
    const briefing = await rows.briefing(id)
    assert.ok(briefing !== null && place.site === site)
    const linkExpiresAt = Date.parse(briefing.content.startsAt) + HOUR
    await rows.putPlace({ ...place, linkSha256: 'a'.repeat(64), linkExpiresAt })
  })
  // Undone in the middle: nothing has gone out.
  const { briefing } = of.carriers
  const end = { id, effect: {} as EffectDocument, at: 0 }
  await assert.rejects(
    of.work.transaction(async tx => {
      await briefing.end(tx, editor, end)
      throw new Error('the disk is full')
    }),
    /the disk is full/,
  )
  assert.equal(of.letters.length, 0)
  of.clock.advance(SECOND)
  await of.decided([to(HANOI, 'thap')])
  await of.carryOut()
  assert.deepEqual(
    of.letters.map(({ to: [address], calendar }) => [address, calendar?.method]),
    [['phong.hop@bo.example', 'CANCEL']],
  )
  const [{ text, calendar }] = of.letters
  assert.match(text, /đã hủy/)
  assert.match(calendar?.text.replaceAll('\r\n ', '') ?? '', new RegExp(`UID:${id}-${site}`))
  assert.equal((await briefingRows(of.work.store).briefing(id))?.state, 'cancelled')
})

test('a change that waits for its time is in the way of an earlier one, however many were decided and taken back since', async t => {
  const of = await withPlan(t, databases)
  const at = (hours: number) => iso(of.clock.now() + hours * HOUR)
  const waiting = await of.decided([to(HANOI, 'cao')], { from: at(48) })
  await of.work.transaction(async ({ store, now }) => {
    const rows = planRows(store)
    const stored = await rows.change(waiting.id)
    assert.ok(stored !== null)
    const kept = { ...KEPT, submittedBy: 'a', approvedBy: 'b', approval: null, at: now }
    const put = async (content: typeof stored.content, takenBackBy: string | null) => {
      const [id, from] = [content.change, Date.parse(content.from)]
      await rows.putChange({ ...stored, id, content, from, takenBackBy })
      await rows.insertSituation({ ...kept, change: id, content })
    }
    for (let more = 1; more <= 101; more++) {
      const [change, back] = [randomUUID(), randomUUID()]
      const content = { ...stored.content, change, from: at(48 + more) }
      await put(content, back)
      const takesBack = { ...content, change: back, from: at(0), decisions: [], takesBack: change }
      await put(takesBack, null)
    }
  })
  const earlier = of.propose([to(SAIGON, 'vua')], { from: at(24) })
  await assert.rejects(earlier, { code: 'changeBehind' })
  await of.carryOut()
  await of.decided([], { takesBackId: waiting.id })
})
const KEPT = { plan: PLAN, purpose: 'live', sha256: 'a'.repeat(64) } as const

test('an exercise goes on when areas are merged that live decisions have since taken to different levels', async t => {
  const of = await withPlan(t, databases)
  of.clock.advance(Date.parse('2025-06-20T00:00:00Z') - of.clock.now())
  const exercise = { purpose: 'exercise' } as const
  const later = '2025-07-05T00:00:00+07:00'
  await of.decided([to('01.2025', 'vua')], { ...exercise, from: later })
  await of.decided([to('15.2004', 'cao')])
  await of.carryOut()
  const at = { purpose: 'exercise', atMs: Date.parse(later) } as const
  const { areas } = await of.plans.situation(PLAN, at)
  const standing = (area: string) => areas.find(each => each.area === area)
  assert.equal(standing('15.2025')?.is, 'unclear')
  of.clock.advance(Date.parse(later) - of.clock.now())
  const next = await of.propose([to('15.2025', 'vua')], exercise)
  assert.equal((await of.submit(next)).state, 'submitted')
  // Whoever decides live is asked for it first, and can.
  const silent = await of.propose([to('01.2025', 'vua')]).catch(error => error.code)
  assert.equal(silent, 'areaUnclear')
  await of.decided([to('01.2025', 'vua'), to('15.2025', 'cao')])
})

test('a round of a plan whose title begins like a taking back is shown as it is, and one that was taken back as stopped', async t => {
  const of = await withPlan(t, databases)
  const { authority } = of.stage
  await enrolled(of.stage, 'mot')
  const up = await of.decided([to(HANOI, 'cao')])
  await of.carryOut()
  const thing = async (does: 'begin' | 'end', change: typeof up) =>
    (await of.deeds(change)).find(deed => deed.action === 'tin-nhan' && deed.does === does)?.thing
  const round = (await thing('begin', up))?.id ?? ''
  const { version, content } = await authority.round(editor, round)
  const title = 'Thu hồi: thuốc ho lô 042'
  await authority.saveRound(editor, round, { version, content: { ...content, title } })
  assert.equal((await thing('begin', up))?.state, 'ready')
  await authority.submitRound(editor, round, { version: version + 1 })
  assert.equal((await thing('begin', up))?.state, 'submitted')
  of.clock.advance(SECOND)
  const down = await of.decided([to(HANOI, 'thap')])
  await of.carryOut()
  assert.equal((await thing('end', down))?.state, 'stopped')
  const left = await authority.round(editor, round)
  assert.deepEqual([left.state, left.title, left.takenBack?.by], ['draft', title, { is: 'plan', id: PLAN }])
  await authority.submitRound(editor, round, { version: left.version })
  assert.equal((await thing('end', down))?.state, 'submitted', 'people want it after all')
})

test('after a restore nothing is carried out that was still to be, until a person has looked', async t => {
  const of = await withPlan(t, databases)
  const change = await of.decided([to(HANOI, 'vua')])
  for (const statement of planTables.restored) await sql.raw(statement).execute(of.stage.database.kysely)
  await of.carryOut()
  const deeds = await of.deeds(change)
  assert.deepEqual(
    [...new Set(deeds.map(({ state, failure }) => `${state} ${failure?.code}`))],
    ['failed deedRestored'],
  )
  await of.plans.retry(editor, deeds[0].id)
  await of.carryOut()
  assert.equal((await of.deeds(change))[0].state, 'done')
})
