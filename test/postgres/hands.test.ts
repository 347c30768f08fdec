/** What a decision leaves to people waits for those who can do it, from the decision until it is done, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openThings } from '../../src/app/areas.ts'
import { personRows } from '../../src/areas/access/store.ts'
import { adriftOf, standAdrift } from '../../src/areas/notices/adrift.ts'
import type { NoticeTables } from '../../src/areas/notices/tables.ts'
import type { Actor } from '../../src/authority/actor.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { overviewOf, waitsFor } from './overview-stage.ts'
import { HANOI, SAIGON, to, withPlan } from './plan-stage.ts'
import { opened, signRoster } from './signers-stage.ts'
import { approved, contentFor, DAY, enrolled, openStage, PEOPLE, SECOND } from './stage.ts'

const { editor, approver, otherApprover, auditor, engineer } = PEOPLE

onEachDatabase(describeHands)

function describeHands(databases: Databases): void {
  test('every draft that a level change makes waits for those who write, urgent and with its time, until it is submitted; what is out waits for approvers to be stopped, until it is', async t => {
    const of = await withPlan(t, databases)
    const { stage } = of
    const seen = async (actor = editor) =>
      (await waitsFor(stage, actor)).map(({ says, isUrgent, until }) => [says, isUrgent, until])
    const now = new Date(of.clock.now()).toISOString()
    const up = await of.decided([to(HANOI, 'vua')])
    await of.carryOut()
    const [speakers, message] = await of.deeds(up)
    const draft = ['Draft created by a decision, to be completed and submitted', true, now]
    const task = ['Task of the plan', false, new Date(of.clock.now() + 600 * 60_000).toISOString()]
    assert.deepEqual(await seen(), [draft, task])
    assert.deepEqual(await seen(otherApprover), [draft, ['Submitted for approval', true, now], task])
    assert.equal(await overviewOf(stage).waiting(editor), 2)
    assert.deepEqual(await seen(auditor), [])
    const [first] = await waitsFor(stage, editor)
    assert.equal(first.page, `/desk/${speakers.thing?.id}/write`)
    // Whoever completes it leaves it there for the others as long as it is not submitted.
    const { bulletins } = of
    const half = await bulletins.bulletin(editor, speakers.thing?.id ?? '')
    await bulletins.saveBulletin(approver, half.id, { version: half.version, draft: half.draft })
    assert.deepEqual(await seen(), [draft, task])
    // Nobody approves what they wrote: of the message, who proposed the change.
    const { id, version, sha256 } = await bulletins.bulletin(approver, message.thing?.id ?? '')
    await bulletins.returnBulletin(approver, id, { reason: 'Sai tên' })
    assert.deepEqual(await seen(), [draft, draft, task])
    const again = { version, sha256: sha256 ?? '' }
    await bulletins.submitBulletin(editor, id, again)
    await bulletins.approveBulletin(approver, id, { ...again, purpose: 'live' })
    assert.deepEqual(await seen(approver), [draft, task])
    const { items } = await of.plans.tasks({ plan: up.plan, isOpen: true, cursor: null, limit: 9 })
    await of.plans.doTask(editor, items[0].id, { note: 'Xong' })

    of.clock.advance(DAY)
    const later = new Date(of.clock.now()).toISOString()
    const down = await of.decided([to(HANOI, 'thap')])
    await of.carryOut()
    assert.deepEqual(await seen(), [])
    const stop = ['To be stopped by a person', true, later]
    assert.deepEqual(await seen(approver), [['Submitted for approval', true, later], stop])
    const [, { page, name }] = await waitsFor(stage, approver)
    assert.deepEqual([page, name], [`/desk/${id}`, 'Thông báo lên cấp – Hà Nội'])
    await bulletins.cancelBulletin(editor, id, { version, reason: '' })
    await of.again()
    assert.deepEqual(await seen(approver), [['Submitted for approval', true, later]])
    assert.deepEqual(of.errors, [])
    assert.equal(down.state, 'approved')
  })

  test('what of a change could not be carried out waits for those who write, and no more once it is', async t => {
    let fails = true
    const of = await withPlan(t, databases, {})
    const { carriers } = of
    const { begin } = carriers.bulletin
    Object.assign(carriers.bulletin, {
      begin: async (...given: Parameters<typeof begin>) => {
        if (fails) throw new TypeError('a voice that broke')
        return await begin(...given)
      },
    })
    const up = await of.decided([to(HANOI, 'vua')])
    await of.carryOut()
    const failed = (await waitsFor(of.stage, editor)).filter(({ says }) => says.startsWith('Could'))
    assert.deepEqual(
      failed.map(({ page, isUrgent }) => [page, isUrgent]),
      [1, 2].map(() => [`/plan/dich/changes/${up.id}`, true]),
    )
    fails = false
    for (const { id, state } of await of.deeds(up)) if (state === 'failed') await of.plans.retry(editor, id)
    await of.carryOut()
    const says = (await waitsFor(of.stage, editor)).map(each => each.says)
    assert.deepEqual(says, ['Draft created by a decision, to be completed and submitted', 'Task of the plan'])
  })

  test('what nobody needs to try again, since its level was left, waits for nobody', async t => {
    const of = await withPlan(t, databases)
    const { carriers } = of
    const says = async () => (await waitsFor(of.stage, approver)).map(each => each.says)
    const { begin } = carriers.bulletin
    const breaks = async () => {
      throw new TypeError('a voice that broke')
    }
    Object.assign(carriers.bulletin, { begin: breaks })
    const other = await of.decided([to(SAIGON, 'vua')])
    await of.carryOut()
    const retry = 'Could not be carried out. See the reason, then try again.'
    assert.equal((await says()).filter(each => each === retry).length, 2)
    Object.assign(carriers.bulletin, { begin })
    const tomorrow = new Date(of.clock.now() + DAY).toISOString().replace('Z', '+00:00')
    await of.decided([to(SAIGON, 'thap')], { from: tomorrow.replace(/\.\d+/, '') })
    await of.again()
    assert.equal((await says()).filter(each => each === retry).length, 2)
    of.clock.advance(DAY + SECOND)
    await of.again()
    assert.ok(!(await says()).includes(retry))
    assert.equal(other.state, 'approved')
  })

  test('a roster waits for every administrator who has not signed it, whoever prepared it; a person without a signing key for that person alone', async t => {
    const stage = await opened(t, databases)
    const one = await stage.person('administrator', 'mot')
    const two = await stage.person('administrator', 'hai')
    const own = { id: 'nguoi-moi', name: 'Mới', email: 'moi@loa.example', role: 'editor' } as const
    const id = await stage.authority.work.transaction(
      async ({ store, now }) => await personRows(store).create({ ...own, operator: null, nowMs: now }),
    )
    const fresh = { ...editor, id: id ?? '', name: own.name }
    const says = async (actor: Actor) => (await waitsFor(stage, actor, true)).map(each => each.says)
    const key = 'You have no signing key. Create one to submit and approve.'
    assert.deepEqual([await says(fresh), await says(one.actor)], [[key], []])
    await stage.signers.prepare(one.actor)
    const waiting = ['Awaiting signatures']
    assert.deepEqual([await says(one.actor), await says(two.actor)], [waiting, waiting])
    await signRoster(stage, one)
    assert.deepEqual([await says(one.actor), await says(two.actor)], [[], waiting])
    await signRoster(stage, two)
    assert.deepEqual([await says(one.actor), await says(two.actor)], [[], []])
    await stage.person('administrator', 'ba')
    await stage.signers.prepare(two.actor)
    await signRoster(stage, two)
    assert.deepEqual([await says(one.actor), await says(two.actor)], [waiting, []])
    await signRoster(stage, one)
    assert.deepEqual([await says(one.actor), await says(fresh)], [[], [key]])
  })

  test('a node that lacks exercise lanes or the roster waits for its own engineers and for administrators, as long as it does', async t => {
    const stage = await opened(t, databases)
    const admin = await stage.person('administrator', 'mot')
    await stage.signers.prepare(admin.actor)
    await signRoster(stage, admin)
    const node = await enrolled(stage, 'mot')
    await node.hello({ exercise: null, roster: null })
    const says = async (actor: Actor) => (await waitsFor(stage, actor)).map(each => each.says)
    const lacks = ['The node has no exercise lanes: no exercise can be run', 'The node has no roster: it cannot send']
    const other = { ...engineer, id: 'khac', operator: 'hai' }
    assert.deepEqual(await says(engineer), lacks)
    assert.deepEqual(await says(admin.actor), lacks)
    assert.deepEqual([await says(other), await says(approver)], [[], []])
    await node.hello({ exercise: { subscribers: 5 }, roster: null })
    assert.deepEqual(await says(engineer), [lacks[1]])
  })

  test('what two people approved waits for whoever sends it, and what is paused for whoever has it go on; an exercise for whoever runs it', async t => {
    const stage = await openStage(t, databases)
    await enrolled(stage, 'mot')
    const round = await approved(stage, contentFor(['mot']))
    const seen = async (actor: Actor) =>
      (await waitsFor(stage, actor)).map(({ says, page, isUrgent }) => [says, page, isUrgent])
    const issue = 'Approved, directives to be issued'
    assert.deepEqual(await seen(approver), [[issue, `/rounds/${round.id}`, false]])
    assert.deepEqual(await seen(editor), [])
    await stage.authority.scheduleRound(approver, round.id)
    assert.deepEqual(await seen(approver), [])
    await stage.authority.pauseRound(editor, round.id)
    const resume = 'Paused, to be resumed or stopped'
    assert.deepEqual(await seen(approver), [[resume, `/rounds/${round.id}/live`, true]])
    await stage.authority.resumeRound(approver, round.id)
    assert.deepEqual(await seen(approver), [])
    const exercise = await approved(
      stage,
      contentFor(['mot'], {
        purpose: 'exercise',
        title: 'Diễn tập',
        messages: [{ variants: [{ language: 'vi', text: 'DIỄN TẬP: Rửa tay' }] }],
      }),
    )
    assert.deepEqual(
      (await seen(editor)).map(([says]) => says),
      ['Approved, exercise to be run'],
    )
    await stage.authority.exerciseRound(editor, exercise.id)
    assert.deepEqual([await seen(editor), await seen(approver)], [[], []])
  })

  test('what came to be before anything was kept of it is found in nobody’s hands, and waits from the next start on', async t => {
    const of = await withPlan(t, databases)
    const { stage, work } = of
    await enrolled(stage, 'mot')
    await approved(stage, contentFor(['mot']))
    await of.decided([to(HANOI, 'vua')])
    await of.carryOut()
    const seen = async (actor: Actor) => (await waitsFor(stage, actor)).map(each => each.says)
    const before = [await seen(editor), await seen(approver)]
    const things = stage.database.kysely.withTables<NoticeTables>()
    // What waits for a second person was kept since ever.
    await things.deleteFrom('notice_thing').where('stands', '=', 'left').execute()
    const adrift = async () => {
      const people = Object.values(PEOPLE).map(each => ({ ...each, isDisabled: false }))
      const open = await openThings(work.store)
      return (await adriftOf(work.store, open, { kinds: [], people })).open.length
    }
    assert.equal(await adrift(), 3)
    await standAdrift(work, await openThings(work.store))
    assert.equal(await adrift(), 0)
    assert.deepEqual([await seen(editor), await seen(approver)], before)
  })
}
