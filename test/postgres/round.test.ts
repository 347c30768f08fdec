/** A round from its first word to its operators' returns, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../src/areas/rounds/digest.ts'
import { octetsSha256 } from '../../src/directive/octets.ts'
import { onEachDatabase, tablesOf } from './databases.ts'
import {
  approved,
  contentFor,
  draft,
  enrolled,
  openStage,
  PEOPLE,
  SECOND,
  scheduled,
  stateOf,
  tallyOf,
} from './stage.ts'

onEachDatabase(databases => {
  test('a round is written, approved by another, sent by every operator and accounted for', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const nodes = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
    const written = await draft(stage, contentFor(['mot', 'hai']))
    assert.equal(written.state, 'draft')
    assert.deepEqual(written.faults, [])
    assert.deepEqual(written.actions, ['save', 'submit', 'archive', 'delete'])
    assert.equal(written.estimate.subscribers, 2000)
    // 900 of each in Vietnamese (one segment of UCS-2), 100 in English.
    assert.equal(written.estimate.segments, 2000)
    assert.equal(written.estimate.operators[0].seconds, 10)
    const { id } = written
    const submitted = await authority.submitRound(PEOPLE.editor, id, { version: 1 })
    assert.equal(submitted.state, 'submitted')
    assert.deepEqual(submitted.authors, ['Biên tập'])
    const seen = await authority.round(PEOPLE.approver, id)
    assert.deepEqual(seen.actions, ['withdraw', 'approve', 'return'])
    const yes = await authority.approveRound(PEOPLE.approver, id, {
      version: 1,
      digest: seen.digest,
      subscribers: 2000,
    })
    assert.equal(yes.state, 'approved')
    assert.equal(yes.approvedVersion, 1)
    stage.changes.length = 0
    assert.equal((await authority.scheduleRound(PEOPLE.approver, id)).state, 'scheduled')
    const told = stage.changes.map(({ is }) => is)
    assert.deepEqual(told.slice(0, 2), ['agenda', 'agenda'], 'nodes hear of it before anybody else')
    assert.equal(told.filter(is => is === 'directive').length, 2)

    for (const node of nodes) {
      const [task] = await node.tasks()
      assert.equal(task.body.serial, 1)
      assert.equal(task.order.wish, 'run')
      assert.equal(task.body.messages[0].variants[1].sha256, octetsSha256('Wash your hands often.'))
      await node.acknowledge(task)
      clock.advance(SECOND)
      await node.progress(task, { tally: tallyOf(task, 100) })
    }
    assert.equal(await stateOf(stage, id), 'running')
    clock.advance(SECOND)
    const [first] = await nodes[0].tasks()
    await nodes[0].progress(first, { tally: tallyOf(first, 200) })
    const live = await authority.live(id)
    assert.equal(live.purpose, 'live')
    assert.equal(live.sum.turns.delivered, 300)
    assert.deepEqual(
      live.directives.map(({ state, subscribers }) => [state, subscribers]),
      [
        ['running', 990],
        ['running', 990],
      ],
    )
    assert.deepEqual(live.samples.at(-1)?.byOperator, { mot: 100, hai: 0 })
    assert.equal(live.samples.at(-1)?.rate, 100)

    for (const node of nodes) {
      const [task] = await node.tasks()
      clock.advance(SECOND)
      const summary = await node.return(task)
      assert.deepEqual(summary.flags, [])
      assert.equal(summary.state, 'finished')
      assert.deepEqual(await node.tasks(), [])
    }
    const ended = await authority.round(PEOPLE.auditor, id)
    assert.equal(ended.state, 'finished')
    assert.deepEqual(ended.actions, [])
    assert.deepEqual(
      ended.history.map(({ action, by }) => [action, by]),
      [
        ['round.create', 'Biên tập'],
        ['round.submit', 'Biên tập'],
        ['round.approve', 'Phê duyệt'],
        ['round.schedule', 'Phê duyệt'],
        ['round.running', 'Nhà mạng mot'],
        ['round.finished', 'Nhà mạng hai'],
      ],
    )
    const [directive] = live.directives
    const { documents } = await authority.directive(directive.id)
    assert.ok(documents.acknowledgement !== null && documents.return !== null)
    assert.equal((await authority.verifyTrail()).is, 'whole')
  })

  test('a title is enough to begin a round: its campaign is made with it, or neither is', async t => {
    const { authority } = await openStage(t, databases)
    const content = contentFor([], { title: 'Rửa tay' })
    const round = await authority.createRoundAlone(PEOPLE.editor, content)
    assert.deepEqual([round.campaignTitle, round.number], ['Rửa tay', 1])
    const campaigns = async () =>
      (await authority.campaigns({ cursor: null, limit: 10, search: null })).items.map(({ title, rounds }) => [
        title,
        rounds,
      ])
    assert.deepEqual(await campaigns(), [['Rửa tay', 1]])
    await assert.rejects(authority.createRoundAlone(PEOPLE.auditor, content), { code: 'forbidden' })
    const wrong = { ...content, messages: [] }
    await assert.rejects(authority.createRoundAlone(PEOPLE.editor, wrong))
    assert.deepEqual(await campaigns(), [['Rửa tay', 1]])
  })

  test('a stop is a signed order that every node is told of at once, and ends when all have returned', async t => {
    const stage = await openStage(t, databases)
    const { authority, changes } = stage
    const nodes = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
    const { id } = await scheduled(stage, contentFor(['mot', 'hai']))
    for (const node of nodes) {
      const [task] = await node.tasks()
      await node.progress(task, { tally: tallyOf(task, 10) })
    }
    changes.length = 0
    const stopping = await authority.stopRound(PEOPLE.editor, id, { reason: 'Sai số điện thoại' })
    assert.deepEqual(
      changes.slice(0, 2).map(change => change.is === 'agenda' && change.operator),
      ['hai', 'mot'],
      'nodes hear of it before anybody else',
    )
    assert.equal(stopping.state, 'running')
    assert.deepEqual(stopping.actions, [])
    for (const node of nodes) {
      const [task] = await node.tasks()
      assert.deepEqual([task.order.wish, task.order.sequence], ['stop', 2])
      assert.equal(await stateOf(stage, id), 'running')
      await node.return(task, { state: 'stopped' })
    }
    const stopped = await authority.round(PEOPLE.auditor, id)
    assert.equal(stopped.state, 'stopped')
    assert.equal(stopped.history.at(-2)?.reason, 'Sai số điện thoại')
  })

  test('points that are kept are the first of each interval, whenever nodes told', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    const { id } = await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    for (let told = 0; told < 40; told++) {
      stage.clock.advance(3700)
      await node.progress(task, { tally: tallyOf(task, told) })
    }
    const secondsOf = async (authority: typeof stage.authority) =>
      (await authority.live(id)).samples.map(({ at }) => Date.parse(at) / 1000)
    const seen = await secondsOf(stage.authority)
    const anew = await openStage(t, databases, { database: stage.database, clock: stage.clock })
    const kept = await secondsOf(anew.authority)
    assert.deepEqual(
      kept,
      seen.filter((second, i) => i === 0 || Math.floor(second / 5) > Math.floor(seen[i - 1] / 5)),
    )
    assert.ok(kept.some(second => second % 5 !== 0))
  })

  test('approved content that is saved again needs a new approval', async t => {
    const stage = await openStage(t, databases)
    await enrolled(stage, 'mot')
    const { id } = await approved(stage, contentFor(['mot']))
    const saved = await stage.authority.saveRound(PEOPLE.editor, id, {
      version: 1,
      content: contentFor(['mot'], { source: 'BYT' }),
    })
    assert.deepEqual([saved.state, saved.version, saved.approvedVersion], ['draft', 2, 1])
    await assert.rejects(stage.authority.scheduleRound(PEOPLE.approver, id), { code: 'stateConflict' })
  })

  test('the digest beside a content is that content’s, whatever the database says: nobody signs what was not shown', async t => {
    const stage = await openStage(t, databases)
    const { authority, database } = stage
    await enrolled(stage, 'mot')
    const [shown, other] = [contentFor(['mot']), contentFor(['mot'], { source: 'BYT' })]
    const { id } = await draft(stage, shown)
    await authority.submitRound(PEOPLE.editor, id, { version: 1 })
    const tables = tablesOf(database)
    await tables
      .updateTable('round')
      .set({ digest: digestOf(other) })
      .execute()
    const { digest, content } = await authority.round(PEOPLE.approver, id)
    assert.equal(digest, digestOf(content))
    const approval = { version: 1, digest, subscribers: 1000 }
    await assert.rejects(authority.approveRound(PEOPLE.approver, id, approval), { code: 'contentAltered' })
  })
})
