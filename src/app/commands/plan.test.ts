/** `loa plan` as other programs meet it: its exit code, its standard output. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Given, loaInProcess, loaProcess } from '../../../test/peers/in-process.ts'

const LIBRARY = fileURLToPath(new URL('../../../docs/examples/plans', import.meta.url))
const ROOT = process.cwd()
const dir = mkdtempSync(join(tmpdir(), 'loa-plan-'))
before(() => process.chdir(dir))
after(() => {
  process.chdir(ROOT)
  rmSync(dir, { recursive: true })
})

async function loa(args: readonly string[], how: Given = {}, by = loaInProcess) {
  const { code, stdout, stderr } = await by(['plan', ...args], how)
  return { status: code, stdout, stderr }
}

const put = (name: string, text: string) => writeFileSync(join(dir, name), text)
const PLAN = join(LIBRARY, 'vietnam-2020.json')
const plan = JSON.parse(readFileSync(PLAN, 'utf8'))
put('faulty.json', JSON.stringify({ ...plan, timeZone: 'Mars/Base' }))
put('silent.json', JSON.stringify({ ...plan, actions: plan.actions.slice(0, 1) }))

type Decided = readonly [area: string, level: string | null]
function situation(...changes: readonly { from: string; decisions: readonly Decided[] }[]): string {
  return JSON.stringify({
    format: 1,
    timeZone: 'Asia/Ho_Chi_Minh',
    purpose: 'live',
    changes: changes.map(({ from, decisions }, at) => ({
      content: {
        change: `c${at}`,
        plan: { id: 'vietnam-2020', version: 1 },
        from,
        decisions: decisions.map(([area, level]) => ({ area, level })),
        takesBack: null,
      },
      submitted: 'a',
      approved: 'b',
    })),
  })
}
const FIRST = { from: '2021-07-01T00:00:00+07:00', decisions: [['VN', 'directive-15']] } as const
const SECOND = { from: '2021-07-09T00:00:00+07:00', decisions: [['79', 'directive-16']] } as const
const BACK = { from: '2021-07-20T00:00:00+07:00', decisions: [['79', null]] } as const
put('before.json', situation(FIRST))
put('after.json', situation(FIRST, SECOND))
put('back.json', situation(FIRST, SECOND, BACK))
put('figures.csv', 'area,population,subscribers,english,clusters\n79,9000000,10000000,0,300\n')

test('check tells each fault with its place and ends with 1; a plan that is well with its digest', async () => {
  const { status, stdout, stderr } = await loa(['check', PLAN, 'faulty.json'], {}, loaProcess)
  assert.deepEqual([status, stderr], [1, ''])
  assert.match(stdout, /: vietnam-2020 version 1, 4 levels, 9 actions\. No errors\.\n {2}sha256 [0-9a-f]{64}\n/)
  assert.match(stdout, /^faulty\.json: timeZone: no-such-time-zone: There is no time zone Mars\/Base\./m)
  const json = JSON.parse((await loa(['check', PLAN, '-', '--json'], { input: '{' })).stdout)
  assert.deepEqual(
    json.map((one: { plan: unknown; faults: unknown[] }) => [one.plan !== null, one.faults.length > 0]),
    [
      [true, false],
      [false, true],
    ],
  )
  assert.match((await loa(['check', 'faulty.json'], { lang: 'vi_VN.UTF-8' })).stdout, /Không có múi giờ/)
})

test('effects tells what a change starts, stops and costs, and what runs afterwards can be given to the next', async () => {
  const args = ['effects', PLAN, '--from', 'before.json', '--to', 'after.json', '--figures', 'figures.csv']
  const { status, stdout, stderr } = await loa([...args, '--json'])
  assert.deepEqual([status, stderr], [0, ''])
  const document = JSON.parse(stdout)
  assert.deepEqual(
    document.steps.map(({ area, goes }: { area: string; goes: string }) => [area, goes]),
    [['79.2004', 'up']],
  )
  const enter = document.starts.find(({ effect }: { effect: { action: string } }) => effect.action === 'enter')
  assert.equal(enter.cost.sms, enter.cost.segments.vi * 10_000_000)
  put('running.json', stdout)
  const next = await loa(['effects', PLAN, '--from', 'after.json', '--to', 'back.json', '--running', 'running.json'])
  assert.equal(next.status, 0)
  assert.match(next.stdout, /^▼ Directive 16 \(stay at home\) → Directive 15: Thành phố Hồ Chí Minh$/m)
  assert.match(next.stdout, /Bulletin when a level is lowered/)
  assert.match(next.stdout, /Cannot be undone once carried out\./)
})

test('a level that would be lowered with nobody told ends with 1, and a plan that would do so is refused', async () => {
  const refused = await loa(['effects', 'silent.json', '--from', 'after.json', '--to', 'back.json'])
  assert.equal(refused.status, 1)
  assert.match(refused.stderr, /^loa: The plan has an error at levels\[1\]/)
})

test('one person alone changes no level, and what runs live is none of an exercise', async () => {
  put('alone.json', situation(FIRST, SECOND).replaceAll('"approved":"b"', '"approved":"a"'))
  const alone = await loa(['effects', PLAN, '--from', 'before.json', '--to', 'alone.json'])
  assert.deepEqual([alone.status, alone.stdout], [1, ''])
  assert.match(alone.stderr, /One person both submitted and approved/)
  put('exercise.json', situation(FIRST, SECOND).replace('"live"', '"exercise"'))
  const live = ['effects', PLAN, '--from', 'before.json', '--to', 'after.json', '--json']
  put('live.json', (await loa(live)).stdout)
  const exercise = ['effects', PLAN, '--from', 'exercise.json', '--to', 'exercise.json']
  const mixed = await loa([...exercise, '--running', 'live.json'])
  assert.deepEqual([mixed.status, mixed.stdout], [1, ''])
  assert.match(mixed.stderr, /^loa: Exercise and live data are mixed/)
})

test('replay shows levels over time, names rows that it does not take, and draws a picture', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => {
    const day = new Date(Date.UTC(2021, 4, 1 + at)).toISOString().slice(0, 10)
    return `${day},79,${at > 20 ? 4000 : 0}`
  })
  put('data.csv', `date,area,cases\n${rows.join('\n')}\n2021-05-01,99,1\n`)
  const args = ['replay', join(LIBRARY, 'made-up-bounds.json'), '--data', 'data.csv', '--figures', 'figures.csv']
  const { status, stdout, stderr } = await loa([...args, '--picture', 'replay.svg'])
  assert.equal(status, 0)
  assert.match(stderr, /^data\.csv:42: There is no area 99 in this country\./)
  assert.match(stdout, /^Thành phố Hồ Chí Minh {2}·+▁+[▃▇█]+$/m)
  assert.match(readFileSync(join(dir, 'replay.svg'), 'utf8'), /^<svg xmlns[^>]+role="img"/)
  const document = JSON.parse((await loa([...args, '--json'])).stdout)
  assert.deepEqual([document.days.length, document.data.taken, document.data.rejected], [40, 40, 1])
  assert.ok(document.totals.raised > 0)
})

test('a replay goes on beyond a merger of areas at different levels, and their new area is at none', async () => {
  const rows = ['2025-06-26', '2025-06-27', '2025-06-28', '2025-06-29', '2025-06-30'].flatMap(day => [
    `${day},10,0`,
    `${day},15,4000`,
    `${day},01,0`,
  ])
  const later = ['01', '02', '03', '04', '05', '06'].map(day => `2025-07-${day},01,9000`)
  put('merger.csv', `date,area,cases\n${[...rows, ...later].join('\n')}\n`)
  const daily = { ...JSON.parse(readFileSync(join(LIBRARY, 'made-up-bounds.json'), 'utf8')) }
  daily.measures = daily.measures.map((one: object) => ({ ...one, days: 1, per: null }))
  put('daily.json', JSON.stringify(daily))
  const { status, stdout, stderr } = await loa(['replay', 'daily.json', '--data', 'merger.csv', '--json'])
  assert.deepEqual([status, stderr], [0, ''])
  const { days } = JSON.parse(stdout)
  const on = (day: string) => days.find((one: { day: string }) => one.day === day)
  assert.notEqual(on('2025-06-30').levels['10.2004'], on('2025-06-30').levels['15.2004'])
  assert.equal(on('2025-07-06').levels['15.2025'], null)
  assert.deepEqual(on('2025-07-05').changes, ['data-2025-07-05'])
  assert.equal(days.length, 11)
})

test('what cannot be done is one sentence and an exit code', async () => {
  for (const [args, status, words] of [
    [['check', 'none.json'], 1, /^loa: Cannot read none\.json/],
    [['check', '-', '-'], 2, /Standard input can be read only once/],
    [['replay', PLAN, '--data', 'data.csv', '--from', '2021-02-30'], 2, /is not a date, for example/],
    [['replay', PLAN, '--data', 'data.csv', '--until', '9999-12-31'], 2, /is not a date, for example/],
    [['replay', PLAN, '--data', PLAN], 1, /^loa: Cannot read the data: date/],
    [['effects', PLAN, '--from', PLAN, '--to', 'after.json'], 1, /^loa: This is not a situation/],
    [['effects', PLAN], 2, /required option/],
  ] as const) {
    const ran = await loa(args)
    assert.deepEqual([ran.status, ran.stdout], [status, ''], args.join(' '))
    assert.match(ran.stderr, words)
  }
  assert.ok(!existsSync(join(dir, 'none.svg')))
})
