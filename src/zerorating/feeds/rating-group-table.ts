/**
 * Which rating group and service identifier stand for what, and when they are free: for gateways and charging systems that
 * speak Diameter (RFC 8506, 3GPP TS 32.299). As JSON and as CSV, a row for each service and span.
 *
 * A gateway sorts traffic into a page's rating group where host and prefix and port are met together; prefixes listed as
 * exclusive are enough where no name is seen. Rating groups themselves are the operator's (`rating-groups.ts`). Pure.
 */
import { spellingsOf } from '../dialled.ts'
import { zeroratingFailure } from '../failures.ts'
import type { InForce } from '../in-force.ts'
import { freeSpans } from '../spans.ts'
import { callingCodeOf, exactInstant, type FeedFile, listedHosts, timeZoneOf } from './feed.ts'
import { groupsByService, type RatingGroup, type RatingGroups } from './rating-groups.ts'
import { separatedValues } from './separated-values.ts'

export interface RatingGroupRow {
  readonly service: string
  readonly kind: string
  readonly ratingGroup: number
  readonly serviceIdentifier: number
  readonly numbers: readonly string[]
  readonly forwardedTo: readonly string[]
  readonly hosts: readonly string[]
  readonly prefixes: readonly string[]
  /** Those of `prefixes` from which nothing else is served. */
  readonly exclusivePrefixes: readonly string[]
  readonly ports: readonly number[]
  readonly freeFrom: string
  readonly freeUntil: string | null
  /** All in which a switch may write any of `numbers`. */
  readonly spellings: readonly string[]
}

const HEADER = [
  'service',
  'kind',
  'rating_group',
  'service_identifier',
  'numbers',
  'forwarded_to',
  'hosts',
  'prefixes',
  'exclusive_prefixes',
  'ports',
  'free_from',
  'free_until',
  'spellings',
] as const

export function ratingGroupFeed(force: InForce, groups: RatingGroups): readonly FeedFile[] {
  const rows = ratingGroupRows(force, groups)
  const table = rows.map(row => [
    row.service,
    row.kind,
    row.ratingGroup,
    row.serviceIdentifier,
    ...[row.numbers, row.forwardedTo, row.hosts, row.prefixes, row.exclusivePrefixes].map(values => values.join(';')),
    row.ports.join(';'),
    row.freeFrom,
    row.freeUntil ?? '',
    row.spellings.join(';'),
  ])
  return [
    { name: 'rating-group-table.json', text: `${JSON.stringify({ rows }, null, 2)}\n` },
    { name: 'rating-group-table.csv', text: separatedValues([HEADER, ...table]) },
  ]
}

/** Fails with ratingGroupMissing. */
export function ratingGroupRows(force: InForce, groups: RatingGroups): readonly RatingGroupRow[] {
  const zone = timeZoneOf(force)
  const callingCode = callingCodeOf(force)
  return freeSpans(force).map(({ service, from, until }) => {
    const { ratingGroup, serviceIdentifier } = groupOf(groups, service.id)
    const isPage = service.kind === 'page'
    return {
      service: service.id,
      kind: service.kind,
      ratingGroup,
      serviceIdentifier,
      numbers: isPage ? [] : service.numbers,
      forwardedTo: isPage ? [] : service.diversions,
      hosts: isPage ? listedHosts(service) : [],
      prefixes: isPage ? service.prefixes.map(({ prefix }) => prefix) : [],
      exclusivePrefixes: isPage
        ? service.prefixes.filter(({ exclusive }) => exclusive).map(({ prefix }) => prefix)
        : [],
      ports: isPage ? service.ports : [],
      freeFrom: exactInstant(from, zone) ?? '',
      freeUntil: exactInstant(until, zone),
      spellings: isPage ? [] : service.numbers.flatMap(number => spellingsOf(number, callingCode)),
    }
  })
}

/** Fails with ratingGroupMissing. */
export function groupOf(groups: RatingGroups, service: string): RatingGroup {
  const group = groupsByService(groups).get(service)
  if (group === undefined) throw zeroratingFailure('ratingGroupMissing', { service })
  return group
}
