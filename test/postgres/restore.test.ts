/** The authority restored from a backup: nodes know more than it does, and nothing is sent twice. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { MIGRATIONS, RESTORED_STATEMENTS } from '../../src/app/areas.ts'
import { markRestored } from '../../src/app/serve/restored-database.ts'
import { takeLock } from '../../src/base/lock.ts'
import { backUp, restore } from '../../src/sql/backup.ts'
import { onEachDatabase } from './databases.ts'
import {
  type AuthorityFixture,
  approved,
  contentFor,
  DAY,
  draft,
  enrolled,
  Node,
  openStage,
  PEOPLE,
  scheduled,
  stateOf,
  stoppedClock,
  tallyOf,
  unsentReturn,
} from './stage.ts'

onEachDatabase(databases => {
  if (databases.kind !== 'sqlite') return

  async function backedUp(stage: AuthorityFixture, t: TestContext) {
    const folder = mkdtempSync(join(tmpdir(), 'loa-restore-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const backup = join(folder, 'backup')
    await backUp({ file: stage.database.file as string, to: backup })
    return async (): Promise<AuthorityFixture> => {
      const file = join(folder, 'restored.sqlite')
      const clock = stoppedClock(stage.clock.now() + DAY)
      restore({ backup, file, now: clock.now(), migrations: MIGRATIONS, restored: RESTORED_STATEMENTS })
      const database = await databases.open(t, { file })
      return await openStage(t, databases, { database, clock, key: stage.key })
    }
  }

  test('after a restore a scheduled round that no node had acknowledged goes back to people, and is stopped at the nodes', async t => {
    const before = await openStage(t, databases)
    const node = await enrolled(before, 'mot')
    const { id } = await scheduled(before, contentFor(['mot']))
    const restored = await backedUp(before, t)
    const [task] = await node.tasks()
    await node.acknowledge(task)
    await node.progress(task, { tally: tallyOf(task, 500) })
    const signed = await node.signed(task)
    await before.authority.acceptReturn(await node.identity(), signed)

    const after = await restored()
    const round = await after.authority.round(PEOPLE.auditor, id)
    assert.equal(round.state, 'returned')
    assert.equal(round.history.at(-1)?.action, 'round.hold')
    assert.match(round.history.at(-1)?.reason ?? '', /Restored from a backup/)
    const again = new Node(after, 'mot', node.signer)
    const [held] = await again.tasks()
    assert.equal(held.body.directive, task.body.directive)
    assert.equal(held.order.wish, 'stop')
    // The node knows the directive and answers with the return it gave then.
    const summary = await after.authority.acceptReturn(await again.identity(), signed)
    assert.equal(summary.state, 'finished')
    assert.deepEqual(
      summary.flags.map(({ code }) => code),
      ['audience-differs'],
      'its acknowledgement was lost with the database',
    )
    assert.deepEqual(await again.tasks(), [])
    assert.equal(await stateOf(after, id), 'returned')
    assert.equal((await after.authority.verifyTrail()).is, 'whole')
  })

  test('after a restore a node that had not yet seen the directive sends nothing', async t => {
    const before = await openStage(t, databases)
    const node = await enrolled(before, 'mot')
    await scheduled(before, contentFor(['mot']))
    const after = await (await backedUp(before, t))()
    const again = new Node(after, 'mot', node.signer)
    const [task] = await again.tasks()
    assert.equal(task.order.wish, 'stop')
    await again.acknowledge(task)
    const summary = await again.return(task, unsentReturn(task))
    assert.deepEqual([summary.state, summary.flags], ['stopped', []])
  })

  test('after a restore an approved round, which may have gone out since, goes back, and its serial is not given again', async t => {
    const before = await openStage(t, databases)
    const node = await enrolled(before, 'mot')
    const { id } = await approved(before, contentFor(['mot']))
    const untouched = await draft(before, contentFor(['mot']))
    const restored = await backedUp(before, t)
    await before.authority.scheduleRound(PEOPLE.approver, id)
    const [task] = await node.tasks()
    await node.acknowledge(task)
    const signed = await node.signed(task)

    const after = await restored()
    assert.equal(await stateOf(after, id), 'returned')
    assert.equal(await stateOf(after, untouched.id), 'draft')
    await assert.rejects(after.authority.scheduleRound(PEOPLE.approver, id), { code: 'stateConflict' })
    const again = new Node(after, 'mot', node.signer)
    await again.hello({ serialMax: 1 })
    const stray = await after.authority.acceptReturn(await again.identity(), signed)
    assert.deepEqual(
      stray.flags.map(({ code }) => code),
      ['unknown-directive'],
    )
    const { flags } = await after.authority.operator('mot')
    assert.deepEqual(
      flags.map(({ code }) => code),
      ['unknown-directive'],
    )
    await scheduled(after, contentFor(['mot']))
    assert.equal((await again.tasks())[0].body.serial, 2)
  })

  test('after a restore a running round waits for people, by an order above all that the nodes may have heard', async t => {
    const before = await openStage(t, databases)
    const node = await enrolled(before, 'mot')
    const { id } = await scheduled(before, contentFor(['mot']))
    const [task] = await node.tasks()
    await node.acknowledge(task)
    await node.progress(task, { tally: tallyOf(task, 10) })
    const restored = await backedUp(before, t)
    for (let i = 0; i < 3; i++) {
      await before.authority.pauseRound(PEOPLE.approver, id)
      await before.authority.resumeRound(PEOPLE.approver, id)
    }
    const heard = (await node.tasks())[0].order.sequence
    const after = await restored()
    assert.equal(await stateOf(after, id), 'paused')
    const again = new Node(after, 'mot', node.signer)
    const [held] = await again.tasks()
    assert.equal(held.order.wish, 'pause')
    assert.ok(held.order.sequence > heard)
    assert.equal((await after.authority.resumeRound(PEOPLE.approver, id)).state, 'running')
  })

  test('a restored round is held once: a second start finds nothing to hold', async t => {
    const before = await openStage(t, databases)
    await enrolled(before, 'mot')
    const { id } = await approved(before, contentFor(['mot']))
    const after = await (await backedUp(before, t))()
    assert.equal(await stateOf(after, id), 'returned')
    const other = await approved(after, contentFor(['mot']))
    const again = await openStage(t, databases, after)
    assert.equal(await stateOf(again, other.id), 'approved')
  })

  test('a snapshot of the disk that was put back is held as a backup is, once somebody says so, and not while a server runs', async t => {
    const before = await openStage(t, databases)
    await enrolled(before, 'mot')
    const { id } = await approved(before, contentFor(['mot']))
    const file = before.database.file ?? assert.fail('no file')
    const lock = await takeLock(dirname(file), { to: 'write' })
    const nowMs = before.clock.now()
    await assert.rejects(markRestored({ where: { file }, nowMs }), { code: 'dataTaken' })
    lock?.release()
    await markRestored({ where: { file }, nowMs })
    const after = await openStage(t, databases, before)
    assert.equal(await stateOf(after, id), 'returned')
    const query = { action: 'authority.restore', actor: null, subject: null, cursor: null, limit: 10 }
    assert.equal((await after.authority.trail(query)).items.length, 1)
  })
})
