/**
 * Plans and histories by chance, without faults: for properties of whatever is made of them. No test of its own but one.
 *
 * Few areas, levels and instants, so that changes meet: the same area again, the country between, a level that is decided twice.
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TIME_ZONE } from '../country/vn/time-zone.ts'
import type { Purpose } from '../directive/documents.ts'
import { type AreaId, areasOn } from './areas.ts'
import { checkPlan, isApprovable } from './check.ts'
import type { Action, Both, Plan } from './plan.ts'
import { approvedChange, type Decision, Situation } from './situation.ts'

export const BEGIN = Date.parse('2021-05-01T00:00:00+07:00')
const HOUR_MS = 3_600_000
export const at = (hours: number) => BEGIN + hours * HOUR_MS
const iso = (hours: number) => new Date(at(hours)).toISOString()

const LEVELS = ['low', 'middle', 'high', 'highest'] as const
const COLOURS = ['#2e7d32', '#f9a825', '#ef6c00', '#c62828'] as const
export const AREAS: readonly AreaId[] = ['01.2004', '24.2004', '27.2004', '79.2004']
export const both = (text: string): Both => ({ vi: `${text} (vi)`, en: text })

/** Bounds of cases in 14 days at which the next level begins. */
export function planOf(actions: readonly Action[], bounds: readonly number[] = [5, 20, 50]): Plan {
  return {
    format: 1,
    id: 'plan',
    version: 1,
    title: both('A plan'),
    text: both('For tests'),
    timeZone: TIME_ZONE,
    sources: [],
    inputs: [{ id: 'cases', title: both('cases'), is: 'count' }],
    measures: [{ is: 'sum', id: 'cases14', title: both('in 14 days'), input: 'cases', days: 14, per: null }],
    levels: LEVELS.map((id, rank) => ({
      id,
      rank,
      name: both(`Level ${id}`),
      colour: COLOURS[rank],
      criteria: [
        {
          from: '2020-01-01',
          until: null,
          text: both('by cases'),
          formula: [{ all: [{ measure: 'cases14', atLeast: bounds[rank - 1] ?? null, below: bounds[rank] ?? null }] }],
          source: null,
        },
      ],
    })),
    hysteresis: { upAfterDays: 3, downAfterDays: 14, oldAfterDays: 3 },
    parameters: { hotline: both('19009095') },
    actions: [...actions],
  }
}

export const COMMON = {
  title: both('An action'),
  areas: 'area',
  only: null,
  schedule: { afterMinutes: 0, at: null, everyDays: null },
  owner: both('Ministry'),
  deadlineMinutes: null,
  content: 'prepared',
  undo: { can: false, means: both('What was said stays said') },
  parameters: [],
  source: null,
} as const satisfies Partial<Action>

/** Whoever leaves a level is told so. */
export const LEAVING: Action = {
  ...COMMON,
  id: 'leave',
  kind: 'round',
  levels: [...LEVELS.slice(1)],
  when: 'leaving',
  parameters: ['area'],
  template: { sms: both('{area} goes from {before} to {level} on {date}') },
}

const TEXTS = ['{area} is at {level}', 'Wear a mask. {hotline}'] as const
const text = fc.constantFrom(...TEXTS).map(both)
const someLevels = fc.subarray([...LEVELS], { minLength: 1 })

const anyAction: fc.Arbitrary<Action> = fc
  .record({
    levels: someLevels,
    when: fc.constantFrom('entering', 'while', 'leaving'),
    areas: fc.constantFrom('area', 'neighbours', 'country'),
    only: fc.option(fc.subarray([...AREAS], { minLength: 1 }), { nil: null, freq: 4 }),
    afterMinutes: fc.constantFrom(-60, 0, 30),
    clock: fc.constantFrom(null, '07:30'),
    content: fc.constantFrom('prepared', 'draft'),
    can: fc.boolean(),
    text,
    kind: fc.constantFrom('bulletin', 'round', 'loudspeakers', 'free-list', 'briefing', 'task'),
  })
  .map(({ kind, text: template, clock, afterMinutes, can, ...own }): Action => {
    const common = {
      ...COMMON,
      ...own,
      id: 'action',
      schedule: { afterMinutes, at: clock, everyDays: null },
      undo: { can, means: both('It is taken back') },
    } as const
    switch (kind) {
      case 'bulletin':
        return {
          ...common,
          kind,
          priority: 'normal',
          channels: ['page', 'loudspeakers'],
          template: { title: template, text: template, sms: null, spoken: template, correction: template },
          perWindow: 2,
        }
      case 'round':
        return { ...common, kind, undo: { ...common.undo, can: false }, template: { sms: template } }
      case 'loudspeakers':
        return { ...common, kind, priority: 'urgent', template: { spoken: template }, perWindow: 3 }
      case 'free-list':
        return { ...common, kind, template: { text: template }, services: ['hotline'] }
      case 'briefing':
        return { ...common, kind, template: { title: template, text: template }, roster: [both('Hanoi')] }
      default:
        return { ...common, kind, template: { text: template } }
    }
  })

const anyThreshold: fc.Arbitrary<Action[]> = fc
  .integer({ min: 0, max: 4 })
  .map(middle =>
    [LEVELS.slice(0, middle), LEVELS.slice(middle)].flatMap((levels, place): Action[] =>
      levels.length === 0
        ? []
        : [
            {
              ...COMMON,
              id: `threshold-${place}`,
              kind: 'screening',
              levels: [...levels],
              when: 'while',
              undo: { can: true, means: both('The old threshold again') },
              template: { text: both('Threshold') },
              thresholdTenths: 375 + place,
            },
          ],
    ),
  )

export const anyPlan: fc.Arbitrary<Plan> = fc
  .tuple(fc.array(anyAction, { maxLength: 6 }), anyThreshold)
  .map(([actions, thresholds]) =>
    planOf([LEAVING, ...thresholds, ...actions.map((action, place): Action => ({ ...action, id: `action-${place}` }))]),
  )

const anyDecision: fc.Arbitrary<Decision> = fc.record({
  area: fc.constantFrom('VN', ...AREAS),
  level: fc.option(fc.constantFrom(...LEVELS), { nil: null, freq: 6 }),
})

/** Instants from BEGIN in hours, and who decides what then. */
export type History = readonly { readonly hours: number; readonly decisions: readonly Decision[] }[]

export const anyHistory: fc.Arbitrary<History> = fc
  .uniqueArray(
    fc.record({
      hours: fc.integer({ min: 0, max: 40 }),
      decisions: fc.uniqueArray(anyDecision, { maxLength: 4, selector: ({ area }) => area }),
    }),
    { maxLength: 6, selector: ({ hours }) => hours },
  )
  .map(changes => changes.toSorted((a, b) => a.hours - b.hours))

export function situationOf<Of extends Purpose>(history: History, purpose: Of): Situation<Of> {
  return history.reduce(
    (situation, { hours, decisions }) => situation.with(changeOf({ hours, decisions, purpose })),
    Situation.empty({ purpose, timeZone: TIME_ZONE }),
  )
}

export function changeOf<Of extends Purpose>(o: {
  readonly hours: number
  readonly decisions: readonly Decision[]
  readonly purpose: Of
  readonly change?: string
  readonly takesBack?: string
}) {
  return approvedChange(
    {
      content: {
        format: 1,
        change: o.change ?? `c${o.hours}`,
        purpose: o.purpose,
        plan: { id: 'plan', version: 1 },
        from: iso(o.hours),
        decisions: [...o.decisions],
        takesBack: o.takesBack ?? null,
      },
      submitted: 'editor',
      approved: 'approver',
    },
    o.purpose,
  )
}

/** Each borders on the next. */
export function neighbours(area: AreaId): readonly AreaId[] {
  const place = AREAS.indexOf(area)
  return place < 0 ? [] : [AREAS[(place + 1) % AREAS.length]]
}

test('plans by chance have no fault, and their areas are there', () => {
  fc.assert(
    fc.property(anyPlan, plan => {
      const { faults } = checkPlan(JSON.parse(JSON.stringify(plan)))
      assert.ok(isApprovable(faults), JSON.stringify(faults.filter(one => one.severity === 'fault')))
    }),
  )
  for (const area of AREAS) assert.ok(areasOn('2021-05-01').includes(area))
})
