/**
 * Everything that is wrong with a plan, each with its place: what keeps it from being approved (`fault`), and what a person should look at
 * (`doubt`). A plan that comes as anything at all is looked at too. Pure; runs in a browser too. The sentences are in `fault-words.ts`.
 *
 * Work grows with the size of the plan, which is bounded; no more than FAULTS_MAX are told.
 */
import type { z } from 'zod'
import { isTimeZone } from '../base/wall-time.ts'
import { PAGES_MAX, pageCountOf } from '../cbs/pages.ts'
import { letterCode } from '../text/remarks.ts'
import { split } from '../text/split.ts'
import { oddLetter, unwrittenLetter } from '../text/written.ts'
import { areasOn, isArea, LAST_DAY_BEFORE } from './areas.ts'
import { criteriaFaults, type Point } from './criteria.ts'
import { type Action, type Both, type Level, type Plan, plan as planShape } from './plan.ts'
import {
  GIVEN,
  type Given,
  hasStrayBrace,
  LANGUAGES,
  NO_LEVEL,
  namesOf,
  OF_THE_MOMENT,
  parametersByLanguage,
  parametersIn,
  Template,
  textsOf,
} from './template.ts'

export type FaultCode = keyof typeof SEVERITIES

export interface PlanFault {
  readonly code: FaultCode
  readonly severity: 'fault' | 'doubt'
  /** Such as `actions[3].template.sms.en`; `` is the plan itself. */
  readonly place: string
  /** The value that it is about, and what it is in conflict with; '' for none. */
  readonly value: string
  readonly other: string
}

const SEVERITIES = {
  shape: 'fault',
  'field-missing': 'fault',
  'field-unknown': 'fault',
  'language-missing': 'fault',
  'too-long': 'fault',
  'too-many-faults': 'fault',
  'text-marks': 'fault',
  'text-damaged': 'fault',
  'no-such-time-zone': 'fault',
  'id-twice': 'fault',
  'rank-twice': 'fault',
  'name-twice': 'doubt',
  'colour-twice': 'doubt',
  'source-unknown': 'fault',
  'no-source': 'doubt',
  'input-unknown': 'fault',
  'input-of-other-kind': 'fault',
  'measure-unknown': 'fault',
  'measure-unused': 'doubt',
  'interval-empty': 'fault',
  'dates-reversed': 'fault',
  'dates-overlap': 'fault',
  'days-without-criteria': 'fault',
  'criteria-overlap': 'fault',
  'criteria-gap': 'fault',
  'criteria-too-fine': 'fault',
  'level-unknown': 'fault',
  'level-in-force': 'fault',
  'level-named-twice': 'fault',
  'area-unknown': 'fault',
  'lowered-in-silence': 'fault',
  'raised-in-silence': 'doubt',
  'repeated-once': 'fault',
  'channel-without-text': 'fault',
  'text-without-channel': 'doubt',
  'sms-undone': 'fault',
  'sms-long': 'doubt',
  'broadcast-long': 'fault',
  'threshold-twice': 'fault',
  'threshold-elsewhere': 'fault',
  'brace-stray': 'fault',
  'parameter-missing': 'fault',
  'parameter-unknown': 'fault',
  'parameter-in-one-language': 'fault',
  'parameter-of-change': 'fault',
  'parameter-of-moment': 'fault',
  'parameter-unused': 'doubt',
} as const satisfies Record<string, PlanFault['severity']>

export const FAULT_CODES = Object.keys(SEVERITIES) as readonly FaultCode[]
export const FAULTS_MAX = 500
/** A short message of more segments is hardly short. */
const SEGMENTS_WANTED_MAX = 6

export interface Checked {
  /** Null: it has no shape that could be looked at further. */
  readonly plan: Plan | null
  readonly faults: readonly PlanFault[]
}

/** Of anything at all, such as parsed JSON. */
export function checkPlan(given: unknown): Checked {
  const large = tooLarge(given, [])
  if (large !== null) return { plan: null, faults: [faultOf('too-long', placeOf(large), String(SIZE_MAX))] }
  const parsed = planShape.safeParse(given)
  if (!parsed.success) return { plan: null, faults: bounded(shapeFaults(parsed.error, given)) }
  return { plan: parsed.data, faults: faultsOf(parsed.data) }
}

export function faultsOf(plan: Plan): readonly PlanFault[] {
  const found: PlanFault[] = []
  const tell: Tell = (code, place, value = '', other = '') => {
    if (found.length <= FAULTS_MAX) found.push(faultOf(code, place, value, other))
  }
  for (const look of [
    textFaults,
    namesFaults,
    measureFaults,
    datesFaults,
    regionFaults,
    actionFaults,
    parameterFaults,
    messageFaults,
    airFaults,
  ])
    look(plan, tell)
  return bounded(found)
}

export function isApprovable(faults: readonly PlanFault[]): boolean {
  return faults.every(({ severity }) => severity === 'doubt')
}

type Tell = (code: FaultCode, place: string, value?: string, other?: string) => void
const VALUE_MAX = 120

export function faultOf(code: FaultCode, place: string, value = '', other = ''): PlanFault {
  return { code, severity: SEVERITIES[code], place, value: shortened(value), other: shortened(other) }
}

/** What is told of a hostile value stays short, and shows nothing that moves the line that it stands on. */
function shortened(value: string): string {
  const seen = value.replace(MARKS, letterCode)
  return seen.length > VALUE_MAX ? `${seen.slice(0, VALUE_MAX).toWellFormed()}…` : seen
}

function bounded(faults: readonly PlanFault[]): readonly PlanFault[] {
  if (faults.length <= FAULTS_MAX) return faults
  return [...faults.slice(0, FAULTS_MAX), faultOf('too-many-faults', '', String(FAULTS_MAX))]
}

// Shape ------------------------------------------------------------------------------------------------------------

function shapeFaults(error: z.ZodError, given: unknown): readonly PlanFault[] {
  return error.issues.slice(0, FAULTS_MAX + 1).flatMap(issue => {
    const place = placeOf(issue.path)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.slice(0, FAULTS_MAX).map(key => faultOf('field-unknown', place, key))
    const isMissing = valueAt(given, issue.path) === undefined
    const field = issue.path.at(-1)
    const isLanguage = field === 'vi' || field === 'en'
    const isEmpty = isLanguage && valueAt(given, issue.path) === ''
    if (isLanguage && (isMissing || isEmpty))
      return [faultOf('language-missing', placeOf(issue.path.slice(0, -1)), field)]
    if (isMissing) return [faultOf('field-missing', place)]
    if (issue.code === 'too_big') return [faultOf('too-long', place, String(issue.maximum))]
    return [faultOf('shape', place, displayed(valueAt(given, issue.path)))]
  })
}

/** Longer than any list of a plan, deeper than any place in it: not looked at further. */
const SIZE_MAX = 1000
const DEPTH_MAX = 12

function tooLarge(given: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] | null {
  if (typeof given !== 'object' || given === null) return null
  const fields = Object.entries(given)
  if (fields.length > SIZE_MAX || path.length > DEPTH_MAX) return path
  for (const [name, inner] of fields) {
    const found = tooLarge(inner, [...path, Array.isArray(given) ? Number(name) : name])
    if (found !== null) return found
  }
  return null
}

export function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, name) => {
    if (typeof name === 'number') return `${place}[${name}]`
    return place === '' ? shortened(String(name)) : `${place}.${shortened(String(name))}`
  }, '')
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let at = given
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Record<PropertyKey, unknown>)[name]
  }
  return at
}

function displayed(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null ? '' : String(value)
}

// Texts ------------------------------------------------------------------------------------------------------------

/** What is not shown of a value: controls, and what turns the direction of writing or cannot be seen (Unicode Bidi_Control, Default_Ignorable). */
const MARKS = /[^\P{Cc}\n]|[\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff\u00ad]/gu

function textFaults(plan: Plan, tell: Tell): void {
  const look = (value: unknown, place: string): void => {
    if (typeof value === 'string') return lookAtText(value, place, tell)
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value))
      look(inner, Array.isArray(value) ? `${place}[${name}]` : place === '' ? name : `${place}.${name}`)
  }
  look(plan, '')
}

function lookAtText(value: string, place: string, tell: Tell): void {
  if (value.trim() === '') tell('language-missing', place.replace(/\.(vi|en)$/, ''), place.slice(-2))
  const odd = oddLetter(value)
  // A plan is signed as it is: what would be put right in another text is told.
  const unwritten = unwrittenLetter(value)
  const name = odd?.name ?? (unwritten === null ? null : letterCode(unwritten))
  if (odd?.is === 'half' || odd?.is === 'lost') tell('text-damaged', place)
  else if (name !== null) tell('text-marks', place, name)
}

// Names ------------------------------------------------------------------------------------------------------------

function namesFaults(plan: Plan, tell: Tell): void {
  if (!isTimeZone(plan.timeZone)) tell('no-such-time-zone', 'timeZone', plan.timeZone)
  if (plan.sources.length === 0) tell('no-source', 'sources')
  for (const list of ['sources', 'inputs', 'measures', 'levels', 'actions'] as const)
    twice(
      plan[list].map(({ id }) => id),
      (id, at) => tell('id-twice', `${list}[${at}].id`, id),
    )
  twice(
    plan.levels.map(({ rank }) => String(rank)),
    (rank, at) => tell('rank-twice', `levels[${at}].rank`, rank),
  )
  twice(
    plan.levels.map(({ colour }) => colour),
    (colour, at) => tell('colour-twice', `levels[${at}].colour`, colour),
  )
  for (const language of LANGUAGES)
    twice(
      plan.levels.map(({ name }) => name[language]),
      (name, at) => tell('name-twice', `levels[${at}].name.${language}`, name),
    )
  const sources = new Set(plan.sources.map(({ id }) => id))
  const lookAtSource = (source: string | null, place: string) => {
    if (source !== null && !sources.has(source)) tell('source-unknown', place, source)
  }
  for (const [at, level] of plan.levels.entries())
    for (const [within, { source }] of level.criteria.entries())
      lookAtSource(source, `levels[${at}].criteria[${within}].source`)
  for (const [at, { source }] of plan.actions.entries()) lookAtSource(source, `actions[${at}].source`)
}

function twice(values: readonly string[], tell: (value: string, at: number) => void): void {
  const seen = new Set<string>()
  for (const [at, value] of values.entries()) {
    if (seen.has(value)) tell(value, at)
    seen.add(value)
  }
}

// Criteria ---------------------------------------------------------------------------------------------------------

function measureFaults(plan: Plan, tell: Tell): void {
  const inputs = new Map(plan.inputs.map(input => [input.id, input.is]))
  for (const [at, measure] of plan.measures.entries()) {
    const needed = [measure.input, ...(measure.is === 'share' ? [measure.among] : [])]
    for (const name of needed) {
      const kind = inputs.get(name)
      if (kind === undefined) tell('input-unknown', `measures[${at}]`, name)
      else if (measure.is !== 'greatest' && kind !== 'count') tell('input-of-other-kind', `measures[${at}]`, name)
    }
  }
  const known = new Set(plan.measures.map(({ id }) => id))
  const used = new Set<string>()
  for (const { place, interval } of intervalsOf(plan.levels)) {
    used.add(interval.measure)
    if (!known.has(interval.measure)) tell('measure-unknown', place, interval.measure)
    if (interval.below !== null && (interval.atLeast ?? 0) >= interval.below)
      tell('interval-empty', place, String(interval.atLeast ?? 0), String(interval.below))
  }
  for (const [at, { id }] of plan.measures.entries()) if (!used.has(id)) tell('measure-unused', `measures[${at}]`, id)
}

function* intervalsOf(levels: readonly Level[]) {
  for (const [at, { criteria }] of levels.entries())
    for (const [within, { formula }] of criteria.entries())
      for (const [which, { all }] of (formula ?? []).entries())
        for (const [last, interval] of all.entries())
          yield { place: `levels[${at}].criteria[${within}].formula[${which}].all[${last}]`, interval }
}

function datesFaults({ levels }: Plan, tell: Tell): void {
  for (const [at, { criteria }] of levels.entries()) {
    for (const [within, { from, until }] of criteria.entries())
      if (until !== null && until <= from) tell('dates-reversed', `levels[${at}].criteria[${within}]`, until, from)
    const sorted = [...criteria.entries()].toSorted(([, a], [, b]) => (a.from < b.from ? -1 : 1))
    for (let next = 1; next < sorted.length; next++) {
      const [, before] = sorted[next - 1]
      const [within, after] = sorted[next]
      if (before.until === null || before.until > after.from)
        tell('dates-overlap', `levels[${at}].criteria[${within}]`, after.from, before.from)
    }
  }
}

function regionFaults(plan: Plan, tell: Tell): void {
  for (const fault of criteriaFaults(plan))
    switch (fault.is) {
      case 'overlap':
        tell('criteria-overlap', 'levels', fault.levels.join(', '), `${pointOf(fault.at)} (${fault.from})`)
        break
      case 'gap':
        tell('criteria-gap', 'levels', pointOf(fault.at), fault.from)
        break
      case 'days':
        tell('days-without-criteria', 'levels', fault.from, fault.until)
        break
      case 'too-fine':
        tell('criteria-too-fine', 'levels')
    }
}

function pointOf(at: Point): string {
  return Object.entries(at)
    .map(([measure, value]) => `${measure} = ${value}`)
    .join(', ')
}

// Actions ----------------------------------------------------------------------------------------------------------

function actionFaults(plan: Plan, tell: Tell): void {
  const levels = new Set(plan.levels.map(({ id }) => id))
  for (const [at, action] of plan.actions.entries()) {
    const place = `actions[${at}]`
    for (const [within, level] of action.levels.entries())
      if (!levels.has(level)) tell('level-unknown', `${place}.levels[${within}]`, level)
    twice(action.levels, level => tell('level-named-twice', `${place}.levels`, level))
    for (const [within, area] of (action.only ?? []).entries())
      if (!isArea(area)) tell('area-unknown', `${place}.only[${within}]`, area)
    if (action.schedule.everyDays !== null && action.when !== 'while')
      tell('repeated-once', `${place}.schedule.everyDays`, action.id)
    channelFaults(action, place, tell)
  }
  thresholdFaults(plan, tell)
  const lowest = Math.min(...plan.levels.map(({ rank }) => rank))
  for (const [at, { id, rank }] of plan.levels.entries()) {
    if (rank === lowest) continue
    if (!tells(plan, id, 'leaving')) tell('lowered-in-silence', `levels[${at}]`, id)
    if (!tells(plan, id, 'entering')) tell('raised-in-silence', `levels[${at}]`, id)
  }
}

/** Whether whoever lives in the area hears of it. */
function tells({ actions }: Plan, level: string, when: Action['when']): boolean {
  return actions.some(
    action =>
      action.when === when &&
      action.levels.includes(level) &&
      action.areas !== 'neighbours' &&
      action.only === null &&
      (action.kind === 'bulletin' || action.kind === 'round'),
  )
}

/** What a phone has shown cannot be taken from it. */
const FOR_GOOD = ['sms', 'broadcast'] as const

function channelFaults(action: Action, place: string, tell: Tell): void {
  const sends =
    action.kind === 'round' ||
    (action.kind === 'bulletin' && FOR_GOOD.some(channel => action.channels.includes(channel)))
  if (sends && action.undo.can) tell('sms-undone', `${place}.undo`, action.id)
  if (action.kind !== 'bulletin') return
  twice(action.channels, channel => tell('level-named-twice', `${place}.channels`, channel))
  for (const [channel, text] of [
    ['sms', action.template.sms],
    ['loudspeakers', action.template.spoken],
    ['broadcast', action.template.broadcast ?? null],
  ] as const) {
    const isUsed = action.channels.includes(channel)
    if (isUsed && text === null) tell('channel-without-text', place, channel)
    if (!isUsed && text !== null) tell('text-without-channel', place, channel)
  }
}

function thresholdFaults({ actions }: Plan, tell: Tell): void {
  const holders = new Map<string, string>()
  for (const [at, action] of actions.entries()) {
    if (action.kind !== 'screening') continue
    if (action.when !== 'while' || action.areas !== 'area') tell('threshold-elsewhere', `actions[${at}]`, action.id)
    for (const level of action.levels) {
      const other = holders.get(level)
      if (other !== undefined) tell('threshold-twice', `actions[${at}]`, action.id, other)
      holders.set(level, action.id)
    }
  }
}

// Parameters and messages --------------------------------------------------------------------------------------------

function parameterFaults(plan: Plan, tell: Tell): void {
  const ofChange: readonly string[] = GIVEN
  const used = new Set<string>()
  for (const name of Object.keys(plan.parameters))
    if (ofChange.includes(name)) tell('parameter-of-change', `parameters.${name}`, name)
  for (const [at, action] of plan.actions.entries()) {
    const named = new Set<string>()
    for (const [field, text] of textsOf(action)) {
      const place = `actions[${at}].template.${field === 'broadcast' ? 'broadcast.text' : field}`
      const { vi, en } = parametersByLanguage(text)
      for (const name of [...vi, ...en]) {
        named.add(name)
        used.add(name)
        if (!ofChange.includes(name) && !Object.hasOwn(plan.parameters, name)) tell('parameter-unknown', place, name)
        if (action.when === 'while' && OF_THE_MOMENT.includes(name)) tell('parameter-of-moment', place, name)
        if (!vi.includes(name) || !en.includes(name)) tell('parameter-in-one-language', place, name)
      }
      for (const language of LANGUAGES) if (hasStrayBrace(text[language])) tell('brace-stray', `${place}.${language}`)
    }
    for (const name of action.parameters)
      if (!named.has(name)) tell('parameter-missing', `actions[${at}].template`, name, action.id)
  }
  for (const [name, value] of Object.entries(plan.parameters)) {
    if (!used.has(name)) tell('parameter-unused', `parameters.${name}`, name)
    if (LANGUAGES.some(language => parametersIn(value[language]).length > 0 || hasStrayBrace(value[language])))
      tell('brace-stray', `parameters.${name}`)
  }
}

/** With the longest name of an area, and with the names of all but one. */
function messageFaults(plan: Plan, tell: Tell): void {
  const [longest, most] = [LONGEST_NAME, MOST_NAMES].map(area => givenWith(plan, area))
  for (const [at, action] of plan.actions.entries()) {
    const sms = textsOf(action).find(([field]) => field === 'sms')?.[1]
    if (sms === undefined) continue
    const template = new Template(sms, plan.parameters)
    const [one, many] = [template.filled(longest), template.filled(most)]
    for (const language of LANGUAGES) {
      const place = `actions[${at}].template.sms.${language}`
      // What is damaged is told as that.
      if (!one[language].isWellFormed()) continue
      if (many[language].length > UNITS_MAX) tell('too-long', place, String(UNITS_MAX))
      else {
        const { segments } = split(one[language])
        if (segments > SEGMENTS_WANTED_MAX) tell('sms-long', place, String(segments), String(SEGMENTS_WANTED_MAX))
      }
    }
  }
}

/** With the longest name of an area: where many are named, whoever finishes the draft is told. */
function airFaults(plan: Plan, tell: Tell): void {
  const longest = givenWith(plan, LONGEST_NAME)
  for (const [at, action] of plan.actions.entries()) {
    const air = textsOf(action).find(([field]) => field === 'broadcast')?.[1]
    if (air === undefined) continue
    const filled = new Template(air, plan.parameters).filled(longest)
    for (const language of LANGUAGES)
      if (filled[language].isWellFormed() && pageCountOf(filled[language]) === null)
        tell('broadcast-long', `actions[${at}].template.broadcast.text.${language}`, String(PAGES_MAX))
  }
}

/** What fits into 255 segments in any alphabet. */
const UNITS_MAX = 15_000
const NAMES = areasOn(LAST_DAY_BEFORE)
const LONGEST_NAME = NAMES.map(area => namesOf([area], NAMES.length)).reduce((a, b) =>
  b.vi.length > a.vi.length ? b : a,
)
const MOST_NAMES = namesOf(NAMES.slice(1), NAMES.length)

function givenWith({ levels }: Plan, area: Both): Given {
  const level = levels.map(({ name }) => name).reduce((a, b) => (b.vi.length > a.vi.length ? b : a), NO_LEVEL)
  return { area, level, before: level, date: same('30/12/2020'), time: same('10 giờ 30') }
}

const same = (text: string): Both => ({ vi: text, en: text })
