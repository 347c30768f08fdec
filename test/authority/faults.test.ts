/**
 * Bad days between an authority and its operators, all of them real processes: `loa serve`, `loa operator`, `loa smsc`.
 * Whatever happens to the connection, the clocks, the keys and the database: by the centre's own record everyone is sent
 * to once, nobody twice, and the books of both sides agree.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import type { OperatorSummary } from '../../src/areas/operators/model.ts'
import type { DirectiveSummary, RoundDetail } from '../../src/areas/rounds/model.ts'
import { approveRound, scheduleRound } from '../../town/deeds.ts'
import { untilThere } from '../../town/waiting.ts'
import { CentreRecord } from '../drill/record.ts'
import { Middleman } from '../town/middleman.ts'
import { approvedRound, live, submitsOf, untilReturned, untilSubmitted } from '../town/sending.ts'
import { Town, type TownPlan, TWO_OPERATORS } from '../town/town.ts'

const LOA = join(import.meta.dirname, '../../loa')
const [OPERATOR, OTHER] = TWO_OPERATORS
/** Segments a second: a round of 3,000 subscribers takes five seconds. */
const PACE = 600
/** No receipt of what never went out is waited for long. */
const ROUND = { text: 'Rửa tay thường xuyên', sending: { receiptWaitSeconds: 3 } }
/** A second's worth, and what was on its way. */
const STOPPED_MAX = PACE + 20
const HOUR_MS = 3_600_000

async function openTown(t: TestContext, plan: Partial<TownPlan>): Promise<Town> {
  const town = await Town.open({
    operators: [OPERATOR],
    pace: PACE,
    media: false,
    centre: { 'receipt-delay': '200ms' },
    ...plan,
  })
  t.after(async () => await town.close())
  return town
}

/** A town of one operator whose node meets the authority by a middleman, and the record of its centre. */
async function townBehind(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'loa-faults-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const record = new CentreRecord(join(folder, 'centre.csv'))
  let where = () => ''
  const middleman = await Middleman.start(t, () => Number(new URL(where()).port))
  const town = await openTown(t, {
    centres: { [OPERATOR.id]: { record: join(folder, 'centre.csv') } },
    node: (_, url) => {
      where = () => url
      return { authority: [middleman.url], flags: ['--window', '20'] }
    },
  })
  where = () => town.url
  return { town, middleman, record, folder }
}

/** Who got it how often, once all is over. */
function checkOnce(record: CentreRecord, directive: DirectiveSummary, text: string): void {
  record.look(performance.now())
  const { tally } = directive
  assert.equal(record.rows.length, tally?.segments.submitted, `${text}: both sides count the same`)
  checkNobodyTwice(record, text)
}

/** Its messages have one part. */
function checkNobodyTwice(record: CentreRecord, text: string): void {
  for (const { received } of record.byNumber().values()) assert.equal(received[1], 1, `${text}: nobody twice`)
}

async function loa(...args: string[]): Promise<void> {
  await promisify(execFile)(LOA, args)
}

/** So much has come at the centre, of all that ever came. */
async function untilCame(town: Town, submits: number): Promise<void> {
  await untilSubmitted(town, submits, new Map())
}

async function operatorNow(town: Town, id: string): Promise<OperatorSummary> {
  return await town.client('auditor').get<OperatorSummary>(`/api/v1/operators/${id}`)
}

/** The authority has heard of progress since. */
async function untilHeard(town: Town, round: string, since: number): Promise<void> {
  await untilThere('progress', async () => {
    const { heardAt } = await live(town, round)
    return heardAt !== null && Date.parse(heardAt) > since ? true : null
  })
}

test('cut, half closed and held up, the line between them costs nobody a message, and after a stop no more than a second of messages goes out', async t => {
  const { town, middleman, record } = await townBehind(t)
  const { id } = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, id)
  await untilCame(town, 200)
  for (const fault of [() => middleman.cut(), () => middleman.halfClose()]) {
    const before = middleman.connections
    fault()
    await untilThere('a new connection', async () => (middleman.connections > before ? true : null))
    await untilHeard(town, id, Date.now())
  }
  middleman.delayMs = 250
  middleman.cut()
  const [finished] = await untilReturned(town, id)
  assert.equal(finished.state, 'finished')
  assert.deepEqual(finished.flags, [])
  assert.equal(finished.tally?.turns.delivered, OPERATOR.subscribers)
  checkOnce(record, finished, 'after the faults')

  const other = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, other.id)
  await untilCame(town, OPERATOR.subscribers + 300)
  const before = (await town.host.centre(OPERATOR).count()).submits
  const pressed = Date.now()
  await town.client('editor').post(`/api/v1/rounds/${other.id}/stop`, { reason: 'Dừng ngay' })
  const [stopped] = await untilReturned(town, other.id)
  assert.equal(stopped.state, 'stopped')
  const { lastSubmitAt, submits } = await town.host.centre(OPERATOR).count()
  const tookMs = Date.parse(lastSubmitAt ?? '') - pressed
  t.diagnostic(`last submit_sm ${tookMs} ms after the stop, by a line that takes 250 ms each way`)
  assert.ok(submits - before <= STOPPED_MAX, `${submits - before} more`)
  assert.equal(submits - OPERATOR.subscribers, stopped.tally?.segments.submitted)
})

test('a node at two addresses is one node to people, and while one of them is silent a stop comes by the other before a second of messages has gone out', async t => {
  let where = ''
  const way = await Middleman.start(t, () => Number(new URL(where).port))
  const town = await openTown(t, {
    node: (_, url) => {
      where = url
      return { authority: [way.url, url], flags: ['--window', '20'] }
    },
  })
  const { connectedSince } = await operatorNow(town, OPERATOR.id)
  assert.ok(connectedSince !== null)
  const { id } = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, id)
  await untilCame(town, 200)
  way.freeze()
  way.isDeaf = true
  const before = (await town.host.centre(OPERATOR).count()).submits
  const pressed = Date.now()
  await town.client('editor').post(`/api/v1/rounds/${id}/stop`, { reason: 'Dừng ngay' })
  const [stopped] = await untilReturned(town, id)
  assert.deepEqual([stopped.state, stopped.flags], ['stopped', []])
  const { lastSubmitAt, submits } = await town.host.centre(OPERATOR).count()
  const tookMs = Date.parse(lastSubmitAt ?? '') - pressed
  t.diagnostic(`last submit_sm ${tookMs} ms after the stop`)
  assert.ok(submits - before <= STOPPED_MAX, `${submits - before} more`)
  assert.equal(submits, stopped.tally?.segments.submitted)
  way.cut()
  const after = await operatorNow(town, OPERATOR.id)
  assert.deepEqual([after.isConnected, after.connectedSince], [true, connectedSince])
})

test('the authority dies and comes back, the node dies and comes back: the round goes on, and nobody is sent to twice', async t => {
  const { town, record } = await townBehind(t)
  const { id } = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, id)
  await untilCame(town, 300)
  await town.host.killAuthority()
  await untilCame(town, 900)
  await town.host.killNode(OPERATOR)
  // Nobody is there to tell it: it goes on by itself.
  town.host.restartNode(OPERATOR)
  await untilCame(town, 1500)
  await town.restartAuthority()
  const [finished] = await untilReturned(town, id)
  assert.equal(finished.state, 'finished')
  assert.deepEqual(finished.flags, [])
  const { turns, segments } = finished.tally!
  assert.equal(turns.unsent, 0)
  assert.equal(turns.delivered + turns.uncertain, OPERATOR.subscribers)
  record.look(performance.now())
  assert.ok(segments.submitted >= record.rows.length, 'what may have been sent is counted')
  checkNobodyTwice(record, 'after both died')
})

test('an authority restored from a backup is noticed by its nodes, and whatever its people then order, nothing is sent twice', async t => {
  const { town, record, folder } = await townBehind(t)
  const { host } = town
  const backup = async (name: string) => {
    const file = join(folder, name)
    await loa('backup', '--data', host.authorityData, '--to', file)
    return file
  }
  const restored = async (file: string) => {
    await host.endAuthority()
    const data = `${file}.data`
    await loa('restore', '--from', file, '--data', data)
    await town.restartAuthority(data)
    await town.untilConnected()
  }
  const { id } = await approvedRound(town, ROUND)
  const beforeSchedule = await backup('approved')
  await scheduleRound(town.signed, id)
  await untilCame(town, 600)
  const whileSending = await backup('running')
  const [finished] = await untilReturned(town, id)
  assert.equal(finished.state, 'finished')
  checkOnce(record, finished, 'before the restore')
  const sent = await submitsOf(town)

  await restored(beforeSchedule)
  const { flags } = await operatorNow(town, OPERATOR.id)
  assert.ok(
    flags.some(({ code }) => code === 'unknown-directive'),
    'the node has carried out more than this authority knows of',
  )
  const round = await town.client('editor').get<RoundDetail>(`/api/v1/rounds/${id}`)
  assert.equal(round.state, 'returned')
  // People who know nothing of the first time order it again.
  await approveRound(town.signed, round)
  await scheduleRound(town.signed, id)
  const [refused] = await untilReturned(town, id)
  assert.equal(refused.refusal, 'replayed')
  assert.deepEqual(await submitsOf(town), sent)

  await restored(whileSending)
  // It was held at once, and the node brings the return that it has.
  const [known] = await untilReturned(town, id)
  assert.equal(known.state, 'finished')
  assert.deepEqual(known.tally, finished.tally)
  assert.deepEqual(await submitsOf(town), sent)
  checkOnce(record, finished, 'after both restores')
})

/** Loaded first into a process: its clock is off by so much. */
const SKEW = `const Real = Date
const off = Number(process.env.LOA_TEST_CLOCK_OFF_MS)
globalThis.Date = class extends Real {
  constructor(...given) { given.length === 0 ? super(Real.now() + off) : super(...given) }
  static now() { return Real.now() + off }
}`

test('nodes whose clocks are an hour ahead and an hour behind send, stop and return like any other, and are shown', async t => {
  const offMs = new Map([
    [OPERATOR.id, HOUR_MS],
    [OTHER.id, -HOUR_MS],
  ])
  const town = await openTown(t, {
    operators: [OPERATOR, OTHER],
    node: ({ id }) => ({
      env: {
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(SKEW)}`,
        LOA_TEST_CLOCK_OFF_MS: String(offMs.get(id)),
      },
    }),
  })
  for (const { id } of town.operators) {
    const { flags, clockSkewMs } = await operatorNow(town, id)
    assert.deepEqual(
      flags.map(({ code }) => code),
      ['clock-skew'],
    )
    assert.ok(Math.abs(clockSkewMs! - offMs.get(id)!) < 60_000, `${clockSkewMs} ms`)
  }
  const { id } = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, id)
  await untilCame(town, 200)
  const before = await submitsOf(town)
  await town.client('editor').post(`/api/v1/rounds/${id}/stop`, { reason: 'Dừng ngay' })
  const directives = await untilReturned(town, id)
  const submits = await submitsOf(town)
  for (const { operator, state, tally } of directives) {
    assert.equal(state, 'stopped', operator)
    assert.equal(tally?.segments.submitted, submits.get(operator))
    assert.ok(submits.get(operator)! - before.get(operator)! <= STOPPED_MAX, operator)
  }
})

/** Hellos of nodes that were answered 401. */
async function refusals(town: Town): Promise<number> {
  const text = await (await fetch(`${town.url}/metrics`)).text()
  const line = /^loa_http_request_seconds_count\{[^}]*\/node\/v1\/hello[^}]*status="401"[^}]*\} (\d+)/m
  return Number(line.exec(text)?.[1] ?? 0)
}

test('a key changed while its node sends is taken up; the one of yesterday opens nothing, and the right one all', async t => {
  const { town, record } = await townBehind(t)
  const { host } = town
  const key = host.keyFile(OPERATOR)
  copyFileSync(key, `${key}.yesterday`)
  const { id } = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, id)
  await untilCame(town, 300)
  await loa('operator', 'rotate', '--key', key, '--authority', town.url)
  const [finished] = await untilReturned(town, id)
  assert.equal(finished.state, 'finished')
  assert.deepEqual(finished.flags, [])
  checkOnce(record, finished, 'over the change of keys')

  copyFileSync(key, `${key}.today`)
  await host.killNode(OPERATOR)
  copyFileSync(`${key}.yesterday`, key)
  const other = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, other.id)
  const before = await refusals(town)
  host.restartNode(OPERATOR)
  await untilThere('its tries', async () => ((await refusals(town)) >= before + 2 ? true : null))
  assert.equal((await operatorNow(town, OPERATOR.id)).isConnected, false)
  assert.equal((await submitsOf(town)).get(OPERATOR.id), OPERATOR.subscribers)
  await host.killNode(OPERATOR)
  copyFileSync(`${key}.today`, key)
  host.restartNode(OPERATOR)
  const [sent] = await untilReturned(town, other.id)
  assert.equal(sent.state, 'finished')
  assert.equal((await submitsOf(town)).get(OPERATOR.id), 2 * OPERATOR.subscribers)
})
