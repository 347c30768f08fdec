/** What a decision leaves to people waits for those who can do it, from the decision until it is done, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Databases, onEachDatabase } from './databases.ts'
import { overviewOf, waitsFor } from './overview-stage.ts'
import { HANOI, to, withPlan } from './plan-stage.ts'
import { DAY, PEOPLE } from './stage.ts'

const { editor, approver, otherApprover, auditor } = PEOPLE

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
    const draft = ['Draft made by a decision, to be completed and submitted', true, now]
    const task = ['Task of the plan', false, new Date(of.clock.now() + 600 * 60_000).toISOString()]
    assert.deepEqual(await seen(), [draft, task])
    assert.deepEqual(await seen(otherApprover), [
      draft,
      ['Submitted for approval', true, now],
      task,
    ])
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
    for (const { id, state } of await of.deeds(up))
      if (state === 'failed') await of.plans.retry(editor, id)
    await of.carryOut()
    const says = (await waitsFor(of.stage, editor)).map(each => each.says)
    assert.deepEqual(says, [
      'Draft made by a decision, to be completed and submitted',
      'Task of the plan',
    ])
  })
}
