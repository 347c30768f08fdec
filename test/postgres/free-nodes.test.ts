/** How versions of what is free come to nodes: serials, expiry, answers, keys, lost disks, a restored authority. On both databases. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { MIGRATIONS, RESTORED_STATEMENTS } from '../../src/app/areas.ts'
import { freeAtNodes } from '../../src/areas/free/delivery.ts'
import type { FreeOperator } from '../../src/areas/free/model.ts'
import type { HeldList } from '../../src/directive/documents.ts'
import { makeKey, sha256Of, signerOf } from '../../src/directive/signing.ts'
import { backUp, restore } from '../../src/sql/backup.ts'
import { signList } from '../../src/zerorating/signed.ts'
import { onEachDatabase } from './databases.ts'
import {
  answer,
  approvalOf,
  FIRST,
  holdAll,
  KNOWS,
  LIST,
  listTasks,
  SECOND,
  save,
  signed,
  submitted,
  withServices,
} from './free-stage.ts'
import {
  type AuthorityFixture,
  contentFor,
  DAY,
  enrolled,
  helloOf,
  Node,
  openStage,
  PEOPLE,
  scheduled,
  stoppedClock,
} from './stage.ts'

const MINUTE = 60_000

async function standing({ authority }: AuthorityFixture, operator: string): Promise<FreeOperator> {
  return (await authority.free.overview(operator)).operators[0]
}

const versionsOf = async (stage: AuthorityFixture, node: Node) =>
  (await listTasks(stage, node)).map(({ body }) => body.version)

onEachDatabase(databases => {
  test('rounds and lists draw their serials from one row, without a gap and without a double', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    await scheduled(stage, contentFor(['mot']))
    await signed(stage, withServices(FIRST))
    const serials = [
      ...(await listTasks(stage, node)).map(({ body }) => body.serial),
      ...(await node.tasks()).map(({ body }) => body.serial),
    ]
    assert.deepEqual(serials, [1, 3, 2])
  })

  test('a node that knows nothing of lists is given none; once it does, it is given every version in order', async t => {
    const stage = await openStage(t, databases)
    const old = await enrolled(stage, 'mot')
    await signed(stage, LIST)
    await signed(stage, withServices(FIRST))
    assert.ok(!('lists' in (await old.agenda())))
    assert.equal((await standing(stage, 'mot')).state, 'unable')
    await old.hello(KNOWS)
    assert.deepEqual(await versionsOf(stage, old), [1, 2])
    // And so is one that comes later.
    const late = await enrolled(stage, 'hai', KNOWS)
    assert.deepEqual(await versionsOf(stage, late), [1, 2])
    // To say hello again asks for nothing twice.
    await late.hello(KNOWS)
    assert.deepEqual(await versionsOf(stage, late), [1, 2])
  })

  test('who has not confirmed after a while is told as late, and who confirms is told since when', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    assert.equal((await standing(stage, 'mot')).state, 'waiting')
    stage.clock.advance(16 * MINUTE)
    assert.equal((await standing(stage, 'mot')).state, 'late')
    await holdAll(stage, node)
    const { state, version, since } = await standing(stage, 'mot')
    assert.deepEqual([state, version, since], ['holds', 1, '2026-02-03T00:16:00.000Z'])
    await signed(stage, withServices(FIRST))
    assert.deepEqual(
      [(await standing(stage, 'mot')).state, (await standing(stage, 'mot')).version],
      ['waiting', 1],
      'it still holds the one before',
    )
  })

  test('a directive that expired is issued anew when the node is back, with a serial of its own', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    const [before] = await listTasks(stage, node)
    stage.clock.advance(8 * DAY)
    assert.ok(Date.parse(before.body.expiresAt) < stage.clock.now())
    await node.hello(KNOWS)
    const [after, ...more] = await listTasks(stage, node)
    assert.deepEqual([after.body.serial, after.body.version, more.length], [2, 1, 0])
    assert.ok(Date.parse(after.body.expiresAt) > stage.clock.now())
    assert.equal(after.list, before.list)
    await answer(stage, node, after)
    assert.equal((await standing(stage, 'mot')).state, 'holds')
  })

  test('a node that lost its disk says so, does not count as holding it, and is given it again', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    await holdAll(stage, node)
    const sha256 = (await lastHeld(stage)).sha256
    await node.hello({ freeList: { version: 1, sha256 } })
    assert.deepEqual(await versionsOf(stage, node), [])
    await node.hello(KNOWS)
    assert.deepEqual(await versionsOf(stage, node), [1])
    assert.deepEqual((await standing(stage, 'mot')).state, 'waiting')
    assert.deepEqual((await stage.authority.free.now()).operators, [])
    await holdAll(stage, node)
    assert.equal((await standing(stage, 'mot')).state, 'holds')
  })

  test('what a node refuses is shown with its reason, and asked for again, but not at every hello', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    const [task] = await listTasks(stage, node)
    await answer(stage, node, task, { verdict: { is: 'refused', why: 'malformed' } })
    const { state, refusal } = await standing(stage, 'mot')
    assert.deepEqual([state, refusal], ['refused', 'malformed'])
    await node.hello(KNOWS)
    assert.deepEqual(await versionsOf(stage, node), [])
    stage.clock.advance(11 * MINUTE)
    await node.hello(KNOWS)
    assert.deepEqual(await versionsOf(stage, node), [1])
  })

  test('an answer that is not of this node, of this list, or of its key confirms nothing', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    const node = await enrolled(stage, 'mot', KNOWS)
    const other = await enrolled(stage, 'hai', KNOWS)
    await signed(stage, LIST)
    const [task] = await listTasks(stage, node)
    const [theirs] = await listTasks(stage, other)
    const wrong = { code: 'signatureWrong' }
    await assert.rejects(answer(stage, node, task, { operator: 'hai' }), wrong)
    // Another's directive: it is not this operator's to answer.
    await answer(stage, node, theirs)
    assert.equal((await standing(stage, 'hai')).state, 'waiting')
    const stranger = await signerOf(await makeKey())
    const forged = await stranger.sign('listAcknowledgement', { operator: 'mot' })
    await assert.rejects(free.acknowledge(await node.identity(), forged), wrong)
    const asReturn = await node.signer.sign('acknowledgement', { operator: 'mot' })
    await assert.rejects(free.acknowledge(await node.identity(), asReturn), wrong)
    await answer(stage, node, task, { listSha256: 'b'.repeat(64) })
    const { state, refusal } = await standing(stage, 'mot')
    assert.deepEqual([state, refusal], ['refused', 'digest-differs'])
    await answer(stage, node, task)
    assert.equal((await standing(stage, 'mot')).state, 'holds')
    const trail = await stage.authority.trail({ ...NEWEST, action: 'list' })
    const before = trail.items.length
    await answer(stage, node, task)
    assert.equal((await stage.authority.trail({ ...NEWEST, action: 'list' })).items.length, before)
  })

  test('after a rotation only the next key confirms', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    const [task] = await listTasks(stage, node)
    const before = node.signer
    const next = await signerOf(await makeKey())
    const rotation = await before.sign('rotation', {
      operator: 'mot',
      nextKey: next.publicKey,
      at: new Date(stage.clock.now()).toISOString(),
    })
    await stage.authority.rotateKey(await node.identity(), rotation)
    node.signer = next
    const identity = await node.identity()
    const old = await before.sign('listAcknowledgement', { operator: 'mot' })
    await assert.rejects(stage.authority.free.acknowledge(identity, old), { code: 'signatureWrong' })
    await answer(stage, node, task)
    assert.equal((await standing(stage, 'mot')).state, 'holds')
  })

  test('a node that tells of a list that was never signed here is flagged, and cannot bring it in', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    await node.hello({ freeList: { version: 1, sha256: 'c'.repeat(64) } })
    assert.equal((await standing(stage, 'mot')).state, 'differs')
    assert.deepEqual(
      (await authority.operator('mot')).flags.map(({ code }) => code),
      ['list-unknown'],
    )
    const { list } = await authority.free.version(1)
    const stranger = await signerOf(await makeKey())
    const forged = await signList({ ...list, version: 2 }, stranger)
    await assert.rejects(authority.free.takeBack(await node.identity(), forged), { code: 'signatureWrong' })
    // Ours, but not the next of the chain.
    const signer = await signerOf(stage.key)
    for (const change of [{ version: 3 }, { version: 2, previousSha256: null }, { version: 1 }])
      await assert.rejects(
        authority.free.takeBack(
          await node.identity(),
          await signList({ ...list, issuedAt: '2026-01-01T00:00:00Z', ...change }, signer),
        ),
        { code: 'listChainBroken' },
      )
    assert.equal((await lastHeld(stage)).version, 1)
    const sha256 = (await lastHeld(stage)).sha256
    await node.hello({ freeList: { version: 1, sha256 } })
    assert.deepEqual((await authority.operator('mot')).flags, [])
  })
})

/** As a node is told when it says hello. */
async function lastHeld({ authority, clock }: AuthorityFixture): Promise<HeldList> {
  const { freeList } = await freeAtNodes.answer(authority.work.store, 'mot', helloOf(clock))
  assert.ok(freeList)
  return freeList
}

const NEWEST = { actor: null, subject: null, cursor: null, limit: 200 }

onEachDatabase(databases => {
  if (databases.kind !== 'sqlite') return

  async function backedUp(stage: AuthorityFixture, t: TestContext): Promise<() => Promise<AuthorityFixture>> {
    const folder = mkdtempSync(join(tmpdir(), 'loa-restore-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const backup = join(folder, 'backup')
    await backUp({ file: stage.database.file as string, to: backup })
    return async () => {
      const file = join(folder, 'restored.sqlite')
      const clock = stoppedClock(stage.clock.now() + DAY)
      restore({ backup, file, now: clock.now(), migrations: MIGRATIONS, restored: RESTORED_STATEMENTS })
      const database = await databases.open(t, { file })
      return await openStage(t, databases, { database, clock, key: stage.key })
    }
  }

  test('a restored authority signs nothing before every node was heard, and has back what it lost', async t => {
    const before = await openStage(t, databases)
    const node = await enrolled(before, 'mot', KNOWS)
    const other = await enrolled(before, 'hai', KNOWS)
    await signed(before, LIST)
    await submitted(before, withServices(FIRST))
    const restored = await backedUp(before, t)
    const { free } = before.authority
    await free.approveFreeDraft(PEOPLE.approver, approvalOf(await free.draft(PEOPLE.approver)))
    await signed(before, withServices(SECOND))
    const lost = await Promise.all([2, 3].map(async version => await free.version(version)))
    for (const each of [node, other]) await holdAll(before, each)

    const after = await restored()
    const authority = after.authority
    const held = await authority.free.draft(PEOPLE.editor)
    assert.deepEqual([held.state, held.version], ['returned', 2])
    assert.match(held.history.at(-1)?.reason ?? '', /Restored from a backup/)
    const draft = await submitted(after, withServices(FIRST, SECOND))
    const unheard = { code: 'listsUnheard', details: { operators: 'Nhà mạng hai, Nhà mạng mot' } }
    const approve = async () => {
      const now = await authority.free.draft(PEOPLE.approver)
      return await authority.free.approveFreeDraft(PEOPLE.approver, approvalOf(now))
    }
    await assert.rejects(approve(), unheard)

    const again = new Node(after, 'mot', node.signer)
    const sha256 = lost[1].sha256
    after.clock.advance(MINUTE)
    await again.hello({ freeList: { version: 3, sha256 }, serialMax: 3 })
    await assert.rejects(approve(), unheard)
    for (const { document } of lost) await authority.free.takeBack(await again.identity(), document)
    // The same once more is nothing new.
    await authority.free.takeBack(await again.identity(), lost[1].document)
    assert.deepEqual(
      (await authority.operator('mot')).flags.map(({ code }) => code).filter(code => code === 'list-unknown'),
      [],
    )
    await assert.rejects(approve(), { code: 'listsUnheard', details: { operators: 'Nhà mạng hai' } })
    const otherAgain = new Node(after, 'hai', other.signer)
    await otherAgain.hello({ freeList: { version: 3, sha256 }, serialMax: 3 })
    const signedAfter = await approve()
    assert.equal(signedAfter.version, 5)
    const { list, approvedBy } = await authority.free.version(4)
    assert.equal(list.previousSha256, sha256)
    assert.equal(approvedBy, 'Phê duyệt')
    assert.equal((await authority.free.version(3)).approvedBy, null)
    const [task] = (await listTasks(after, again)).filter(({ body }) => body.version === 4)
    assert.ok(task.body.serial > 3)
    assert.equal((await authority.verifyTrail()).is, 'whole')
    assert.equal(draft.state, 'submitted')
  })

  test('an operator whose node is gone for good is revoked, so that it holds up nobody after a restore', async t => {
    const before = await openStage(t, databases)
    const node = await enrolled(before, 'mot', KNOWS)
    await enrolled(before, 'hai', KNOWS)
    await signed(before, LIST)
    const after = await (await backedUp(before, t))()
    const again = new Node(after, 'mot', node.signer)
    after.clock.advance(MINUTE)
    await again.hello({ freeList: { version: 0, sha256: null } })
    const draft = await submitted(after, withServices(FIRST))
    const approve = async () => await after.authority.free.approveFreeDraft(PEOPLE.approver, approvalOf(draft))
    await assert.rejects(approve(), { code: 'listsUnheard' })
    await after.authority.revokeOperator(PEOPLE.administrator, 'hai')
    assert.equal((await approve()).version, 3)
  })

  test('who wrote the version that came back may not approve the next one', async t => {
    const before = await openStage(t, databases)
    const node = await enrolled(before, 'mot', KNOWS)
    await save(before, LIST, PEOPLE.approver)
    const restored = await backedUp(before, t)
    await before.authority.free.submitFreeDraft(PEOPLE.editor, { revision: 1 })
    const { free } = before.authority
    await free.approveFreeDraft(PEOPLE.otherApprover, approvalOf(await free.draft(PEOPLE.otherApprover)))
    await holdAll(before, node)
    const { document } = await free.version(1)

    const after = await restored()
    const again = new Node(after, 'mot', node.signer)
    after.clock.advance(MINUTE)
    await again.hello({ freeList: { version: 1, sha256: sha256Of(document) } })
    await after.authority.free.takeBack(await again.identity(), document)
    const draft = await submitted(after, withServices(FIRST))
    assert.ok(draft.authors.includes('Phê duyệt'))
    await assert.rejects(after.authority.free.approveFreeDraft(PEOPLE.approver, approvalOf(draft)), {
      code: 'ownApproval',
    })
  })
})
