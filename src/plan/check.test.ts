import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { LETTERS } from '../text/table-of-letters.test.ts'
import { oddLetter, unwrittenLetter } from '../text/written.ts'
import { checkPlan, FAULT_CODES, FAULTS_MAX, type FaultCode, isApprovable } from './check.ts'
import { FAULT_WORDS, faultSentence } from './fault-words.ts'
import { readFigures, readPlan, readSituation } from './files.ts'
import { type Action, type Both, type Channel, type Plan, planText, saidOfPlan } from './plan.ts'
import { anyPlan, both, COMMON, LEAVING, planOf } from './random-plans.test.ts'

const ENTERING: Action = { ...LEAVING, id: 'enter', when: 'entering', levels: ['middle', 'high', 'highest'] }
const GOOD = {
  ...planOf([LEAVING, ENTERING]),
  sources: [{ id: 's', title: both('S'), date: null, url: null }],
  parameters: {},
}
const THRESHOLD: Action = {
  ...COMMON,
  id: 'threshold',
  kind: 'screening',
  levels: ['low'],
  when: 'while',
  undo: { can: true, means: both('The old one') },
  template: { text: both('Threshold') },
  thresholdTenths: 375,
}
const BULLETIN: Action = {
  ...COMMON,
  id: 'bulletin',
  kind: 'bulletin',
  levels: ['high'],
  when: 'entering',
  priority: 'normal',
  channels: ['page'],
  template: { title: both('T'), text: both('T'), sms: null, spoken: null, correction: both('C') },
  perWindow: 1,
}

const LEVEL = { severity: 'severe', urgency: 'expected', certainty: 'likely' } as const

/** The bulletin on the air, where its channels say so. */
function aired(text: Both, channels: readonly Channel[] = ['page', 'broadcast']): Action {
  const template = { ...BULLETIN.template, broadcast: { text, level: LEVEL } }
  return { ...BULLETIN, channels, template } as Action
}

type Loose = Record<string, unknown>
/** A plan that somebody edited by hand. */
function edited(edit: (plan: Plan & Loose) => void): unknown {
  const plan = structuredClone(GOOD) as Plan & Loose
  edit(plan)
  return plan
}

function faults(given: unknown): readonly string[] {
  return checkPlan(given).faults.map(({ code, place }) => `${code} ${place}`)
}

const withAction = (action: Action) => edited(plan => plan.actions.push(action))
const firstLevel = (plan: Plan) => plan.levels[0]
const formula = (plan: Plan, level: number) => plan.levels[level].criteria[0].formula?.[0].all[0]

const CASES: readonly (readonly [FaultCode, string, unknown])[] = [
  ['shape', 'version', edited(plan => Object.assign(plan, { version: 'one' }))],
  ['field-missing', 'timeZone', edited(plan => Reflect.deleteProperty(plan, 'timeZone'))],
  ['field-unknown', '', edited(plan => Object.assign(plan, { colour: 'red' }))],
  ['language-missing', 'title', edited(plan => Object.assign(plan, { title: { vi: 'Một' } }))],
  ['language-missing', 'title', edited(plan => Object.assign(plan, { title: { vi: 'Một', en: ' ' } }))],
  ['too-long', 'title.en', edited(plan => Object.assign(plan.title, { en: 'x'.repeat(200) }))],
  ['too-long', 'actions', edited(plan => Object.assign(plan, { actions: new Array(2000).fill(1) }))],
  ['text-marks', 'title.en', edited(plan => Object.assign(plan.title, { en: 'a\u202eb' }))],
  ['text-marks', 'text.vi', edited(plan => Object.assign(plan.text, { vi: 'a\u0007b' }))],
  ['text-damaged', 'text.vi', edited(plan => Object.assign(plan.text, { vi: 'a\ufffdb' }))],
  ['text-damaged', 'text.vi', edited(plan => Object.assign(plan.text, { vi: 'a\ud83db' }))],
  ['no-such-time-zone', 'timeZone', edited(plan => Object.assign(plan, { timeZone: 'Mars/Base' }))],
  ['id-twice', 'levels[1].id', edited(plan => Object.assign(plan.levels[1], { id: 'low' }))],
  ['rank-twice', 'levels[1].rank', edited(plan => Object.assign(plan.levels[1], { rank: 0 }))],
  ['name-twice', 'levels[1].name.vi', edited(plan => Object.assign(plan.levels[1], { name: firstLevel(plan).name }))],
  [
    'colour-twice',
    'levels[1].colour',
    edited(plan => Object.assign(plan.levels[1], { colour: firstLevel(plan).colour })),
  ],
  [
    'source-unknown',
    'levels[0].criteria[0].source',
    edited(plan => Object.assign(firstLevel(plan).criteria[0], { source: 'x' })),
  ],
  ['no-source', 'sources', edited(plan => Object.assign(plan, { sources: [] }))],
  ['input-unknown', 'measures[0]', edited(plan => Object.assign(plan.measures[0], { input: 'x' }))],
  ['input-of-other-kind', 'measures[0]', edited(plan => Object.assign(plan.inputs[0], { is: 'value' }))],
  [
    'measure-unknown',
    'levels[0].criteria[0].formula[0].all[0]',
    edited(plan => Object.assign(formula(plan, 0) ?? {}, { measure: 'x' })),
  ],
  ['measure-unused', 'measures[1]', edited(plan => plan.measures.push({ ...plan.measures[0], id: 'other' }))],
  [
    'interval-empty',
    'levels[1].criteria[0].formula[0].all[0]',
    edited(plan => Object.assign(formula(plan, 1) ?? {}, { below: 5 })),
  ],
  [
    'dates-reversed',
    'levels[0].criteria[0]',
    edited(plan => Object.assign(firstLevel(plan).criteria[0], { until: '2019-01-01' })),
  ],
  [
    'dates-overlap',
    'levels[0].criteria[1]',
    edited(plan => firstLevel(plan).criteria.push({ ...firstLevel(plan).criteria[0], from: '2020-06-01' })),
  ],
  [
    'days-without-criteria',
    'levels',
    edited(plan => {
      for (const { criteria } of plan.levels) {
        criteria.push({ ...criteria[0], from: '2021-01-01' })
        criteria[0] = { ...criteria[0], until: '2020-06-01' }
      }
    }),
  ],
  ['criteria-overlap', 'levels', edited(plan => Object.assign(formula(plan, 1) ?? {}, { atLeast: 4 }))],
  ['criteria-gap', 'levels', edited(plan => Object.assign(formula(plan, 1) ?? {}, { atLeast: 6 }))],
  [
    'criteria-too-fine',
    'levels',
    edited(plan => {
      plan.measures = Array.from({ length: 12 }, (_, at) => ({ ...plan.measures[0], id: `m${at}` }))
      plan.levels = plan.levels.slice(0, 1)
      const boxes = Array.from({ length: 12 }, (_, place) => ({
        all: plan.measures.map(({ id }) => ({ measure: id, atLeast: place, below: null })),
      }))
      // The whole is held by the first: all corners have to be looked at.
      firstLevel(plan).criteria[0].formula = [{ all: [] }, ...boxes.slice(1)]
    }),
  ],
  ['level-unknown', 'actions[0].levels[0]', edited(plan => Object.assign(plan.actions[0], { levels: ['x'] }))],
  ['level-named-twice', 'actions[2].levels', withAction({ ...THRESHOLD, levels: ['low', 'low'] })],
  ['area-unknown', 'actions[2].only[0]', withAction({ ...THRESHOLD, only: ['99.2004'] })],
  ['lowered-in-silence', 'levels[1]', edited(plan => plan.actions.shift())],
  ['lowered-in-silence', 'levels[2]', edited(plan => Object.assign(plan.actions[0], { areas: 'neighbours' }))],
  ['raised-in-silence', 'levels[1]', edited(plan => plan.actions.pop())],
  [
    'repeated-once',
    'actions[1].schedule.everyDays',
    edited(plan => Object.assign(plan.actions[1], { schedule: { afterMinutes: 0, at: null, everyDays: 7 } })),
  ],
  ['channel-without-text', 'actions[2]', withAction({ ...BULLETIN, channels: ['sms', 'page'] })],
  [
    'text-without-channel',
    'actions[2]',
    withAction({ ...BULLETIN, template: { ...BULLETIN.template, spoken: both('S') } }),
  ],
  ['channel-without-text', 'actions[2]', withAction({ ...BULLETIN, channels: ['broadcast', 'page'] })],
  ['text-without-channel', 'actions[2]', withAction(aired(both('Air'), ['page']))],
  ['sms-undone', 'actions[2].undo', withAction({ ...aired(both('Air')), undo: { can: true, means: both('U') } })],
  ['broadcast-long', 'actions[2].template.broadcast.text.en', withAction(aired(both('{area}'.repeat(60))))],
  ['parameter-unknown', 'actions[2].template.broadcast.text', withAction(aired(both('Call {nobody}')))],
  ['sms-undone', 'actions[0].undo', edited(plan => Object.assign(plan.actions[0].undo, { can: true }))],
  [
    'sms-long',
    'actions[0].template.sms.en',
    edited(plan => Object.assign(plan.actions[0].template, { sms: both(`{area}${'x'.repeat(980)}`) })),
  ],
  [
    'too-long',
    'actions[0].template.sms.en',
    edited(plan => Object.assign(plan.actions[0].template, { sms: both('{area}'.repeat(150)) })),
  ],
  ['threshold-twice', 'actions[3]', edited(plan => plan.actions.push(THRESHOLD, { ...THRESHOLD, id: 'other' }))],
  ['threshold-elsewhere', 'actions[2]', withAction({ ...THRESHOLD, areas: 'country' })],
  ['brace-stray', 'actions[2].template.text.en', withAction({ ...THRESHOLD, template: { text: both('{area} }') } })],
  ['parameter-missing', 'actions[2].template', withAction({ ...THRESHOLD, parameters: ['hotline'] })],
  [
    'parameter-unknown',
    'actions[2].template.text',
    withAction({ ...THRESHOLD, template: { text: both('{hotline}') } }),
  ],
  [
    'parameter-in-one-language',
    'actions[2].template.text',
    withAction({ ...THRESHOLD, template: { text: { vi: '{area}', en: 'here' } } }),
  ],
  ['parameter-of-change', 'parameters.area', edited(plan => Object.assign(plan.parameters, { area: both('A') }))],
  ['parameter-of-moment', 'actions[2].template.text', withAction({ ...THRESHOLD, template: { text: both('{date}') } })],
  ['parameter-unused', 'parameters.hotline', edited(plan => Object.assign(plan.parameters, { hotline: both('1') }))],
]

test('a plan that is well has no fault and no doubt', () => {
  assert.deepEqual(faults(GOOD), [])
})

for (const [code, place, given] of CASES)
  test(`the fault ${code} is found, at ${place || 'the plan itself'}`, () => {
    assert.ok(faults(given).includes(`${code} ${place}`), JSON.stringify(faults(given)))
  })

test('every fault that a plan alone shows is found by some case, but for the one that says that there are more', () => {
  const tried = new Set<string>(CASES.map(([code]) => code))
  assert.deepEqual(
    FAULT_CODES.filter(code => !tried.has(code)),
    // The second is of a situation too (in-force.test.ts).
    ['too-many-faults', 'level-in-force'],
  )
})

test('each letter of a plan’s texts can go out as it is, or is a fault at its place', () => {
  for (const letter of LETTERS) {
    const text = `a${letter}b`
    const found = faults(edited(plan => Object.assign(plan.text, { vi: text })))
    const isOdd = oddLetter(text) !== null || unwrittenLetter(text) !== null
    const told = found.filter(each => /^text-(?:marks|damaged) text\.vi$/.test(each))
    assert.equal(told.length, isOdd ? 1 : 0, `U+${letter.codePointAt(0)?.toString(16)}`)
  }
})

test('no more faults are told than people can read, however many there are', () => {
  const many = edited(plan => {
    plan.actions = Array.from({ length: 400 }, (_, at) => ({ ...THRESHOLD, id: `a${at}`, parameters: ['x', 'y', 'z'] }))
  })
  const found = checkPlan(many).faults
  assert.deepEqual([found.length, found.at(-1)?.code], [FAULTS_MAX + 1, 'too-many-faults'])
})

test('anything at all is checked without a throw, and what is told of it is short', () => {
  const keys = fc.constantFrom('levels', 'actions', 'title', 'vi', 'en', '__proto__', 'format')
  const anything = fc.oneof(
    fc.anything({ maxDepth: 4 }),
    fc.dictionary(keys, fc.anything({ maxDepth: 3 })),
    fc.tuple(anyPlan, keys, fc.anything({ maxDepth: 2 })).map(([plan, key, value]) => ({ ...plan, [key]: value })),
  )
  fc.assert(
    fc.property(anything, given => {
      for (const fault of checkPlan(given).faults) {
        assert.ok(faultSentence(fault, 'vi').length < 700)
        assert.doesNotMatch(faultSentence(fault, 'en'), /\p{Cc}|\u202e/u)
      }
    }),
    { numRuns: howMany(400, 2000) },
  )
  let deep: unknown = 'x'
  for (let depth = 0; depth < 5000; depth++) deep = [deep]
  assert.deepEqual(faults({ ...GOOD, text: deep })[0].split(' ')[0], 'too-long')
})

test('a plan has one spelling, whatever the order of its fields', () => {
  const turned = Object.fromEntries(Object.entries(GOOD).toReversed())
  const { plan } = checkPlan(turned)
  assert.equal(plan && planText(plan), planText(GOOD))
  const sha256 = 'a'.repeat(64)
  assert.deepEqual(saidOfPlan(GOOD, sha256), { of: 'plan', subject: 'plan', version: 1, sha256 })
})

test('every fault is told in both languages, with the same details, as whole sentences', () => {
  const names = (sentence: string) =>
    [...new Set([...sentence.matchAll(/\{(value|other)\}/g)].map(match => match[1]))].sort()
  for (const code of FAULT_CODES) {
    const { vi, en } = FAULT_WORDS[code]
    assert.deepEqual(names(vi), names(en), code)
    for (const sentence of [vi, en]) {
      assert.match(sentence, /^[\p{Lu}{].*[^.]\.$/u, code)
      assert.match(sentence, /[.:] \p{Lu}|: /u, code)
      assert.equal(sentence, sentence.normalize('NFC'), code)
    }
  }
})

// The library ------------------------------------------------------------------------------------------------------

const LIBRARY = new URL('../../docs/examples/plans/', import.meta.url)
const textOf = (name: string) => readFileSync(new URL(name, LIBRARY), 'utf8')

test('the plans of the library have neither a fault nor a doubt, and each names what it rests on', () => {
  const plans = readdirSync(LIBRARY)
    .filter(name => name.endsWith('.json') && !name.startsWith('decisions'))
    .toSorted()
  assert.deepEqual(plans, [
    'floods.json',
    'made-up-bounds.json',
    'vietnam-2020.json',
    'vietnam-2021.json',
    'who-scenarios.json',
  ])
  for (const name of plans) {
    const checked = checkPlan(JSON.parse(textOf(name)))
    assert.deepEqual(checked.faults, [], name)
    assert.ok(isApprovable(checked.faults))
    assert.ok(readPlan(textOf(name)).sources.length > 0)
  }
})

test('the decisions of the library name levels of its plan and provinces of their days', () => {
  const situation = readSituation(textOf('decisions-2020-2021.json'))
  const levels = new Set(readPlan(textOf('vietnam-2020.json')).levels.map(({ id }) => id))
  for (const { content } of situation.changes)
    for (const { level } of content.decisions) assert.ok(level === null || levels.has(level))
  const june = Date.parse('2020-04-20T00:00:00+07:00')
  const standing = situation.levelOf('01.2004', june)
  assert.deepEqual('level' in standing && standing.level, 'directive-16')
})

test('the figures of the library are of the 63 provinces, and the plan with formulas says that its bounds are made up', () => {
  assert.equal(readFigures(textOf('figures-vietnam-2020.csv'), '2020-01-01').size, 63)
  assert.match(readPlan(textOf('made-up-bounds.json')).title.en, /made-up/)
})

test('a plan with a fault, a situation and figures that are none are refused with the place', () => {
  assert.throws(() => readPlan('{'), { code: 'planFaulty' })
  assert.throws(() => readPlan(JSON.stringify({ ...GOOD, timeZone: 'Mars/Base' })), { message: /timeZone.*Mars/ })
  assert.throws(() => readSituation('{"format":1}'), { code: 'situationMalformed' })
  assert.throws(() => readFigures('area,population\n01,x\n', '2020-01-01'), { code: 'dataMalformed' })
  assert.throws(() => readFigures('area,population\n01,1\n01,1\n', '2020-01-01'), { code: 'dataMalformed' })
})
