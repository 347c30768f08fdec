/** A round's content in sentences: whom, when, how; and the names and values of its fields for a diff. */
import { duration, grouped } from '../../../web/numbers.ts'
import { shownTime } from '../../../web/times.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { RoundContent } from '../model.ts'
import { provinceAt } from '../provinces.ts'
import { daysOfSending } from './comparison.ts'
import { languageName } from './languages.ts'
import { useWords } from './message-words.ts'

export function useDescriptions(all: readonly OperatorFacts[]) {
  const { t, terms, spoken, known } = useWords()
  const list = (items: readonly string[]) =>
    new Intl.ListFormat(spoken, { type: 'conjunction' }).format(items)

  const operators = (ids: readonly string[]) =>
    ids.length === 0
      ? t('describe.noOperators')
      : list(ids.map(id => all.find(one => one.id === id)?.name ?? id))
  const provinces = (chosen: RoundContent['audience']['provinces']) =>
    chosen === null
      ? t('audience.provinces.all')
      : list(
          chosen.map(({ code, asOf }) => {
            const province = provinceAt(code, asOf)
            return province === null ? `${code} (${asOf})` : `${province.name} (${code})`
          }),
        )
  const excludes = (lists: readonly string[]) =>
    lists.length === 0 ? t('describe.noExcludes') : list(lists)
  const instant = (at: string | null, zone: string) =>
    at === null ? null : shownTime(at, 'minute', spoken, zone)
  const window = ({ notBefore, notAfter, timeZone }: RoundContent['window']) => {
    const from = instant(notBefore, timeZone)
    const to = instant(notAfter, timeZone)
    if (from === null && to === null) return t('describe.windowOpen')
    if (to === null) return t('describe.windowFrom', { from })
    if (from === null) return t('describe.windowTo', { to })
    return t('describe.windowBoth', { from, to })
  }
  const daily = (hours: RoundContent['window']['daily']) =>
    hours === null ? t('window.always') : t('describe.daily', { from: hours.from, to: hours.to })
  const canary = (count: number) =>
    count === 0
      ? t('describe.noCanary')
      : t('describe.canary', {
          subscribers: `${grouped(count, spoken)}\u00a0${terms('unit.subscribers')}`,
        })

  /** How long sending takes, and in how many days of such hours; null: as long as there is no limit. */
  const time = (seconds: number | null, daily: RoundContent['window']['daily']) => {
    if (seconds === null) return t('alternatives.noLimit')
    const days = daysOfSending(seconds, daily)
    const time = duration(seconds, spoken)
    return days === null || days <= 1
      ? time
      : `${time} (${t('alternatives.days', { amount: days })})`
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
        return duration(Number(given), spoken)
      case 'sending.validitySeconds':
        return given === null ? t('describe.nothing') : duration(Number(given), spoken)
      case 'sending.segmentsPerSecondMax':
        return given === 0
          ? t('describe.noRate')
          : `${grouped(Number(given), spoken)} ${terms('unit.segmentsPerSecond')}`
      case 'exerciseFirst':
        return t(given === true ? 'describe.yes' : 'describe.no')
    }
    if (path.endsWith('.language')) return languageName(String(given), spoken)
    return textsOf(given).join('\n\n')
  }
  return { operators, provinces, excludes, window, daily, canary, time, field, value }
}

/** A whole message or variant that came or went: its texts. */
function textsOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [String(value)]
  if ('text' in value && typeof value.text === 'string') return [value.text]
  return Object.values(value).flatMap(textsOf)
}
