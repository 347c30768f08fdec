/**
 * What a change of level costs over all areas of a country, and a replay of 22 months: node bench/plan.bench.ts
 *
 * 200 actions of all kinds at four levels; every area goes up a level by one change. The replay follows data that has four waves.
 */

import { TIME_ZONE } from '../src/country/vn/time-zone.ts'
import { type AreaId, areasOn } from '../src/plan/areas.ts'
import { Costs, figuresOf, totalsOf } from '../src/plan/cost.ts'
import type { AreaFigures } from '../src/plan/diff.ts'
import { applied, diffOf } from '../src/plan/effects.ts'
import type { Action, Plan } from '../src/plan/plan.ts'
import { BEGIN, both, COMMON, changeOf, LEAVING, planOf } from '../src/plan/random-plans.test.ts'
import { replayed } from '../src/plan/replay.ts'
import { dayNumber, dayOf, SeriesBuilder } from '../src/plan/series.ts'
import { Situation } from '../src/plan/situation.ts'

const ACTIONS = 200
const ROUNDS = 15
const AREAS = areasOn('2021-05-01')
const TEXT = both(
  'Bộ Y tế: {area} đang ở {level}. Đeo khẩu trang, khử khuẩn, giữ khoảng cách, không tụ tập, khai báo y tế. Gọi {hotline} khi sốt, ho, khó thở.',
)

function actionOf(place: number): Action {
  const common = {
    ...COMMON,
    id: `action-${place}`,
    levels: place % 2 === 0 ? ['low', 'middle'] : ['middle', 'high', 'highest'],
  } as const
  const levels = [...common.levels]
  switch (place % 4) {
    case 0:
      return {
        ...common,
        levels,
        when: 'while',
        kind: 'loudspeakers',
        priority: 'normal',
        template: { spoken: TEXT },
        perWindow: 2,
      }
    case 1:
      return { ...common, levels, when: 'while', kind: 'round', template: { sms: TEXT } }
    case 2:
      return { ...common, levels, when: 'while', kind: 'task', template: { text: TEXT } }
    default:
      return { ...common, levels, when: 'entering', kind: 'round', template: { sms: TEXT } }
  }
}

const PLAN: Plan = planOf([LEAVING, ...Array.from({ length: ACTIONS - 1 }, (_, at) => actionOf(at))])
const figures = figuresOf(
  new Map<AreaId, AreaFigures>(
    AREAS.map((area, place) => [
      area,
      { population: 1_500_000, subscribers: 1_800_000 + place, english: 1000, clusters: 150 },
    ]),
  ),
)

/** Of this process alone, whatever else the machine does. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
}

function effectsMs(): { readonly diff: readonly number[]; readonly cost: readonly number[]; readonly effects: number } {
  const empty = Situation.empty({ purpose: 'live', timeZone: TIME_ZONE })
  const decide = (level: string) => AREAS.map(area => ({ area, level }))
  const low = empty.with(changeOf({ hours: 0, decisions: decide('low'), purpose: 'live' }))
  const running = applied(diffOf({ plan: PLAN, before: empty, after: low, running: new Map(), at: BEGIN }))
  const diff: number[] = []
  const cost: number[] = []
  let effects = 0
  for (let round = 0; round < ROUNDS; round++) {
    const after = low.with(changeOf({ hours: 24, decisions: decide('middle'), purpose: 'live' }))
    const begun = cpuMs()
    const made = diffOf({ plan: PLAN, before: low, after, running, at: BEGIN + 24 * 3_600_000 })
    const counted = cpuMs()
    totalsOf(made, new Costs(figures))
    diff.push(counted - begun)
    cost.push(cpuMs() - counted)
    effects = made.starts.length + made.stops.length + made.replaced.length + made.stays.length
  }
  return { diff, cost, effects }
}

/** Cases by waves: each province has its own height and its own delay. */
function replay(): { readonly ms: number; readonly days: number; readonly proposals: number } {
  const builder = new SeriesBuilder()
  const [first, last] = [dayNumber('2020-01-01'), dayNumber('2021-10-31')]
  for (const [place, area] of AREAS.entries())
    for (let day = first; day <= last; day++) {
      const wave = Math.max(0, Math.sin((day - first - place) / 50))
      builder.put({ area, day: dayOf(day), input: 'cases', value: Math.floor(wave * (place % 9)) })
    }
  const series = builder.series()
  const begun = cpuMs()
  const days = replayed({
    plan: PLAN,
    series,
    population: () => 1_500_000,
    costs: new Costs(figures),
    from: dayOf(first),
    until: dayOf(last),
    decided: null,
  })
  const proposals = days.reduce((sum, { proposed }) => sum + proposed.length, 0)
  return { ms: cpuMs() - begun, days: days.length, proposals }
}

const { diff, cost, effects } = effectsMs()
const ran = replay()
const ms = (value: number) => `${value.toFixed(1)} ms`
console.log(`${AREAS.length} areas, ${ACTIONS} actions, ${effects} effects in the diff`)
console.log(`diff      CPU median ${ms(median(diff))}  first ${ms(diff[0])}  (aim: 50 ms)`)
console.log(`its cost  CPU median ${ms(median(cost))}`)
console.log(
  `replay    CPU ${ms(ran.ms)}  ${ran.days} days, ${ran.proposals} proposals followed, ${ACTIONS} actions  (aim: 5000 ms)`,
)
