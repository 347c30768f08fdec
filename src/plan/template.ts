/**
 * Templates: a text with parameters in braces, `Từ {time} ngày {date}, {area} ở {level}.`, and what they stand for. A change of level gives
 * some, the plan gives the others (`hotline`). Pure; runs in a browser too.
 */
import { ENGLISH_MONTHS } from '../base/english-months.ts'
import type { Language } from '../base/failure.ts'
import { clockTime, wallDate } from '../base/wall-time.ts'
import { type AreaId, areaName, COUNTRY } from './areas.ts'
import type { Action, Both } from './plan.ts'

/** What a change gives. */
export const GIVEN = ['area', 'level', 'before', 'date', 'time'] as const
export type Given = Readonly<Record<(typeof GIVEN)[number], Both>>

/** Of those, what is true at the moment of the change alone: a text that lasts does not name them. */
export const OF_THE_MOMENT: readonly string[] = ['before', 'date', 'time'] satisfies (keyof Given)[]

const PARAMETER = /\{([a-z][A-Za-z0-9]{0,39})\}/
export const LANGUAGES = ['vi', 'en'] as const

/** A text cut at its parameters: those at odd places are names. */
type Parts = readonly string[]

function partsOf(text: string): Parts {
  return text.split(PARAMETER)
}

export function parametersIn(text: string): readonly string[] {
  return [...new Set(partsOf(text).filter((_, place) => place % 2 === 1))]
}

/** Whether a brace is left that opens or closes no parameter. */
export function hasStrayBrace(text: string): boolean {
  return partsOf(text).some((part, place) => place % 2 === 0 && /[{}]/.test(part))
}

/** All texts of an action's template by their names. */
export function textsOf({ template }: Action): readonly (readonly [TemplateField, Both])[] {
  const broadcast = ('broadcast' in template && template.broadcast?.text) || null
  const fields: Readonly<Partial<Record<TemplateField, Both | null>>> = { ...template, broadcast }
  return FIELDS.flatMap(field => {
    const both = fields[field] ?? null
    return both === null ? [] : [[field, both] as const]
  })
}

const FIELDS = ['title', 'text', 'sms', 'spoken', 'broadcast', 'correction'] as const
export type TemplateField = (typeof FIELDS)[number]

/** A template cut once, to be filled often. A parameter that nobody gives stays in its braces. */
export class Template {
  readonly #vi: Parts
  readonly #en: Parts

  constructor({ vi, en }: Both, fixed: Readonly<Record<string, Both>>) {
    this.#vi = withFixed(partsOf(vi), fixed, 'vi')
    this.#en = withFixed(partsOf(en), fixed, 'en')
  }

  filled(given: Given): Both {
    return { vi: joined(this.#vi, 'vi', given), en: joined(this.#en, 'en', given) }
  }
}

/** What the plan gives is filled in at once; what is left at odd places a change gives. */
function withFixed(parts: Parts, fixed: Readonly<Record<string, Both>>, language: Language): Parts {
  const left = [parts[0]]
  for (let place = 1; place < parts.length; place += 2) {
    const name = parts[place]
    if (isGiven(name)) left.push(name, parts[place + 1])
    else {
      const value = Object.hasOwn(fixed, name) ? fixed[name][language] : `{${name}}`
      left[left.length - 1] += value + parts[place + 1]
    }
  }
  return left
}

function joined(parts: Parts, language: Language, given: Given): string {
  let text = parts[0]
  for (let place = 1; place < parts.length; place += 2)
    text += given[parts[place] as keyof Given][language] + parts[place + 1]
  return text
}

function isGiven(name: string): name is (typeof GIVEN)[number] {
  return (GIVEN as readonly string[]).includes(name)
}

const both = (of: (language: Language) => string): Both => ({ vi: of('vi'), en: of('en') })

/** Names in the order of codes; the country where it is all of them. */
export function namesOf(areas: readonly AreaId[], all: number): Both {
  const named = areas.length >= all && areas.length > 1 ? [COUNTRY] : areas
  return both(language => named.map(area => areaName(area, language)).join(', '))
}

/** `19/7/2021` and `19 July 2021`. */
export function dateOf(at: number, timeZone: string): Both {
  const [year, month, day] = wallDate(at, timeZone).split('-').map(Number)
  return { vi: `${day}/${month}/${year}`, en: `${day} ${ENGLISH_MONTHS[month - 1]} ${year}` }
}

/** `0 giờ`, `6 giờ 30` and `00:00`, `06:30`. */
export function timeOf(at: number, timeZone: string): Both {
  const clock = clockTime(at, timeZone)
  const [hour, minute] = clock.split(':').map(Number)
  return { vi: `${hour} giờ${minute === 0 ? '' : ` ${minute}`}`, en: clock }
}

export const NO_LEVEL: Both = { vi: 'không có cấp độ', en: 'no level' }

/** Every language has the same parameters, or one of them says less. */
export function parametersByLanguage(text: Both): Readonly<Record<Language, readonly string[]>> {
  return { vi: parametersIn(text.vi), en: parametersIn(text.en) }
}
