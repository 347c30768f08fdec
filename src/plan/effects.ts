/**
 * What a change of level does: a function of the situation before and after, the plan, and what runs.
 *
 *   steps      which areas go from which level to which
 *   wanted     what the plan wants of them: `while` by level, `entering` and `leaving` by step
 *   diff       wanted against what runs: starts, stops, replaced, stays
 *
 * `before` and `after` are looked at at the same instant: what would be then without the change, and with it. The same input gives the same
 * diff, in the same order. Nothing is wanted of an area for which nobody decided. Pure; runs in a browser too.
 */

import { compatibleInstant, isoInZone, wallDate, wallTime } from '../base/wall-time.ts'
import type { Purpose } from '../directive/documents.ts'
import { type AreaId, areaName, areasOn, becameOn, COUNTRY, dayAfter, isThereOn } from './areas.ts'
import type { Diff, Replacement, Step, Stop, StopReason } from './diff.ts'
import type { Effect, Running, Said, Settings } from './effect.ts'
import { planFailure } from './failures.ts'
import type { Action, Channel, Level, Plan, Schedule } from './plan.ts'
import { remarksOn } from './remarks.ts'
import type { Situation } from './situation.ts'
import { dateOf, type Given, NO_LEVEL, namesOf, Templates, timeOf } from './template.ts'

export interface Asked<Of extends Purpose> {
  readonly plan: Plan
  readonly before: Situation<Of>
  readonly after: Situation<Of>
  readonly running: Running<Of>
  /** The instant of the change. */
  readonly at: number
  /** Nothing begins before it. */
  readonly now?: number
  /** Which areas border on it; null: not known. */
  readonly neighbours?: (area: AreaId) => readonly AreaId[] | null
}

/** Fails with areaUnclear, levelUnknown, purposesMixed. */
export function diffOf<Of extends Purpose>(asked: Asked<Of>): Diff<Of> {
  refuseMixed(asked)
  const stage = new Stage(asked)
  const wanted = new Map<string, Effect<Of>>()
  for (const effect of stage.standing()) wanted.set(effect.key, effect)
  for (const effect of stage.events()) wanted.set(effect.key, effect)
  const stops: Stop<Of>[] = []
  const replaced: Replacement<Of>[] = []
  const stays: Effect<Of>[] = []
  for (const [key, effect] of asked.running) {
    const next = wanted.get(key)
    if (next !== undefined) {
      if (isSame(effect, next)) stays.push(effect)
      else replaced.push({ before: effect, after: next })
      continue
    }
    const why = stage.stopReason(effect)
    if (why === null) stays.push(effect)
    else stops.push({ effect, why })
  }
  const starts = inOrder([...wanted.values()].filter(({ key }) => !asked.running.has(key)))
  const diff = {
    purpose: asked.after.purpose,
    at: asked.at,
    steps: stage.steps,
    starts,
    stops,
    replaced,
    stays,
  }
  return {
    ...diff,
    remarks: remarksOn(diff, { late: stage.late, withoutNeighbours: stage.withoutNeighbours }),
  }
}

/** What runs once it is carried out. */
export function applied<Of extends Purpose>(diff: Diff<Of>): Running<Of> {
  const running = new Map<string, Effect<Of>>()
  for (const effect of diff.stays) running.set(effect.key, effect)
  for (const { after } of diff.replaced) running.set(after.key, after)
  for (const effect of diff.starts) running.set(effect.key, effect)
  return running
}

/** What runs is over by itself: it has been said, once. */
export function withoutEvents<Of extends Purpose>(running: Running<Of>): Running<Of> {
  return new Map([...running].filter(([, { when }]) => when === 'while'))
}

function refuseMixed<Of extends Purpose>({ before, after, running }: Asked<Of>): void {
  if (before.purpose !== after.purpose) throw planFailure('purposesMixed', { key: 'situation' })
  for (const { purpose, key } of running.values())
    if (purpose !== after.purpose) throw planFailure('purposesMixed', { key })
}

/** An area with its level after the change, and by which change it is. */
interface Place {
  readonly area: AreaId
  readonly before: string | null
  readonly level: string | null
  readonly change: string | null
  readonly since: number
  readonly isInherited: boolean
}

/** What is asked for, looked up once for all effects. */
class Stage<Of extends Purpose> {
  readonly steps: readonly Step[]
  /** Keys of what would have begun before now. */
  readonly late = new Set<string>()
  readonly withoutNeighbours = new Set<AreaId>()
  readonly #asked: Asked<Of>
  readonly #day: string
  readonly #places: readonly Place[]
  readonly #levels: ReadonlyMap<string, Level>
  readonly #actions: ReadonlyMap<string, Action>
  readonly #templates: Templates
  readonly #firsts = new Map<string, { readonly first: string; readonly isLate: boolean }>()
  readonly #whole: { readonly date: Given['date']; readonly time: Given['time'] }

  constructor(asked: Asked<Of>) {
    const { plan, at } = asked
    this.#asked = asked
    this.#day = wallDate(at, plan.timeZone)
    this.#levels = new Map(plan.levels.map(level => [level.id, level]))
    this.#actions = new Map(plan.actions.map(action => [action.id, action]))
    this.#templates = new Templates(plan.parameters)
    this.#whole = { date: dateOf(at, plan.timeZone), time: timeOf(at, plan.timeZone) }
    this.#places = areasOn(this.#day).map(area => this.#placeOf(area))
    this.steps = this.#places.flatMap(place => this.#stepOf(place))
  }

  #placeOf(area: AreaId): Place {
    const { before, after, at, plan } = this.#asked
    const was = before.levelOf(area, at)
    const is = after.levelOf(area, at)
    const levelBefore = 'level' in was ? was.level : null
    if (is.is === 'undecided')
      return { area, before: levelBefore, level: null, change: null, since: at, isInherited: true }
    if (is.is === 'unclear')
      throw planFailure('areaUnclear', {
        area: areaName(area, 'vi'),
        parts: is.parts
          .map(part => `${areaName(part.area, 'vi')}: ${part.level ?? '-'}`)
          .join(', '),
      })
    const { level, change, since } = is
    if (!this.#levels.has(level))
      throw planFailure('levelUnknown', { plan: plan.id, level, change })
    return { area, before: levelBefore, level, change, since, isInherited: is.is === 'inherited' }
  }

  #stepOf({ area, before, level, change, isInherited }: Place): Step[] {
    if (before === level) return []
    const goes = this.#rank(level) < this.#rank(before) ? 'down' : 'up'
    return [{ area, before, level, change, goes, isInherited }]
  }

  /** A level that the plan does not have any more is as low as none: nothing is left of it to say. */
  #rank(level: string | null): number {
    return level === null ? -1 : (this.#levels.get(level)?.rank ?? -1)
  }

  // While it lasts ---------------------------------------------------------------------------------------------------

  *standing(): Generator<Effect<Of>> {
    for (const action of this.#asked.plan.actions) {
      if (action.when !== 'while') continue
      const places = this.#placesFor(action)
      if (places.length === 0) continue
      if (action.areas === 'country') yield this.#effect(action, `${action.id}@${COUNTRY}`, places)
      else
        for (const place of places) {
          const holder = action.kind === 'screening' ? action.kind : action.id
          yield this.#effect(action, `${holder}@${place.area}`, [place])
        }
    }
  }

  #placesFor(action: Action): readonly Place[] {
    const only = this.#only(action)
    const levels = new Set(action.levels)
    return this.#places.filter(
      ({ area, level }) => level !== null && levels.has(level) && (only?.has(area) ?? true),
    )
  }

  #only({ only }: Action): ReadonlySet<AreaId> | null {
    if (only === null) return null
    return new Set(only.map(area => becameOn(area, this.#day) ?? area))
  }

  // On a step --------------------------------------------------------------------------------------------------------

  *events(): Generator<Effect<Of>> {
    if (this.steps.length === 0) return
    const groups = Map.groupBy(
      this.steps,
      ({ change, before, level }) => `${change ?? ''}:${before ?? ''}>${level ?? ''}`,
    )
    for (const action of this.#asked.plan.actions) {
      if (action.when === 'while') continue
      const only = this.#only(action)
      for (const [name, steps] of groups) {
        const [{ goes, before, level }] = steps
        const about = action.when === 'entering' ? level : before
        if (goes !== (action.when === 'entering' ? 'up' : 'down')) continue
        if (about === null || !action.levels.includes(about)) continue
        const areas = new Set(steps.map(({ area }) => area).filter(area => only?.has(area) ?? true))
        const places = this.#places.filter(({ area }) => areas.has(area))
        if (places.length > 0) yield this.#effect(action, `${action.id}#${name}`, places)
      }
    }
  }

  // One effect -------------------------------------------------------------------------------------------------------

  #effect(action: Action, key: string, places: readonly Place[]): Effect<Of> {
    const { plan, after } = this.#asked
    // The change that was first: with several places there may be several.
    const cause = places.reduce((a, b) => (b.since < a.since ? b : a))
    const sources = places.map(({ area }) => area)
    const { first, isLate } = this.#first(action.schedule)
    if (isLate) this.late.add(key)
    return {
      key,
      purpose: after.purpose,
      plan: { id: plan.id, version: plan.version },
      change: cause.change ?? this.#ended(cause),
      action: action.id,
      kind: action.kind,
      when: action.when,
      title: action.title,
      before: cause.before,
      level: cause.level,
      sources,
      areas: this.#targets(action, sources),
      channels: channelsOf(action),
      said: this.#said(action, {
        area: namesOf(sources, this.#places.length),
        level: this.#name(cause.level),
        before: this.#name(cause.before),
        ...this.#whole,
      }),
      settings: settingsOf(action),
      first,
      deadline: this.#deadline(action, first),
      everyDays: action.schedule.everyDays,
      owner: action.owner,
      content: action.content,
      undo: action.undo,
    }
  }

  /** An area at no level has no change by which it is: it is the last one that counted, which took its decision back. */
  #ended({ area }: Place): string {
    const { after } = this.#asked
    const last = after.changes.findLast(({ content }) =>
      content.decisions.some(decision => decision.area === area || decision.area === COUNTRY),
    )
    return (last ?? after.changes[after.changes.length - 1]).content.change
  }

  #name(level: string | null): Given['level'] {
    return level === null ? NO_LEVEL : (this.#levels.get(level)?.name ?? { vi: level, en: level })
  }

  #targets({ areas }: Action, sources: readonly AreaId[]): readonly AreaId[] {
    if (areas === 'area') return sources
    if (areas === 'country') return [COUNTRY]
    const around = new Set<AreaId>()
    for (const source of sources) {
      const neighbours = this.#asked.neighbours?.(source) ?? null
      if (neighbours === null) this.withoutNeighbours.add(source)
      for (const area of neighbours ?? []) around.add(area)
    }
    for (const source of sources) around.delete(source)
    return this.#places.map(({ area }) => area).filter(area => around.has(area))
  }

  #said(action: Action, given: Given): Said {
    const template: Readonly<Record<string, Said['text']>> = action.template
    const filled = (field: keyof Said) => {
      const text = template[field] ?? null
      return text === null ? null : this.#templates.filled(text, given)
    }
    return {
      title: filled('title'),
      text: filled('text'),
      sms: filled('sms'),
      spoken: filled('spoken'),
      correction: filled('correction'),
    }
  }

  #first(schedule: Schedule): { readonly first: string; readonly isLate: boolean } {
    const name = `${schedule.afterMinutes} ${schedule.at ?? ''}`
    const known = this.#firsts.get(name)
    if (known !== undefined) return known
    const { at, now = Number.NEGATIVE_INFINITY, plan } = this.#asked
    const meant = nextAt(at + schedule.afterMinutes * MINUTE_MS, schedule.at, plan.timeZone)
    const found = {
      first: isoInZone(Math.max(meant, now), plan.timeZone),
      isLate: meant < now,
    }
    this.#firsts.set(name, found)
    return found
  }

  #deadline({ deadlineMinutes }: Action, first: string): string | null {
    if (deadlineMinutes === null) return null
    const name = `${first} ${deadlineMinutes}`
    const known = this.#firsts.get(name)
    if (known !== undefined) return known.first
    const deadline = isoInZone(
      Date.parse(first) + deadlineMinutes * MINUTE_MS,
      this.#asked.plan.timeZone,
    )
    this.#firsts.set(name, { first: deadline, isLate: false })
    return deadline
  }

  // What runs and is not wanted ----------------------------------------------------------------------------------------

  /** Null: it goes on, as what was begun once by an earlier change and concerns no area that goes on to another level. */
  stopReason(effect: Effect<Of>): StopReason | null {
    if (effect.when !== 'while') {
      const stepped = new Set(this.steps.map(({ area }) => area))
      const isOvertaken = effect.sources.every(
        area => stepped.has(area) || !isThereOn(area, this.#day),
      )
      return isOvertaken ? 'overtaken' : null
    }
    if (this.#actions.get(effect.action)?.when !== 'while') return 'plan'
    return effect.sources.every(area => isThereOn(area, this.#day)) ? 'level' : 'merged'
  }
}

const MINUTE_MS = 60_000

/** The instant itself, or the next one at which the clocks of the zone show that time. */
function nextAt(instant: number, clock: string | null, timeZone: string): number {
  if (clock === null) return instant
  const day = wallTime(instant, timeZone).slice(0, 'YYYY-MM-DD'.length)
  for (const later of [0, 1, 2]) {
    const found = compatibleInstant(`${dayAfter(day, later)}T${clock}`, timeZone)
    if (found !== null && found >= instant) return found
  }
  return instant
}

function channelsOf(action: Action): readonly Channel[] {
  switch (action.kind) {
    case 'bulletin':
      return action.channels
    case 'round':
      return ['sms']
    default:
      return [action.kind]
  }
}

function settingsOf(action: Action): Settings {
  return {
    priority: 'priority' in action ? action.priority : null,
    perWindow: 'perWindow' in action ? action.perWindow : null,
    services: 'services' in action ? action.services : [],
    roster: 'roster' in action ? action.roster : [],
    thresholdTenths: 'thresholdTenths' in action ? action.thresholdTenths : null,
  }
}

/** Whether the one may go on in the place of the other: it says and does the same in the same places. */
function isSame(a: Effect, b: Effect): boolean {
  if (a.action !== b.action || a.everyDays !== b.everyDays) return false
  if (!areEqual(a.areas, b.areas) || !areEqual(a.channels, b.channels)) return false
  for (const field of SAID) if (!isSaidAlike(a.said[field], b.said[field])) return false
  return JSON.stringify(a.settings) === JSON.stringify(b.settings)
}

const SAID = ['title', 'text', 'sms', 'spoken', 'correction'] as const satisfies (keyof Said)[]

function isSaidAlike(a: Said['text'], b: Said['text']): boolean {
  return a === b || (a !== null && b !== null && a.vi === b.vi && a.en === b.en)
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, place) => value === b[place])
}

/** By their first minutes; of the same, in the order of the plan. */
function inOrder<Of extends Purpose>(effects: readonly Effect<Of>[]): readonly Effect<Of>[] {
  const instants = new Map<string, number>()
  const instantOf = (first: string) => {
    const known = instants.get(first) ?? Date.parse(first)
    instants.set(first, known)
    return known
  }
  return effects.toSorted((a, b) => instantOf(a.first) - instantOf(b.first))
}
