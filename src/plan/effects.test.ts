import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import type { Purpose } from '../directive/documents.ts'
import { COUNTRY } from './areas.ts'
import type { Diff } from './diff.ts'
import { type Effect, effect, type Running } from './effect.ts'
import { applied, diffOf, withoutEvents } from './effects.ts'
import type { Action, Plan } from './plan.ts'
import {
  AREAS,
  anyHistory,
  anyPlan,
  at,
  both,
  COMMON,
  changeOf,
  type History,
  LEAVING,
  neighbours,
  planOf,
  situationOf,
} from './random-plans.test.ts'
import { Situation } from './situation.ts'

/** Each of these holds of as many plans and histories by chance; what differs is printed with its seed. */
const SCENARIOS = howMany(250, 1000)
const SEED = Date.now() % 1_000_000
const NOTHING: Running<never> = new Map()

/** Each change of a history carried out in turn. */
function carriedOut<Of extends Purpose>(plan: Plan, history: History, purpose: Of) {
  let situation = Situation.empty({ purpose, timeZone: plan.timeZone })
  let running: Running<Of> = new Map()
  const diffs: Diff<Of>[] = []
  for (const { hours, decisions } of history) {
    const after = situation.with(changeOf({ hours, decisions, purpose }))
    const diff = diffOf({ plan, before: situation, after, running, at: at(hours), neighbours })
    diffs.push(diff)
    running = applied(diff)
    situation = after
  }
  return { situation, running, diffs }
}

const scenarios = fc
  .sample(fc.tuple(anyPlan, anyHistory), { numRuns: SCENARIOS, seed: SEED })
  .map(([plan, history]) => ({ plan, history, ...carriedOut(plan, history, 'live') }))
type Scenario = (typeof scenarios)[number]

/** Carried out once, looked at from every side. */
function holds(sentence: string, of: (scenario: Scenario) => void): void {
  test(sentence, () => {
    for (const [which, scenario] of scenarios.entries())
      try {
        of(scenario)
      } catch (error) {
        const { plan, history } = scenario
        const actions = plan.actions.map(({ id, kind, when, levels, areas, only }) =>
          [id, kind, when, levels, areas, only].join(' '),
        )
        console.error(JSON.stringify({ seed: SEED, which, actions, history }, null, 1))
        throw error
      }
  })
}

/** What is said and done, without why and since when: the change that began it is of no matter. */
function whatRuns(running: Running): readonly string[] {
  return [...withoutEvents(running).values()]
    .map(({ key, said, areas, channels, settings }) => JSON.stringify({ key, said, areas, channels, settings }))
    .sort()
}

holds(
  'whatever was decided before, applying the diff gives what the plan wants of the situation now',
  ({ plan, history, situation, running }) => {
    const empty = Situation.empty({ purpose: 'live', timeZone: plan.timeZone })
    const now = at(history.at(-1)?.hours ?? 0)
    const asked = { plan, before: empty, after: situation, running: NOTHING, at: now, neighbours }
    assert.deepEqual(whatRuns(running), whatRuns(applied(diffOf(asked))))
  },
)

holds('a level that is changed and changed back restores what ran', scenario => {
  const { plan, situation, running, history } = scenario
  const area = AREAS[history.length % AREAS.length]
  const was = situation.levelOf(area, at(100))
  const level = 'level' in was && was.level === 'high' ? 'low' : 'high'
  const back = was.is === 'decided' ? was.level : null
  const change = (hours: number, to: string | null) =>
    changeOf({ hours, decisions: [{ area, level: to }], purpose: 'live' })
  const there = situation.with(change(100, level))
  const again = there.with(change(200, back))
  const first = diffOf({ plan, before: situation, after: there, running, at: at(100), neighbours })
  const asked = { plan, before: there, after: again, at: at(200), neighbours }
  const second = diffOf({ ...asked, running: applied(first) })
  assert.deepEqual(whatRuns(applied(second)), whatRuns(running))
})

holds('nothing is an effect without a change that two people approved', scenario => {
  const approved = new Set(scenario.situation.changes.map(({ content }) => content.change))
  for (const { starts } of scenario.diffs) for (const { change } of starts) assert.ok(approved.has(change))
  const { plan } = scenario
  const empty = Situation.empty({ purpose: 'live', timeZone: plan.timeZone })
  const none = diffOf({ plan, before: empty, after: empty, running: NOTHING, at: at(0) })
  assert.deepEqual([none.starts, none.steps, none.remarks], [[], [], []])
})

holds('the same input gives the same effects in the same order', ({ plan, history, diffs }) => {
  const again = carriedOut(plan, history, 'live').diffs
  assert.equal(JSON.stringify(again.at(-1)), JSON.stringify(diffs.at(-1)))
})

holds('each effect is a document that can be kept and read back', ({ running }) => {
  for (const one of [...running.values()].filter((_, place) => place % 40 === 0))
    assert.deepEqual(effect.parse(JSON.parse(JSON.stringify(one))), one)
})

holds('a diff parts what ran into what stays, stops and is replaced, and starts nothing that ran', ({ diffs }) => {
  let running: readonly string[] = []
  for (const diff of diffs) {
    const parted = [
      ...diff.stays.map(({ key }) => key),
      ...diff.stops.map(one => one.effect.key),
      ...diff.replaced.map(({ before }) => before.key),
    ]
    assert.deepEqual(parted.toSorted(), running.toSorted())
    const ran = new Set(running)
    assert.ok(diff.starts.every(({ key }) => !ran.has(key)))
    const now = [...diff.stays, ...diff.starts, ...diff.replaced.map(({ after }) => after)]
    running = [...applied(diff).keys()]
    assert.equal(running.length, now.length)
  }
})

holds('whenever a level is lowered, the people there are told', ({ diffs }) => {
  for (const { steps, starts, remarks } of diffs) {
    const told = starts
      .filter(({ when, kind }) => when === 'leaving' && (kind === 'round' || kind === 'bulletin'))
      .flatMap(({ areas }) => areas)
    // The lowest level is left only where nobody decides any more: nothing was in force there.
    const lowered = steps.filter(({ goes, before }) => goes === 'down' && before !== 'low')
    for (const { area } of lowered) assert.ok(told.includes(area) || told.includes(COUNTRY), area)
    const silent = remarks.find(({ code }) => code === 'no-leave-message')?.areas ?? []
    assert.ok(silent.every(area => !lowered.some(one => one.area === area)))
  }
})

holds('what cannot be undone is said before it begins, each by its key', ({ diffs }) => {
  for (const { starts, replaced, remarks } of diffs) {
    const said = remarks.filter(({ code }) => code === 'cannot-be-undone').flatMap(({ effects }) => effects)
    const begins = [...starts, ...replaced.map(({ after }) => after)]
    const cannot = begins.flatMap(({ key, undo }) => (undo.can ? [] : [key]))
    assert.deepEqual(said.toSorted(), cannot.toSorted())
  }
})

holds('an exercise has effects of its own, and never any of what is live', scenario => {
  const { plan, history, running } = scenario
  const exercise = carriedOut(plan, history, 'exercise')
  for (const { purpose } of exercise.running.values()) assert.equal(purpose, 'exercise')
  assert.deepEqual(whatRuns(exercise.running), whatRuns(running))
  if (running.size === 0) return
  const { situation: after } = exercise
  assert.throws(
    // @ts-expect-error: what runs live is of another type than an exercise.
    () => diffOf({ plan, before: after, after, running, at: at(100) }),
    { code: 'purposesMixed' },
  )
})

// One by one -------------------------------------------------------------------------------------------------------

const ENTERING: Action = {
  ...COMMON,
  id: 'enter',
  kind: 'round',
  levels: ['middle', 'high', 'highest'],
  when: 'entering',
  template: { sms: both('From {time} on {date} {area} is at {level}, no more at {before}. {hotline}') },
}
const THRESHOLDS = (['middle', 'high'] as const).map(
  (level, place): Action => ({
    ...COMMON,
    id: `threshold-${level}`,
    kind: 'screening',
    levels: [level],
    when: 'while',
    undo: { can: true, means: both('The old one') },
    template: { text: both('Threshold') },
    thresholdTenths: 380 - 5 * place,
  }),
)
const FREE: Action = {
  ...COMMON,
  id: 'free',
  kind: 'free-list',
  levels: ['middle', 'high', 'highest'],
  when: 'while',
  areas: 'country',
  undo: { can: true, means: both('It costs again') },
  template: { text: both('The hotline is free') },
  services: ['hotline'],
}
const PLAN = planOf([ENTERING, LEAVING, ...THRESHOLDS, FREE])
const [HANOI, BAC_GIANG, BAC_NINH] = AREAS

const keysOf = (effects: readonly Effect[]) => effects.map(({ key }) => key)

test('several areas that go the same way by one change are told by one message that names them all', () => {
  const decisions = [BAC_GIANG, BAC_NINH].map(area => ({ area, level: 'high' }))
  const { diffs } = carriedOut(PLAN, [{ hours: 8, decisions }], 'live')
  const [enter] = diffs[0].starts.filter(({ action }) => action === 'enter')
  assert.deepEqual(
    [enter.areas, enter.said.sms?.en, enter.first, enter.change],
    [
      [BAC_GIANG, BAC_NINH],
      'From 08:00 on 1 May 2021 Bắc Giang, Bắc Ninh is at Level high, no more at no level. 19009095',
      '2021-05-01T08:00:00+07:00',
      'c8',
    ],
  )
  assert.match(enter.said.sms?.vi ?? '', /^From 8 giờ on 1\/5\/2021/)
})

test('a country that goes up as a whole is named as that, and a province with a level of its own stays', () => {
  const history = [
    { hours: 0, decisions: [{ area: HANOI, level: 'high' }] },
    { hours: 8, decisions: [{ area: COUNTRY, level: 'middle' }] },
  ]
  const [, second] = carriedOut(PLAN, history, 'live').diffs
  assert.equal(second.steps.length, 62)
  assert.ok(second.steps.every(({ isInherited, area }) => isInherited && area !== HANOI))
  const whole = carriedOut(PLAN, [history[1]], 'live').diffs[0].starts.at(-1)
  assert.match(whole?.said.sms?.en ?? '', /the whole country is at Level middle/)
})

test('the threshold of one level replaces that of another, and what is free for both stays', () => {
  const history = [
    { hours: 0, decisions: [{ area: HANOI, level: 'middle' }] },
    { hours: 8, decisions: [{ area: HANOI, level: 'high' }] },
  ]
  const { diffs } = carriedOut(PLAN, history, 'live')
  const [{ before, after }] = diffs[1].replaced
  assert.deepEqual([before.settings.thresholdTenths, after.settings.thresholdTenths], [380, 375])
  assert.deepEqual(keysOf(diffs[1].stays), ['free@VN'])
  assert.equal(diffs[1].stays[0].change, 'c0')
})

test('what is free for the whole country stops when the last area that called for it leaves', () => {
  const history = [
    { hours: 0, decisions: [HANOI, BAC_NINH].map(area => ({ area, level: 'middle' })) },
    { hours: 8, decisions: [{ area: HANOI, level: 'low' }] },
    { hours: 9, decisions: [{ area: BAC_NINH, level: 'low' }] },
  ]
  const { diffs } = carriedOut(PLAN, history, 'live')
  const stopped = diffs.map(({ stops }) => stops.map(one => `${one.effect.key} ${one.why}`))
  assert.deepEqual(stopped[1], ['screening@01.2004 level'])
  assert.ok(stopped[2].includes('free@VN level'))
})

test('a level of the whole country is one message to all that inherit it, where it is the same words, and one for each area where it names them', () => {
  const lasting = (said: string): Action => ({
    ...FREE,
    id: 'loud',
    kind: 'loudspeakers',
    priority: 'normal',
    areas: 'area',
    perWindow: 1,
    template: { spoken: both(said) },
  })
  const history = [
    { hours: 0, decisions: [{ area: COUNTRY, level: 'middle' }] },
    { hours: 8, decisions: [{ area: HANOI, level: 'high' }] },
    { hours: 9, decisions: [{ area: HANOI, level: 'low' }] },
  ]
  const begun = (said: string) =>
    carriedOut(planOf([lasting(said), LEAVING]), history, 'live').diffs.map(({ starts, replaced, stops }) =>
      [
        ['starts', starts.filter(({ action }) => action === 'loud')],
        ['replaced', replaced.map(({ after }) => after)],
        ['stops', stops.map(({ effect: of }) => of).filter(({ action }) => action === 'loud')],
      ]
        .map(([what, of]) => [what, (of as readonly Effect[]).map(({ key, areas }) => `${key} ${areas.length}`)])
        .filter(([, of]) => of.length > 0)
        .map(([what, of]) => (of.length > 3 ? [what, of.length] : [what, ...of])),
    )
  for (const same of ['Wear a mask', 'This is {level}'])
    assert.deepEqual(begun(same), [
      [['starts', 'loud@VN 63']],
      [
        ['starts', 'loud@01.2004 1'],
        ['replaced', 'loud@VN 62'],
      ],
      [['stops', 'loud@01.2004 1']],
    ])
  assert.deepEqual(begun('{area}: wear a mask'), [[['starts', 63]], [], [['stops', 'loud@01.2004 1']]])
})

test('what is said to the whole country names the highest level of those that call for it, whoever came first', () => {
  const loud: Action = {
    ...FREE,
    id: 'loud',
    kind: 'loudspeakers',
    priority: 'normal',
    template: { spoken: both('{area}: {level}') },
    perWindow: 1,
  }
  const decisions = [
    { area: HANOI, level: 'middle' },
    { area: BAC_NINH, level: 'high' },
  ]
  const { diffs } = carriedOut(planOf([loud, LEAVING]), [{ hours: 0, decisions }], 'live')
  const [said] = diffs[0].starts.filter(({ action }) => action === 'loud')
  assert.deepEqual([said.said.spoken?.en, said.areas], ['Hà Nội, Bắc Ninh: Level high', [COUNTRY]])
})

test('a message that is still being sent is stopped when its area goes on to another level, and that is said', () => {
  const history = [
    { hours: 0, decisions: [{ area: HANOI, level: 'high' }] },
    { hours: 1, decisions: [{ area: HANOI, level: 'low' }] },
  ]
  const { diffs } = carriedOut(PLAN, history, 'live')
  const overtaken = diffs[1].stops.filter(({ why }) => why === 'overtaken')
  assert.deepEqual(keysOf(overtaken.map(one => one.effect)), ['enter#c0:>high'])
  const half = diffs[1].remarks.find(({ code }) => code === 'half-done')
  assert.deepEqual(half?.effects, ['enter#c0:>high'])
})

test('a plan that is replaced by a version without an action stops what that action runs', () => {
  const { situation, running } = carriedOut(PLAN, [{ hours: 0, decisions: [{ area: HANOI, level: 'middle' }] }], 'live')
  const next = { ...PLAN, version: 2, actions: PLAN.actions.filter(({ id }) => id !== 'free') }
  const diff = diffOf({ plan: next, before: situation, after: situation, running, at: at(5) })
  assert.deepEqual(
    diff.stops.map(one => [one.effect.key, one.why]),
    [['free@VN', 'plan']],
  )
  assert.deepEqual(diff.starts, [])
})

test('what would have begun before it was approved begins then, and is said to be late', () => {
  const early: Action = { ...ENTERING, schedule: { afterMinutes: -600, at: '07:30', everyDays: null } }
  const plan = planOf([early, LEAVING])
  const before = situationOf([], 'live')
  const after = before.with(changeOf({ hours: 24, decisions: [{ area: HANOI, level: 'high' }], purpose: 'live' }))
  const asked = { plan, before, after, running: NOTHING, at: at(24) }
  const first = (diff: Diff) => diff.starts[0].first
  // 14:00 the day before, then at the next half past seven: that of the day itself.
  assert.equal(first(diffOf(asked)), '2021-05-02T07:30:00+07:00')
  const late = diffOf({ ...asked, now: at(32) })
  assert.equal(first(late), '2021-05-02T08:00:00+07:00')
  assert.deepEqual(late.remarks.find(({ code }) => code === 'late')?.effects, ['enter#c24:>high'])
})

test('an area that borders on two that change is told of both, and that they differ is said', () => {
  const plan = planOf([{ ...ENTERING, areas: 'neighbours' }, LEAVING])
  const decisions = [
    { area: HANOI, level: 'high' },
    { area: AREAS[3], level: 'middle' },
  ]
  const around = () => [BAC_GIANG]
  const before = situationOf([], 'live')
  const after = before.with(changeOf({ hours: 0, decisions, purpose: 'live' }))
  const asked = { plan, before, after, running: NOTHING, at: at(0) }
  const diff = diffOf({ ...asked, neighbours: around })
  const [contradiction] = diff.remarks.filter(({ code }) => code === 'contradicts')
  assert.deepEqual([contradiction.areas, contradiction.effects.length], [[BAC_GIANG], 2])
  const unknown = diffOf(asked).remarks.find(({ code }) => code === 'neighbours-unknown')
  assert.deepEqual(unknown?.areas, [HANOI, AREAS[3]])
})

test('a level that the plan does not have is refused with its name, and nothing is made of it', () => {
  const before = situationOf([], 'live')
  const after = before.with(changeOf({ hours: 0, decisions: [{ area: HANOI, level: 'purple' }], purpose: 'live' }))
  assert.throws(() => diffOf({ plan: PLAN, before, after, running: NOTHING, at: at(0) }), { code: 'levelUnknown' })
})
