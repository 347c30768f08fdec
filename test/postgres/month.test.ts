/** The records of a month, from what operators told and returned, on both databases. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from '../../src/app/areas.ts'
import { monthRecordsOf } from '../../src/areas/months/records.ts'
import { TIME_ZONE } from '../../src/country/vn/time-zone.ts'
import { composeReport } from '../../src/report/compose.ts'
import { HEADING } from '../../src/report/fixtures.test.ts'
import { type MonthRecords, monthRecords } from '../../src/report/records.ts'
import { isSound } from '../../src/report/working-out.ts'
import { onEachDatabase } from './databases.ts'
import {
  type AuthorityFixture,
  approved,
  contentFor,
  DAY,
  enrolled,
  openStage,
  PEOPLE,
  SECOND,
  SUBSCRIBERS,
  scheduled,
  segmentsOf,
  tallyOf,
} from './stage.ts'

onEachDatabase(databases => {
  const recordsOf = async (stage: AuthorityFixture, month: string, within: string | null = month) => {
    const question = { month, within, timeZone: TIME_ZONE, now: stage.clock.now() }
    const others = { screenings: null, briefings: null, channels: null, plans: null }
    return monthRecords.parse(await monthRecordsOf(openStore(stage.database), question, others))
  }

  test('a month has the rounds that began in it, with what was returned and what is so far', async t => {
    const stage = await openStage(t, databases)
    const { clock } = stage
    const nodes = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
    assert.deepEqual((await recordsOf(stage, '2026-02')).rounds, [], 'nothing was sent yet')

    const { id } = await scheduled(stage, contentFor(['mot', 'hai']))
    let segments = 0
    for (const node of nodes) {
      const [task] = await node.tasks()
      segments = segmentsOf(task)
      await node.acknowledge(task)
      clock.advance(SECOND)
      await node.progress(task, { tally: tallyOf(task, 100) })
    }
    const [first] = await nodes[0].tasks()
    clock.advance(SECOND)
    await nodes[0].return(first)

    const soFar = await recordsOf(stage, '2026-02')
    assert.equal(soFar.rounds.length, 1)
    const [round] = soFar.rounds
    assert.deepEqual([round.id, round.endedAt], [id, null])
    assert.deepEqual(
      round.parts.map(({ operator, subscribers, returnSha256, turns }) => [
        operator,
        subscribers,
        returnSha256 !== null,
        turns.delivered,
      ]),
      [
        ['hai', SUBSCRIBERS, false, 100],
        ['mot', SUBSCRIBERS, true, SUBSCRIBERS],
      ],
    )
    const report = composeReport(soFar, HEADING)
    assert.ok(report.figures.every(isSound))
    assert.equal(report.figures.find(figure => figure.id === 'sms.rounds')?.isFinal, false)

    const [second] = await nodes[1].tasks()
    clock.advance(SECOND)
    await nodes[1].return(second)
    const ended = await recordsOf(stage, '2026-02')
    assert.notEqual(ended.rounds[0].endedAt, null)
    const accepted = (id: string, records: MonthRecords) => {
      const found = composeReport(records, HEADING).figures.find(figure => figure.id === id)
      return [found?.value, found?.isFinal]
    }
    const all = 2 * SUBSCRIBERS * segments
    assert.deepEqual(accepted('sms.round-1.accepted', ended), [all, true])
    assert.deepEqual(accepted('sms.accepted', ended), [all, false], 'the month goes on')

    clock.advance(40 * DAY)
    const over = await recordsOf(stage, '2026-02')
    assert.equal(over.rounds.length, 1, 'a month that is over keeps it')
    assert.deepEqual(accepted('sms.accepted', over), [all, true])
    for (const month of ['2026-01', '2026-03']) assert.deepEqual((await recordsOf(stage, month)).rounds, [])
    assert.equal((await recordsOf(stage, '2020-02', null)).rounds.length, 1, 'a rehearsal takes all')
  })

  test('an exercise for good goes to test numbers alone, is never made live, and is in no figure of live rounds', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const node = await enrolled(stage, 'mot')
    const content = contentFor(['mot'], {
      purpose: 'exercise',
      messages: [{ variants: [{ language: 'vi', text: 'DIỄN TẬP: hãy rửa tay.' }] }],
    })
    const { id, estimate, actions, purpose } = await approved(stage, content)
    assert.deepEqual([purpose, estimate.subscribers], ['exercise', 5])
    assert.ok(!actions.includes('schedule'))
    await assert.rejects(authority.scheduleRound(PEOPLE.approver, id), { code: 'exerciseNeverLive' })
    const { purpose: _, ...live } = content
    for (const [round, changed] of [
      [id, live],
      [(await approved(stage, contentFor(['mot']))).id, content],
    ] as const)
      await assert.rejects(authority.saveRound(PEOPLE.editor, round, { version: 1, content: changed }), {
        code: 'purposeFixed',
      })
    await authority.exerciseRound(PEOPLE.editor, id)
    const [task, ...others] = await node.tasks()
    assert.deepEqual(others, [])
    assert.ok(task.body.purpose === 'exercise' && task.body.roundPurpose === 'exercise')
    await node.acknowledge(task)
    await node.return(task)
    const { items } = await authority.rounds({ campaign: null, states: null, cursor: null, limit: 10 })
    assert.deepEqual(items.map(each => each.purpose).toSorted(), ['exercise', 'live'])
    const records = await recordsOf(stage, '2026-02')
    assert.deepEqual(records.rounds, [])
    assert.deepEqual(
      records.exercises.map(each => [each.id, each.parts.map(({ segments }) => segments.accepted)]),
      [[id, [5]]],
    )
    const { figures } = composeReport(records, HEADING)
    const sms = figures.filter(figure => figure.id.startsWith('sms.'))
    assert.deepEqual(
      sms.map(figure => [figure.id, figure.value]),
      [
        ['sms.exercises', 1],
        ['sms.exercises.accepted', 5],
      ],
    )
    assert.ok(sms.every(isSound))
    assert.equal((await authority.round(PEOPLE.auditor, id)).state, 'approved')
  })

  test('the month of a round is by the clock of the country', async t => {
    const stage = await openStage(t, databases)
    const node = await enrolled(stage, 'mot')
    await scheduled(stage, contentFor(['mot']))
    const [task] = await node.tasks()
    await node.acknowledge(task)
    // 18:30 in Greenwich on the last of January is February in Viet Nam.
    await node.return(task, { startedAt: '2026-01-31T18:30:00Z' })
    assert.equal((await recordsOf(stage, '2026-02')).rounds.length, 1)
  })
})
