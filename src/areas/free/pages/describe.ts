/** The list's values as people read them: periods in its time zone, tariffs with their unit, fields by their name. */
import { isTimeZone } from '../../../base/wall-time.ts'
import { zoneName } from '../../../web/local-time.ts'
import { grouped } from '../../../web/numbers.ts'
import { shownTime } from '../../../web/times.ts'
import type { CallTariff, DataTariff, Period, ServedFrom, Service } from '../../../zerorating/list.ts'
import type { Currency } from './money.ts'
import { moneyOf } from './money.ts'
import { useWords } from './words.ts'

export type Described = ReturnType<typeof useDescribed>

export function useDescribed(of: { readonly timeZone: string; readonly currency: Currency }) {
  const { t, spoken, known } = useWords()
  const { currency } = of
  // A draft may name a zone that is none, which is a fault of its own: then its instants are told in UTC.
  const timeZone = isTimeZone(of.timeZone) ? of.timeZone : 'UTC'
  const money = (amount: number) => moneyOf(amount, currency, spoken)
  const instant = (at: string) => shownTime(at, clockOf(at), spoken, timeZone)
  const period = ({ from, until }: Period) =>
    until === null
      ? t('time.spanOpen', { from: instant(from) })
      : t('time.span', { from: instant(from), until: instant(until) })
  const call = (tariff: CallTariff | null) =>
    tariff === null
      ? t('value.unknown')
      : t('value.call', {
          amount: money(tariff.amount),
          seconds: grouped(tariff.perSeconds, spoken),
          setup: money(tariff.setup),
        })
  const data = (tariff: DataTariff | null) =>
    tariff === null
      ? t('value.unknown')
      : t('value.data', { amount: money(tariff.amount), octets: grouped(tariff.perOctets, spoken) })
  const value = (name: string, given: unknown): string => {
    switch (name) {
      case 'kind':
        return t(`kind.${given as Service['kind']}`)
      case 'free':
        return period(given as Period)
      case 'prefixes': {
        const { prefix, exclusive } = given as ServedFrom
        return exclusive ? prefix : t('value.shared', { prefix })
      }
      case 'speedKilobitsPerSecond':
        return t('value.speed', { speed: grouped(given as number, spoken) })
      case 'otherwise': {
        const tariff = given as { call?: CallTariff | null; data?: DataTariff | null }
        return tariff.call === undefined ? data(tariff.data ?? null) : call(tariff.call)
      }
      case 'currency':
        return (given as Currency).code
      default:
        return typeof given === 'string' || typeof given === 'number' ? String(given) : JSON.stringify(given)
    }
  }
  return {
    /** Of the list, or UTC where it names none that exists. */
    timeZone,
    /** `00:00 ngày 01/02/2020`, as the clocks of the list's time zone show it. */
    instant,
    period,
    places: (service: Service) => (service.kind === 'page' ? service.hosts : service.numbers).join(', '),
    tariff: (service: Service) =>
      service.kind === 'page' ? data(service.otherwise.data) : call(service.otherwise.call),
    /** Of a service or of the list itself, by the names of `zerorating/list.ts`. */
    field: (name: string) => known(`field.${name}`) ?? name,
    /** One value of a field, or one line of a list. */
    value,
    /** `Theo giờ Việt Nam (GMT+7).` */
    zone: t('time.zone', { zone: zoneName(timeZone, spoken, Date.now()) }),
  }
}

/** Seconds are shown where there are some. */
function clockOf(at: string): 'minute' | 'full' {
  return new Date(at).getUTCSeconds() === 0 ? 'minute' : 'full'
}
