/**
 * Templates: a text with parameters in braces, `Từ {time} ngày {date}, {area} ở {level}.`, and what they stand for. A change of level gives
 * some, the plan gives the others (`hotline`). Pure; runs in a browser too.
 */
import type { Language } from '../base/failure.ts'
import { clockTime, wallDate } from '../base/wall-time.ts'
import { type AreaId, areaName, COUNTRY } from './areas.ts'
import type { Action, Both } from './plan.ts'

/** What a change gives. */
export const GIVEN = ['area', 'level', 'before', 'date', 'time'] as const
export type Given = Readonly<Record<(typeof GIVEN)[number], Both>>

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

/** All texts of an action's template by their names: `title`, `text`, `sms`, `spoken`, `correction`. */
export function textsOf({ template }: Action): readonly (readonly [TemplateField, Both])[] {
  const fields: Readonly<Partial<Record<TemplateField, Both | null>>> = template
  return FIELDS.flatMap(field => {
    const both = fields[field] ?? null
    return both === null ? [] : [[field, both] as const]
  })
}

const FIELDS = ['title', 'text', 'sms', 'spoken', 'correction'] as const
export type TemplateField = (typeof FIELDS)[number]

/** What is said with these parameters; one that nobody gives stays in its braces. Templates are cut once. */
export class Templates {
  readonly #fixed: ReadonlyMap<string, Both>
  readonly #cut = new Map<Both, Readonly<Record<Language, Parts>>>()

  constructor(parameters: Readonly<Record<string, Both>>) {
    this.#fixed = new Map(Object.entries(parameters))
  }

  filled(template: Both, given: Given): Both {
    let cut = this.#cut.get(template)
    if (cut === undefined) {
      cut = { vi: partsOf(template.vi), en: partsOf(template.en) }
      this.#cut.set(template, cut)
    }
    return { vi: this.#joined(cut.vi, 'vi', given), en: this.#joined(cut.en, 'en', given) }
  }

  #joined(parts: Parts, language: Language, given: Given): string {
    let text = parts[0]
    for (let place = 1; place < parts.length; place += 2) {
      const name = parts[place]
      const value = isGiven(name) ? given[name] : this.#fixed.get(name)
      text += (value === undefined ? `{${name}}` : value[language]) + parts[place + 1]
    }
    return text
  }
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
  return { vi: `${day}/${month}/${year}`, en: `${day} ${MONTHS[month - 1]} ${year}` }
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

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
