/** The list of what is free: written, approved by two, signed in a chain, and told to citizens. On both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { FreeAction, FreeContent } from '../../src/areas/free/model.ts'
import { type Actor, role } from '../../src/authority/actor.ts'
import type { Service } from '../../src/zerorating/list.ts'
import { chained, readList } from '../../src/zerorating/signed.ts'
import { onEachDatabase } from './databases.ts'
import {
  answer,
  approvalOf,
  FIRST,
  KNOWS,
  LIST,
  listTasks,
  PAGE,
  SECOND,
  save,
  signed,
  submitted,
  withServices,
} from './free-stage.ts'
import { SECOND as A_SECOND, DAY, enrolled, openStage, PEOPLE } from './stage.ts'

const { approver, otherApprover, editor, administrator, auditor } = PEOPLE
/** A doubt and no fault. */
const NEVER_FREE = { ...SECOND, free: [] } as Service

onEachDatabase(databases => {
  test('a list is written, approved by another, signed, held by a node, and told to citizens', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const node = await enrolled(stage, 'mot', KNOWS)
    await authority.createOperator(administrator, { id: 'hai', name: 'Hai' })
    assert.equal((await authority.free.now()).list, null)

    const draft = await submitted(stage, LIST)
    assert.deepEqual([draft.state, draft.version, draft.services], ['submitted', 1, 3])
    const after = await authority.free.approveFreeDraft(approver, approvalOf(draft))
    assert.deepEqual([after.state, after.version, after.services], ['none', 2, 0])

    const [task] = await listTasks(stage, node)
    const { list, trust, sha256 } = await readList(task.list, authority.publicKey)
    assert.equal(trust, 'verified')
    const at = '2026-02-03T07:00:00+07:00'
    assert.deepEqual(list, { version: 1, previousSha256: null, issuedAt: at, ...LIST, inForceFrom: at })
    assert.equal(sha256, task.body.listSha256)
    assert.deepEqual((await authority.free.now()).operators, [])

    clock.advance(5 * A_SECOND)
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
    const { history } = await authority.free.version(1)
    assert.deepEqual(
      history.map(({ action, by }) => [action, by]),
      [
        ['list.save', 'Biên tập'],
        ['list.submit', 'Biên tập'],
        ['list.approve', 'Phê duyệt'],
        ['list.acknowledge', 'Nhà mạng mot'],
      ],
    )
    assert.equal((await authority.verifyTrail()).is, 'whole')
  })

  test('nobody approves what they wrote or submitted since the last version, also not by a key', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    const own = { code: 'ownApproval' }
    await save(stage, withServices(FIRST), approver)
    const { revision } = await save(stage, LIST, editor)
    const draft = await free.submitFreeDraft(otherApprover, { revision })
    assert.deepEqual(draft.authors.toSorted(), ['Biên tập', 'Phê duyệt', 'Phê duyệt hai'])
    const key: Actor = { ...approver, kind: 'key', id: 'key', person: approver.id }
    for (const who of [approver, otherApprover, key])
      await assert.rejects(free.approveFreeDraft(who, approvalOf(draft)), own, who.name)
    // A third one may, and with the version the count begins anew.
    const third: Actor = { ...approver, id: 'third', name: 'Người thứ ba' }
    assert.deepEqual((await free.draft(third)).actions, ['withdraw', 'approve', 'return'])
    assert.deepEqual((await free.draft(approver)).actions, ['withdraw', 'return'])
    await free.approveFreeDraft(third, approvalOf(draft))
    await signed(stage, withServices(SECOND))
    assert.deepEqual(
      (await free.overview(null)).versions.map(({ approvedBy }) => approvedBy),
      ['Phê duyệt', 'Người thứ ba'],
    )
  })

  test('what an approver did not see is not approved: another count, another text, unseen doubts, faults', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    const draft = await submitted(stage, withServices(FIRST, NEVER_FREE))
    assert.deepEqual(
      draft.faults.map(({ code, severity }) => [code, severity]),
      [
        ['never-free', 'doubt'],
        ['starts-in-the-past', 'doubt'],
      ],
    )
    const right = approvalOf(draft)
    const check = async (change: object, code: string) =>
      await assert.rejects(free.approveFreeDraft(approver, { ...right, ...change }), { code })
    await check({ services: 1 }, 'servicesDiffer')
    await check({ doubts: 0 }, 'doubtsUnseen')
    await check({ digest: 'a'.repeat(64) }, 'digestDiffers')
    await check({ revision: 0 }, 'versionConflict')
    assert.equal((await free.approveFreeDraft(approver, right)).state, 'none')

    const twice = withServices(FIRST, { ...SECOND, numbers: ['19003228'] } as Service)
    const { revision, faults } = await save(stage, twice)
    assert.deepEqual(
      faults.map(({ code }) => code),
      ['number-twice', 'starts-in-the-past'],
    )
    await assert.rejects(free.submitFreeDraft(editor, { revision }), { code: 'contentFaulty' })
    const same = await save(stage, withServices(FIRST, NEVER_FREE))
    await assert.rejects(free.submitFreeDraft(editor, { revision: same.revision }), { code: 'listUnchanged' })
    // The same services from another instant on are another version.
    const later = { ...withServices(FIRST, NEVER_FREE), inForceFrom: '2026-03-01T00:00:00+07:00' }
    assert.equal((await submitted(stage, later)).services, 0)
  })

  test('time passes between the draft and its approval: what was to come has begun, which the approver has to see', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    const inForceFrom = '2026-02-03T08:00:00+07:00'
    const free8 = [{ from: inForceFrom, until: null }]
    const services = LIST.services.map(service => ({ ...service, free: free8 }))
    const soon = { ...LIST, inForceFrom, services }
    const draft = await submitted(stage, soon)
    assert.deepEqual(draft.faults, [])
    stage.clock.advance(2 * 3600 * A_SECOND)
    await assert.rejects(free.approveFreeDraft(approver, approvalOf(draft)), { code: 'doubtsUnseen' })
    const again = await free.draft(approver)
    assert.equal(again.digest, draft.digest)
    assert.deepEqual(
      again.faults.map(({ code }) => code),
      ['in-force-before-issued'],
    )
    await free.approveFreeDraft(approver, approvalOf(again))
  })

  test('free from a midnight that is gone is a doubt, and what is told is since when it really is', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    const midnight = '2026-02-01T00:00:00+07:00'
    const since: Service = { ...FIRST, free: [{ from: midnight, until: null }] }
    const draft = await submitted(stage, withServices(since))
    assert.deepEqual(
      draft.faults.map(({ code, value }) => [code, value]),
      [['starts-in-the-past', midnight]],
    )
    await assert.rejects(free.approveFreeDraft(approver, { ...approvalOf(draft), doubts: 0 }), { code: 'doubtsUnseen' })
    await free.approveFreeDraft(approver, approvalOf(draft))
    const [{ inForceFrom }] = (await free.overview(null)).versions
    const [shown] = (await free.overview(null)).services
    const [told] = (await free.now()).free
    assert.equal(shown.free[0].from, inForceFrom)
    assert.equal(told.from, inForceFrom)
    // Said once, it is not asked again.
    assert.deepEqual((await save(stage, withServices(since, SECOND))).faults.length, 1)
  })

  test('each deed is done in its state and by its role, and in no other', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    const digest = 'a'.repeat(64)
    const deeds: Readonly<Record<FreeAction, (who: Actor, revision: number) => Promise<unknown>>> = {
      save: (who, revision) => free.saveFreeDraft(who, { revision, content: LIST }),
      submit: (who, revision) => free.submitFreeDraft(who, { revision }),
      withdraw: (who, revision) => free.withdrawFreeDraft(who, { revision }),
      approve: (who, revision) => free.approveFreeDraft(who, { revision, digest, services: 3, doubts: 0 }),
      return: (who, revision) => free.returnFreeDraft(who, { revision, reason: 'Thiếu căn cứ' }),
    }
    const refused = async (actions: readonly FreeAction[], code: string, who: Actor) => {
      const { revision } = await free.draft(who)
      for (const action of actions)
        await assert.rejects(deeds[action](who, revision), { code }, `${who.role}: ${action}`)
    }
    for (const each of role.options.filter(name => !['editor', 'approver'].includes(name)))
      await refused(['save', 'submit', 'withdraw', 'approve', 'return'], 'forbidden', { ...auditor, role: each })
    await refused(['approve', 'return'], 'forbidden', editor)
    await refused(['submit', 'withdraw', 'approve', 'return'], 'listState', otherApprover)
    await save(stage, LIST)
    await refused(['withdraw', 'approve', 'return'], 'listState', otherApprover)
    await free.submitFreeDraft(editor, { revision: 1 })
    await refused(['save', 'submit'], 'listState', otherApprover)
    await free.withdrawFreeDraft(editor, { revision: 1 })
    await free.submitFreeDraft(editor, { revision: 1 })
    const back = await free.returnFreeDraft(approver, { revision: 1, reason: 'Thiếu căn cứ' })
    assert.deepEqual(
      [back.state, back.history.at(-1)?.reason, back.history.at(-1)?.by],
      ['returned', 'Thiếu căn cứ', 'Phê duyệt'],
    )
    await refused(['withdraw', 'approve', 'return'], 'listState', otherApprover)
    await assert.rejects(free.returnFreeDraft(approver, { revision: 1, reason: '' }))
    const { revision } = await save(stage, withServices(FIRST))
    assert.equal(revision, 2)
  })

  test('two who save over the same text: the second is told whose it is, and what both wrote stays', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    await free.saveFreeDraft(editor, { revision: 0, content: LIST })
    await assert.rejects(free.saveFreeDraft(approver, { revision: 0, content: withServices(FIRST) }), {
      code: 'versionConflict',
      details: { by: 'Biên tập', version: 1 },
    })
    const mine = await free.saveFreeDraft(approver, { revision: 1, content: withServices(FIRST) })
    assert.equal(mine.content.services.length, 1)
    const { rows } = await sql<{ n: number }>`select count(*) as n from free_revision`.execute(stage.database.kysely)
    assert.equal(rows[0].n, 2)
  })

  test('versions are a chain without a gap, each as it was signed, and can only grow', async t => {
    const stage = await openStage(t, databases)
    const { authority, database, clock } = stage
    const contents: FreeContent[] = [LIST, withServices(FIRST), withServices(FIRST, PAGE)]
    for (const content of contents) {
      await signed(stage, content)
      clock.advance(DAY)
    }
    const all = await Promise.all([1, 2, 3].map(async version => await authority.free.version(version)))
    const read = await Promise.all(all.map(async ({ document }) => await readList(document, authority.publicKey)))
    assert.equal(chained(read).length, 3)
    assert.deepEqual(
      all.map(({ sha256, standing }) => [sha256, standing]),
      read.map(({ sha256 }, at) => [sha256, at === 2 ? 'now' : 'past']),
    )
    assert.deepEqual(all[1].before, all[0].list)
    assert.equal(all[0].before, null)
    assert.equal(all[0].inForceUntil, '2026-02-04T07:00:00+07:00')
    await assert.rejects(authority.free.version(4), { code: 'notFound' })
    for (const table of ['free_list', 'free_revision'])
      for (const statement of [
        `delete from ${table}`,
        `update ${table} set ${table === 'free_list' ? 'sha256' : 'content'} = 'x'`,
      ])
        await assert.rejects(sql.raw(statement).execute(database.kysely), /can only grow/)
  })

  test('a list that is longer than a node takes is not even saved', async t => {
    const stage = await openStage(t, databases)
    const evidence = Array.from({ length: 20 }, (_, i) => `${i}`.padEnd(200, 'ậ'))
    const services = Array.from({ length: 60 }, (_, i) => ({
      ...FIRST,
      id: `so-${i}`,
      numbers: [String(18_001_000 + i)],
      evidence,
    })) as Service[]
    await assert.rejects(save(stage, withServices(...services)), { code: 'listTooLarge' })
    await save(stage, withServices(...services.slice(0, 20)))
  })

  test('citizens are told what is free at that very instant, and when it changes', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const free = [
      { from: '2026-02-03T07:10:30+07:00', until: '2026-02-03T07:20:00+07:00' },
      { from: '2026-03-01T00:00:00+07:00', until: null },
    ]
    await signed(stage, withServices({ ...FIRST, free } as Service))
    const look = async (seconds: number) => {
      clock.advance(seconds * A_SECOND)
      const { asOf, free, coming, changesAt } = await authority.free.now()
      const clockOf = (instant: string | null) => instant?.slice(5, 19) ?? null
      return [clockOf(asOf), free.length, clockOf(coming[0]?.from ?? null), clockOf(changesAt)]
    }
    assert.deepEqual(await look(59), ['02-03T07:00:00', 0, '02-03T07:10:30', '02-03T07:10:30'])
    assert.deepEqual(await look(570), ['02-03T07:10:00', 0, '02-03T07:10:30', '02-03T07:10:30'])
    // The first second of it is free, and so is told.
    assert.deepEqual(await look(1), ['02-03T07:10:30', 1, null, '02-03T07:20:00'])
    assert.deepEqual(await look(569), ['02-03T07:19:00', 1, null, '02-03T07:20:00'])
    assert.deepEqual(await look(1), ['02-03T07:20:00', 0, '03-01T00:00:00', '03-01T00:00:00'])
    // Another version is to come into force before that, and takes its place.
    await signed(stage, { ...withServices(SECOND), inForceFrom: '2026-02-10T00:00:00+07:00' })
    assert.deepEqual(await look(0), ['02-03T07:20:00', 0, '02-10T00:00:00', '02-10T00:00:00'])
    const { services, versions } = await authority.free.overview(null)
    assert.deepEqual(
      services.map(({ service, isListed, isFree, free }) => [service.id, isListed, isFree, free]),
      [
        [FIRST.id, true, false, [free[0]]],
        [SECOND.id, false, false, [{ from: '2026-02-10T00:00:00+07:00', until: null }]],
      ],
    )
    assert.deepEqual(
      versions.map(({ standing }) => standing),
      ['coming', 'now'],
    )
    assert.deepEqual(await look(10 * 24 * 3600), ['02-13T07:20:00', 1, null, null])
  })
})
