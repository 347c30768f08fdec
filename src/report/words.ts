/**
 * A figure as a phrase: qualifier, value, magnitude and unit in one, in Vietnamese and in English.
 *
 *   125 034 117 subscribers  →  hơn 125 triệu thuê bao          more than 125 million subscribers
 *   6 875 000 000 SMS        →  gần 7 tỷ tin nhắn (quy đổi …)   nearly 7 billion messages (counted as ordinary SMS)
 *
 * Digits stand in groups of three, parted by a point in Vietnamese papers and by a thin space in English.
 *
 * There is no function that gives a number without its unit. `read` is the way back from a phrase to the bounds that it
 * promises; the exact value stands with the figure (`figure.ts`) and in every document's table of figures.
 */
import type { Language } from '../base/failure.ts'
import { type Qualifier, roundedOf, SAID_IN_FULL_BELOW } from './rounding.ts'
import { UNITS, type Unit, type UnitId } from './units.ts'

const MILLION = 1_000_000
const BILLION = 1_000_000_000
const WORDS = {
  vi: { exactly: '', moreThan: 'hơn', nearly: 'gần', million: 'triệu', billion: 'tỷ', point: ',', group: '.' },
  en: {
    exactly: '',
    moreThan: 'more than',
    nearly: 'nearly',
    million: 'million',
    billion: 'billion',
    point: '.',
    group: '\u202f',
  },
} as const

/** As people say it, rounded by the rule of `rounding.ts`. */
export function phrase(value: number, unit: UnitId, language: Language): string {
  const rounded = roundedOf(value)
  const said = `${magnitude(rounded.value, language)} ${unitOf(value, unit, language)}`
  return qualified(rounded.qualifier, said, language)
}

/** Every digit, grouped, with its unit. */
export function exact(value: number, unit: UnitId, language: Language): string {
  return `${grouped(value, language)} ${unitOf(value, unit, language)}`
}

/** What is said, with that qualifier before it. */
export function qualified(qualifier: Qualifier, said: string, language: Language): string {
  const word = WORDS[language][qualifier]
  return word === '' ? said : `${word} ${said}`
}

export function grouped(value: number, language: Language): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, WORDS[language].group)
}

export interface Promised {
  readonly unit: UnitId
  readonly qualifier: Qualifier
  /** The number that is said: the value is equal to it, above it or below it, as the qualifier says. */
  readonly value: number
}

/** What a phrase promises; null where it is none of ours. */
export function read(text: string, language: Language): Promised | null {
  const words = WORDS[language]
  const qualifier = (['moreThan', 'nearly'] as const).find(each => text.startsWith(`${words[each]} `))
  const rest = qualifier === undefined ? text : text.slice(words[qualifier].length + 1)
  const match = /^([\d\u202f.,]+) (.+)$/.exec(rest)
  if (match === null) return null
  const scale = (
    [
      ['billion', BILLION],
      ['million', MILLION],
    ] as const
  ).find(([name]) => match[2].startsWith(`${words[name]} `))
  const unitText = scale === undefined ? match[2] : match[2].slice(words[scale[0]].length + 1)
  const unit = unitFrom(unitText, language)
  if (unit === null) return null
  const number = Number(match[1].replaceAll(words.group, '').replace(words.point, '.'))
  return {
    unit,
    qualifier: qualifier ?? 'exactly',
    value: scale === undefined ? number : Math.round(number * scale[1]),
  }
}

/** At most three digits that count, in millions or billions; below a million every digit. */
function magnitude(value: number, language: Language): string {
  if (value < SAID_IN_FULL_BELOW) return grouped(value, language)
  const [scale, name] = value >= BILLION ? ([BILLION, 'billion'] as const) : ([MILLION, 'million'] as const)
  const whole = Math.floor(value / scale)
  const rest = String(value % scale)
    .padStart(String(scale).length - 1, '0')
    .replace(/0+$/, '')
  const words = WORDS[language]
  return `${grouped(whole, language)}${rest === '' ? '' : `${words.point}${rest}`} ${words[name]}`
}

function unitOf(value: number, id: UnitId, language: Language): string {
  const unit: Unit = UNITS[id]
  const name = language === 'vi' ? unit.vi : value === 1 ? unit.en.one : unit.en.other
  return unit.note === undefined ? name : `${name} (${unit.note[language]})`
}

function unitFrom(text: string, language: Language): UnitId | null {
  const ids = Object.keys(UNITS) as UnitId[]
  return ids.find(id => [1, 2].some(value => unitOf(value, id, language) === text)) ?? null
}
