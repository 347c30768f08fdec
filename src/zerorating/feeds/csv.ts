/**
 * The list as one CSV file, for whatever reads tables. Each row is free by itself, never in part: a number; or a host and
 * a prefix and ports that must all be met. Where `exclusive` is true the prefix and ports are enough if no name is seen.
 *
 * A call that is forwarded stays free where `forwarded_to` names the number it goes to, or that number is free itself.
 * `free_until` is the first instant that is no longer free; empty: no end is known. Amounts are in the currency's smallest
 * unit, empty where not known. `spellings` are all in which a switch may write `number`.
 */
import { spellingsOf } from '../dialled.ts'
import type { InForce } from '../in-force.ts'
import type { Service } from '../list.ts'
import { type FreeSpan, freeSpans } from '../spans.ts'
import { callingCodeOf, exactInstant, type FeedFile, listedHosts, refuseTooMany, timeZoneOf } from './feed.ts'
import { separatedValues } from './separated-values.ts'

const HEADER = [
  'service',
  'kind',
  'title',
  'owner',
  'number',
  'forwarded_to',
  'host',
  'prefix',
  'exclusive',
  'ports',
  'free_from',
  'free_until',
  'otherwise_setup',
  'otherwise_amount',
  'otherwise_per',
  'otherwise_unit',
  'currency',
  'speed_kbit_s',
  'spellings',
] as const
type Row = Partial<Record<(typeof HEADER)[number], string | number>>

export function csvFeed(force: InForce): readonly FeedFile[] {
  const spans = freeSpans(force)
  refuseTooMany(spans.reduce((sum, { service }) => sum + rowsIn(service), 0))
  const zone = timeZoneOf(force)
  const currency = force.windows[force.windows.length - 1]?.list.currency.code ?? ''
  const callingCode = callingCodeOf(force)
  const rows = spans.flatMap(span => rowsOf(span, { zone, currency, callingCode }))
  return [
    {
      name: 'zero-rating.csv',
      text: separatedValues([HEADER, ...rows.map(row => HEADER.map(name => row[name] ?? ''))]),
    },
  ]
}

function rowsIn(service: Service): number {
  return service.kind === 'page' ? service.hosts.length * service.prefixes.length : service.numbers.length
}

function rowsOf(
  { service, from, until }: FreeSpan,
  { zone, currency, callingCode }: { zone: string; currency: string; callingCode: string },
): Row[] {
  const { id, kind, title, owner } = service
  const common: Row = {
    service: id,
    kind,
    title,
    owner,
    free_from: exactInstant(from, zone) ?? '',
    free_until: exactInstant(until, zone) ?? '',
    currency,
    ...otherwise(service),
  }
  if (service.kind !== 'page')
    return service.numbers.map(number => ({
      ...common,
      number,
      forwarded_to: service.diversions.join(';'),
      spellings: spellingsOf(number, callingCode).join(';'),
    }))
  return listedHosts(service).flatMap(host =>
    service.prefixes.map(({ prefix, exclusive }) => ({
      ...common,
      host,
      prefix,
      exclusive: String(exclusive),
      ports: service.ports.join(';'),
      speed_kbit_s: service.speedKilobitsPerSecond ?? '',
    })),
  )
}

function otherwise(service: Service): Row {
  if (service.kind === 'page') {
    const { data } = service.otherwise
    if (data === null) return {}
    return {
      otherwise_setup: 0,
      otherwise_amount: data.amount,
      otherwise_per: data.perOctets,
      otherwise_unit: 'octets',
    }
  }
  const { call } = service.otherwise
  if (call === null) return {}
  return {
    otherwise_setup: call.setup,
    otherwise_amount: call.amount,
    otherwise_per: call.perSeconds,
    otherwise_unit: 'seconds',
  }
}
