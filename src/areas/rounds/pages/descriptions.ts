/** A round's content in sentences: whom, when, how; and the names and values of its fields for a diff. Knows no page. */

import { languageName } from '../../../base/language-name.ts'
import { provinceAt } from '../../../country/vn/provinces.ts'
import { duration, grouped } from '../../../web/numbers.ts'
import { shownTime } from '../../../web/times.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { RoundContent } from '../model.ts'
import { daysOfSending } from './comparison.ts'
import type { useWords } from './message-words.ts'

export type MessageWords = ReturnType<typeof useWords>
export type Descriptions = ReturnType<typeof descriptionsOf>

export function descriptionsOf({ t, terms, spoken, known }: MessageWords, all: readonly OperatorFacts[]) {
  const list = (items: readonly string[]) => new Intl.ListFormat(spoken, { type: 'conjunction' }).format(items)

  const operators = (ids: readonly string[]) =>
    ids.length === 0 ? t('describe.noOperators') : list(ids.map(id => all.find(one => one.id === id)?.name ?? id))
  /** Codes name different provinces before and after a reform: the day goes with them, once where it is one. */
  const provinces = (chosen: RoundContent['audience']['provinces']) => {
    if (chosen === null) return t('provinces.all')
    if (chosen.length === 0) return t('provinces.notYet')
    const days = new Set(chosen.map(({ asOf }) => asOf))
    const asOf = (day: string) => t('describe.asOf', { day: shownTime(day, 'day', spoken) })
    const names = chosen.map(({ code, asOf: day }) => {
      const name = `${provinceAt(code, day)?.name ?? t('describe.noProvince')} (${code})`
      return days.size === 1 ? name : `${name} ${asOf(day)}`
    })
    return days.size === 1 ? `${list(names)}, ${asOf([...days][0])}` : list(names)
  }
  const excludes = (lists: readonly string[]) => (lists.length === 0 ? t('describe.noExcludes') : list(lists))
  /** As exactly as it is. */
  const instant = (at: string | null, zone: string) => {
    if (at === null) return null
    const past = Date.parse(at) % MINUTE_MS
    if (past % 1000 !== 0) return at
    return shownTime(at, past === 0 ? 'minute' : 'full', spoken, zone)
  }
  const window = ({ notBefore, notAfter, timeZone }: RoundContent['window']) => {
    const from = instant(notBefore, timeZone)
    const to = instant(notAfter, timeZone)
    if (from === null) return to === null ? t('describe.windowOpen') : t('describe.windowTo', { to })
    return to === null ? t('describe.windowFrom', { from }) : t('describe.windowBoth', { from, to })
  }
  const daily = (hours: RoundContent['window']['daily']) =>
    hours === null ? t('window.always') : t('describe.daily', { from: hours.from, to: hours.to })
  const canary = (count: number) =>
    count === 0
      ? t('describe.noCanary')
      : t('describe.canary', { subscribers: `${grouped(count, spoken)}\u00a0${terms('unit.subscribers')}` })

  /** To the second, which the two largest units may not say. */
  const seconds = (count: number) => {
    const isSaid = count < 60 || count % (count < 86_400 ? 60 : 3600) === 0
    const amount = grouped(count, spoken)
    return isSaid ? duration(count, spoken) : `${duration(count, spoken)} (${t('describe.seconds', { amount })})`
  }

  /** How long sending takes, and in how many days of such hours; null: as long as there is no limit. */
  const time = (seconds: number | null, daily: RoundContent['window']['daily']) => {
    if (seconds === null) return t('alternatives.noLimit')
    const days = daysOfSending(seconds, daily)
    const time = duration(seconds, spoken)
    return days === null || days <= 1 ? time : `${time} (${t('alternatives.days', { amount: days })})`
  }

  /** A field of a diff: what it is called. */
  const field = (path: string) => {
    const text = /^messages\.(\d+)(?:\.variants\.(\d+)(?:\.(\w+))?)?$/.exec(path)
    if (text === null) return known(`field.${path}`) ?? path
    const [, message, variant, what] = text
    if (variant === undefined) return t('field.message', { n: Number(message) + 1 })
    const place = { n: Number(message) + 1, v: Number(variant) + 1 }
    return t(what === 'language' ? 'field.language' : 'field.text', place)
  }
  /** A field of a diff: what it holds; null where there was nothing. */
  const value = (path: string, given: unknown): string | null => {
    if (given === undefined) return null
    switch (path) {
      case 'operators':
        return operators(given as string[])
      case 'audience.provinces':
        return provinces(given as RoundContent['audience']['provinces'])
      case 'audience.excludes':
        return excludes(given as string[])
      case 'window.daily':
        return daily(given as RoundContent['window']['daily'])
      case 'window.notBefore':
      case 'window.notAfter':
        return given === null ? t('describe.nothing') : shownTime(String(given), 'minute', spoken)
      case 'sending.canary':
        return canary(Number(given))
      case 'sending.receipts':
        return t(`sending.receipts.${given as 'last' | 'all' | 'none'}`)
      case 'sending.uncertain':
        return t(`sending.uncertain.${given as 'hold' | 'resend'}`)
      case 'sending.receiptWaitSeconds':
        return seconds(Number(given))
      case 'sending.validitySeconds':
        return given === null ? t('describe.centresOwn') : seconds(Number(given))
      case 'sending.segmentsPerSecondMax':
        return given === 0
          ? t('describe.noRate')
          : t('describe.rate', { rate: `${grouped(Number(given), spoken)} ${terms('unit.segmentsPerSecond')}` })
      case 'exerciseFirst':
        return t(given === true ? 'describe.yes' : 'describe.no')
    }
    if (path.endsWith('.language')) return languageName(String(given), spoken)
    return textsOf(given).join('\n\n')
  }
  return { operators, provinces, excludes, window, daily, canary, seconds, time, field, value }
}

const MINUTE_MS = 60_000

/** A whole message or variant that came or went: its texts. */
function textsOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [String(value)]
  if ('text' in value && typeof value.text === 'string') return [value.text]
  return Object.values(value).flatMap(textsOf)
}
