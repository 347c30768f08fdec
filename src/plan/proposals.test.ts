import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { TIME_ZONE } from '../country/vn/time-zone.ts'
import { type AreaId, areasOn, COUNTRY, dayAfter, isThereOn } from './areas.ts'
import { Costs, figuresOf, totalsOf } from './cost.ts'
import type { Effect, Running } from './effect.ts'
import { applied, diffOf } from './effects.ts'
import type { Action, Plan } from './plan.ts'
import { proposal, type Silence, silence } from './proposal.ts'
import { Watch } from './proposals.ts'
import { AREAS, BEGIN, both, COMMON, changeOf, LEAVING, planOf } from './random-plans.test.ts'
import { REMARK_WORDS, SILENCE_WORDS, STOP_WORDS } from './remark-words.ts'
import { replayed } from './replay.ts'
import { dayNumber, dayOf, SeriesBuilder } from './series.ts'
import { Situation } from './situation.ts'

const [HANOI] = AREAS
const FIRST = dayNumber('2021-05-01')
/** Of one day alone, so that cases are levels: 0 low, 1 middle, 2 high, 3 highest. */
const PLAN: Plan = {
  ...planOf([LEAVING], [1, 2, 3]),
  measures: [{ is: 'sum', id: 'cases14', title: both('today'), input: 'cases', days: 1, per: null }],
}
const LEVELS = ['low', 'middle', 'high', 'highest'] as const

function seriesOf(values: readonly (number | null)[], area: AreaId = HANOI) {
  const builder = new SeriesBuilder()
  for (const [place, value] of values.entries())
    if (value !== null) builder.put({ area, day: dayOf(FIRST + place), input: 'cases', value })
  return builder.series()
}

const EMPTY = Situation.empty({ purpose: 'live', timeZone: TIME_ZONE })
function atLevel(level: string | null) {
  return level === null
    ? EMPTY
    : EMPTY.with(changeOf({ hours: -100, decisions: [{ area: HANOI, level }], purpose: 'live' }))
}

/** On the morning after the last of these days. */
function proposedAfter(
  values: readonly (number | null)[],
  level: string | null,
  plan = PLAN,
  more: { open?: boolean; later?: number; population?: number | null } = {},
) {
  const watch = new Watch({ plan, series: seriesOf(values), population: () => more.population ?? null })
  const morning = Date.parse(`${dayOf(FIRST + values.length + (more.later ?? 0))}T07:00:00+07:00`)
  const open = new Set(more.open === true ? [HANOI] : [])
  const { proposals, silent } = watch.proposedAt(morning, atLevel(level), open)
  const about = proposals.find(({ area }) => area === HANOI)
  const why = silent.find(({ area }) => area === HANOI)
  assert.ok((about === undefined) !== (why === undefined))
  assert.equal(proposals.length + silent.length, 63)
  return about ?? why
}

const levelIn = (found: ReturnType<typeof proposedAfter>) =>
  found !== undefined && 'level' in found ? found.level : null
const whyIn = (found: ReturnType<typeof proposedAfter>) =>
  found !== undefined && 'why' in found ? [found.why, found.day] : null

/** By hand: three in a row up, fourteen in a row down. */
function expected(values: readonly number[], rank: number): number | null {
  const up = values.slice(-3)
  if (up.length === 3 && up.every(value => value > rank)) return Math.min(...up)
  const down = values.slice(-14)
  if (down.length === 14 && down.every(value => value < rank)) return Math.max(...down)
  return null
}

test('a level is proposed after three days in a row that call for more, or fourteen that call for less, and else never', () => {
  const values = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 15, maxLength: 20 })
  const calm = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 15, maxLength: 20 })
  fc.assert(
    fc.property(fc.oneof(values, calm), fc.integer({ min: 0, max: 3 }), (given, rank) => {
      const to = expected(given, rank)
      assert.equal(levelIn(proposedAfter(given, LEVELS[rank])), to === null ? null : LEVELS[to])
    }),
    { numRuns: howMany(250, 1000) },
  )
})

test('an area for which nobody has decided is proposed its first level', () => {
  assert.equal(levelIn(proposedAfter([0, 2, 1], null)), 'low')
})

test('the day itself is not over, so what it has until now is not counted', () => {
  const watch = new Watch({ plan: PLAN, series: seriesOf([3, 3, 3, 0]), population: () => null })
  const fourth = Date.parse(`${dayOf(FIRST + 3)}T07:00:00+07:00`)
  const [first] = watch.proposedAt(fourth, atLevel('low'), new Set()).proposals
  assert.deepEqual([first.level, first.evidence.dataUntil], ['highest', dayOf(FIRST + 2)])
})

const QUIET: readonly (readonly [string, Silence, ReturnType<typeof proposedAfter>])[] = [
  ['while a proposal is open', 'open-proposal', proposedAfter([3, 3, 3], 'low', PLAN, { open: true })],
  ['without any data', 'no-data', proposedAfter([], 'low')],
  ['when data is older than the plan allows', 'old-data', proposedAfter([3, 3, 3], 'low', PLAN, { later: 3 })],
  ['when a day is missing among those that would raise it', 'missing-days', proposedAfter([3, null, 3], 'low')],
  [
    'when a day is missing among those that would lower it',
    'missing-days',
    proposedAfter([...new Array<number>(8).fill(0), null, ...new Array<number>(5).fill(0)], 'high'),
  ],
  ['when data calls for the level that it has', 'as-it-is', proposedAfter([1, 1, 1], 'middle')],
  [
    'when a measure is per inhabitant and nobody knows how many there are',
    'no-population',
    proposedAfter([3, 3, 3], 'low', {
      ...PLAN,
      measures: [{ ...PLAN.measures[0], is: 'sum', input: 'cases', days: 1, per: 100 }],
    }),
  ],
  [
    'where the criteria are for people to judge',
    'by-people',
    proposedAfter([3, 3, 3], 'low', {
      ...PLAN,
      levels: PLAN.levels.map(level => ({
        ...level,
        criteria: level.criteria.map(one => ({ ...one, formula: null })),
      })),
    }),
  ],
]

for (const [when, why, found] of QUIET)
  test(`nothing is proposed ${when}, and that is said`, () => {
    assert.equal(whyIn(found)?.[0], why)
  })

test('a proposal carries what it rests on, as a document that can be kept', () => {
  const plan: Plan = {
    ...PLAN,
    measures: [{ is: 'sum', id: 'cases14', title: both('per 1000'), input: 'cases', days: 1, per: 1000 }],
  }
  const found = proposedAfter([2, 2, 2], 'low', plan, { population: 1000 })
  assert.deepEqual(proposal.parse(JSON.parse(JSON.stringify(found))), found)
  assert.ok(found !== undefined && 'evidence' in found)
  assert.deepEqual(
    found.evidence.days.map(({ measures, level }) => [measures.cases14, level]),
    [2, 2, 2].map(value => [value, 'high']),
  )
})

test('what is just below a bound per inhabitant never comes out at it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000_000 }), fc.integer({ min: 1, max: 500 }), (population, bound) => {
      const most = Math.ceil((bound * population) / 100_000) - 1
      fc.pre(most >= 0 && most * 100_000 < bound * population)
      assert.ok((most * 100_000) / population < bound)
    }),
    { numRuns: howMany(500, 2000) },
  )
})

test('why nothing is proposed, what stops and what people should know is told in both languages', () => {
  assert.deepEqual(Object.keys(SILENCE_WORDS), silence.options)
  for (const { vi, en } of [...Object.values(SILENCE_WORDS), ...Object.values(REMARK_WORDS)]) {
    assert.match(vi, /^\p{Lu}.+\.$/u)
    assert.match(en, /^\p{Lu}.+\.$/u)
  }
  for (const { vi, en } of Object.values(STOP_WORDS)) assert.ok(vi !== en && vi.length > 0)
})

// Replays and costs --------------------------------------------------------------------------------------------------

const figures = (areas: readonly AreaId[]) =>
  figuresOf(new Map(areas.map(area => [area, { population: 1000, subscribers: 900, english: 100, clusters: 4 }])))

const replay = (
  values: readonly number[],
  decided: Situation<'exercise'> | null,
  actions: readonly Action[] = PLAN.actions,
) =>
  replayed({
    plan: { ...PLAN, actions: [...actions] },
    series: seriesOf(values),
    population: () => null,
    costs: new Costs(figures([HANOI])),
    from: dayOf(FIRST),
    until: dayOf(FIRST + values.length - 1),
    decided,
  })

test('a replay that follows data goes up on the fourth day after three, and down after fourteen', () => {
  const values = [...new Array<number>(6).fill(2), ...new Array<number>(20).fill(0)]
  const levels = replay(values, null).map(({ levels: all }) => all.get(HANOI) ?? '·')
  // Three days are over on the fourth morning; the level is in force from the next midnight on.
  const changes = levels.flatMap((level, at) => (level === levels[at - 1] ? [] : [[at, level]]))
  assert.deepEqual(changes, [
    [0, '·'],
    [4, 'high'],
    [21, 'low'],
  ])
})

test('a replay of decisions has their levels on their days, and a proposal stays one until it is decided', () => {
  const decided = Situation.empty({ purpose: 'exercise', timeZone: TIME_ZONE })
    .with(changeOf({ hours: 24, decisions: [{ area: HANOI, level: 'low' }], purpose: 'exercise' }))
    .with(changeOf({ hours: 24 * 6 + 12, decisions: [{ area: HANOI, level: 'high' }], purpose: 'exercise' }))
    .with(
      changeOf({ hours: 24 * 8, decisions: [{ area: HANOI, level: 'highest' }], purpose: 'exercise', change: 'never' }),
    )
    .with(changeOf({ hours: 24 * 7, decisions: [], purpose: 'exercise', change: 'back', takesBack: 'never' }))
  const days = replay(new Array<number>(10).fill(2), decided)
  assert.deepEqual(
    days.map(({ levels }) => levels.get(HANOI)),
    [null, ...new Array(5).fill('low'), ...new Array(4).fill('high')],
  )
  assert.deepEqual(
    days.flatMap(({ proposed }, at) => proposed.map(({ level }) => [at, level])),
    [[3, 'high']],
  )
})

test('what a replay says stays on a day ran before it, also where one change of that day ends what another began', () => {
  const lasting: Action = {
    ...COMMON,
    id: 'free',
    kind: 'free-list',
    levels: ['high'],
    when: 'while',
    services: ['hotline'],
    undo: { can: true, means: both('It costs again') },
    template: { text: both('The hotline is free') },
  }
  const at = (hours: number, level: string) =>
    changeOf({ hours, decisions: [{ area: HANOI, level }], purpose: 'exercise' })
  const decided = [at(26, 'high'), at(30, 'low'), at(50, 'high'), at(98, 'low'), at(99, 'high')].reduce(
    (situation, change) => situation.with(change),
    Situation.empty({ purpose: 'exercise', timeZone: TIME_ZONE }),
  )
  const days = replay(new Array<number>(6).fill(2), decided, [lasting])
  assert.deepEqual(
    days.map(({ effects: { starts, stops, stays } }) => [starts, stops, stays]),
    [
      [0, 0, 0],
      [1, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
      [1, 1, 0],
      [0, 0, 1],
    ],
  )
})

/** Yên Bái and Lào Cai become one on the next day, Bắc Giang and Bắc Ninh too; of Hà Nội nothing changes. */
const LAST_BEFORE = dayNumber('2025-06-30')
const MERGED: readonly AreaId[] = ['10.2004', '15.2004', '24.2004', '27.2004', '01.2004']
const NEW: readonly AreaId[] = ['15.2025', '24.2025', '01.2025']

/** Of each of those areas, cases of days from ten before the merger on; null: nobody said. */
const anySeries = fc.array(
  fc.tuple(
    fc.constantFrom(...MERGED, ...NEW),
    fc.array(fc.option(fc.constantFrom(0, 0, 1, 3), { freq: 8 }), { maxLength: 26 }),
  ),
  { maxLength: 8 },
)

/** What people decided around it, in half days; half of the areas are of the other list and inherit what their parts are at. */
const anyDecisions = fc.uniqueArray(
  fc.record({
    half: fc.integer({ min: -16, max: 16 }),
    country: fc.option(fc.constantFrom(...LEVELS, null), { nil: undefined, freq: 3 }),
    places: fc.array(fc.tuple(fc.nat(4), fc.constantFrom(...LEVELS, null)), { maxLength: 3 }),
  }),
  { maxLength: 6, selector: ({ half }) => half },
)

test('whatever was measured and decided before and after a merger, a replay goes on to its last day', () => {
  const [from, until] = [dayOf(LAST_BEFORE - 9), dayOf(LAST_BEFORE + 16)]
  const midnight = Date.parse('2025-07-01T00:00:00+07:00')
  fc.assert(
    fc.property(anySeries, fc.option(anyDecisions), (given, decisions) => {
      const builder = new SeriesBuilder()
      for (const [area, values] of given)
        for (const [place, value] of values.entries()) {
          const day = dayOf(LAST_BEFORE - 9 + place)
          if (value !== null && isThereOn(area, day)) builder.put({ area, day, input: 'cases', value })
        }
      const decided = decisions
        ?.toSorted((a, b) => a.half - b.half)
        .reduce(
          (situation, { half, country, places }) => {
            const areas = half < 0 ? MERGED : NEW
            const all = new Map(places.map(([at, level]) => [areas[at % areas.length], level]))
            if (country !== undefined) all.set(COUNTRY, country)
            const hours = (midnight - BEGIN) / 3_600_000 + half * 12
            return situation.with(
              changeOf({ hours, purpose: 'exercise', decisions: [...all].map(([area, level]) => ({ area, level })) }),
            )
          },
          Situation.empty({ purpose: 'exercise', timeZone: TIME_ZONE }),
        )
      const days = replayed({
        plan: PLAN,
        series: builder.series(),
        population: () => null,
        from,
        until,
        costs: new Costs(figures([])),
        decided: decided ?? null,
      })
      assert.deepEqual([days.length, days.at(-1)?.day], [26, until])
      for (const { day, levels, changes } of days) {
        assert.deepEqual([...levels.keys()], areasOn(day))
        if (decided === undefined) continue
        const end = Date.parse(`${dayAfter(day)}T00:00:00+07:00`) - 1
        for (const area of areasOn(day)) {
          const standing = decided.levelOf(area, end)
          assert.equal(levels.get(area), 'level' in standing ? standing.level : null)
        }
        assert.ok(changes.length <= 2)
      }
    }),
    { numRuns: howMany(60, 300) },
  )
})

test('an area that came of areas at different levels is silent about that, and what ran for them ends', () => {
  const lasting: Action = {
    ...COMMON,
    id: 'free',
    kind: 'free-list',
    levels: ['high'],
    when: 'while',
    services: ['hotline'],
    undo: { can: true, means: both('It costs again') },
    template: { text: both('The hotline is free') },
  }
  const builder = new SeriesBuilder()
  for (let day = LAST_BEFORE - 9; day <= LAST_BEFORE + 10; day++)
    for (const [area, value] of [
      ...(day <= LAST_BEFORE ? [['10.2004', 0] as const, ['15.2004', 2] as const] : []),
      ...(day <= LAST_BEFORE ? [] : [['15.2025', 2] as const, ['01.2025', 2] as const]),
    ])
      builder.put({ area, day: dayOf(day), input: 'cases', value })
  const days = replayed({
    plan: { ...PLAN, actions: [lasting, LEAVING] },
    series: builder.series(),
    population: () => null,
    costs: new Costs(figures([])),
    decided: null,
    from: dayOf(LAST_BEFORE - 9),
    until: dayOf(LAST_BEFORE + 10),
  })
  const on = (day: string) => days.find(one => one.day === day)
  assert.equal(on('2025-06-30')?.levels.get('15.2004'), 'high')
  assert.equal(on('2025-07-10')?.levels.get('15.2025'), null)
  assert.ok(days.every(({ proposed }) => proposed.every(({ area }) => area !== '15.2025')))
  // With the next change: for Hà Nội it begins, for Yên Bái, which is no more, it ends.
  assert.deepEqual(on('2025-07-05')?.effects, { starts: 1, stops: 1, replaced: 0, stays: 0 })
  assert.equal(on('2025-07-10')?.silent, 34 - 1)
})

test('a replay that is longer than ten years is refused', () => {
  const o = { plan: PLAN, series: seriesOf([1]), population: () => null, costs: new Costs(figures([])), decided: null }
  assert.throws(() => replayed({ ...o, from: '2010-01-01', until: '2021-01-01' }), { code: 'replayTooLong' })
})

const NOTHING: Running<never> = new Map()
function begun(action: Action, areas: readonly AreaId[]) {
  const plan = planOf([LEAVING, action])
  const after = EMPTY.with(
    changeOf({ hours: 0, decisions: areas.map(area => ({ area, level: 'high' })), purpose: 'live' }),
  )
  return diffOf({ plan, before: EMPTY, after, running: NOTHING, at: Date.parse('2021-05-01T00:00:00+07:00') })
}
const ROUND: Action = {
  ...COMMON,
  id: 'round',
  kind: 'round',
  levels: ['high'],
  when: 'entering',
  template: { sms: { vi: `Đeo khẩu trang. ${'ă'.repeat(60)}`, en: 'Wear a mask.' } },
}

test('a round costs its segments for each subscriber in the language that they get', () => {
  const diff = begun(ROUND, AREAS.slice(0, 2))
  const costs = new Costs(figures(AREAS))
  const cost = costs.of(diff.starts[0])
  assert.deepEqual(cost.segments, { vi: 2, en: 1 })
  assert.deepEqual([cost.population, cost.subscribers, cost.sms], [2000, 1800, 2 * 1600 + 200])
  assert.equal(totalsOf(diff, costs).sms, cost.sms)
})

test('what it costs is not known where nobody said how many subscribers an area has', () => {
  const diff = begun(ROUND, AREAS.slice(0, 2))
  assert.equal(totalsOf(diff, new Costs(figures([HANOI]))).sms, null)
})

test('loudspeakers cost the minutes that the text takes, in each window, for each cluster', () => {
  const spoken = both('Gọi 19009095.')
  const action: Action = {
    ...COMMON,
    id: 'loud',
    kind: 'loudspeakers',
    levels: ['high'],
    when: 'while',
    undo: { can: true, means: both('off') },
    priority: 'normal',
    template: { spoken },
    perWindow: 3,
  }
  const seconds = (one: Action) => {
    const diff = begun(one, [HANOI])
    const { loudspeakerMinutes } = totalsOf(diff, new Costs(figures([HANOI])))
    return Math.round((loudspeakerMinutes ?? 0) * 60)
  }
  assert.equal(seconds(action), 2 * seconds({ ...action, priority: 'urgent' }))
  assert.equal(seconds(action), 3 * seconds({ ...action, perWindow: 1 }))
  assert.ok(seconds(action) > 0)
})

test('the whole country is all of its areas, where nobody said otherwise', () => {
  const cost = new Costs(figures(AREAS)).of({ ...begun(ROUND, [HANOI]).starts[0], areas: [COUNTRY] } satisfies Effect)
  assert.equal(cost.population, AREAS.length * 1000)
})

test('what came of a merger counts what its parts do, and nothing where one of them is not known', () => {
  const of = (...areas: readonly AreaId[]) => figures(areas)('24.2025')?.population ?? null
  assert.deepEqual([of('24.2004', '27.2004'), of('24.2004'), of('24.2025')], [2000, null, 1000])
})

test('what was applied is what the next change finds running', () => {
  const diff = begun(ROUND, [HANOI])
  assert.deepEqual(
    [...applied(diff).keys()],
    diff.starts.map(({ key }) => key),
  )
})
