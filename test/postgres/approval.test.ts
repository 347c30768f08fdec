/** Two people: who may do what with a round, and what keeps it from going out. On both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../src/authority/actor.ts'
import type { ReturnBody } from '../../src/directive/documents.ts'
import { onEachDatabase } from './databases.ts'
import {
  approve,
  approved,
  contentFor,
  DAY,
  draft,
  enrolled,
  helloOf,
  openStage,
  PEOPLE,
  scheduled,
  stateOf,
  tallyOf,
} from './stage.ts'

const REFUSED = { code: 'forbidden' }

onEachDatabase(databases => {
  test('nobody approves what they wrote or submitted since the last approval, under any name', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    const save = async (who: Actor, version: number, title: string) =>
      await authority.saveRound(who, id, { version, content: contentFor(['mot'], { title }) })
    await save(PEOPLE.otherApprover, 1, 'Đợt hai')
    await save(PEOPLE.editor, 2, 'Đợt ba')
    await authority.submitRound(PEOPLE.approver, id, { version: 3 })
    const seen = await authority.round(PEOPLE.auditor, id)
    assert.deepEqual(seen.authors, ['Biên tập', 'Phê duyệt hai', 'Phê duyệt'])
    const input = { version: 3, digest: seen.digest, subscribers: seen.subscribers }
    const own = { code: 'ownApproval' }
    await assert.rejects(authority.approveRound(PEOPLE.approver, id, input), own, 'submitted it')
    await assert.rejects(authority.approveRound(PEOPLE.otherApprover, id, input), own, 'wrote it')
    const key: Actor = {
      kind: 'key',
      id: 'key-1',
      name: 'khóa',
      role: 'approver',
      operator: null,
      person: PEOPLE.otherApprover.id,
    }
    await assert.rejects(authority.approveRound(key, id, input), own, 'a key of theirs')
    const third: Actor = { ...PEOPLE.approver, id: 'third', name: 'Người thứ ba' }
    assert.equal((await authority.approveRound(third, id, input)).state, 'approved')
    // Now the slate is clean: who wrote before may approve what another writes after.
    const saved = await save(PEOPLE.editor, 3, 'Đợt bốn')
    assert.deepEqual(saved.authors, ['Biên tập'])
    await authority.submitRound(PEOPLE.editor, id, { version: 4 })
    const again = await authority.round(PEOPLE.otherApprover, id)
    await authority.approveRound(PEOPLE.otherApprover, id, {
      version: 4,
      digest: again.digest,
      subscribers: again.subscribers,
    })
    const versions = await authority.versions(id)
    assert.deepEqual(
      versions.map(({ version, isApproved, by }) => [version, isApproved, by]),
      [
        [4, true, 'Biên tập'],
        [3, true, 'Biên tập'],
        [2, false, 'Phê duyệt hai'],
        [1, false, 'Biên tập'],
      ],
    )
  })

  test('an approval names the version, the content and the number of subscribers, or it is none', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    await authority.submitRound(PEOPLE.editor, id, { version: 1 })
    const { digest } = await authority.round(PEOPLE.approver, id)
    const attempt = async (change: object) =>
      await authority.approveRound(PEOPLE.approver, id, { version: 1, digest, subscribers: 1000, ...change })
    await assert.rejects(attempt({ version: 2 }), { code: 'versionConflict' })
    await assert.rejects(attempt({ digest: '0'.repeat(64) }), { code: 'digestDiffers' })
    await assert.rejects(attempt({ subscribers: 999 }), { code: 'countDiffers' })
    await node.hello({ subscribers: 1001 })
    await assert.rejects(attempt({}), { code: 'countDiffers' }, 'the operator has grown meanwhile')
    assert.equal((await attempt({ subscribers: 1001 })).state, 'approved')
    await assert.rejects(attempt({ subscribers: 1001 }), { code: 'stateConflict' })
  })

  test('letters that mislead are counted, and nobody approves without having seen each', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const content = contentFor(['mot'])
    const messages = [{ variants: [{ language: 'vi', text: 'Xem tại mоh.gov.vn hoặc gọi \u200b8223 0091' }] }]
    const { id } = await draft(stage, { ...content, messages })
    await authority.submitRound(PEOPLE.editor, id, { version: 1 })
    const { digest, estimate, doubts } = await authority.round(PEOPLE.approver, id)
    assert.equal(doubts, 2)
    const { subscribers } = estimate
    const attempt = async (seen: { doubts?: number }) =>
      await authority.approveRound(PEOPLE.approver, id, { version: 1, digest, subscribers, ...seen })
    for (const seen of [{}, { doubts: 0 }, { doubts: 1 }, { doubts: 3 }])
      await assert.rejects(attempt(seen), { code: 'lettersUnseen' }, JSON.stringify(seen))
    assert.equal((await attempt({ doubts: 2 })).state, 'approved')
    const { items } = await authority.trail({ cursor: null, limit: 1, action: null, actor: null, subject: null })
    assert.deepEqual([items[0].action, items[0].details.doubts], ['round.approve', 2])
  })

  test('of two who change one draft the second is told, and nothing is lost', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    const content = (title: string) => contentFor(['mot'], { title })
    const results = await Promise.allSettled([
      authority.saveRound(PEOPLE.editor, id, { version: 1, content: content('A') }),
      authority.saveRound(PEOPLE.approver, id, { version: 1, content: content('B') }),
    ])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const versions = await authority.versions(id)
    assert.equal(versions.length, 2)
    await assert.rejects(authority.saveRound(PEOPLE.otherApprover, id, { version: 1, content: content('C') }), {
      code: 'versionConflict',
      details: { by: versions[0].by, version: 2 },
    })
  })

  test('a content with faults is kept, and not submitted', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const round = await draft(stage, contentFor(['mot'], { source: 'Bộ Y tế' }))
    assert.deepEqual(
      round.faults.map(({ path, code }) => [path, code]),
      [
        ['source', 'sourceBad'],
        ['operators.0', 'operatorUnknown'],
      ],
    )
    await assert.rejects(authority.submitRound(PEOPLE.editor, round.id, { version: 1 }), {
      code: 'contentFaulty',
      details: { faults: 2 },
    })
  })

  test('what became faulty between its approval and its start does not go out', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    await enrolled(stage, 'mot')
    await enrolled(stage, 'hai')
    const notAfter = new Date(clock.now() + DAY).toISOString()
    const window = { ...contentFor([]).window, notAfter }
    const over = await approved(stage, contentFor(['hai'], { window }))
    const revoked = await approved(stage, contentFor(['mot', 'hai']))
    clock.advance(DAY)
    await authority.revokeOperator(PEOPLE.administrator, 'mot')
    for (const { id } of [over, revoked])
      await assert.rejects(authority.scheduleRound(PEOPLE.approver, id), { code: 'contentFaulty' })
    assert.deepEqual(await authority.live(over.id).then(live => live.directives), [])
  })

  test('every role is refused what is not its own', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    const { administrator, editor, approver, auditor, engineer } = PEOPLE
    const content = contentFor(['mot'])
    const subscribers = 1000
    for (const who of [administrator, auditor, engineer]) {
      const calls = [
        () => authority.createCampaign(who, { title: 'x', note: '' }),
        () => authority.updateCampaign(who, id, { title: 'x', note: '' }),
        () => authority.createRound(who, id, content),
        () => authority.saveRound(who, id, { version: 1, content }),
        () => authority.submitRound(who, id, { version: 1 }),
        () => authority.withdrawRound(who, id, { version: 1 }),
        () => authority.approveRound(who, id, { version: 1, digest: 'a'.repeat(64), subscribers }),
        () => authority.returnRound(who, id, { version: 1, reason: 'x' }),
        () => authority.exerciseRound(who, id),
        () => authority.scheduleRound(who, id),
        () => authority.pauseRound(who, id),
        () => authority.resumeRound(who, id),
        () => authority.stopRound(who, id, { reason: 'x' }),
      ]
      for (const call of calls) await assert.rejects(call(), REFUSED)
    }
    for (const call of [
      () => authority.approveRound(editor, id, { version: 1, digest: 'a'.repeat(64), subscribers }),
      () => authority.returnRound(editor, id, { version: 1, reason: 'x' }),
      () => authority.scheduleRound(editor, id),
      () => authority.resumeRound(editor, id),
    ])
      await assert.rejects(call(), REFUSED)
    for (const who of [editor, approver, auditor, engineer])
      for (const call of [
        () => authority.createOperator(who, { id: 'ba', name: 'Ba' }),
        () => authority.issueEnrolmentCode(who, 'mot'),
        () => authority.revokeOperator(who, 'mot'),
      ])
        await assert.rejects(call(), REFUSED)
    assert.equal((await authority.round(auditor, id)).history.length, 1)
  })

  test('what is not there is said so', async t => {
    const { authority } = await openStage(t, databases)
    const id = '00000000-0000-4000-8000-000000000000'
    const lost = { code: 'notFound' }
    await assert.rejects(authority.campaign(id), lost)
    await assert.rejects(authority.createRound(PEOPLE.editor, id, contentFor([])), lost)
    await assert.rejects(authority.round(PEOPLE.editor, id), lost)
    await assert.rejects(authority.versions(id), lost)
    await assert.rejects(authority.live(id), lost)
    await assert.rejects(authority.directive(id), lost)
    await assert.rejects(authority.operator('mot'), lost)
    await assert.rejects(authority.stopRound(PEOPLE.editor, id, { reason: 'x' }), lost)
  })

  test('a returned round is written again; a withdrawn one is a draft', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    await authority.submitRound(PEOPLE.editor, id, { version: 1 })
    assert.equal((await authority.withdrawRound(PEOPLE.editor, id, { version: 1 })).state, 'draft')
    await authority.submitRound(PEOPLE.editor, id, { version: 1 })
    const returned = await authority.returnRound(PEOPLE.approver, id, {
      version: 1,
      reason: 'Thiếu số điện thoại đường dây nóng',
    })
    assert.equal(returned.state, 'returned')
    assert.equal(returned.history.at(-1)?.reason, 'Thiếu số điện thoại đường dây nóng')
    const saved = await authority.saveRound(PEOPLE.editor, id, { version: 1, content: contentFor(['mot']) })
    assert.equal(saved.state, 'draft')
  })

  test('an exercise reaches only those who can hold one, and comes first where that is asked', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const able = await enrolled(stage, 'mot')
    const unable = await enrolled(stage, 'hai', { exercise: null })
    const { id } = await approved(stage, contentFor(['mot', 'hai'], { exerciseFirst: true }))
    await assert.rejects(authority.scheduleRound(PEOPLE.approver, id), { code: 'exerciseMissing' })
    const exercised = await authority.exerciseRound(PEOPLE.editor, id)
    assert.deepEqual([exercised.state, exercised.exercise], ['approved', 'running'])
    assert.deepEqual(await unable.tasks(), [])
    const [task] = await able.tasks()
    assert.equal(task.body.purpose, 'exercise')
    assert.equal((await authority.live(id)).purpose, 'exercise')
    await able.acknowledge(task)
    await able.return(task, { state: 'failed', tally: tallyOf(task, 0) })
    assert.equal((await authority.round(PEOPLE.editor, id)).exercise, 'failed')
    await assert.rejects(authority.scheduleRound(PEOPLE.approver, id), { code: 'exerciseMissing' })
    await authority.exerciseRound(PEOPLE.editor, id)
    const [second] = await able.tasks()
    assert.equal(second.body.serial, 2)
    await able.acknowledge(second)
    await able.return(second)
    assert.equal((await authority.round(PEOPLE.editor, id)).exercise, 'well')
    await authority.scheduleRound(PEOPLE.approver, id)
    assert.deepEqual(
      (await able.tasks()).map(({ body }) => [body.serial, body.purpose]),
      [[3, 'live']],
    )
    assert.equal((await unable.tasks())[0].body.serial, 1)
    assert.equal((await authority.live(id)).purpose, 'live')
  })

  test('an exercise of other words, or one that does not add up, is none that ended well', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const content = contentFor(['mot'], { exerciseFirst: true })
    const { id } = await approved(stage, content)
    const exercise = async (change: Partial<ReturnBody>) => {
      await authority.exerciseRound(PEOPLE.editor, id)
      const [task] = await node.tasks()
      await node.acknowledge(task)
      await node.return(task, change)
      return (await authority.round(PEOPLE.editor, id)).exercise
    }
    assert.equal(await exercise({ audienceSha256: 'd'.repeat(64) }), 'failed', 'flagged')
    assert.equal(await exercise({ state: 'stopped' }), 'failed', 'stopped')
    assert.equal(await exercise({}), 'well')
    const changed = { ...content, title: 'Bản khác' }
    await authority.saveRound(PEOPLE.editor, id, { version: 1, content: changed })
    await authority.submitRound(PEOPLE.editor, id, { version: 2 })
    await approve(stage, id)
    assert.equal((await authority.round(PEOPLE.editor, id)).exercise, 'none')
    await assert.rejects(authority.scheduleRound(PEOPLE.approver, id), { code: 'exerciseMissing' })
  })

  test('pause and resume are orders of their own, and a round that nobody began is scheduled again', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const { id } = await scheduled(stage, contentFor(['mot']))
    assert.equal((await authority.pauseRound(PEOPLE.editor, id)).state, 'paused')
    assert.deepEqual(
      (await node.tasks()).map(({ order }) => [order.wish, order.sequence]),
      [['pause', 2]],
    )
    assert.equal((await authority.resumeRound(PEOPLE.approver, id)).state, 'scheduled')
    const [task] = await node.tasks()
    assert.deepEqual([task.order.wish, task.order.sequence], ['run', 3])
    await node.progress(task, { tally: tallyOf(task, 5) })
    await authority.pauseRound(PEOPLE.approver, id)
    assert.equal((await authority.resumeRound(PEOPLE.approver, id)).state, 'running')
  })

  test('a round pauses when a node has sent its canary, and goes on when somebody says so', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const node = await enrolled(stage, 'mot')
    const sending = { ...contentFor([]).sending, canary: 10 }
    const { id } = await scheduled(stage, contentFor(['mot'], { sending }))
    const [task] = await node.tasks()
    await node.progress(task, { tally: tallyOf(task, 5) })
    clock.advance(1)
    const canary = { state: 'paused', note: 'canary' } as const
    await node.progress(task, { ...canary, tally: tallyOf(task, 10) })
    assert.equal(await stateOf(stage, id), 'paused')
    assert.equal((await authority.resumeRound(PEOPLE.approver, id)).state, 'running')
    clock.advance(1000)
    await node.progress(task, { ...canary, tally: tallyOf(task, 10) })
    assert.equal(await stateOf(stage, id), 'running', 'it has not yet heard the order')
    const [resumed] = await node.tasks()
    clock.advance(1000)
    await node.progress(resumed, { tally: tallyOf(task, 11) })
    assert.equal(await stateOf(stage, id), 'running')
  })

  test('what open rounds come to follows what operators say, in lists too', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    const gone = await scheduled(stage, contentFor(['mot']))
    await node.hello({ subscribers: 5000 })
    const { items } = await authority.rounds({ campaign: null, states: null, cursor: null, limit: 10 })
    const listed = new Map(items.map(item => [item.id, item.subscribers]))
    assert.equal(listed.get(id), 5000)
    assert.equal(listed.get(gone.id), 1000, 'what has gone out stays what was approved')
    assert.equal(helloOf(stage.clock).subscribers, 1000)
    assert.equal((await authority.round(PEOPLE.editor, gone.id)).estimate.subscribers, 1000)
  })

  test('approve is refused to a content whose last word is not what was seen', async t => {
    const stage = await openStage(t, databases)
    await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    await assert.rejects(approve(stage, id), { code: 'stateConflict' })
  })
})
