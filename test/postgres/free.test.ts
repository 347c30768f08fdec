/** The list of what is free, from its first word to the nodes that hold it, on both databases. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { FreeContent, FreeDraft } from '../../src/authority/free-model.ts'
import type { Actor } from '../../src/authority/model.ts'
import {
  type HelloBody,
  type ListAcknowledgementBody,
  type ListDirectiveBody,
  listDirectiveBody,
} from '../../src/directive/documents.ts'
import { sha256Of, verify } from '../../src/directive/signing.ts'
import { FEBRUARY } from '../../src/zerorating/fixtures.test.ts'
import { chained, readList } from '../../src/zerorating/signed.ts'
import { onEachDatabase } from './databases.ts'
import { DAY, enrolled, type Node, openStage, PEOPLE, SECOND, type Stage } from './stage.ts'

const { version: _, previousSha256: __, issuedAt: ___, ...CONTENT } = FEBRUARY
const NOW: FreeContent = { ...CONTENT, inForceFrom: null }
/** Knows of lists and holds none. */
const KNOWS: Partial<HelloBody> = { freeList: { version: 0, sha256: null } }

interface ListTask {
  readonly body: ListDirectiveBody
  readonly sha256: string
  readonly list: string
}

/** What a node is to hold, its signature checked. */
async function listTasks({ authority }: Stage, node: Node): Promise<readonly ListTask[]> {
  const { lists = [] } = await node.agenda()
  const key = authority.publicKey
  return await Promise.all(
    lists.map(async ({ directive, list }) => ({
      body: await verify(directive, { type: 'listDirective', key, schema: listDirectiveBody }),
      sha256: sha256Of(directive),
      list,
    })),
  )
}

async function answer(
  { authority, clock }: Stage,
  node: Node,
  task: ListTask,
  change: Partial<ListAcknowledgementBody> = {},
): Promise<void> {
  const body: ListAcknowledgementBody = {
    directive: task.body.directive,
    serial: task.body.serial,
    operator: node.id,
    version: task.body.version,
    sha256: task.sha256,
    listSha256: sha256Of(task.list),
    at: new Date(clock.now()).toISOString(),
    verdict: { is: 'held' },
    ...change,
  }
  const signed = await node.signer.sign('listAcknowledgement', body)
  await authority.free.acknowledge(await node.identity(), signed)
}

async function save({ authority }: Stage, content: FreeContent, by: Actor = PEOPLE.editor) {
  const { revision } = await authority.free.draft(by)
  return await authority.free.saveDraft(by, { revision, content })
}

async function submitted(stage: Stage, content: FreeContent): Promise<FreeDraft> {
  const { revision } = await save(stage, content)
  return await stage.authority.free.submitDraft(PEOPLE.editor, { revision })
}

/** What an approver who has looked at all of it says. */
function approvalOf({ revision, digest, services, faults }: FreeDraft) {
  return { revision, digest, services, doubts: faults.length }
}

async function approved(stage: Stage, content: FreeContent): Promise<FreeDraft> {
  const draft = await submitted(stage, content)
  return await stage.authority.free.approveDraft(PEOPLE.approver, approvalOf(draft))
}

const state = async ({ authority }: Stage, operator: string) =>
  (await authority.free.overview(operator)).operators[0]

onEachDatabase(databases => {
  test('a list is written, approved by another, signed, held by the node, and told to citizens', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const node = await enrolled(stage, 'mot', KNOWS)
    await authority.createOperator(PEOPLE.administrator, { id: 'hai', name: 'Hai' })
    assert.equal((await authority.free.now()).list, null)

    const draft = await submitted(stage, NOW)
    assert.deepEqual([draft.state, draft.version, draft.services], ['submitted', 1, 3])
    const after = await authority.free.approveDraft(PEOPLE.approver, approvalOf(draft))
    assert.deepEqual([after.state, after.version, after.services], ['none', 2, 0])

    const [task] = await listTasks(stage, node)
    assert.deepEqual([task.body.version, task.body.serial], [1, 1])
    const { list, trust, sha256 } = await readList(task.list, authority.publicKey)
    assert.equal(trust, 'verified')
    assert.deepEqual(list, {
      ...FEBRUARY,
      issuedAt: '2026-02-03T07:00:00+07:00',
      inForceFrom: '2026-02-03T07:00:00+07:00',
    })
    assert.equal(sha256, task.body.listSha256)
    assert.deepEqual((await authority.free.now()).operators, [])

    clock.advance(5 * SECOND)
    await answer(stage, node, task)
    assert.deepEqual(await listTasks(stage, node), [])
    const now = await authority.free.now()
    assert.deepEqual(
      now.free.map(({ id, until }) => [id, until]),
      [
        ['byt-19009095', null],
        ['ncov', null],
      ],
    )
    assert.deepEqual(now.operators, [{ id: 'mot', name: 'Nhà mạng mot' }])
    const { operators, versions } = await authority.free.overview(null)
    assert.deepEqual(
      operators.map(({ operator, state, version, since }) => [operator, state, version, since]),
      [
        ['hai', 'unable', 0, null],
        ['mot', 'holds', 1, '2026-02-03T00:00:05.000Z'],
      ],
    )
    assert.deepEqual(
      versions.map(({ version, standing, approvedBy }) => [version, standing, approvedBy]),
      [[1, 'now', 'Phê duyệt']],
    )
    assert.equal((await authority.verifyTrail()).is, 'whole')
  })
})
