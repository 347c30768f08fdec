/** Instructions to sites: two people with keys of their own, and the sites' answers. On both databases. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { issuedInstruction } from '../../src/areas/briefing/instructions/document.ts'
import { InstructionLetters } from '../../src/areas/briefing/instructions/letters.ts'
import { saidOfInstruction, toldText } from '../../src/areas/briefing/instructions/said.ts'
import { instructionUseCases } from '../../src/areas/briefing/instructions/use-cases.ts'
import { instructionViews } from '../../src/areas/briefing/instructions/view.ts'
import type { BriefingContent, Instruction, InstructionContent } from '../../src/areas/briefing/model.ts'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import type { Letter } from '../../src/authority/mailer.ts'
import { signedRows } from '../../src/authority/signed.ts'
import { readRoster } from '../../src/directive/attest.ts'
import { checkApproved } from '../../src/directive/proof.ts'
import { sha256Of, verify } from '../../src/directive/signing.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { waitsFor } from './overview-stage.ts'
import { given, opened, type Signer, signRoster } from './signers-stage.ts'
import { DAY, PEOPLE, SECOND } from './stage.ts'

const HOUR = 3600 * SECOND
const WRITER = { id: 'office', name: 'Văn phòng' }

async function withSites(t: TestContext, databases: Databases) {
  const stage = await opened(t, databases)
  const { work } = stage.authority
  const letters: Letter[] = []
  const came = new EventEmitter()
  /** Nothing waits for a letter but a test. */
  const written = async (count: number) => {
    while (letters.length < count) await once(came, 'letter')
    assert.equal(letters.length, count)
  }
  const mailer = {
    from: 'loa@bo.example',
    send: async (letter: Letter) => {
      letters.push(letter)
      came.emit('letter')
      return { reached: 1, failed: 0 }
    },
  }
  const sent = new InstructionLetters({ work, mailer })
  const [hue, vinh, elsewhere, briefing] = Array.from({ length: 4 }, () => randomUUID())
  const contentOf = (title: string, sites: readonly string[]): BriefingContent => ({
    title,
    startsAt: new Date(stage.clock.now()).toISOString(),
    minutes: 60,
    agenda: [],
    roster: sites.map(site => ({ site, role: 'site', language: null })),
    isQueueOpen: true,
    grantedMax: 1,
    isRecorded: false,
  })
  const putBriefing = async (id: string, title: string, sites: readonly string[]) =>
    await work.transaction(
      async ({ store, now }) =>
        await briefingRows(store).putBriefing({
          id,
          version: 1,
          state: 'ended',
          content: contentOf(title, sites),
          beganAt: now,
          endedAt: now,
          closedAt: null,
          createdAt: now,
          createdBy: WRITER,
          updatedAt: now,
          updatedBy: WRITER,
        }),
    )
  const putSite = async (id: string, name: string, position: number) =>
    await work.transaction(
      async ({ store, now }) =>
        await briefingRows(store).putSite({
          id,
          position,
          version: 1,
          content: {
            name,
            short: name.slice(0, 16),
            responsible: { name: `Giám đốc ${name}`, title: null, mail: `${position}@loa.example` },
            isRetired: false,
          },
          verdict: null,
          updatedAt: now,
          updatedBy: WRITER,
        }),
    )
  await putSite(hue, 'Bệnh viện Huế', 1)
  await putSite(vinh, 'Bệnh viện Vinh', 2)
  await putSite(elsewhere, 'Bệnh viện khác', 3)
  await putBriefing(briefing, 'Giao ban tuần 6', [hue, vinh])
  const instructions = instructionUseCases(work, sent)
  const content: InstructionContent = {
    site: hue,
    text: 'Bổ sung 20 máy thở.',
    due: '2026-02-10',
    basis: 'Kết luận ngày 03/02/2026',
    decision: null,
  }
  return {
    stage,
    work,
    letters,
    written,
    sent,
    instructions,
    content,
    briefing,
    putBriefing,
    putSite,
    hue,
    vinh,
    elsewhere,
  }
}
type InstructionsFixture = Awaited<ReturnType<typeof withSites>>

async function withRoster(t: TestContext, databases: Databases) {
  const of = await withSites(t, databases)
  const admin = await of.stage.person('administrator', 'admin')
  const editor = await of.stage.person('editor', 'editor')
  const approver = await of.stage.person('approver', 'approver')
  const second = await of.stage.person('approver', 'second')
  await of.stage.signers.prepare(admin.actor)
  await signRoster(of.stage, admin)
  return { ...of, admin, editor, approver, second }
}

async function submit({ stage, instructions }: InstructionsFixture, who: Signer, shown: Instruction) {
  const { id, version, sha256 } = shown
  const signature = await given(stage, who, saidOfInstruction(shown, 'submit'))
  return await instructions.submitInstruction(who.actor, id, { version, sha256, signature })
}

async function approve({ stage, instructions }: InstructionsFixture, who: Signer, shown: Instruction) {
  const { id, version, sha256 } = shown
  const signature = await given(stage, who, saidOfInstruction(shown, 'approve'))
  return await instructions.approveInstruction(who.actor, id, { version, sha256, signature })
}

/** Without a roster nobody signs. */
async function issued({ instructions, briefing, content }: InstructionsFixture, change = {}): Promise<Instruction> {
  const { editor, approver } = PEOPLE
  const shown = await instructions.createInstruction(editor, briefing, { ...content, ...change })
  const { id, version, sha256 } = shown
  await instructions.submitInstruction(editor, id, { version, sha256 })
  return await instructions.approveInstruction(approver, id, { version, sha256 })
}

function views({ signer }: InstructionsFixture['work']) {
  return instructionViews(signer.publicKey)
}

onEachDatabase(databases => {
  test('an instruction that two people have signed is given to its site as one document that anybody with the roster can verify', async t => {
    const of = await withRoster(t, databases)
    const { work, instructions, editor, approver, briefing, content, hue } = of
    const draft = await instructions.createInstruction(editor.actor, briefing, content)
    assert.deepEqual(
      [draft.state, draft.siteName, draft.briefingTitle, draft.isOverdue],
      ['draft', 'Bệnh viện Huế', 'Giao ban tuần 6', false],
    )
    assert.equal(draft.sha256, sha256Of(toldText(draft)))
    const submitted = await submit(of, editor, draft)
    assert.equal(submitted.submittedBy?.id, editor.actor.id)
    assert.deepEqual(await views(work).to(work.store, hue, work.now()), [])
    const done = await approve(of, approver, submitted)
    assert.deepEqual([done.state, done.approvedBy?.name], ['issued', 'approver'])

    const [told] = await views(work).to(work.store, hue, work.now())
    assert.deepEqual([told.text, told.due, told.basis], [content.text, content.due, content.basis])
    assert.deepEqual(told.approvedBy, ['editor', 'approver'])
    const key = work.signer.publicKey
    const body = await verify(told.document, { type: 'instruction', key, schema: issuedInstruction })
    assert.equal(sha256Of(toldText(body.told)), body.sha256)
    assert.ok(body.approval !== null)
    const { submitted: first, approved: second, roster } = body.approval
    const known = readRoster(String(await signedRows(work.store).newestRoster()))
    assert.equal(known.sha256, roster.sha256)
    const said = saidOfInstruction({ ...body, id: body.instruction }, 'approve')
    await checkApproved(said, { submitted: first, approved: second }, known)
    await assert.rejects(checkApproved({ ...said, of: 'round' }, { submitted: first, approved: second }, known), {
      code: 'needsTwoPeople',
    })
    const trail = await work.store.trailOf(done.id, 10)
    assert.deepEqual(
      trail.map(({ action, details }) => [action, details.keyIs]),
      [
        ['instruction.create', undefined],
        ['instruction.submit', 'key'],
        ['instruction.approve', 'key'],
      ],
    )
  })

  test('nobody issues an instruction that they have written or submitted, and who is no approver issues none', async t => {
    const of = await withRoster(t, databases)
    const { instructions, editor, approver, second, briefing, content } = of
    const own = await instructions.createInstruction(approver.actor, briefing, content)
    const saved = await instructions.saveInstruction(editor.actor, own.id, {
      version: 1,
      content: { ...content, text: 'Bổ sung 30 máy thở.' },
    })
    const submitted = await submit(of, editor, saved)
    await assert.rejects(approve(of, approver, submitted), { code: 'ownApproval' })
    await assert.rejects(approve(of, editor, submitted), { code: 'forbidden' })
    assert.equal((await approve(of, second, submitted)).state, 'issued')

    const byApprover = await instructions.createInstruction(editor.actor, briefing, content)
    const theirs = await submit(of, approver, byApprover)
    await assert.rejects(approve(of, approver, theirs), { code: 'ownApproval' })
  })

  test('where there is a roster an instruction is issued by signatures of this very text alone', async t => {
    const of = await withRoster(t, databases)
    const { stage, instructions, editor, approver, briefing, content } = of
    const draft = await instructions.createInstruction(editor.actor, briefing, content)
    const { id, version, sha256 } = draft
    const unsigned = { version, sha256 }
    await assert.rejects(instructions.submitInstruction(editor.actor, id, unsigned), { code: 'signatureNeeded' })
    await assert.rejects(instructions.submitInstruction(editor.actor, id, { version, sha256: 'ab'.repeat(32) }), {
      code: 'signatureNeeded',
    })
    for (const other of [{ of: 'month' }, { sha256: 'ab'.repeat(32) }, { version: 2 }] as const) {
      const said = { ...saidOfInstruction(draft, 'submit'), ...other }
      const signature = await given(stage, editor, said)
      await assert.rejects(instructions.submitInstruction(editor.actor, id, { version, sha256, signature }), {
        code: 'signatureOfPersonWrong',
      })
    }
    const submitted = await submit(of, editor, draft)
    await assert.rejects(instructions.approveInstruction(approver.actor, id, unsigned), { code: 'signatureNeeded' })
    assert.equal((await instructions.instruction(editor.actor, id)).state, 'submitted')
    const stale = await given(stage, approver, saidOfInstruction(submitted, 'approve'))
    stage.clock.advance(11 * 60 * SECOND)
    await assert.rejects(instructions.approveInstruction(approver.actor, id, { ...unsigned, signature: stale }), {
      code: 'signatureOld',
    })
  })

  test('an instruction that was altered in the database after it was submitted is issued by nobody', async t => {
    const of = await withRoster(t, databases)
    const { stage, instructions, editor, approver, briefing, content } = of
    const draft = await instructions.createInstruction(editor.actor, briefing, content)
    const submitted = await submit(of, editor, draft)
    const db = stage.database.kysely
    await sql`update instruction set content = replace(content, '20', '90')`.execute(db)
    await assert.rejects(approve(of, approver, submitted), { code: 'instructionAltered' })
    // With its digest as well, as whoever has the database would do it: what was submitted was something else.
    const shown = await instructions.instruction(approver.actor, draft.id)
    const sha256 = sha256Of(toldText(shown))
    await sql`update instruction set sha256 = ${sha256}`.execute(db)
    await assert.rejects(approve(of, approver, { ...shown, sha256 }), { code: 'needsTwoPeople' })
    const again = await instructions.instruction(approver.actor, draft.id)
    assert.deepEqual([again.state, again.issuedAt], ['submitted', null])
  })

  test('a site or a briefing that got another name since is told of neither name before somebody submits anew', async t => {
    const of = await withSites(t, databases)
    const { instructions, content, briefing, hue, putSite } = of
    const { editor, approver } = PEOPLE
    const draft = await instructions.createInstruction(editor, briefing, content)
    const { id, version, sha256 } = draft
    await instructions.submitInstruction(editor, id, { version, sha256 })
    await putSite(hue, 'Bệnh viện Trung ương Huế', 1)
    await assert.rejects(instructions.approveInstruction(approver, id, { version, sha256 }), {
      code: 'instructionAltered',
    })
    const back = await instructions.returnInstruction(approver, id, { reason: 'Đổi tên' })
    assert.deepEqual(
      [back.state, back.siteName, back.reason, back.submittedBy],
      ['draft', 'Bệnh viện Trung ương Huế', 'Đổi tên', null],
    )
    await assert.rejects(instructions.submitInstruction(editor, id, { version, sha256 }), { code: 'digestDiffers' })
    const now = { version, sha256: back.sha256 }
    await instructions.submitInstruction(editor, id, now)
    assert.equal((await instructions.approveInstruction(approver, id, now)).state, 'issued')
    // What was issued keeps the names under which it was signed.
    await putSite(hue, 'Bệnh viện Huế', 1)
    const shown = await instructions.instruction(editor, id)
    assert.equal(shown.siteName, 'Bệnh viện Trung ương Huế')
  })

  test('the signature of a key that is no longer on the roster issues nothing', async t => {
    const of = await withRoster(t, databases)
    const { stage, instructions, admin, editor, approver, briefing, content } = of
    const draft = await instructions.createInstruction(editor.actor, briefing, content)
    const submitted = await submit(of, editor, draft)
    await stage.signers.removeKey(editor.actor, editor.key.key.id)
    await stage.signers.prepare(admin.actor)
    await signRoster(stage, admin)
    await assert.rejects(approve(of, approver, submitted), { code: 'needsTwoPeople' })
    assert.equal((await instructions.instruction(editor.actor, draft.id)).state, 'submitted')
  })

  test('an instruction is for a site of the roster, rests on a decision of these minutes, and is due today or later', async t => {
    const of = await withSites(t, databases)
    const { instructions, content, briefing, elsewhere } = of
    const { editor, approver } = PEOPLE
    const create = async (change: Partial<InstructionContent>, where = briefing) =>
      await instructions.createInstruction(editor, where, { ...content, ...change })
    await assert.rejects(create({ site: elsewhere }), { code: 'instructionSite' })
    await assert.rejects(create({ decision: randomUUID() }), { code: 'instructionDecision' })
    await assert.rejects(create({}, randomUUID()), { code: 'notFound' })
    const minute = randomUUID()
    for (const is of ['statement', 'decision'] as const) {
      await of.work.transaction(
        async ({ store, now }) =>
          await briefingRows(store).putMinute({
            id: minute,
            briefing,
            version: 1,
            content: { item: null, is, site: null, text: 'Bổ sung máy thở' },
            at: now,
            updatedAt: now,
            updatedBy: WRITER,
          }),
      )
      const made = create({ decision: minute })
      if (is === 'decision') assert.equal((await made).decision, minute)
      else await assert.rejects(made, { code: 'instructionDecision' })
    }
    for (const role of ['auditor', 'administrator'] as const)
      await assert.rejects(instructions.createInstruction(PEOPLE[role], briefing, content), { code: 'forbidden' })
    const past = await create({ due: '2026-02-02' })
    const { id, version, sha256 } = past
    await assert.rejects(instructions.submitInstruction(editor, id, { version, sha256 }), {
      code: 'instructionDuePast',
    })
    const today = await create({ due: '2026-02-03' })
    const seen = { version: 1, sha256: today.sha256 }
    await instructions.submitInstruction(editor, today.id, seen)
    of.stage.clock.advance(17 * HOUR)
    await assert.rejects(instructions.approveInstruction(approver, today.id, seen), { code: 'instructionDuePast' })
  })

  test('what two people write at once is not lost: the second is told who was first', async t => {
    const of = await withSites(t, databases)
    const { instructions, content, briefing } = of
    const { editor, approver } = PEOPLE
    const { id } = await instructions.createInstruction(editor, briefing, content)
    const saved = await instructions.saveInstruction(approver, id, {
      version: 1,
      content: { ...content, text: 'Khác' },
    })
    assert.deepEqual([saved.version, saved.text], [2, 'Khác'])
    await assert.rejects(instructions.saveInstruction(editor, id, { version: 1, content }), {
      code: 'versionConflict',
      details: { by: approver.name, version: 2 },
    })
  })

  test('a site answers what was issued to it, once each, and nothing else', async t => {
    const of = await withSites(t, databases)
    const { work, instructions, content, briefing, hue, vinh } = of
    const { editor, approver } = PEOPLE
    const own = { site: hue }
    const answer = { by: 'Trần Thị Bình', note: 'Đã nhận' }
    const draft = await instructions.createInstruction(editor, briefing, content)
    const act = instructions.answerInstruction
    await assert.rejects(act(own, draft.id, 'acknowledge', answer), { code: 'notFound' })
    const { id } = await issued(of)
    await assert.rejects(act({ site: vinh }, id, 'acknowledge', answer), { code: 'notFound' })
    await assert.rejects(act(own, randomUUID(), 'done', answer), { code: 'notFound' })

    const first = await act(own, id, 'acknowledge', answer)
    assert.deepEqual([first.state, first.acknowledged?.by], ['acknowledged', 'Trần Thị Bình'])
    of.stage.clock.advance(HOUR)
    const again = await act(own, id, 'acknowledge', { by: 'Người khác', note: '' })
    assert.deepEqual(again, first)
    const done = await act(own, id, 'done', { by: 'Lê Văn Cường', note: 'Đã lắp đủ' })
    assert.deepEqual([done.state, done.done?.by, done.done?.note], ['done', 'Lê Văn Cường', 'Đã lắp đủ'])
    assert.deepEqual(await act(own, id, 'done', answer), done)
    assert.deepEqual(await act(own, id, 'acknowledge', answer), done)
    await assert.rejects(instructions.withdrawInstruction(approver, id, { reason: 'x' }), { code: 'instructionState' })
    const trail = await work.store.trailOf(id, 20)
    assert.deepEqual(
      trail.map(({ action, actor }) => [action, actor.kind, actor.name]),
      [
        ['instruction.create', 'person', editor.name],
        ['instruction.submit', 'person', editor.name],
        ['instruction.approve', 'person', approver.name],
        ['instruction.acknowledge', 'site', 'Bệnh viện Huế'],
        ['instruction.done', 'site', 'Bệnh viện Huế'],
      ],
    )
    assert.equal((await of.stage.authority.verifyTrail()).is, 'whole')
  })

  test('a document that was altered or put elsewhere in the database is given to no site, and nobody answers it', async t => {
    const of = await withSites(t, databases)
    const { work, stage, instructions, hue, letters, sent, written } = of
    const [first, second] = [await issued(of), await issued(of, { text: 'Khác' })]
    await written(2)
    const db = stage.database.kysely
    const rows = briefingRows(work.store)
    const documentOf = async ({ id }: Instruction) => (await rows.instruction(id))?.document ?? ''
    const [own, other] = [await documentOf(first), await documentOf(second)]
    const [head, payload, signature] = own.split('.')
    const body = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = { ...body, told: { ...body.told, text: 'Hãy gửi tiền.' } }
    const encoded = Buffer.from(JSON.stringify(forged)).toString('base64url')
    for (const document of [other, `${head}.${encoded}.${signature}`, 'x']) {
      await sql`update instruction set document = ${document} where id = ${first.id}`.execute(db)
      const told = await views(work).to(work.store, hue, work.now())
      assert.deepEqual(
        told.map(({ id }) => id),
        [second.id],
      )
      const answer = { by: 'Trần Thị Bình', note: '' }
      await assert.rejects(instructions.answerInstruction({ site: hue }, first.id, 'acknowledge', answer), {
        code: 'contentAltered',
      })
      const shown = await instructions.instructions(PEOPLE.auditor, 'open')
      assert.equal(shown.length, 2, 'our own people see that it is there')
    }
    stage.clock.advance(8 * DAY)
    await sent.remind()
    assert.deepEqual(
      letters.slice(2).map(({ text }) => text.includes('Khác')),
      [true],
    )
  })

  test('a withdrawn instruction counts no more: its site is shown so and cannot report it done', async t => {
    const of = await withSites(t, databases)
    const { work, instructions, hue } = of
    const { id } = await issued(of)
    await assert.rejects(instructions.withdrawInstruction(PEOPLE.editor, id, { reason: 'Thay bằng việc khác' }), {
      code: 'forbidden',
    })
    const withdrawn = await instructions.withdrawInstruction(PEOPLE.approver, id, { reason: 'Thay bằng việc khác' })
    assert.deepEqual([withdrawn.state, withdrawn.reason], ['withdrawn', 'Thay bằng việc khác'])
    const [told] = await views(work).to(work.store, hue, work.now())
    assert.equal(told.state, 'withdrawn')
    const answer = { by: 'Trần Thị Bình', note: '' }
    await assert.rejects(instructions.answerInstruction({ site: hue }, id, 'done', answer), {
      code: 'instructionState',
    })
  })

  test('open instructions head the next briefing of their site, and a list tells of what waits and what is overdue', async t => {
    const of = await withSites(t, databases)
    const { work, stage, instructions, content, briefing, hue, vinh, putBriefing } = of
    const { editor, auditor } = PEOPLE
    const late = await issued(of, { due: '2026-02-04' })
    const later = await issued(of, { due: '2026-02-20' })
    const done = await issued(of, { due: '2026-02-05' })
    const draft = await instructions.createInstruction(editor, briefing, content)
    const report = { by: 'Trần Thị Bình', note: '' }
    await instructions.answerInstruction({ site: hue }, done.id, 'done', report)
    stage.clock.advance(3 * DAY)

    const reader = { actor: auditor, now: work.now() }
    const ids = (all: readonly Instruction[]) => all.map(({ id }) => id)
    const [open, all] = [
      await instructions.instructions(auditor, 'open'),
      await instructions.instructions(auditor, 'all'),
    ]
    assert.deepEqual(ids(open), [late.id, draft.id, later.id])
    assert.deepEqual(ids(all), [late.id, done.id, draft.id, later.id])
    assert.deepEqual(
      open.map(({ isOverdue }) => isOverdue),
      [true, false, false],
    )
    assert.deepEqual(open[0].actions, [])
    // Its site has it until its day is over; then it waits for those who follow it up.
    const waits = await waitsFor(stage, editor)
    assert.deepEqual(
      waits.map(({ page, says, until }) => [page, says, until]),
      [[`/instructions/${late.id}`, 'Instruction overdue, to be followed up or withdrawn', '2026-02-04T17:00:00.000Z']],
    )

    const [next, others] = [randomUUID(), randomUUID()]
    await putBriefing(next, 'Giao ban tuần 7', [hue])
    await putBriefing(others, 'Giao ban khác', [vinh])
    const earlier = async (id: string) => {
      const found = await briefingRows(work.store).briefing(id)
      assert.ok(found !== null)
      return ids(await views(work).earlier(work.store, found, reader))
    }
    assert.deepEqual(await earlier(next), [late.id, later.id])
    assert.deepEqual(await earlier(others), [])
    assert.deepEqual(await earlier(briefing), [], 'its own are not of an earlier one')
    const own = await views(work).of(work.store, briefing, reader)
    assert.deepEqual(ids(own), ids(all))
  })

  test('who answers for a site is told of what was issued, what comes due, what is overdue and what was withdrawn', async t => {
    const of = await withSites(t, databases)
    const { stage, letters, sent, written, instructions } = of
    const { id } = await issued(of)
    await written(1)
    assert.deepEqual(letters[0].to, ['1@loa.example'])
    assert.match(letters[0].subject, /^Nhiệm vụ được giao: Bệnh viện Huế, 10\/02\/2026$/)
    for (const part of ['Bổ sung 20 máy thở.', 'Kết luận ngày 03/02/2026', 'Instruction issued'])
      assert.ok(letters[0].text.includes(part), part)

    const subjects = async (days: number) => {
      const before = letters.length
      for (let hour = 0; hour < days * 24; hour++) {
        await sent.remind()
        stage.clock.advance(HOUR)
      }
      return letters.slice(before).map(({ subject }) => subject.split(':')[0])
    }
    assert.deepEqual(await subjects(3), [])
    assert.deepEqual(await subjects(4), ['Nhiệm vụ sắp đến hạn'])
    assert.deepEqual(await subjects(3), ['Nhiệm vụ đã quá hạn', 'Nhiệm vụ đã quá hạn', 'Nhiệm vụ đã quá hạn'])
    const before = letters.length
    await instructions.withdrawInstruction(PEOPLE.approver, id, { reason: 'Thay bằng việc khác' })
    await written(before + 1)
    assert.match(letters.at(-1)?.text ?? '', /Lý do: Thay bằng việc khác/)
    assert.deepEqual(await subjects(2), [])
  })
})
