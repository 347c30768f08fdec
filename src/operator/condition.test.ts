/** What a node tells of its lanes and of what is not well: as tables, and when it is told. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { type ConditionBody, conditionBody, LANES_TOLD_MAX, STATUSES_TOLD_MAX } from '../directive/condition.ts'
import { alarmsTold, type Ill, lanesTold, lostCentres, type SentLeg, statusesTold } from './condition.ts'
import { ConditionTeller, diskIlls } from './condition-teller.ts'

type Lane = NonNullable<SentLeg['tally']>['lanes'][number]

function lane(smsc: string, change: Partial<Lane> = {}): Lane {
  return { smsc, bound: true, submitted: 100, throttled: 3, rebinds: 1, window: 50, pace: 20, ...change }
}

function leg(lanes: readonly Lane[], change: Partial<SentLeg> = {}): SentLeg {
  return { tally: { lanes, statuses: {} }, isRunning: true, isSent: false, ...change }
}

const UNBEGUN: SentLeg = { tally: null, isRunning: false, isSent: false }

test('lanes are told by the number of their centre, their counts summed over legs, window and pace of the leg that is written', () => {
  const sent = leg([lane('smsc-a:1'), lane('smsc-b:1')], { isSent: true })
  const written = leg([
    lane('smsc-a:1', { submitted: 5, window: 7, pace: null }),
    lane('smsc-b:1', { bound: false, submitted: 6 }),
  ])
  assert.deepEqual(lanesTold([UNBEGUN]), [])
  const told = lanesTold([sent, written, UNBEGUN])
  assert.deepEqual(told, [
    { centre: 1, lanes: 1, bound: 1, submitted: 105, throttled: 6, rebinds: 2, window: 7, pace: null },
    { centre: 2, lanes: 1, bound: 0, submitted: 106, throttled: 6, rebinds: 2, window: 0, pace: null },
  ])
  assert.ok(!JSON.stringify(told).includes('smsc'), 'names of centres stay at home')
})

test('of more lanes than can be told those of a centre are one, and nothing of their counts is lost', () => {
  for (const centres of [2, LANES_TOLD_MAX + 5]) {
    const lanes = Array.from({ length: 3 * LANES_TOLD_MAX }, (_, i) => lane(`c${i % centres}`))
    const told = lanesTold([leg(lanes)])
    assert.equal(told.length, Math.min(centres, LANES_TOLD_MAX))
    const sum = (of: 'lanes' | 'submitted' | 'bound') => told.reduce((whole, each) => whole + each[of], 0)
    assert.deepEqual([sum('lanes'), sum('bound'), sum('submitted')], [lanes.length, lanes.length, 100 * lanes.length])
  }
})

test('the commonest answers are told by name and the rest as one, and all of them fit what is taken', () => {
  const statuses = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`ESME_R${i}`, i + 1] as const))
  const told = statusesTold([{ ...UNBEGUN, tally: { lanes: [], statuses: { ...statuses, other: 7 } } }, UNBEGUN])
  const sum = (of: object) => Object.values(of).reduce((whole, n) => whole + n, 0)
  assert.equal(Object.keys(told).length, STATUSES_TOLD_MAX)
  assert.equal(sum(told), sum(statuses) + 7)
  assert.equal(told.ESME_R39, 40)
  const body = { at: '2020-02-03T00:00:00Z', alarms: [], sends: [] }
  assert.ok(conditionBody.safeParse(body).success)
  assert.ok(!conditionBody.safeParse({ ...body, host: 'smsc-a' }).success, 'nothing else is taken')
})

test('a centre is lost of which no lane is bound while there is something to write', () => {
  const off = { bound: false }
  for (const [legs, lost] of [
    [[leg([lane('a'), lane('a', off), lane('b')])], []],
    [[leg([lane('a'), lane('b', off), lane('b', off)])], [2]],
    [[leg([lane('a', off), lane('b', off)])], [1, 2]],
    // It waits for its receipts; nobody writes.
    [[leg([lane('a', off)], { isSent: true })], []],
    [[leg([lane('a', off)], { isRunning: false })], []],
    [[UNBEGUN], []],
  ] as const)
    assert.deepEqual(lostCentres(legs), lost)
})

test('an alarm keeps the instant since which it has been there without a break, and is told once', () => {
  const first = alarmsTold([{ is: 'disk' }, { is: 'disk' }, { is: 'centre-lost', centre: 2 }], [], '1')
  assert.deepEqual(first, [
    { is: 'disk', since: '1' },
    { is: 'centre-lost', since: '1', centre: 2 },
  ])
  const second = alarmsTold(
    [
      { is: 'centre-lost', centre: 2 },
      { is: 'centre-lost', centre: 1 },
    ],
    first,
    '2',
  )
  assert.deepEqual(
    second.map(({ since }) => since),
    ['1', '2'],
  )
  assert.deepEqual(alarmsTold([{ is: 'disk' }], second, '3'), [{ is: 'disk', since: '3' }])
})

test('room is low below a gibibyte, and below a twentieth of a disk that is not huge', () => {
  const G = 1 << 30
  for (const [freeOctets, allOctets, isLow] of [
    [G - 1, 4 * G, true],
    [2 * G, 30 * G, false],
    [2 * G, 100 * G, true],
    [25 * G, 1000 * G, false],
  ] as const)
    assert.equal(diskIlls({ freeOctets, allOctets }).length === 1, isLow, `${freeOctets}`)
  assert.deepEqual(diskIlls(null), [])
})

test('how a node fares is told within ten seconds of its start and of each change, else each minute', async () => {
  const clock = manualClock()
  const told: [number, ConditionBody][] = []
  let ills: readonly Ill[] = []
  const teller = new ConditionTeller({
    clock,
    machine: 'a',
    room: async () => null,
    courier: { condition: body => told.push([clock.monotonic(), body]) },
    conducts: () => [{ sending: null, ills }],
  })
  const pass = async (seconds: number) => {
    for (let i = 0; i < seconds / 10; i++) {
      clock.advance(10_000)
      await new Promise(done => setImmediate(done))
    }
  }
  teller.start()
  await pass(70)
  ills = [{ is: 'disk' }]
  await pass(20)
  assert.deepEqual(
    told.map(([ms, { alarms }]) => [ms, alarms.length]),
    [
      [10_000, 0],
      [70_000, 0],
      [80_000, 1],
    ],
  )
  teller.close()
  assert.equal(clock.nextMs, null)
})
