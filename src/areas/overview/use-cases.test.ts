/** Parts of areas joined, without any area. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Actor } from '../../authority/actor.ts'
import { item, type OverviewPart, PART_MAX, some } from '../../authority/overview.ts'
import { type SetUpOperator, setUpOf } from '../../authority/set-up.ts'
import { SHOWN_MAX } from './model.ts'
import { daysFrom, monthSpan, overviewUseCases } from './use-cases.ts'
import { saysWords } from './words-set-up.ts'

const ACTOR: Actor = { kind: 'person', id: 'a', name: 'A', role: 'editor', operator: null }
const NOW = Date.parse('2020-02-03T18:00:00Z')
const what = { vi: 'Đợt', en: 'Round' }
const named = (name: string, from: string | null, isUrgent = false) => item({ what, name, page: '/', from, isUrgent })
/** As far as parts say anything of it. */
const setUpOfParts = (parts: readonly OverviewPart[]) => ({
  of: async ({ id, role }: Pick<Actor, 'id' | 'role'>) =>
    setUpOf(Object.assign({}, ...(await Promise.all(parts.map(part => part.setUp?.() ?? {})))), { id, role }),
})
const joined = (...parts: OverviewPart[]) => overviewUseCases({ parts, setUp: setUpOfParts(parts), now: () => NOW })

test('what is urgent comes first, then what has waited longest, whatever area it is of', async () => {
  const { waits } = await joined(
    { waits: async () => some([named('later', '2020-02-02T00:00:00Z'), named('undated', null)]) },
    {
      waits: async () =>
        some([named('urgent', '2020-02-03T00:00:00Z', true), named('earlier', '2020-02-01T00:00:00Z')]),
    },
    {},
  ).overview(ACTOR)
  assert.deepEqual(
    waits.items.map(({ name }) => name),
    ['urgent', 'earlier', 'later', 'undated'],
  )
  assert.equal(waits.total, 4)
})

test('lists are bounded, and what is not named is counted', async () => {
  const many = Array.from({ length: PART_MAX + 5 }, (_, n) => named(`${n}`, null))
  const part: OverviewPart = { waits: async () => some(many), unwell: async () => some(many, 900) }
  const useCases = joined(part, part)
  const { waits, unwell } = await useCases.overview(ACTOR)
  assert.equal(waits.items.length, SHOWN_MAX)
  assert.equal(waits.total, 2 * (PART_MAX + 5))
  assert.equal(unwell.total, 1800)
  assert.equal(await useCases.waiting(ACTOR), 2 * (PART_MAX + 5))
})

test('what waits is named by the area whose kind it is, and by nobody where there is none', async () => {
  const waiting = (kind: string, id: string) => ({
    ...item({ what: { vi: '?', en: '?' }, page: '/' }),
    subject: { kind, id },
  })
  const { waits } = await joined(
    { waits: async () => some([waiting('round', '1'), waiting('round', '2'), waiting('strange', '1')]) },
    { kinds: { round: { what, names: async () => new Map([['1', 'Đợt một']]) } } },
  ).overview(ACTOR)
  assert.deepEqual(
    waits.items.map(each => [each.what.en, each.name, 'subject' in each]),
    [
      ['Round', 'Đợt một', false],
      ['Round', null, false],
      ['Decision needed', null, false],
    ],
  )
})

test('days and months are those of the authority’s clock', async () => {
  // One in the morning of the 4th in Hanoi.
  const { days, month } = await joined().overview(ACTOR)
  assert.deepEqual([days[0], days.at(-1), days.length], ['2020-02-04', '2020-02-17', 14])
  assert.equal(month, '2020-02')
  assert.deepEqual(daysFrom('2020-02-28', 3), ['2020-02-28', '2020-02-29', '2020-03-01'])
  const { from, until } = monthSpan('2020-12')
  assert.deepEqual(
    [new Date(from).toISOString(), new Date(until).toISOString()],
    ['2020-11-30T17:00:00.000Z', '2020-12-31T17:00:00.000Z'],
  )
})

test('what moves stands before what is only out, the newest first', async () => {
  const still = { share: null, rate: null, parts: [] }
  const moving = { ...still, share: { done: 1, of: 2, unit: what } }
  const { runs } = await joined({
    runs: async () =>
      some([
        { ...named('bulletin', '2020-01-01T00:00:00Z'), ...still },
        { ...named('round', '2020-02-01T00:00:00Z'), ...moving },
        { ...named('newer round', '2020-02-02T00:00:00Z'), ...moving },
        { ...named('newer bulletin', '2020-02-03T00:00:00Z'), ...still },
      ]),
  }).overview(ACTOR)
  assert.deepEqual(
    runs.items.map(({ name }) => name),
    ['newer round', 'round', 'newer bulletin', 'bulletin'],
  )
})

test('what is over, and what has begun and has no end, does not come next', async () => {
  const span = (name: string, from: string, until: string | null) => ({ ...named(name, from), until })
  const { comes } = await joined({
    comes: async () =>
      some([
        span('over', '2020-02-03T00:00:00Z', '2020-02-03T17:00:00Z'),
        span('goes on', '2020-02-03T00:00:00Z', null),
        span('ends', '2020-02-03T00:00:00Z', '2020-02-04T17:00:00Z'),
        span('begins', '2020-02-05T00:00:00Z', null),
        span('moment', '2020-02-06T00:00:00Z', '2020-02-06T00:00:00Z'),
      ]),
  }).overview(ACTOR)
  assert.deepEqual(
    comes.items.map(({ name }) => name),
    ['ends', 'begins', 'moment'],
  )
  assert.equal(comes.total, 3)
})

const NODE: SetUpOperator = {
  id: 'mot',
  name: 'Mot',
  state: 'enrolled',
  isConnected: true,
  subscribers: 3000,
  roster: { number: 1, sha256: 'a' },
  canExercise: false,
}
const ROSTERS = {
  inForce: {
    number: 1,
    sha256: 'a',
    people: [
      { id: 'a', role: 'editor' },
      { id: 'b', role: 'approver' },
    ],
  },
  draft: null,
  isDue: false,
} as const

test('where no live round could go out it is said why, once, and whoever looks after an operator is told of that alone', async () => {
  const setUp = (operators: readonly SetUpOperator[], rosters: object = ROSTERS): OverviewPart => ({
    setUp: async () => ({ operators, rosters: rosters as typeof ROSTERS }),
  })
  const seen = async (of: OverviewPart, role: Actor['role'] = 'editor') => {
    const { isReady, unwell } = await joined(of).overview({ ...ACTOR, role })
    assert.equal(unwell.total, unwell.items.length)
    return [isReady, ...unwell.items.map(({ page }) => page)]
  }
  assert.deepEqual(await seen(setUp([NODE])), [true])
  assert.deepEqual(await seen(setUp([])), [false, '/operators'])
  const none = { inForce: null, draft: null, isDue: true }
  assert.deepEqual(await seen(setUp([NODE], none)), [false, '/signers'])
  assert.deepEqual(await seen(setUp([], none), 'auditor'), [false, '/signers', '/operators'])
  assert.deepEqual(await seen(setUp([], none), 'engineer'), [false])
  // Each line of the set-up says it to whoever sets it up.
  assert.deepEqual(await seen(setUp([], none), 'administrator'), [false])
  // The operator's own words are enough.
  const away = { ...NODE, isConnected: false }
  const own: OverviewPart = { ...setUp([away]), unwell: async () => some([item({ what, page: '/operators/mot' })]) }
  assert.deepEqual(await seen(own), [false, '/operators/mot'])
})

test('whatever can be said of a line of the set-up has words', () => {
  const rules = readFileSync(join(import.meta.dirname, '../../authority/set-up.ts'), 'utf8')
  const lacks = /OPERATOR_LACKS = \[([^\]]*)\]/.exec(rules)?.[1] ?? ''
  const said = [...rules.matchAll(/(?:waits|done|unknown)\('(\w+)'/g), ...lacks.matchAll(/'(\w+)'/g)].map(
    ([, says]) => says,
  )
  assert.ok(said.length > 20)
  const known = new Set(Object.keys(saysWords).map(key => key.replace(/^\w+\./, '')))
  assert.deepEqual(
    said.filter(says => !known.has(says)),
    [],
  )
})
