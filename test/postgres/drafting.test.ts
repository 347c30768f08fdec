/**
 * What is used again: rounds and bulletins copied, put away, deleted while nobody was given them; remarks on their drafts; templates of what
 * was approved; sender and settings that one has used last. On both databases.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { insertedIn } from '../../src/areas/bulletins/copied.ts'
import { draftedBulletins } from '../../src/areas/bulletins/drafted.ts'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import { openDrafting } from '../../src/areas/drafting/area.ts'
import { REMARKS_MAX } from '../../src/areas/drafting/model.ts'
import { draftedRounds } from '../../src/areas/rounds/drafted.ts'
import type { RoundContent } from '../../src/areas/rounds/model.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import { withBulletins } from './bulletins-stage.ts'
import { onEachDatabase, tablesOf } from './databases.ts'
import {
  type AuthorityFixture,
  approve,
  approved,
  contentFor,
  DAY,
  draft,
  enrolled,
  openStage,
  PEOPLE,
} from './stage.ts'

const { editor, approver, auditor, engineer } = PEOPLE
const LIST = { cursor: null, limit: 50, campaign: null, states: null }

function draftingOf({ authority }: Pick<AuthorityFixture, 'authority'>) {
  return openDrafting(authority.work, { round: draftedRounds, bulletin: draftedBulletins })
}

function windowed(stage: AuthorityFixture, change: Partial<RoundContent> = {}): RoundContent {
  const content = contentFor(['mot'], change)
  const iso = (ms: number) => new Date(stage.clock.now() + ms).toISOString()
  return { ...content, window: { ...content.window, notBefore: iso(DAY), notAfter: iso(2 * DAY) } }
}

onEachDatabase(databases => {
  test('a copy of a round says the same, has no window and no policy that reaches people twice, and says of what it is one', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const content = windowed(stage)
    const again = { ...content, sending: { ...content.sending, uncertain: 'resend' as const } }
    const first = await approved(stage, again)
    const other = await authority.createCampaign(editor, { title: 'Khác', note: '' })
    const copy = await authority.copyRound(approver, first.id, { campaign: other.id })
    assert.equal(copy.campaign, other.id)
    assert.equal(copy.state, 'draft')
    assert.deepEqual(copy.authors, [approver.name], 'who copies it approves it no more')
    assert.deepEqual(copy.copyOf, { id: first.id, version: 1, title: content.title })
    assert.deepEqual(copy.content, { ...content, window: { ...content.window, notBefore: null, notAfter: null } })
    assert.equal((await authority.copyRound(editor, first.id, {})).campaign, first.campaign)
    const [made] = (
      await authority.trail({ cursor: null, limit: 1, action: 'round.create', actor: null, subject: copy.id })
    ).items
    assert.equal(made.details.copyOf, first.id)
    await assert.rejects(authority.copyRound(engineer, first.id, {}), { code: 'forbidden' })
    await assert.rejects(authority.copyRound(auditor, first.id, {}), { code: 'forbidden' })
  })

  test('a draft that was never submitted is gone with its remarks, and the trail has its digest; nothing else is deleted', async t => {
    const stage = await openStage(t, databases)
    const { authority, database } = stage
    const drafting = draftingOf(stage)
    await enrolled(stage, 'mot')
    const { id, digest } = await draft(stage, contentFor(['mot']))
    await authority.saveRound(editor, id, { version: 1, content: contentFor(['mot']) })
    await drafting.writeRemark(approver, { kind: 'round', id }, { version: 2, text: 'Thiếu số' })
    const stale = authority.deleteRound(editor, id, { version: 1 })
    await assert.rejects(stale, { code: 'versionConflict' })
    await authority.deleteRound(editor, id, { version: 2 })
    await assert.rejects(authority.round(editor, id), { code: 'notFound' })
    const tables = tablesOf(database)
    for (const table of ['round_version', 'round_operator'] as const)
      assert.deepEqual(await tables.selectFrom(table).selectAll().where('round_id', '=', id).execute(), [])
    await assert.rejects(drafting.remarks({ kind: 'round', id }), { code: 'notFound' })
    const { items } = await authority.trail({
      cursor: null,
      limit: 1,
      action: 'round.delete',
      actor: null,
      subject: id,
    })
    assert.equal(items[0].details.digest, digest)
    assert.equal((await authority.verifyTrail()).is, 'whole')

    const seen = await draft(stage, contentFor(['mot']))
    await authority.submitRound(editor, seen.id, { version: 1 })
    await authority.withdrawRound(editor, seen.id, { version: 1 })
    assert.ok(!(await authority.round(editor, seen.id)).actions.includes('delete'))
    await assert.rejects(authority.deleteRound(editor, seen.id, { version: 1 }), { code: 'roundSubmitted' })
    // Nor does whoever has the database, by mistake.
    await assert.rejects(tables.deleteFrom('round_version').where('round_id', '=', seen.id).execute())
    await assert.rejects(tables.updateTable('round').set({ unsubmitted: 1 }).where('id', '=', seen.id).execute())
    assert.equal((await authority.versions(seen.id)).length, 1)
  })

  test('what is put away is on no list but its own, waits for nobody, and comes back as it was', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const listed = async (archived: 'hidden' | 'only', campaign: string | null = null) =>
      (await authority.rounds({ ...LIST, campaign, archived })).items.map(({ id }) => id)
    const { id, campaign } = await draft(stage, contentFor(['mot']))
    await authority.submitRound(editor, id, { version: 1 })
    await assert.rejects(authority.archiveRound(editor, id), { code: 'stateConflict' })
    await assert.rejects(authority.archiveCampaign(editor, campaign), { code: 'campaignGoesOn' })
    await authority.returnRound(approver, id, { version: 1, reason: 'Thiếu' })
    const away = await authority.archiveRound(editor, id)
    assert.deepEqual([away.state, away.isArchived], ['returned', true])
    assert.deepEqual(await listed('hidden'), [])
    assert.deepEqual(await listed('only'), [id])
    const late = authority.submitRound(editor, id, { version: 1 })
    await assert.rejects(late, { code: 'roundArchived' })
    await authority.unarchiveRound(editor, id)
    assert.deepEqual(await listed('hidden'), [id])

    const campaigns = async (archived: 'hidden' | 'only') =>
      (await authority.campaigns({ cursor: null, limit: 50, search: null, archived })).items.length
    assert.ok((await authority.archiveCampaign(editor, campaign)).isArchived)
    assert.deepEqual([await campaigns('hidden'), await campaigns('only')], [0, 1])
    assert.deepEqual([await listed('hidden'), await listed('only')], [[], [id]])
    assert.deepEqual(await listed('hidden', campaign), [id], 'on its own page it stands')
    await authority.createRound(editor, campaign, contentFor(['mot']))
    assert.equal((await authority.campaign(campaign)).isArchived, false, 'work in it goes on')
    await assert.rejects(authority.archiveCampaign(auditor, campaign), { code: 'forbidden' })
  })

  test('a new round begins with what its writer has used last of that kind, but for what reaches people twice', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    await enrolled(stage, 'mot')
    const live = { purpose: 'live', except: null } as const
    assert.equal(await authority.lastRound(editor, live), null)
    const content = contentFor(['mot'], { source: 'BOYTE' })
    const used = { ...content.sending, segmentsPerSecondMax: 500, uncertain: 'resend' as const }
    const first = await draft(stage, { ...content, sending: used })
    clock.advance(1000)
    await draft(stage, contentFor(['mot'], { purpose: 'exercise', source: 'DIENTAP' }))
    const { uncertain: _, ...remembered } = used
    assert.deepEqual(await authority.lastRound(editor, live), {
      round: first.id,
      number: first.number,
      title: first.title,
      source: 'BOYTE',
      sending: remembered,
    })
    const exercise = await authority.lastRound(editor, { purpose: 'exercise', except: null })
    assert.equal(exercise?.source, 'DIENTAP')
    assert.equal(await authority.lastRound(editor, { purpose: 'live', except: first.id }), null)
    assert.equal(await authority.lastRound(approver, live), null, 'each has their own')
  })

  test('a remark is of a version, settled or open, bounded, and in the trail by its digest', async t => {
    const stage = await openStage(t, databases)
    const { authority, changes } = stage
    const drafting = draftingOf(stage)
    await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    const of = { kind: 'round', id } as const
    const text = 'Thiếu số đường dây nóng.'
    const remark = await drafting.writeRemark(approver, of, { version: 1, text })
    assert.deepEqual([remark.by, remark.version, remark.settled], [approver.name, 1, null])
    assert.ok(changes.some(change => change.is === 'remark' && change.subject === id))
    const settled = await drafting.settleRemark(editor, remark.id, { isSettled: true })
    assert.equal(settled.settled?.by, editor.name)
    await drafting.settleRemark(editor, remark.id, { isSettled: true })
    await drafting.settleRemark(approver, remark.id, { isSettled: false })
    assert.deepEqual(await drafting.remarks(of), [remark])
    const { items } = await authority.trail({ cursor: null, limit: 20, action: null, actor: null, subject: id })
    const said = items.filter(({ action }) => action.startsWith('remark.'))
    assert.deepEqual(
      said.map(({ action, details }) => [action, details.sha256]),
      ['remark.reopen', 'remark.settle', 'remark.write'].map(action => [action, sha256Of(text)]),
    )
    assert.ok(said.every(({ details }) => !JSON.stringify(details).includes('đường dây')))
    const detail = await authority.round(editor, id)
    assert.ok(detail.history.every(({ action }) => action.startsWith('round.')))

    await assert.rejects(drafting.writeRemark(approver, of, { version: 2, text }), { code: 'remarkVersion' })
    for (const who of [auditor, engineer])
      await assert.rejects(drafting.writeRemark(who, of, { version: 1, text }), { code: 'forbidden' })
    await authority.submitRound(editor, id, { version: 1 })
    await drafting.writeRemark(approver, of, { version: 1, text: 'Đọc lại câu đầu' })
    await approve(stage, id)
    await assert.rejects(drafting.writeRemark(editor, of, { version: 1, text }), { code: 'remarkClosed' })
    const many = await draft(stage, contentFor(['mot']))
    const next = { kind: 'round', id: many.id } as const
    for (let n = 0; n < REMARKS_MAX; n++) await drafting.writeRemark(editor, next, { version: 1, text: `Góp ý ${n}` })
    await assert.rejects(drafting.writeRemark(editor, next, { version: 1, text }), { code: 'remarksFull' })
  })

  test('a template is what two people approved of a round, and stays when that goes on', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const drafting = draftingOf(stage)
    await enrolled(stage, 'mot')
    const { id } = await draft(stage, contentFor(['mot']))
    const of = { kind: 'round', id } as const
    const named = { name: 'Rửa tay', note: 'Dùng khi có dịch' }
    await assert.rejects(drafting.keepTemplate(editor, of, named), { code: 'templateUnapproved' })
    await authority.submitRound(editor, id, { version: 1 })
    const { digest, content } = await approve(stage, id)
    const kept = await drafting.keepTemplate(editor, of, named)
    assert.deepEqual([kept.approvedBy, kept.version, kept.digest], [approver.name, 1, digest])
    assert.deepEqual(
      kept.texts,
      content.messages.map(({ variants }) => variants),
    )
    await authority.saveRound(editor, id, { version: 1, content: contentFor(['mot'], { title: 'Sửa lại' }) })
    assert.deepEqual((await drafting.template(kept.id)).content, { messages: content.messages })
    assert.equal((await drafting.templates('round')).length, 1)
    assert.equal((await drafting.templates('bulletin')).length, 0)
    // What was inserted and not read again stays marked, also where its template is removed.
    const other = await draft(stage, contentFor(['mot']))
    const into = { kind: 'round', id: other.id } as const
    const mark = [{ place: 0, templateId: kept.id }]
    await assert.rejects(drafting.keepInserted(auditor, into, mark), { code: 'forbidden' })
    const { name, approvedBy, approvedAt } = kept
    const marked = [{ place: 0, template: { id: kept.id, name, approvedBy, approvedAt } }]
    assert.deepEqual(await drafting.keepInserted(editor, into, mark), marked)
    assert.deepEqual(await drafting.insertedTexts(into), marked)
    assert.deepEqual(await drafting.insertedTexts(of), [])
    await assert.rejects(drafting.keepInserted(editor, into, [{ place: 0, templateId: randomUUID() }]), {
      code: 'notFound',
    })
    await assert.rejects(drafting.keepTemplate(auditor, of, named), { code: 'forbidden' })
    await assert.rejects(drafting.dropTemplate(auditor, kept.id), { code: 'forbidden' })
    await drafting.dropTemplate(approver, kept.id)
    assert.deepEqual(await drafting.templates(null), [])
    const moved = [{ place: 1, templateId: kept.id }]
    assert.equal((await drafting.keepInserted(approver, into, moved))[0].template.name, name)
    assert.deepEqual(await drafting.keepInserted(editor, into, []), [])
    await authority.deleteRound(editor, other.id, { version: 1 })
    await assert.rejects(drafting.insertedTexts(into), { code: 'notFound' })
    const { items } = await authority.trail({ cursor: null, limit: 5, action: null, actor: null, subject: kept.id })
    assert.deepEqual(
      items.map(({ action }) => action),
      ['template.drop', 'template.keep'],
    )
  })

  test('bulletins are copied, put away, deleted, remarked on and kept as templates by the same rules', async t => {
    const of = await withBulletins(t, databases)
    const { stage, bulletins } = of
    const drafting = draftingOf(stage)
    const released = await of.approved(plainDraft(of.until))
    const copy = await bulletins.copyBulletin(editor, released.id)
    assert.deepEqual(copy.draft, { ...released.draft, window: { from: null, until: null } })
    const { title } = released.draft.renditions.page[0]
    assert.deepEqual(copy.copyOf, { id: released.id, version: 1, title })
    await assert.rejects(bulletins.archiveBulletin(editor, released.id), { code: 'bulletinStands' })
    await assert.rejects(bulletins.deleteBulletin(editor, released.id, { version: 1 }))

    const subject = { kind: 'bulletin', id: copy.id } as const
    await drafting.writeRemark(approver, subject, { version: 1, text: 'Ghi rõ thời hạn' })
    await assert.rejects(drafting.keepTemplate(editor, subject, { name: 'Mẫu', note: '' }), {
      code: 'templateUnapproved',
    })
    const source = { kind: 'bulletin', id: released.id } as const
    const kept = await drafting.keepTemplate(editor, source, { name: 'Mẫu', note: '' })
    assert.equal(kept.approvedBy, approver.name)
    assert.equal(kept.digest, released.sha256)
    const begun = { ...plainDraft(of.until), purpose: 'exercise' as const }
    const inserted = insertedIn(begun, (await drafting.template(kept.id)).content)
    const { renditions, correction } = released.draft
    assert.deepEqual(inserted, { ...begun, renditions, correction })
    assert.equal(insertedIn(begun, { renditions: 1 }), null)

    await bulletins.deleteBulletin(editor, copy.id, { version: 1 })
    await assert.rejects(bulletins.bulletin(editor, copy.id), { code: 'notFound' })
    const seen = await of.submitted(plainDraft(of.until))
    await bulletins.returnBulletin(approver, seen.id, { reason: 'Thiếu' })
    await assert.rejects(bulletins.deleteBulletin(editor, seen.id, { version: 1 }), { code: 'bulletinSubmitted' })
    assert.ok((await bulletins.archiveBulletin(editor, seen.id)).isArchived)
    const listed = async (archived: 'hidden' | 'only') =>
      (await bulletins.bulletins({ cursor: null, limit: 50, states: null, purpose: null, archived })).items.map(
        ({ id }) => id,
      )
    assert.deepEqual(await listed('only'), [seen.id])
    assert.deepEqual(await listed('hidden'), [released.id])
    const away = await bulletins.bulletin(editor, seen.id)
    assert.deepEqual(away.actions, ['unarchive'])
    assert.ok((await bulletins.unarchiveBulletin(editor, seen.id)).actions.includes('save'))
  })
})
