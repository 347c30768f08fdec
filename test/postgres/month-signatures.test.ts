/** What two people sign of a month's report, each with a key of their own. On both databases. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { digestOf } from '../../src/areas/months/editions.ts'
import type { MonthReport } from '../../src/areas/months/model.ts'
import { editionSignatures } from '../../src/areas/months/model.ts'
import { saidOfMonth } from '../../src/areas/months/said.ts'
import { signerRows } from '../../src/areas/signers/store.ts'
import type { GivenSignature, Said } from '../../src/authority/said.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import { readRoster } from '../../src/directive/attest.ts'
import { lacksTwoPeople } from '../../src/directive/failures.ts'
import { checkApproved } from '../../src/directive/proof.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import { jsonOf } from '../../src/report/documents/json.ts'
import { HEADING } from '../../src/report/fixtures.test.ts'
import type { Database } from '../../src/sql/database.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { given, opened, type Signer, type SignersStage, signRoster } from './signers-stage.ts'
import { DAY, openStage, SECOND } from './stage.ts'

/** It is February all the while: each report has one doubt, the month goes on. */
const MONTH = '2026-02'
const MINUTE = 60 * SECOND
const OTHERS = { screenings: null, briefings: null, channels: null, plans: null }
const ITEM = {
  section: 'other',
  date: null,
  unit: 'Văn phòng',
  title: 'Họp giao ban',
  result: 'Đã họp',
  nextStep: null,
  english: null,
} as const

async function withPeople(t: TestContext, databases: Databases) {
  const stage = await opened(t, databases)
  const admin = await stage.person('administrator', 'admin')
  const editor = await stage.person('editor', 'editor')
  const approver = await stage.person('approver', 'approver')
  return { stage, admin, editor, approver }
}

type People = Awaited<ReturnType<typeof withPeople>>

async function settled(t: TestContext, databases: Databases): Promise<People> {
  const people = await withPeople(t, databases)
  await newRoster(people)
  return people
}

async function newRoster({ stage, admin }: People): Promise<void> {
  await stage.signers.prepare(admin.actor)
  await signRoster(stage, admin)
}

/** As the page does: the draft is read, its heading changed, and this very report is signed. */
async function read({ authority }: SignersStage, { actor }: Signer, month = MONTH): Promise<MonthReport> {
  const draft = await authority.months.report(actor, month, OTHERS, 'next')
  const report = { ...draft.report, heading: HEADING }
  return { ...draft, report, sha256: digestOf(report) }
}

async function review(stage: SignersStage, who: Signer, shown: MonthReport, said?: Partial<Said>) {
  const { sha256, report } = shown
  const signature = await given(stage, who, { ...saidOfMonth(shown, 'submit'), ...said })
  const { asOf } = report
  const input = { heading: HEADING, asOf, sha256, doubts: 3, signature }
  return await stage.authority.months.reviewReport(who.actor, shown.month, input, OTHERS)
}

async function sign(stage: SignersStage, who: Signer, shown: MonthReport, signature?: GivenSignature) {
  const own = signature ?? (await given(stage, who, saidOfMonth(shown, 'approve')))
  const { month, sha256 } = shown
  const input = { sha256, doubts: 3, signature: own }
  return await stage.authority.months.signMonthReport(who.actor, month, input)
}

async function publish(stage: SignersStage, { actor }: Signer, { month, sha256 }: MonthReport) {
  return await stage.authority.months.publishMonthReport(actor, month, { sha256, doubts: 3 })
}

async function reviewed({ stage, editor }: People): Promise<MonthReport> {
  return await review(stage, editor, await read(stage, editor))
}

async function signed(people: People): Promise<MonthReport> {
  return await sign(people.stage, people.approver, await reviewed(people))
}

/** By the downloaded file and a roster alone. */
async function verifyFile(text: string, roster: string): Promise<readonly string[]> {
  const { signatures, figures, ...rest } = JSON.parse(text)
  const report = { ...rest, figures: figures.map(({ words: _, ...figure }: { words: unknown }) => figure) }
  const { submitted, approved } = editionSignatures.parse(signatures)
  assert.ok(approved !== null)
  const { version } = approved.statement
  const what = { of: 'month', subject: report.month, version } as const
  const sha256 = sha256Of(canonicalJson(report))
  await checkApproved({ ...what, sha256 }, { submitted, approved }, readRoster(roster))
  return [submitted.name, approved.name]
}

async function alterReports({ kysely: db }: Database): Promise<void> {
  await sql.raw(`update month_report set report = replace(report, 'tháng', 'năm')`).execute(db)
}

onEachDatabase(databases => {
  test('a published report bears what two people signed of it, which whoever has the roster can verify', async t => {
    const people = await settled(t, databases)
    const { stage, editor, approver } = people
    const { months } = stage.authority
    const frozen = await reviewed(people)
    assert.deepEqual([frozen.signatures?.submitted.person, frozen.signatures?.approved], [editor.actor.id, null])
    const both = await sign(stage, approver, frozen)
    assert.equal(both.signatures?.roster, null)
    const published = await publish(stage, editor, both)
    assert.equal(published.signatures?.roster?.number, 1)
    const file = await months.published(MONTH, 1)
    assert.deepEqual(file.signatures, published.signatures)
    const text = jsonOf(file.report, { signatures: file.signatures })
    const roster = String(await signerRows(stage.authority.work.store).newestRoster())
    assert.equal(readRoster(roster).sha256, file.signatures?.roster?.sha256)
    assert.deepEqual(await verifyFile(text, roster), ['editor', 'approver'])
    for (const [what, other] of [
      ['"month": "2026-02"', '"month": "2026-03"'],
      ['"asOf": "2026-02-03', '"asOf": "2026-02-04'],
      ['"issuing": {', '"issued": {'],
    ] as const) {
      const altered = text.replace(what, other)
      assert.notEqual(altered, text)
      await assert.rejects(verifyFile(altered, roster), { code: 'needsTwoPeople' }, what)
    }
    await assert.rejects(
      sql`update month_report set signatures = null`.execute(stage.database.kysely),
      /a published report never changes/,
    )
    assert.deepEqual(published.history.map(({ action, signedWith }) => [action, signedWith]).toSorted(), [
      ['month.publish', undefined],
      ['month.review', 'key'],
      ['month.sign', 'key'],
    ])
  })

  test('a review freezes what was read as it was read, or nothing', async t => {
    const people = await settled(t, databases)
    const { stage, editor, approver } = people
    const { months } = stage.authority
    const shown = await read(stage, editor)
    stage.clock.advance(5 * MINUTE)
    const frozen = await review(stage, editor, shown)
    assert.deepEqual([frozen.sha256, frozen.report], [shown.sha256, shown.report])
    await publish(stage, editor, await sign(stage, approver, frozen))

    // A published edition is corrected by the next, which is read before it is reviewed.
    const next = await read(stage, editor)
    assert.deepEqual([next.edition, next.state, next.signatures], [2, 'draft', null])
    assert.equal((await months.report(editor.actor, MONTH, OTHERS)).edition, 1)
    await months.addItem(editor.actor, MONTH, ITEM)
    const other = { ...next, sha256: 'ab'.repeat(32) }
    await assert.rejects(review(stage, editor, other), { code: 'digestDiffers' })
    // Another server does not know what was read, and counts it otherwise.
    const { authority } = await openStage(t, databases, stage)
    await assert.rejects(review({ ...stage, authority }, editor, next), { code: 'digestDiffers' })
    const second = await review(stage, editor, next)
    assert.deepEqual([second.edition, second.report], [2, next.report], 'without the later item')
    await months.returnMonthReport(approver.actor, MONTH, { reason: 'Thiếu việc' })

    const again = await read(stage, editor)
    stage.clock.advance(61 * MINUTE)
    await assert.rejects(review(stage, editor, again), { code: 'digestDiffers' })
    const future = new Date(stage.clock.now() + SECOND).toISOString()
    const ahead = { ...again, report: { ...again.report, asOf: future } }
    ahead.sha256 = digestOf(ahead.report)
    await assert.rejects(review(stage, editor, ahead), { code: 'digestDiffers' })
    // Nobody freezes what another has read.
    const theirs = await read(stage, approver)
    await months.addItem(editor.actor, MONTH, ITEM)
    await assert.rejects(review(stage, editor, theirs), { code: 'digestDiffers' })
    const third = await reviewed(people)
    assert.match(JSON.stringify(third.report), /Họp giao ban/)
  })

  test('whoever freezes a month that goes on says that they saw it', async t => {
    const { stage, editor } = await withPeople(t, databases)
    const { months } = stage.authority
    for (const doubts of [undefined, 2])
      await assert.rejects(
        months.reviewReport(editor.actor, MONTH, { heading: HEADING, ...(doubts !== undefined && { doubts }) }, OTHERS),
        { code: 'reportDoubtsUnseen', details: { codes: 'month-not-over, sections-missing, sections-empty' } },
      )
    assert.equal((await months.report(editor.actor, MONTH, OTHERS)).state, 'draft')
  })

  test('two people: a signature is for this deed on this report of this month, by this person, and of now', async t => {
    const people = await settled(t, databases)
    const { stage, editor, approver } = people
    const { months } = stage.authority
    const shown = await read(stage, editor)
    const { sha256 } = shown
    const unsigned = { heading: HEADING, asOf: shown.report.asOf, sha256, doubts: 3 }
    await assert.rejects(months.reviewReport(editor.actor, MONTH, unsigned, OTHERS), { code: 'signatureNeeded' })
    const others: readonly (readonly [string, Partial<Said>])[] = [
      ['for another digest', { sha256: 'ab'.repeat(32) }],
      ['for another month', { subject: '2026-01' }],
      ['for another edition', { version: 2 }],
      ['for another thing', { of: 'free-list' }],
      ['for another deed', { does: 'schedule' }],
    ]
    for (const [what, said] of others)
      await assert.rejects(review(stage, editor, shown, said), { code: 'signatureOfPersonWrong' }, `review ${what}`)
    const frozen = await review(stage, editor, shown)
    const said = saidOfMonth(frozen, 'approve')
    await assert.rejects(months.signMonthReport(approver.actor, MONTH, { sha256, doubts: 3 }), {
      code: 'signatureNeeded',
    })
    for (const [what, other] of others)
      await assert.rejects(
        sign(stage, approver, frozen, await given(stage, approver, { ...said, ...other })),
        { code: 'signatureOfPersonWrong' },
        `sign ${what}`,
      )
    await assert.rejects(sign(stage, approver, frozen, await given(stage, editor, said)), { code: 'notOnRoster' })
    const old = await given(stage, approver, said)
    stage.clock.advance(11 * MINUTE)
    await assert.rejects(sign(stage, approver, frozen, old), { code: 'signatureOld' })
    assert.equal((await sign(stage, approver, frozen)).state, 'signed')
  })

  test('two people: nobody signs what they reviewed, nor whom the roster does not know as an approver', async t => {
    const people = await settled(t, databases)
    const { stage, editor, approver } = people
    const own = await review(stage, approver, await read(stage, approver))
    await assert.rejects(sign(stage, approver, own), { code: 'ownApproval' })
    await stage.authority.months.returnMonthReport(approver.actor, MONTH, { reason: 'Tự soát xét' })
    const frozen = await reviewed(people)
    const newcomer = await stage.person('approver', 'newcomer')
    await assert.rejects(sign(stage, newcomer, frozen), { code: 'notOnRoster' })
    // The server says approver; the roster, which is believed, says editor.
    const risen: Signer = { ...editor, actor: { ...editor.actor, role: 'approver' } }
    await assert.rejects(sign(stage, risen, frozen), { code: 'ownApproval' })
    const other = await stage.person('editor', 'other')
    await newRoster(people)
    const raised: Signer = { ...other, actor: { ...other.actor, role: 'approver' } }
    await assert.rejects(sign(stage, raised, frozen), {
      code: 'needsTwoPeople',
      details: lacksTwoPeople('approve', 'role').details,
    })
  })

  test('two people: a key that was revoked signs nothing, and what it signed is not published', async t => {
    const people = await settled(t, databases)
    const { stage, editor, approver } = people
    const { signers, authority } = stage
    const both = await signed(people)
    await signers.removeKey(approver.actor, approver.key.key.id)
    await newRoster(people)
    await assert.rejects(publish(stage, editor, both), {
      code: 'needsTwoPeople',
      details: lacksTwoPeople('approve', 'key').details,
    })
    const second = await stage.person('approver', 'second')
    await newRoster(people)
    await authority.months.returnMonthReport(second.actor, MONTH, { reason: 'Ký lại' })
    const frozen = await reviewed(people)
    await assert.rejects(sign(stage, approver, frozen), { code: 'notOnRoster' })
    const published = await publish(stage, editor, await sign(stage, second, frozen))
    assert.deepEqual([published.edition, published.signatures?.approved?.name], [2, 'second'])
  })

  test('two people: a report that was altered in the database is signed and published by nobody', async t => {
    const people = await settled(t, databases)
    const { stage, editor, approver } = people
    const frozen = await reviewed(people)
    await alterReports(stage.database)
    await assert.rejects(sign(stage, approver, frozen), { code: 'contentAltered' })
    await stage.authority.months.returnMonthReport(approver.actor, MONTH, { reason: 'Lạ' })
    const both = await signed(people)
    await alterReports(stage.database)
    await assert.rejects(publish(stage, editor, both), { code: 'contentAltered' })
    // Nor with a digest that fits: people signed another.
    const { report } = await stage.authority.months.report(editor.actor, MONTH, OTHERS)
    const sha256 = digestOf(report)
    await sql`update month_report set sha256 = ${sha256}`.execute(stage.database.kysely)
    await assert.rejects(publish(stage, editor, { ...both, sha256 }), {
      code: 'needsTwoPeople',
      details: lacksTwoPeople('submit', 'other').details,
    })
  })

  test('without a roster nothing is signed; what was reviewed then is reviewed again once there is one', async t => {
    const people = await withPeople(t, databases)
    const { stage, editor, approver } = people
    const { months } = stage.authority
    const unsigned = { heading: HEADING, doubts: 3 }
    const first = await months.reviewReport(editor.actor, MONTH, unsigned, OTHERS)
    const { sha256 } = first
    await months.signMonthReport(approver.actor, MONTH, { sha256, doubts: 3 })
    const published = await publish(stage, editor, first)
    assert.deepEqual([published.state, published.signatures], ['published', null])
    const second = await months.reviewReport(editor.actor, MONTH, unsigned, OTHERS)
    await newRoster(people)
    await assert.rejects(sign(stage, approver, second), { code: 'firstUnsigned' })
    await months.returnMonthReport(approver.actor, MONTH, { reason: 'Chưa ký' })
    const third = await signed(people)
    assert.equal(third.edition, 3)
    assert.equal((await months.published(MONTH, 1)).signatures, null, 'as it was')
    assert.equal((await publish(stage, editor, third)).state, 'published')
  })

  test('a database of before opens as it is: what was published then has no signatures', async t => {
    const people = await withPeople(t, databases)
    const { stage, editor, approver } = people
    const { months } = stage.authority
    const unsigned = { heading: HEADING, doubts: 3 }
    const { sha256 } = await months.reviewReport(editor.actor, MONTH, unsigned, OTHERS)
    await months.signMonthReport(approver.actor, MONTH, { sha256, doubts: 3 })
    await months.publishMonthReport(editor.actor, MONTH, { sha256, doubts: 3 })
    const { database } = stage
    await sql`alter table month_report drop column signatures`.execute(database.kysely)
    const step = '010-month-signatures'
    await sql`delete from loa_migration where name = ${step}`.execute(database.kysely)
    const { authority } = await openStage(t, databases, { ...stage, database })
    const { report, signatures } = await authority.months.published(MONTH, 1)
    assert.deepEqual([digestOf(report), signatures], [sha256, null])
  })

  test('a report that was signed before there was a roster is not published after it', async t => {
    const people = await withPeople(t, databases)
    const { stage, editor, approver } = people
    const { months } = stage.authority
    const unsigned = { heading: HEADING, doubts: 3 }
    const frozen = await months.reviewReport(editor.actor, MONTH, unsigned, OTHERS)
    const { sha256 } = frozen
    await months.signMonthReport(approver.actor, MONTH, { sha256, doubts: 3 })
    await newRoster(people)
    stage.clock.advance(DAY)
    await assert.rejects(publish(stage, editor, frozen), { code: 'firstUnsigned' })
  })
})
