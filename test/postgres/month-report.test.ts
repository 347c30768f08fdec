/**
 * Work items and the report of a month on its way to being published, on both databases. It is February all the while,
 * so that each report has one doubt: the month goes on.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { WorkItemContent } from '../../src/areas/months/model.ts'
import { monthReport } from '../../src/areas/months/model.ts'
import { HEADING } from '../../src/report/fixtures.test.ts'
import { onEachDatabase } from './databases.ts'
import { type AuthorityFixture, contentFor, enrolled, openStage, PEOPLE, SECOND, scheduled } from './stage.ts'

const MONTH = '2026-02'
const OTHERS = { screenings: null, briefings: null, channels: null, plans: null }
const ITEM: WorkItemContent = {
  section: 'other',
  date: '2026-02-14',
  unit: 'Văn phòng',
  title: 'Họp giao ban',
  result: 'Đã họp',
  nextStep: 'Họp tiếp',
  english: null,
}

onEachDatabase(databases => {
  const reviewed = async (stage: AuthorityFixture) =>
    await stage.authority.months.reviewReport(PEOPLE.editor, MONTH, { heading: HEADING, doubts: 3 }, OTHERS)

  test('what was reviewed is what another signs and is published, whatever is sent meanwhile', async t => {
    const stage = await openStage(t, databases)
    const { months } = stage.authority
    const draft = await months.report(PEOPLE.editor, MONTH, OTHERS)
    assert.deepEqual([draft.state, draft.edition, draft.actions], ['draft', 1, ['review']])
    assert.deepEqual((await months.report(PEOPLE.auditor, MONTH, OTHERS)).actions, [])

    const frozen = await reviewed(stage)
    assert.deepEqual([frozen.state, frozen.reviewedBy], ['reviewed', 'Biên tập'])
    assert.deepEqual(monthReport.parse(frozen), frozen)
    const node = await enrolled(stage, 'mot')
    await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    await node.acknowledge(task)
    await node.return(task)
    await months.addItem(PEOPLE.editor, MONTH, ITEM)

    const seen = await months.report(PEOPLE.approver, MONTH, OTHERS)
    assert.equal(seen.sha256, frozen.sha256, 'a later round and a later item change nothing')
    assert.deepEqual(seen.actions, ['sign', 'return'])
    const { sha256 } = seen
    const signed = await months.signMonthReport(PEOPLE.approver, MONTH, { sha256, doubts: 3 })
    assert.deepEqual([signed.state, signed.signedBy], ['signed', 'Phê duyệt'])
    stage.clock.advance(SECOND)
    const published = await months.publishMonthReport(PEOPLE.editor, MONTH, { sha256, doubts: 3 })
    assert.equal(published.state, 'published')
    assert.deepEqual(
      published.published.map(each => [each.edition, each.sha256]),
      [[1, sha256]],
    )
    assert.deepEqual((await months.published(MONTH, 1)).report, frozen.report)
    assert.deepEqual(
      published.history
        .map(({ action }) => action)
        .filter(action => !action.includes('item'))
        .toSorted(),
      ['month.publish', 'month.review', 'month.sign'],
    )

    // Its next edition counts what came since; the first stays.
    const second = await reviewed(stage)
    assert.equal(second.edition, 2)
    assert.notEqual(second.sha256, sha256)
    assert.ok(second.report.figures.some(({ id }) => id === 'sms.accepted'))
    assert.deepEqual((await months.published(MONTH, 1)).report, frozen.report)
    await assert.rejects(months.published(MONTH, 2), { code: 'notFound' })
    assert.deepEqual(
      (await months.months()).map(({ month, edition, state, items }) => [month, edition, state, items]),
      [[MONTH, 2, 'reviewed', 1]],
    )
  })

  test('nobody signs what they reviewed, what they have not read, or out of turn', async t => {
    const stage = await openStage(t, databases)
    const { months } = stage.authority
    const { sha256 } = await months.reviewReport(PEOPLE.approver, MONTH, { heading: HEADING, doubts: 3 }, OTHERS)
    const sign = (who: keyof typeof PEOPLE, digest = sha256) =>
      months.signMonthReport(PEOPLE[who], MONTH, { sha256: digest, doubts: 3 })
    await assert.rejects(sign('approver'), { code: 'ownApproval' })
    await assert.rejects(sign('editor'), { code: 'forbidden' })
    await assert.rejects(sign('administrator'), { code: 'forbidden' })
    await assert.rejects(sign('otherApprover', 'f'.repeat(64)), { code: 'digestDiffers' })
    await assert.rejects(months.publishMonthReport(PEOPLE.editor, MONTH, { sha256, doubts: 3 }), {
      code: 'reportState',
    })
    await assert.rejects(reviewed(stage), { code: 'reportState' })
    await sign('otherApprover')
    await assert.rejects(sign('otherApprover'), { code: 'reportState' })
    await assert.rejects(months.signMonthReport(PEOPLE.approver, '2026-03', { sha256, doubts: 3 }), {
      code: 'reportState',
    })
  })

  test('a month that goes on is signed and published only by who says that they saw it', async t => {
    const stage = await openStage(t, databases)
    const { months } = stage.authority
    const { sha256 } = await reviewed(stage)
    for (const doubts of [0, 2, 4])
      await assert.rejects(months.signMonthReport(PEOPLE.approver, MONTH, { sha256, doubts }), {
        code: 'reportDoubtsUnseen',
        details: { codes: 'month-not-over, sections-missing, sections-empty' },
      })
    await months.signMonthReport(PEOPLE.approver, MONTH, { sha256, doubts: 3 })
    await assert.rejects(months.publishMonthReport(PEOPLE.editor, MONTH, { sha256, doubts: 0 }), {
      code: 'reportDoubtsUnseen',
    })
    const { state } = await months.publishMonthReport(PEOPLE.editor, MONTH, { sha256, doubts: 3 })
    assert.equal(state, 'published')
  })

  test('what is sent back is a draft again, with the reason', async t => {
    const stage = await openStage(t, databases)
    const { months } = stage.authority
    await reviewed(stage)
    const back = await months.returnMonthReport(PEOPLE.approver, MONTH, { reason: 'Thiếu số liệu' })
    assert.equal(back.history.at(-1)?.reason, 'Thiếu số liệu')
    const draft = await months.report(PEOPLE.editor, MONTH, OTHERS)
    assert.deepEqual([draft.state, draft.edition, draft.reviewedBy], ['draft', 2, null])
    assert.deepEqual(draft.report.heading, HEADING, 'the last heading is offered')
    assert.equal((await reviewed(stage)).edition, 2)
  })

  test('another month is offered the last heading without its number, dated today by the clock of the country', async t => {
    const stage = await openStage(t, databases)
    const { months } = stage.authority
    const offered = async (month: string) => (await months.report(PEOPLE.editor, month, OTHERS)).report.heading
    // 23:00 in Greenwich on the third is the fourth in Viet Nam.
    stage.clock.advance(23 * 3600 * SECOND)
    assert.equal((await offered(MONTH)).date, '2026-02-04')
    const heading = { ...HEADING, symbol: '12/BC-BTTTT' }
    await months.reviewReport(PEOPLE.editor, MONTH, { heading, doubts: 3 }, OTHERS)
    assert.deepEqual(await offered('2026-03'), { ...heading, symbol: null, date: '2026-02-04' })
    await months.returnMonthReport(PEOPLE.approver, MONTH, { reason: 'Thiếu số liệu' })
    assert.deepEqual(await offered(MONTH), heading)
  })

  test('a published report is kept by the database itself', async t => {
    const stage = await openStage(t, databases)
    const { months } = stage.authority
    const { sha256 } = await reviewed(stage)
    await months.signMonthReport(PEOPLE.approver, MONTH, { sha256, doubts: 3 })
    await months.publishMonthReport(PEOPLE.editor, MONTH, { sha256, doubts: 3 })
    for (const statement of [
      sql`update month_report set report = '{}'`,
      sql`update month_report set state = 'signed'`,
      sql`delete from month_report`,
    ])
      await assert.rejects(statement.execute(stage.database.kysely), /a published report never changes/)
  })

  test('work items are entered, changed by one at a time, removed, and stand in the report', async t => {
    const stage = await openStage(t, databases)
    const { months } = stage.authority
    const { id } = await months.addItem(PEOPLE.editor, MONTH, ITEM)
    const saved = await months.saveItem(PEOPLE.approver, id, { version: 1, content: { ...ITEM, date: null } })
    assert.deepEqual([saved.version, saved.content.date, saved.updatedBy], [2, null, 'Phê duyệt'])
    await assert.rejects(months.saveItem(PEOPLE.editor, id, { version: 1, content: ITEM }), { code: 'versionConflict' })
    const { report } = await months.report(PEOPLE.editor, MONTH, OTHERS)
    assert.match(JSON.stringify(report), /Họp giao ban: Đã họp \(Văn phòng, không ghi ngày\)/)
    assert.match(JSON.stringify(report), /Họp tiếp \(Văn phòng\)/)
    await assert.rejects(months.removeItem(PEOPLE.editor, id, { version: 1 }), { code: 'versionConflict' })
    const undated = await months.addItem(PEOPLE.editor, MONTH, { ...ITEM, date: null })
    const early = { ...ITEM, date: '2026-02-01', title: 'Sớm' }
    const first = await months.addItem(PEOPLE.editor, MONTH, early)
    assert.deepEqual(
      (await months.items(MONTH)).map(item => item.content.date),
      ['2026-02-01', null, null],
      'by their date; what has none comes last',
    )
    for (const item of [undated, first]) await months.removeItem(PEOPLE.editor, item.id, { version: 1 })
    stage.changes.length = 0
    await months.removeItem(PEOPLE.editor, id, { version: 2 })
    assert.deepEqual(stage.changes, [{ is: 'month', month: MONTH }])
    assert.deepEqual(await months.items(MONTH), [])
    await assert.rejects(months.removeItem(PEOPLE.editor, id, { version: 2 }), { code: 'notFound' })
  })
})
