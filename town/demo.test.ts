import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Report } from '../src/report/document.ts'
import { Child } from '../test/peers/child.ts'
import type { monthDocument } from './month-document.ts'
import type { MonthFiles } from './month-report.ts'
import { AIR_COUNTS } from './on-air.ts'

const LOA = fileURLToPath(new URL('../loa', import.meta.url))
const DEMO_MS = 240_000

/** In a directory of its own for temporary files. */
async function demo(args: readonly string[], act: (child: Child) => void = () => {}) {
  const temporary = await mkdtemp(join(tmpdir(), 'loa-test-'))
  try {
    const child = new Child({
      command: LOA,
      args: ['demo', ...args],
      env: { ...process.env, TMPDIR: temporary, LC_ALL: 'en_US.UTF-8' },
    })
    act(child)
    const { code } = await child.done(DEMO_MS)
    assert.deepEqual(running(temporary), [], 'a child runs on')
    const left = await readdir(temporary)
    const [folder] = left.filter(name => name.startsWith('loa-report-'))
    const report: Report | null =
      folder === undefined ? null : JSON.parse(await readFile(join(temporary, folder, '2020-02.json'), 'utf8'))
    return { code, stdout: child.stdout, stderr: child.stderr, left, report }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Processes whose temporary files are there. */
function running(temporary: string): readonly string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter(pid => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`TMPDIR=${temporary}\0`)
    } catch {
      return false // it has ended meanwhile, or is not ours
    }
  })
}

function figureOf(report: Report | null, id: string): number | undefined {
  return report?.figures.find(figure => figure.id === id)?.value
}

test('a tiny month with a broken connection and a killed sender has equal counts', async () => {
  const { code, stdout, stderr, left, report } = await demo([...['--scale', '100000', '--rounds', '3', '--json']])
  assert.equal(code, 0, stderr)
  const month = JSON.parse(stdout) as ReturnType<typeof monthDocument> & MonthFiles
  assert.equal(month.operators.length, 7)
  for (const { id, sender, centre, equal, rounds, flags, counts } of month.operators) {
    assert.deepEqual(sender, centre, id)
    assert.ok(equal, id)
    assert.equal(rounds.length, 3)
    for (const { turns, segments } of rounds) assert.equal(segments.expected, 11 * turns.audience)
    assert.deepEqual(flags, [[], [], []], `${id}: every return adds up`)
    for (const { differingPayloads } of counts) assert.equal(differingPayloads, 0)
  }
  assert.equal(month.sum.subscribers, 1250)
  assert.equal(month.sum.outcomes.sum, 3 * 1250)
  assert.equal(month.sum.outcomes.uncertain, 0)
  assert.ok(month.sum.equal)
  const happened = month.operators.flatMap(({ id, mishaps }) =>
    mishaps.flatMap(({ is }, i) => (is === 'none' ? [] : [`${id} ${i + 1} ${is}`])),
  )
  assert.deepEqual(happened, ['vinaphone 3 killed', 'vietnamobile 2 dropped'])
  const [folder, ...others] = left
  assert.deepEqual(others, [], 'nothing is left behind but the report')
  assert.deepEqual(
    [...Object.values(month.report), month.tables].map(file => file.split('/').slice(-2).join('/')),
    ['docx', 'pdf', 'html', 'json', 'txt'].map(form => `${folder}/2020-02.${form}`),
  )
  const { freeServices, doors, workItems } = month.rooms
  assert.ok(freeServices >= 2, 'the rooms that a visitor opens are not empty')
  assert.deepEqual([doors, workItems], [2, 4])
  assert.deepEqual(month.leftOver, [], 'nothing that was decided lies in nobody’s hands')
  const { door } = month
  assert.ok(door.equal, 'the tablet has counted what the server has')
  assert.deepEqual([door.people, door.again, door.alerts], [64, 64, 1])
  for (const { what, theirs, server } of door.counts) assert.equal(theirs, server, what)
  const { bulletin } = month
  assert.ok(bulletin.equal, 'devices and operators have counted what the server has')
  for (const { what, theirs, server } of bulletin.counts) assert.equal(theirs, server, what)
  const count = (what: string) => bulletin.counts.find(each => each.what === what)?.theirs
  assert.deepEqual([count('99902-1 unknown'), count('99902-1 missed')], [1, 1], 'its power went')
  const proved = (channel: string, release: string, kind: string) =>
    bulletin.proofs.find(each => each.channel === channel && each.release === release && each.kind === kind)?.count
  assert.equal(proved('loudspeakers', 'publish', 'heard'), 1)
  assert.equal(proved('loudspeakers', 'correct', 'played'), 3, 'the correction is heard by all')
  assert.equal(proved('page', 'correct', 'published'), 2)
  assert.equal(proved('mail', 'publish', 'accepted'), 2)
  assert.equal(proved('mail', 'correct', 'accepted'), 1, 'whoever pressed unsubscribe has no more')
  assert.deepEqual(
    ['mail letters', 'mail corrections', 'mail cancellations', 'mail after whoever left'].map(count),
    [2, 1, 1, 0],
  )
  const air = (operator: string) => Object.values(AIR_COUNTS).map(what => count(`${operator} ${what}`))
  const [inArea, bscs] = [8, 2]
  const pages = 3 * 82
  assert.deepEqual(air('viettel'), [
    ...[bscs * inArea, bscs * inArea, bscs * pages],
    ...[bscs * inArea, bscs * inArea, 0, bscs, 0],
  ])
  assert.deepEqual(air('vinaphone'), [inArea, inArea, pages, undefined, inArea, 0, 1, 0])
  assert.equal(proved('broadcast', 'publish', 'onAir'), 3 * inArea)
  assert.equal(proved('broadcast', 'correct', 'onAir'), 3 * inArea)
  const { plan } = month
  assert.ok(plan.equal, 'nothing live has moved by the exercise, and the device counts as the server')
  assert.ok(plan.counts.length >= 8)
  for (const { what, theirs, server } of plan.counts) assert.equal(theirs, server, what)
  const sums = (kind: string) => plan.kinds.find(each => each.kind === kind)
  assert.deepEqual(
    ['bulletin', 'round', 'loudspeakers', 'free-list'].map(kind => sums(kind)?.starts),
    [1, 1, 1, 1],
  )
  assert.equal(sums('free-list')?.stays, 1, 'the first hotline was free before')
  assert.ok((plan.sms ?? 0) > 0, 'an operator has a list of the province')
  assert.equal(plan.deeds.failed + plan.deeds.planned + plan.deeds.dropped, 0)
  assert.equal(plan.deeds.done + plan.deeds.asked, plan.deeds.all)
  assert.deepEqual(
    plan.left,
    [
      { kind: 'bulletin', awaits: 'stop', count: 1 },
      { kind: 'round', awaits: 'schedule', count: 1 },
    ],
    'the bulletin of the level before is stopped by a person, the round is not scheduled',
  )
  assert.deepEqual(
    ['changes', 'exercise.changes'].map(id => figureOf(report, `plan.plan-1.${id}`)),
    [2, 1],
  )
  for (const { kind, starts } of plan.kinds)
    assert.equal(figureOf(report, `plan.plan-1.change-2.${kind}.starts`), starts, kind)
  assert.equal(figureOf(report, 'channels.mail.subscribers'), 1)
  assert.equal(figureOf(report, 'channels.mail.left-unsubscribed'), 1)
  const { briefing } = month
  for (const [id, theirs] of [
    ['expected', briefing.expected],
    ['came', briefing.came],
    ['absent-with-reason', briefing.absentWithReason],
    ['instructions-done', briefing.instructions.done],
  ] as const)
    assert.equal(figureOf(report, `briefings.${id}`), theirs, id)
  assert.equal(figureOf(report, 'screening.readings'), door.people)
  const days = (report?.figures ?? []).filter(({ unit }) => unit === 'free-days')
  assert.deepEqual([...new Set(days.map(({ value }) => value))].filter(Boolean), [], 'no day is over')
  assert.equal(figureOf(report, 'channels.mail.accepted'), 4)
  assert.deepEqual(
    ['operators', 'known', 'cells'].map(id => figureOf(report, `channels.broadcast.${id}`)),
    [2, 3 * inArea, 3 * inArea],
  )
  assert.equal(figureOf(report, 'sms.accepted'), month.sum.sender.accepted)
  assert.equal(figureOf(report, 'sms.delivered'), month.sum.sender.delivered)
})

test('a demo that is interrupted ends its children and leaves nothing behind', async () => {
  const { code, stdout, stderr, left } = await demo(['--scale', '100000'], child => {
    // Its server, the media and a centre run by then, and each operator is about to enrol.
    child.printed(/The authority is open/, DEMO_MS).then(
      () => child.kill('SIGINT'),
      () => {},
    )
  })
  assert.equal(code, 1)
  assert.match(stderr, /Stopped as asked/)
  assert.equal(stdout, '')
  assert.deepEqual(left, [])
})

test('a directory that holds something is left alone', async () => {
  const { code, stderr } = await demo(['--keep', fileURLToPath(new URL('../src/app/commands', import.meta.url))])
  assert.equal(code, 1)
  assert.match(stderr, /is not empty/)
})
