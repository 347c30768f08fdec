/** Documents and minutes of a briefing: what is taken, what is refused, and that nothing changes once it is closed. On both databases. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { DOCUMENT_PAGES_MAX, DOCUMENTS_MAX } from '../../src/areas/briefing/contract.ts'
import type { QuestionEntry } from '../../src/areas/briefing/hall/questions.ts'
import type { MinuteContent } from '../../src/areas/briefing/model.ts'
import { inState, MINUTE, NEWEST, openOffice, plannedBriefing } from './briefing-stage.ts'
import { onEachDatabase } from './databases.ts'
import { PEOPLE } from './stage.ts'

const { editor, approver } = PEOPLE

/** A PNG of this size as far as its header goes (ISO/IEC 15948, 11.2.2): nobody decodes it here. */
function pngOf(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(16)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([header, size])
}

const PICTURE = { type: 'image/png', picture: pngOf(1280, 720) }

onEachDatabase(databases => {
  test('questions in writing stand with the minutes in their order, with what became of each, also once they are closed', async t => {
    const stage = await openOffice(t, databases)
    const { office, clock } = stage
    const { briefing, chair, hue, vinh } = await plannedBriefing(stage)
    assert.deepEqual(briefing.questions, [])
    await inState(stage, briefing.id, 'open')
    const [first, second] = [randomUUID(), randomUUID()]
    const kept = async (entry: Pick<QuestionEntry, 'question' | 'site' | 'state' | 'text' | 'by'>) => {
      clock.advance(MINUTE)
      const atMs = clock.now()
      await stage.write(
        async rows =>
          await rows.append(briefing.id, { atMs, kind: 'question', site: entry.site, details: { atMs, ...entry } }),
      )
    }
    const asked = { state: 'waiting', text: 'Khi nào có thuốc?\nBao nhiêu?' } as const
    await kept({ ...asked, question: first, site: hue.id, by: hue.id })
    await kept({ ...asked, question: second, site: vinh.id, by: vinh.id })
    const answered = { state: 'answered', text: null, by: chair.id } as const
    await kept({ ...answered, question: first, site: hue.id })
    await inState(stage, briefing.id, 'ended')
    const { questions } = await office.closeMinutes(approver, briefing.id)
    assert.deepEqual(questions, [
      {
        id: first,
        site: hue.id,
        text: asked.text,
        state: 'answered',
        at: '2026-11-27T00:01:00.000Z',
        doneAt: '2026-11-27T00:03:00.000Z',
      },
      { id: second, site: vinh.id, text: asked.text, state: 'waiting', at: '2026-11-27T00:02:00.000Z', doneAt: null },
    ])
  })

  test('a document is added, its pages put one by one, each once, and shown as they were put', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing } = await plannedBriefing(stage)
    const name = '<script>alert(1)</script> 2026'
    const document = await office.addDocument(editor, briefing.id, { name, pages: 2 })
    assert.deepEqual([document.name, document.pages, document.ready], [name, 2, 0])
    const { id } = document
    await office.putPicture(editor, id, { page: 1, ...PICTURE })
    await office.putText(approver, id, { page: 1, text: 'Số giường: 120' })
    await office.putPicture(approver, id, { page: 1, ...PICTURE })
    const page = await office.picture(id, 1)
    assert.equal(page.type, 'image/png')
    assert.ok(PICTURE.picture.equals(page.picture))
    await assert.rejects(office.picture(id, 2), { code: 'notFound' })
    const other = { ...PICTURE, picture: pngOf(1280, 721) }
    await assert.rejects(office.putPicture(editor, id, { page: 1, ...other }), { code: 'pageTaken' })
    const [listed] = (await office.briefing(editor, briefing.id)).documents
    assert.deepEqual([listed.id, listed.ready, listed.addedBy.name], [id, 1, editor.name])
    await office.removeDocument(editor, id)
    await assert.rejects(office.picture(id, 1), { code: 'notFound' })
    const told = (await stage.trail(briefing.id)).slice(1)
    assert.deepEqual(
      told.map(({ action, details }) => [action, details.name]),
      [
        ['briefing.document-add', name],
        ['briefing.document-remove', name],
      ],
    )
  })

  test('what is no picture, of another type than it says, too wide, too high or behind the last page is refused', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing } = await plannedBriefing(stage)
    const { id } = await office.addDocument(editor, briefing.id, { name: 'Báo cáo', pages: 2 })
    const refused = async (page: number, type: string, picture: Buffer, code: string) =>
      await assert.rejects(office.putPicture(editor, id, { page, type, picture }), { code })
    const html = Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(64))
    await refused(1, 'image/png', html, 'pictureFaulty')
    await refused(1, 'image/png', Buffer.alloc(0), 'pictureFaulty')
    await refused(1, 'image/webp', PICTURE.picture, 'pictureFaulty')
    await refused(1, 'image/png', pngOf(4097, 10), 'pictureTooLarge')
    await refused(1, 'image/png', pngOf(10, 2 ** 32 - 1), 'pictureTooLarge')
    await refused(3, 'image/png', PICTURE.picture, 'pageOutside')
    await assert.rejects(office.putText(editor, id, { page: 3, text: 'x' }), {
      code: 'pageOutside',
      details: { pages: 2 },
    })
    await office.putPicture(editor, id, { page: 2, type: 'image/png', picture: pngOf(4096, 4096) })
    await assert.rejects(office.putText(editor, randomUUID(), { page: 1, text: 'x' }), { code: 'notFound' })
  })

  test('a briefing has so many documents and so many pages, and no more', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing } = await plannedBriefing(stage)
    const add = async (pages: number) =>
      await office.addDocument(editor, briefing.id, { name: `${pages} trang`, pages })
    for (let at = 0; at < 5; at++) await add(DOCUMENT_PAGES_MAX)
    await assert.rejects(add(1), { code: 'documentPagesFull' })
    const { documents } = await office.briefing(editor, briefing.id)
    for (const { id } of documents) await office.removeDocument(editor, id)
    for (let at = 0; at < DOCUMENTS_MAX; at++) await add(1)
    await assert.rejects(add(1), { code: 'documentsFull', details: { max: DOCUMENTS_MAX } })
  })

  test('after the end documents stay as they are', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing } = await plannedBriefing(stage)
    const { id } = await office.addDocument(editor, briefing.id, { name: 'Báo cáo', pages: 2 })
    await office.putPicture(editor, id, { page: 1, ...PICTURE })
    await inState(stage, briefing.id, 'open')
    await office.putText(editor, id, { page: 1, text: 'Đang họp' })
    await inState(stage, briefing.id, 'ended')
    for (const deed of [
      async () => await office.addDocument(editor, briefing.id, { name: 'Muộn', pages: 1 }),
      async () => await office.putPicture(editor, id, { page: 2, ...PICTURE }),
      async () => await office.putText(editor, id, { page: 1, text: 'Khác' }),
      async () => await office.removeDocument(editor, id),
    ])
      await assert.rejects(deed, { code: 'briefingEnded' }, String(deed))
    assert.ok((await office.picture(id, 1)).picture.byteLength > 0)
  })

  test('two secretaries write one line: the second is told by whom it was changed, and nothing is lost', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue } = await plannedBriefing(stage)
    const content: MinuteContent = {
      item: briefing.agenda[1].id,
      is: 'statement',
      site: hue.id,
      text: 'Còn 12 giường\n<b>hồi sức</b>',
    }
    const minute = await office.addMinute(editor, briefing.id, content)
    assert.deepEqual([minute.version, minute.text], [1, content.text])
    const text = 'Còn 11 giường'
    const saved = await office.saveMinute(approver, minute.id, {
      version: 1,
      content: { ...content, text, is: 'decision' },
    })
    assert.deepEqual([saved.version, saved.is, saved.at], [2, 'decision', minute.at])
    const conflict = { code: 'versionConflict', details: { by: approver.name, version: 2 } }
    await assert.rejects(office.saveMinute(editor, minute.id, { version: 1, content }), conflict)
    await assert.rejects(office.removeMinute(editor, minute.id, { version: 1 }), conflict)
    assert.equal((await office.briefing(editor, briefing.id)).minutes[0].text, text)
    await office.removeMinute(editor, minute.id, { version: 2 })
    assert.deepEqual((await office.briefing(editor, briefing.id)).minutes, [])
    const told = (await stage.trail(briefing.id)).slice(1)
    assert.deepEqual(
      told.map(({ action, actor, details }) => [action, actor.name, details.text]),
      [
        ['briefing.minute-add', editor.name, content.text],
        ['briefing.minute-save', approver.name, text],
        ['briefing.minute-remove', editor.name, text],
      ],
    )
  })

  test('minutes are about items of the agenda and sites of the roster, or of none', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing } = await plannedBriefing(stage)
    const of = async (change: Partial<MinuteContent>) =>
      await office.addMinute(editor, briefing.id, { item: null, is: 'statement', site: null, text: 'Không', ...change })
    await of({})
    await assert.rejects(of({ item: randomUUID() }), { code: 'minuteItem' })
    await assert.rejects(of({ site: randomUUID() }), { code: 'minuteSite' })
  })

  test('minutes are closed after the end, and then nothing of them changes', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue } = await plannedBriefing(stage)
    const { id } = briefing
    const content: MinuteContent = { item: null, is: 'decision', site: null, text: 'Tăng giường' }
    const minute = await office.addMinute(editor, id, content)
    await assert.rejects(office.closeMinutes(editor, id), { code: 'briefingNotEnded' })
    await inState(stage, id, 'open')
    await assert.rejects(office.closeMinutes(editor, id), { code: 'briefingNotEnded' })
    await inState(stage, id, 'ended')
    stage.clock.advance(MINUTE)
    const late = await office.addMinute(editor, id, content)
    const closed = await office.closeMinutes(approver, id)
    assert.ok(closed.closedAt !== null)
    assert.equal((await office.briefings(NEWEST)).items[0].isClosed, true)
    for (const deed of [
      async () => await office.addMinute(editor, id, content),
      async () => await office.saveMinute(editor, minute.id, { version: 1, content }),
      async () => await office.removeMinute(editor, late.id, { version: 1 }),
      async () => await office.giveAbsenceReason(editor, id, { site: hue.id, reason: 'Muộn' }),
      async () => await office.closeMinutes(editor, id),
    ])
      await assert.rejects(deed, { code: 'minutesClosed' }, String(deed))
    assert.deepEqual(
      (await office.briefing(editor, id)).minutes.map(each => each.id),
      [minute.id, late.id],
    )
    assert.equal((await stage.trail(id)).at(-1)?.action, 'briefing.close')
  })

  test('a decision on which an instruction rests is not removed before that is withdrawn', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue } = await plannedBriefing(stage)
    const content: MinuteContent = { item: null, is: 'decision', site: null, text: 'Tăng giường' }
    const { id } = await office.addMinute(editor, briefing.id, content)
    const writer = { id: editor.id, name: editor.name }
    const instruction = {
      id: randomUUID(),
      briefing: briefing.id,
      site: hue.id,
      version: 1,
      content: { site: hue.id, text: 'Tăng 20 giường', due: '2026-12-01', basis: null, decision: id },
      sha256: 'a'.repeat(64),
      writers: [writer],
      submittedBy: null,
      approvedBy: null,
      signatures: null,
      document: null,
      issuedAt: null,
      acknowledged: null,
      done: null,
      withdrawnAt: null,
      reason: null,
      updatedAt: 1,
      updatedBy: writer,
    }
    await stage.write(async rows => await rows.putInstruction({ ...instruction, state: 'draft' }))
    await assert.rejects(office.removeMinute(editor, id, { version: 1 }), { code: 'minuteUsed' })
    await stage.write(async rows => await rows.putInstruction({ ...instruction, state: 'withdrawn' }))
    await office.removeMinute(editor, id, { version: 1 })
  })
})
