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

import { canonicalJson } from '../base/canonical.ts'
import { compatibleInstant, isoInZone, wallDate, wallTime } from '../base/wall-time.ts'
import type { Purpose } from '../directive/documents.ts'
import { type AreaId, areaName, areasOn, becameOn, COUNTRY, dayAfter, isThereOn } from './areas.ts'
import type { Diff, Replacement, Step, Stop, StopReason } from './diff.ts'
import type { Effect, Running, Said, Settings } from './effect.ts'
import { planFailure } from './failures.ts'
import type { Action, Channel, Level, Plan } from './plan.ts'
import { remarksOn } from './remarks.ts'
import type { Situation } from './situation.ts'
import {
  dateOf,
  type Given,
  LANGUAGES,
  NO_LEVEL,
  namesOf,
  parametersIn,
  Template,
  type TemplateField,
  textsOf,
  timeOf,
} from './template.ts'

export interface Asked<Of extends Purpose> {
  readonly plan: Plan
  readonly before: Situation<NoInfer<Of>>
  readonly after: Situation<Of>
  readonly running: Running<NoInfer<Of>>
  /** The instant of the change. */
  readonly at: number
  /** Nothing begins before it. */
  readonly now?: number
  /** Which areas border on it; null: not known. */
  readonly neighbours?: (area: AreaId) => readonly AreaId[] | null
  /**
   * An area that was merged of areas at different levels. Whoever decides is asked for its level first, so that nothing ends there unseen;
   * of what is over and only told again nobody can be asked: it is at none.
   */
  readonly unclear?: 'refused' | 'at-no-level'
}

/** Fails with areaUnclear unless `unclear` says otherwise, levelUnknown, purposesMixed. */
export function diffOf<Of extends Purpose>(asked: Asked<Of>): Diff<Of> {
  refuseMixed(asked)
  const effects = new WantedEffects(asked)
  const wanted = new Map<string, Effect<Of>>()
  for (const effect of effects.standing()) wanted.set(effect.key, effect)
  for (const effect of effects.events()) wanted.set(effect.key, effect)
  const stops: Stop<Of>[] = []
  const replaced: Replacement<Of>[] = []
  const stays: Effect<Of>[] = []
  for (const [key, effect] of asked.running) {
    const next = wanted.get(key)
    if (next !== undefined) {
      if (effect === next || isSame(effect, next)) stays.push(effect)
      else replaced.push({ before: effect, after: next })
      continue
    }
    const why = effects.stopReason(effect)
    if (why === null) stays.push(effect)
    else stops.push({ effect, why })
  }
  const starts = inOrder([...wanted.values()].filter(({ key }) => !asked.running.has(key)))
  const diff = { purpose: asked.after.purpose, at: asked.at, steps: effects.steps, starts, stops, replaced, stays }
  return { ...diff, remarks: remarksOn(diff, { late: effects.late, withoutNeighbours: effects.withoutNeighbours }) }
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
  /** Null: nobody has ever decided anything for it, so nothing is wanted of it. */
  readonly change: string | null
  readonly since: number
  readonly isInherited: boolean
}

type Caused = Place & { readonly change: string }

function isCaused(place: Place): place is Caused {
  return place.change !== null
}

/** What is the same for each effect of an action, whatever changes. */
interface Still {
  readonly action: Action
  readonly levels: ReadonlySet<string>
  readonly channels: readonly Channel[]
  readonly settings: Settings
  readonly templates: readonly (readonly [TemplateField, Template])[]
  /** Whether areas that inherit hear the very same. */
  readonly isOfCountry: boolean
  /** By area, made once: `action@area`. */
  readonly keys: Map<AreaId, string>
}

/** A replay asks for the same plan hundreds of times (plan.bench.ts). */
const STILL = new WeakMap<Plan, readonly Still[]>()

function stillOf(plan: Plan): readonly Still[] {
  const known = STILL.get(plan)
  if (known !== undefined) return known
  const made = plan.actions.map(action => ({
    action,
    levels: new Set(action.levels),
    channels: channelsOf(action),
    settings: settingsOf(action),
    templates: textsOf(action).map(([field, text]) => [field, new Template(text, plan.parameters)] as const),
    isOfCountry: isOfCountry(action),
    keys: new Map<AreaId, string>(),
  }))
  STILL.set(plan, made)
  return made
}

/**
 * What a level of the country says in every area in the very same words is said once, for all that inherit it. An area with a level of its
 * own has its own, so that a decision about another one touches nothing of it.
 */
function isOfCountry(action: Action): boolean {
  if (action.when !== 'while' || action.areas !== 'area' || !IS_SAID.has(action.kind)) return false
  return textsOf(action).every(([, text]) =>
    LANGUAGES.every(language => !parametersIn(text[language]).includes('area')),
  )
}

const IS_SAID: ReadonlySet<Action['kind']> = new Set(['bulletin', 'loudspeakers', 'round'])

/** An area has one threshold, whichever action sets it. */
function keyOf({ action, keys }: Still, area: AreaId): string {
  const known = keys.get(area)
  if (known !== undefined) return known
  const key = `${action.kind === 'screening' ? action.kind : action.id}@${area}`
  keys.set(area, key)
  return key
}

function whoseOf(still: Still, { area, isInherited }: Place): AreaId {
  return still.isOfCountry && isInherited ? COUNTRY : area
}

/** With what is the same for each effect of one diff. */
interface Ready extends Still {
  readonly only: ReadonlySet<AreaId> | null
  readonly first: string
  readonly isLate: boolean
  readonly deadline: string | null
}

/** The effects that the plan wants at one instant. Levels, actions and areas are looked up once, for all of them. */
class WantedEffects<Of extends Purpose> {
  readonly steps: readonly Step[]
  /** Keys of what would have begun before now. */
  readonly late = new Set<string>()
  readonly withoutNeighbours = new Set<AreaId>()
  readonly #asked: Asked<Of>
  readonly #day: string
  readonly #places: readonly Place[]
  readonly #levels: ReadonlyMap<string, Level>
  readonly #actions: ReadonlyMap<string, Ready>
  readonly #names = new Map<AreaId, Given['area']>()
  readonly #instants = new Map<number, string>()
  readonly #of: { readonly id: string; readonly version: number }
  readonly #whole: { readonly date: Given['date']; readonly time: Given['time'] }

  constructor(asked: Asked<Of>) {
    const { plan, at } = asked
    this.#asked = asked
    this.#day = wallDate(at, plan.timeZone)
    this.#levels = new Map(plan.levels.map(level => [level.id, level]))
    this.#of = { id: plan.id, version: plan.version }
    this.#actions = new Map(stillOf(plan).map(still => [still.action.id, this.#ready(still)]))
    this.#whole = { date: dateOf(at, plan.timeZone), time: timeOf(at, plan.timeZone) }
    this.#places = areasOn(this.#day).map(area => this.#placeOf(area))
    this.steps = this.#places.flatMap(place => this.#stepOf(place))
  }

  #placeOf(area: AreaId): Place {
    const { before, after, at, plan } = this.#asked
    const was = before.levelOf(area, at)
    const is = after.levelOf(area, at)
    const levelBefore = 'level' in was ? was.level : null
    if (is.is === 'unclear' && this.#asked.unclear !== 'at-no-level')
      throw planFailure('areaUnclear', {
        area: areaName(area, 'vi'),
        parts: is.parts.map(part => `${areaName(part.area, 'vi')}: ${part.level ?? '-'}`).join(', '),
      })
    if (!('level' in is)) {
      const change = this.#ended(area)
      return { area, before: levelBefore, level: null, change, since: at, isInherited: true }
    }
    const { level, change, since } = is
    if (!this.#levels.has(level)) throw planFailure('levelUnknown', { plan: plan.id, level, change })
    return { area, before: levelBefore, level, change, since, isInherited: is.is === 'inherited' }
  }

  /** By which change an area is at no level: the last one that said anything of it. Null: nobody ever did. */
  #ended(area: AreaId): string | null {
    const last = this.#asked.after.changes.findLast(({ content }) =>
      content.decisions.some(decision => decision.area === area || decision.area === COUNTRY),
    )
    return last?.content.change ?? null
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

  #ready(still: Still): Ready {
    const { schedule, deadlineMinutes, only } = still.action
    const { at, now = Number.NEGATIVE_INFINITY, plan } = this.#asked
    const meant = nextAt(at + schedule.afterMinutes * MINUTE_MS, schedule.at, plan.timeZone)
    const first = Math.max(meant, now)
    return {
      ...still,
      only: only === null ? null : new Set(only.map(area => becameOn(area, this.#day) ?? area)),
      first: this.#iso(first),
      isLate: meant < now,
      deadline: deadlineMinutes === null ? null : this.#iso(first + deadlineMinutes * MINUTE_MS),
    }
  }

  #iso(at: number): string {
    const known = this.#instants.get(at) ?? isoInZone(at, this.#asked.plan.timeZone)
    this.#instants.set(at, known)
    return known
  }

  // While it lasts ---------------------------------------------------------------------------------------------------

  *standing(): Generator<Effect<Of>> {
    const caused = this.#places.filter(isCaused)
    for (const ready of this.#actions.values()) {
      const { action, levels, only } = ready
      if (action.when !== 'while') continue
      const places = caused.filter(
        ({ area, level }) => level !== null && levels.has(level) && (only?.has(area) ?? true),
      )
      if (places.length === 0) continue
      if (action.areas === 'country') yield this.#lasting(ready, keyOf(ready, COUNTRY), places)
      else
        for (const [of, group] of Map.groupBy(places, place => whoseOf(ready, place)))
          yield this.#lasting(ready, keyOf(ready, of), group)
    }
  }

  /**
   * What runs by the same version of the plan, for the same areas at the same level, says the same: nothing is rendered anew. Who borders
   * on an area is asked for each time.
   */
  #lasting(ready: Ready, key: string, places: readonly Caused[]): Effect<Of> {
    const runs = this.#asked.running.get(key)
    const isSameVersion =
      runs !== undefined &&
      runs.action === ready.action.id &&
      runs.plan.version === this.#of.version &&
      runs.plan.id === this.#of.id
    if (
      isSameVersion &&
      ready.action.areas !== 'neighbours' &&
      runs.level === this.#causeOf(places).level &&
      runs.sources.length === places.length &&
      places.every(({ area }, place) => area === runs.sources[place])
    )
      return runs
    return this.#effect(ready, key, places)
  }

  // On a step --------------------------------------------------------------------------------------------------------

  *events(): Generator<Effect<Of>> {
    if (this.steps.length === 0) return
    const groups = Map.groupBy(
      this.steps,
      ({ change, before, level }) => `${change ?? ''}:${before ?? ''}>${level ?? ''}`,
    )
    for (const ready of this.#actions.values()) {
      const { action, only } = ready
      if (action.when === 'while') continue
      for (const [name, steps] of groups) {
        const [{ goes, before, level }] = steps
        const about = action.when === 'entering' ? level : before
        if (goes !== (action.when === 'entering' ? 'up' : 'down')) continue
        if (about === null || !ready.levels.has(about)) continue
        const areas = new Set(steps.map(({ area }) => area).filter(area => only?.has(area) ?? true))
        const places = this.#places.filter(isCaused).filter(({ area }) => areas.has(area))
        if (places.length > 0) yield this.#effect(ready, `${action.id}#${name}`, places)
      }
    }
  }

  // One effect -------------------------------------------------------------------------------------------------------

  #effect(ready: Ready, key: string, places: readonly Caused[]): Effect<Of> {
    const { action } = ready
    const cause = this.#causeOf(places)
    const sources = places.map(({ area }) => area)
    if (ready.isLate) this.late.add(key)
    return {
      key,
      purpose: this.#asked.after.purpose,
      plan: this.#of,
      change: cause.change,
      action: action.id,
      kind: action.kind,
      when: action.when,
      title: action.title,
      before: cause.before,
      level: cause.level,
      sources,
      areas: this.#targets(action, sources),
      channels: ready.channels,
      said: this.#said(ready, sources, cause),
      settings: ready.settings,
      first: ready.first,
      deadline: ready.deadline,
      everyDays: action.schedule.everyDays,
      owner: action.owner,
      content: action.content,
      undo: action.undo,
    }
  }

  /** Of several the highest level tells what is said; of the same level, the change that was first. */
  #causeOf(places: readonly Caused[]): Caused {
    return places.reduce((a, b) => {
      const higher = this.#rank(b.level) - this.#rank(a.level)
      return higher > 0 || (higher === 0 && b.since < a.since) ? b : a
    })
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

  #said({ templates }: Ready, sources: readonly AreaId[], cause: Caused): Said {
    const given = {
      area: this.#named(sources),
      level: this.#name(cause.level),
      before: this.#name(cause.before),
      date: this.#whole.date,
      time: this.#whole.time,
    }
    const said: Said = { title: null, text: null, sms: null, spoken: null, correction: null }
    for (const [field, template] of templates) said[field] = template.filled(given)
    return said
  }

  #named(sources: readonly AreaId[]): Given['area'] {
    if (sources.length > 1) return namesOf(sources, this.#places.length)
    const known = this.#names.get(sources[0]) ?? namesOf(sources, this.#places.length)
    this.#names.set(sources[0], known)
    return known
  }

  // What runs and is not wanted ----------------------------------------------------------------------------------------

  /** Null: it goes on, as what was begun once by an earlier change and concerns no area that goes on to another level. */
  stopReason(effect: Effect<Of>): StopReason | null {
    if (effect.when !== 'while') {
      const stepped = new Set(this.steps.map(({ area }) => area))
      const isOvertaken = effect.sources.every(area => stepped.has(area) || !isThereOn(area, this.#day))
      return isOvertaken ? 'overtaken' : null
    }
    if (this.#actions.get(effect.action)?.action.when !== 'while') return 'plan'
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
  const broadcast = action.kind === 'bulletin' ? action.template.broadcast : undefined
  return {
    priority: 'priority' in action ? action.priority : null,
    perWindow: 'perWindow' in action ? action.perWindow : null,
    services: 'services' in action ? action.services : [],
    roster: 'roster' in action ? action.roster : [],
    thresholdTenths: 'thresholdTenths' in action ? action.thresholdTenths : null,
    ...(broadcast?.level && { warning: broadcast.level }),
  }
}

/** Whether the one may go on in the place of the other: it says and does the same in the same places. */
function isSame(a: Effect, b: Effect): boolean {
  if (a.action !== b.action || a.everyDays !== b.everyDays) return false
  if (!areEqual(a.areas, b.areas) || !areEqual(a.channels, b.channels)) return false
  for (const field of SAID) if (!isSaidAlike(a.said[field], b.said[field])) return false
  return a.settings === b.settings || canonicalJson(a.settings) === canonicalJson(b.settings)
}

const SAID = ['title', 'text', 'sms', 'spoken', 'broadcast', 'correction'] as const satisfies (keyof Said)[]

function isSaidAlike(a: Said['text'] | undefined, b: Said['text'] | undefined): boolean {
  return a === b || (!!a && !!b && a.vi === b.vi && a.en === b.en)
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
