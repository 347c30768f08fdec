/** Communication plans, changes of level and what becomes of them, on both databases. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Bulletin } from '../../src/areas/bulletins/model.ts'
import { releasesOf } from '../../src/areas/bulletins/releases.ts'
import { noticeRows } from '../../src/areas/notices/store.ts'
import type { ChangeDetail } from '../../src/areas/plan/model.ts'
import { monthRecordOf } from '../../src/areas/plan/month-record.ts'
import { planRows } from '../../src/areas/plan/store.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { HOUR, iso } from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { HANOI, PLAN, plansOn, SAIGON, sign, to, withPlan } from './plan-stage.ts'
import { DAY, PEOPLE } from './stage.ts'

const { editor, approver } = PEOPLE
const FILE = new URL('../../docs/examples/plans/made-up-bounds.json', import.meta.url)
const MADE_UP = JSON.parse(readFileSync(FILE, 'utf8')) as Plan

onEachDatabase(describePlans)

function describePlans(databases: Databases): void {
  test('a province goes up a level by two people’s word, every channel follows with a draft that two people sign, and when the level is left what is out waits for a person to stop it', async t => {
    const of = await withPlan(t, databases)
    const proposed = await of.propose([to(HANOI, 'vua')])
    assert.deepEqual([proposed.state, proposed.actions], ['draft', ['submit', 'withdraw']])
    assert.deepEqual(
      proposed.diff?.groups.map(({ is, action, effects }) => [is, action, effects]),
      [
        ['starts', 'loa', 1],
        ['starts', 'bao-tang', 1],
        ['starts', 'viec', 1],
      ],
    )
    assert.deepEqual(proposed.diff?.steps, [
      { area: HANOI, before: null, level: 'vua', goes: 'up', isInherited: false },
    ])
    const submitted = await of.submit(proposed)
    await assert.rejects(of.approve(submitted, editor), { code: 'forbidden' })
    const up = await of.approve(submitted)
    assert.deepEqual([up.state, up.standing], ['approved', 'carrying-out'])
    assert.deepEqual(up.diff, submitted.diff)
    await of.carryOut()
    assert.deepEqual(of.told(await of.deeds(up)), [
      ['begin', 'loa', 'done', 'bulletin', 'draft', 'content'],
      ['begin', 'bao-tang', 'done', 'bulletin', 'submitted', 'approval'],
      ['begin', 'viec', 'done', 'task', 'out', 'task'],
    ])
    const { standing, deeds } = await of.plans.change(editor, up.id)
    assert.deepEqual([standing, deeds.done, deeds.all], ['carried-out', 3, 3])
    const { areas } = await of.plans.situation(PLAN, { purpose: 'live', atMs: null })
    const hanoi = areas.find(({ area }) => area === HANOI)
    assert.deepEqual([hanoi?.is, hanoi?.level, hanoi?.change], ['decided', 'vua', up.id])
    assert.equal(areas.filter(({ is }) => is === 'undecided').length, areas.length - 1)

    const [, said] = await of.deeds(up)
    const bulletin = await of.bulletins.bulletin(approver, said.thing?.id ?? '')
    assert.equal(bulletin.draft.renditions.page[0].title, 'Hà Nội ở Cấp 2')
    assert.deepEqual(bulletin.draft.provinces, [{ code: '01', asOf: '2025-07-01' }])
    assert.equal(bulletin.submittedBy?.name, editor.name)
    const { version, sha256 } = bulletin
    const seen = { version, sha256: sha256 ?? '', purpose: 'live' } as const
    await of.bulletins.approveBulletin(approver, bulletin.id, seen)
    of.clock.advance(DAY)
    const down = await of.decided([to(HANOI, 'thap')])
    await of.carryOut()
    const told = of.told(await of.deeds(down))
    assert.deepEqual(told.toSorted(), [
      ['begin', 'bao-giam', 'done', 'bulletin', 'submitted', 'approval'],
      ['end', 'bao-tang', 'asked', 'bulletin', 'out', 'stop'],
      ['end', 'loa', 'done', 'bulletin', 'stopped', null],
    ])
    await of.bulletins.cancelBulletin(editor, bulletin.id, { version, reason: '' })
    await of.again()
    const stopped = of.told(await of.deeds(down)).find(([, action]) => action === 'bao-tang')
    assert.deepEqual(stopped, ['end', 'bao-tang', 'done', 'bulletin', 'stopped', null])

    const month = { month: '2026-02', timeZone: 'Asia/Ho_Chi_Minh', now: of.clock.now() }
    const [record] = (await monthRecordOf(of.work.store, month)) ?? []
    assert.deepEqual(
      record.changes.map(({ id, planned, deeds }) => [
        id,
        planned.map(({ action, starts, stops }) => [action, starts, stops]).toSorted(),
        deeds.map(({ action, done }) => [action, done]).toSorted(),
      ]),
      [
        [
          up.id,
          ['bao-tang', 'loa', 'viec'].map(action => [action, 1, 0]),
          ['bao-tang', 'loa', 'viec'].map(action => [action, 1]),
        ],
        [
          down.id,
          [
            ['bao-giam', 1, 0],
            ['bao-tang', 0, 1],
            ['loa', 0, 1],
          ],
          ['bao-giam', 'bao-tang', 'loa'].map(action => [action, 1]),
        ],
      ],
    )
    assert.deepEqual(
      record.stretches.map(({ name, level, from, until }) => [name.vi, level, from, until]),
      [
        ['Hà Nội', 'vua', '2026-02-03', '2026-02-03'],
        ['Hà Nội', 'thap', '2026-02-04', '2026-02-04'],
      ],
    )

    const { kysely } = of.stage.database
    for (const table of ['plan_situation', 'plan_version'])
      for (const statement of [sql`update ${sql.table(table)} set sha256 = 'x'`, sql`delete from ${sql.table(table)}`])
        await assert.rejects(statement.execute(kysely), /can only grow/)
    assert.deepEqual(of.errors, [])
    assert.equal((await of.stage.authority.verifyTrail()).is, 'whole')
  })

  test('what two people sign on a new level of a place takes the place of what they signed on the one before, and says so before they sign', async t => {
    const of = await withPlan(t, databases)
    const inForce = async () =>
      (await releasesOf(of.work.store).inForce(of.clock.now())).map(({ bulletin }) => bulletin)
    const thingOf = async (change: { readonly id: string }, wanted: string) => {
      const deed = (await of.deeds(change)).find(({ action }) => action === wanted)
      return await of.bulletins.bulletin(approver, deed?.thing?.id ?? '')
    }
    const released = async ({ id, version, sha256 }: Bulletin) =>
      await of.bulletins.approveBulletin(approver, id, { version, sha256: sha256 ?? '', purpose: 'live' })
    const up = await of.decided([to(HANOI, 'vua'), to(SAIGON, 'vua')])
    await of.carryOut()
    const both = await released(await thingOf(up, 'bao-tang'))
    const { matter } = both.draft
    assert.deepEqual([matter?.plan, matter?.action, matter?.change], [PLAN, null, up.id])
    assert.deepEqual([both.standing, both.replaces], ['published', []])
    const first = [{ id: both.id, title: both.draft.renditions.page[0].title }]

    of.clock.advance(DAY)
    const down = await of.decided([to(HANOI, 'thap')])
    await of.carryOut()
    const hanoi = await thingOf(down, 'bao-giam')
    assert.deepEqual(hanoi.replaces, first)
    await released(hanoi)
    const [standing] = await releasesOf(of.work.store).inForce(of.clock.now())
    assert.deepEqual([standing.bulletin, standing.replacedIn], [both.id, hanoi.draft.provinces])
    assert.equal((await of.bulletins.bulletin(editor, both.id)).standing, 'published')

    of.clock.advance(DAY)
    const last = await of.decided([to(SAIGON, 'thap')])
    await of.carryOut()
    const saigon = await released(await thingOf(last, 'bao-giam'))
    assert.deepEqual(await inForce(), [hanoi.id, saigon.id])
    const replaced = await of.bulletins.bulletin(editor, both.id)
    assert.equal(replaced.standing, 'replaced')
    assert.deepEqual(
      replaced.replacedBy.map(({ id }) => id),
      [saigon.id, hanoi.id],
    )
    const query = { cursor: null, limit: 10, states: null, purpose: null }
    const { items } = await of.bulletins.bulletins(query)
    assert.equal(items.find(({ id }) => id === both.id)?.standing, 'replaced')

    // What was taken back brings nothing back that it had replaced.
    of.clock.advance(1)
    const { id, version } = saigon
    await of.bulletins.cancelBulletin(editor, id, { version, reason: '' })
    assert.deepEqual(await inForce(), [hanoi.id, saigon.id])
    const copy = await of.bulletins.copyBulletin(editor, hanoi.id)
    assert.equal(copy.draft.matter, undefined)
  })

  test('before a change is approved it says what is known to fail, and nothing is late where nobody chose a time', async t => {
    const of = await withPlan(t, databases)
    await sign(of.plans, { ...MADE_UP, id: PLAN })
    const codesIn = ({ diff }: ChangeDetail) =>
      (diff?.obstacles ?? []).map(({ action, level, failure }) => [action, level, failure.code])
    const remarksIn = ({ diff }: ChangeDetail) => new Set(diff?.remarks.map(({ code }) => code))
    const proposed = await of.propose([to(HANOI, 'emergency')])
    const known = [
      ['free-hotlines', 'emergency', 'servicesUnknown'],
      ['briefing', 'emergency', 'sitesUnknown'],
    ]
    assert.deepEqual(codesIn(proposed), known)
    of.clock.advance(HOUR)
    const later = await of.plans.change(approver, proposed.id)
    assert.equal(remarksIn(later).has('late'), false)
    const chosen = await of.propose([to(SAIGON, 'alert')], { from: iso(of.clock.now() + HOUR) })
    assert.equal(remarksIn(chosen).has('late'), true, 'what is said six hours before cannot be')

    const undoable = proposed.diff?.remarks.find(({ code }) => code === 'cannot-be-undone')
    assert.deepEqual([undoable?.actions, undoable?.levels], [['enter'], ['emergency']])
    const names = proposed.diff?.groups.map(({ action, level }) => [action, level])
    assert.ok(names?.every(([, level]) => level === 'emergency'))
    const { id } = await of.approve(await of.submit(later))
    await of.carryOut()
    const failed = (await of.deeds({ id })).filter(({ state }) => state === 'failed')
    assert.deepEqual(
      failed.map(({ action, level, failure }) => [action, level, failure?.code]).toSorted(),
      known.toSorted(),
      'what was foretold',
    )
    assert.deepEqual(codesIn(await of.plans.change(editor, id)), [])
  })

  test('data proposes a level with its evidence, once, and a decision about the area closes it', async t => {
    const of = await withPlan(t, databases)
    const table = [
      'date,area,cases',
      ...[28, 29, 30, 31].map(day => `2026-01-${day},01,10`),
      '2026-02-01,01,20',
      '2026-02-02,01,-3',
      '2026-02-02,99,5',
    ].join('\n')
    const brought = { form: 'csv', octets: Buffer.from(table) } as const
    const imported = await of.plans.importData(editor, PLAN, brought)
    assert.deepEqual(
      [imported.import.taken, imported.rejected.map(({ why }) => why), imported.proposed],
      [5, ['negative', 'area-unknown'], [HANOI]],
    )
    const again = await of.plans.importData(editor, PLAN, brought)
    assert.deepEqual([again.isKnown, again.proposed], [true, []])
    const stands = async () => (await noticeRows(of.work.store).things()).filter(({ stands }) => stands === 'proposed')
    const listed = async (state: 'open' | 'followed') =>
      (await of.plans.proposals({ plan: PLAN, state, cursor: null, limit: 10 })).items
    const [proposal, ...others] = await listed('open')
    assert.deepEqual([others.length, proposal.from, proposal.level], [0, 'data', 'vua'])
    assert.equal(proposal.evidence?.evidence.dataUntil, '2026-02-01')
    // Told to those who may make a change of it, and not to who brought the data.
    assert.deepEqual(
      (await stands()).map(({ subject, roles, people, page, by }) => ({ subject, roles, people, page, by })),
      [
        {
          subject: { kind: 'level-proposal', id: proposal.id },
          roles: ['editor', 'approver'],
          people: [editor.id],
          by: '',
          page: `/plan/${PLAN}/proposals/${proposal.id}`,
        },
      ],
    )
    await assert.rejects(of.plans.makeProposal(editor, PLAN, { area: HANOI, level: 'cao', reason: 'Nhiều ca' }), {
      code: 'proposalOpen',
    })
    assert.deepEqual(await of.plans.proposal(proposal.id), proposal)
    await assert.rejects(of.plans.proposal(randomUUID()), { code: 'notFound' })
    await of.plans.dismissProposal(editor, proposal.id, { reason: 'Chờ thêm một ngày' })
    assert.deepEqual(await stands(), [])
    // However many there were of other areas since.
    const dismissed = await planRows(of.work.store).proposal(proposal.id)
    assert.ok(dismissed !== null)
    await of.work.transaction(async ({ store }) => {
      for (let more = 1; more <= 300; more++)
        await planRows(store).putProposal({
          ...dismissed,
          id: randomUUID(),
          area: SAIGON,
          createdAt: dismissed.createdAt + more,
        })
    })
    const unchanged = Buffer.from('date,area,cases\n2026-01-20,01,1\n')
    const older = await of.plans.importData(editor, PLAN, { form: 'csv', octets: unchanged })
    assert.deepEqual(older.proposed, [], 'people have decided about that data')
    const newer = Buffer.from('date,area,cases\n2026-02-02,01,22\n')
    const next = await of.plans.importData(editor, PLAN, { form: 'csv', octets: newer })
    assert.deepEqual(next.proposed, [HANOI])
    const [renewed] = await listed('open')
    assert.equal((await stands()).length, 1)
    const change = await of.decided([to(HANOI, 'vua')])
    assert.equal(renewed.level, 'vua')
    assert.deepEqual(await stands(), [])
    // It would keep data from proposing anything for that area.
    for (const asItIs of [to(HANOI, 'vua'), to(SAIGON, null)])
      await assert.rejects(of.plans.makeProposal(editor, PLAN, { ...asItIs, reason: 'Như cũ' }), {
        code: 'proposalAsItIs',
      })
    assert.deepEqual(
      (await listed('followed')).map(({ id, change: by }) => [id, by]),
      [[renewed.id, change.id]],
    )
    const from = (day: string) => ({ area: HANOI, from: day, until: null })
    const data = await of.plans.areaData(PLAN, from('2026-01-30'))
    assert.deepEqual(data.inputs.cases, [10, 10, 20, 22])
    assert.deepEqual(data.measures.week, [30, 30, 40, 52])
    const corrected = Buffer.from('date,area,cases\n2026-02-01,01,12\n')
    await of.plans.importData(editor, PLAN, { form: 'csv', octets: corrected })
    const after = await of.plans.areaData(PLAN, from('2026-02-01'))
    assert.deepEqual(after.inputs.cases, [12, 22])
    // By whoever has never read it before; some read while another brings more, and each waits for no one who waits for them.
    const { plans: anew } = plansOn(of.stage.authority)
    const more = Buffer.from('date,area,cases\n2026-02-01,79,3\n')
    await Promise.all([
      ...[1, 2, 3].map(async () => await anew.data(PLAN)),
      anew.importData(editor, PLAN, { form: 'csv', octets: more }),
      ...[1, 2, 3].map(async () => await anew.areaData(PLAN, from('2026-01-01'))),
    ])
    for (const area of [HANOI, SAIGON])
      assert.deepEqual(
        await anew.areaData(PLAN, { ...from('2026-01-01'), area }),
        await of.plans.areaData(PLAN, { ...from('2026-01-01'), area }),
      )
    const refused = sql`update plan_value set value = 0`
    await assert.rejects(refused.execute(of.stage.database.kysely), /can only grow/)
  })
}
